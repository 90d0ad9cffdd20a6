"""What a film showed, as data: every number with where it comes from, every equation with its operands.

Each glyph of a `Formula` knows its `Line`. Whoever draws a film notes when and where glyphs are on screen; a
line then tells what they said. So a film needs no code for its receipt.
"""

import json
from dataclasses import fields, is_dataclass

import numpy as np

from core import BackwardTrace, Example, ForwardTrace, Network, TrainingStep, load_example, training_step
from scenes.mobjects.type.parts import Number

# How a path through one record continues in another: the shortest name is the one that is used.
SHORTER = {
    "backward.forward.": "forward.",
    "forward.network.": "network.",
    "again.network.": "step.",
    "example.network.": "network.",
}


class Line:
    """What one formula says: its parts, its text, its claims. `glyphs`: how many show each part.

    It stays the same when manim copies the formula, so that a number that travels is known for what it is.
    """

    def __init__(self, parts, text, claims):
        self.parts, self.text, self.claims = parts, text, list(claims)
        self.glyphs = []

    def __deepcopy__(self, memo):
        return self

    @staticmethod
    def receipt(seen):
        """The receipt of a film. `seen`: of each part that was on screen, (line, part, {from, until, box})."""
        numbers = [each for each in seen if isinstance(each[0].parts[each[1]], Number)]
        records = Records(line.parts[part].record for line, part, _ in numbers)
        lines = {line: number for number, line in enumerate(dict.fromkeys(line for line, _, _ in seen))}
        return {
            "example": records.example(),
            "others": records.others(),
            "lines": [{"line": lines[line], "text": line.text} | around(line, seen) for line in lines],
            "numbers": [
                {"line": lines[line]} | described(line.parts[part], records) | when for line, part, when in numbers
            ],
            "equations": [
                {"line": lines[line]} | stated(claim, records) | during(line, claim, numbers)
                for line in lines
                for claim in line.claims
                if during(line, claim, numbers)
            ],
        }


def described(number, records):
    """A number: its path, the displayed digits, how many of them are decimals."""
    decimals = number.decimals_needed if number.decimals is None else number.decimals
    return {"path": records.path(number), "text": number.plain, "decimals": decimals}


def stated(claim, records):
    """An equation: its sides, the path of its result, the digits and paths of its operands."""
    left, sign, right = claim.equation
    result = records.path(claim.right) if isinstance(claim.right, Number) else None
    operands = [[number.plain, records.path(number)] for number in claim.operands]
    return {"left": left, "sign": sign, "right": right, "result": result, "operands": operands}


def around(line, seen):
    """From when to when something of a line is on screen, and the box around all that was."""
    stretches = [when for mine, _, when in seen if mine is line]
    boxes = np.array([when["box"] for when in stretches])
    box = [*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0)]
    return {
        "from": min(when["from"] for when in stretches),
        "until": max(when["until"] for when in stretches),
        "box": [float(side) for side in box],
    }


def during(line, claim, numbers):
    """From when to when the numbers of a claim that stand in its line are on screen together; {} if never."""
    members = [*claim.operands, *([claim.right] if isinstance(claim.right, Number) else [])]
    places = {(id(number.record), number.path) for number in members}
    stretches = {}
    for mine, part, when in numbers:
        if mine is line and (id(line.parts[part].record), line.parts[part].path) in places:
            stretches.setdefault(line.parts[part].path, []).append(when)
    if not stretches:
        return {}
    start = max(min(when["from"] for when in each) for each in stretches.values())
    end = min(max(when["until"] for when in each) for each in stretches.values())
    return {"from": start, "until": end} if start < end else {}


class Records:
    """The records that the numbers of a film come from, each with a name: its part in one training step."""

    def __init__(self, records):
        self.found = list({id(record): record for record in records}.values())
        examples = [record for record in self.found if isinstance(record, Example)]
        examples += [record.example for record in self.found if isinstance(record, TrainingStep)]
        self.lesson = training_step(examples[0] if examples else load_example())
        self.names = {}
        for record in self.found:
            self.names[id(record)] = self.name(record)

    def name(self, record):
        """The name of a record: "forward", "step", …; "" for the training step; else a number behind its kind."""
        if alike(record, self.lesson):
            return ""
        for field in fields(self.lesson):
            if alike(record, getattr(self.lesson, field.name)):
                return field.name
        return f"{type(record).__name__.lower()}{len(self.names)}"

    def path(self, number):
        """Where a number comes from, as one path."""
        path = f"{self.names[id(number.record)]}.{number.path}".removeprefix(".")
        for longer, shorter in SHORTER.items():
            path = shorter + path.removeprefix(longer) if path.startswith(longer) else path
        return path

    def example(self):
        """The example, as its file would hold it."""
        return plain(self.lesson.example)

    def others(self):
        """What the records outside the training step were computed from."""
        known = {"", *(field.name for field in fields(self.lesson))}
        return {name: given(record) for record in self.found if (name := self.names[id(record)]) not in known}


def given(record):
    """What a record was computed from."""
    if isinstance(record, BackwardTrace):
        return given(record.forward) | {"target": plain(record.target)}
    if isinstance(record, ForwardTrace):
        return {"network": plain(record.network), "input": plain(record.input)}
    if isinstance(record, TrainingStep):
        return {"example": plain(record.example), "learning_rate": record.learning_rate}
    return {type(record).__name__.lower(): plain(record)} if isinstance(record, Network | Example) else {}


def plain(record):
    """A record as JSON holds it."""
    return json.loads(json.dumps(record, default=lambda it: it.tolist() if hasattr(it, "tolist") else vars(it)))


def alike(record, other):
    """Whether two records hold the same, to the last bit."""
    if record is other:
        return True
    if type(record) is not type(other):
        return False
    if isinstance(record, np.ndarray):
        return np.array_equal(record, other)
    if isinstance(record, tuple):
        return len(record) == len(other) and all(map(alike, record, other))
    if is_dataclass(record):
        return all(alike(getattr(record, field.name), getattr(other, field.name)) for field in fields(record))
    return bool(record == other)
