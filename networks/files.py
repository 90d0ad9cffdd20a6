"""One network from one file: which kind of file it is, and who reads it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from networks import unsafe
from networks.contents import Contents
from networks.fields import fitted
from networks.json_file import from_json, parsed
from networks.npz_file import from_npz
from networks.onnx_file import from_onnx
from networks.safetensors_file import from_safetensors
from networks.seed_file import from_seed, without_history
from networks.untrusted import NetworkFileError, bytes_of


@np.errstate(all="ignore")  # what leaves the finite numbers is refused, by name
def read(path: Path | str, activations: Sequence[str] | None = None) -> dict[str, Any]:
    """What the file holds, as the fields of an Example: network, and whatever else there is.
    activations: one name per layer, for files that do not say them. Raises NetworkFileError.
    """
    path = Path(path)
    data = bytes_of(path)
    try:
        contents = contents_of(path, data)
        return fitted(contents.fields, contents.network(activations))
    except ValueError as error:
        raise NetworkFileError(path, str(error)) from None


def contents_of(path: Path, data: bytes) -> Contents:
    """What the file with these bytes holds. Its first bytes say its kind; of ONNX, which has no mark, its name.
    Raises ValueError.
    """
    if kind := unsafe.kind_of(path.name, data):
        raise ValueError(unsafe.refusal(path.name, kind))
    if path.suffix.lower() == ".onnx":
        return from_onnx(data, path)
    if data.startswith(b"PK"):
        return from_npz(data)
    if data[8:9] == b"{" and data[6:8] == b"\0\0":
        return from_safetensors(path, data)
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{" or path.suffix.lower() == ".json":
        values = parsed(without_history(data))
        if not isinstance(values, dict):
            raise ValueError(
                "is JSON, but no object: give one with 'version' and 'network', see docs/network-format.md"
            )
        return from_seed(values) if "layer_sizes" in values else from_json(values)
    raise ValueError("is no network: give .json, .npz, .safetensors, .onnx, or a visualization_data.json")
