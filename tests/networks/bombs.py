"""Large and lying files, of which none may take more than it is worth: python -m tests.networks.bombs

Reads the paths of files from the standard input, and prints for each what was said of it, and how many megabytes of
memory it all took so far.
"""

import io
import re
import resource
import signal
import sys
import zipfile
from pathlib import Path

import numpy as np

from networks import NetworkFileError, read
from networks.table import Table

# Of work, not of waiting. A file takes 3 at most; on a busy machine as much work takes several times as long.
SECONDS = 60
SIZE = 99_000_000


def field(number: int, content: bytes) -> bytes:
    """A field of protobuf with content of some length."""
    length, size = b"", len(content)
    while size > 127:
        length, size = length + bytes([size & 127 | 128]), size >> 7
    return bytes([number << 3 | 2]) + length + bytes([size]) + content


def npz_of_zeros() -> bytes:
    """An archive that unpacks to just what is allowed, from a thousandth of it."""
    file = io.BytesIO()
    np.savez_compressed(file, W1=np.zeros((3000, 4096)), b1=np.zeros(3000))
    return file.getvalue()


def archive_of_members() -> bytes:
    """An archive of more empty members than anyone counts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(2000):
            archive.writestr(f"W{number}.npy", b"")
    data = file.getvalue()
    directory = data[data.index(b"PK\1\2") : -22] * 400
    return data[: data.index(b"PK\1\2")] + directory + data[-22:-10] + len(directory).to_bytes(4, "little") + data[-6:]


def layers(weights: str) -> bytes:
    """JSON of a network with such weights in its one layer of 970 neurons."""
    layer = f'"weights": {weights}, "biases": [{", ".join(["0"] * 970)}], "activation": "relu"'
    return f'{{"version": 1, "network": {{"layers": [{{{layer}}}]}}}}'.encode()


ROW = f"[{', '.join(['-0.1234567890123456'] * 4096)}]"
HEADER = b'{"0.weight": {"dtype": "F32", "shape": [4000, 6144], "data_offsets": [0, 98304000]}}'


def node(kind: str, inputs: str, output: str, domain: str = "") -> bytes:
    """A node of ONNX, as a field of a graph."""
    names = b"".join(field(1, name.encode()) for name in inputs.split())
    return field(1, names + field(2, output.encode()) + field(4, kind.encode()) + field(7, domain.encode()))


def input_of(*dims: int) -> bytes:
    """An input x of ONNX, as a field of a graph."""
    shape = b"".join(field(1, b"\x08" + varint(size)) for size in dims)
    return field(11, field(1, b"x") + field(2, field(1, b"\x08\1" + field(2, shape))))


def varint(number: int) -> bytes:
    """A number of protobuf."""
    parts = []
    while number > 127:
        parts, number = [*parts, number & 127 | 128], number >> 7
    return bytes([*parts, number])


def graph_of(nodes: str, *dims: int) -> bytes:
    """A model of an input x with these dims, a constant c of a thousand floats, and nodes: KIND inputs → output."""
    floats = field(5, b"\x08" + varint(1000) + b"\x10\1" + field(8, b"c") + field(9, bytes(4000)))
    made = (line.split(maxsplit=1) for line in nodes.split("; "))
    return field(7, b"".join(node(kind, *rest.split(" → ")) for kind, rest in made) + floats + input_of(*dims))


BOMBS = {
    "brackets.json": lambda: b'{"title": ' + b"[]," * (SIZE // 3),
    "objects.json": lambda: b'{"title": [' + b"{}," * (SIZE // 3),
    "texts.json": lambda: b'{"title": [' + b'"a",' * (SIZE // 4),
    "numbers.json": lambda: b'{"mean": [' + b"1.5," * (SIZE // 4),
    "one_text.json": lambda: b'{"version": 1, "title": "' + b"x" * SIZE + b'"}',
    "wide_text.json": lambda: b'{"title": "' + "😀".encode() + b"x" * SIZE + b'"}',
    "the_largest.json": lambda: layers(f"[{', '.join([ROW] * 970)}]"),
    "history.json": lambda: b'{"layer_sizes": [2, 1], "gradients_history": ' + b"[[1.5]," * (SIZE // 7) + b"}",
    "zeros.npz": npz_of_zeros,
    "members.npz": archive_of_members,
    "zeros.safetensors": lambda: len(HEADER).to_bytes(8, "little") + HEADER + bytes(98_304_000),
    "attributes.onnx": lambda: field(7, field(1, b"\x2a\0" * (SIZE // 2))),
    "few_attributes.onnx": lambda: field(7, field(1, b"\x2a\0" * 490_000)),
    "weights.onnx": lambda: field(7, field(5, field(9, bytes(SIZE)))),
    "doubled.onnx": lambda: graph_of(
        "Identity x → y; " + "; ".join(f"FeatureVectorizer c{n or ''} c{n or ''} → c{n + 1}" for n in range(60)), 1, 4
    ),
    "added.onnx": lambda: graph_of("Identity x → y; " + "; ".join(f"Add c c → d{n}" for n in range(30_000)), 1, 4),
    "shifted.onnx": lambda: graph_of("; ".join(f"Neg x → h{n}" for n in range(30_000)), 1, 4096),
    "moved.onnx": lambda: graph_of("; ".join(f"Identity x → h{n}; Transpose h{n} → x" for n in range(15_000)), 1, 4),
    "joined.onnx": lambda: graph_of("; ".join(f"FeatureVectorizer {'x ' * 100}→ x" for n in range(4)), 1, 4096),
    "batch.onnx": lambda: graph_of("Neg x → y", 2**40, 4096),
    "metadata.onnx": lambda: b"\x72\0" * (SIZE // 2),
    "rows.csv": lambda: b"a\n" * (SIZE // 2),
    "cells.csv": lambda: (b"5," * 800 + b"1\n") * (SIZE // 1602),
    "one_row.csv": lambda: b"a," * (SIZE // 2),
    "too_large.json": lambda: bytes(101_000_000),
}


def peak() -> int:
    """The megabytes of memory that this process has had at most."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage there counts what the process was forked from
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) // 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_000_000


def no_longer_than(seconds: float) -> None:
    """End this process after so many seconds of work from now on; never for 0."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


if __name__ == "__main__":
    for path in (Path(line.strip()) for line in sys.stdin):
        no_longer_than(SECONDS)
        try:
            said = Table.read(path, 1).count if path.suffix == ".csv" else read(path)["network"].sizes
        except NetworkFileError as error:
            said = str(error).removeprefix(f"{path}: ")
        no_longer_than(0)
        print(said, peak(), sep=" | ", flush=True)
