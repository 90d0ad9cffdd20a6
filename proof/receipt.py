"""The receipt beside a film, as `rendering` wrote it: what is in it, and whether it belongs to the film."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

Box = tuple[float, float, float, float]
# Start and end in seconds, and whether the picture stands still.
Play = tuple[float, float, bool]


class ReceiptError(ValueError):
    """There is no receipt that could be checked; the message says what to do."""


@dataclass(frozen=True)
class Shown:
    """A number on screen. start, end: seconds; box: left, top, right, bottom in pixels of the film."""

    line: int
    path: str
    text: str
    decimals: int
    start: float
    end: float
    box: Box


@dataclass(frozen=True)
class Equation:
    """An equation on screen. result: the path of its right side, or None; operands: (text, path) of its left."""

    line: int
    left: str
    sign: str
    right: str
    result: str | None
    operands: tuple[tuple[str, str], ...]
    start: float
    end: float

    @property
    def text(self) -> str:
        """The equation as it reads."""
        return f"{self.left} {self.sign} {self.right}"


@dataclass(frozen=True)
class Receipt:
    """All that a film showed, and what stands beside it in Film.json: plays, and the second of the keys.

    size: width and height; given: what the numbers were computed from, by the name of the sample, "" for the film's
    own; lines: text and first second of each formula.
    """

    film: str
    keys: tuple[str | None, str | None]
    sha256: str
    size: tuple[int, int]
    plays: list[Play]
    given: dict[str, dict]
    lines: dict[int, tuple[str, float]]
    numbers: list[Shown]
    equations: list[Equation]


def read(film: Path) -> Receipt:
    """The receipt of a film. Raises ReceiptError, in one line, where there is none or it is damaged."""
    path = film.with_suffix(".numbers.json")
    data, about = opened(path), opened(film.with_suffix(".json"))
    try:
        return Receipt(
            checked(data["film"], str),
            (checked(data["key"], str, type(None)), about["key"]),
            checked(data["sha256"], str),
            (checked(data["width"], int), checked(data["height"], int)),
            [(seconds(play["start"]), seconds(play["end"]), checked(play["held"], bool)) for play in about["plays"]],
            {"": {"example": data["example"]}, **data["others"]} if data.get("example") else {},
            dict(map(formula, data.get("lines", []))),
            [number(entry) for entry in data.get("numbers", [])],
            [equation(entry) for entry in data.get("equations", [])],
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ReceiptError(f"{path} is damaged, {said(error)}: render the film again") from None


def opened(path: Path) -> dict:
    """What is in a file beside a film."""
    try:
        return checked(json.loads(path.read_text(encoding="utf-8"), parse_constant=refused), dict)
    except FileNotFoundError:
        raise ReceiptError(f"{path} is missing: render the film first") from None
    except (OSError, TypeError, ValueError, RecursionError) as error:
        raise ReceiptError(f"{path} is damaged, {said(error)}: render the film again") from None


def said(error: Exception) -> str:
    """An error in a few words on one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def formula(entry: dict) -> tuple[int, tuple[str, float]]:
    """One line of the receipt: its number, its text, when it came."""
    return checked(entry["line"], int), (checked(entry["text"], str), seconds(entry["from"]))


def number(entry: dict) -> Shown:
    """One number of the receipt."""
    left, top, right, bottom = (float(checked(side, int, float)) for side in entry["box"])
    words = (checked(entry[name], str) for name in ("path", "text"))
    line, decimals = (checked(entry[name], int) for name in ("line", "decimals"))
    times = (seconds(entry[name]) for name in ("from", "until"))
    return Shown(line, *words, decimals, *times, (left, top, right, bottom))


def equation(entry: dict) -> Equation:
    """One equation of the receipt."""
    sides = (checked(entry[name], str) for name in ("left", "sign", "right"))
    operands = tuple((checked(text, str), checked(path, str)) for text, path in entry["operands"])
    times = (seconds(entry[name]) for name in ("from", "until"))
    return Equation(checked(entry["line"], int), *sides, checked(entry["result"], str, type(None)), operands, *times)


def checked(value, *kinds):
    """The value, if it is of one of these kinds; TypeError otherwise."""
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        raise TypeError(f"{value!r:.40} is no {' or '.join(kind.__name__ for kind in kinds)}")
    return value


def seconds(value) -> float:
    """A time."""
    return float(checked(value, int, float))


def refused(constant: str):
    """Refuse NaN and infinity, which JSON does not have."""
    raise ValueError(f"it holds {constant}")


def strangers(film: Path, receipt: Receipt) -> list[str]:
    """In words, what shows that film and receipt do not belong together."""
    found = []
    if receipt.film != film.stem:
        found.append(f"its receipt is that of {receipt.film}")
    with film.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != receipt.sha256:
            found.append("it is not the film that its receipt was written for: the sha256 differs")
    if receipt.keys[0] != receipt.keys[1]:
        found.append(f"its receipt is not of the same rendering as {film.stem}.json: the key differs")
    return found
