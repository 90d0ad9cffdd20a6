"""ONNX made by hand: each operator as ONNX Runtime computes it, and each that the films could not show, by name."""

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from core import forward
from networks import NetworkFileError, read
from networks.onnx_file import structure
from tests.networks.runtime import results

RANDOM = np.random.default_rng(7)
X = RANDOM.normal(size=(25, 4))
W, B = RANDOM.normal(size=(4, 3)), RANDOM.normal(size=3)
W2 = RANDOM.normal(size=(3, 2))
DENSE = [("MatMul", ["x", "W"], {}), ("Add", ["h0", "B"], {})]


def model(nodes, shape=("N", 4), outputs=None, **more):
    """A model of nodes (operator, inputs, attributes): node i gives h<i>, and the last the output, unless told.

    Constants are W, B, W2 and those in `more`, in float64.
    """
    given = {"W": W, "B": B, "W2": W2, **more}
    used = {name for _, inputs, _ in nodes for name in inputs}
    constants = [numpy_helper.from_array(np.asarray(given[name]), name) for name in given if name in used]
    graph = helper.make_graph(
        [
            helper.make_node(kind, inputs, [f"h{place}"], domain=attributes.pop("domain", ""), **attributes)
            for place, (kind, inputs, attributes) in enumerate((k, i, dict(a)) for k, i, a in nodes)
        ],
        "net",
        [helper.make_tensor_value_info("x", TensorProto.DOUBLE, shape)],
        [helper.make_tensor_value_info(name, TensorProto.DOUBLE, None) for name in outputs or [f"h{len(nodes) - 1}"]],
        constants,
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8)


@pytest.fixture
def read_model(tmp_path):
    """A function that writes a model, or bytes, and reads the network in it; the path is model.onnx."""

    def run(content):
        path = tmp_path / "model.onnx"
        path.write_bytes(content if isinstance(content, bytes) else content.SerializeToString())
        return read(path)

    return run


GEMM = {
    "plain": (["x", "W", "B"], {}), "a bias as a row": (["x", "W", "row"], {}), "one bias": (["x", "W", "one"], {}),
    "no bias": (["x", "W"], {}), "transposed": (["x", "WT", "B"], {"transB": 1}),
    "scaled": (["x", "WT", "B"], {"transB": 1, "alpha": 0.5, "beta": -2.0}),
}  # fmt: skip


@pytest.mark.parametrize("case", GEMM)
def test_gemm(read_model, case):
    """Gemm with each of its options computes what ONNX Runtime computes."""
    inputs, attributes = GEMM[case]
    made = model([("Gemm", inputs, attributes)], WT=W.T.copy(), row=B[None], one=np.array(0.5))
    expected = results(made.SerializeToString(), X)[0]
    np.testing.assert_allclose(forward(read_model(made)["network"], X).output, expected, rtol=0, atol=1e-12)


