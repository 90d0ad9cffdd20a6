"""What holds for any numbers: probabilities, batches, permutations, and no overflow."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core import Layer, Network, backward, forward
from core.activations import ACTIVATIONS
from core.backward import loss_of
from proof.arithmetic import Calculation
from tests.core.cases import COMBINATIONS, layer_of, samples, small_network

softmax = ACTIVATIONS["softmax"].function
FORMULAS = [name for name, entry in ACTIVATIONS.items() if entry.formula]
finite_floats = st.floats(-1e3, 1e3)
logits = arrays(np.float64, st.integers(1, 8), elements=finite_floats)
inputs = arrays(np.float64, st.tuples(st.integers(1, 5), st.just(3)), elements=st.floats(-5, 5))


@given(st.sampled_from(FORMULAS), st.floats(-50, 50), st.floats(0.01, 0.99))
def test_a_formula_is_its_function(name, z, slope):
    """What is displayed for an activation, done as arithmetic, comes to what the layer computes."""
    layer = layer_of(name, ACTIVATIONS[name].slope and slope)
    text = ACTIVATIONS[name].formula.replace("slope", f"{slope:.20f}").replace("z", f"({z:.60f})")
    value = float(Calculation(text).value())
    assert float(layer.activate(np.array([z]))[0]) == pytest.approx(value, rel=1e-12, abs=1e-15)


@given(logits)
def test_softmax_sums_to_one(z):
    """The outputs of softmax are probabilities: none is negative, and they sum to 1."""
    a = softmax(z)
    assert (a >= 0).all()
    assert a.sum() == pytest.approx(1, abs=1e-12)


@given(logits, finite_floats)
def test_softmax_ignores_a_shift(z, shift):
    """Adding the same number to all z leaves softmax as it is."""
    np.testing.assert_allclose(softmax(z + shift), softmax(z), rtol=0, atol=1e-12)


@given(st.sampled_from(COMBINATIONS), inputs)
def test_a_batch_equals_its_samples(combination, x):
    """A batch has the z, a, delta and shares of its samples, and the mean of their losses and gradients."""
    network = small_network(*combination)
    classes = np.arange(len(x)) % 2
    whole = backward(forward(network, x), classes)
    single = [backward(forward(network, row), int(c)) for row, c in zip(x, classes, strict=True)]
    assert whole.loss == pytest.approx(np.mean([trace.loss for trace in single]), abs=1e-12)
    for number, layer in enumerate(whole.layers):
        alone = [trace.layers[number] for trace in single]
        seen = [trace.forward.layers[number] for trace in single]
        for name in ("z", "a", "products"):
            expected = [getattr(one, name) for one in seen]
            given = getattr(whole.forward.layers[number], name)
            np.testing.assert_allclose(given, expected, rtol=0, atol=1e-12)
        for name in ("delta", "shares", "grad_a", "gate"):
            if getattr(layer, name) is not None:
                expected = [getattr(one, name) for one in alone]
                np.testing.assert_allclose(getattr(layer, name), expected, rtol=0, atol=1e-12)
        for name in ("grad_weights", "grad_biases"):
            expected = np.mean([getattr(one, name) for one in alone], axis=0)
            np.testing.assert_allclose(getattr(layer, name), expected, rtol=0, atol=1e-12)
    predicted = [trace.forward.predicted_class for trace in single]
    np.testing.assert_array_equal(whole.forward.predicted_class, predicted)


@given(st.permutations(range(5)), st.permutations(range(4)))
def test_hidden_neurons_have_no_order(first, second):
    """Permuting hidden neurons, with the weights that leave them, changes neither output nor loss."""
    network, (x, targets) = small_network("tanh", "softmax", "cross_entropy"), samples()
    one, two, out = network.layers
    layers = (
        Layer(one.weights[first], one.biases[first], "tanh"),
        Layer(two.weights[second][:, first], two.biases[second], "tanh"),
        Layer(out.weights[:, second], out.biases, "softmax"),
    )
    before, after = forward(network, x), forward(Network(layers), x)
    np.testing.assert_allclose(after.output, before.output, rtol=0, atol=1e-12)
    assert loss_of(after, targets) == pytest.approx(loss_of(before, targets), abs=1e-12)


@pytest.mark.parametrize(("hidden", "output", "loss"), COMBINATIONS)
@pytest.mark.parametrize("size", [1e-300, 1e3, 1e100])
def test_extreme_inputs_stay_finite(hidden, output, loss, size):
    """Tiny and huge z give finite outputs, losses and gradients, without a warning."""
    network = small_network(hidden, output, loss)
    trace = forward(network, [size, -size, size])
    assert np.isfinite(trace.output).all()
    gradients = backward(trace, 0)
    assert np.isfinite(gradients.loss)
    assert all(np.isfinite(layer.grad_weights).all() for layer in gradients.layers)


@pytest.mark.parametrize("activation", ["softmax", "sigmoid"])
def test_cross_entropy_of_a_certain_error(activation):
    """Where the probability of the true class rounds to 0, the loss is what the z say, not infinity."""
    network = Network((Layer([[1.0], [-1.0]], [0, 0], activation),))
    trace = forward(network, [1000.0])
    assert trace.output[1] == 0
    assert loss_of(trace, 1) == 2000


def test_shown_exponentials_are_those_of_softmax():
    """The unshifted exponentials, divided by their sum, are the output, and too large ones do not warn."""
    trace = forward(small_network("relu", "softmax", "cross_entropy"), [0.2, -0.4, 0.9])
    last = trace.layers[-1]
    np.testing.assert_allclose(last.exponentials, np.exp(last.z), rtol=1e-15)
    np.testing.assert_allclose(last.exponentials / last.exponential_sum, last.a, rtol=0, atol=1e-15)
    huge = forward(Network((Layer([[1000.0], [1.0]], [0, 0], "softmax"),)), [1.0])
    assert huge.layers[0].exponential_sum == np.inf
