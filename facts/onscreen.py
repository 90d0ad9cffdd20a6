"""What was on screen, turned into a receipt: whoever draws a film notes when and where, facts know what it meant.

Each glyph of a formula knows its `Line`, each shape that means something has a `Meaning`. So a film needs no code
for its receipt.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Protocol

import facts.receipt as receipt
from core import BackwardTrace, Example, ForwardTrace, Network, TrainingStep, training_step
from core.plane import Plane
from facts.number import Shown
from facts.recipe import given_of, kind_of
from facts.ref import canonical
from facts.statement import Fact


class Piece(Protocol):
    """A part of a line: a number, a symbol, words."""

    def told(self, records: "Records") -> receipt.Part:
        """The part as a receipt holds it."""


class Relation(Protocol):
    """An equation in a line."""

    equation: tuple[str, str, str]
    operands: list[Shown]
    right: Shown | str


class Line:
    """A line of type as data, what one `Formula` says: its parts, its text, its relations.

    `glyphs`: how many show each part; `strings`: how many show what stands between them.

    It stays the same when manim copies the formula, so that a number that travels is known for what it is.
    """

    def __init__(self, parts: Sequence[Any], text: str, relations: Iterable[Any]):
        self.parts, self.text, self.relations = parts, text, list(relations)
        self.glyphs: list[int] = []
        self.strings = 0

    def __deepcopy__(self, memo: dict[int, Any]) -> "Line":
        return self

    def all_of(self, part: int) -> int:
        """How many glyphs show a part, −1 for what is no part."""
        return self.strings if part < 0 else self.glyphs[part]


@dataclass(frozen=True, eq=False)
class Meaning:
    """What a shape stands for: its kind, pairs of a record and a path in it, its role, and the scale it shares.

    kind: "bar", "arrow", "edge", "strand" (a large one), "neuron", "shade" (what fills it), "ring", "pixels", "point",
    "sample", "glass", "petal", "gauge", "ruler"; in a plane "dots", "region", "border", "zero", "side", "distance".
    """

    kind: str
    places: tuple[tuple[Any, str], ...] = ()
    role: str = ""
    group: str = ""
    look: dict[str, Any] = field(default_factory=dict)

    def __deepcopy__(self, memo: dict[int, Any]) -> "Meaning":
        return self


@dataclass(frozen=True)
class Seen:
    """A part of a line, or a shape with a meaning, seen on screen; start, end: seconds; look: as measured."""

    what: Any
    part: int
    start: float
    end: float
    box: receipt.Box
    look: dict[str, Any] = field(default_factory=dict)


class Records:
    """The records that a film speaks of, each with a name: its part in one training step, or a name of its own."""

    def __init__(self, example: Example | None, found: Iterable[Any]):
        self.found = list({id(record): record for record in found}.values())
        known = [example] if isinstance(example, Example) else []
        known += [record for record in self.found if isinstance(record, Example)]
        known += [record.example for record in self.found if isinstance(record, TrainingStep)]
        self.own = training_step(known[0]) if known else None
        self.names: dict[int, str] = {}
        self.others: dict[str, Any] = {}
        for record in self.found:
            self._take(record)

    def _take(self, record: Any) -> None:
        if id(record) in self.names:
            return
        name = own_name(record, self.own) if self.own else None
        if name is None:
            name = f"{kind_of(record)}{len(self.others) + 1}"
            self.others[name] = record
        self.names[id(record)] = name

    def path(self, record: Any, path: str) -> str:
        """Where something comes from, as one path: the one name of the place."""
        if id(record) not in self.names:
            self.found.append(record)  # kept, so that no other record gets its id
            self._take(record)
        name = self.names[id(record)]
        whole = f"{name}.{path}".removeprefix(".")
        return whole if name in self.others or not self.own else canonical(whole, len(self.own.network.layers) - 1)

    def given(self) -> dict[str, dict[str, Any]]:
        """What all was computed from, by the names of the samples; "" is the film's own."""
        own = {"": {"kind": "step"} | given_of(self.own)} if self.own else {}
        return own | {name: {"kind": kind_of(record)} | given_of(record) for name, record in self.others.items()}


def own_name(record: Any, step: TrainingStep) -> str | None:
    """Which part of a training step a record is, by what both were made of; None if it is none."""
    if isinstance(record, TrainingStep):
        return "" if alike(made_of(record), made_of(step)) else None
    for name in ("example", "network", "forward", "backward", "new_network", "again", "plane", "new_plane"):
        if type(part := getattr(step, name)) is type(record) and alike(made_of(record), made_of(part)):
            return name
    return None


