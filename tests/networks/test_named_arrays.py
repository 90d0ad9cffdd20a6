"""Arrays by the names that people give them: in .npz, and in the state dicts of several libraries."""

import re

import numpy as np
import pytest
from safetensors.numpy import save_file

from core import Network, forward
from networks import NetworkFileError, read

NETWORK = Network.initialise((4, 6, 5, 3), ["relu", "tanh", "softmax"], seed=2)
X = np.random.default_rng(1).normal(size=(20, 4))
ACTIVATIONS = ["relu", "tanh", "softmax"]
# The names of the weights of three layers, in the order of the network, and of their biases.
NAMES = [
    ("W1 W2 W3", "b1 b2 b3"), ("w1 w2 w3", "b1 b2 b3"), ("W0 W1 W2", "b0 b1 b2"), ("W_1 W_2 W_3", "b_1 b_2 b_3"),
    ("weights_0 weights_1 weights_2", "biases_0 biases_1 biases_2"), ("weight1 weight2 weight3", "bias1 bias2 bias3"),
    ("W_fc1 W_fc2 W_out", "b_fc1 b_fc2 b_out"), ("fc1_w fc2_w out_w", "fc1_b fc2_b out_b"),
    ("fc1_W fc2_W out_W", "fc1_b fc2_b out_b"), ("fc1_weight fc2_weight out_weight", "fc1_bias fc2_bias out_bias"),
    ("fc1_weights fc2_weights out_weights", "fc1_biases fc2_biases out_biases"), ("fc1 fc2 out", "fc1_b fc2_b out_b"),
    ("fc1.weight fc2.weight fc3.weight", "fc1.bias fc2.bias fc3.bias"),
    ("features.0.weight features.2.weight classifier.1.weight", "features.0.bias features.2.bias classifier.1.bias"),
    ("Win Wh Wout", "bin bh bout"), ("W_i W_h W_o", "b_i b_h b_o"),
    ("weights_ih weights_hk weights_ko", "bias_h bias_k bias_o"),
    ("W_input_one W_one_two W_two_output", "b_one b_two b_output"), ("layer1Weights layer2Weights layer3Weights",
     "layer1Bias layer2Bias layer3Bias"), ("net/W1 net/W2 net/W3", "net/b1 net/b2 net/b3"),
]  # fmt: skip
# The same of programs in which a row of weights is an input.
TURNED = [
    ("coefs_0 coefs_1 coefs_2", "intercepts_0 intercepts_1 intercepts_2"),
    ("coef_1 coef_2 coef_3", "intercept_1 intercept_2 intercept_3"),
    ("dense/kernel:0 dense_1/kernel:0 dense_2/kernel:0", "dense/bias:0 dense_1/bias:0 dense_2/bias:0"),
    ("params.Dense_0.kernel params.Dense_1.kernel params.Dense_2.kernel",
     "params.Dense_0.bias params.Dense_1.bias params.Dense_2.bias"),
    ("arr_0 arr_2 arr_4", "arr_1 arr_3 arr_5"),
]  # fmt: skip


def arrays_of(names, network=NETWORK, turned=False, bias=np.asarray):
    """The arrays of a network under such names, those of the last layer first."""
    weights, biases = (text.split(" ") for text in names)
    found = {}
    for weight_name, bias_name, layer in list(zip(weights, biases, network.layers, strict=True))[::-1]:
        found[weight_name] = np.ascontiguousarray(layer.weights.T if turned else layer.weights)
        found[bias_name] = bias(layer.biases)
    return found


@pytest.mark.parametrize("bias", [np.asarray, lambda b: b[:, None], lambda b: b[None, :]])
@pytest.mark.parametrize(("names", "turned"), [*((names, False) for names in NAMES), *((n, True) for n in TURNED)])
def test_names_that_people_use(tmp_path, names, turned, bias):
    """Weights and biases are found by each of these names, whichever way weights lie, and biases as a column too."""
    for way in (turned, not turned):
        arrays = arrays_of(names, turned=way, bias=bias)
        np.savez(tmp_path / "net.npz", **arrays)
        save_file({name: np.ascontiguousarray(array) for name, array in arrays.items()}, tmp_path / "net.safetensors")
        for name in ("net.npz", "net.safetensors"):
            network = read(tmp_path / name, ACTIVATIONS)["network"]
            np.testing.assert_array_equal(forward(network, X).output, forward(NETWORK, X).output)


