"""An example is the network of its file: another file, or a reader that reads it wrongly, is found."""

import json
from pathlib import Path

import pytest

from networks.__main__ import digest
from networks.files import read
from proof.recompute import Recomputed
from proof.source import read_otherwise

FILES = Path(__file__).parents[1] / "networks" / "files"
X = [0.4, -1.2, 0.7, 0.1]


def given(path, **changes):
    """The example of a file, as a receipt holds it."""
    network = read(path)["network"]
    layers = [
        {"weights": layer.weights.tolist(), "biases": layer.biases.tolist(), "activation": layer.activation}
        for layer in network.layers
    ]
    n = network.sizes[0]
    example = {
        "title": "Which?", "feature_names": ["x"] * n, "units": [""] * n, "measurements": X[:n], "mean": [0.0] * n,
        "scale": [1.0] * n, "learning_rate": 0.1, "file": str(path), "sha256": digest(path),
        "network": {"layers": layers, "loss": network.loss},
    }  # fmt: skip
    truth = {"class_names": ["a"] * max(network.sizes[-1], 2), "true_class": 0}
    values = {"target_names": ["y"] * network.sizes[-1], "target": [0.5] * network.sizes[-1]}
    outcome = truth if network.loss == "cross_entropy" else values
    return {"kind": "step", "example": example | outcome | changes, "learning_rate": 0.1}


@pytest.mark.parametrize("name", ["classifier.onnx", "regression.onnx", "classifier.safetensors"])
def test_a_file_read_rightly_passes(name):
    """Nothing is found where the example is that of its file."""
    path = FILES / name
    if name.endswith("safetensors"):
        pytest.importorskip("safetensors")
        return
    assert list(read_otherwise(Recomputed(given(path)))) == []


def test_a_wrong_reader_is_found():
    """A network of which one weight was read wrongly is not what ONNX Runtime computes of the file."""
    pytest.importorskip("onnxruntime")
    wrong = json.loads(json.dumps(given(FILES / "classifier.onnx")))
    wrong["example"]["network"]["layers"][0]["weights"][0][0] += 0.5
    [found] = read_otherwise(Recomputed(wrong))
    assert "by onnxruntime" in found


def test_another_file_is_found(tmp_path):
    """A file that was changed after it was read is named."""
    path = tmp_path / "classifier.onnx"
    path.write_bytes((FILES / "classifier.onnx").read_bytes())
    before = given(path)
    path.write_bytes((FILES / "regression.onnx").read_bytes())
    [found] = read_otherwise(Recomputed(before))
    assert "sha256 differs" in found
