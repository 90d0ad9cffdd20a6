"""Weights that lie in a file beside the model, as PyTorch writes them from 2.9 on.
Format: https://onnx.ai/onnx/repo-docs/ExternalData.html. The model names the file and is not to be trusted: no other
folder is looked into, and no more is read than fits.
"""

import os
import stat
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

WAY_OUT = "export with external_data=False"


def bytes_beside(tensor: Any, folder: Path | None, size: int) -> bytes:
    """The `size` bytes of a tensor that its dims ask for. folder: the model's; None where it is in none.
    Raises ValueError for a place outside the folder, and for a file that does not have them.
    """
    # What is no UTF-8 comes as bytes.
    told = {entry.key: entry.value for entry in tensor.external_data if isinstance(entry.value, str)}
    name = tensor.name[:50]
    location = told.get("location", "")
    if folder is None or not _is_plain(location):
        raise ValueError(f"{name!r} lies outside of the model's folder, in {location[:50]!r}: {WAY_OUT}")
    offset, length = (_whole(told.get(key, default)) for key, default in (("offset", "0"), ("length", str(size))))
    if offset is None or length != size:
        said = f"{told.get('length', size)} bytes from {told.get('offset', 0)}"[:60]
        raise ValueError(f"{name!r} takes {size} bytes, but {location[:50]!r} is said to hold {said}: export it again")
    try:
        path, home = (folder / location).resolve(), folder.resolve()
        if not path.is_relative_to(home):
            raise ValueError(
                f"{name!r} lies in {location[:50]!r}, a link out of the model's folder: put the file there"
            )
        if not path.is_file():
            raise ValueError(f"{name!r} lies in {location[:50]!r}, and no such file is beside the model: put it there")
        # A pipe or a device that took the file's place meanwhile is not waited for.
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:
            there = os.fstat(file.fileno())
            if not stat.S_ISREG(there.st_mode) or offset + size > there.st_size:
                lacks = f"has {there.st_size} bytes, and {name!r} takes {size} from {offset}: export it again"
                raise ValueError(f"{location[:50]!r} {lacks}")
            file.seek(offset)
            return file.read(size)
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        reason = getattr(error, "strerror", None) or "links in a circle"
        raise ValueError(f"{name!r} lies in {location[:50]!r}: {reason}; {WAY_OUT}") from None


def _is_plain(location: str) -> bool:
    """Whether a path, on any system, is relative and goes down only."""
    paths = PurePosixPath(location), PureWindowsPath(location)
    if not location or "\0" in location or any(path.anchor or ".." in path.parts for path in paths):
        return False
    return "\\" not in location


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None
