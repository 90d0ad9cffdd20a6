"""Networks: their shapes, their random beginnings, their steps, and that nothing changes them."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from core import Layer, Network, backward, forward
from core.activations import ACTIVATIONS
from tests.core.cases import small_network


def test_sizes_and_counts():
    """A 3-5-4-2 network has weights of shape (n_out, n_in) and 20 + 24 + 10 = 54 parameters."""
    network = Network.initialise((3, 5, 4, 2))
    assert network.sizes == (3, 5, 4, 2)
    assert [layer.weights.shape for layer in network.layers] == [(5, 3), (4, 5), (2, 4)]
    assert [(layer.n_in, layer.n_out) for layer in network.layers] == [(3, 5), (5, 4), (4, 2)]
    assert [layer.parameter_count for layer in network.layers] == [20, 24, 10]
    assert network.parameter_count == 54


def test_defaults_follow_the_output():
    """Hidden layers are relu, the output softmax or, alone, sigmoid, and the loss follows from the output."""
    network = Network.initialise((3, 5, 2))
    assert [layer.activation for layer in network.layers] == ["relu", "softmax"]
    assert [layer.activation for layer in Network.initialise((3, 5, 1)).layers] == ["relu", "sigmoid"]
    losses = {output: Network.initialise((3, 2), [output]).loss for output in ACTIVATIONS}
    assert losses == dict.fromkeys(ACTIVATIONS, "mean_squared_error") | dict.fromkeys(
        ("sigmoid", "softmax"), "cross_entropy"
    )
    assert Network.initialise((3, 2), loss="mean_squared_error").loss == "mean_squared_error"


@pytest.mark.parametrize("scheme", ["uniform", "he", "xavier"])
def test_a_seed_repeats_itself(scheme):
    """The same seed gives the same network, another seed another one."""
    first, again, other = (Network.initialise((4, 6, 3), scheme=scheme, seed=seed) for seed in (7, 7, 8))
    for one, same, different in zip(first.layers, again.layers, other.layers, strict=True):
        np.testing.assert_array_equal(one.weights, same.weights)
        np.testing.assert_array_equal(one.biases, same.biases)
        assert not np.array_equal(one.weights, different.weights)


@pytest.mark.parametrize(
    ("scheme", "limit", "biases"),
    [("uniform", 0.5, True), ("he", (6 / 200) ** 0.5, False), ("xavier", (6 / 300) ** 0.5, False)],
)
def test_schemes_fill_their_range(scheme, limit, biases):
    """Weights are uniform within the limit of the scheme, and biases are 0 except for uniform."""
    layer = Network.initialise((200, 100), scheme=scheme).layers[0]
    assert np.abs(layer.weights).max() <= limit
    assert layer.weights.var() == pytest.approx(limit**2 / 3, rel=0.02)
    assert layer.biases.any() == biases


def test_nothing_can_be_changed():
    """Layers copy what they are given and lock it, and so do traces."""
    weights = np.ones((2, 3))
    layer = Layer(weights, [0, 0], "identity")
    weights[0, 0] = 5
    assert layer.weights[0, 0] == 1
    assert layer.weights.dtype == layer.biases.dtype == np.float64
    trace = forward(Network((layer,)), [1, 2, 3])
    gradients = backward(trace, [1, 2])
    first = gradients.layers[0]
    arrays = [layer.weights, layer.biases, trace.input, trace.output, gradients.target, first.delta]
    arrays += [trace.layers[0].z, trace.layers[0].products, first.grad_weights, first.grad_biases]
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
    with pytest.raises(FrozenInstanceError):
        layer.activation = "relu"


def test_a_step_is_a_new_network():
    """Each parameter moves by −learning_rate times its gradient, in a new network with the same loss."""
    network = small_network("tanh", "softmax", "mean_squared_error")
    gradients = backward(forward(network, [0.3, -0.1, 0.8]), 1)
    before = network.layers[0].weights.copy()
    stepped = network.step(gradients, 0.5)
    np.testing.assert_array_equal(network.layers[0].weights, before)
    assert stepped.loss == "mean_squared_error"
    for old, slope, new in zip(network.layers, gradients.layers, stepped.layers, strict=True):
        np.testing.assert_array_equal(new.weights, old.weights - 0.5 * slope.grad_weights)
        np.testing.assert_array_equal(new.biases, old.biases - 0.5 * slope.grad_biases)
        assert new.activation == old.activation


def test_the_predicted_class():
    """It is the index of the largest output, the first of equals; for one neuron, whether it exceeds 0.5."""
    network = Network((Layer([[1, 0], [0, 1]], [0, 0], "softmax"),))
    assert forward(network, [1, 2]).predicted_class == 1
    assert isinstance(forward(network, [1, 2]).predicted_class, int)
    assert forward(network, [[2, 1], [1, 2], [3, 3]]).predicted_class.tolist() == [0, 1, 0]
    single = Network((Layer([[1]], [0], "sigmoid"),))
    assert forward(single, [[-1], [0], [1]]).predicted_class.tolist() == [0, 0, 1]


@pytest.mark.parametrize(("sizes", "classes"), [((3, 4), [2, 0]), ((3, 1), [1, 0])])
def test_a_class_index_is_one_hot(sizes, classes):
    """A class index, alone or in a batch, means 1 at its place; for one neuron, it is the target itself."""
    network = Network.initialise(sizes)
    vectors = [[0, 0, 1, 0], [1, 0, 0, 0]] if sizes[1] == 4 else [[1], [0]]
    alone = backward(forward(network, [1, 2, 3]), classes[0])
    batch = backward(forward(network, [[1, 2, 3], [4, 5, 6]]), classes)
    np.testing.assert_array_equal(alone.target, vectors[0])
    np.testing.assert_array_equal(batch.target, vectors)
