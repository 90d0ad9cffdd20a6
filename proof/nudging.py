"""Derivatives without calculus: nudge one number, see what the loss does. Plain Python, like `plain`."""

import math
from collections.abc import Callable
from operator import mul
from sys import float_info

from proof import plain
from proof.plain import Layer, Vector

NUDGES = 1e-4, 1e-5, 1e-6, 1e-7
STEPS = 1, -1, 2, -2
# A derivative, and how far it may be off.
Measured = tuple[float, float]


class Nudging:
    """The derivatives of the loss of one network for one sample. Layers count from 0, like everything here.

    Each method returns the derivative and how far it may be off: what rounding adds to a difference so small.
    layers, x, target: as in `plain`; kind: the loss by its name.
    """

    def __init__(self, layers: list[Layer], x: Vector, target: Vector, kind: str):
        self.layers, self.target, self.kind = layers, target, kind
        self.zs, activations = plain.forward(layers, x)
        self.entering = [x, *activations]

    def z(self, layer: int, j: int) -> Measured:
        """For the pre-activation of neuron j: its delta, and the gradient of its bias."""
        z = self.zs[layer]
        return self._measured(layer, lambda nudge: [*z[:j], z[j] + nudge, *z[j + 1 :]])

    def weight(self, layer: int, j: int, i: int) -> Measured:
        """For the weight from neuron i to neuron j."""
        z, entering = self.zs[layer], self.entering[layer]
        row, bias = self.layers[layer].weights[j], self.layers[layer].biases[j]

        def moved(nudge: float) -> Vector:
            total = math.fsum(map(mul, [*row[:i], row[i] + nudge, *row[i + 1 :]], entering)) + bias
            return [*z[:j], total, *z[j + 1 :]]

        return self._measured(layer, moved, abs(entering[i]))

    def a(self, layer: int, k: int, heard_by: int | None = None) -> Measured:
        """For the activation of neuron k; with `heard_by`, for what this one neuron of the next layer gets of it."""
        column, z = [row[k] for row in self.layers[layer + 1].weights], self.zs[layer + 1]

        def moved(nudge: float) -> Vector:
            return [
                v + w * nudge if heard_by in (None, j) else v for j, (v, w) in enumerate(zip(z, column, strict=True))
            ]

        return self._measured(layer + 1, moved, max(map(abs, column)))

    def gate(self, layer: int, k: int) -> Measured:
        """For the activation function alone: how much a changes with z."""
        numbers, z = self.layers[layer], self.zs[layer][k]
        if numbers.kink is not None and abs(z - numbers.kink) <= 2 * NUDGES[0]:
            return slope_beside_kink(numbers, z), 0.0
        near = math.inf if numbers.bend is None else abs(z - numbers.bend)
        nudge = next((each for each in NUDGES if 2 * each < near), NUDGES[-1]) * max(1.0, abs(z))
        return five_points([plain.activate(numbers, [z + step * nudge])[0] for step in STEPS], nudge, 1 + abs(z))

    def _measured(self, layer: int, moved: Callable[[float], Vector], reach: float = 1.0) -> Measured:
        """Nudge so little that no z crosses a kink or a bend, and that the layer's z move by no more than the nudge."""
        for nudge in NUDGES:
            nudge /= max(1.0, reach)
            outputs, crossed = zip(*(self._onward(layer, moved(step * nudge)) for step in STEPS), strict=True)
            if not any(crossed):
                break
        losses = [self._loss(z, a) for z, a in outputs]
        return five_points(losses, nudge, 1 + abs(losses[0]) + max(map(abs, outputs[0][0])))

    def _loss(self, z: Vector, a: Vector) -> float:
        """The loss of an output with these z, and these a where it has to be taken from a."""
        if self.kind == "mean_squared_error":
            return plain.squared_error(a, self.target)
        return plain.loss(self.kind, self.layers[-1], z, self.target)

    def _onward(self, layer: int, z: Vector) -> tuple[tuple[Vector, Vector], bool]:
        """The output's z and a when the z of a layer are these, and whether a z crossed a kink or a bend.

        One that crossed is held on the line of the side where it stood: there the slope is one-sided.
        """
        a, crossed = plain.activate(self.layers[layer], z), False
        for number, numbers in enumerate(self.layers[layer:], start=layer):
            if number > layer:
                z = plain.weighted(numbers, a)
                a = plain.activate(numbers, z)
            if numbers.bend is not None:
                pairs = zip(z, self.zs[number], strict=True)
                crossed |= any((v > numbers.bend) != (stood > numbers.bend) for v, stood in pairs)
            if numbers.kink is not None:
                for k, (v, stood) in enumerate(zip(z, self.zs[number], strict=True)):
                    if (v > numbers.kink) != (stood > numbers.kink):
                        crossed = True
                        a[k] = self.entering[number + 1][k] + slope_beside_kink(numbers, stood) * (v - stood)
        return (z, a), crossed


def slope_beside_kink(layer: Layer, z: float) -> float:
    """The slope of an activation on the side of its kink where z is: it is straight there, so a long nudge will do."""
    kink = layer.kink or 0.0
    side = 1.0 if z > kink else -1.0
    at, away = plain.activate(layer, [kink, kink + side])
    return (away - at) / side


def five_points(values: list[float], nudge: float, size: float) -> Measured:
    """The derivative from the values at STEPS, by central differences of fourth order, and what rounding may add to it.

    size: that of the numbers which were rounded on the way to the values.
    """
    near, near_back, far, far_back = values
    derivative = (8 * (near - near_back) - (far - far_back)) / (12 * nudge)
    return derivative, 16 * float_info.epsilon * size / nudge
