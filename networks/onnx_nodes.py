"""Which nodes of an ONNX graph count: those that an output depends on, with what is one activation in one node."""

from collections.abc import Mapping
from typing import Any

import numpy as np


def nodes_that_count(graph: Any, constants: Mapping[str, Any]) -> list[Any]:
    """The nodes of the graph, in their order, on which an output depends. constants: what is computed of the file
    alone, by name.
    """
    made = {name: node for node in graph.node for name in node.output}
    wanted, kept = {output.name for output in graph.output}, []
    for node in reversed(graph.node):
        plain = node if node.op_type != "Where" else _without_threshold(node, made, constants)
        if wanted & set(plain.output):
            wanted |= set(plain.input)
            kept.append(plain)
    return kept[::-1]


def _without_threshold(node: Any, made: Mapping[str, Any], constants: Mapping[str, Any]) -> Any:
    """Identity instead of Where(z > threshold, z, Softplus(z)), which PyTorch writes from 2.9 on: in single precision
    the two are the same above a threshold such as its 20. Any other node as it is.
    """
    given = list(node.input)
    test, soft = (made.get(name) for name in (given[0], given[-1]))
    if len(given) != 3 or not test or not soft or (test.op_type, soft.op_type) != ("Greater", "Softplus"):
        return node
    limit = constants.get(test.input[-1])
    if [test.input[0], *soft.input] != [given[1]] * 2 or not isinstance(limit, np.ndarray) or limit.size != 1:
        return node
    if np.float32(np.logaddexp(0.0, float(limit.item()))) != np.float32(limit.item()):
        return node
    return type(node)(op_type="Identity", input=given[2:], output=node.output)
