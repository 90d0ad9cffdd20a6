"""The receipt beside a film, as `rendering` wrote it: what is in it, and whether it belongs to the film."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

Box = tuple[float, float, float, float]


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
    """All that a film showed. given: what its numbers were computed from, by the name of the sample, "" at first."""

    film: str
    key: str | None
    sha256: str
    size: tuple[int, int]
    given: dict[str, dict]
    lines: dict[int, tuple[str, float]]
    numbers: list[Shown]
    equations: list[Equation]


def read(film: Path) -> Receipt:
    """The receipt of a film. Raises ReceiptError, in one line, where there is none or it is damaged."""
    path = film.with_suffix(".numbers.json")
    try:
        data = json.loads(path.read_text(encoding="utf-8"), parse_constant=refused)
        return Receipt(
            checked(data["film"], str),
            checked(data["key"], str, type(None)),
            checked(data["sha256"], str),
            (checked(data["width"], int), checked(data["height"], int)),
            {"": {"example": checked(data["example"], dict)}} | checked(data.get("others", {}), dict),
            {checked(line["line"], int): (checked(line["text"], str), seconds(line["from"])) for line in data["lines"]},
            [number(entry) for entry in data["numbers"]],
            [equation(entry) for entry in data["equations"]],
        )
    except FileNotFoundError:
        raise ReceiptError(f"{path} is missing: render the film first") from None
    except (OSError, KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        said = error.strerror if isinstance(error, OSError) else repr(error)
        raise ReceiptError(f"{path} is damaged ({said}): render the film again") from None


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
        found.append(f"the receipt is that of {receipt.film}")
    with film.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != receipt.sha256:
            found.append("the film is not the one that its receipt was written for: its sha256 differs")
    try:
        key = json.loads(film.with_suffix(".json").read_text(encoding="utf-8"))["key"]
    except (OSError, KeyError, TypeError, ValueError):
        found.append(f"{film.with_suffix('.json').name}, which should stand beside it, is missing or damaged")
    else:
        if key != receipt.key:
            found.append(f"the key in its receipt is not the one in {film.with_suffix('.json').name}")
    return found
