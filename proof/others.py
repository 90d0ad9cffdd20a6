"""What a network makes of other samples than the film's, and of places over two of its inputs, in plain Python."""

import math
from functools import cached_property
from operator import mul
from typing import Any

from proof import plain
from proof.plain import Layer, Rows, Vector
from proof.traced import NOISE, Numbers

MARGIN, ALONE = 0.08, 2.5  # as core has them: beyond the outermost samples, around a sample without others


def answer(layers: list[Layer], x: Vector) -> int:
    """The class that a network says for x; of a single output, whether that is above one half."""
    output = plain.forward(layers, x)[1][-1]
    return int(output[0] > 0.5) if len(output) == 1 else output.index(max(output))


def effect(kind: str, before: list[Layer], after: list[Layer], inputs: Rows, classes: list[int]) -> Numbers:
    """What becomes of all samples when the layers `before` a step are those `after` it."""
    found: Numbers = {"count": len(inputs)}
    rights = []
    for layers, right, loss in ((before, "right", "loss"), (after, "right_again", "loss_again")):
        rights.append([answer(layers, x) == truth for x, truth in zip(inputs, classes, strict=True)])
        found |= {right: rights[-1], f"{right}_count": sum(rights[-1])}
        found[loss] = math.fsum(map(loss_for(kind, layers), inputs, classes)) / len(inputs)
    pairs = list(zip(*rights, strict=True))
    return found | {"rescued": pairs.count((False, True)), "lost": pairs.count((True, False))}


def loss_for(kind: str, layers: list[Layer]) -> Any:
    """The loss of a sample, from what enters and its class."""
    outputs = len(layers[-1].biases)

    def loss(x: Vector, truth: int) -> float:
        target = [float(truth)] if outputs == 1 else [float(k == truth) for k in range(outputs)]
        return plain.loss(kind, layers[-1], plain.forward(layers, x)[0][-1], target)

    return loss


class Sheet:
    """The plane over the inputs `across` and `up` of an example, the others as in x: what plain Python says of it.

    layers: those whose answers are shown; example: as JSON gave it, with its inputs x and those of all samples.
    """

    def __init__(self, layers: list[Layer], across: int, up: int, example: Numbers):
        self.layers, self.axes, self.x = layers, (across, up), example["x"]
        self.others, self.truth = example.get("inputs", []), example.get("true_class")
        known = example.get("samples") or {"measurements": []}
        self.measured = [*known["measurements"], example["measurements"]]

    def right(self, place: tuple[float, float]) -> bool:
        """Whether the network says the film's class there."""
        entering = list(self.x)
        for axis, value in zip(self.axes, place, strict=True):
            entering[axis] = value
        return answer(self.layers, entering) == self.truth

    @cached_property
    def numbers(self) -> Numbers:
        """Its corners, and the line and the distance of each neuron of layer 1, as core has them."""
        low, high = zip(*(self._range(axis) for axis in self.axes), strict=True)
        rest = [0.0 if axis in self.axes else value for axis, value in enumerate(self.x)]
        first = self.layers[0]
        lines = [
            [*(row[axis] for axis in self.axes), math.fsum(map(mul, row, rest)) + bias]
            for row, bias in zip(first.weights, first.biases, strict=True)
        ]
        away = [
            z / math.hypot(a, b) if a or b else math.inf
            for (a, b, _), z in zip(lines, plain.weighted(first, self.x), strict=True)
        ]
        columns = [[row[axis] for row in self.measured] for axis in self.axes]
        return {
            "across": self.axes[0], "up": self.axes[1], "low": list(low), "high": list(high),
            "lowest": [min(column) for column in columns], "highest": [max(column) for column in columns],
            "lines": lines, "distances": away,
        }  # fmt: skip

    def _range(self, axis: int) -> tuple[float, float]:
        values = [x[axis] for x in [*self.others, self.x]]
        low, high = min(values), max(values)
        room = MARGIN * (high - low) if self.others else ALONE
        return low - (room or ALONE), high + (room or ALONE)


def pulls(layers: list[Layer], deltas: Vector, others: Rows, x: Vector) -> Vector:
    """How much each input matters: the gradient of the loss there, times how far the samples spread.

    deltas: of layer 1; where all gradients are next to nothing, the weights alone count.
    """
    columns = list(zip(*layers[0].weights, strict=True))
    gradient = [abs(math.fsum(map(mul, column, deltas))) for column in columns]
    if max(gradient) < NOISE:
        gradient = [math.fsum(map(abs, column)) for column in columns]
    return [g * spread([row[i] for row in [*others, x]]) for i, g in enumerate(gradient)] if others else gradient


def spread(values: Vector) -> float:
    """The standard deviation."""
    mean = math.fsum(values) / len(values)
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))
