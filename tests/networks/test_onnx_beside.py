"""Weights in a file beside the model: read as if they stood in it, and no other file is ever opened."""

import os

import numpy as np
import onnx
import pytest

from networks.onnx_file import from_onnx
from tests.networks.onnx_models import FIRST, SECOND, fields_of, with_weights_beside, written

NODES = [FIRST, ("Relu a", "r"), SECOND, ("Softmax z", "y")]
INSIDE = written(*NODES)


@pytest.fixture
def beside(tmp_path):
    """The path of a model whose weights lie in model.onnx.data beside it, in a folder of their own."""
    (tmp_path / "home").mkdir()
    return with_weights_beside(INSIDE, tmp_path / "home" / "model.onnx", "model.onnx.data")


def told(path, changes, tensor=0):
    """Change what a model tells of the place of one of its weights; None takes it out."""
    model = onnx.load(path, load_external_data=False)
    entries = model.graph.initializer[tensor].external_data
    kept = {entry.key: entry.value for entry in entries} | changes
    del entries[:]
    for key, value in kept.items():
        if value is not None:
            entries.add(key=key, value=str(value))
    path.write_bytes(model.SerializeToString())


def assert_whole(path):
    """The network of the model with its weights inside is read."""
    for one, two in zip(fields_of(path.read_bytes(), path)["network"].layers, fields_of(INSIDE)["network"].layers,
                        strict=True):  # fmt: skip
        np.testing.assert_array_equal(one.weights, two.weights)
        np.testing.assert_array_equal(one.biases, two.biases)


def refusal(path):
    """Why a model is refused, in one line."""
    with pytest.raises(ValueError, match=r".") as caught:
        from_onnx(path.read_bytes(), path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_weights_beside_the_model_are_read(beside, monkeypatch):
    """The weights are those in the file beside the model, whatever the folder from which it is read."""
    assert_whole(beside)
    monkeypatch.chdir(beside.parent)
    assert_whole(beside.relative_to(beside.parent))


def test_a_folder_below_and_a_place_without_size_are_read(beside):
    """The file may lie in a folder below, and offset and length may be left out where they are plain."""
    (beside.parent / "below").mkdir()
    (beside.parent / "below" / "one.bin").write_bytes((beside.parent / "model.onnx.data").read_bytes()[:80])
    told(beside, {"location": "below/one.bin", "offset": None, "length": None})
    assert_whole(beside)


def test_constants_in_nodes_may_lie_beside_too(beside):
    """A Constant node whose tensor lies beside the model is read as the others are."""
    model = onnx.load(beside, load_external_data=False)
    first = model.graph.initializer[0]
    model.graph.node.insert(0, onnx.helper.make_node("Constant", [], [first.name]))
    value = model.graph.node[0].attribute.add(name="value", type=onnx.AttributeProto.TENSOR)
    value.t.CopyFrom(first)
    del model.graph.initializer[0]
    beside.write_bytes(model.SerializeToString())
    assert_whole(beside)


OUTSIDE = ["/etc/passwd", "../secret", "below/../../secret", "..", "", "C:\\secret", "C:secret", "\\\\host\\secret",
           "..\\secret", "a\0b", "~/../secret"]  # fmt: skip


@pytest.mark.parametrize("location", OUTSIDE)
def test_no_other_folder_is_looked_into(beside, location):
    """A place that is absolute, leads upwards, or does so on another system, is refused before anything is opened."""
    (beside.parent.parent / "secret").write_bytes(bytes(1000))
    told(beside, {"location": location})
    assert refusal(beside).startswith("'W1' lies outside of the model's folder, in ")


def test_a_name_that_is_no_text_is_refused(beside):
    """A place whose name is not UTF-8 is refused like any other."""
    data = beside.read_bytes()
    beside.write_bytes(data.replace(b"model.onnx.data", b"model.onnx.dat\xff"))
    assert refusal(beside).startswith("'W1' lies outside of the model's folder, in ")


def test_a_link_out_of_the_folder_is_refused(beside):
    """A link to a file elsewhere is not followed, nor is a link to a folder elsewhere; one to a file beside it is."""
    data, secret = beside.parent / "model.onnx.data", beside.parent.parent / "secret"
    secret.write_bytes(data.read_bytes())
    data.rename(beside.parent / "real")
    data.symlink_to("real")
    assert_whole(beside)
    data.unlink()
    data.symlink_to(secret)
    assert "a link out of the model's folder" in refusal(beside)
    (beside.parent / "folder").symlink_to(beside.parent.parent)
    told(beside, {"location": "folder/secret"})
    assert "a link out of the model's folder" in refusal(beside)


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "circle"])
def test_what_is_no_file_is_refused_at_once(beside, kind):
    """A missing file, a folder, a pipe that nobody writes into, and links in a circle are refused at once."""
    data = beside.parent / "model.onnx.data"
    data.unlink()
    if kind == "folder":
        data.mkdir()
    elif kind == "pipe":
        os.mkfifo(data)
    elif kind == "circle":
        data.symlink_to(data.name)
    assert "'model.onnx.data'" in refusal(beside)


PLACES = {
    "beyond the end": {"offset": 10**6}, "one byte beyond": {"offset": 4 * (20 + 5 + 15 + 3) - 79},
    "negative": {"offset": -4},
    "no number": {"offset": "nine"}, "endless": {"offset": "9" * 400}, "other digits": {"offset": "٣"},
    "too long": {"length": 84}, "too short": {"length": 76}, "no length": {"length": ""},
    "a fraction": {"length": "80.0"},
}  # fmt: skip


@pytest.mark.parametrize("case", PLACES)
def test_a_place_that_does_not_fit_is_refused(beside, case):
    """Offset and length have to be whole numbers, fit the dims and the type, and lie in the file."""
    told(beside, PLACES[case])
    line = refusal(beside)
    assert "'W1'" in line
    assert "export it again" in line


def test_lying_dims_are_refused_before_anything_is_read(beside):
    """Dims that ask for more than any network has are refused, in weights and in Constant nodes."""
    model = onnx.load(beside, load_external_data=False)
    model.graph.initializer[0].dims[0] = 10**9
    beside.write_bytes(model.SerializeToString())
    assert "weights: at most 4,000,000 parameters are read" in refusal(beside)
    tensor = model.graph.initializer[0]
    model.graph.node.add(op_type="Constant", output=["c"]).attribute.add(name="value", type=4).t.CopyFrom(tensor)
    del model.graph.initializer[0]
    beside.write_bytes(model.SerializeToString())
    assert "weights: at most 4,000,000 parameters are read" in refusal(beside)


def test_without_a_folder_nothing_is_looked_for(beside):
    """Bytes that come from nowhere have no folder, and the message says what to do."""
    with pytest.raises(ValueError, match="'W1' lies outside of the model's folder, in "):
        from_onnx(beside.read_bytes())
