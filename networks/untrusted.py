"""What is asked of every file, whatever its kind: a size that fits, a network of a size that fits, plain names."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

MAX_BYTES = 100_000_000
MAX_PARAMETERS = 4_000_000
MAX_LAYERS, MAX_NEURONS = 7, 4096
MAX_NAME, MAX_TITLE = 100, 200
LONGEST_LINE = 500
# What finds this program for a line of Python, wherever that is run.
HOME = f"import sys; sys.path.append({str(Path(__file__).resolve().parent.parent)!r})"
# They join letters in Arabic, Persian and the scripts of India; all other characters without a shape go.
JOINERS = "\u200c\u200d"


class NetworkFileError(ValueError):
    """A file that gives no network or no sample, and why: one line, with the path, or, where the reason needs the
    room, as it does with lines of Python, with the name alone.
    """

    def __init__(self, path: Path | str, reason: str):
        whole = f"{path}: {reason}"
        super().__init__(one_line(whole if len(whole) <= LONGEST_LINE else f"{Path(path).name}: {reason}"))


def one_line(text: str) -> str:
    """The text, however it came about, as a single line of at most LONGEST_LINE visible characters."""
    line = " ".join("".join(sign if visible(sign) else " " for sign in str(text)).split())
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"


def visible(sign: str) -> bool:
    """Whether a character is not one of control, direction or format, nor half of a pair, nor unassigned."""
    return sign in JOINERS or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def name_of(text: str, limit: int = MAX_NAME) -> str:
    """A name as it may be shown: one line of visible characters, cut to `limit` with a dot-dot-dot; perhaps ""."""
    line = " ".join(unicodedata.normalize("NFC", "".join(s if visible(s) else " " for s in text[: 4 * limit])).split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def check_shapes(shapes: Sequence[tuple[int, ...]]) -> None:
    """Raise ValueError unless weights of these shapes, (n_out, n_in) each, make a network that may be read.
    To be asked before any of the numbers is: a shape may lie.
    """
    if not 1 <= len(shapes) <= MAX_LAYERS:
        raise ValueError(f"{len(shapes)} dense layers: the films show 1 to {MAX_LAYERS}")
    for number, shape in enumerate(shapes, start=1):
        if len(shape) != 2 or not all(1 <= size <= MAX_NEURONS for size in shape):
            raise ValueError(f"layer {number}: weights have shape {tuple(shape)}: give 1 to {MAX_NEURONS} neurons")
    if (count := sum(n_out * (n_in + 1) for n_out, n_in in shapes)) > MAX_PARAMETERS:
        raise ValueError(f"{count:,} parameters: at most {MAX_PARAMETERS:,} are read")


def checked_file(path: Path, limit: int = MAX_BYTES) -> None:
    """Raise NetworkFileError unless there is such a file, and it is not larger than the limit."""
    try:
        if not path.is_file():
            raise NetworkFileError(path, "is no file" if path.exists() else "there is no such file")
        size = path.stat().st_size
    except OSError as error:
        raise NetworkFileError(path, str(error.strerror)) from None
    if size > limit:
        raise NetworkFileError(path, f"is larger than {limit // 1_000_000} MB")


def bytes_of(path: Path) -> bytes:
    """The whole file. Raises NetworkFileError where `checked_file` does, or where it may not be read."""
    checked_file(path)
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES)
    except OSError as error:
        raise NetworkFileError(path, str(error.strerror)) from None
