"""What a neuron makes of its pre-activation z: one table of functions, their derivatives, and how they are shown.
All work on the last axis: z is one sample (n,) or a batch (batch, n). Formulas: Goodfellow, Bengio and
Courville, Deep Learning, 2016, sections 3.10, 6.2 and 6.3.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Activation:
    """`function(z)` is a, of z's shape. `derivative(z)` is da/dz, of z's shape where each a has its own z.
    Softmax mixes all z of a layer: its derivative is the Jacobian (..., n, n), [j, k] = da_j/dz_k.
    formula: a as arithmetic in z, to be displayed; None for softmax. kink: the z where the derivative jumps.
    slope: that below 0 unless a layer has its own, which function and derivative then take as a second argument.
    """

    function: Callable[..., np.ndarray]
    derivative: Callable[..., np.ndarray]
    formula: str | None
    kink: float | None = None
    slope: float | None = None


def leaky_relu(z: np.ndarray, slope: float = 0.01) -> np.ndarray:
    """Above 0 z, below it slope · z: the larger of the two, as the slope is less than 1 (Maas et al. 2013)."""
    return np.maximum(slope * z, z)


def sigmoid(z: np.ndarray) -> np.ndarray:
    """1 / (1 + e^(−z)), written as e^(−ln(1 + e^(−z))), which does not overflow where z is far below 0."""
    return np.exp(-np.logaddexp(0.0, -z))


def softplus(z: np.ndarray) -> np.ndarray:
    """ln(1 + e^z), as ln(e^0 + e^z), which does not overflow where z is far above 0 (Dugas et al. 2001)."""
    return np.logaddexp(0.0, z)


def elu(z: np.ndarray) -> np.ndarray:
    """Above 0 z, below it e^z − 1, which comes nearer and nearer to −1 (Clevert et al. 2015, with alpha = 1)."""
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0.0)))


def softmax(z: np.ndarray) -> np.ndarray:
    """e^z over the sum of all e^z. Shifting z by its maximum changes no quotient and keeps e^z finite."""
    exponentials = np.exp(z - z.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


def softmax_jacobian(z: np.ndarray) -> np.ndarray:
    """da_j/dz_k = a_j (1 − a_j) where j = k, −a_j a_k elsewhere: (..., n, n)."""
    a = softmax(z)
    return a[..., :, None] * (np.eye(z.shape[-1]) - a[..., None, :])


# At a kink there is no derivative: that of the side below is taken, as is the custom.
ACTIVATIONS = {
    "identity": Activation(lambda z: z, np.ones_like, "z"),
    "relu": Activation(lambda z: np.maximum(z, 0.0), lambda z: np.heaviside(z, 0.0), "max(0, z)", kink=0.0),
    "leaky_relu": Activation(
        leaky_relu, lambda z, slope=0.01: np.where(z > 0, 1.0, slope), "max(slope · z, z)", kink=0.0, slope=0.01
    ),
    "sigmoid": Activation(sigmoid, lambda z: sigmoid(z) * sigmoid(-z), "σ(z)"),
    "tanh": Activation(np.tanh, lambda z: 1 - np.tanh(z) ** 2, "tanh(z)"),
    "softplus": Activation(softplus, sigmoid, "ln(1 + e^(z))"),
    "elu": Activation(elu, lambda z: np.exp(np.minimum(z, 0.0)), "min(max(0, z), e^(z) − 1)"),
    "softmax": Activation(softmax, softmax_jacobian, None),
}
