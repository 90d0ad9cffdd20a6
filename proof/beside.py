"""Whether words stand beside what they speak of: those of a legend beside their sample, a name beside its neuron."""

from collections.abc import Iterator
from typing import Any

from facts.receipt import Box, Line, Said
from facts.ref import PLACE, Ref, canonical
from proof.arithmetic import raised
from proof.case import Case, Number

# The samples of a legend that are lines: which values they stand for, of weights or of changes, and of which sign.
SAMPLES = {
    "positive": ("weight", 1), "negative": ("weight", -1),
    "rise": ("gradient", 1), "fall": ("gradient", -1), "stays": ("gradient", 0),
}  # fmt: skip
# Those that are filled circles, and on which side of zero what they stand for is.
VESSELS = {"fuller": 1, "from_above": -1}
ARRIVING = 2.0  # seconds: number and unit come, and go, in one play
FRAME = 8  # units in the height of a picture


class Beside:
    """The words and the marks of one film. layers: how many the network has."""

    def __init__(self, case: Case, layers: int):
        self.case, self.layers, self.marks = case, layers, case.receipt.marks
        self.unit = case.size[1] / FRAME
        self.neurons = [mark for mark in self.marks if mark.kind == "neuron"]

    def misplaced(self) -> Iterator[tuple[float, str, str]]:
        """When, which words, and beside what they stand instead."""
        for line in self.case.receipt.lines:
            for wrong in filter(None, (self.legend(line), self.label(line), self.size(line))):
                yield line.start, line.text, wrong
        for number in self.case.numbers:
            if number.unit and not self.unit_stands_above(number):
                yield (
                    number.start,
                    number.text,
                    f"is in units of ×10{raised(number.unit)}, which stand nowhere above or below",
                )

    def unit_stands_above(self, number: Number) -> bool:
        """Whether the power of ten in units of which a number is shown stands above or below it, while it is there."""
        above = [
            line
            for line in self.case.receipt.lines
            for part in line.parts
            if part.kind == "power" and part.text.removeprefix("×") == f"10{raised(number.unit)}"
            if (line.box[3] < number.box[1] or line.box[1] > number.box[3])
            and abs(middle(line.box)[0] - middle(number.box)[0]) < 0.3 * self.unit
        ]
        known = sorted((line.start, line.end) for line in above)
        time = number.start + ARRIVING  # it may come in the same play
        for start, end in known:
            if start <= time:
                time = max(time, end)
        return bool(time + ARRIVING >= number.end)

    def legend(self, line: Line) -> str | None:
        """The words of a legend stand beside the sample that they explain."""
        said = line.parts[0].says if len(line.parts) == 1 else None
        role = said.key.removeprefix("legend.") if said and said.key.startswith("legend.") else ""
        if role not in (*SAMPLES, *VESSELS, "wider"):
            return None
        left = [
            mark
            for mark in self.marks
            if mark.kind == "sample" and mark.box[2] < line.box[0] and same_row(mark.box, line.box)
            if mark.start < line.end and line.start < mark.end
        ]
        beside = max(left, key=lambda mark: mark.box[2], default=None)
        return (
            None
            if beside and beside.role == role
            else f"stands beside a sample of {beside.role if beside else 'nothing'}"
        )

    def label(self, line: Line) -> str | None:
        """The name of an input or output stands beside its own neuron."""
        said = line.parts[0].says if len(line.parts) == 1 else None
        named = named_neuron(said, self.layers) if said else None
        if named is None:
            return None
        layer, j = named
        column = [mark for mark in self.neurons if mark.look["neuron"][0] == layer and meet(mark, line)]
        side = 0.3 * self.unit
        beside = [
            mark
            for mark in column
            if (0 < line.box[0] - mark.box[2] < side if layer else 0 < mark.box[0] - line.box[2] < side)
        ]
        nearest = min(beside, key=lambda mark: abs(middle(mark.box)[1] - middle(line.box)[1]), default=None)
        if nearest is None or nearest.look["neuron"][1] == j:
            return None
        return f"names neuron {j + 1}, but stands beside neuron {nearest.look['neuron'][1] + 1}"

    def size(self, line: Line) -> str | None:
        """How many neurons a layer has, and what its activation is called, stands below the neurons of that layer."""
        named = named_layer(line.parts[-1].says, self.layers) if 1 <= len(line.parts) <= 2 else None
        above = [mark for mark in self.neurons if meet(mark, line)]
        if named is None or not above or line.box[1] < max(mark.box[3] for mark in above):
            return None
        nearest = min(above, key=lambda mark: abs(middle(mark.box)[0] - middle(line.box)[0]))
        layer = nearest.look["neuron"][0]
        return None if layer == named else f"speaks of layer {named}, but stands below layer {layer}"


def named_layer(said: Said | None, last: int) -> int | None:
    """The layer, 0 for the inputs, of which a label says the size or the activation."""
    if (
        said is None
        or said.kind != "statement"
        or not said.key.startswith(("label.", "activation.name", "activation.short"))
    ):
        return None
    slot = said.slots.get("count") or said.slots.get("name")
    if slot is None or not slot.places:
        return None
    ref = Ref.parse(canonical(slot.places[0], last - 1))
    return ref.index[0] if ref.field == "sizes" else ref.layer + 1 if ref.layer is not None else None


def named_neuron(said: Said, last: int) -> tuple[int, int] | None:
    """Layer and number of the neuron that a name is the name of."""
    said = said.items[0] if said.kind == "piece" else said
    if said.kind != "name" or not PLACE.fullmatch(said.places[0]):
        return None
    ref = Ref.parse(said.places[0])
    if ref.field == "feature_names":
        return 0, ref.index[0]
    return (last, ref.index[0]) if ref.field == "output_names" else None


def meet(one: Any, other: Any) -> bool:
    """Whether two things are on screen at the same time."""
    return bool(one.start < other.end and other.start < one.end)


def middle(box: Box) -> tuple[float, float]:
    """The middle of a box."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def same_row(one: Box, other: Box) -> bool:
    """Whether the middle of a box is at the height of another, or the other way round."""
    return one[1] <= middle(other)[1] <= one[3] or other[1] <= middle(one)[1] <= other[3]
