"""How wrong an output is: two losses, their derivatives, their formulas.
A loss is given the output layer's z, not its a: ln a is only safe when taken from z, as a may round to 0
where z is an ordinary number. All work on one sample (n,) or a batch (batch, n).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.activations import ACTIVATIONS


@dataclass(frozen=True)
class Loss:
    """`function(activation, z, target)` is L, `derivative(activation, z, target)` is dL/dz, of each sample.
    activation: the output layer's, one of the names in `activations`; z and target: (n,) or (batch, n).
    """

    function: Callable[[str, np.ndarray, np.ndarray], np.ndarray]
    derivative: Callable[[str, np.ndarray, np.ndarray], np.ndarray]
    formula: str
    activations: tuple[str, ...]


def cross_entropy(activation: str, z: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Softmax: ln a_j = z_j − ln Σ e^z, by log-sum-exp. Sigmoid: ln a = z − ln(1 + e^z)."""
    if activation == "sigmoid":
        return (np.logaddexp(0.0, z) - target * z).sum(axis=-1)
    shifted = z - z.max(axis=-1, keepdims=True)
    return (target * (np.log(np.exp(shifted).sum(axis=-1, keepdims=True)) - shifted)).sum(axis=-1)


def mean_squared_error_derivative(activation: str, z: np.ndarray, target: np.ndarray) -> np.ndarray:
    """dL/da = 2/n (a − y), times da/dz; after softmax, where each a depends on every z, summed over all a."""
    grad_a = 2 / z.shape[-1] * (ACTIVATIONS[activation].function(z) - target)
    gate = ACTIVATIONS[activation].derivative(z)
    return np.einsum("...jk,...j->...k", gate, grad_a) if activation == "softmax" else grad_a * gate


LOSSES = {
    "cross_entropy": Loss(
        cross_entropy,
        # a − y: true after sigmoid, and after softmax for targets that sum to 1. Network refuses other pairs.
        lambda activation, z, target: ACTIVATIONS[activation].function(z) - target,
        "softmax: L = −Σ_j y_j ln a_j; sigmoid: L = −Σ_j (y_j ln a_j + (1 − y_j) ln(1 − a_j))",
        ("softmax", "sigmoid"),
    ),
    "mean_squared_error": Loss(
        lambda activation, z, target: ((ACTIVATIONS[activation].function(z) - target) ** 2).mean(axis=-1),
        mean_squared_error_derivative,
        "L = 1/n Σ_j (a_j − y_j)²: the mean over the n outputs, without a factor 1/2",
        tuple(ACTIVATIONS),
    ),
}
