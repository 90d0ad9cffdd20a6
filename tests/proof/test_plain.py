"""The second implementation stands on its own feet: it bears large numbers, and what it measures is the slope."""

import math

import pytest

from core import Layer, Network, backward, forward
from core.activations import ACTIVATIONS
from proof import plain
from proof.nudging import Nudging
from tests.core.cases import COMBINATIONS, as_lists, samples, small_network


@pytest.mark.parametrize(("hidden", "output", "loss"), COMBINATIONS)
def test_every_slope_is_measured(hidden, output, loss):
    """Nudging finds the delta, the gradients, the shares, the gates that core derives."""
    network, (inputs, targets) = small_network(hidden, output, loss), samples(2)
    for x, target in zip(inputs, targets, strict=True):
        gradients = backward(forward(network, x), target)
        nudging = Nudging(as_lists(network), x.tolist(), target.tolist(), loss)
        for number, layer in enumerate(gradients.layers):
            for j, delta in enumerate(layer.delta):
                assert nudging.z(number, j)[0] == pytest.approx(delta, rel=1e-8, abs=1e-10)
                for i, slope in enumerate(layer.grad_weights[j]):
                    assert nudging.weight(number, j, i)[0] == pytest.approx(slope, rel=1e-8, abs=1e-10)
            for k, grad_a in enumerate(() if layer.grad_a is None else layer.grad_a):
                assert nudging.a(number, k)[0] == pytest.approx(grad_a, rel=1e-8, abs=1e-10)
                assert nudging.gate(number, k)[0] == pytest.approx(layer.gate[k], rel=1e-8, abs=1e-10)
                for j, share in enumerate(layer.shares[:, k]):
                    assert nudging.a(number, k, heard_by=j)[0] == pytest.approx(share, rel=1e-8, abs=1e-10)


@pytest.mark.parametrize(
    ("output", "loss"),
    [
        ("softmax", "cross_entropy"),
        ("sigmoid", "cross_entropy"),
        ("tanh", "mean_squared_error"),
        ("softmax", "mean_squared_error"),
    ],
)
def test_large_numbers_do_not_overflow(output, loss):
    """With z of a thousand, activations, loss and delta are those of core."""
    network = Network((Layer([[1000.0], [-1000.0], [998.0]], [0, 0, 0], output),), loss)
    target = [0, 1, 0]
    gradients = backward(forward(network, [1.0]), target)
    zs, activations = plain.forward(as_lists(network), [1.0])
    assert activations[-1] == pytest.approx(gradients.forward.output.tolist(), rel=1e-12)
    assert plain.loss(loss, as_lists(network)[-1], zs[-1], target) == pytest.approx(gradients.loss, rel=1e-12)
    [(delta, _)] = plain.backward(as_lists(network), zs, target, loss)
    assert delta == pytest.approx(gradients.layers[0].delta.tolist(), rel=1e-12)


KINKS = [(name, slope) for name, entry in ACTIVATIONS.items() if entry.kink is not None
         for slope in ((0.01, 0.2) if entry.slope else (None,))]  # fmt: skip


@pytest.mark.parametrize(("name", "slope"), KINKS)
@pytest.mark.parametrize(("bias", "gate"), [(0.0, 0), (1e-6, 1), (-1e-6, 0), (1e-12, 1), (-1e-12, 0)])
def test_at_a_kink_the_slope_is_one_sided(name, slope, bias, gate):
    """A neuron at its kink, or so near that a nudge would cross it, is measured on the side where it stands."""
    hidden, gate = Layer([[1.0], [0.5]], [bias, 1.0], name, slope), gate or slope or 0
    network = Network((hidden, Layer([[2.0, 1.0], [-1.0, 1.0]], [0, 0], "softmax")))
    gradients = backward(forward(network, [0.0]), 0)
    nudging = Nudging(as_lists(network), [0.0], [1, 0], "cross_entropy")
    for j, delta in enumerate(gradients.layers[0].delta):
        slope, uncertain = nudging.z(0, j)
        assert slope == pytest.approx(delta, rel=1e-6, abs=uncertain)
    assert gradients.layers[0].gate[0] == nudging.gate(0, 0)[0] == gate


@pytest.mark.parametrize(("name", "slope"), KINKS)
@pytest.mark.parametrize("bias", [0.0, 1e-9, -1e-9])
def test_at_the_kink_of_an_output_too(name, slope, bias):
    """An output at its kink, which goes into the loss, is measured on the side where it stands."""
    network = Network((Layer([[1.0], [0.5]], [bias, 1.0], name, slope),))
    gradients = backward(forward(network, [0.0]), [0.7, 0.2])
    nudging = Nudging(as_lists(network), [0.0], [0.7, 0.2], "mean_squared_error")
    for j, delta in enumerate(gradients.layers[0].delta):
        measured, uncertain = nudging.z(0, j)
        assert measured == pytest.approx(delta, rel=1e-6, abs=uncertain)


def test_a_wide_network_is_no_trouble():
    """A network of 784-128-64-10 is measured where it is asked, and agrees with core there."""
    network = Network.initialise((784, 128, 64, 10), seed=2, scheme="he")
    x = [(i % 17) / 8 - 1 for i in range(784)]
    gradients = backward(forward(network, x), 3)
    nudging = Nudging(as_lists(network), x, gradients.target.tolist(), network.loss)
    for layer, j, i in ((0, 5, 700), (0, 127, 0), (1, 0, 64), (2, 9, 63)):
        slope, uncertain = nudging.weight(layer, j, i)
        assert slope == pytest.approx(gradients.layers[layer].grad_weights[j, i], rel=1e-6, abs=uncertain)
    assert nudging.a(0, 100)[0] == pytest.approx(gradients.layers[0].grad_a[100], rel=1e-6)


@pytest.mark.parametrize("z", [0.0, 1e-9, -1e-9, 1e-5, -3e-5, 1.5e-4])
def test_near_a_bend_the_nudge_is_short(z):
    """Where the derivative goes on in another way, as ELU's at 0, it is measured by a nudge too short to matter."""
    layers = [plain.Layer([[1.0]], [z], "elu")]
    nudging = Nudging(layers, [0.0], [1.0], "mean_squared_error")
    gate, allowed = nudging.gate(0, 0)
    assert abs(gate - min(1.0, math.exp(z))) <= max(1e-7, allowed)
    delta, allowed = nudging.z(0, 0)
    assert abs(delta - plain.output_delta("mean_squared_error", layers[0], [z], [1.0])[0]) <= max(1e-7, allowed)


@pytest.mark.parametrize("z", [1e6, -1e9, 1e13])
@pytest.mark.parametrize("name", ["identity", "relu", "softplus"])
def test_far_out_the_nudge_is_long(name, z):
    """The slope of an activation is measured as exactly where z is huge: a short nudge would be lost in rounding."""
    measured, allowed = Nudging([plain.Layer([[1.0]], [z], name)], [0.0], [1.0], "mean_squared_error").gate(0, 0)
    assert abs(measured - (z > 0 or name == "identity")) <= allowed < 1e-6
