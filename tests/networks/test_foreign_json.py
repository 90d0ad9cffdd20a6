"""The JSON of other programs: read where it says all, else named in one line, with a line of Python that works."""

import json
import re
from types import SimpleNamespace

import numpy as np
import pytest

from core import Network, forward
from networks import NetworkFileError, read
from tests.networks import test_keras as stand_in

NETWORK = Network.initialise((4, 5, 3), ["relu", "softmax"], seed=7)
W1, W2 = (layer.weights.tolist() for layer in NETWORK.layers)
B1, B2 = (layer.biases.tolist() for layer in NETWORK.layers)
V1, V2 = (layer.weights.T.tolist() for layer in NETWORK.layers)
C1, C2 = ([[number] for number in biases] for biases in (B1, B2))
X = [1, -0.5, 0.25, 2]
GIVEN = ["relu", "softmax"]


def brain1(network, inputs, outputs=None):
    """What brain.js 1 writes of a network, with these names of its inputs, and of its outputs if they have any."""
    names, layers = list(inputs), [{name: {} for name in inputs}]
    for layer in network.layers:
        last = outputs if layer is network.layers[-1] and outputs else map(str, range(layer.n_out))
        neurons = zip(last, layer.weights.tolist(), layer.biases.tolist(), strict=True)
        layers.append({own: {"bias": b, "weights": dict(zip(names, w, strict=True))} for own, w, b in neurons})
        names = list(layers[-1])
    return {"sizes": list(network.sizes), "layers": layers, "outputLookup": outputs is not None,
            "inputLookup": not inputs[0].isdigit(), "activation": "sigmoid"}  # fmt: skip


def brain2(**changes):
    """What brain.js 2 writes of NETWORK, with changes."""
    layers = [{"weights": [], "biases": []}, {"weights": W1, "biases": B1}, {"weights": W2, "biases": B2}]
    return {"type": "NeuralNetwork", "sizes": [4, 5, 3], "layers": layers, "inputLookup": None, "inputLookupLength": 0,
            "outputLookup": None, "options": {"inputSize": 0, "binaryThresh": 0.5},
            "trainOpts": {"activation": "sigmoid", "iterations": 20000}, **changes}  # fmt: skip


def keras(*layers, **more):
    """What to_json of Keras writes of these layers, each a class and its configuration."""
    listed = [{"class_name": kind, "config": config} for kind, config in layers]
    return {"module": "keras", "class_name": "Sequential", "config": {"name": "s", "layers": listed}, **more}


DENSE = [("InputLayer", {}), ("Dense", {"activation": "relu"}), ("Dropout", {}), ("Dense", {"activation": "softmax"})]
SKLEARN = {"coefs_": [V1, V2], "intercepts_": [B1, B2], "activation": "relu", "out_activation_": "softmax"}
NIELSEN = {"sizes": [4, 5, 3], "weights": [W1, W2], "biases": [C1, C2], "cost": "CrossEntropyCost"}
# Each with the activations that are given besides, and those that come out.
READ = {
    "plain": ({"W1": W1, "b1": B1, "W2": W2, "b2": B2}, GIVEN, GIVEN),
    "plain, turned, with columns": ({"W1": V1, "b1": C1, "W2": V2, "b2": C2}, GIVEN, GIVEN),
    "a state dict": ({"fc1.weight": W1, "fc1.bias": B1, "out.weight": W2, "out.bias": B2}, GIVEN, GIVEN),
    "objects": ({"fc1": {"W": W1, "b": B1}, "out": {"W": W2, "b": B2}}, GIVEN, GIVEN),
    "flax": ({"params": {"Dense_0": {"kernel": V1, "bias": B1}, "Dense_1": {"kernel": V2, "bias": B2}}}, GIVEN, GIVEN),
    "lists": ({"weights": [W1, W2], "biases": [B1, B2]}, GIVEN, GIVEN),
    "lists with sizes": ({"layer_sizes": [4, 5, 3], "weights": [W1, W2], "biases": [C1, C2]}, GIVEN, GIVEN),
    "layers": ({"layers": [{"weights": W1, "biases": B1, "activation": "relu"},
                           {"weights": W2, "biases": B2, "activation": "softmax"}]}, None, GIVEN),
    "activations": ({"W1": W1, "b1": B1, "W2": W2, "b2": B2, "activations": GIVEN}, None, GIVEN),
    "sklearn": (SKLEARN, None, GIVEN),
    "sklearn without activations": ({"coefs_": [V1, V2], "intercepts_": [B1, B2], "n_iter_": 5}, GIVEN, GIVEN),
    "Nielsen": (NIELSEN, None, ["sigmoid"] * 2),
    "brain.js 1": (brain1(NETWORK, list("0123")), None, ["sigmoid"] * 2),
    "brain.js 1, named": (brain1(NETWORK, ["c", "a", "d", "b"], ["no", "10", "2"]), None, ["sigmoid"] * 2),
    "brain.js 2": (brain2(), None, ["sigmoid"] * 2),
    "brain.js 2, tanh": (brain2(trainOpts={"activation": "tanh"}), None, ["tanh"] * 2),
    "Keras with weights": (keras(*DENSE, weights=[V1, B1, V2, B2]), None, GIVEN),
    "Keras with weights of each layer": (keras(*DENSE, weights=[[V1, B1], [], [V2, B2]]), None, GIVEN),
}  # fmt: skip


