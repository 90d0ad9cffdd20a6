"""Networks as numpy's .npz: W1, b1, W2, b2 and so on, or weights_1, biases_1; besides, the fields of FIELDS."""

import io
import math
import re
import sys
import warnings
import zipfile
import zlib
from tokenize import TokenError

import numpy as np

from networks.contents import Contents
from networks.fields import FIELDS, checked, cleaned
from networks.untrusted import MAX_BYTES, check_shapes

MEMBER = re.compile(r"(?P<kind>W|weights_|b|biases_)(?P<number>\d{1,3})")
KINDS = {"W": "weights", "weights_": "weights", "b": "biases", "biases_": "biases"}
ELSE = ("activations", "loss", *FIELDS)


def from_npz(data: bytes) -> Contents:
    """What is in the archive. Weights are (n_out, n_in). Raises ValueError for what does not fit.
    Nothing is unpacked before its size is known, and nothing is unpickled.
    """
    try:
        with archive_of(data) as archive:
            arrays = {name: _array(archive, info) for name, info in _members(archive).items()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise ValueError(f"is no whole npz archive: {error}") from None
    layers: dict[str, dict[int, np.ndarray]] = {"weights": {}, "biases": {}}
    for name, member in {name: MEMBER.fullmatch(name) for name in arrays}.items():
        if member is None:
            continue
        layer = layers[KINDS[member["kind"]]]
        if int(member["number"]) in layer:
            raise ValueError(f"holds the {KINDS[member['kind']]} of layer {member['number']} twice")
        layer[int(member["number"])] = arrays.pop(name)
    numbers = sorted(layers["weights"])
    if numbers != sorted(layers["biases"]):
        raise ValueError("weights and biases do not go together: give W1 and b1, W2 and b2, …")
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True:
        raise ValueError("the layers are not numbered one after another: give W1 and b1, W2 and b2, …")
    weights, biases = ([layers[kind][number] for number in numbers] for kind in ("weights", "biases"))
    check_shapes([array.shape for array in weights])
    values = {name: array.tolist() for name, array in arrays.items()}
    said = {name: values.pop(name) for name in ("activations", "loss") if name in values}
    if isinstance(said.get("activations"), str):
        said["activations"] = said["activations"].split(",")
    checked(said, {"activations": "texts", "loss": "text"}, (), "the file")
    return Contents(weights, biases, said.get("activations"), None, said.get("loss"), cleaned(values))


def archive_of(data: bytes) -> zipfile.ZipFile:
    """The zip archive in these bytes, not unpacked. Raises ValueError where it has more members than it may need."""
    if data.count(b"PK\1\2") > 1000:  # each of them would take half a kilobyte of memory
        raise ValueError("holds more than a thousand members")
    return zipfile.ZipFile(io.BytesIO(data))


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The members by name, after what can be asked of them without unpacking any."""
    infos = archive.infolist()
    if sum(info.file_size for info in infos) > MAX_BYTES:
        raise ValueError(f"unpacks to more than {MAX_BYTES // 1_000_000} MB")
    members = {}
    for info in infos:
        name = info.filename.removesuffix(".npy")
        if name == info.filename or not (MEMBER.fullmatch(name) or name in ELSE) or name in members:
            raise ValueError(f"holds {info.filename[:50]!r}: give W1, b1, W2, …, and once each of {', '.join(ELSE)}")
        if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ValueError(f"{name} is encrypted, or packed as numpy does not")
        members[name] = info
    return members


def _array(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> np.ndarray:
    """One array of numbers or text, once its header promises no more than the member holds."""
    file = io.BytesIO(archive.read(info))
    try:
        with warnings.catch_warnings(action="error"):  # of a header that needs a second look
            version = np.lib.format.read_magic(file)
            header = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}[version]
            shape, by_columns, dtype = header(file)
    except (KeyError, TypeError, SyntaxError, MemoryError, OverflowError, ValueError, TokenError, Warning) as error:
        raise ValueError(f"{info.filename}: {error}") from None
    content = file.read()
    if dtype.kind not in "iufU" or min(shape, default=1) < 0 or math.prod(shape) * dtype.itemsize != len(content):
        raise ValueError(f"{info.filename}: shape {shape} of {dtype} values is not what it holds: give numbers or text")
    codes = np.dtype("u4").newbyteorder(dtype.byteorder)
    if dtype.kind == "U" and (np.frombuffer(content, codes) > sys.maxunicode).any():
        raise ValueError(f"{info.filename}: holds text that is none")
    return np.frombuffer(content, dtype).reshape(shape, order="F" if by_columns else "C")
