"""What stands beside a film: Film.json, what it is, and Film.numbers.json, its receipt. Written by rendering, read by
proof and publishing; receipt.schema.json says the same as a JSON Schema. Times are seconds, ends are exclusive;
boxes are left, top, right, bottom in pixels from the top left of the picture.
"""

from pathlib import Path
from typing import Any

import msgspec

Box = tuple[float, float, float, float]


class Data(msgspec.Struct, frozen=True, omit_defaults=True):
    """Typed data that goes to JSON and back."""


class Section(Data, frozen=True):
    """A chapter of a film."""

    name: str
    start: float
    end: float


class Play(Data, frozen=True):
    """One call of play or wait; held: whether the picture stands still."""

    start: float
    end: float
    held: bool


class Caption(Data, frozen=True):
    """What is said, from when to when."""

    start: float
    end: float
    text: str


class About(Data, frozen=True, omit_defaults=False):
    """Film.json: title, summary, length, size, and what it was made of; its checksum is rendering's affair."""

    title: str
    summary: str
    network: str
    seconds: float
    frames: int
    frame_rate: float
    width: int
    height: int
    poster: float
    sections: tuple[Section, ...]
    plays: tuple[Play, ...]
    captions: tuple[Caption, ...] = ()
    fingerprint: str | None = None
    inputs: dict[str, str] = {}
    sha256: dict[str, str] = {}


class Said(Data, frozen=True):
    """What some text says. kind: "number", "name", "nth", "predicate", "statement", "list", "piece" or "free".

    text: as it reads; places: the paths that it speaks of; key: of a statement in words/, the kind of a predicate,
    the style of a list; slots: of a statement; items: of a list, or the whole of a piece.
    """

    kind: str
    text: str
    places: tuple[str, ...] = ()
    decimals: int | None = None
    key: str = ""
    slots: "dict[str, Said]" = {}
    items: "tuple[Said, ...]" = ()


class Part(Data, frozen=True):
    """A part of a line: its text; of a symbol letter, index and layer; of words what they say, if they know it."""

    kind: str
    text: str
    letter: str = ""
    index: str = ""
    layer: str = ""
    path: str = ""
    says: Said | None = None


class Line(Data, frozen=True):
    """A formula or words on screen: its number, its text, its parts, when and where it was seen."""

    line: int
    text: str
    start: float
    end: float
    box: Box
    parts: tuple[Part, ...] = ()


class Number(Data, frozen=True):
    """A number on screen: the line that it stands in, its place, and what is shown of it, in units of 10 to the power
    `unit`.
    """

    line: int
    path: str
    text: str
    decimals: int
    start: float
    end: float
    box: Box
    unit: int = 0


class Equation(Data, frozen=True):
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


class Spoken(Data, frozen=True):
    """Something said beside the picture, in a caption or the name of a section. says: None for a bare text."""

    where: str
    text: str
    start: float
    end: float
    says: Said | None = None


class Mark(Data, frozen=True):
    """A shape that means something: a bar, an arrow, an edge, a circle, a ring, a dot, a petal, a gauge.

    places: what it stands for; group: those of one name are drawn to one scale; look: what was measured of it.
    """

    kind: str
    places: tuple[str, ...]
    start: float
    end: float
    box: Box
    look: dict[str, Any]
    role: str = ""
    group: str = ""


class Receipt(Data, frozen=True, omit_defaults=False, forbid_unknown_fields=True):
    """Film.numbers.json: all that a film showed and said, with where it comes from.

    given: by the name of each sample what its numbers were computed from, and of which kind it is; "" is the film's
    own. source: the file that the example was read from, with its digest. unknown: what stood on screen that no
    fact stands for, and how often.
    """

    film: str
    fingerprint: str | None
    sha256: str
    width: int
    height: int
    frame_rate: float
    given: dict[str, dict[str, Any]] = {}
    lines: tuple[Line, ...] = ()
    numbers: tuple[Number, ...] = ()
    equations: tuple[Equation, ...] = ()
    spoken: tuple[Spoken, ...] = ()
    marks: tuple[Mark, ...] = ()
    unknown: dict[str, int] = {}

    @property
    def example(self) -> dict[str, Any]:
        """The film's own example, as its file would hold it; {} where it has none."""
        return self.given.get("", {}).get("example", {})


class ReceiptError(ValueError):
    """There is nothing that could be read beside a film; the message says what to do."""


def read_about(film: Path) -> About:
    """What Film.json says. Raises ReceiptError, in one line, where it is missing or damaged."""
    return _read(film.with_suffix(".json"), About)


def read_receipt(film: Path) -> Receipt:
    """What Film.numbers.json says. Raises ReceiptError, in one line, where it is missing or damaged."""
    return _read(film.with_suffix(".numbers.json"), Receipt)


def _read(path: Path, kind: Any) -> Any:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except FileNotFoundError:
        raise ReceiptError(f"{path} is missing: render the film first") from None
    except (OSError, ValueError, RecursionError) as error:
        raise ReceiptError(f"{path} is damaged, {' '.join(str(error).split())}: render the film again") from None


def to_json(receipt: Receipt) -> str:
    """A receipt as JSON, with a line for each entry of its lists."""

    def dumped(value: Any) -> str:
        return msgspec.json.encode(value).decode()

    parts = []
    for name, value in msgspec.structs.asdict(receipt).items():
        entries = ",\n  ".join(map(dumped, value)) if isinstance(value, tuple) else None
        parts.append(f" {dumped(name)}: " + (dumped(value) if entries is None else f"[\n  {entries}\n ]"))
    return "{\n" + ",\n".join(parts) + "\n}\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of both files, by their names."""
    schemas, components = msgspec.json.schema_components([About, Receipt])
    files = dict(zip(("Film.json", "Film.numbers.json"), schemas, strict=True))
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "properties": files, "$defs": components}
