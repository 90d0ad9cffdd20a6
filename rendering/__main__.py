"""Render all films, or one: python -m rendering [--film NAME] [--quality QUALITY]."""

import argparse
import signal
import subprocess
import sys
import time

from rendering.films import QUALITIES, describe, find_films, render


def main() -> int:
    """Render what the command line names. Status 1: a film failed; 2: no such film or quality."""
    parser = argparse.ArgumentParser(prog="python -m rendering", description="Render the films in scenes/.")
    parser.add_argument("--film", help="one film, by its file's name; all films without it")
    parser.add_argument("--quality", default="1080p60", help=" or ".join(QUALITIES))
    asked = parser.parse_args()

    films = find_films()
    if asked.film is not None and asked.film not in films:
        print(f"FILM={asked.film} is not in scenes/; choose {' or '.join(films)}", file=sys.stderr)
        return 2
    if asked.quality not in QUALITIES:
        print(f"QUALITY={asked.quality} is unknown; choose {' or '.join(QUALITIES)}", file=sys.stderr)
        return 2

    for name in [asked.film] if asked.film else films:
        started = time.monotonic()
        try:
            path = render(films[name], asked.quality)
        except subprocess.CalledProcessError:
            print(f"{films[name]} failed; the reason stands above", file=sys.stderr)
            return 1
        except ValueError as error:
            print(error, file=sys.stderr)
            return 1
        print(describe(path, time.monotonic() - started), flush=True)
    return 0


if __name__ == "__main__":
    # End on SIGTERM as on Ctrl-C, so that no manim runs on alone and no scratch folder stays.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