@pytest.fixture
def read_json(tmp_path, monkeypatch):
    """A function that reads a file of this value, in a folder of its own, with these activations."""
    monkeypatch.chdir(tmp_path)

    def run(value, activations=None):
        (tmp_path / "net.json").write_text(json.dumps(value))
        return read("net.json", activations)

    return run


@pytest.mark.parametrize("case", READ)
def test_what_says_all_is_read(read_json, case):
    """The network is that of the other program, with its activations, or with those that are given."""
    value, given, activations = READ[case]
    found = read_json(value, given)["network"]
    layers = zip(NETWORK.layers, activations, strict=True)
    a = np.array(X)
    for layer, name in layers:
        z = layer.weights @ a + layer.biases
        a = {"relu": np.maximum(z, 0), "softmax": np.exp(z) / np.exp(z).sum(), "sigmoid": 1 / (1 + np.exp(-z)),
             "tanh": np.tanh(z)}[name]  # fmt: skip
    np.testing.assert_allclose(forward(found, X).output, a, rtol=1e-12)
    assert [layer.activation for layer in found.layers] == activations


def test_names_and_losses_come_along(read_json):
    """Classes, features, a standardisation and a loss are read where the other program says them."""
    more = {"classes_": ["a", "b", 3], "feature_names_in_": list("wxyz"), "mean_": [1, 2, 3, 4], "scale_": [1, 1, 2, 2]}
    fields = read_json({**SKLEARN, **more})
    assert (fields["class_names"], fields["feature_names"]) == (("a", "b", "3"), tuple("wxyz"))
    assert (fields["mean"].tolist(), fields["scale"].tolist()) == ([1, 2, 3, 4], [1, 1, 2, 2])
    assert read_json(NIELSEN)["network"].loss == "cross_entropy"
    assert read_json({**NIELSEN, "cost": "QuadraticCost"})["network"].loss == "mean_squared_error"
    fields = read_json(brain1(NETWORK, ["c", "a", "d", "b"], ["no", "10", "2"]))
    assert (fields["feature_names"], fields["target_names"]) == (("c", "a", "d", "b"), ("no", "10", "2"))
    assert fields["network"].loss == "mean_squared_error"
    fields = read_json(brain2(inputLookup={"r": 0, "g": 2, "b": 1, "k": 3}, outputLookup={"x": 2, "y": 1, "z": 0}))
    assert (fields["feature_names"], fields["target_names"]) == (("r", "b", "g", "k"), ("z", "y", "x"))
    leaky = read_json(brain2(trainOpts={"activation": "leaky-relu", "leakyReluAlpha": 0.25}))["network"]
    assert [layer.slope for layer in leaky.layers] == [0.25, 0.25]
    assert read_json({"W1": W1, "b1": B1, "title": "It", "activations": "tanh"})["title"] == "It"


def test_activations_of_keras_may_be_layers(read_json):
    """An Activation or Softmax layer gives the Dense layer before it its activation."""
    layers = [("Dense", {"activation": "linear"}), ("Activation", {"activation": "tanh"}), ("Flatten", {}),
              ("Dense", {"activation": "linear", "use_bias": False}), ("Softmax", {})]  # fmt: skip
    network = read_json(keras(*layers, weights=[V1, B1, V2]))["network"]
    assert [layer.activation for layer in network.layers] == ["tanh", "softmax"]
    assert not network.layers[1].biases.any()


