"""Forward and backward agree with the formulas, written out in lists in proof/plain.py, and with measured slopes."""

import numpy as np
import pytest

from core import Layer, Network, backward, forward, measured_gradients
from core.backward import loss_of
from proof import plain
from tests.core.cases import COMBINATIONS, HIDDEN, as_lists, in_lists, layer_of, samples, small_network

ALL = pytest.mark.parametrize(("hidden", "output", "loss"), COMBINATIONS)


def test_a_step_by_hand():
    """A 2-2-2 network gives the z, a, loss and gradients worked out on paper."""
    hidden = Layer([[1, -2], [0.5, 1]], [0.5, -1], "relu")
    network = Network((hidden, Layer([[1, 2], [3, 1]], [0, 0.5], "identity")))
    trace = forward(network, [2, 1])
    np.testing.assert_array_equal(trace.layers[0].products, [[2, -2], [1, 1]])
    np.testing.assert_array_equal(trace.layers[0].z, [0.5, 1])
    np.testing.assert_array_equal(trace.output, [2.5, 3])
    gradients = backward(trace, [1.5, 3.5])
    assert gradients.loss == 0.625  # (1² + 0.5²) / 2
    np.testing.assert_array_equal(gradients.layers[1].delta, [1, -0.5])
    np.testing.assert_array_equal(gradients.layers[1].grad_weights, [[0.5, 1], [-0.25, -0.5]])
    np.testing.assert_array_equal(gradients.layers[0].shares, [[1, 2], [-1.5, -0.5]])
    np.testing.assert_array_equal(gradients.layers[0].grad_a, [-0.5, 1.5])
    np.testing.assert_array_equal(gradients.layers[0].grad_weights, [[-1, -0.5], [3, 1.5]])
    np.testing.assert_array_equal(gradients.layers[0].grad_biases, [-0.5, 1.5])


@ALL
def test_forward_agrees_with_lists(hidden, output, loss):
    """Every z, every a and the loss equal those of the implementation in lists."""
    network, (inputs, targets) = small_network(hidden, output, loss), samples()
    for x, target in zip(inputs, targets, strict=True):
        trace = forward(network, x)
        zs, activations = plain.forward(as_lists(network), x.tolist())
        for layer, z, a in zip(trace.layers, zs, activations, strict=True):
            np.testing.assert_allclose(layer.z, z, rtol=0, atol=1e-12)
            np.testing.assert_allclose(layer.a, a, rtol=0, atol=1e-12)
        expected = plain.loss(loss, as_lists(network)[-1], zs[-1], target.tolist())
        assert loss_of(trace, target) == pytest.approx(expected, abs=1e-12)


@ALL
def test_backward_agrees_with_lists(hidden, output, loss):
    """Every delta, every gradient and the step equal those of the implementation in lists."""
    network, (inputs, targets) = small_network(hidden, output, loss), samples()
    for x, target in zip(inputs, targets, strict=True):
        layers, gradients = as_lists(network), backward(forward(network, x), target)
        zs, activations = plain.forward(layers, x.tolist())
        expected = plain.backward(layers, zs, target.tolist(), loss)
        entering = [x.tolist(), *activations]
        for layer, (delta, grad_a), a in zip(gradients.layers, expected, entering, strict=False):
            np.testing.assert_allclose(layer.delta, delta, rtol=0, atol=1e-12)
            np.testing.assert_allclose(layer.grad_weights, np.outer(delta, a), rtol=0, atol=1e-12)
            np.testing.assert_allclose(layer.grad_biases, delta, rtol=0, atol=1e-12)
            if grad_a:
                np.testing.assert_allclose(layer.grad_a, grad_a, rtol=0, atol=1e-12)
        step = plain.step(layers, x.tolist(), activations, [delta for delta, _ in expected], 0.1)
        for layer, other in zip(network.step(gradients, 0.1).layers, step, strict=True):
            np.testing.assert_allclose(layer.weights, other.weights, rtol=0, atol=1e-12)
            np.testing.assert_allclose(layer.biases, other.biases, rtol=0, atol=1e-12)
            assert (layer.activation, layer.slope) == (other.activation, other.slope)


