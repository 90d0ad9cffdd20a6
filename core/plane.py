"""What a network says over two of its inputs, while the others are held: a picture of what it knows.

All places are in the network's own inputs x, standardised where the example standardises; what was measured, in its
units, are `measured`, `lowest` and `highest`.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from core.arrays import read_only
from core.backward import backward
from core.forward import forward
from core.network import Network

if TYPE_CHECKING:  # an example's step has planes
    from core.example import Example

MARGIN = 0.08  # of the range, beyond the outermost samples
ALONE = 2.5  # so far to all sides, in inputs, around a sample without others
NOISE = 1e-12  # a gradient that is less is what rounding leaves
HALVINGS = 40  # of the side of a cell: then the place of the boundary on it is as exact as a float


@dataclass(frozen=True, eq=False)
class Plane:
    """Inputs `across` and `up` of an example, all others as in its sample, as `network` sees them.
    low, high: (2,) of x, the corners.
    """

    example: "Example"
    network: Network
    across: int
    up: int
    low: np.ndarray
    high: np.ndarray

    def towards(self, other: "Plane", share: float) -> "Plane":
        """The same plane of a network between two: its weights and biases have gone so much, 0 to 1, of the way."""
        layers = tuple(
            replace(
                old,
                weights=(1 - share) * old.weights + share * new.weights,
                biases=(1 - share) * old.biases + share * new.biases,
            )
            for old, new in zip(self.network.layers, other.network.layers, strict=True)
        )
        return replace(self, network=Network(layers, self.network.loss))

    def points(self, places: np.ndarray) -> np.ndarray:
        """The whole inputs (…, n0) at places (…, 2) of the plane."""
        inputs = np.broadcast_to(self.example.x, (*places.shape[:-1], len(self.example.x))).copy()
        inputs[..., [self.across, self.up]] = places
        return inputs

    def right(self, places: np.ndarray) -> np.ndarray:
        """Whether the network says the example's class at places (…, 2): (…,) of true and false."""
        says = forward(self.slice, places.reshape(-1, 2)).predicted_class
        return (np.asarray(says) == self.example.true_class).reshape(places.shape[:-1])

    def grid(self, columns: int, rows: int) -> np.ndarray:
        """The corners of so many cells, (rows + 1, columns + 1, 2), from low to high."""
        across, up = (np.linspace(self.low[k], self.high[k], n + 1) for k, n in enumerate((columns, rows)))
        return np.stack(np.meshgrid(across, up), axis=-1)

    def crossing(self, inside: np.ndarray, outside: np.ndarray) -> np.ndarray:
        """Where the network changes its mind between places (n, 2) where it says the example's class and others
        where it does not: found by halving, never by interpolation.
        """
        inside, outside = np.array(inside), np.array(outside)  # copies
        for _ in range(HALVINGS):
            middle = (inside + outside) / 2
            right = self.right(middle)
            inside[right], outside[~right] = middle[right], middle[~right]
        return (inside + outside) / 2

    @cached_property
    def measured(self) -> np.ndarray:
        """(n, 2): what was measured across and up, of all samples and, last, of the example's own."""
        own = self.example.measurements[None]
        others = self.example.samples.measurements if self.example.samples else own[:0]
        return read_only(np.vstack([others, own])[:, [self.across, self.up]])

    @property
    def lowest(self) -> np.ndarray:
        """(2,), the least that was measured."""
        return self.measured.min(axis=0)

    @property
    def highest(self) -> np.ndarray:
        """(2,), the most that was measured."""
        return self.measured.max(axis=0)

    @cached_property
    def slice(self) -> Network:
        """The network as one of two inputs alone: what the others, held, add to layer 1 is in its biases."""
        first, *others = self.network.layers
        heard = replace(first, weights=first.weights[:, [self.across, self.up]], biases=self.lines[:, 2])
        return Network((heard, *others), self.network.loss)

    @cached_property
    def lines(self) -> np.ndarray:
        """Where the sum of each neuron of layer 1 is zero, (n1, 3): a, b, c of a · across + b · up + c = 0."""
        layer, x = self.network.layers[0], self.example.x.copy()
        x[[self.across, self.up]] = 0
        shown = layer.weights[:, [self.across, self.up]]
        return read_only(np.column_stack([shown, layer.weights @ x + layer.biases]))

    @cached_property
    def distances(self) -> np.ndarray:
        """How far the sample is from each of these lines, (n1,), above 0 on the side where the sum is; z over the
        length of the two weights. Infinite where both are zero: then there is no line.
        """
        a, b, _ = self.lines.T
        with np.errstate(divide="ignore", invalid="ignore"):
            away = forward(self.network, self.example.x).layers[0].z / np.hypot(a, b)
        return read_only(np.where(np.hypot(a, b) > 0, away, np.inf))


def plane_of(example: "Example", network: Network | None = None) -> Plane | None:
    """The plane over the two inputs that matter most for the example's sample; None for a single input.

    These are the ones whose gradient of the loss, times how far the samples spread there, is the largest.
    """
    if len(example.x) < 2:
        return None
    trace = forward(example.network, example.x)
    gradient = example.network.layers[0].weights.T @ backward(trace, example.target).layers[0].delta
    if np.abs(gradient).max() < NOISE:  # nothing to learn here: then the weights decide
        gradient = np.abs(example.network.layers[0].weights).sum(axis=0)
    inputs = np.array([example.x]) if example.inputs is None else np.vstack([example.inputs, example.x])
    spread = inputs.std(axis=0) if len(inputs) > 1 else np.ones(len(example.x))
    across, up = sorted(np.argsort(-np.abs(gradient) * spread, kind="stable")[:2].tolist())
    low, high = inputs[:, [across, up]].min(axis=0), inputs[:, [across, up]].max(axis=0)
    room = MARGIN * (high - low) if len(inputs) > 1 else np.full(2, ALONE)
    room[room == 0] = ALONE
    return Plane(example, network or example.network, across, up, read_only(low - room), read_only(high + room))
