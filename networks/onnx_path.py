"""The one path through an ONNX graph: a standardisation perhaps, dense layers, and at the end what names a class.
What it does to a few samples is followed by `networks/onnx_rows.py`; `networks/onnx_layers.py` keeps the layers.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from networks.contents import Contents
from networks.onnx_layers import ACTIVATIONS, NEW, STEPS, Layers
from networks.onnx_rows import FLOATS, FOLDED, JOINS, MAX_WORK, MOVES, Rows, attribute, cost, folded, moved
from networks.onnx_tail import TAIL, class_names, only_names_the_class
from networks.untrusted import MAX_NEURONS, name_of

__all__ = ["ACTIVATIONS", "DensePath"]

DOMAINS = ("", "ai.onnx", "ai.onnx.ml")
MAX_DIMS = 8
SAMPLES = 3  # so many are followed where the file leaves open how many there are: one would hide what mixes them
LENGTH = "divides each sample by its own length: the films standardise each input by itself; train without it"
REASONS = dict.fromkeys(("Normalizer", "LpNormalization"), LENGTH)
UNKNOWN = (
    f"the films cannot show: they show dense layers with {', '.join(sorted(ACTIVATIONS))}, and what moves numbers or "
    "changes each with a constant; train without it"
)


class DensePath:
    """Follows the nodes in their order. constants: by name; what is computed of them alone comes to them by `fold`,
    before the path begins.
    """

    def __init__(self, constants: dict[str, Any]):
        self.constants = constants
        self.sizes: set[str] = set()  # the constants that come from a shape, and hold for so many samples alone
        self.values: dict[str, Rows] = {}  # what there is since the last layer
        self.after: set[str] = set()  # what was made of the last one, to name the class
        self.fields: dict[str, Any] = {}
        self.notes: list[str] = []
        self.layers = Layers(self.fields, self.notes)
        self.left = MAX_WORK

    def begin(self, inputs: Sequence[tuple[str, list[int]]], n_in: int) -> None:
        """Begin at the graph's inputs: name and dims of each, 0 where they are open. n_in: how many numbers the first
        weights take, for an input that does not say it. Features have the names of inputs that are one each.
        """
        shapes = [shape_of(dims, n_in if len(inputs) == 1 else 1) for _, dims in inputs]
        samples = shapes[0][0] if len(shapes[0]) > 1 else 1
        widths = [math.prod(shape) // samples for shape in shapes]
        if not 0 < sum(widths) <= MAX_NEURONS:
            raise ValueError(f"takes {sum(widths):,} inputs: the films show 1 to {MAX_NEURONS}")
        if any((shape[0] if len(shape) > 1 else 1) != samples for shape in shapes):
            raise ValueError("has inputs of different batches: export it with one")
        self._spend(3 * samples * sum(widths))
        for place, ((name, _), shape) in enumerate(zip(inputs, shapes, strict=True)):
            self.values[name] = Rows.begin(shape, samples, sum(widths), sum(widths[:place]))
        self.latest = self.values[inputs[0][0]]
        if len(inputs) > 1 and set(widths) == {1}:
            self.fields["feature_names"] = tuple(name_of(name) for name, _ in inputs)

    def follow(self, node: Any) -> None:
        """One node further. Raises ValueError for one that the films could not show."""
        kind = node.op_type[:30]
        if node.domain not in DOMAINS or not node.output:
            raise ValueError(f"holds the operator {node.domain[:30]}.{kind}, which the films cannot show")
        given, outputs = [name for name in node.input if name], list(node.output)
        if self._is_tail(node):
            self.after |= set(outputs)
        elif self.fold(node):
            return
        elif not self.values.keys() & set(given):
            raise ValueError(self._astray(kind, given))
        elif kind == "Shape":
            sizes = np.array(next(self.values[name] for name in given if name in self.values).source.shape)
            self.constants[outputs[0]] = sizes[slice(attribute(node, "start", 0), attribute(node, "end", len(sizes)))]
            self.sizes.add(outputs[0])
        elif kind in JOINS or kind in MOVES or kind in ("Cast", "Dropout"):
            self.latest = self.values[outputs[0]] = self._kept(node)
        elif self.after:
            raise ValueError(f"{kind} comes after the class was named: the films cannot show that")
        elif kind in STEPS:
            self._step(node)
        else:
            raise ValueError(f"holds the operator {kind}, which {REASONS.get(kind, UNKNOWN)}")

    def _astray(self, kind: str, given: list[str]) -> str:
        """Why a node that takes nothing of the path is not read."""
        names = ", ".join(map(str, given))[:80]
        if self.after & set(given):
            return f"{kind} takes {names}, after the class was named, or a number cut off: the films cannot show that"
        if given and set(given) <= self.constants.keys():
            return f"{kind} computes constants, of {names}: export the network with its constants folded"
        return f"{kind} takes {names}: the films show one path alone"

    def end(self, outputs: list[str]) -> Contents:
        """What the path went through. Raises ValueError where it does not lead to the graph's outputs."""
        if not outputs or not set(outputs) <= self.values.keys() | self.after:
            raise ValueError("has an output that is not where its layers end: export it with the last one alone")
        self.layers.close([self.latest, *(self.values[name] for name in outputs if name in self.values)])
        kept = self.layers.kept
        activations, slopes = [layer.activation or "identity" for layer in kept], [layer.slope for layer in kept]
        biases = [layer.biases for layer in kept]
        return Contents([layer.weights for layer in kept], biases, activations, slopes, None, self.fields)

    def _spend(self, count: int) -> None:
        self.left -= count + 500
        if self.left < 0:
            raise ValueError("computes more than any network that can be read: export it with a batch of 1")

    def _is_tail(self, node: Any) -> bool:
        """Whether a node only names the class: it follows from the last value, and is of no use for it."""
        if node.op_type not in TAIL or not self.layers.kept:
            return False
        from_here = [name for name in node.input if name in self.values]
        after = [name for name in node.input if name in self.after]
        rest = [name for name in node.input if name not in self.values and name not in self.after]
        if not (from_here or after) or not all(name in self.constants for name in rest):
            return False
        if from_here and not only_names_the_class(node, self.constants, self.layers.kept[-1]):
            return False
        if names := class_names(node, self.constants):
            self.fields["class_names"] = names
        return True

    def fold(self, node: Any) -> bool:
        """Whether a node computes a constant of constants; if so, it is done. Raises ValueError."""
        given = [name for name in node.input if name]
        if not (
            given
            and node.output
            and self.constants.keys() >= set(given)
            and node.op_type in FOLDED
            and node.domain in DOMAINS
        ):
            return False
        values = [self.constants[name] for name in given]
        if node.op_type == "Identity":
            self.constants |= dict.fromkeys(node.output, values[0])
        elif not all(isinstance(value, np.ndarray) for value in values):
            raise ValueError(f"{node.op_type} takes texts: the films show numbers")
        elif node.output[0] not in self.constants:
            self._spend(cost(node, values))
            self.constants[node.output[0]] = folded(node, values)
        if self.sizes & set(given):
            self.sizes |= set(node.output)
        return True

    def _kept(self, node: Any) -> Rows:
        """What is there after a node that at most moves the numbers."""
        kind, name = node.op_type, next(name for name in node.input if name in self.values)
        rows = self.values[name]
        if kind == "Cast":
            if attribute(node, "to", 0) not in FLOATS:
                raise ValueError("Cast changes the numbers: the films show float16, float32 and float64 alone")
            return rows
        if kind == "Dropout":
            if len(node.input) > 2 and node.input[2] and np.any(self._constant(node.input[2])):
                raise ValueError("Dropout is in training mode: export the network in eval mode")
            return rows
        if kind in JOINS:
            if strange := [name for name in node.input if name not in self.values]:
                raise ValueError(f"{kind} joins {strange[0][:50]!r} to the inputs: the films show one path alone")
            others, extra = [self.values[name] for name in node.input[1:]], []
            rows = self.values[node.input[0]]
        else:
            others, extra = [], [self._constant(other) for other in node.input if other and other != name]
        self._spend(3 * cost(node, [rows.source, *(one.source for one in others), *extra]))
        rows = rows.each(lambda first, *rest: moved(node, first, *rest, *extra), *others)
        try:
            rows.columns()
        except ValueError as error:
            told = f" to {extra[0].ravel()[:9].tolist()}"[:50] if kind == "Reshape" and extra else ""
            raise ValueError(
                f"{kind}{told} {'does more than flatten' if told else error}: the films cannot show that"
            ) from None
        return rows

    def _constant(self, name: str) -> Any:
        if name not in self.constants:
            raise ValueError(f"{name[:50]!r} is computed on another path: the films show one path alone")
        if not isinstance(self.constants[name], np.ndarray):
            raise ValueError(f"{name[:50]!r} holds texts: the films show numbers")
        return self.constants[name]

    def _step(self, node: Any) -> None:
        """A node that computes: one path goes in and one out, and the rest is constant."""
        places = [place for place, name in enumerate(node.input) if name in self.values]
        rows = self.values[node.input[places[0]]]
        if len(places) > 1 and node.op_type not in ("Gemm", "MatMul"):
            names = ", ".join(map(str, node.input))
            raise ValueError(f"{node.op_type} takes {names[:80]}: the films show one path alone")
        others = [self._constant(name) for place, name in enumerate(node.input) if name and place not in places]
        if self.sizes & set(node.input):
            raise ValueError(f"{node.op_type} computes with the number of samples: the films cannot show that")
        self._spend(3 * rows.source.size)
        after = STEPS[node.op_type](self.layers, node, rows, places, others)
        if node.op_type in NEW:
            self.values = {}
        self.latest = self.values[node.output[0]] = after


def shape_of(dims: Sequence[int], n_in: int) -> tuple[int, ...]:
    """The shape of an input of these dims. Of those that are open, 0, the first is the batch, and the last has what
    n_in leaves to it.
    """
    if len(dims) > MAX_DIMS or any(size < 0 for size in dims):
        raise ValueError(f"has an input of dims {list(dims)[:MAX_DIMS]}: give positive ones, or leave them open")
    batch, row = ([dims[0] or SAMPLES], list(dims[1:])) if len(dims) > 1 else ([], list(dims))
    rest = max(1, n_in // math.prod(size for size in row if size))
    for place in reversed(range(len(row))):
        if not row[place]:
            row[place], rest = rest, 1
    return (*batch, *row)
