"""Whether petals are as long and as wide as measured, and gauges as wide as what they gauge: all on one scale.

Nobody says what the scale is: it is measured in the picture, and holds for all that is on screen at the same time.
"""

from collections.abc import Iterator
from itertools import product
from math import hypot

from facts.receipt import Box, Line, Mark, Number
from proof.judge import Judge
from proof.traced import MILLIMETRES

NEAR = 1.5  # pixels
BESIDE = 1.5  # heights of a number: what stands so close to a gauge is read as its value
NAMED = 3  # heights of a name: what stands so close to a petal is its name
X, Y = 0, 1  # the first side of a box along an axis; the other one follows two places later


def off_scale(marks: list[Mark], numbers: list[Number], judge: Judge) -> Iterator[tuple[Mark, str]]:
    """What is wrong with petals, gauges, rulers and numbers that are on screen together."""
    petals = [mark for mark in marks if mark.kind == "petal"]
    judges = {"petal": wrong_petal, "gauge": wrong_gauge, "ruler": wrong_ruler}
    scale = extent(petals[0])[0] / judge.value(petals[0].places[0])[0] if petals else 0.0
    for mark in marks:
        if mark.kind in judges:
            wrong = judges[mark.kind](mark, petals, scale, judge) if petals else "is there without a petal"
            if wrong:
                yield mark, wrong
    yield from exchanged([mark for mark in marks if mark.kind == "gauge"], numbers)


def exchanged(gauges: list[Mark], numbers: list[Number]) -> Iterator[tuple[Mark, str]]:
    """The number that stands close to a gauge is not that of another one."""
    gauged = {gauge.places[0] for gauge in gauges}
    for gauge, number in product(gauges, numbers):
        close = apart(gauge.box, number.box) < BESIDE * (number.box[3] - number.box[1])
        if close and number.path in gauged and number.path != gauge.places[0]:
            yield gauge, f"stands beside {number.text}, which another gauge reads"


def wrong_petal(mark: Mark, petals: list[Mark], scale: float, judge: Judge) -> str | None:
    """What is wrong with a petal: its length, its width, or what they are."""
    for path, side, shown in zip(mark.places, ("length", "width"), extent(mark), strict=True):
        if not is_measured(path, side, judge):
            return f"is drawn with {path} as its {side}"
        due = judge.value(path)[0] * scale
        if not abs(shown - due) <= NEAR:
            return f"has a {side} of {shown:.0f} pixels, but its value asks for {due:.0f}"
    return None if len({judge.resolve(path)[0] for path in mark.places}) == 1 else "is of two samples"


def is_measured(path: str, side: str, judge: Judge) -> bool:
    """Whether a place is the measured length, or width, of a petal."""
    try:
        recomputed, ref = judge.ref(path)
    except LookupError:
        return False
    names = recomputed.plain["example"]["feature_names"]
    name = names[ref.index[0]].lower() if (ref.root, ref.field) == ("example", "measurements") else ""
    return "petal" in name and side in name


def wrong_gauge(mark: Mark, petals: list[Mark], scale: float, judge: Judge) -> str | None:
    """A gauge is open as far as its value says, and touches the ends of the petals that it gauges."""
    ends, due = opening(mark), abs(judge.value(mark.places[0])[0]) * scale
    if not abs(ends[1] - ends[0] - due) <= NEAR:
        return f"is open {ends[1] - ends[0]:.0f} pixels, but its value asks for {due:.0f}"
    axis = axis_of(mark)
    its = [petal for petal in petals if mark.places[0] in petal.places] or petals
    touched = [petal.box[side] for petal in its for side in (axis, axis + 2)]
    return (
        None if all(min(abs(end - side) for side in touched) <= NEAR for end in ends) else "touches no end of a petal"
    )


def wrong_ruler(mark: Mark, petals: list[Mark], scale: float, judge: Judge) -> str | None:
    """A ruler begins where its petal begins, and has a tick for each millimetre."""
    recomputed, ref = judge.ref(mark.places[0])
    size, axis = MILLIMETRES.get(recomputed.plain["example"]["units"][ref.index[0]]), axis_of(mark)
    its = [petal for petal in petals if mark.places[0] in petal.places]
    if not size or not its:
        return "has ticks for what is no millimetre of a petal"
    way = its[0].look["tip"][axis]
    start, step = its[0].box[axis if way > 0 else axis + 2], scale / size * (1 if way > 0 else -1)
    off = [abs(part[axis] - start - k * step) for k, part in enumerate(mark.look["parts"])]
    return None if max(off) <= NEAR else f"has a tick {max(off):.0f} pixels from where its millimetre is"


def misnamed(marks: list[Mark], lines: list[Line], judge: Judge) -> Iterator[tuple[Mark, str]]:
    """The name of a class that stands close to a petal is that of the petal's own class."""
    petals = [mark for mark in marks if mark.kind == "petal"]
    for line in lines:
        said = line.parts[0].says if len(line.parts) == 1 else None
        if not petals or said is None or said.kind != "name" or ".class_names[" not in said.places[0]:
            continue
        petal = min(petals, key=lambda petal: apart(petal.box, line.box))
        example = judge.resolve(petal.places[0])[0].plain["example"]
        own = example["class_names"][example["true_class"]]
        if apart(petal.box, line.box) < NAMED * (line.box[3] - line.box[1]) and said.text != own:
            yield petal, f"stands beside the name {said.text}, but is of {own}"


def extent(petal: Mark) -> tuple[float, float]:
    """How long and how wide a petal is, in pixels: it lies along the axis that its tip is away on."""
    left, top, right, bottom = petal.box
    across, down = petal.look["tip"]
    return (right - left, bottom - top) if abs(across) > abs(down) else (bottom - top, right - left)


def axis_of(mark: Mark) -> int:
    """The axis that a gauge or a ruler lies along."""
    return X if mark.look["along"] == "x" else Y


def opening(gauge: Mark) -> tuple[float, float]:
    """Where the opening between two jaws begins and ends; of a gauge of one piece, where itself does."""
    axis = axis_of(gauge)
    first, *second = sorted(gauge.look["parts"], key=lambda part: part[axis])
    return (first[axis + 2], second[0][axis]) if second else (first[axis], first[axis + 2])


def apart(one: Box, other: Box) -> float:
    """How far two boxes are from each other."""
    return hypot(*(max(0, one[axis] - other[axis + 2], other[axis] - one[axis + 2]) for axis in (X, Y)))
