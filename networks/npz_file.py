"""Networks as numpy's .npz: W1, b1, W2, b2 and so on, or weights_1, biases_1; besides, the fields of FIELDS."""

import io
import math
import sys
import warnings
import zipfile
import zlib
from tokenize import TokenError

import numpy as np

from networks.contents import Contents
from networks.named_arrays import ELSE, from_named, places, unknown
from networks.untrusted import MAX_BYTES

APART = "save each array by itself, as W1, b1, W2 and so on"


def from_npz(data: bytes) -> Contents:
    """What is in the archive. Weights are (n_out, n_in). Raises ValueError for what does not fit.
    Nothing is unpacked before its size is known, and nothing is unpickled.
    """
    try:
        with archive_of(data) as archive:
            arrays = {name: _array(archive, info) for name, info in _members(archive).items()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise ValueError(f"is no whole npz archive: {error}") from None
    return from_named({name: array for name, array in arrays.items() if name not in ELSE},
                      {name: arrays[name].tolist() for name in ELSE if name in arrays})  # fmt: skip


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
    members: dict[str, zipfile.ZipInfo] = {}
    known = {*ELSE, *places(info.filename.removesuffix(".npy") for info in infos)}
    for info in infos:
        name = info.filename.removesuffix(".npy")
        if name == info.filename or name not in known or name in members:
            raise ValueError(unknown(info.filename))
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
    if dtype.hasobject:
        raise ValueError(f"{info.filename} holds objects, which may run code when they are opened: {APART}")
    if dtype.kind not in "iufU" or min(shape, default=1) < 0 or math.prod(shape) * dtype.itemsize != len(content):
        raise ValueError(f"{info.filename}: shape {shape} of {dtype} values is not what it holds: give numbers or text")
    codes = np.dtype("u4").newbyteorder(dtype.byteorder)
    if dtype.kind == "U" and (np.frombuffer(content, codes) > sys.maxunicode).any():
        raise ValueError(f"{info.filename}: holds text that is none")
    return np.frombuffer(content, dtype).reshape(shape, order="F" if by_columns else "C")