def said_of(call):
    """The message with which a call is refused: one line, and not cut."""
    with pytest.raises(NetworkFileError) as caught:
        call()
    assert "\n" not in str(caught.value)
    assert not str(caught.value).endswith("…")
    return str(caught.value)


def test_the_line_for_keras_works(read_json):
    """The line that is told for to_json without weights writes an .npz that is read, biases left out or not."""
    message = said_of(lambda: read_json(keras(*DENSE)))
    assert (
        "is Keras's to_json, which has no weights. Save them, and with model.npz give ACTIVATIONS=relu,softmax"
        in message
    )
    dense = [SimpleNamespace(weights=arrays, get_weights=lambda arrays=arrays: arrays) for arrays in (
        [], [np.array(V1), np.array(B1)], [], [np.array(V2), np.array(B2)])]  # fmt: skip
    exec(message.split("with your model: ")[1], {}, {"model": SimpleNamespace(layers=dense)})
    network = read("model.npz", GIVEN)["network"]
    np.testing.assert_array_equal(forward(network, X).output, forward(NETWORK, X).output)
    dense[3].get_weights = lambda: [np.array(V2)]
    exec(message.split("with your model: ")[1], {}, {"model": SimpleNamespace(layers=dense)})
    assert not read("model.npz", GIVEN)["network"].layers[1].biases.any()


def tensorflow_js(layers, arrays, paths):
    """The model.json of TensorFlow.js, with these arrays in files beside it."""
    manifest = [{"paths": paths, "weights": [
        {"name": name, "shape": list(np.shape(array)), "dtype": "float32"} for name, array in arrays]}]  # fmt: skip
    return {"format": "layers-model", "generatedBy": "keras v2",
            "modelTopology": {"model_config": keras(*layers)}, "weightsManifest": manifest}  # fmt: skip


@pytest.mark.parametrize("bias", [True, False])
def test_the_line_for_tensorflow_js_works(read_json, bias):
    """The line that is told for a model.json, run beside its files of weights, writes an .npz that is read."""
    arrays = [("dense/kernel", V1), ("dense/bias", B1), ("dense_1/kernel", V2), ("dense_1/bias", B2)]
    arrays = arrays if bias else arrays[::2]
    packed = np.concatenate([np.ravel(array) for _, array in arrays]).astype("<f4")
    packed[:7].tofile("group1-shard1of2.bin")
    packed[7:].tofile("group1-shard2of2.bin")
    paths = ["group1-shard1of2.bin", "group1-shard2of2.bin"]
    message = said_of(lambda: read_json(tensorflow_js(DENSE, arrays, paths)))
    assert (
        "is of TensorFlow.js, its weights lie elsewhere. Save them, and with model.npz give ACTIVATIONS=relu,soft"
        in message
    )
    exec(message.split("beside them: ")[1], {}, {})
    network = read("model.npz", GIVEN)["network"]
    np.testing.assert_allclose(network.layers[0].weights, W1, rtol=1e-6)
    np.testing.assert_allclose(network.layers[1].weights, W2, rtol=1e-6)
    np.testing.assert_allclose(network.layers[1].biases, B2 if bias else [0] * 3, rtol=1e-6)


def test_the_line_for_anything_else_works(read_json):
    """JSON that no one knows is called by its keys, and the line that is told writes a network that is read."""
    message = said_of(lambda: read_json({"neurons": {"a": 1}, "edges": []}))
    assert "has neither 'version' nor 'network', but neurons, edges: write that of docs/network-format.md" in message
    arrays = {name: np.array(value) for name, value in {"W1": W1, "b1": B1, "W2": W2, "b2": B2}.items()}
    exec(message.split("as arrays: ")[1], {}, arrays)
    np.testing.assert_array_equal(forward(read("model.json")["network"], X).output, forward(NETWORK, X).output)


