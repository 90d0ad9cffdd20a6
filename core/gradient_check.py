"""The gradients of `backward` without calculus: nudge one parameter, see what the loss does."""

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from core.backward import loss_of
from core.forward import forward
from core.network import Network


def measured_gradients(
    network: Network, x: ArrayLike, target: ArrayLike, nudge: float = 1e-5
) -> list[tuple[np.ndarray, np.ndarray]]:
    """For each layer grad_weights (n_out, n_in) and grad_biases (n_out,), by central differences.
    dL/dw ≈ (L(w + nudge) − L(w − nudge)) / (2 nudge), with an error that shrinks as nudge². x and target: as
    for `forward` and `backward`. Two forward passes for each parameter: this checks, it does not train.
    """
    measured = []
    for number, layer in enumerate(network.layers):
        parameters = np.column_stack([layer.weights, layer.biases])
        slopes = np.empty_like(parameters)
        for place in np.ndindex(parameters.shape):
            losses = []
            for change in (nudge, -nudge):
                nudged = parameters.copy()
                nudged[place] += change
                layers = list(network.layers)
                layers[number] = replace(layer, weights=nudged[:, :-1], biases=nudged[:, -1])
                losses.append(loss_of(forward(Network(tuple(layers), network.loss), x), target))
            slopes[place] = (losses[0] - losses[1]) / (2 * nudge)
        measured.append((slopes[:, :-1], slopes[:, -1]))
    return measured