@ALL
def test_backward_agrees_with_measured_slopes(hidden, output, loss):
    """Central differences give the same gradient for every weight and bias, of one sample and of a batch."""
    network, (inputs, targets) = small_network(hidden, output, loss), samples()
    for x, target in ((inputs[0], targets[0]), (inputs, targets)):
        gradients = backward(forward(network, x), target)
        measured = measured_gradients(network, x, target)
        for layer, (grad_weights, grad_biases) in zip(gradients.layers, measured, strict=True):
            np.testing.assert_allclose(layer.grad_weights, grad_weights, rtol=0, atol=1e-7)
            np.testing.assert_allclose(layer.grad_biases, grad_biases, rtol=0, atol=1e-7)


@pytest.mark.parametrize("hidden", HIDDEN)
def test_measured_gradients_agree_with_lists(hidden):
    """The measuring itself is right: it finds the slopes that the lists compute."""
    network, (inputs, targets) = small_network(hidden, "softmax", "cross_entropy"), samples(1)
    measured = measured_gradients(network, inputs[0], targets[0])
    zs, activations = plain.forward(as_lists(network), inputs[0].tolist())
    expected = plain.backward(as_lists(network), zs, targets[0].tolist(), "cross_entropy")
    for (grad_weights, grad_biases), (delta, _), a in zip(measured, expected, [inputs[0], *activations], strict=False):
        np.testing.assert_allclose(grad_weights, np.outer(delta, a), rtol=0, atol=1e-7)
        np.testing.assert_allclose(grad_biases, delta, rtol=0, atol=1e-7)


@pytest.mark.parametrize("name", HIDDEN)
def test_derivatives_agree_with_lists(name):
    """Each derivative is the one in the formula, also at exactly 0, where a kink has the slope of the side below."""
    layer, z = layer_of(name), [-2.5, -0.5, 0.0, 0.5, 2.5]
    np.testing.assert_allclose(layer.derivative(np.array(z)), plain.gates(in_lists(layer), z), rtol=0, atol=1e-15)


def test_softmax_derivative_is_its_jacobian():
    """The derivative of softmax has da_j/dz_k in row j and column k."""
    layer, z = layer_of("softmax", n=3), [0.3, -1.2, 2.0]
    expected = [plain.through(in_lists(layer), z, unit) for unit in np.eye(3)]
    np.testing.assert_allclose(layer.derivative(np.array(z)), expected, rtol=0, atol=1e-15)


@pytest.mark.parametrize("slope", [None, 0.2, 0.999])
def test_a_leaky_layer_has_its_slope(slope):
    """Below 0 a layer of leaky_relu has its own slope, or 0.01, in forward, backward and after a step, as a float."""
    network = Network((layer_of("leaky_relu", slope), Layer([[1]], [0], "identity")))
    trace = forward(network, [-2])
    slope = slope or 0.01
    assert trace.layers[0].a == -2 * slope
    gradients = backward(trace, [1])
    assert gradients.layers[0].gate == slope
    assert network.step(gradients, 0.1).layers[0].slope == slope
    assert isinstance(layer_of("leaky_relu", np.float64(slope)).slope, float)


def test_shares_add_up():
    """Shares sum to grad_a, grad_a through the gate is delta, and the output layer has none of the three."""
    network, (inputs, targets) = small_network("relu", "softmax", "cross_entropy"), samples()
    gradients = backward(forward(network, inputs[0]), targets[0])
    for number, layer in enumerate(gradients.layers[:-1]):
        following = network.layers[number + 1].weights
        expected = following * gradients.layers[number + 1].delta[:, None]
        np.testing.assert_array_equal(layer.shares, expected)
        np.testing.assert_allclose(layer.grad_a, layer.shares.sum(axis=0), rtol=0, atol=1e-15)
        np.testing.assert_array_equal(layer.delta, layer.grad_a * layer.gate)
    last = gradients.layers[-1]
    assert last.shares is last.grad_a is last.gate is None
