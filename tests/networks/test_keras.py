"""Keras: the line of Python that is told for its files, and what it makes of each kind of layer."""

from types import SimpleNamespace

import numpy as np
import pytest

from core import forward
from networks import NetworkFileError, read
from networks.keras_model import from_keras

RANDOM = np.random.default_rng(5)


def layer(kind, *weights, activation=None, mean=None, variance=None, **config):
    """What stands in for a layer of Keras: the same attributes, with nothing behind them."""
    function = None if activation is None else activation if hasattr(activation, "get_config") else named(activation)
    methods = {"get_weights": lambda self: list(weights), "get_config": lambda self: config}
    made = type(kind, (), methods)()
    vars(made).update(name=kind.lower(), activation=function, mean=mean, variance=variance)
    return made


def named(activation):
    """What stands in for a function of keras.activations."""
    return SimpleNamespace(__name__=activation)


def dense(n_in, n_out, activation="linear"):
    """A Dense layer of random weights."""
    return layer("Dense", RANDOM.normal(size=(n_in, n_out)), RANDOM.normal(size=n_out), activation=activation)


def model(*layers):
    """A model of one input and one output."""
    return SimpleNamespace(layers=list(layers), inputs=[0], outputs=[0])


def test_what_changes_nothing_is_left_out():
    """Dropout, Flatten and models within are passed, a missing bias is 0, activations may be layers."""
    weights = RANDOM.normal(size=(2, 3))
    first = model(
        layer("Flatten"), layer("Dense", weights, activation="linear"), layer("Activation", activation="relu")
    )
    network = from_keras(model(first, layer("Dropout"), dense(3, 2), layer("Softmax", axis=-1)), title="It")["network"]
    assert network.sizes == (2, 3, 2)
    assert [one.activation for one in network.layers] == ["relu", "softmax"]
    assert np.array_equal(network.layers[0].weights, weights.T)
    assert not network.layers[0].biases.any()


@pytest.mark.parametrize(
    ("activation", "slope"),
    [
        (layer("LeakyReLU", negative_slope=0.3), 0.3), (layer("LeakyReLU", alpha=0.1), 0.1),
        (layer("ReLU", negative_slope=0.25, max_value=None, threshold=0.0), 0.25),
        (layer("Activation", activation="leaky_relu"), 0.2),
        (layer("Activation", activation=layer("LeakyReLU", negative_slope=0.15)), 0.15),
        (layer("ReLU", negative_slope=0.0, max_value=None, threshold=0.0), None),
    ],
)  # fmt: skip
def test_a_slope_is_kept(activation, slope):
    """A leaky ReLU has the slope that its layer says, and 0.2 as a function; without one it is a ReLU."""
    made = from_keras(model(dense(2, 3), activation, dense(3, 1, "sigmoid")))["network"].layers[0]
    assert (made.activation, made.slope) == ("leaky_relu" if slope else "relu", slope)


def test_a_scaling_is_counted_in():
    """Before all layers it is mean and scale; elsewhere the weights beside it take it up."""
    norm = layer("Normalization", mean=np.array([[1.0, 2]]), variance=np.array([[4.0, 9]]), invert=False)
    rescaled = layer("Rescaling", scale=0.5, offset=-1)
    gamma, beta, mean, variance = (
        np.array([2.0, -1, 3]),
        np.array([1.0, 2, 0]),
        np.array([0.5, 1, -1]),
        np.array([1.0, 4, 9]),
    )
    batch = layer("BatchNormalization", gamma, beta, mean, variance, scale=True, center=True, epsilon=0.01)
    first, second, last = dense(2, 3), dense(3, 3, "tanh"), dense(3, 2)
    fields = from_keras(model(norm, rescaled, first, batch, layer("ReLU"), second, batch, last))
    assert np.allclose(fields["mean"], [1 + 2 * 2, 2 + 2 * 3])
    assert np.allclose(fields["scale"], [2 * 2, 2 * 3])
    x = RANDOM.normal(size=(5, 2))

    def through(part, a):
        weights, biases = part.get_weights()
        return a @ weights + biases

    def normalised(a):
        return gamma * (a - mean) / np.sqrt(variance + 0.01) + beta

    hidden = np.maximum(normalised(through(first, (x - [1, 2]) / [2, 3] * 0.5 - 1)), 0)
    expected = through(last, normalised(np.tanh(through(second, hidden))))
    assert np.allclose(forward(fields["network"], (x - fields["mean"]) / fields["scale"]).output, expected)


