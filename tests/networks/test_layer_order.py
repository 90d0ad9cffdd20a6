"""The order of layers that only have names: what names and shapes say together, and a question where they do not."""

import re
from itertools import pairwise, permutations

import numpy as np
import pytest
from safetensors.numpy import save_file

from core import forward
from networks import NetworkFileError, read
from networks.layer_order import ordered

# Names in the order of the network, and its sizes.
CLEAR = [
    ("features.0 features.2 classifier.1 classifier.4", (4, 6, 6, 6, 3)),
    ("encoder.0 encoder.2 decoder.0 decoder.2", (6, 6, 6, 6, 6)),
    ("backbone.fc1 backbone.fc2 head", (5, 5, 5, 5)),
    ("body.net.0 body.net.2 body.out head.0 head.1", (5, 5, 5, 5, 5, 5)),
    ("z.0 z.1 a.0 a.1", (4, 6, 6, 6, 3)),
    ("fc1 fc2 fc3 out", (4, 5, 5, 5, 3)),
    ("input_layer hidden.0 hidden.1 output_layer", (5, 5, 5, 5, 5)),
    ("in h1 h2 out", (5, 5, 5, 5, 5)),
    ("inputLayer hiddenLayer outputLayer", (5, 5, 5, 5)),
    ("dense64 dense32 out3", (4, 6, 5, 3)),
    ("dense5 dense4 dense3", (6, 5, 4, 3)),
    ("dense2 dense3", (4, 2, 3)),
    ("dense3 dense2", (4, 3, 2)),
    ("dense dense_1 dense_2", (5, 5, 5, 5)),
    ("dense_9 dense_10 dense_11", (5, 5, 5, 5)),
    ("layers.8.linear layers.16.linear layers.32.linear", (5, 5, 5, 5)),
    ("blocks.0.fc1 blocks.0.fc2 blocks.1.fc1 blocks.1.fc2", (5, 5, 5, 5, 5)),
    ("stage1.fc stage2.linear stage10.fc", (5, 5, 5, 5)),
    ("first_layer second_layer third_layer", (5, 5, 5, 5)),
    ("fc1 hidden2 top3", (5, 5, 5, 5)),
    ("fc1 middle fc2", (4, 5, 6, 3)),
    ("linear_relu_stack.0 linear_relu_stack.2 linear_relu_stack.10", (5, 5, 5, 5)),
    ("input_hidden hidden_output", (5, 5, 5)),
    ("block1.fc block2.fc classifier", (5, 5, 5, 5)),
    ("stem net.0 net.1 head", (5, 5, 5, 5, 5)),
    ("encoder.layer1 encoder.layer2 bottleneck decoder.layer1 decoder.layer2", (5, 5, 5, 5, 5, 5)),
    ("dense_9 dense_10 out", (5, 5, 5, 5)),
    ("ih ho", (4, 5, 4)),
    ("first middle last", (5, 5, 5, 5)),
    ("start mid end", (5, 5, 5, 5)),
    ("fc_in layers.0 layers.1 fc_out", (5, 5, 5, 5, 5)),
    ("linear linear2 linear3", (5, 5, 5, 5)),
    ("one", (3, 2)),
    ("", (3, 2)),
]
UNCLEAR = [
    ("left right", (3, 3, 3), "left, right and right, left fit; name them by it, 1.weight, 2.weight and so on"),
    ("a b c", (3, 3, 3, 3), "is not clear: a, b, c and a, c, b and 4 more fit"),
    ("dense64 dense32", (6, 6, 6), "dense64, dense32 and dense32, dense64 fit"),
    (
        "left.0 left.1 right.0 right.1",
        (5, 5, 5, 5, 5),
        "left.0, left.1, right.0, right.1 and right.0, right.1, lef",
    ),
    ("fc1 fc2 hidden", (4, 6, 6, 6), "fc1, fc2, hidden and fc1, hidden, fc2 fit"),
    ("fc1 fc2 fc", (5, 5, 5, 5), "fit; name them by it"),
    ("classifier decoder", (5, 5, 5), "classifier, decoder and decoder, classifier fit"),
    ("top.0 bottom.1", (5, 5, 5), "top.0, bottom.1 and bottom.1, top.0 fit"),
]


def shapes_of(names, sizes):
    """The shapes of weights between these sizes, under these names."""
    return {name: (n_out, n_in) for name, (n_in, n_out) in zip(names.split(" "), pairwise(sizes), strict=True)}


@pytest.mark.parametrize(("names", "sizes"), CLEAR)
def test_the_order_is_found(names, sizes):
    """In whatever order a file names its layers, they come out in that of the network."""
    shapes = shapes_of(names, sizes)
    for order in permutations(shapes):
        assert ordered({name: shapes[name] for name in order}) == names.split(" ")


@pytest.mark.parametrize(("names", "sizes", "expected"), UNCLEAR)
def test_an_unclear_order_is_asked_for(names, sizes, expected):
    """Where several orders are left none is guessed: the message has the first of them, and what to do."""
    with pytest.raises(ValueError, match=re.escape(expected)):
        ordered(shapes_of(names, sizes))


@pytest.mark.parametrize("names", ["fc1 fc2", "left right", "0 2"])
def test_layers_that_make_no_chain_are_listed(names):
    """Numbers are not turned round to make shapes fit, and layers that do not follow one another are listed."""
    one, other = names.split()
    with pytest.raises(ValueError, match=re.escape("its layers make no chain, each with as many inputs as the one be")):
        ordered({one: (3, 6), other: (5, 4)})
    if names != "left right":
        with pytest.raises(ValueError, match=f": {one} 5→4, {other} 3→5$"):
            ordered({one: (4, 5), other: (5, 3)})


def test_activations_meet_their_layers(tmp_path):
    """Activations that are given besides go to the layers in the order of the network, not of the file."""
    random = np.random.default_rng(1)
    shapes = shapes_of("features.0 features.2 classifier.1 classifier.4", (4, 6, 6, 6, 3))
    tables = {name: (random.normal(size=shape), random.normal(size=shape[0])) for name, shape in shapes.items()}
    arrays = {f"{name}.{kind}": array for name, pair in tables.items()
              for kind, array in zip(("weight", "bias"), pair, strict=True)}  # fmt: skip
    save_file(arrays, tmp_path / "net.safetensors")
    np.savez(tmp_path / "net.npz", **arrays)
    x = random.normal(size=4)
    functions = [lambda z: np.maximum(z, 0), np.tanh, lambda z: 1 / (1 + np.exp(-z)), lambda z: z]
    a = x
    for (weights, biases), function in zip(tables.values(), functions, strict=True):
        a = function(weights @ a + biases)
    for name in ("net.safetensors", "net.npz"):
        network = read(tmp_path / name, ["relu", "tanh", "sigmoid", "identity"])["network"]
        np.testing.assert_allclose(forward(network, x).output, a, rtol=1e-12)


@pytest.mark.parametrize(("name", "expected"), [
    ("a1" * 101, "holds 'a1a1"), ("weights" * 100, "holds 'weights"), ("fc..", "holds 'fc..."), ("²", "is not clear"),
])  # fmt: skip
def test_long_and_strange_names_are_no_layers(tmp_path, name, expected):
    """A name of hundreds of letters or with a path in it is none of a layer, and no letter is taken for a number."""
    save_file({f"{name}.weight": np.ones((2, 2)), "b.1.weight": np.ones((2, 2))}, tmp_path / "net.safetensors")
    with pytest.raises(NetworkFileError, match=re.escape(expected)) as caught:
        read(tmp_path / "net.safetensors", ["relu", "relu"])
    assert len(str(caught.value)) <= 500
