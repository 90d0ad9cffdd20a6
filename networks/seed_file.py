"""visualization_data.json, as Sara Waniolka's Neural_Networks_Math writes it: the network that this project began with.
It has ReLU in the hidden layers, softmax at the end, and one input that is standardised already. Nearly all of the file
is gradients_history, every gradient of every step, which is not needed and is not even read.
"""

import re

import numpy as np

from networks.contents import Contents
from networks.fields import is_a
from networks.foreign_json import from_foreign
from networks.untrusted import check_shapes

HISTORY = re.compile(rb'"gradients_history"\s*:\s*')
OPENING, CLOSING, QUOTE, BACKSLASH = np.frombuffer(b'[]"\\', dtype=np.uint8)
KINDS = {"layer_sizes": "numbers", "biases": "rows", "inputs": "numbers", "labels": "numbers"}


def without_history(data: bytes) -> bytes:
    """The JSON with null for its gradients_history, if it has one that is a list."""
    if (key := HISTORY.search(data)) is None or data[key.end() : key.end() + 1] != b"[":
        return data
    depth = 0
    for start in range(key.end(), len(data), 1 << 20):  # piece by piece: the depths take more memory than the text
        piece = np.frombuffer(data, np.uint8, min(1 << 20, len(data) - start), start)
        depths = depth + np.cumsum((piece == OPENING).astype(np.int32) - (piece == CLOSING))
        if len(ends := np.flatnonzero(depths == 0)):
            return data[: key.end()] + b"null" + data[start + ends[0] + 1 :]
        depth = depths[-1]
    return data


def from_seed(data: dict) -> Contents:
    """What is in such a file, as `parsed` gave it. Raises ValueError for what is missing or does not fit.
    weights may be (n_out, n_in), as written, or (n_in, n_out), whichever fits layer_sizes.
    Without the sample that this program writes, it is one of another program.
    """
    if not data.keys() & {"inputs", "labels"}:
        return from_foreign(data)
    for name, kind in KINDS.items():
        if not is_a(data.get(name), kind):
            raise ValueError(f"{name!r} is missing or not of numbers alone: give what Neural_Networks_Math writes")
    sizes, weights = data["layer_sizes"], data.get("weights")
    if not is_a(sizes, "numbers") or not all(is_a(size, "whole") for size in sizes):
        raise ValueError("'layer_sizes' are no whole numbers")
    if not isinstance(weights, list) or not all(is_a(rows, "rows") for rows in weights):
        raise ValueError("'weights' is missing or not of rows of numbers")
    shapes = list(zip(sizes[1:], sizes[:-1], strict=True))
    check_shapes(shapes)
    if len(weights) != len(shapes) or len(data["biases"]) != len(shapes):
        raise ValueError(f"layer_sizes {sizes} want {len(shapes)} of weights and of biases")
    weights = [_as_rows(*one) for one in zip(range(1, len(sizes)), weights, shapes, strict=True)]
    activations = ["relu"] * (len(shapes) - 1) + ["softmax"]
    fields = {"measurements": data["inputs"], "target": data["labels"]}
    if sorted(data["labels"])[:-1] == [0] * (sizes[-1] - 1) and max(data["labels"]) == 1:
        fields = {"measurements": data["inputs"], "true_class": data["labels"].index(1)}
    return Contents(weights, data["biases"], activations, fields=fields)


def _as_rows(number: int, rows: list, shape: tuple[int, int]) -> np.ndarray:
    given = {len(row) for row in rows}
    for (height, width), table in ((shape, np.array), (shape[::-1], lambda rows: np.array(rows).T)):
        if len(rows) == height and given == {width}:
            return table(rows)
    raise ValueError(f"layer {number}: weights have {len(rows)} rows of {sorted(given)}: layer_sizes want {shape}")