TWICE = model(dense(2, 2))
TWICE._nodes = [1, 2]
ROWS = dense(2, 2)
ROWS.input = np.zeros((1, 5, 2))  # five rows a sample, each of which the layer takes by itself


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (model(dense(2, 2), layer("Add")), "the layer add, Add, is none that the films can show there"),
        (model(dense(2, 2, "selu")), "activation 'selu': the films show identity"),
        (model(dense(2, 2), layer("ReLU", max_value=6)), "the layer relu, ReLU, is none that the films can show there"),
        (
            model(dense(2, 2, "relu"), layer("Activation", activation="tanh")),
            "the layer activation, Activation, is none",
        ),
        (model(dense(2, 2, "relu"), layer("Rescaling", scale=2, offset=0)), "ends in a scaling"),
        (SimpleNamespace(layers=[], inputs=[0], outputs=[0, 1]), "has not one input and one output"),
        (TWICE, "uses a layer more than once"),
        (model(ROWS), "the layer dense works on several rows of a sample: put a Flatten before it"),
    ],
)
def test_what_cannot_be_shown_is_refused(wrong, expected):
    """A layer, an activation or a model that is no path of what the films show is named."""
    with pytest.raises(ValueError, match=expected):
        from_keras(wrong)


@pytest.fixture(scope="module")
def keras():
    """Keras itself, where it is installed with something that computes for it."""
    reason = "wants Keras; type: .venv/bin/python -m pip install keras jax, and export KERAS_BACKEND=jax"
    return pytest.importorskip("keras", reason=reason)


KINDS = {
    "dropout": lambda k: [k.Dense(5, "relu"), k.Dropout(0.5), k.Dense(3, "softmax")],
    "flat": lambda k: [k.Flatten(), k.Dense(3, "softplus"), k.Dense(2)],
    "nobias": lambda k: [k.Dense(5, "tanh", use_bias=False), k.Dense(3, "softmax")],
    "norm": lambda k: [k.Normalization(mean=[1.0, 2, 3, 4], variance=[4.0, 1, 9, 2]), k.Dense(1, "sigmoid")],
    "rescaled": lambda k: [k.Rescaling(0.5, offset=-1), k.Dense(4, "relu"), k.Dense(1)],
    "apart": lambda k: [k.Dense(5), k.BatchNormalization(), k.Activation("relu"), k.Dense(3), k.Softmax()],
    "leaky": lambda k: [k.Dense(5, "leaky_relu"), k.Dense(4), k.LeakyReLU(), k.Dense(3, k.LeakyReLU(0.1))],
}


@pytest.mark.parametrize("suffix", ["keras", "h5"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.filterwarnings("default")
def test_the_line_for_keras_works(keras, tmp_path, monkeypatch, kind, suffix):
    """The line that is told for a Keras file writes one that is read, and computes what Keras does."""
    monkeypatch.chdir(tmp_path)
    made = keras.Sequential([keras.Input((2, 2) if kind == "flat" else (4,)), *KINDS[kind](keras.layers)])
    made.save(f"it's {kind}.{suffix}")
    with pytest.raises(NetworkFileError) as caught:
        read(f"it's {kind}.{suffix}")
    exec(str(caught.value).split("If you trust it: ")[1])
    fields = read("model.json")
    x = 3 * RANDOM.normal(size=(20, 4))
    output = forward(fields["network"], (x - fields.get("mean", 0)) / fields.get("scale", 1)).output
    assert np.allclose(output, made.predict(x.reshape(-1, *made.input_shape[1:]), verbose=0), atol=1e-5)
