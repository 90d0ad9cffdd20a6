"""The one path through an ONNX graph: a standardisation perhaps, dense layers, and at the end what names a class."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from networks.contents import Contents
from networks.untrusted import MAX_NEURONS, check_shapes, name_of

ACTIVATIONS = {
    "Relu": "relu", "LeakyRelu": "leaky_relu", "Sigmoid": "sigmoid", "Tanh": "tanh", "Softplus": "softplus",
    "Softmax": "softmax",
}  # fmt: skip
SAME = ("Identity", "Cast", "Flatten", "Reshape", "Squeeze")
# What skl2onnx puts after the last activation to name the class.
TAIL = ("ArgMax", "ArrayFeatureExtractor", "Binarizer", "Cast", "Concat", "Identity", "Reshape", "Sub", "ZipMap")
FLOATS = (1, 11)  # float32 and float64: to these, Cast changes nothing that counts


class DensePath:
    """Follows the nodes in their order, from the graph's one input on, of these dims, 0 where they are open.
    `constants` by name. Each layer is [weights, biases, activation, slope], the last three None until they come.
    """

    def __init__(self, start: str, dims: list[int], constants: dict):
        self.constants = constants
        self.batch, self.width = (dims[0], math.prod(dims[1:])) if dims else (0, 0)
        self.now = {start}  # all names of the value where the path is
        self.after: set[str] = set()  # what was made of the last one, to name the class
        self.layers: list[list[Any]] = []
        self.fields: dict[str, Any] = {}

    def follow(self, node: Any) -> None:
        """One node further. Raises ValueError for one that the films could not show."""
        if node.domain not in ("", "ai.onnx", "ai.onnx.ml"):
            raise ValueError(f"holds the operator {node.domain[:30]}.{node.op_type[:30]}, which the films cannot show")
        if self._is_tail(node):
            self.after |= set(node.output)
            return
        if node.op_type == "Identity" and set(node.input) <= set(self.constants):
            self.constants |= dict.fromkeys(node.output, self.constants[node.input[0]])
            return
        if not self.now & set(node.input):
            names = ", ".join(map(str, node.input))
            raise ValueError(f"{node.op_type[:30]} takes {names[:80]}: the films show one path alone")
        if self.after and node.op_type not in SAME:
            raise ValueError(f"{node.op_type[:30]} comes after the class was named: the films cannot show that")
        others = [self._constant(name) for name in node.input if name and name not in self.now]
        if node.op_type in ACTIVATIONS:
            self._activate(node)
        elif node.op_type in SAME:
            self._keep(node, others)
        elif node.op_type in STEPS:
            STEPS[node.op_type](self, node, *others)
        else:
            known = ", ".join(sorted({*ACTIVATIONS, *STEPS, *SAME}))
            raise ValueError(f"holds the operator {node.op_type[:30]}, which the films cannot show: they show {known}")
        self.now = self.now | set(node.output) if node.op_type in SAME else set(node.output)

    def end(self, outputs: list[str]) -> Contents:
        """What the path went through. Raises ValueError where it does not lead to the graph's outputs."""
        if not outputs or not set(outputs) <= self.now | self.after:
            raise ValueError("has an output that is not where its layers end: the films show one path alone")
        if self.layers:
            n_in = self.layers[0][0].shape[1]
            for name in ("mean", "scale"):
                if name in self.fields:
                    self.fields[name] = _vector(self.fields[name], n_in, name)
        biases = [_vector(0.0 if layer[1] is None else layer[1], len(layer[0]), "a bias") for layer in self.layers]
        activations = [layer[2] or "identity" for layer in self.layers]
        slopes = [layer[3] for layer in self.layers]
        return Contents([layer[0] for layer in self.layers], biases, activations, slopes, None, self.fields)

    def _constant(self, name: str) -> Any:
        if name not in self.constants:
            raise ValueError(f"{name[:50]!r} is computed on another path: the films show one path alone")
        return self.constants[name]

    def _is_tail(self, node: Any) -> bool:
        """Whether a node only names the class: it follows from the last value, and is of no use for it."""
        if node.op_type not in TAIL or not self.layers:
            return False
        from_here = set(node.input) & self.now
        if not (from_here or set(node.input) & self.after):
            return False
        if not set(node.input) <= self.now | self.after | set(self.constants):
            return False
        if from_here and node.op_type in ("Cast", "Identity"):
            return node.op_type == "Cast" and _attribute(node, "to", 0) not in FLOATS
        if from_here and node.op_type == "Reshape":  # skl2onnx puts even two values of a sample one below the other
            return len(self._last()[0]) > 1 and _shape(self.constants.get(node.input[-1])) == [-1, 1]
        if from_here and node.op_type == "Sub":  # 1 − p, the probability of the other class
            first = self.constants.get(node.input[0])
            return isinstance(first, np.ndarray) and first.size == 1 and first == 1 and self._last()[2] == "sigmoid"
        self._name_classes(node)
        return True

    def _name_classes(self, node: Any) -> None:
        names = _attribute(node, "classlabels_strings", []) or _attribute(node, "classlabels_int64s", [])
        if node.op_type == "ArrayFeatureExtractor":
            names = np.ravel(self.constants.get(node.input[0], []))[: MAX_NEURONS + 1].tolist()
        texts = (name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name) for name in names)
        if names := tuple(map(name_of, texts)):
            self.fields["class_names"] = names

    def _last(self) -> list:
        if not self.layers:
            raise ValueError("does not begin with a dense layer: the films cannot show what stands before")
        return self.layers[-1]

    def _activate(self, node: Any) -> None:
        layer = self._last()
        if layer[2] is not None:
            raise ValueError(f"{node.op_type} follows on {layer[2]}: the films show one activation a layer")
        if node.op_type == "Softmax" and _attribute(node, "axis", -1) not in (-1, 1):
            raise ValueError("Softmax does not work along the last axis: the films cannot show that")
        layer[2] = ACTIVATIONS[node.op_type]
        if node.op_type == "LeakyRelu":
            # In single precision 0.2 is 0.200000003: the shortest number that is stored like this was meant.
            layer[3] = float(str(np.float32(_attribute(node, "alpha", 0.01))))

    def _keep(self, node: Any, others: list) -> None:
        if node.op_type == "Cast" and _attribute(node, "to", 0) not in FLOATS:
            raise ValueError("Cast changes the numbers: the films show float32 and float64 alone")
        if node.op_type == "Squeeze" and (self.width != 1 or not self.layers):
            raise ValueError("Squeeze takes more than the single output out of its row: the films cannot show that")
        if node.op_type == "Flatten" and _attribute(node, "axis", 1) != 1:
            raise ValueError("Flatten does not keep the samples apart: the films cannot show that")
        if node.op_type == "Reshape":
            shape = _shape(others[0]) if len(others) == 1 else []
            flat = [self.batch, self.width], [-1, self.width], [0, self.width], [self.batch, -1], [0, -1]
            if shape not in flat or 0 in (shape[1], self.width):
                raise ValueError(f"Reshape to {shape} does more than flatten: the films cannot show that")

    def _gemm(self, node: Any, *others: Any) -> None:
        if len(others) not in (1, 2) or node.input[0] not in self.now or _attribute(node, "transA", 0):
            raise ValueError("Gemm takes its input transposed: the films cannot show that")
        weights = _attribute(node, "alpha", 1.0) * _matrix(others[0])
        self._dense(weights if _attribute(node, "transB", 0) else weights.T)
        if len(others) > 1:
            self.layers[-1][1] = _attribute(node, "beta", 1.0) * _numbers(others[1])

    def _matmul(self, node: Any, *others: Any) -> None:
        if len(others) != 1 or node.input[0] not in self.now:
            raise ValueError("MatMul has its weights before its input: the films cannot show that")
        self._dense(_matrix(others[0]).T)

    def _dense(self, weights: np.ndarray) -> None:
        self.layers.append([weights, None, None, None])
        self.width = len(weights)
        check_shapes([layer[0].shape for layer in self.layers])

    def _add(self, node: Any, *others: Any) -> None:
        layer = self._last()
        if layer[2] is not None or len(others) != 1:
            raise ValueError("Add stands where no bias can be: the films show W a + b, then an activation")
        bias = _vector(others[0], len(layer[0]), "a bias")
        layer[1] = bias if layer[1] is None else _vector(layer[1], len(layer[0]), "a bias") + bias

    def _sub(self, node: Any, *others: Any) -> None:
        self._at_head(node, "mean", others)
        self.fields["mean"] = _numbers(others[0])

    def _div(self, node: Any, *others: Any) -> None:
        self._at_head(node, "scale", others)
        self.fields["scale"] = _numbers(others[0])

    def _scaler(self, node: Any, *others: Any) -> None:
        self._at_head(node, "mean", [None])
        scale = np.array(_attribute(node, "scale", [1.0]), dtype=np.float64)
        if not (scale > 0).all():
            raise ValueError("Scaler has a scale that is not positive: the films cannot show that")
        self.fields = {"mean": np.array(_attribute(node, "offset", [0.0])), "scale": 1 / scale}

    def _at_head(self, node: Any, name: str, others: Sequence) -> None:
        first = node.input[0] in self.now and not self.layers and not self.fields.keys() & {name, "scale"}
        if not first or len(others) != 1:
            raise ValueError(f"{node.op_type} is no (input − mean) / scale at the beginning: the films cannot show it")


