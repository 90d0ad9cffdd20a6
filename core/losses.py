"""How wrong an output is: two losses and their derivatives.
A loss is given the output layer's z, not its a: ln a is only safe when taken from z, as a may round to 0
where z is an ordinary number. All work on one sample (n,) or a batch (batch, n).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.activations import ACTIVATIONS
from core.layer import Layer


@dataclass(frozen=True)
class Loss:
    """`function(layer, z, target)` is L, `derivative(layer, z, target)` is dL/dz, of each sample.
    layer: the output's, with one of `activations`; z and target: (n,) or (batch, n).
    """

    function: Callable[[Layer, np.ndarray, np.ndarray], np.ndarray]
    derivative: Callable[[Layer, np.ndarray, np.ndarray], np.ndarray]
    activations: tuple[str, ...]


def cross_entropy(layer: Layer, z: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Softmax: −Σ y_j ln a_j, where ln a_j = z_j − ln Σ e^z, by log-sum-exp.
    Sigmoid: −Σ (y_j ln a_j + (1 − y_j) ln(1 − a_j)), where ln a = z − ln(1 + e^z).
    """
    if layer.activation == "sigmoid":
        return (np.logaddexp(0.0, z) - target * z).sum(axis=-1)
    shifted = z - z.max(axis=-1, keepdims=True)
    return (target * (np.log(np.exp(shifted).sum(axis=-1, keepdims=True)) - shifted)).sum(axis=-1)


def cross_entropy_derivative(layer: Layer, z: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Simply a − y: true after sigmoid, and after softmax for targets that sum to 1. Network refuses other pairs."""
    return layer.activate(z) - target


def mean_squared_error(layer: Layer, z: np.ndarray, target: np.ndarray) -> np.ndarray:
    """1/n Σ (a_j − y_j)²: the mean over the n outputs, without a factor 1/2."""
    return ((layer.activate(z) - target) ** 2).mean(axis=-1)


def mean_squared_error_derivative(layer: Layer, z: np.ndarray, target: np.ndarray) -> np.ndarray:
    """dL/da = 2/n (a − y), times da/dz; after softmax, where each a depends on every z, summed over all a."""
    grad_a = 2 / z.shape[-1] * (layer.activate(z) - target)
    gate = layer.derivative(z)
    return np.einsum("...jk,...j->...k", gate, grad_a) if layer.activation == "softmax" else grad_a * gate


LOSSES = {
    "cross_entropy": Loss(cross_entropy, cross_entropy_derivative, ("softmax", "sigmoid")),
    "mean_squared_error": Loss(mean_squared_error, mean_squared_error_derivative, tuple(ACTIVATIONS)),
}
