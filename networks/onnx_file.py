"""Networks as .onnx, the way torch.onnx.export and skl2onnx write dense ones: one path from the input to the output.
`networks/onnx_path.py` follows it; here is what is asked of the file before.
"""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from networks.contents import Contents
from networks.onnx_path import DensePath
from networks.untrusted import MAX_PARAMETERS

# ONNX's numbers for the types that may be read.
FLOATS = {1: 4, 10: 2, 11: 8}  # float32, float16, float64
INTEGERS = {6: 4, 7: 8}
TEXT = 8
# protobuf takes up to a hundred bytes of memory for one of the file, except for what is a weight.
MAX_STRUCTURE, MAX_FIELDS = 1_000_000, 100_000
GRAPH, INITIALIZER, RAW, FLOAT, DOUBLE = 7, 5, 9, 4, 10


def from_onnx(data: bytes) -> Contents:
    """What is in the model. Raises ValueError for what does not fit, and for each operator the films could not show."""
    try:
        import onnx
        from google.protobuf.message import DecodeError
    except ImportError:
        raise ValueError("wants the package onnx; type: .venv/bin/python -m pip install onnx") from None
    if structure(memoryview(data)) > MAX_STRUCTURE:
        raise ValueError("holds more than a megabyte besides its weights")
    try:
        graph = (model := onnx.load_model_from_string(data)).graph
    except DecodeError:
        raise ValueError("is no ONNX model") from None
    if model.functions or graph.sparse_initializer:
        raise ValueError("holds functions or sparse weights: export it without them")
    if (count := sum(abs(math.prod(tensor.dims)) for tensor in graph.initializer)) > 1.1 * MAX_PARAMETERS:
        raise ValueError(f"{count:,} weights: at most {MAX_PARAMETERS:,} parameters are read")
    constants = {tensor.name: array_of(tensor) for tensor in graph.initializer}
    for node in graph.node:
        if node.op_type == "Constant" and node.domain in ("", "ai.onnx") and len(node.output) == 1:
            constants[node.output[0]] = constant_of(node)
    inputs = [each for each in graph.input if each.name not in constants]
    if len(inputs) != 1:
        raise ValueError(f"has {len(inputs)} inputs: the films show networks with one")
    dims = [size.dim_value for size in inputs[0].type.tensor_type.shape.dim]
    path = DensePath(inputs[0].name, dims, constants)
    for node in graph.node:
        if node.op_type != "Constant":
            path.follow(node)
    return path.end([output.name for output in graph.output])


def constant_of(node: Any) -> np.ndarray | list[str]:
    """The value of a Constant node."""
    for attribute in node.attribute:
        match attribute.name:
            case "value":
                return array_of(attribute.t)
            case "value_float":
                return np.array(attribute.f)
            case "value_int":
                return np.array(attribute.i)
            case "value_floats" | "value_ints":
                return np.array(attribute.floats or attribute.ints)
    raise ValueError(f"has a Constant {node.output[0][:50]!r} that is no tensor")


def array_of(tensor: Any) -> np.ndarray | list[str]:
    """The numbers, or the texts, of a TensorProto that holds them itself, as many as its dims say."""
    name, kind, count = tensor.name[:50], tensor.data_type, math.prod(tensor.dims)
    if tensor.data_location or tensor.external_data:
        raise ValueError(f"{name!r} lies in another file: export with external_data=False")
    if kind == TEXT and not tensor.HasField("raw_data"):
        return [text.decode("utf-8", "replace") for text in tensor.string_data]
    if kind not in FLOATS | INTEGERS or tensor.HasField("segment"):
        raise ValueError(f"{name!r} is of type {kind}: export the network as float32")
    if tensor.HasField("raw_data"):
        held = len(tensor.raw_data) / (FLOATS | INTEGERS)[kind]
    else:
        held = len({1: tensor.float_data, 11: tensor.double_data, 7: tensor.int64_data}.get(kind, tensor.int32_data))
    if held != count or any(size < 0 for size in tensor.dims):
        raise ValueError(f"{name!r} has dims {list(tensor.dims)[:8]} but {held:g} values")
    from onnx.numpy_helper import to_array

    return to_array(tensor)


def structure(model: memoryview) -> int:
    """How many bytes the model has besides those in which its initializers hold their numbers.
    Raises ValueError for what is no protobuf message.
    """
    left, size = MAX_FIELDS, len(model)
    for number, graph in fields_of(model):
        for inner, tensor in fields_of(graph) if number == GRAPH else ():
            for leaf, values in fields_of(tensor) if inner == INITIALIZER else ():
                size -= len(values) if leaf in (RAW, FLOAT, DOUBLE) else 0
            left -= 1
            if not left:
                raise ValueError("holds more nodes and weights than any network that can be read")
    return size


def fields_of(message: memoryview) -> Iterator[tuple[int, Any]]:
    """The number and content of each field that has a length: protobuf.dev, Encoding."""
    at = count = 0
    while at < len(message):
        if (count := count + 1) > MAX_FIELDS:
            raise ValueError("holds more nodes and weights than any network that can be read")
        tag, at = _varint(message, at)
        match tag & 7:
            case 0:
                at = _varint(message, at)[1]
            case 1:
                at += 8
            case 2:
                size, at = _varint(message, at)
                yield tag >> 3, message[at : at + size]
                at += size
            case 5:
                at += 4
            case _:
                raise ValueError("is no ONNX model")


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    number = shift = 0
    while at < len(message) and shift < 70:
        number |= (message[at] & 127) << shift
        at += 1
        if message[at - 1] < 128:
            return number, at
        shift += 7
    raise ValueError("is no ONNX model")
