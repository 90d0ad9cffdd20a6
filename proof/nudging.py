"""Derivatives without calculus: nudge one number, see what the loss does. Plain Python, like `plain`."""

import math
from operator import mul
from sys import float_info

from proof import plain

NUDGES = 1e-4, 1e-5, 1e-6, 1e-7
STEPS = 1, -1, 2, -2


class Nudging:
    """The slopes of the loss of one network for one sample. Layers count from 0, like everything here.

    Each method returns the slope and how far it may be off: what rounding adds to a difference so small.
    layers: as in `plain`; kind: the loss by its name.
    """

    def __init__(self, layers, x, target, kind):
        self.layers, self.target, self.kind = layers, target, kind
        self.zs, activations = plain.forward(layers, x)
        self.entering = [x, *activations]

    def z(self, layer, j):
        """For the pre-activation of neuron j: its delta, and the gradient of its bias."""
        z = self.zs[layer]
        return self._slope(layer, lambda nudge: [*z[:j], z[j] + nudge, *z[j + 1 :]])

    def weight(self, layer, j, i):
        """For the weight from neuron i to neuron j."""
        (rows, biases, _), z, entering = self.layers[layer], self.zs[layer], self.entering[layer]
        row = rows[j]

        def moved(nudge):
            total = math.fsum(map(mul, [*row[:i], row[i] + nudge, *row[i + 1 :]], entering)) + biases[j]
            return [*z[:j], total, *z[j + 1 :]]

        return self._slope(layer, moved, abs(entering[i]))

    def a(self, layer, k, heard_by=None):
        """For the activation of neuron k; with `heard_by`, for what this one neuron of the next layer gets of it."""
        column, z = [row[k] for row in self.layers[layer + 1][0]], self.zs[layer + 1]

        def moved(nudge):
            return [
                v + w * nudge if heard_by in (None, j) else v for j, (v, w) in enumerate(zip(z, column, strict=True))
            ]

        return self._slope(layer + 1, moved, max(map(abs, column)))

    def gate(self, layer, k):
        """For the activation function alone: how much a changes with z."""
        name, z = self.layers[layer][2], self.zs[layer][k]
        if name == "relu" and abs(z) <= 2 * NUDGES[0]:  # at its kink it has the slope of the side it is on
            return float(z > 0), 0.0
        return five_points([plain.activate(name, [z + step * NUDGES[0]])[0] for step in STEPS], NUDGES[0], 1.0)

    def _slope(self, layer, moved, reach=1.0):
        """Nudge so little that no ReLU is switched, and that the layer's z move by no more than the nudge."""
        for nudge in NUDGES:
            nudge /= max(1.0, reach)
            outputs, switched = zip(*(self._onward(layer, moved(step * nudge)) for step in STEPS), strict=True)
            if not any(switched):
                break
        losses = [plain.loss(self.kind, self.layers[-1][2], z, self.target) for z in outputs]
        return five_points(losses, nudge, 1 + abs(losses[0]) + max(map(abs, outputs[0])))

    def _onward(self, layer, z):
        """The output's z when the z of a layer are these, and whether a ReLU was switched on or off on the way.

        A switched one is held on the side of its kink where it stood: there the slope is one-sided.
        """
        a, switched = None, False
        for number, (weights, biases, name) in enumerate(self.layers[layer:], start=layer):
            z = z if a is None else plain.weighted(weights, biases, a)
            a = plain.activate(name, z)
            if name == "relu":
                on = [before > 0 for before in self.zs[number]]
                switched |= any((v > 0) != side for v, side in zip(z, on, strict=True))
                a = [v if side else 0.0 for v, side in zip(z, on, strict=True)]
        return z, switched


def five_points(values, nudge, size):
    """The slope from the values at STEPS, by central differences of fourth order, and what rounding may add to it.

    size: that of the numbers which were rounded on the way to the values.
    """
    near, near_back, far, far_back = values
    slope = (8 * (near - near_back) - (far - far_back)) / (12 * nudge)
    return slope, 16 * float_info.epsilon * size / nudge
