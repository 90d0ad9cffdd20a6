"""Bad input is refused with one line that says what was given, what is allowed, and what to do."""

import re

import numpy as np
import pytest

from core import Layer, Network, backward, evaluate, forward, load_example, train
from core.activations import ACTIVATIONS
from core.shown import rounded

GOOD = np.ones((2, 3))
NETWORK = Network.initialise((3, 5, 4, 2))
REGRESSION = Network.initialise((3, 2), ["identity"])
TRACE = forward(NETWORK, [1, 2, 3])
BATCH = forward(NETWORK, np.ones((4, 3)))
DEAD = Network((Layer([[1]], [-5], "relu"), Layer([[1]], [0], "identity")))
X, CLASSES = np.eye(3), [0, 1, 0]
NAN = np.array([[1, 1, 1], [1, np.nan, 1]])


def train_with(**changes):
    """A call of `train` that would do, but for the changes."""
    data = {"x": X, "classes": CLASSES, "x_test": X, "classes_test": CLASSES}
    return train(NETWORK, **{**data, "epochs": 2, "learning_rate": 0.1, **changes})


CASES = {
    "a NaN in weights": (lambda: Layer(NAN, [0, 0], "relu"), "weights[1, 1] is nan: give finite numbers"),
    "an infinity in biases": (lambda: Layer(GOOD, [0, -np.inf], "relu"), "biases[1] is -inf: give finite"),
    "a NaN in x": (lambda: forward(NETWORK, [1, np.nan, 3]), "x[1] is nan: give finite"),
    "a NaN in a batch": (lambda: forward(NETWORK, NAN), "x[1, 1] is nan: give finite"),
    "a NaN in target": (lambda: backward(TRACE, [0, np.nan]), "target[1] is nan: give finite"),
    "a z beyond float64": (
        lambda: forward(Network((Layer([[1e200]], [0], "relu"),)), [1e200]),
        "layer 1: z[0] is inf: give finite"),
    "infinities that cancel": (
        lambda: forward(Network((Layer([[1e200, -1e200]], [0], "relu"),)), [1e200, 1e200]),
        "layer 1: z[0] is "),
    "an infinity stopped by a gate": (
        lambda: backward(forward(Network((Layer([[1]], [-5], "relu"), Layer([[1e200]], [0], "tanh"))), [1]), [1e200]),
        "layer 1: grad_weights[0, 0] is nan: give finite"),
    "a loss beyond float64": (
        lambda: backward(forward(REGRESSION, [1, 2, 3]), [1e200, 0]), "loss is inf: give"),
    "a gradient beyond float64": (
        lambda: backward(forward(Network((Layer([[1e-300]], [1e-5], "identity"),)), [1e306]), [-1e100]),
        "layer 1: grad_weights[0, 0] is inf: give finite"),
    "a step beyond float64": (
        lambda: REGRESSION.step(backward(forward(REGRESSION, [1e10, 2, 3]), [0, 0]), 1e300),
        "layer 1: weights[0, 0] is -inf: give finite"),
    "a step of a later layer": (
        lambda: DEAD.step(backward(forward(DEAD, [1]), [1e10]), 1e300), "layer 2: biases[0] is inf: give finite"),
    "ragged rows": (
        lambda: Layer([[1, 2], [3]], [0, 0], "relu"), "weights has rows of different lengths: give"),
    "words for numbers": (
        lambda: forward(NETWORK, ["1", "2", "3"]), "x holds <U1 values: give integers or fl"),
    "truth values": (
        lambda: forward(NETWORK, [True, False, True]), "x holds bool values: give integers or fl"),
    "weights without rows": (
        lambda: Layer([1, 2], [0], "relu"), "weights have shape (2,): give (n_out, n_in)"),
    "a layer without neurons": (
        lambda: Layer(np.ones((0, 3)), [], "relu"), "(0, 3): give (n_out, n_in), both at"),
    "biases that do not fit": (
        lambda: Layer(GOOD, [0] * 4, "relu"), "weights (2, 3): give biases (2,), not (4,)"),
    "transposed weights": (
        lambda: Layer(GOOD.T, [0, 0], "relu"), "(3, 2): give biases (3,), not (2,): transposed?"),
    "layers that do not fit": (
        lambda: Network((Layer(np.ones((4, 3)), [0] * 4, "relu"), Layer(np.ones((2, 5)), [0] * 2, "relu"))),
        "layer 2: give weights (n_out, 4), not (2, 5)"),
    "a transposed layer": (
        lambda: Network((Layer(np.ones((4, 3)), [0] * 4, "relu"), Layer(np.ones((4, 2)), [0] * 4, "relu"))),
        "layer 2: give weights (n_out, 4), not (4, 2): transposed?"),
    "no layers": (lambda: Network(()), "a network without layers: give at least one Layer"),
    "an input that does not fit": (
        lambda: forward(NETWORK, [1, 2]), "x has shape (2,): layer 1 takes (3,) or"),
    "a transposed batch": (
        lambda: forward(NETWORK, np.ones((3, 7))), "(3, 7): layer 1 takes (3,) or (batch, 3): tr"),
    "a number for x": (lambda: forward(NETWORK, 1.0), "x has shape (): layer 1 takes (3,) or (batch, 3)"),
    "an empty batch": (lambda: forward(NETWORK, np.ones((0, 3))), "x has shape (0, 3): layer 1 takes"),
    "a size of zero": (
        lambda: Network.initialise((3, 0, 2)), "each of sizes must be a positive whole number; not 0"),
    "a negative size": (lambda: Network.initialise((3, -1)), "must be a positive whole number; not -1"),
    "half a neuron": (lambda: Network.initialise((3, 2.5)), "must be a positive whole number; not 2.5"),
    "a whole float as size": (
        lambda: Network.initialise((3, 2.0)), "must be a positive whole number; not 2.0"),
    "a truth value as size": (
        lambda: Network.initialise((3, True)), "must be a positive whole number; not True"),
    "one size": (lambda: Network.initialise((3,)), "sizes are (3,): give at least two, such as (3, 5, 4, 2)"),
    "an unknown activation": (
        lambda: Layer(GOOD, [0, 0], "swish"),
        f"activation must be one of {', '.join(ACTIVATIONS)}; not 'swish'"),
    "a slope that is none": (
        lambda: Layer(GOOD, [0, 0], "relu", 0.2), "slope is 0.2, but relu has none: leave it out"),
    "a slope of 0": (
        lambda: Layer(GOOD, [0, 0], "leaky_relu", 0), "slope must be a number between 0 and 1; not 0"),
    "a slope of 1": (
        lambda: Layer(GOOD, [0, 0], "leaky_relu", 1.0), "slope must be a number between 0 and 1; not 1.0"),
    "a NaN for a slope": (
        lambda: Layer(GOOD, [0, 0], "leaky_relu", np.nan), "slope must be a number between 0 and 1; not nan"),
    "a word for a slope": (
        lambda: Layer(GOOD, [0, 0], "leaky_relu", "0.2"), "slope must be a number between 0 and 1; not '0.2'"),
    "a truth value for a slope": (
        lambda: Layer(GOOD, [0, 0], "leaky_relu", True), "slope must be a number between 0 and 1; not True"),
    "no activation": (lambda: Layer(GOOD, [0, 0], None), "activation must be one of identity, relu"),
    "too few activations": (
        lambda: Network.initialise((3, 5, 2), ["relu"]), "activations are ['relu']: give 2 names, one per"),
    "a word for a list": (lambda: Network.initialise((3, 2), "relu"), "activations are 'relu': give 1 names"),
    "hidden softmax": (
        lambda: Network.initialise((3, 4, 2), ["softmax", "softmax"]),
        "layer 1 is softmax: only the last layer"),
    "an unknown scheme": (
        lambda: Network.initialise((3, 2), scheme="lecun"),
        "must be one of uniform, he, xavier; not 'lecun'"),
    "an unknown loss": (
        lambda: Network.initialise((3, 2), loss="hinge"),
        "loss must be one of cross_entropy, mean_squared_error; not 'hinge'"),
    "a loss that does not fit": (
        lambda: Network.initialise((3, 2), ["tanh"], loss="cross_entropy"),
        "with cross_entropy, the activation of the last layer must be one of softmax, sigmoid; not 'tanh'"),
    "a class too high": (
        lambda: backward(TRACE, 2), "target is class 2, out of range: give a class from 0 to 1"),
    "a negative class": (
        lambda: backward(BATCH, [0, 1, -1, 0]), "target is class -1, out of range: give a class"),
    "a target that does not fit": (
        lambda: backward(TRACE, [0, 0, 1]), "target has shape (3,): give (2,), or indices ()"),
    "a transposed target": (
        lambda: backward(BATCH, np.ones((2, 4))), "(2, 4): give (4, 2), or indices (4,): transposed?"),
    "a class as a float": (lambda: backward(TRACE, 1.0), "target has shape (): give (2,), or indices ()"),
    "a probability above 1": (
        lambda: backward(TRACE, [2, -1]), "target is out of range: with cross_entropy give"),
    "improbable probabilities": (
        lambda: backward(TRACE, [0.5, 0.4]), "target does not sum to 1: with softmax"),
    "gradients of another network": (
        lambda: REGRESSION.step(backward(TRACE, 1), 0.1), "sizes (3, 5, 4, 2): give some for (3, 2)"),
    "a learning rate of 0": (
        lambda: NETWORK.step(backward(TRACE, 1), 0), "learning_rate must be a positive number; not 0"),
    "a NaN for a rate": (lambda: train_with(learning_rate=np.nan), "must be a positive number; not nan"),
    "a word for a rate": (lambda: train_with(learning_rate="0.1"), "must be a positive number; not '0.1'"),
    "no epochs": (lambda: train_with(epochs=0), "epochs must be a positive whole number; not 0"),
    "half a batch": (
        lambda: train_with(batch_size=0.5), "batch_size must be a positive whole number; not 0.5"),
    "a class missing": (
        lambda: train_with(classes=[0, 1]), "x is (3, 3), classes (2,): give one class for each row"),
    "a test class out of range": (
        lambda: train_with(classes_test=[0, 1, 5]), "target is class 5, out of range"),
    "one-hot for classes": (
        lambda: evaluate(NETWORK, X, np.eye(2)[CLASSES]), "classes (3, 2): give one class for each row"),
    "one sample for a batch": (
        lambda: evaluate(Network.initialise((2, 2)), [1, 2], [0, 1]), "x is (2,), classes (2,): give one class"),
    "a NaN to show": (lambda: rounded(np.nan, 2), "nan has no decimals to show: give a finite number"),
    "an infinity to show": (
        lambda: rounded(-np.inf, 2), "-inf has no decimals to show: give a finite number"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_bad_input_is_named(case):
    """What cannot be computed raises a ValueError of one line, which says what and what to do."""
    call, expected = CASES[case]
    with pytest.raises(ValueError, match=re.escape(expected)) as caught:
        call()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no json", "JSONDecodeError"),
        ("[]", "TypeError"),
        ('{"loss": null}', "'network'"),
        ('{"network": {"loss": null, "layers": [{"weights": [[1]], "biases": [1]}]}}', "'activation'"),
        ('{"network": {"loss": null, "layers": [{"weights": [[NaN]], "biases": [1], "activation": "relu"}]}}',
         "layer 1: weights[0, 0] is nan"),
    ],
)  # fmt: skip
def test_bad_files_are_named(tmp_path, text, expected):
    """A file that holds no network is refused with its path and with what is wrong."""
    path = tmp_path / "example.json"
    path.write_text(text)
    with pytest.raises(ValueError, match=re.escape(f"{path} holds no Example: ")) as caught:
        load_example(path)
    assert expected in str(caught.value)