def test_the_line_for_what_arrays_do_not_tell_works(read_json):
    """Of a Keras model with a scaling, the line that is told writes JSON with its mean and scale."""
    message = said_of(lambda: read_json(keras(("Rescaling", {"scale": 0.5}), *DENSE)))
    assert "has a layer Rescaling, which arrays alone do not tell: in Python, with your model: " in message
    half = stand_in.layer("Rescaling", scale=0.5, offset=0.0)
    first = stand_in.layer("Dense", np.array(V1), np.array(B1), activation="relu")
    last = stand_in.layer("Dense", np.array(V2), np.array(B2), activation="softmax")
    exec(message.split("with your model: ")[1], {"model": stand_in.model(half, first, last)})
    fields = read("model.json")
    assert fields["scale"].tolist() == [2.0] * 4
    np.testing.assert_array_equal(forward(fields["network"], X).output, forward(NETWORK, X).output)


FIRST = {"name": "a/kernel", "shape": [4, 5], "dtype": "float32"}
WRONG = {
    "nothing": ({}, "has neither 'version' nor 'network', but nothing: write that of docs"),
    "an unknown key": ({"W1": W1, "b1": B1, "scaler": 3}, "holds 'scaler', which is unknown: leave it out; known"),
    "ragged": ({"W1": [[1, 2], [3]], "b1": [1, 2]}, "'W1' has rows of different lengths"),
    "text": ({"W1": "W", "b1": [1, 2]}, "'W1' is neither a list of numbers nor of rows of numbers"),
    "one of two": ({"layers": [{"W": W1, "b": B1, "activation": "relu"}, {"W": W2, "b": B2}]}, "not each of"),
    "other sizes": ({"sizes": [4, 6, 3], "weights": [W1, W2], "biases": [B1, B2]}, "says that its sizes are [4, 6, 3]"),
    "other sizes of Nielsen": (
        {"sizes": [4, 6, 3], "weights": [W1, W2], "biases": [B1, B2], "cost": "CrossEntropyCost"}, "says that its si"),
    "other sizes of brain.js": (brain2(sizes=[4, 6, 3]), "says that its sizes are [4, 6, 3], but those of its weights"),
    "no intercepts": ({"coefs_": [V1]}, "'intercepts_' is missing or no list"),
    "another scaler": ({**SKLEARN, "min_": [1], "scale_": [1]}, "holds a scaler besides coefs_: give mean_ and scale_"),
    "an LSTM": (brain2(type="LSTM"), "is a LSTM of brain.js: the films show dense layers alone"),
    "another activation": (brain2(trainOpts={"activation": "swish"}), "activation 'swish' of brain.js: known are sig"),
    "a missing weight": ({"sizes": [1, 1], "layers": [{"0": {}}, {"0": {"bias": 1, "weights": {}}}]},
                         "holds a neuron whose weights are not those of the layer before"),
    "no neuron": ({"sizes": [1, 1], "layers": [{"0": {}}, {"0": 3}]}, "holds a neuron without weights, unlike bra"),
    "a convolution": (keras(("Conv2D", {})), "is Keras's, and has a layer Conv2D, which the films cannot show: they"),
    "a leaky ReLU": (keras(("Dense", {"activation": "leaky_relu"})), "is Keras's, and has a leaky_relu, whose slope"),
    "unknown to all": (keras(("Dense", {"activation": "gelu"})), "activation 'gelu': the films show"),
    "a clipped ReLU": (keras(("Dense", {"activation": "linear"}), ("ReLU", {"max_value": 6})), "has a layer ReLU"),
    "no layers": ({"class_name": "Mine", "config": {}}, "is Keras's, but no Sequential or Functional model: give"),
    "too few weights": (keras(*DENSE, weights=[V1, B1]), "2 'weights' for 2 Dense layers: give what model.get_"),
    "no weights": (keras(*DENSE, weights=[True, 3, V2, B2]), "'kernel_1' is neither a list of numbers nor of rows"),
    "no manifest": ({"modelTopology": keras(*DENSE)}, "is of TensorFlow.js, which keeps its weights apart: in"),
    "no path": ({"modelTopology": keras(*DENSE), "weightsManifest": [{"paths": ["'a;b"], "weights": [FIRST]}]},
                            "is of TensorFlow.js, which keeps its weights apart: in"),
    "quantised": ({"modelTopology": keras(*DENSE), "weightsManifest": [{"paths": ["a"], "weights": [
        {**FIRST, "dtype": "uint8"}]}]}, "with 'a/kernel', no float32 array of a Dense layer: in Python, with y"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_not_read_is_named(read_json, case):
    """What another program would not write, or the films do not show, is refused in one line that says why."""
    value, expected = WRONG[case]
    assert re.search(re.escape(expected), said_of(lambda: read_json(value)))
