"""One dense layer: weights, biases, and what it makes of its z."""

from dataclasses import dataclass

import numpy as np

from core.activations import ACTIVATIONS
from core.arrays import finite
from core.checks import check_fraction, check_name


@dataclass(frozen=True, eq=False)
class Layer:
    """One dense layer. weights: (n_out, n_in); biases: (n_out,); both become read-only float64 copies.
    slope: of leaky_relu alone, that below 0: a number between 0 and 1, 0.01 if not given; None for all others.
    Raises ValueError for shapes that do not fit, for NaN or infinity, and for an unknown activation.
    """

    weights: np.ndarray
    biases: np.ndarray
    activation: str
    slope: float | None = None

    def __post_init__(self) -> None:
        weights, biases = finite("weights", self.weights), finite("biases", self.biases)
        if weights.ndim != 2 or weights.size == 0:
            raise ValueError(f"weights have shape {weights.shape}: give (n_out, n_in), both at least 1")
        if biases.shape != weights.shape[:1]:
            hint = ": transposed?" if biases.shape == weights.shape[1:] else ""
            expected = weights.shape[:1]
            raise ValueError(f"weights {weights.shape}: give biases {expected}, not {biases.shape}{hint}")
        check_name("activation", self.activation, ACTIVATIONS)
        object.__setattr__(self, "slope", self._slope())
        object.__setattr__(self, "weights", weights)
        object.__setattr__(self, "biases", biases)

    def _slope(self) -> float | None:
        """The slope that counts: the given one, or the activation's own."""
        usual = ACTIVATIONS[self.activation].slope
        if self.slope is None:
            return usual
        if usual is None:
            raise ValueError(f"slope is {self.slope!r}, but {self.activation} has none: leave it out")
        check_fraction("slope", self.slope)
        return float(self.slope)

    def activate(self, z: np.ndarray) -> np.ndarray:
        """The activations of this layer's z, (n_out,) or (batch, n_out)."""
        function = ACTIVATIONS[self.activation].function
        return function(z) if self.slope is None else function(z, self.slope)

    def derivative(self, z: np.ndarray) -> np.ndarray:
        """da/dz, of z's shape; after softmax the Jacobian, (..., n_out, n_out)."""
        derivative = ACTIVATIONS[self.activation].derivative
        return derivative(z) if self.slope is None else derivative(z, self.slope)

    @property
    def n_in(self) -> int:
        """How many numbers enter."""
        return self.weights.shape[1]

    @property
    def n_out(self) -> int:
        """How many neurons the layer has."""
        return self.weights.shape[0]

    @property
    def parameter_count(self) -> int:
        """Weights and biases together."""
        return self.weights.size + self.biases.size
