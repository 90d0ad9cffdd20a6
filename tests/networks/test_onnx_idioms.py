"""What exporters put around dense layers, and what has no place in a film: read as ONNX Runtime computes it."""

import numpy as np
import pytest
from onnx import numpy_helper

from networks import NetworkFileError, read
from tests.networks.onnx_models import B1, FIRST, SECOND, W1, assert_same, fields_of, output_of, runtime_of, written

END = [("Relu a", "r"), SECOND, ("Softmax z", "y", {"axis": 1})]
PICTURE = {"x": ("N", 1, 2, 2)}
FLAT = [("Gemm h W1 B1", "a"), *END]
ONE, ZERO, ENDLESS = np.array([1]), np.array([0]), np.array([-1])
VIEW = {"i": np.array(0), "zero": ZERO, "endless": ENDLESS, "one": ONE, "two": np.array([2]), "four": np.array([4])}
# Of pictures, which the graph flattens, each in another way.
FLATTENED = {
    "view(size, −1)": [("Shape x", "s"), ("Gather s i", "n", {"axis": 0}), ("Unsqueeze n zero", "m"),
                       ("Concat m endless", "to", {"axis": 0}), ("Reshape x to", "h")],
    "flatten of a shape": [("Shape x", "s", {"start": 0, "end": 1}), ("Concat s endless", "to", {"axis": 0}),
                           ("Reshape x to", "h", {"allowzero": 1})],
    "a product of sizes": [("Shape x", "s"), ("Slice s zero one", "n"), ("Slice s one four", "rest"),
                           ("ReduceProd rest", "p", {"keepdims": 1}), ("Concat n p", "to", {"axis": 0}),
                           ("Cast to", "to64", {"to": 7}), ("Reshape x to64", "h")],
    "sizes multiplied": [("Shape x", "s"), ("Gather s one", "c"), ("Gather s two", "d"), ("Mul c d", "e"),
                         ("Mul e two", "f"), ("Concat endless f", "to", {"axis": 0}), ("Reshape x to", "h")],
    "a scalar size": [("Shape x", "s"), ("Slice s zero one", "n"), ("Squeeze n zero", "m"), ("Reshape m endless", "k"),
                      ("Concat k endless", "to", {"axis": 0}), ("Identity to", "same"), ("Reshape x same", "h")],
    "Flatten": [("Flatten x", "h")],
    "Flatten from behind": [("Flatten x", "h", {"axis": -3})],
    "channels last": [("Transpose x", "t", {"perm": [0, 2, 3, 1]}), ("Flatten t", "h")],
    "another order": [("Transpose x", "t", {"perm": [0, 3, 2, 1]}), ("Flatten t", "h")],
    "squeezed": [("Squeeze x one", "q"), ("Reshape q flat", "h")],
    "squeezed and back": [("Squeeze x one", "q"), ("Flatten q", "f"), ("Unsqueeze f one", "u"), ("Squeeze u one", "h")],
}  # fmt: skip


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize("case", FLATTENED)
def test_a_picture_may_be_flattened_in_each_way(case, opened):
    """However the sizes of a flattened picture are computed, and whether they stand in the file, the network is it."""
    inputs = {"x": ("N", 1, 2, "height" if opened else 2)}
    made = written(*FLATTENED[case], *FLAT, inputs=inputs, **VIEW, flat=np.array([0, 4]))
    assert assert_same(made, (1, 2, 2))["network"].sizes == (4, 5, 3)


HALF = np.array(0.5, dtype=np.float32)
AROUND = {
    "weights transposed": [("Transpose T1", "w", {"perm": [1, 0]}), ("MatMul x w", "p"), ("Add B1 p", "a"), *END],
    "transposed without an order": [("Transpose T1", "w"), ("Gemm x w B1", "a"), *END],
    "dropout": [FIRST, ("Dropout a", "d"), ("Relu d", "c"), ("Dropout c", "r mask"), *END[1:]],
    "dropout with a ratio": [FIRST, ("Dropout a half no", "d"), ("Relu d", "c"), ("Dropout c half", "r"), *END[1:]],
    "dropout without a ratio": [FIRST, ("Dropout a - no", "d"), ("Relu d", "r"), *END[1:]],
    "identities": [("Identity x", "same"), ("Gemm same W1 B1", "b"), ("Identity b", "a"), *END],
    "casts": [("Cast x", "d", {"to": 11}), ("Cast d", "f", {"to": 1}), ("Gemm f W1 B1", "a"), *END],
    "constants in nodes": [
        ("Constant", "w", {"value": numpy_helper.from_array(W1)}), ("Constant", "b", {"value_floats": B1.tolist()}),
        ("Gemm x w b", "a"), *END],
    "weights reshaped": [("Reshape row shape", "w"), ("Gemm x w B1", "a"), *END],
    "biases computed": [("Mul B1 half", "b"), ("Add b b", "c"), ("Gemm x W1 c", "a"), *END],
    "columns chosen": [("Gather x order", "g", {"axis": 1}), ("Gemm g W1 B1", "a"), *END],
    "columns chosen by skl2onnx": [("ArrayFeatureExtractor x order", "g"), ("Gemm g W1 B1", "a"), *END],
    "columns cut": [("Slice x two four one", "c"), ("Slice x zero two one", "d"), ("Concat c d", "g", {"axis": -1}),
                    ("Gemm g W1 B1", "a"), *END],
    "a column twice": [("Gather x twice", "g", {"axis": -1}), ("Gemm g W1 B1", "a"), *END],
    "an axis of one, kept": [("Unsqueeze x one", "u"), ("MatMul u W1", "p"), ("Add p B1", "b"), ("Relu b", "c"),
                             ("Squeeze c one", "r"), *END[1:]],
    "softmax of a row": [("MatMul x W1", "p"), ("Softmax p", "y", {"axis": -1})],
}  # fmt: skip
MORE = {
    **VIEW, "half": HALF, "no": np.array(False), "row": W1.ravel(), "shape": np.array([4, 5]),
    "order": np.array([2, 0, 3, 1]), "twice": np.array([2, 0, 2, 1]),
}  # fmt: skip


