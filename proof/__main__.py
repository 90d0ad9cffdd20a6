"""Verify films: python -m proof [FILM …] [--quality QUALITY] [--media DIR]."""

import argparse
import sys
from pathlib import Path

from proof.receipt import ReceiptError, read, strangers
from proof.verify import verify


def main() -> int:
    """Verify what the command line names. Status 1: something is not true; 2: there is no such film or receipt."""
    parser = argparse.ArgumentParser(prog="python -m proof", description="Verify rendered films by their receipts.")
    parser.add_argument("films", nargs="*", metavar="FILM", help="films, by their files' names; all without it")
    parser.add_argument("--quality", default="1080p60", help="that of the films")
    parser.add_argument("--media", default="media", type=Path, help="the folder with the films")
    asked = parser.parse_args()
    films = found(asked)
    if isinstance(films, str):
        print(films, file=sys.stderr)
        return 2
    return max(map(verified, films))


def found(asked) -> list[Path] | str:
    """The films that are meant; in words, if there are none."""
    films = []
    for name in asked.films or ["*"]:
        here = sorted(asked.media.glob(f"videos/{name}/{asked.quality}/*.mp4"))
        films += here
        if not here:
            return f"no film in {asked.media}/videos/{name}/{asked.quality}: render it first, or name others"
    without = [film for film in films if not film.with_suffix(".numbers.json").exists()]
    if without:
        return f"{without[0]} has no receipt beside it, {without[0].stem}.numbers.json: render it first"
    return films


def verified(film: Path) -> int:
    """Verify one film and say what was found: 0 if all is true, else 1."""
    try:
        receipt = read(film)
        wrong = [*strangers(film, receipt), *verify(receipt)]
    except ReceiptError as error:
        print(error, file=sys.stderr)
        return 1
    counts = f"{len(receipt.numbers)} numbers, {len(receipt.equations)} equations"
    if not wrong:
        print(f"{film}: {counts} checked, all true")
        return 0
    print(f"{film}: {counts} checked, {len(wrong)} not true", *wrong, sep="\n  ", file=sys.stderr)
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
