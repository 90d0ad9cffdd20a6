"""Networks as arrays: numpy's .npz, and state dicts in .safetensors; what is not of a network is refused by name."""

import io
import json
import zipfile

import numpy as np
import pytest
from safetensors.numpy import save, save_file

from core import Network, forward
from networks import NetworkFileError, read

NETWORK = Network.initialise((4, 6, 5, 3), ["relu", "tanh", "softmax"], seed=2)
X = np.random.default_rng(1).normal(size=(20, 4))
ACTIVATIONS = ["relu", "tanh", "softmax"]


def numbered(weights, biases, first=1):
    """The arrays of NETWORK under such names."""
    layers = list(enumerate(NETWORK.layers, first))
    arrays = {f"{weights}{number}": layer.weights for number, layer in layers}
    return arrays | {f"{biases}{number}": layer.biases for number, layer in layers}


def state_dict(*names, dtype=np.float64):
    """The arrays of NETWORK as PyTorch names those of layers which have these names."""
    layers = list(zip(names, NETWORK.layers, strict=True))
    arrays = {f"{name}weight": layer.weights.astype(dtype) for name, layer in layers}
    return arrays | {f"{name}bias": layer.biases.astype(dtype) for name, layer in layers}


def assert_same(network, tolerance=0.0):
    """The network computes what NETWORK does."""
    np.testing.assert_allclose(forward(network, X).output, forward(NETWORK, X).output, rtol=0, atol=tolerance)


@pytest.mark.parametrize("save_as", [np.savez, np.savez_compressed])
@pytest.mark.parametrize("names", [("W", "b", 1), ("W", "b", 0), ("weights_", "biases_", 1)])
def test_npz(tmp_path, names, save_as):
    """Weights and biases are found by either name, numbered from 0 or 1, and computed with to the last digit."""
    save_as(tmp_path / "net.npz", **numbered(*names), activations=ACTIVATIONS)
    assert_same(read(tmp_path / "net.npz")["network"])
    by_columns = {name: np.asfortranarray(array) for name, array in numbered(*names).items()}
    save_as(tmp_path / "net.npz", **by_columns, activations=ACTIVATIONS)
    assert_same(read(tmp_path / "net.npz")["network"])


@pytest.mark.parametrize("asked", [["leaky_relu", "softplus", "softmax"], ["LeakyReLU", " Softplus", "softmax"]])
def test_activations_may_be_named(tmp_path, asked):
    """Leaky ReLU, then with its usual slope, and softplus may be named for arrays, of npz and of safetensors."""
    np.savez(tmp_path / "net.npz", **numbered("W", "b"))
    save_file(state_dict("0.", "2.", "4."), tmp_path / "net.safetensors")
    for path in (tmp_path / "net.npz", tmp_path / "net.safetensors"):
        layers = read(path, asked)["network"].layers
        assert [layer.activation for layer in layers] == ["leaky_relu", "softplus", "softmax"]
        assert [layer.slope for layer in layers] == [0.01, None, None]


def test_npz_with_everything(tmp_path):
    """All fields of the JSON may stand in an npz, and the activations may be one text or be given."""
    fields = {
        "title": "A title", "source": "here", "feature_names": ["a", "b", "c", "d"], "units": ["", "cm", "", ""],
        "class_names": ["x", "y", "z"], "measurements": [1.5, 2, 3, 4], "mean": [1, 2, 3, 4], "scale": [1, 1, 1, 0.5],
        "decimals": 2, "thing": "day", "true_class": 1, "learning_rate": 0.5, "test_accuracy": 0.25,
    }  # fmt: skip
    np.savez(tmp_path / "net.npz", **numbered("W", "b"), **fields, activations="relu,tanh,softmax")
    found = read(tmp_path / "net.npz")
    assert_same(found.pop("network"))
    plain = {name: getattr(value, "tolist", lambda value=value: value)() for name, value in found.items()}
    assert {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()} == fields
    np.savez(tmp_path / "net.npz", **numbered("W", "b"), loss="mean_squared_error")
    found = read(tmp_path / "net.npz", ACTIVATIONS)
    assert_same(found["network"])
    assert found["network"].loss == "mean_squared_error"


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16])
def test_safetensors(tmp_path, dtype):
    """A state dict of any of these precisions is read number for number; ten comes after two."""
    arrays = state_dict("layers.2.", "layers.9.", "layers.10.", dtype=dtype)
    save_file(arrays, tmp_path / "net.safetensors")
    network = read(tmp_path / "net.safetensors", ACTIVATIONS)["network"]
    assert_same(network, {np.float64: 0, np.float32: 1e-7, np.float16: 1e-3}[dtype])
    np.testing.assert_array_equal(network.layers[2].weights, arrays["layers.10.weight"])


