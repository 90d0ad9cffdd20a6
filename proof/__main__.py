"""Verify films: python -m proof [FILM …] [--quality QUALITY] [--media DIR]."""

import argparse
import sys
from pathlib import Path

from proof.case import Case, ReceiptError, read_case, strangers
from proof.misread import misread
from proof.reading import ReadingError, installed
from proof.verify import Failure, counted, verify

SCENES = Path("scenes")
# The file in which rendering says why it left a film out, for a network that it cannot be told of.
LEFT_OUT = "LEFT_OUT"
# At 480 lines a decimal point is two pixels wide.
LEAST_HEIGHT = 720


def main() -> int:
    """Verify what the command line names. Status 1: something is missing or not true; 2: there is no such film."""
    parser = argparse.ArgumentParser(prog="python -m proof", description="Verify rendered films by their receipts.")
    parser.add_argument("films", nargs="*", metavar="FILM", help="films, by their files' names; all without it")
    parser.add_argument("--quality", default="1080p60", help="that of the films")
    parser.add_argument("--media", default="media", type=Path, help="the folder with the films")
    asked = parser.parse_args()
    videos = asked.media / "videos"
    try:
        names = asked.films or in_scenes() + [name for name in made(videos, asked.quality) if name not in in_scenes()]
        wrong = refused(names, asked.quality, videos)
        if wrong:
            print(wrong, file=sys.stderr)
            return 2
        return max([lacking(names, asked.quality, videos), *(judged(videos / name / asked.quality) for name in names)])
    except OSError as error:
        print(f"{error.filename or videos}: {error.strerror}", file=sys.stderr)
        return 1


def in_scenes() -> list[str]:
    """The films of the folder one stands in: those that must have been rendered."""
    return sorted(path.stem for path in SCENES.glob("[!_]*.py"))


def made(videos: Path, quality: str) -> list[str]:
    """The films that were made, or left out, in a quality."""
    return [name for name in names_in(videos) if films_in(videos / name / quality) or reason(videos / name / quality)]


def names_in(folder: Path) -> list[str]:
    """What is in a folder, in alphabetical order; nothing where there is no folder."""
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def films_in(folder: Path) -> list[Path]:
    """The films in a folder."""
    return [folder / name for name in names_in(folder) if name.endswith(".mp4")]


def reason(folder: Path) -> str:
    """Why a film was left out, in one line; nothing where it was not."""
    if LEFT_OUT not in names_in(folder):
        return ""
    return " ".join((folder / LEFT_OUT).read_text(encoding="utf-8", errors="replace").split())


def refused(names: list[str], quality: str, videos: Path) -> str | None:
    """What is wrong with the names on the command line, in one line, or nothing."""
    known = sorted({*in_scenes(), *names_in(videos)})
    for name in names:
        if name not in known:
            choice = f", or choose {' or '.join(known)}" if known else ""
            return f"FILM={' '.join(name.split()):.80} is neither in {SCENES} nor in {videos}: render it first{choice}"
    return None if names else f"{videos} holds no film in QUALITY={quality}: render it first{others(videos, quality)}"


def others(videos: Path, quality: str) -> str:
    """The other qualities in which there are films, in words."""
    qualities = sorted({made_in for name in names_in(videos) for made_in in names_in(videos / name)} - {quality})
    return f", or choose {' or '.join(qualities)}" if qualities else ""


def lacking(names: list[str], quality: str, videos: Path) -> int:
    """Say in one line which films are missing: 1 if there are such, else 0."""
    files = {name: videos / name / quality / f"{class_of(name)}.mp4" for name in names}
    missing = [name for name, file in files.items() if file not in films_in(file.parent) and not reason(file.parent)]
    if not missing:
        return 0
    lacks = f"{videos} lacks {', '.join(missing)} in QUALITY={quality}"
    print(f"{lacks}: render {'it' if len(missing) == 1 else 'them'} first{others(videos, quality)}", file=sys.stderr)
    return 1


def class_of(name: str) -> str:
    """The class of a film, and the name of its file: "forward_pass" is ForwardPass."""
    return "".join(word.capitalize() for word in name.split("_"))


def judged(folder: Path) -> int:
    """Verify the films in a folder, or say why there is none: 0 if all is true or was left out, else 1."""
    films = films_in(folder)
    if not films and reason(folder):
        print(f"{folder}: left out, {reason(folder)}")
    return max(map(verified, films), default=0)


def verified(film: Path) -> int:
    """Verify one film and say what was found: 0 if all is true, else 1."""
    try:
        case = read_case(film)
        strange = strangers(film, case)
        seen, misreadings = ("picture not read", []) if strange else look(film, case)
        wrong = [*strange, *verify(case), *misreadings]
    except OSError as error:
        print(f"{film}: {error.strerror}", file=sys.stderr)
        return 1
    except (ReadingError, ReceiptError) as error:
        print(f"{film}: {error}", file=sys.stderr)
        return 1
    counts = counted(case)
    if not wrong:
        true = f"{counts}, all true" if case.numbers else "shows no number"
        print(f"{film}: {true}; {seen}")
        return 0
    print(f"{film}: {counts}, {len(wrong)} not true; {seen}", *wrong, sep="\n  ", file=sys.stderr)
    return 1


def look(film: Path, case: Case) -> tuple[str, list[Failure]]:
    """What was read in the picture, in words, and what reads otherwise than it should."""
    if not installed():
        return "picture not read, install tesseract-ocr", []
    if case.size[1] < LEAST_HEIGHT:
        return f"picture not read, its type is too small below {LEAST_HEIGHT} lines", []
    return misread(film, case)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
