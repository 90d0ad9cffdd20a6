"""Scikit-learn, given the same weights, answers the same and takes the same step."""

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from core import Network, backward, forward
from tests.core.cases import HIDDEN

THEIRS = {"identity": "identity", "relu": "relu", "sigmoid": "logistic", "tanh": "tanh"}
NAMES = {name: THEIRS[name] for name in HIDDEN if name in THEIRS}
RATE = 0.1


def twin(network: Network, x, classes) -> MLPClassifier:
    """An MLPClassifier with the network's weights; it stores them transposed, as (n_in, n_out)."""
    other = MLPClassifier(
        network.sizes[1:-1], activation=NAMES[network.layers[0].activation],
        solver="sgd", momentum=0, alpha=0, learning_rate_init=RATE, shuffle=False,
    )  # fmt: skip
    other.partial_fit(x, classes, classes=np.unique(classes))
    for number, layer in enumerate(network.layers):
        other.coefs_[number][:] = layer.weights.T
        other.intercepts_[number][:] = layer.biases
    return other


@pytest.fixture(params=[(name, outputs) for name in NAMES for outputs in (1, 3)])
def trio(request):
    """A network with a sigmoid output for two classes or softmax for three, ten samples, their classes."""
    name, outputs = request.param
    output = "sigmoid" if outputs == 1 else "softmax"
    random = np.random.default_rng(8)
    network = Network.initialise((4, 6, 5, outputs), activations=[name, name, output], seed=2)
    return network, random.normal(size=(10, 4)), np.arange(10) % max(outputs, 2)


def test_forward_agrees_with_sklearn(trio):
    """The probabilities are those of scikit-learn."""
    network, x, classes = trio
    expected = twin(network, x, classes).predict_proba(x)
    output = forward(network, x).output  # one column for two classes, where scikit-learn gives both
    np.testing.assert_allclose(output, expected[:, -output.shape[1] :], rtol=0, atol=1e-12)


def test_one_step_agrees_with_sklearn(trio):
    """One step of gradient descent on a batch ends at the same weights and biases."""
    network, x, classes = trio
    other = twin(network, x, classes)
    other.partial_fit(x, classes)
    stepped = network.step(backward(forward(network, x), classes), RATE)
    for number, layer in enumerate(stepped.layers):
        np.testing.assert_allclose(layer.weights, other.coefs_[number].T, rtol=0, atol=1e-10)
        np.testing.assert_allclose(layer.biases, other.intercepts_[number], rtol=0, atol=1e-10)
        assert not np.array_equal(layer.weights, network.layers[number].weights)
