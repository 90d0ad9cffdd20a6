"""Render all films, or one: python -m rendering [--film NAME] [--quality QUALITY] [--holds HOLDS] [--media DIR]."""

import argparse
import gc
import os
import signal
import sys
import time
from pathlib import Path

from rendering.film_folder import alone_in
from rendering.films import HOLDS, QUALITIES, SCENES, described, find_films, scene_class
from rendering.fingerprint import read_sealed, unchanged
from rendering.workers import apart


def main() -> int:
    """Render what the command line names, each film whatever becomes of the others.

    Status 1: a film failed; 2: there is no film, or no such film, quality or way to hold.
    """
    parser = argparse.ArgumentParser(prog="python -m rendering", description="Render the films in scenes/.")
    parser.add_argument("--film", help="one film, by its file's name; all films without it")
    parser.add_argument("--quality", default="1080p60", help=" or ".join(QUALITIES))
    parser.add_argument("--holds", default="once", help="how a picture that stands still is stored: once or repeat")
    parser.add_argument("--media", default="media", type=Path, help="the folder for what is made")
    parser.add_argument("--cores", default=cores(), type=int, help="how many plays are drawn at a time")
    asked = parser.parse_args()

    films = find_films()
    wrong = refused(asked, films)
    if wrong:
        print(wrong, file=sys.stderr)
        return 2
    asked_for = [films[asked.film]] if asked.film else films.values()
    failed = [source for source in asked_for if not render(source, asked)]
    for source in failed:
        print(f"{source} failed; the reason stands above", file=sys.stderr)
    return 1 if failed else 0


def cores():
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def refused(asked, films):
    """What is wrong with the names on the command line, in one line, or nothing."""
    if not films:
        return f"{SCENES.absolute()}/ has no film; write one, {SCENES}/NAME.py, or call this where there are some"
    if asked.film is not None and asked.film not in films:
        return f"FILM={asked.film} is not in scenes/; choose {' or '.join(films)}"
    if asked.quality not in QUALITIES:
        return f"QUALITY={asked.quality} is unknown; choose {' or '.join(QUALITIES)}"
    if asked.holds not in HOLDS:
        return f"HOLDS={asked.holds} is unknown; choose {' or '.join(HOLDS)}"
    return None


def render(source, asked):
    """Render one film to MEDIA/videos/NAME/QUALITY/Name.mp4 unless it is as it would be; False if it failed.

    A film that was there before is replaced at once by the finished new one, or stays as it was.
    """
    folder, name = asked.media / "videos" / source.stem / asked.quality, scene_class(source.stem)
    started, done = time.monotonic(), "unchanged"
    try:
        if not unchanged(folder, name, asked.quality, asked.holds):
            with alone_in(folder) as scratch:
                # Whoever worked here a moment ago may have made it.
                if not unchanged(folder, name, asked.quality, asked.holds):
                    make = start_manim().make
                    # In a process of its own: no film sees what another one changed in manim.
                    if not apart(lambda: make(source, asked.quality, asked.holds, scratch, asked.cores)):
                        return False
                    if not (folder / f"{name}.mp4").exists():  # left out, as the film itself has said
                        return True
                    done = f"rendered in {time.monotonic() - started:.0f} s"
        print(f"{described(folder / f'{name}.mp4', read_sealed(folder, name)['seconds'])}, {done}", flush=True)
    except OSError as error:
        print(f"{folder}: {error.strerror}", file=sys.stderr)
        return False
    return True


def start_manim():
    """Import what renders: once for all films, and only if there is one to render."""
    gc.disable()  # this process lives for a few films; what it collects would be copied for each child
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a thread would be lost in each fork
    home = os.environ.get("HOME", "")
    os.environ["HOME"] = os.devnull  # manim also reads ~/.config/manim/manim.cfg, which must not change a film
    from rendering import making

    making.read_settings()
    os.environ["HOME"] = home
    return making


if __name__ == "__main__":
    # End on SIGTERM as on Ctrl-C, so that what was begun is removed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        status = main()
    except KeyboardInterrupt:
        status = 130
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # at once: to tidy up after manim takes a tenth of a second
