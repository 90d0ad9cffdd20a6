"""Networks to test with: every activation, every loss, wherever the pair makes sense."""

import numpy as np

from core.network import Network

HIDDEN = ("identity", "relu", "sigmoid", "tanh")
PAIRS = [
    ("softmax", "cross_entropy"),
    ("sigmoid", "cross_entropy"),
    *((output, "mean_squared_error") for output in (*HIDDEN, "softmax")),
]
COMBINATIONS = [(hidden, output, loss) for hidden in HIDDEN for output, loss in PAIRS]


def small_network(hidden: str, output: str, loss: str, seed: int = 3) -> Network:
    """A 3-5-4-2 network, with random weights and biases."""
    return Network.initialise((3, 5, 4, 2), activations=[hidden, hidden, output], seed=seed, loss=loss)


def samples(count: int = 6, seed: int = 5) -> tuple[np.ndarray, np.ndarray]:
    """Inputs (count, 3), far from every kink of relu, and targets (count, 2) that sum to 1."""
    random = np.random.default_rng(seed)
    first = random.uniform(0.1, 0.9, count)
    return random.normal(0, 1, (count, 3)), np.column_stack([first, 1 - first])


def as_lists(network: Network) -> list[tuple]:
    """The layers, as proof/plain.py wants them."""
    return [(layer.weights.tolist(), layer.biases.tolist(), layer.activation) for layer in network.layers]
