"""Whether a symbol stands beside its own number: what is called z₂⁽¹⁾ is the z of neuron 2 in layer 1."""

import re
from collections.abc import Iterator

from facts.receipt import Line, Number, Part
from facts.ref import Ref
from proof.beside import same_row
from proof.case import Case
from proof.recompute import Recomputed

# The fields in which the values of a letter with one index stand; those of its derivative have grad_ in front.
FIELDS = {"z": "z", "a": "a", "δ": "delta", "b": "biases"}
MOVED = 4  # so many times as high as a digit is the box of a name that has moved
ALONE = {"L": ("backward.loss", "loss_again"), "η": ("learning_rate",)}


def misnamed(case: Case, recomputed: Recomputed) -> Iterator[tuple[float, str, str]]:
    """When, which symbol, and in words what stands beside it: of each symbol that has another number than its own."""
    numbers: dict[int, list[Number]] = {}
    for number in case.numbers:
        numbers.setdefault(number.line, []).append(number)
    for line in case.receipt.lines:
        mine = [number.path for number in numbers.get(line.line, [])]
        if not mine and len(line.parts) == 1:
            mine = [number.path for number in nearest(line, case.numbers)]
        letters = [part.letter for part in line.parts if part.letter.isalpha()]
        for symbol in line.parts:
            due = own_places(symbol, recomputed) if symbol.letter not in ALONE or len(letters) == 1 else set()
            paths = {recomputed.canonical(path) for path in mine}
            if due and paths and not paths & due:
                yield line.start, symbol.text, f"stands beside {', '.join(sorted(paths)[:3])}"


def nearest(name: Line, numbers: tuple[Number, ...]) -> list[Number]:
    """The number next to the right of a name that stands alone, in its row and while it is there; of a name that has
    moved, whose box reaches over several rows, that of each of them.
    """
    _, top, right, bottom = name.box
    there = [
        number for number in numbers if number.box[0] > right and number.start < name.end and name.start < number.end
    ]
    row = [number for number in there if number.box[1] < (top + bottom) / 2 < number.box[3]]
    if row and bottom - top > MOVED * (row[0].box[3] - row[0].box[1]):
        row = [number for number in there if top < (number.box[1] + number.box[3]) / 2 < bottom]
        return [min((other for other in row if same_row(other.box, number.box)), key=left) for number in row]
    return sorted(row, key=left)[:1]


def left(number: Number) -> float:
    """The left edge of a number."""
    return number.box[0]


def own_places(symbol: Part, recomputed: Recomputed) -> set[str]:
    """The places whose number a symbol names; none for a symbol of a whole layer, or of a rule."""
    index = [int(digits) - 1 for digits in re.findall(r"\d+", symbol.index)]
    if symbol.kind == "symbol" and symbol.letter in ALONE and not index:
        return set(ALONE[symbol.letter])
    if symbol.kind not in ("symbol", "derivative") or not index or symbol.layer == "l":
        return set()
    layer = int(symbol.layer) - 1 if symbol.layer.isdigit() else len(recomputed.layers) - 1
    return {str(ref) for ref in refs(symbol, tuple(index), layer, len(recomputed.layers) - 1)}


def refs(symbol: Part, index: tuple[int, ...], layer: int, last: int) -> list[Ref]:
    """The places of a symbol with indices in a layer, counted from 0."""
    field = {"w": "weights", **FIELDS}.get(symbol.letter)
    if symbol.kind == "derivative":
        names = {"w": "grad_weights", "b": "grad_biases", "a": "grad_a", "z": "delta"}
        found = [Ref("backward", layer, names[symbol.letter], index)] if symbol.letter in names else []
        return [*found, *([Ref("backward", layer, "delta", index)] if symbol.letter == "b" else [])]
    if symbol.letter == "x":
        return [Ref("example", None, "x", index)]
    if symbol.letter == "y":
        return [Ref("example", None, "target", index)]
    if symbol.letter == "p":
        return [Ref(root, last, "a", index) for root in ("forward", "again")]
    if field in ("weights", "biases"):
        return [Ref(root, layer, field, index) for root in ("network", "new_network")]
    if field == "delta":
        return [Ref("backward", layer, "delta", index)]
    return [Ref(root, layer, field, index) for root in ("forward", "again")] if field else []