def made_of(record: Any) -> Any:
    """What decides all that a record holds."""
    match record:
        case TrainingStep():
            return record.example, record.learning_rate
        case ForwardTrace():
            return record.network, record.input
        case BackwardTrace():
            return record.forward.network, record.forward.input, record.target
        case Network():
            return record.layers, record.loss
        case Plane():
            return record.example, record.network
    return record


def alike(one: Any, other: Any) -> bool:
    """Whether two records hold the same, to the last bit."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    if is_dataclass(one):
        return all(alike(getattr(one, each.name), getattr(other, each.name)) for each in fields(one))
    if hasattr(one, "tobytes"):
        return one.shape == other.shape and one.tobytes() == other.tobytes()
    return bool(one == other)


def evidence(
    example: Example | None,
    type_seen: Sequence[Seen],
    shapes: Sequence[Seen],
    spoken: Sequence[receipt.Spoken],
    said: dict[str, Fact],
) -> dict[str, Any]:
    """The fields of a receipt that say what was on screen and what was spoken.

    said: the captions and names of sections that are facts, by their text.
    """
    numbers = [each for each in type_seen if each.part >= 0 and isinstance(each.what.parts[each.part], Shown)]
    records = Records(example, (each.what.parts[each.part].record for each in numbers))
    line_numbers = {line: k for k, line in enumerate(dict.fromkeys(each.what for each in type_seen))}
    return {
        "lines": tuple(line_seen(line, number, type_seen, records) for line, number in line_numbers.items()),
        "numbers": tuple(number_seen(each, line_numbers[each.what], records) for each in numbers),
        "equations": tuple(
            equation_of(relation, records, line_numbers[line], *times)
            for line in line_numbers
            for relation in line.relations
            if (times := during(line, relation, numbers))
        ),
        "spoken": tuple(
            receipt.Spoken(
                each.where,
                each.text,
                each.start,
                each.end,
                said[each.text].said(records) if each.text in said else None,
            )
            for each in spoken
        ),
        "marks": tuple(mark_seen(each, records) for each in shapes),
        "given": records.given(),
    }


def number_seen(seen: Seen, line: int, records: Records) -> receipt.Number:
    """A number: its path, the displayed digits, how many of them are decimals."""
    number = seen.what.parts[seen.part]
    decimals = number.decimals_needed if number.decimals is None else number.decimals
    path = records.path(number.record, number.path)
    return receipt.Number(line, path, number.plain, decimals, seen.start, seen.end, seen.box, number.unit)


def line_seen(line: Line, number: int, seen: Sequence[Seen], records: Records) -> receipt.Line:
    """A line, from when to when something of it was on screen, and the box around all that was."""
    mine = [each for each in seen if each.what is line]
    sides = list(zip(*(each.box for each in mine), strict=True))
    box = min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])
    start, end = min(each.start for each in mine), max(each.end for each in mine)
    return receipt.Line(number, line.text, start, end, box, tuple(part.told(records) for part in line.parts))


def mark_seen(seen: Seen, records: Records) -> receipt.Mark:
    """A shape with its meaning, and what was measured of it."""
    meaning: Meaning = seen.what
    places = tuple(records.path(record, path) for record, path in meaning.places)
    look = meaning.look | seen.look
    return receipt.Mark(meaning.kind, places, seen.start, seen.end, seen.box, look, meaning.role, meaning.group)


def equation_of(relation: Relation, records: Records, line: int, start: float, end: float) -> receipt.Equation:
    """An equation: its sides, the path of its result, the digits and paths of its operands."""
    left, sign, right = relation.equation
    result = None if isinstance(relation.right, str) else records.path(relation.right.record, relation.right.path)
    operands = tuple((number.plain, records.path(number.record, number.path)) for number in relation.operands)
    return receipt.Equation(line, left, sign, right, result, operands, start, end)


def during(line: Line, relation: Relation, numbers: Sequence[Seen]) -> tuple[float, float] | None:
    """From when to when the numbers of a relation that stand in its line are on screen together; None if never."""
    members = [*relation.operands, *([] if isinstance(relation.right, str) else [relation.right])]
    places = {(id(number.record), number.path) for number in members}
    stretches: dict[str, list[Seen]] = {}
    for seen in numbers:
        part = seen.what.parts[seen.part]
        if seen.what is line and (id(part.record), part.path) in places:
            stretches.setdefault(part.path, []).append(seen)
    if not stretches:
        return None
    start = max(min(seen.start for seen in each) for each in stretches.values())
    end = min(max(seen.end for seen in each) for each in stretches.values())
    return (start, end) if start < end else None