def test_safetensors_in_the_order_that_fits(tmp_path):
    """Layers without numbers are put in the one order in which their shapes fit, and a missing bias is 0."""
    names = ["out", "body", "in"]
    arrays = {f"{name}.weight": layer.weights for name, layer in zip(names[::-1], NETWORK.layers, strict=True)}
    save_file(arrays, tmp_path / "net.safetensors")
    network = read(tmp_path / "net.safetensors", ACTIVATIONS)["network"]
    assert network.sizes == NETWORK.sizes
    assert not any(layer.biases.any() for layer in network.layers)
    square = {"left.weight": np.ones((3, 3)), "right.weight": np.ones((3, 3))}
    save_file(square, tmp_path / "net.safetensors")
    with pytest.raises(NetworkFileError, match=r"the order of its layers is not clear: left, right and right, left"):
        read(tmp_path / "net.safetensors", ["relu", "softmax"])


def test_the_metadata_of_safetensors(tmp_path):
    """Metadata may give the activations, and fields of the JSON."""
    metadata = {"format": "pt", "activations": "relu,tanh,softmax", "title": "It", "class_names": '["x", "y", "z"]'}
    save_file(state_dict("0.", "2.", "4."), tmp_path / "net.safetensors", metadata)
    found = read(tmp_path / "net.safetensors")
    assert_same(found["network"])
    assert (found["title"], found["class_names"]) == ("It", ("x", "y", "z"))


