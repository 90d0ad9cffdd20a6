"""Networks to test with: every activation, every loss, wherever the pair makes sense."""

from dataclasses import replace

import numpy as np

from core.activations import ACTIVATIONS
from core.layer import Layer
from core.network import Network
from proof import plain

HIDDEN = tuple(name for name in ACTIVATIONS if name != "softmax")
PAIRS = [
    ("softmax", "cross_entropy"),
    ("sigmoid", "cross_entropy"),
    *((output, "mean_squared_error") for output in (*HIDDEN, "softmax")),
]
COMBINATIONS = [(hidden, output, loss) for hidden in HIDDEN for output, loss in PAIRS]


def small_network(hidden: str, output: str, loss: str, seed: int = 3) -> Network:
    """A 3-5-4-2 network, with random weights and biases, and with a slope of its own wherever there is one."""
    network = Network.initialise((3, 5, 4, 2), activations=[hidden, hidden, output], seed=seed, loss=loss)
    layers = (replace(layer, slope=layer.slope and 0.2) for layer in network.layers)
    return Network(tuple(layers), network.loss)


def samples(count: int = 6, seed: int = 5) -> tuple[np.ndarray, np.ndarray]:
    """Inputs (count, 3), far from every kink, and targets (count, 2) that sum to 1."""
    random = np.random.default_rng(seed)
    first = random.uniform(0.1, 0.9, count)
    return random.normal(0, 1, (count, 3)), np.column_stack([first, 1 - first])


def as_lists(network: Network) -> list[plain.Layer]:
    """The layers, as proof/plain.py wants them."""
    return [in_lists(layer) for layer in network.layers]


def in_lists(layer: Layer) -> plain.Layer:
    """A layer, as proof/plain.py wants it."""
    return plain.Layer(layer.weights.tolist(), layer.biases.tolist(), layer.activation, layer.slope)


def layer_of(activation: str, slope: float | None = None, n: int = 1) -> Layer:
    """A layer of n neurons with this activation and slope, of whose weights nothing is asked."""
    return Layer(np.ones((n, 1)), np.zeros(n), activation, slope)
