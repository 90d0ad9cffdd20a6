"""The dense layers that an ONNX graph computes one after the other, and what is folded into them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from networks.onnx_rows import Rows, attribute
from networks.untrusted import check_shapes

ACTIVATIONS = {
    "Relu": "relu", "LeakyRelu": "leaky_relu", "Sigmoid": "sigmoid", "Tanh": "tanh", "Softplus": "softplus",
    "Elu": "elu", "Softmax": "softmax",
}  # fmt: skip


@dataclass
class Dense:
    """One layer: weights (n_out, n_in), biases (n_out,); activation and slope are None until they come."""

    weights: np.ndarray
    biases: np.ndarray
    activation: str | None = None
    slope: float | None = None


class Layers:
    """The layers so far. The standardisation before the first goes to `fields`, what was changed is said in `notes`.

    What is added to numbers, or multiplied with them, is kept in their Rows until it is clear where it belongs:
    into the layer before, or, where that has its activation already, into the one that follows.
    """

    def __init__(self, fields: dict[str, Any], notes: list[str]):
        self.kept: list[Dense] = []
        self.fields, self.notes = fields, notes

    def gemm(self, node: Any, rows: Rows, places: Sequence[int], others: Sequence[np.ndarray]) -> Rows:
        """Input · weights, times alpha, and beta · biases."""
        if len(others) not in (1, 2) or list(places) != [0] or attribute(node, "transA", 0):
            raise ValueError("Gemm takes its input transposed: the films cannot show that")
        weights = matrix(others[0]) * attribute(node, "alpha", 1.0)
        rows = self._dense("Gemm", rows, weights if attribute(node, "transB", 0) else weights.T)
        if len(others) == 1:
            return rows
        return rows.affine("Add", spread(attribute(node, "beta", 1.0) * numbers(others[1]), rows, "a bias"))

    def matmul(self, node: Any, rows: Rows, places: Sequence[int], others: Sequence[np.ndarray]) -> Rows:
        """Input · weights; or, of a single vector, weights · input."""
        if len(others) != 1 or (list(places) != [0] and rows.source.ndim != 1):
            raise ValueError("MatMul has its weights before its input: the films cannot show that")
        weights = matrix(others[0])
        return self._dense("MatMul", rows, weights.T if places[0] == 0 else weights)

    def affine(self, node: Any, rows: Rows, places: Sequence[int], others: Sequence[np.ndarray]) -> Rows:
        """Add, Sub, Mul or Div, number by number."""
        kind, last = node.op_type, self.kept[-1] if self.kept else None
        if len(others) != 1:
            raise ValueError(f"{kind} has {len(others) + 1} inputs: the films show it with one constant")
        constant = numbers(others[0])
        if last and (last.activation or kind in ("Mul", "Div")):
            self._note(kind)
        if kind == "Mul" and not last and others[0].dtype == np.float32 and constant.size == 1:
            kind, constant = "Div", divisor(constant)
        what = "a bias" if last and kind == "Add" else f"the constant of {kind}"
        return rows.affine(kind, spread(constant, rows, what), first=places[0] == 1, said=node.op_type)

    def negative(self, node: Any, rows: Rows, *_: Any) -> Rows:
        """0 − input."""
        return rows.affine("Sub", np.array(0.0), first=True)

    def batch_norm(self, node: Any, rows: Rows, places: Sequence[int], others: Sequence[np.ndarray]) -> Rows:
        """(input − mean) / √(variance + epsilon) · scale + bias, as after training."""
        shape = rows.source.shape
        if list(places) != [0] or len(others) != 4 or attribute(node, "training_mode", 0):
            raise ValueError("BatchNormalization is in training mode: export the network in eval mode")
        if len(shape) < 2 or any(other.shape != shape[1:2] for other in others):
            shapes = ", ".join(str(other.shape) for other in others)[:80]
            raise ValueError(f"BatchNormalization has constants of shapes {shapes} for an input of shape {shape[1:]}")
        factor, shift, mean, variance = (numbers(each).reshape(-1, *[1] * (len(shape) - 2)) for each in others)
        deviation = np.sqrt(variance + attribute(node, "epsilon", 1e-5))
        self._note("BatchNormalization")
        for kind, constant in (("Sub", mean), ("Div", deviation), ("Mul", factor), ("Add", shift)):
            rows = rows.affine(kind, constant, said="BatchNormalization")
        return rows

    def scaler(self, node: Any, rows: Rows, *_: Any) -> Rows:
        """(input − offset) · scale, of ai.onnx.ml."""
        for kind, name, default in (("Sub", "offset", 0.0), ("Mul", "scale", 1.0)):
            constant = np.array(attribute(node, name, [default]), dtype=np.float64)
            rows = rows.affine(kind, spread(constant, rows, f"{name} of Scaler"), said="Scaler")
        return rows

    def activate(self, node: Any, rows: Rows, *_: Any) -> Rows:
        """An activation of the last layer."""
        kind, shape = node.op_type, rows.source.shape
        if not self.kept:
            raise ValueError(f"does not begin with a dense layer, but with {kind}: the films cannot show that")
        last, columns = self.kept[-1], rows.columns()
        if last.activation is not None:
            raise ValueError(f"{kind} follows on {last.activation}: the films show one activation a layer")
        along = attribute(node, "axis", -1) in (-1, len(shape) - 1) and shape[-1] == len(columns[0])
        if kind in ("Softmax", "LogSoftmax") and not along:
            raise ValueError(f"{kind} does not work along the last axis: the films cannot show that")
        if kind == "Elu" and (alpha := attribute(node, "alpha", 1.0)) != 1:
            raise ValueError(f"Elu has the alpha {alpha:g}: the films show an ELU with the alpha 1 alone")
        if kind == "LogSoftmax":
            self.notes.append("LogSoftmax is read as softmax: the films show probabilities, not their logarithms")
        self._fold_back(*columns)
        last.activation = ACTIVATIONS.get(kind, "softmax")
        if kind == "LeakyRelu":
            # In single precision 0.2 is 0.200000003: the shortest number that is stored like this was meant.
            last.slope = float(str(np.float32(attribute(node, "alpha", 0.01))))
        return Rows.begin(shape, rows.samples, len(columns[0]))

    def close(self, ends: Sequence[Rows]) -> None:
        """Fold what is left into the last layer. ends: all that the graph gives, which has to be the same."""
        first, *others = [rows.columns() for rows in ends]
        for other in others:
            if not all(np.array_equal(one, two, equal_nan=True) for one, two in zip(first, other, strict=True)):
                raise ValueError("has an output that is not where its layers end: export it with the last one alone")
        if self.kept and self.kept[-1].activation is None:
            self._fold_back(*first)
        elif self.kept and not _are_plain(*first, len(self.kept[-1].weights)):
            last = self.kept[-1].activation
            raise ValueError(
                f"changes its outputs after the last {last}: the films end with an activation; leave it out"
            )

    def _note(self, kind: str) -> None:
        if not self.kept:
            note = f"{kind} before the first layer is part of mean and scale"
        else:
            note = f"{kind} is folded into layer {len(self.kept) + (self.kept[-1].activation is not None)}"
        if note not in self.notes:
            self.notes.append(note)

    def _dense(self, kind: str, rows: Rows, weights: np.ndarray) -> Rows:
        source, mean, scale = rows.columns()
        if rows.source.shape[-1] != len(source):
            raise ValueError(
                f"{kind} takes {rows.source.shape[-1]} of {len(source)} numbers: the films show dense layers"
            )
        if weights.shape[1] != len(source):
            raise ValueError(f"{kind} has weights for {weights.shape[1]} numbers, but takes {len(source)}")
        check_shapes([*(layer.weights.shape for layer in self.kept), (len(weights), rows.width)])
        width = rows.width
        if not self.kept:
            mean, scale = self._standardised(source, mean, scale, width)
        elif self.kept[-1].activation is None:
            self._fold_back(source, mean, scale)
            width = len(source)
            source, mean, scale = np.arange(width), np.zeros(width), np.ones(width)
        biases = 0.0 - weights @ (mean / scale)
        if not _are_plain(source, mean, scale, width):
            parts, weights = weights / scale, np.zeros((len(weights), width))
            np.add.at(weights.T, source, parts.T)
        self.kept.append(Dense(weights, biases))
        return Rows.begin((*rows.source.shape[:-1], len(weights)), rows.samples, len(weights))

    def _standardised(self, source: np.ndarray, mean: np.ndarray, scale: np.ndarray, width: int) -> tuple:
        """Keep a mean and a scale of each input. Give those that remain: 0 and 1, but of an input that is turned
        round, or taken twice.
        """
        inputs, first = np.unique(source, return_index=True)
        means, scales = np.zeros(width), np.ones(width)
        means[inputs], scales[inputs] = mean[first], abs(scale[first])
        self.fields |= {"mean": means} if means.any() else {}
        self.fields |= {"scale": scales} if (scales != 1).any() else {}
        if (scale < 0).any():
            self.notes.append("an input is multiplied with a negative number: its weights take the sign")
        return (mean - means[source]) / scales[source], scale / scales[source]

    def _fold_back(self, source: np.ndarray, mean: np.ndarray, scale: np.ndarray) -> None:
        """Let the last layer give its numbers in this order, less the mean, over the scale."""
        last = self.kept[-1]
        if not _are_plain(source, mean, scale, len(last.weights)):
            shapes = [layer.weights.shape for layer in self.kept]
            check_shapes([*shapes[:-1], (len(source), shapes[-1][1])])
            last.weights = last.weights[source] / scale[:, None]
            last.biases = (last.biases[source] - mean) / scale


def _are_plain(source: np.ndarray, mean: np.ndarray, scale: np.ndarray, width: int) -> bool:
    """Whether these are all numbers of a level, as they are."""
    return np.array_equal(source, np.arange(width)) and not mean.any() and bool((scale == 1).all())


def numbers(values: Any) -> np.ndarray:
    """A constant that a layer computes with. Raises ValueError for texts and whole numbers."""
    if not isinstance(values, np.ndarray) or values.dtype.kind != "f":
        raise ValueError("a constant of a layer is not of floats: export the network as float32")
    return values.astype(np.float64)


def divisor(factor: np.ndarray) -> np.ndarray:
    """1 over a factor. In single precision 1 / 255 is 1 / 254.99998: the shortest number that fits was meant."""
    for digits in range(1, 8):
        short = np.array([float(f"{one:.{digits}g}") for one in 1 / factor.ravel()]).reshape(factor.shape)
        if (np.float32(1 / short) == factor).all():
            return short
    return 1 / factor


def matrix(values: Any) -> np.ndarray:
    """The weights of a layer."""
    if (found := numbers(values)).ndim != 2:
        raise ValueError(f"weights have shape {found.shape}: the films show dense layers alone")
    return found


def spread(constant: np.ndarray, rows: Rows, what: str) -> np.ndarray:
    """The same constant, where there is one number of it for each of the rows'. Raises ValueError."""
    size, shape = rows.source.size, rows.source.shape
    try:
        fits = int(np.prod(np.broadcast_shapes(constant.shape, shape))) == size
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(f"{what} has shape {constant.shape}: give {size // rows.samples} numbers")
    return constant


STEPS: dict[str, Callable[..., Rows]] = {
    "Gemm": Layers.gemm, "MatMul": Layers.matmul, "BatchNormalization": Layers.batch_norm, "Scaler": Layers.scaler,
    **dict.fromkeys(("Add", "Sub", "Mul", "Div"), Layers.affine), "Neg": Layers.negative,
    **dict.fromkeys((*ACTIVATIONS, "LogSoftmax"), Layers.activate),
}  # fmt: skip
# After these, a path is at a new place: what was there before can no longer be shown beside it.
NEW = ("Gemm", "MatMul", *ACTIVATIONS, "LogSoftmax")