@pytest.mark.parametrize("sizes", [("N", 4), ("N", None), (7, 4)])
@pytest.mark.parametrize("case", AROUND)
def test_what_stands_around_dense_layers(case, sizes):
    """What exporters put around dense layers changes nothing, or changes the weights as ONNX Runtime changes them."""
    made = written(*AROUND[case], inputs={"x": sizes}, **MORE)
    assert_same(made, batches=(7,) if sizes[0] == 7 else (1, 7))


def test_a_whole_shape_may_be_open():
    """An input of which nothing is said has as many numbers as the first weights take."""
    assert_same(written(FIRST, *END, inputs={"x": None}))


VECTORS = {
    "softmax along axis 0": [("MatMul x W1", "p"), ("Add p B1", "a"), ("Relu a", "r"), ("MatMul r W2", "q"),
                             ("Add q B2", "z"), ("Softmax z", "y", {"axis": 0})],
    "weights first": [("MatMul T1 x", "p"), ("Add p B1", "a"), ("Relu a", "r"), ("MatMul T2 r", "q"),
                      ("Add q B2", "z"), ("Softmax z", "y", {"axis": -1})],
    "a row in between": [("Unsqueeze x zero", "u"), ("Gemm u W1 B1", "a"), ("Relu a", "r"), ("Gemm r W2 B2", "q"),
                         ("Squeeze q zero", "z"), ("Softmax z", "y", {"axis": 0})],
}  # fmt: skip


@pytest.mark.parametrize("size", [4, None])
@pytest.mark.parametrize("case", VECTORS)
def test_a_single_vector(case, size):
    """An input of one dimension is one sample, along whose only axis softmax works."""
    made = written(*VECTORS[case], inputs={"x": (size,)}, **VIEW)
    x = np.array([0.5, -1, 2, 0.25], dtype=np.float32)
    expected = runtime_of(made, {"x": x})[0]
    np.testing.assert_allclose(output_of(fields_of(made), x[None])[0], expected, rtol=0, atol=1e-5)


@pytest.mark.parametrize("node", [("Concat b a d c", "h", {"axis": 1}), ("FeatureVectorizer b a d c", "h")])
def test_one_input_for_each_column(node, capsys):
    """Inputs of one column are the features in their order, by their own names, but for one that leads nowhere."""
    attributes = [{**(node[2:] or [{}])[0], **({"inputdimensions": [1] * 4} if node[0][0] == "F" else {})}]
    inputs = dict.fromkeys(("a", "b", "id", "c", "d"), ("N", 1))
    made = written((*node[:2], *attributes), (*FLAT[0][:1], "e"), ("Relu e", "r"), *END[1:], inputs=inputs)
    fields = fields_of(made)
    assert fields["feature_names"] == ("a", "b", "c", "d")
    assert capsys.readouterr().err == "the network: the input 'id' is left out: nothing depends on it\n"
    x = np.random.default_rng(2).normal(size=(6, 4)).astype(np.float32)
    feed = {name: x[:, [place]] for place, name in enumerate("abcd")} | {"id": x[:, :1]}
    np.testing.assert_allclose(output_of(fields, x), runtime_of(made, feed)[0], rtol=0, atol=1e-5)


def test_log_softmax_is_read_as_softmax_and_it_is_said(capsys):
    """The logarithm at the end is left out, in one line, and the network gives the probabilities."""
    fields = assert_same(written(FIRST, ("Relu a", "r"), SECOND, ("LogSoftmax z", "y")), change=np.exp)
    assert fields["network"].layers[-1].activation == "softmax"
    assert capsys.readouterr().err == (
        "the network: LogSoftmax is read as softmax: the films show probabilities, not their logarithms\n"
    )


def test_the_softplus_of_pytorch_is_one():
    """Softplus with PyTorch's threshold, above which it is z itself, is read as the activation that it is."""
    softplus = [("Softplus a", "s"), ("Greater a twenty", "g"), ("Where g a s", "r"), ("Gemm r W2 B2", "y")]
    fields = assert_same(written(("Gemm x W B1", "a"), *softplus, W=9 * W1, twenty=np.float32(20)))
    assert [layer.activation for layer in fields["network"].layers] == ["softplus", "identity"]


