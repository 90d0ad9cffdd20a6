"""What skl2onnx, and some by hand, put after the last activation to name the class."""

from typing import Any

import numpy as np

from networks.onnx_layers import Dense
from networks.onnx_rows import FLOATS, attribute
from networks.untrusted import MAX_NEURONS, name_of

TAIL = ("ArgMax", "ArrayFeatureExtractor", "Binarizer", "Cast", "Concat", "Identity", "Reshape", "Sub", "ZipMap")


def only_names_the_class(node: Any, constants: dict[str, Any], last: Dense) -> bool:
    """Whether a node of TAIL that takes what the last layer gives only names the class."""
    match node.op_type:
        case "Identity":
            return False
        case "Cast":
            return attribute(node, "to", 0) not in FLOATS
        case "Reshape":  # skl2onnx puts even two values of a sample one below the other
            shape = constants.get(node.input[-1])
            return len(last.weights) > 1 and isinstance(shape, np.ndarray) and shape.tolist() == [-1, 1]
        case "Sub":  # 1 − p, the probability of the other class
            first = constants.get(node.input[0])
            return isinstance(first, np.ndarray) and first.size == 1 and first == 1 and last.activation == "sigmoid"
    return True


def class_names(node: Any, constants: dict[str, Any]) -> tuple[str, ...]:
    """The names of the classes that stand in a node of TAIL, or in the list that it takes them from; perhaps none."""
    names = attribute(node, "classlabels_strings", []) or attribute(node, "classlabels_int64s", [])
    if node.op_type == "ArrayFeatureExtractor":
        names = np.ravel(constants.get(node.input[0], []))[: MAX_NEURONS + 1].tolist()
    return tuple(name_of(name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name)) for name in names)
