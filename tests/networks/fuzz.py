"""Mutated files of each kind, read one after another: python -m tests.networks.fuzz FOLDER COUNT.

Prints a line for each file that gives neither a network nor one clear NetworkFileError, then a line of JSON that
says of each kind how many files gave a network, and how much memory it all took at most, in megabytes.
The file being read lies in FOLDER: it stays there when reading it ends the process.
"""

import io
import json
import random
import re
import sys
import traceback
import zipfile
from pathlib import Path

import numpy as np
from safetensors.numpy import save
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler

from core import Network
from core.example import FILE
from networks import NetworkFileError, read
from networks.table import Table
from tests.networks.bombs import SECONDS, no_longer_than, peak
from tests.networks.test_seed_file import seed_file

FILES = Path(__file__).with_name("files")
TOKENS = [
    b"1e999", b"-1", b"0", b"3", b"0.5", b"1e308", b"-1e-320", b"9" * 30, b"null", b"true", b'""', b'"x\\u202e\\ud800"',
    b"[]", b"{}", b"[1, 2]", b"[[1], [2]]", b'["a", "b"]', b'"' + b"x" * 5000 + b'"', b"[1, [2, [3]]]", b'"softmax"',
]  # fmt: skip
NETWORK = Network.initialise((4, 5, 3), seed=1)
# What goes wrong in places where it is not expected.
PIECES = [
    b"NaN", b"Infinity", b"1e999", b"-1", b"0", b"1e308", b"99999999999999999999", b"null", b"true", b'"', b"[", b"]",
    b"{", b"}", b",", b"\0", b"\xff" * 8, b"\x7f", b"\x80", b"'O'", b"<U99999999", b"../", b"\n", b"\xe2\x80\xae",
]  # fmt: skip


def npz_files():
    """Archives of arrays, plain and packed."""
    arrays = {f"{name}{n}": table for n, layer in enumerate(NETWORK.layers, 1)
              for name, table in (("W", layer.weights), ("b", layer.biases))}  # fmt: skip
    for save_as in (np.savez, np.savez_compressed):
        file = io.BytesIO()
        save_as(file, **arrays, activations="relu,softmax", class_names=["a", "b", "c"], measurements=np.ones(4))
        yield file.getvalue()


def onnx_files():
    """What PyTorch and skl2onnx write."""
    for path in sorted(FILES.glob("*.onnx")):
        yield path.read_bytes()
    x = np.random.default_rng(1).normal(size=(40, 3)).astype(np.float32)
    model = MLPClassifier(hidden_layer_sizes=(4,), tol=10, random_state=1).fit(x, x[:, 0] > 0)
    yield to_onnx(model, x[:1]).SerializeToString()
    types = [(name, FloatTensorType([None, 1])) for name in "abc"]
    yield to_onnx(make_pipeline(MinMaxScaler(), model).fit(x, x[:, 0] > 0), initial_types=types).SerializeToString()


def with_few_samples():
    """The built-in example with two of its samples: where most of a file is rows, hardly any change leaves it whole."""
    data = json.loads(FILE.read_bytes())
    data["samples"] = {name: rows[:2] for name, rows in data["samples"].items()}
    return json.dumps(data, indent=1).encode()


def safetensors_files():
    """State dicts, with metadata and without."""
    tensors = {f"{n}.{name}": table.astype(np.float32) for n, layer in enumerate(NETWORK.layers)
               for name, table in (("weight", layer.weights), ("bias", layer.biases))}  # fmt: skip
    yield save(tensors)
    yield save(tensors, {"activations": "relu,softmax", "units": '["a", "b", "c", "d"]', "title": "Some"})


KINDS = {
    "json": lambda: [with_few_samples()],
    "seed": lambda: [json.dumps(seed_file()).encode(), json.dumps(seed_file(turned=True)).encode()],
    "npz": npz_files, "safetensors": safetensors_files, "onnx": onnx_files,
    "csv": lambda: [b"width,height,kind\n1.5,2,red\n-3,1e-1,blue\n0,4,green\n", b'\xef\xbb\xbfa,"b c"\r\n1,"2"\r\n'],
}  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The data with one to four changes: bits, bytes, pieces put in, left out, doubled, moved, or an early end."""
    data = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 4])):
        at, to = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
        match chance.randrange(8):
            case 0:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 1 if at < len(data):
                data[at] ^= 1 << chance.randrange(8)
            case 2:
                data[at:at] = chance.choice(PIECES) * chance.choice([1, 1, 2, 50])
            case 3:
                data[at : at + chance.randrange(1, 9)] = chance.choice(PIECES)
            case 4:
                del data[at : min(to, at + 200)]
            case 5:
                data[at:at] = data[at : min(to, at + 200)]
            case 6:
                del data[to:]
            case 7:
                data[at : at + 4] = chance.choice([0, 1, 2**31 - 1, 2**32 - 1]).to_bytes(4, "little")
    return bytes(data)


def within(kind: str, data: bytes, chance: random.Random) -> bytes:
    """A mutation of what is wrapped: one member of an archive, a header, or one value of JSON."""
    if kind == "npz":
        file = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
            chosen = chance.choice(old.namelist())
            for name in old.namelist():
                new.writestr(name, mutated(old.read(name), chance) if name == chosen else old.read(name))
        return file.getvalue()
    if kind in ("json", "seed"):
        token = chance.choice(list(re.finditer(rb'-?\d[\d.]*|"[^"]*"|\[[^][]*\]', data)))
        return data[: token.start()] + chance.choice(TOKENS) + data[token.end() :]
    if kind == "safetensors":
        end = 8 + int.from_bytes(data[:8], "little")
        header = mutated(data[8:end], chance)
        return len(header).to_bytes(8, "little") + header + data[end:]
    return mutated(data, chance)


def read_one(kind: str, path: Path) -> bool:
    """Whether the file gives something valid; False for a clear error. Any other exception comes through."""
    try:
        if kind == "csv":
            return bool(Table.read(path, 1).classes)
        fields = read(path, ["relu", "softmax"] if kind == "safetensors" else None)
        assert isinstance(fields["network"], Network)
        return True
    except NetworkFileError as error:
        line = str(error)
    assert line.startswith((f"{path}: ", f"{path.name}: "))  # the name alone, where the reason is long
    assert "\n" not in line
    assert len(line) <= 500
    return False


def read_many(kind: str, folder: Path, count: int) -> int:
    """How many of so many mutated files of a kind gave something valid."""
    chance, seeds, valid = random.Random(kind), list(KINDS[kind]()), 0
    path = folder / f"mutated.{'json' if kind == 'seed' else kind}"
    for number in range(count):
        data = chance.choice(seeds)
        if number >= len(seeds):
            data = within(kind, data, chance) if chance.random() < 0.5 else mutated(data, chance)
        path.write_bytes(data)
        no_longer_than(SECONDS)
        try:
            valid += read_one(kind, path)
        except Exception:
            print(kind, number, traceback.format_exc().splitlines()[-3:])
            (folder / f"failed-{number}{path.suffix}").write_bytes(data)
        no_longer_than(0)
    return valid


if __name__ == "__main__":
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    valid = {kind: read_many(kind, folder, count) for kind in KINDS}
    print(json.dumps({"valid": valid, "megabytes": peak()}))