def test_what_leads_nowhere_is_left_out():
    """A node that no output depends on is no second path, and an input that only such a node takes is none."""
    nowhere = [("Tanh a", "t"), ("Add t x2", "u")]
    model = written(FIRST, *nowhere, *END, inputs={"x": ("N", 4), "x2": ("N", 5)})
    assert fields_of(model)["network"].sizes == (4, 5, 3)


def cannot(*nodes, inputs=None, outputs=("y",), **constants):
    """A model of a kind that cannot be shown."""
    return lambda: written(*nodes, inputs=inputs, outputs=outputs, **{**MORE, **constants})


WRONG = {
    "training": (cannot(FIRST, ("Dropout a half yes", "y"), yes=np.array(True)), "Dropout is in training mode: export"),
    "training, perhaps": (cannot(FIRST, ("Dropout a half t", "y"), inputs={"x": ("N", 4), "t": ()}), "has inputs of"),
    "the mask": (cannot(FIRST, ("Dropout a", "d m"), outputs=("m",)), "has an output that is not where its layers end"),
    "Selu": (cannot(FIRST, ("Selu a", "y")), "holds the operator Selu, which the films cannot show: they show "),
    "samples halved": (
        cannot(("Shape x", "s"), ("Slice s zero one", "n"), ("Mul n two", "m"), ("Concat m endless", "to", {"axis": 0}),
               ("Reshape x to", "h"), ("MatMul h w", "y"), w=np.ones((2, 2), np.float32)),
        "Reshape to [6, -1] does more than flatten"),
    "softplus bent": (
        cannot(FIRST, ("Softplus a", "s"), ("Greater a two", "g"), ("Where g a s", "y"), two=np.float32(2)),
        "Greater takes a, two: the films show one path alone"),
    "samples joined": (cannot(("Reshape x endless", "h"), ("MatMul h W1", "y")), "Reshape to [-1] does more than flat"),
    "samples turned": (cannot(("Transpose x", "h"), ("MatMul h W1", "y")), "Transpose does not keep the 3 samples"),
    "samples chosen": (cannot(("Gather x order", "h"), ("MatMul h W1", "y")), "Gather does not fit its input"),
    "samples swapped": (
        cannot(("Gather x swap", "h"), ("MatMul h W1", "y"), swap=np.array([1, 0, 2])), "Gather does not keep the sam"),
    "a number of samples": (
        cannot(("Shape x", "s"), ("Slice s zero one", "n"), ("Cast n", "f", {"to": 1}), ("Mul x f", "m"),
               ("MatMul m W1", "y")), "Mul computes with the number of samples"),
    "half of a sample": (
        cannot(("MatMul x w", "y"), inputs={"x": ("N", 2, 2)}, w=np.ones((2, 2), np.float32)),
        "MatMul takes 2 of 4 numbers: the films show dense layers"),
    "weights for others": (cannot(("MatMul x W2", "y")), "MatMul has weights for 5 numbers, but takes 4"),
    "a softmax across pixels": (
        cannot(FIRST, ("Unsqueeze a one", "u"), ("Softmax u", "y", {"axis": 1})), "Softmax does not work along the"),
    "a cast to integers": (
        cannot(FIRST, ("Cast a", "i", {"to": 7}), ("Relu i", "y")), "Relu takes i, after the class was named, or"),
    "inputs added": (
        cannot(("Add x u", "s"), ("MatMul s W1", "y"), inputs={"x": ("N", 4), "u": ("N", 4)}), "Add takes x, u: the"),
    "a constant joined": (
        cannot(("Concat x W1", "s", {"axis": 1}), ("MatMul s W1", "y")), "Concat joins 'W1' to the inputs"),
    "two batches": (cannot(("Concat x u", "y", {"axis": 1}), inputs={"x": (2, 4), "u": (3, 1)}), "different batches"),
    "too many inputs": (cannot(("MatMul x W1", "y"), inputs={"x": ("N", 5000)}), "takes 5,000 inputs: the films"),
    "a batch of a million": (cannot(FIRST, *END, inputs={"x": (10**7, 4)}), "computes more than any network"),
    "a negative size": (cannot(FIRST, *END, inputs={"x": (-3, 4)}), "has an input of dims [-3, 4]: give positive ones"),
    "texts": (cannot(("Add x t", "y"), t=np.array(["a"])), "'t' holds texts: the films show numbers"),
    "constants that do not fit": (cannot(("Concat W1 B1", "w"), ("MatMul x w", "y")), "Concat does not fit its"),
    "a crowd of axes": (
        cannot(("Unsqueeze x many", "u"), ("MatMul u W1", "y"), many=np.arange(1, 90)), "Unsqueeze does not fit"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_shown_is_named(case, tmp_path):
    """What mixes samples, or is no dense network, is refused in one line that names the operator."""
    make, expected = WRONG[case]
    path = tmp_path / "model.onnx"
    path.write_bytes(make())
    with pytest.raises(NetworkFileError) as caught:
        read(path)
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)
