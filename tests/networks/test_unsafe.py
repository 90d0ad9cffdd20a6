"""Files that run code when they are opened are recognised by what is in them or by their name, and never opened."""

import ast
import io
import os
import pickle
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import joblib
import pytest

from networks import NetworkFileError, read


class Trap:
    """Touches a file when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


def archive(*names):
    """A zip archive of empty members, such as PyTorch and Keras write."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as members:
        for name in names:
            members.writestr(name, b"")
    return file.getvalue()


HDF5 = b"\x89HDF\r\n\x1a\n" + bytes(100)
CASES = [
    *[(f"m{suffix}", b"anything", kind) for suffix, kind in [
        (".pkl", "pickle"), (".PICKLE", "pickle"), (".joblib", "pickle"), (".sav", "pickle"), (".pt", "PyTorch"),
        (".pth", "PyTorch"), (".ckpt", "PyTorch"), (".keras", "Keras"), (".h5", "Keras"), (".hdf5", "Keras")]],
    *[(f"m{suffix}", pickle.dumps({"a": 1}, protocol), "pickle")
      for suffix in (".json", ".npz", ".onnx", "", ".safetensors") for protocol in (2, 3, 4, 5)],
    ("m.json", archive("m/data.pkl", "m/version"), "PyTorch"),
    ("m.npz", archive("archive/data.pkl"), "PyTorch"),
    ("m.npz", archive("config.json", "model.weights.h5"), "Keras"),
    ("m.onnx", HDF5, "Keras"),
    ("m.pt", pickle.dumps([1]), "PyTorch"),
    ("m.pt", pickle.dumps([1]) + b"ctorch.nn.modules.container\nSequential\n", "PyTorch model"),
    ("m.zip", archive("m/data.pkl") + b"ctorch.nn.modules.container\nSequential\n", "PyTorch model"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "kind"), CASES)
def test_an_unsafe_file_is_refused_with_a_way_out(tmp_path, name, data, kind):
    """The message names the kind, and ends in a line of Python that names the file and makes a safe one of it."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(NetworkFileError, match=f"a {kind} file can run code when it is opened. If you tr") as caught:
        read(path)
    line = str(caught.value).split("If you trust it: ")[1]
    ast.parse(line)
    assert repr(name) in line
    assert re.search(r"model\.(json|npz|safetensors)", line)


@pytest.mark.parametrize("name", ["trap.json", "trap.npz", "trap.safetensors", "trap.onnx", "trap.pkl", "trap"])
@pytest.mark.parametrize("dump", [lambda it, file: file.write(pickle.dumps(it, 0)), pickle.dump, joblib.dump])
def test_no_trap_springs(tmp_path, name, dump):
    """Nothing in a pickle of any protocol is ever run, whatever the file is called."""
    with (tmp_path / name).open("wb") as file:
        dump(Trap(tmp_path / "sprung"), file)
    with pytest.raises(NetworkFileError):
        read(tmp_path / name)
    assert not (tmp_path / "sprung").exists()


def test_the_line_for_pickles_works(tmp_path, monkeypatch):
    """The line that is told for a pickled scikit-learn network writes a file that is read."""
    from sklearn.neural_network import MLPRegressor

    monkeypatch.chdir(tmp_path)
    joblib.dump(MLPRegressor(hidden_layer_sizes=(3,), tol=1).fit([[0, 1], [2, 3]], [1, 2]), "a'b.joblib")
    with pytest.raises(NetworkFileError) as caught:
        read("a'b.joblib")
    exec(str(caught.value).split("If you trust it: ")[1])
    assert read("model.json")["network"].sizes == (2, 3, 1)


def told(path):
    """The line of Python in the refusal of a file."""
    with pytest.raises(NetworkFileError) as caught:
        read(path)
    return str(caught.value).split("If you trust it: ")[1]


def test_the_line_works_where_this_program_is_not_installed(tmp_path):
    """The line finds this program by itself: it works in any folder of any Python with scikit-learn."""
    from sklearn.neural_network import MLPRegressor

    joblib.dump(MLPRegressor(hidden_layer_sizes=(3,), tol=1).fit([[0, 1], [2, 3]], [1, 2]), tmp_path / "m.pkl")
    not_installed = "import sys; sys.meta_path = [one for one in sys.meta_path if 'editable' not in str(one)]; "
    command = [sys.executable, "-c", not_installed + told(tmp_path / "m.pkl")]
    subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": ""}, check=True)
    assert read(tmp_path / "model.json")["network"].sizes == (2, 3, 1)


@pytest.mark.parametrize(
    "wrapped", [lambda d: d, lambda d: {"epoch": 3, "state_dict": d}, lambda d: {"model_state_dict": d}]
)
def test_the_line_for_pytorch_finds_the_weights(tmp_path, monkeypatch, wrapped):
    """The line that is told for PyTorch takes the weights alone, out of a checkpoint, too, and in one piece each."""
    whole = SimpleNamespace(clone=lambda: SimpleNamespace(contiguous=lambda: "in one piece"))
    loaded, saved = [], []
    torch = SimpleNamespace(
        load=lambda *args, **options: loaded.append((args, options)) or wrapped({"0.weight": whole})
    )
    safetensors = SimpleNamespace(torch=SimpleNamespace(save_file=lambda *args: saved.append(args)))
    for name, module in {"torch": torch, "safetensors": safetensors, "safetensors.torch": safetensors.torch}.items():
        monkeypatch.setitem(sys.modules, name, module)
    (tmp_path / "m.pt").write_bytes(archive("m/data.pkl"))
    exec(told(tmp_path / "m.pt"))
    assert loaded == [(("m.pt", "cpu"), {"weights_only": True})]
    assert saved == [({"0.weight": "in one piece"}, "model.safetensors")]


@pytest.mark.parametrize("what", ["weights", "checkpoint", "model"])
def test_the_line_for_pytorch_works(tmp_path, monkeypatch, what):
    """What PyTorch saved, weights, checkpoint or model, is read after the line that is told for it."""
    torch = pytest.importorskip("torch", reason="wants PyTorch; type: .venv/bin/python -m pip install torch")
    monkeypatch.chdir(tmp_path)
    model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.ReLU(), torch.nn.Linear(4, 2))
    state = model.state_dict()
    torch.save({"weights": state, "checkpoint": {"epoch": 1, "state_dict": state}, "model": model}[what], "m.pt")
    exec(told("m.pt"))
    found = "model.json" if what == "model" else "model.safetensors"
    assert read(found, None if what == "model" else ["relu", "identity"])["network"].sizes == (3, 4, 2)


def test_the_line_for_pytorch_takes_shared_weights(tmp_path, monkeypatch):
    """Two layers that share their weights are saved and read as two, by the line that is told."""
    torch = pytest.importorskip("torch", reason="wants PyTorch; type: .venv/bin/python -m pip install torch")
    monkeypatch.chdir(tmp_path)
    model = torch.nn.Sequential(torch.nn.Linear(3, 3), torch.nn.ReLU(), torch.nn.Linear(3, 3))
    model[2].weight = model[0].weight
    torch.save(model.state_dict(), "m.pt")
    exec(told("m.pt"))
    assert read("model.safetensors", ["relu", "identity"])["network"].sizes == (3, 3, 3)
