"""Verify films: python -m proof [FILM …] [--quality QUALITY] [--media DIR]."""

import argparse
import sys
from pathlib import Path

from proof.picture import misread
from proof.reading import ReadingError, installed
from proof.receipt import Receipt, ReceiptError, read, strangers
from proof.verify import Failure, verify

# At 480 lines a decimal point is two pixels wide.
LEAST_HEIGHT = 720


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
            return f"{asked.media}/videos/{name}/{asked.quality} holds no film: render it first, or name another"
    without = [film for film in films if not film.with_suffix(".numbers.json").exists()]
    if without:
        return f"{without[0]} has no receipt, {without[0].stem}.numbers.json, beside it: render it first"
    return films


def verified(film: Path) -> int:
    """Verify one film and say what was found: 0 if all is true, else 1."""
    try:
        receipt = read(film)
        strange = strangers(film, receipt)
        seen, misreadings = ("picture not read", []) if strange else look(film, receipt)
        wrong = [*strange, *verify(receipt), *misreadings]
    except (OSError, ReadingError, ReceiptError) as error:
        print(f"{film}: {error}", file=sys.stderr)
        return 1
    counts = f"{len(receipt.numbers)} numbers, {len(receipt.equations)} equations checked"
    if not wrong:
        print(f"{film}: {counts}, all true; {seen}")
        return 0
    print(f"{film}: {counts}, {len(wrong)} not true; {seen}", *wrong, sep="\n  ", file=sys.stderr)
    return 1


def look(film: Path, receipt: Receipt) -> tuple[str, list[Failure]]:
    """What was read in the picture, in words, and what reads otherwise than it should."""
    if not installed():
        return "picture not read, install tesseract-ocr", []
    if receipt.size[1] < LEAST_HEIGHT:
        return f"picture not read, its type is too small below {LEAST_HEIGHT} lines", []
    return misread(film, receipt)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
