"""Models in ONNX, written node by node, and the comparison with ONNX Runtime that each has to stand."""

from io import BytesIO

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from core import forward
from networks.fields import fitted
from networks.onnx_file import from_onnx

RANDOM = np.random.default_rng(11)
W1, B1 = RANDOM.normal(size=(4, 5)).astype(np.float32), RANDOM.normal(size=5).astype(np.float32)
W2, B2 = RANDOM.normal(size=(5, 3)).astype(np.float32), RANDOM.normal(size=3).astype(np.float32)
CONSTANTS = {"W1": W1, "B1": B1, "W2": W2, "B2": B2, "T1": W1.T.copy(), "T2": W2.T.copy()}
FIRST, SECOND = ("Gemm x W1 B1", "a"), ("Gemm r W2 B2", "z")


def written(*nodes, inputs=None, outputs=("y",), opset=17, **constants):
    """The bytes of a model in single precision. A node is (operator and inputs, outputs, attributes).

    inputs: the shape of each. Constants are those above and those given, as far as a node takes them.
    """
    inputs = inputs or {"x": ("N", 4)}
    made, taken = [], set()
    for text, names, *attributes in nodes:
        kind, *given = text.split()
        ml = kind in ("Scaler", "FeatureVectorizer", "ArrayFeatureExtractor", "Normalizer", "ZipMap")
        given = ["" if name == "-" else name for name in given]
        domain = "ai.onnx.ml" if ml else ""
        made.append(helper.make_node(kind, given, names.split(), domain=domain, **(attributes or [{}])[0]))
        taken |= set(given)
    kept = {name: np.asarray(value) for name, value in {**CONSTANTS, **constants}.items() if name in taken}
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs]
    starts = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in inputs.items()]
    graph = helper.make_graph(made, "net", starts, ends, [numpy_helper.from_array(kept[name], name) for name in kept])
    opsets = [helper.make_opsetid("", opset), helper.make_opsetid("ai.onnx.ml", 3)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString()


def fields_of(model, path=None):
    """What is read from a model: the fields of an Example."""
    contents = from_onnx(model, path)
    return fitted(contents.fields, contents.network())


def output_of(fields, x):
    """What the network that was read makes of samples, standardised as the file has it."""
    x = np.asarray(x, dtype=np.float64)
    return forward(fields["network"], (x - fields.get("mean", 0)) / fields.get("scale", 1)).output


def runtime_of(model, feed):
    """All that ONNX Runtime makes of these inputs. Skips the test on machines without it."""
    onnxruntime = pytest.importorskip("onnxruntime", reason="ONNX Runtime has no build for this machine")
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    return session.run(None, feed)


def assert_same(model, shape=(4,), change=lambda output: output, batches=(1, 7)):
    """A network with one input x is read, and computes what ONNX Runtime makes of it, to 1e-5; give its fields."""
    fields = fields_of(model)
    for batch in batches:
        x = np.random.default_rng(batch).normal(1, 2, (batch, *shape)).astype(np.float32)
        expected = change(runtime_of(model, {"x": x})[0]).reshape(batch, -1)
        np.testing.assert_allclose(output_of(fields, x.reshape(batch, -1)), expected, rtol=1e-5, atol=1e-5)
    return fields


def with_weights_beside(model, path, name):
    """Write the model to a path, its weights to a file of that name beside it, as PyTorch does."""
    loaded = onnx.load_model(BytesIO(model))
    onnx.save_model(loaded, path, save_as_external_data=True, location=name, size_threshold=0)
    return path
