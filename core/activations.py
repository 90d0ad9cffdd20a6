"""What a neuron makes of its pre-activation z: five functions, their derivatives, their formulas.
All work on the last axis: z is one sample (n,) or a batch (batch, n). Formulas: Goodfellow, Bengio and
Courville, Deep Learning, 2016, sections 3.10 and 6.2.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Activation:
    """`function(z)` is a, of z's shape. `derivative(z)` is da/dz, of z's shape where each a has its own z.
    Softmax mixes all z of a layer: its derivative is the Jacobian (..., n, n), [j, k] = da_j/dz_k.
    """

    function: Callable[[np.ndarray], np.ndarray]
    derivative: Callable[[np.ndarray], np.ndarray]
    formula: str


def sigmoid(z: np.ndarray) -> np.ndarray:
    """1 / (1 + e^(−z)), written as e^(−ln(1 + e^(−z))), which does not overflow where z is far below 0."""
    return np.exp(-np.logaddexp(0.0, -z))


def softmax(z: np.ndarray) -> np.ndarray:
    """e^z over the sum of all e^z. Shifting z by its maximum changes no quotient and keeps e^z finite."""
    exponentials = np.exp(z - z.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


def softmax_jacobian(z: np.ndarray) -> np.ndarray:
    """da_j/dz_k = a_j (1 − a_j) where j = k, −a_j a_k elsewhere: (..., n, n)."""
    a = softmax(z)
    return a[..., :, None] * (np.eye(z.shape[-1]) - a[..., None, :])


ACTIVATIONS = {
    "identity": Activation(lambda z: z, np.ones_like, "a = z"),
    # The derivative of relu is 0 below 0 and 1 above; at 0, where it has none, 0 is taken, as is the custom.
    "relu": Activation(lambda z: np.maximum(z, 0.0), lambda z: np.heaviside(z, 0.0), "a = max(0, z)"),
    "sigmoid": Activation(sigmoid, lambda z: sigmoid(z) * sigmoid(-z), "a = 1 / (1 + e^(−z))"),
    "tanh": Activation(np.tanh, lambda z: 1 - np.tanh(z) ** 2, "a = (e^z − e^(−z)) / (e^z + e^(−z))"),
    "softmax": Activation(softmax, softmax_jacobian, "a_j = e^(z_j) / Σ_k e^(z_k)"),
}