def test_a_picture_is_flattened(read_model):
    """Inputs of more dimensions are flattened in their order, as by Flatten at the head."""
    made = model([("Flatten", ["x"], {}), ("MatMul", ["h0", "W"], {})], ("N", 2, 2))
    expected = results(made.SerializeToString(), X.reshape(-1, 2, 2))[0]
    np.testing.assert_allclose(forward(read_model(made)["network"], X).output, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("shape", [[-1, 4], [25, 4], [0, 4], [25, -1], [0, -1]])
def test_a_reshape_may_flatten(read_model, shape):
    """Reshape at the head may flatten each sample, in each of the ways in which an exporter says so."""
    made = model([("Reshape", ["x", "to"], {}), ("MatMul", ["h0", "W"], {})], (25, 2, 2), to=np.array(shape))
    expected = results(made.SerializeToString(), X.reshape(-1, 2, 2))[0]
    np.testing.assert_allclose(forward(read_model(made)["network"], X).output, expected, rtol=0, atol=1e-12)


def test_a_single_output_may_stand_alone(read_model):
    """Squeeze after a single output, and Identity of a constant, change nothing."""
    nodes = [("MatMul", ["x", "one"], {}), ("Identity", ["half"], {}), ("Add", ["h0", "h1"], {}),
             ("Sigmoid", ["h2"], {}), ("Squeeze", ["h3", "last"], {})]  # fmt: skip
    made = model(nodes, one=W[:, :1], half=np.array([0.5]), last=np.array([1]))
    expected = results(made.SerializeToString(), X)[0]
    np.testing.assert_allclose(forward(read_model(made)["network"], X).output[:, 0], expected, rtol=0, atol=1e-12)


def test_constants_in_nodes(read_model):
    """Weights may stand in Constant nodes."""
    tensor = numpy_helper.from_array(W, "W")
    made = model([("Constant", [], {"value": tensor}), ("MatMul", ["x", "h0"], {})])
    assert read_model(made)["network"].sizes == (4, 3)


def outside():
    """A model whose weights lie in another file."""
    made = model(DENSE)
    tensor = made.graph.initializer[0]
    tensor.data_location = TensorProto.EXTERNAL
    tensor.ClearField("raw_data")
    entry = tensor.external_data.add()
    entry.key, entry.value = "location", "/etc/passwd"
    return made


def changed(**fields):
    """A dense model of which the first weights have other fields."""
    made = model(DENSE)
    tensor = made.graph.initializer[0]
    for name, value in fields.items():
        if name == "dims":
            del tensor.dims[:]
            tensor.dims.extend(value)
        else:
            setattr(tensor, name, value)
    return made


def crowd(field, entry=b"\x0a\x00", count=2_000_000):
    """A model whose graph holds an entry in a field, again and again."""
    graph = (bytes([field << 3 | 2, len(entry)]) + entry) * count
    size = len(graph)
    length = bytes([size & 127 | 128, size >> 7 & 127 | 128, size >> 14 & 127 | 128, size >> 21])
    return b"\x3a" + length + graph


def with_function():
    """A model with a function of its own."""
    made = model(DENSE)
    made.functions.append(helper.make_function("mine", "f", ["a"], ["b"], [], [helper.make_opsetid("", 17)]))
    return made


WRONG = {
    "another file": (
        outside, "'W' lies outside of the model's folder, in '/etc/passwd': export with external_data=False"),
    "huge dims": (lambda: changed(dims=[2**40, 2**40]), "weights: at most 4,000,000 parameters are read"),
    "lying dims": (lambda: changed(dims=[4, 300]), "'W' has dims [4, 300] but 12 values"),
    "negative dims": (lambda: changed(dims=[-4, -3]), "'W' has dims [-4, -3] but 12 values"),
    "integers": (lambda: model(DENSE, W=np.ones((4, 3), int)), "is not of floats: export the network as float32"),
    "bytes": (lambda: changed(data_type=3), "'W' is of type 3: export the network as float32"),
    "a NaN": (lambda: model(DENSE, B=B * np.nan), "layer 1: biases[0] is nan: give finite numbers"),
    "a convolution": (lambda: model([("Conv", ["x", "W"], {})]), "holds the operator Conv, which the films cannot"),
    "another activation": (lambda: model([*DENSE, ("Selu", ["h1"], {})]), "holds the operator Selu, which the films"),
    "another domain": (lambda: model([("MatMul", ["x", "W"], {"domain": "evil"})]), "holds the operator evil.MatMul"),
    "a product that hides a layer": (
        lambda: model([*DENSE, ("Mul", ["h1", "B"], {})], B=B * 0), "Mul leaves a scale of 0 or beyond all numbers"),
    "a product of outputs": (
        lambda: model([*DENSE, ("Tanh", ["h1"], {}), ("Mul", ["h2", "B"], {})]), "changes its outputs after the last"),
    "two activations": (
        lambda: model([*DENSE, ("Relu", ["h1"], {}), ("Tanh", ["h2"], {})]), "Tanh follows on relu: the films show"),
    "an activation first": (lambda: model([("Relu", ["x"], {})]), "does not begin with a dense layer"),
    "softmax across samples": (
        lambda: model([*DENSE, ("Softmax", ["h1"], {"axis": 0})]), "Softmax does not work along the last axis"),
    "hidden softmax": (
        lambda: model([*DENSE, ("Softmax", ["h1"], {}), ("MatMul", ["h2", "W2"], {})]), "layer 1 is softmax: only"),
    "a product with itself": (lambda: model([("Gemm", ["x", "x"], {})]), "Gemm takes its input transposed"),
    "an activation after the class": (
        lambda: model([*DENSE, ("ArgMax", ["h1"], {}), ("Relu", ["h1"], {})], outputs=["h2", "h3"]),
        "Relu comes after the class was named"),
    "one name for all classes": (
        lambda: model([*DENSE, ("ArgMax", ["h1"], {}), ("ArrayFeatureExtractor", ["c", "h2"], {"domain": "ai.onnx.ml"}),
                       ("Elu", ["h3"], {})], c=np.array(5)), "Elu takes h3, after the class was named, or"),
    "a detour": (
        lambda: model([("MatMul", ["x", "W"], {}), ("Relu", ["h0"], {}), ("Add", ["h1", "h0"], {})]),
        "'h0' is computed on another path: the films show one path alone"),
    "two paths": (
        lambda: model([("MatMul", ["x", "W"], {}), ("MatMul", ["x", "W"], {}), ("Add", ["h0", "h1"], {})]),
        "MatMul takes x, W: the films show"),
    "weights computed": (
        lambda: model([("ReduceL2", ["W"], {}), ("Mul", ["W", "h0"], {}), ("MatMul", ["x", "h1"], {})]),
        "ReduceL2 computes constants, of W: export the network with its constants folded"),
    "two inputs": (lambda: model([("MatMul", ["x", "y"], {})]), "'y' is computed on another path"),
    "an early output": (lambda: model([*DENSE, ("Relu", ["h1"], {})], outputs=["h1", "h2"]), "an output that is not"),
    "no layers": (lambda: model([("Identity", ["x"], {})]), "0 dense layers: the films show 1 to 7"),
    "eight layers": (
        lambda: model([("MatMul", [f"h{n - 1}" if n else "x", "E"], {}) for n in range(8)], E=np.eye(4)),
        "8 dense layers: the films show 1 to 7"),
    "a transposed input": (
        lambda: model([("Gemm", ["x", "W"], {"transA": 1})]), "Gemm takes its input transposed"),
    "weights before the input": (lambda: model([("MatMul", ["W", "x"], {})]), "MatMul has its weights before"),
    "weights of three dimensions": (
        lambda: model([("MatMul", ["x", "W"], {})], W=W[None]), "weights have shape (1, 4, 3): the films show"),
    "a bias that does not fit": (lambda: model(DENSE, B=np.ones(2)), "a bias has shape (2,): give 3 numbers"),
    "a flatten that mixes samples": (
        lambda: model([("Flatten", ["x"], {"axis": 0}), ("MatMul", ["h0", "W"], {})]), "Flatten does not keep the"),
    "a reshape that mixes samples": (
        lambda: model([("Reshape", ["x", "rows"], {}), ("MatMul", ["h0", "W"], {})], rows=np.array([5, -1])),
        "Reshape to [5, -1] does more than flatten"),
    "a reshape that halves samples": (
        lambda: model([("Reshape", ["x", "rows"], {}), ("MatMul", ["h0", "W"], {})], (25, 8), rows=np.array([-1, 4])),
        "Reshape to [-1, 4] does more than flatten"),
    "a squeeze of several outputs": (
        lambda: model([*DENSE, ("Squeeze", ["h1", "last"], {})], last=np.array([1])), "Squeeze takes more than axes"),
    "a cast to integers": (
        lambda: model([("Cast", ["x"], {"to": 7}), ("MatMul", ["h0", "W"], {})]), "Cast changes the numbers"),
    "a scale of zero": (
        lambda: model([("Div", ["x", "E"], {}), ("MatMul", ["h0", "W"], {})], E=np.zeros(4)), "give positive numbers"),
    "functions": (with_function, "holds functions or sparse weights: export it without them"),
    "a crowd of nodes": (lambda: crowd(1), "holds more nodes and weights than any network that can be read"),
    "a crowd of texts": (lambda: crowd(10, b"a" * 100, 20_000), "holds more than a megabyte besides its weights"),
    "no protobuf": (lambda: b"\x0f" * 50, "is no ONNX model"),
    "half of it": (lambda: model(DENSE).SerializeToString()[:200], "is no ONNX model"),
    "nothing": (lambda: b"", "has 0 inputs: the films show networks with one"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_shown_is_named(read_model, case):
    """A model that is more than dense layers, or lies, is refused in one line that names the operator or the weight."""
    make, expected = WRONG[case]
    with pytest.raises(NetworkFileError) as caught:
        read_model(make())
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_holds_numbers_is_not_counted():
    """Of a model's size, its structure is what remains without the numbers of its weights."""
    small, large = model(DENSE), model(DENSE, W=np.ones((4, 1000)))
    grown = len(large.SerializeToString()) - len(small.SerializeToString())
    assert grown > 30_000
    assert structure(memoryview(large.SerializeToString())) - structure(memoryview(small.SerializeToString())) < 20
    assert onnx.load_model_from_string(small.SerializeToString()).graph.node