def test_square_weights_lie_as_their_names_say(tmp_path):
    """Where both ways fit, a row of W is a neuron, one of a kernel or coefs an input, one without name a question."""
    square = Network.initialise((3, 3, 3), ["tanh", "softmax"], seed=3)
    for names, turned in ((("W1 W2", "b1 b2"), False), (("coefs_0 coefs_1", "intercepts_0 intercepts_1"), True),
                          (("dense.kernel dense_1.kernel", "dense.bias dense_1.bias"), True)):  # fmt: skip
        np.savez(tmp_path / "net.npz", **arrays_of(names, square, turned))
        network = read(tmp_path / "net.npz", ["tanh", "softmax"])["network"]
        np.testing.assert_array_equal(network.layers[0].weights, square.layers[0].weights)
    np.savez(tmp_path / "net.npz", **arrays_of(("arr_0 arr_2", "arr_1 arr_3"), square))
    with pytest.raises(NetworkFileError, match="its shapes do not say whether a row of weights is a neuron: name them"):
        read(tmp_path / "net.npz", ["tanh", "softmax"])


def test_one_square_layer_lies_as_the_others(tmp_path):
    """All weights lie the same way: where one layer shows which, a square one follows it."""
    network = Network.initialise((4, 4, 3), ["tanh", "softmax"], seed=3)
    np.savez(tmp_path / "net.npz", **arrays_of(("W1 W2", "b1 b2"), network, turned=True))
    found = read(tmp_path / "net.npz", ["tanh", "softmax"])["network"]
    np.testing.assert_array_equal(found.layers[0].weights, network.layers[0].weights)


@pytest.mark.parametrize("word", ["weight", "kernel"])
def test_a_bias_may_be_switched_off(tmp_path, word):
    """A layer of PyTorch or Keras without bias has 0 there."""
    turned = word == "kernel"
    arrays = {name: array for name, array in arrays_of((f"0.{word} 2.{word} 4.{word}", "0.bias 2.bias 4.bias"),
              turned=turned).items() if name == "0.bias" or word in name}  # fmt: skip
    np.savez(tmp_path / "net.npz", **arrays)
    layers = read(tmp_path / "net.npz", ACTIVATIONS)["network"].layers
    np.testing.assert_array_equal(layers[0].biases, NETWORK.layers[0].biases)
    np.testing.assert_array_equal(layers[2].weights, NETWORK.layers[2].weights)
    assert not layers[1].biases.any()


W, B = np.ones((2, 3)), np.ones(2)
WRONG = {
    "of a recurrent layer": ({f"{name}_l0": part for name, part in (
        ("weight_ih", W), ("weight_hh", np.ones((2, 2))), ("bias_ih", B), ("bias_hh", B))}, "_hh_l0"),
    "of a recurrent layer of Keras": ({"gru/recurrent_kernel": W, "gru/bias": B}, "holds 'gru/recurrent_kernel"),
    "two factors of weights": ({"0.weight_g": np.ones((2, 1)), "0.weight_v": W, "0.bias": B}, "holds '0.weight_g"),
    "of a normalisation": ({"0.weight": B, "0.bias": B}, "holds '0.weight' of shape (2,): the films show dense layers"),
    "of an embedding": ({"embedding.weight": np.ones((3, 3)), "fc.weight": W, "fc.bias": B}, "holds 'embedding.wei"),
    "of attention": (
        {"in_proj_weight": np.ones((9, 3)), "in_proj_bias": np.ones(9), "out_proj.weight": np.ones((3, 3))},
        "holds 'in_proj_"),
    "ways": ({"W1": W, "b1": B, "W2": np.ones((2, 5)), "b2": np.ones(5)}, "b2 has shape (5,), W2 (2, 5), w"),
    "a bias of a table": ({"W1": W, "b1": np.ones((2, 2))}, "b1 has shape (2, 2), W1 (2, 3): give one number"),
    "two of one layer": ({"W1": W, "w_1": W, "b1": B}, "holds the weights of layer 1 twice"),
    "no bias": ({"W1": W}, "weights and biases do not go together: give W1 and b1, W2 and b2"),
}  # fmt: skip


@pytest.mark.parametrize("suffix", ["npz", "safetensors"])
@pytest.mark.parametrize("case", WRONG)
def test_what_is_no_dense_layer_is_named(tmp_path, case, suffix):
    """Arrays of other layers, and such as do not go together, are refused in one line in either kind of file."""
    arrays, expected = WRONG[case]
    path = tmp_path / f"net.{suffix}"
    np.savez(path, **arrays) if suffix == "npz" else save_file(arrays, path)
    with pytest.raises(NetworkFileError, match=re.escape(expected)):
        read(path, ["relu"])


def test_one_output_is_not_given_softmax(tmp_path):
    """The activations that a message proposes end in sigmoid where the network has a single output."""
    np.savez(tmp_path / "net.npz", W1=W, b1=B, W2=np.ones((1, 2)), b2=np.float64(1))
    with pytest.raises(NetworkFileError, match="give ACTIVATIONS=relu,sigmoid, or other 2 of"):
        read(tmp_path / "net.npz")
    with pytest.raises(NetworkFileError, match="a single softmax output is always 1: take sigmoid"):
        read(tmp_path / "net.npz", ["relu", "softmax"])