STEPS = {
    "Gemm": DensePath._gemm, "MatMul": DensePath._matmul, "Add": DensePath._add,
    "Sub": DensePath._sub, "Div": DensePath._div, "Scaler": DensePath._scaler,
}  # fmt: skip


def _attribute(node: Any, name: str, default: Any) -> Any:
    """An attribute of a node, of the default's type."""
    for attribute in node.attribute:
        if attribute.name == name:
            match default:
                case float():
                    return attribute.f
                case int():
                    return attribute.i
            return list(attribute.floats or attribute.ints or attribute.strings)
    return default


def _shape(values: Any) -> list[int]:
    """The numbers of a constant that is a shape; none of any other."""
    return values.tolist() if isinstance(values, np.ndarray) and values.ndim == 1 and values.size < 9 else []


def _numbers(values: Any) -> np.ndarray:
    if not isinstance(values, np.ndarray) or values.dtype.kind != "f":
        raise ValueError("a constant of a layer is not of floats: export the network as float32")
    return values.astype(np.float64)


def _matrix(values: Any) -> np.ndarray:
    if (matrix := _numbers(values)).ndim != 2:
        raise ValueError(f"weights have shape {matrix.shape}: the films show dense layers alone")
    return matrix


def _vector(values: Any, count: int, what: str) -> np.ndarray:
    """One number for each of `count` neurons, from (count,), (1, count) or a single number."""
    flat = _numbers(np.asarray(values))
    if flat.shape not in ((), (1,), (1, 1), (count,), (1, count)):
        raise ValueError(f"{what} has shape {flat.shape}: give {count} numbers")
    return np.broadcast_to(flat.reshape(-1), count).copy()
