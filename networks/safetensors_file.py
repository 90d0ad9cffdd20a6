"""State dicts of PyTorch as .safetensors: 0.weight (n_out, n_in), 0.bias, 2.weight and so on, or W1 and b1."""

import json
from pathlib import Path
from typing import Any

from networks.contents import Contents
from networks.fields import FIELDS, cleaned
from networks.named_arrays import Part, parts, places
from networks.untrusted import MAX_LAYERS

FLOATS = {"F64", "F32", "F16"}
MAX_HEADER = 1_000_000


def from_safetensors(path: Path, data: bytes) -> Contents:
    """What is in the file with these bytes. Its metadata may name the activations, as relu,relu,softmax, and give
    fields of FIELDS, as text or as JSON. Raises ValueError for what does not fit.
    """
    try:
        from safetensors import SafetensorError, safe_open
    except ImportError:
        raise ValueError("wants the package safetensors; type: .venv/bin/python -m pip install safetensors") from None
    if int.from_bytes(data[:8], "little") > MAX_HEADER:
        raise ValueError(f"has a header of more than {MAX_HEADER // 1000} KB")
    try:
        with safe_open(path, framework="numpy") as file:
            shapes = {name: (tuple(part.get_shape()), part.get_dtype()) for name, part in _parts(file)}
            layers = [part.arrays(file.get_tensor) for part in layers_of(shapes)]
            weights, biases = zip(*layers, strict=True)
            metadata = file.metadata() or {}
    except (SafetensorError, OSError) as error:
        raise ValueError(f"is no safetensors file: {error}") from None
    activations = metadata["activations"].split(",") if metadata.get("activations") else None
    fields = {name: _value(text, FIELDS[name]) for name, text in metadata.items() if name in FIELDS}
    return Contents(weights, biases, activations, None, metadata.get("loss"), cleaned(fields))


def _parts(file: Any) -> list[tuple[str, Any]]:
    names = list(file.keys())
    if len(names) > 2 * MAX_LAYERS:
        raise ValueError(f"holds {len(names)} tensors: the films show 1 to {MAX_LAYERS} layers, of two tensors each")
    return [(name, file.get_slice(name)) for name in names]


def _value(text: str, kind: str) -> Any:
    if kind == "text":
        return text
    try:
        return json.loads(text[:100_000])
    except (ValueError, RecursionError):
        raise ValueError(f"metadata {text[:50]!r} is no JSON") from None


def layers_of(shapes: dict[str, tuple[tuple[int, ...], str]]) -> list[Part]:
    """The layers of tensors of such shapes and types, in the order of the network. Raises ValueError for others."""
    found = places(shapes)
    for name, (shape, kind) in shapes.items():
        if name not in found:
            norm = "; networks.from_torch(model) takes BatchNorm1d along" * any("running_mean" in key for key in shapes)
            raise ValueError(f"holds {name[:50]!r} of shape {shape}: the films show dense layers alone{norm}")
        if kind not in FLOATS:
            raise ValueError(f"{name[:50]!r} is of type {kind}: save it as float32, by model.float()")
    return parts(found, {name: shape for name, (shape, _) in shapes.items()})