def packed(**members):
    """A zip archive of these members: bytes as they are, and arrays as numpy writes them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in members.items():
            buffer = io.BytesIO()
            if not isinstance(value, bytes):
                np.save(buffer, value)
            archive.writestr(name, value if isinstance(value, bytes) else buffer.getvalue())
    return file.getvalue()


def lying(shape, dtype="<f8"):
    """A .npy that promises this shape and holds one number."""
    file = io.BytesIO()
    np.lib.format.write_array_header_1_0(file, {"descr": dtype, "fortran_order": False, "shape": shape})
    return file.getvalue() + bytes(8)


W, B = np.ones((2, 3)), np.ones(2)
BOMB = packed(**{"W1.npy": lying((13_000_000,)) + bytes(104_000_000)})
GOOD = packed(**{"W1.npy": W, "b1.npy": B, "activations.npy": np.array("softmax")})


def tensors(**entries):
    """A safetensors file with this header, and 96 bytes of zeros."""
    header = json.dumps(entries).encode()
    return len(header).to_bytes(8, "little") + header + bytes(96)


def entry(shape, end=96, dtype="F64"):
    """One tensor of a header."""
    return {"dtype": dtype, "shape": shape, "data_offsets": [0, end]}


WRONG_NPZ = {
    "a bomb": (BOMB, "unpacks to more than 100 MB"),
    "many members": (packed(**{f"W{n}.npy": b"" for n in range(1001)}), "holds more than a thousand members"),
    "a lying shape": (packed(**{"W1.npy": lying((2**40, 2**20))}), "shape (1099511627776, 1048576) of float64 va"),
    "a negative shape": (packed(**{"W1.npy": lying((-1, -1))}), "W1.npy: shape (-1, -1) of float64 values is not"),
    "objects": (packed(**{"W1.npy": lying((1,), "|O")}), "W1.npy holds objects, which may run code when"),
    "complex numbers": (packed(**{"W1.npy": W + 1j}), "W1.npy: shape (2, 3) of complex128 values is not"),
    "a path": (packed(**{"../W1.npy": W, "b1.npy": B}), "holds '../W1.npy', which is unknown: leave it out"),
    "a stranger": (packed(**{"W1.npy": W, "b1.npy": B, "note.npy": B}), "holds 'note.npy', which is unknown: leave"),
    "another file": (packed(**{"W1.npy": W, "readme.txt": b"hello"}), "holds 'readme.txt', which is unknown: leave"),
    "no array": (packed(**{"W1.npy": b"nothing"}), "W1.npy: "),
    "no biases": (packed(**{"W1.npy": W}), "weights and biases do not go together: give W1 and b1"),
    "a gap": (packed(**{"W1.npy": W, "b1.npy": B, "W3.npy": W, "b3.npy": B}), "not numbered one after another"),
    "one layer twice": (packed(**{"W1.npy": W, "weights_1.npy": W}), "holds the weights of layer 1 twice"),
    "no layers": (packed(**{"title.npy": np.array("a")}), "0 dense layers: the films show 1 to 7"),
    "half of it": (GOOD[: len(GOOD) // 2], "is no whole npz archive: "),
    "a NaN": (packed(**{"W1.npy": W * np.nan, "b1.npy": B, "activations.npy": np.array("softmax")}), "[0, 0] is nan"),
    "no activations": (packed(**{"W1.npy": W, "b1.npy": B}), "has no activations: give ACTIVATIONS=softmax"),
    "a number for activations": (packed(**{"W1.npy": W, "b1.npy": B, "activations.npy": B}), "'activations' of the"),
    "numbers for names": (packed(**{"W1.npy": W, "b1.npy": B, "units.npy": B}), "'units' of the file is not a list of"),
    "a bias that does not fit": (packed(**{"W1.npy": W, "b1.npy": np.ones(4)}), "b1 has shape (4,), W1 (2, 3)"),
}  # fmt: skip
WRONG_SAFETENSORS = {
    "an empty layer": (tensors(**{"0.weight": entry([0, 2**60], 0)}), "is no safetensors file: "),
    "an empty layer, no holes": (tensors(**{"0.weight": entry([0, 2**60], 0), "0.bias": entry([12])}), "shape (0, "),
    "a lying shape": (tensors(**{"0.weight": entry([2**30, 2**30])}), "is no safetensors file: "),
    "a convolution": (tensors(**{"0.weight": entry([1, 1, 3, 4])}), "holds '0.weight' of shape (1, 1, 3, 4): the"),
    "a running mean": (tensors(**{"1.running_mean": entry([12])}), "the films show dense layers alone; networks.from_"),
    "a bias alone": (tensors(**{"0.bias": entry([12])}), "holds '0.bias' of shape (12,): the films show dense layers"),
    "bfloat16": (tensors(**{"0.weight": entry([6, 8], 96, "BF16")}), "'0.weight' is of type BF16: save it as float32"),
    "integers": (tensors(**{"0.weight": entry([3, 4], 96, "I64")}), "'0.weight' is of type I64: save it as float32"),
    "no tensors": (save({}), "0 dense layers: the films show 1 to 7"),
    "many tensors": (save({f"{n}.weight": W for n in range(20)}), "holds 20 tensors: the films show 1 to 7 layers"),
    "eight layers": (save({f"{n}.weight": W for n in range(8)}), "8 dense layers: the films show 1 to 7"),
    "a NaN": (save({"0.weight": W * np.nan}), "layer 1: weights[0, 0] is nan: give finite numbers"),
    "a bias that does not fit": (save({"0.weight": W, "0.bias": np.ones(4)}), "0.bias has shape (4,), 0.weight (2, 3)"),
    "a long header": ((10**9).to_bytes(8, "little")[:6] + b"\0\0{", "has a header of more than 1000 KB"),
    "metadata that is no JSON": (save({"0.weight": W}, {"units": "cm"}), "metadata 'cm' is no JSON"),
    "metadata of another kind": (save({"0.weight": W}, {"units": "[1]"}), "'units' of the file is not a list of texts"),
    "half of it": (save({"0.weight": W})[:90], "is no safetensors file: "),
}  # fmt: skip


@pytest.mark.parametrize(
    ("suffix", "case"), [*(("npz", case) for case in WRONG_NPZ), *(("safetensors", case) for case in WRONG_SAFETENSORS)]
)
def test_what_is_no_network_is_named(tmp_path, suffix, case):
    """Arrays that make no network, or lie about their size, are refused in one line that says what is wrong."""
    data, expected = {"npz": WRONG_NPZ, "safetensors": WRONG_SAFETENSORS}[suffix][case]
    path = tmp_path / f"net.{suffix}"
    path.write_bytes(data)
    activations = ["softmax"] if suffix == "safetensors" else None
    with pytest.raises(NetworkFileError) as caught:
        read(path, activations)
    assert expected in str(caught.value)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_a_good_npz_is_good(tmp_path):
    """The archive of which the bad ones are variations is read."""
    (tmp_path / "net.npz").write_bytes(GOOD)
    assert read(tmp_path / "net.npz")["network"].sizes == (3, 2)
