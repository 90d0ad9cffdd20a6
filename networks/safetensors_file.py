"""State dicts of PyTorch as .safetensors: 0.weight (n_out, n_in), 0.bias, 2.weight and so on."""

import json
import re
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

import numpy as np

from networks.contents import Contents
from networks.fields import FIELDS, cleaned
from networks.untrusted import MAX_LAYERS, check_shapes

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
            names = ordered(shapes)
            weights = [file.get_tensor(f"{name}weight") for name in names]
            biases = [
                file.get_tensor(f"{name}bias") if f"{name}bias" in shapes else np.zeros(len(rows))
                for name, rows in zip(names, weights, strict=True)
            ]
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


def ordered(shapes: dict[str, tuple[tuple[int, ...], str]]) -> list[str]:
    """The layers, by what stands before "weight" in their names, in the order of the network.
    It is that of the numbers in the names; without such, the one order in which the shapes fit.
    """
    for name, (shape, kind) in shapes.items():
        layer = re.fullmatch(r"(.*)(weight|bias)", name, re.DOTALL)
        if layer is None or len(shape) != (2 if layer[2] == "weight" else 1) or f"{layer[1]}weight" not in shapes:
            raise ValueError(f"holds {name[:50]!r} of shape {shape}: the films show dense layers alone")
        if kind not in FLOATS:
            raise ValueError(f"{name[:50]!r} is of type {kind}: save it as float32, by model.float()")
    layers = {name.removesuffix("weight"): shape for name, (shape, _) in shapes.items() if name.endswith("weight")}
    check_shapes(list(layers.values()))
    numbers = {name: tuple(map(int, re.findall(r"\d{1,9}", name))) for name in layers}
    if all(numbers.values()) and len(set(numbers.values())) == len(layers):
        orders = [tuple(sorted(layers, key=numbers.__getitem__))]
    else:
        orders = [
            order
            for order in permutations(layers)
            if all(layers[name][0] == layers[following][1] for name, following in pairwise(order))
        ]
    if len(orders) != 1:
        raise ValueError(f"the order of {', '.join(layers)[:100]} is not clear: number them, as nn.Sequential does")
    for name in orders[0]:
        if shapes.get(f"{name}bias", (layers[name][:1],))[0] != layers[name][:1]:
            raise ValueError(f"{name}bias has shape {shapes[name + 'bias'][0]}, {name}weight {layers[name]}")
    return list(orders[0])
