"""Networks as .onnx, the way torch.onnx.export and skl2onnx write dense ones: one path from the input to the output.
`networks/onnx_path.py` follows it; here is what is asked of the file before.
"""

import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from networks.contents import Contents
from networks.onnx_beside import bytes_beside
from networks.onnx_nodes import nodes_that_count
from networks.onnx_path import MAX_DIMS, DensePath
from networks.untrusted import MAX_PARAMETERS, one_line

# ONNX's numbers for the types that may be read.
FLOATS = {1: 4, 10: 2, 11: 8}  # float32, float16, float64
INTEGERS = {6: 4, 7: 8, 9: 1}  # int32, int64, bool
TEXT = 8
# protobuf takes up to a hundred bytes of memory for one of the file, except for what is a weight.
MAX_STRUCTURE, MAX_FIELDS = 1_000_000, 100_000
GRAPH, INITIALIZER, RAW, FLOAT, DOUBLE = 7, 5, 9, 4, 10


@np.errstate(all="ignore")  # what leaves the finite numbers is refused, by name
def from_onnx(data: bytes, path: Path | None = None) -> Contents:
    """What is in the model. path: where it lies, for weights that lie beside it. What was not read as it stands there
    is said on stderr. Raises ValueError for what does not fit, and for each operator the films could not show.
    """
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
    constants, folder = {}, path.parent if path else None
    for name, tensor in tensors_of(graph):
        constants[name] = array_of(tensor, folder) if hasattr(tensor, "dims") else np.array(tensor)
    dense, nodes = path_into(graph, constants)
    for node in nodes:
        if node.op_type != "Constant":
            dense.follow(node)
    contents = dense.end([output.name for output in graph.output])
    for note in dense.notes:
        print(one_line(f"{path or 'the network'}: {note}"), file=sys.stderr)
    return contents


def tensors_of(graph: Any) -> list[tuple[str, Any]]:
    """The constants of a graph by name: a TensorProto each, or numbers. Raises ValueError where there are too many."""
    found = [(tensor.name, tensor) for tensor in graph.initializer]
    for node in graph.node:
        if node.op_type == "Constant" and node.domain in ("", "ai.onnx") and len(node.output) == 1:
            found.append((node.output[0], constant_of(node)))
    tensors = [tensor for _, tensor in found if hasattr(tensor, "dims")]
    for tensor in tensors:
        if len(tensor.dims) > MAX_DIMS:
            raise ValueError(f"{tensor.name[:50]!r} has {len(tensor.dims)} dims: at most {MAX_DIMS} are read")
    if (count := sum(abs(math.prod(tensor.dims)) for tensor in tensors)) > 1.1 * MAX_PARAMETERS:
        raise ValueError(f"{count:,} weights: at most {MAX_PARAMETERS:,} parameters are read")
    return found


def path_into(graph: Any, constants: dict[str, Any]) -> tuple[DensePath, list[Any]]:
    """The path from the inputs of a graph on, and its nodes. An input that none of them takes is left out."""
    path = DensePath(constants)
    for node in graph.node:
        path.fold(node)
    nodes = nodes_that_count(graph, constants)
    taken = {name for node in nodes for name in node.input} | {output.name for output in graph.output}
    inputs: list[tuple[str, list[int]]] = []
    unused: list[tuple[str, list[int]]] = []
    for each in graph.input:
        if each.name not in constants:
            shape = each.type.tensor_type.shape
            dims = [size.dim_value for size in shape.dim] if each.type.tensor_type.HasField("shape") else [0, 0]
            (inputs if each.name in taken else unused).append((each.name, dims))
    if not inputs:
        raise ValueError("has 0 inputs: the films show networks with one or more")
    path.begin(inputs, inputs_of_first(nodes, constants))
    path.notes += [f"the input {name[:50]!r} is left out: nothing depends on it" for name, _ in unused[:5]]
    return path, nodes


def inputs_of_first(nodes: list[Any], constants: dict[str, Any]) -> int:
    """How many inputs the first weights take; 0 where that is not clear."""
    first = next((node for node in nodes if node.op_type in ("Gemm", "MatMul")), None)
    turned = first is not None and any(one.name == "transB" and one.i for one in first.attribute)
    for place, name in enumerate(first.input[:2] if first else ()):
        weights = constants.get(name)
        if isinstance(weights, np.ndarray) and weights.ndim == 2:
            return weights.shape[0] if place and not turned else weights.shape[1]
    return 0


def constant_of(node: Any) -> Any:
    """The value of a Constant node: a TensorProto, or numbers."""
    for attribute in node.attribute:
        match attribute.name:
            case "value":
                return attribute.t
            case "value_float":
                return attribute.f
            case "value_int":
                return attribute.i
            case "value_floats" | "value_ints":
                return list(attribute.floats or attribute.ints)
    raise ValueError(f"has a Constant {node.output[0][:50]!r} that is no tensor")


def array_of(tensor: Any, folder: Path | None) -> np.ndarray | list[str]:
    """The numbers, or the texts, of a TensorProto, as many as its dims say. They stand in it, or beside the model."""
    name, kind, count = tensor.name[:50], tensor.data_type, math.prod(tensor.dims)
    if kind == TEXT and not tensor.HasField("raw_data") and not tensor.data_location:
        return [text.decode("utf-8", "replace") for text in tensor.string_data]
    if kind not in FLOATS | INTEGERS or tensor.HasField("segment"):
        raise ValueError(f"{name!r} is of type {kind}: export the network as float32")
    size = (FLOATS | INTEGERS)[kind]
    if (tensor.data_location or tensor.external_data) and all(each >= 0 for each in tensor.dims):
        tensor.raw_data = bytes_beside(tensor, folder, count * size)
        tensor.data_location = 0
        del tensor.external_data[:]
    if tensor.HasField("raw_data"):
        held = len(tensor.raw_data) / size
    else:
        held = len({1: tensor.float_data, 11: tensor.double_data, 7: tensor.int64_data}.get(kind, tensor.int32_data))
    if held != count or any(each < 0 for each in tensor.dims):
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
