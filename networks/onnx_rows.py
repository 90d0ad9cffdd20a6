"""What ONNX's operators do to numbers: to those that stand in the file, and to a sample's, of which only the place is
known. Operators: https://onnx.ai/onnx/operators
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

# ONNX's numbers for float32, float16 and float64, between which Cast changes nothing that counts; and for the others.
FLOATS = {1: np.float32, 10: np.float16, 11: np.float64}
TYPES = FLOATS | {6: np.int32, 7: np.int64, 9: np.bool_}
# How many numbers may be computed in all; a file can ask for any.
MAX_WORK = 20_000_000
WHY = {"Reshape": "does more than flatten", "Squeeze": "takes more than axes of size 1 away"}


@dataclass(frozen=True)
class Rows:
    """The numbers of several samples somewhere between two layers, in three arrays of the tensor's shape.
    Each is (a − mean) / scale of one of the `width` numbers a that a sample has where the layer before ends, or of its
    inputs: source tells which, counted through all samples.
    """

    source: np.ndarray
    mean: np.ndarray
    scale: np.ndarray
    samples: int
    width: int

    @classmethod
    def begin(cls, shape: tuple[int, ...], samples: int, width: int, first: int = 0) -> "Rows":
        """As many numbers of each sample as the shape has place for, from the number `first` on, as they are."""
        own = first + np.arange(math.prod(shape) // samples)
        source = np.add.outer(width * np.arange(samples), own).reshape(shape)
        return cls(source, np.zeros(shape), np.ones(shape), samples, width)

    def columns(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Source, mean and scale of the numbers of one sample. Raises ValueError where samples are mixed."""
        shape = self.source.shape
        if not self.source.size or (self.samples > 1 and shape[0] != self.samples):
            raise ValueError(f"does not keep the {self.samples} samples apart")
        source, mean, scale = (part.reshape(self.samples, -1) for part in (self.source, self.mean, self.scale))
        apart = source - self.width * np.arange(self.samples)[:, None] == source[0]
        alike = all(
            np.array_equal(part, np.broadcast_to(part[0], part.shape), equal_nan=True) for part in (mean, scale)
        )
        if not (apart.all() and alike and (source[0] < self.width).all()):
            raise ValueError("does not keep the samples apart")
        return source[0], mean[0], scale[0]

    def each(self, change: Callable[..., np.ndarray], *others: "Rows") -> "Rows":
        """The same change of where the numbers stand, in all three arrays."""
        parts = zip(*([rows.source, rows.mean, rows.scale] for rows in (self, *others)), strict=True)
        source, mean, scale = (change(*part) for part in parts)
        return Rows(source, mean, scale, self.samples, self.width)

    def affine(self, kind: str, constant: np.ndarray, first: bool = False, said: str = "") -> "Rows":
        """After Add, Sub, Mul or Div with a constant, which stands `first` or second. said: the operator, if another.
        Raises ValueError.
        """
        source, mean, scale, constant = np.broadcast_arrays(self.source, self.mean, self.scale, constant)
        match kind:
            case "Add":
                mean = mean - constant * scale
            case "Sub" if first:
                mean, scale = mean + constant * scale, -scale
            case "Sub":
                mean = mean + constant * scale
            case "Mul":
                scale = scale / constant
            case "Div" if not first:
                scale = scale * constant
            case _:
                raise ValueError(f"{kind} divides by what is computed: the films show (input − mean) / scale")
        if not (np.isfinite(scale).all() and scale.all()):
            raise ValueError(f"{said or kind} leaves a scale of 0 or beyond all numbers: give positive numbers")
        return Rows(source, mean, scale, self.samples, self.width)


def attribute(node: Any, name: str, default: Any) -> Any:
    """An attribute of a node, of the default's type."""
    for one in node.attribute:
        if one.name == name:
            match default:
                case float():
                    return one.f
                case int():
                    return one.i
            return list(one.floats or one.ints or one.strings)
    return default


def moved(node: Any, value: np.ndarray, *others: np.ndarray) -> np.ndarray:
    """What one of MOVES or JOINS makes of an array. Raises ValueError."""
    kind = node.op_type
    try:
        return (JOINS if kind in JOINS else MOVES)[kind](node, value, *others)
    except (ValueError, IndexError, TypeError, OverflowError, MemoryError):
        told = f" to {others[0].ravel()[:9].tolist()}"[:50] if kind == "Reshape" and len(others) == 1 else ""
        raise ValueError(
            f"{kind}{told} {WHY.get(kind, 'does not fit its input')}: the films cannot show that"
        ) from None


def cost(node: Any, values: list[np.ndarray]) -> int:
    """How many numbers a node will make of these, to be asked before it does."""
    if node.op_type in ("Gather", "ArrayFeatureExtractor") and len(values) == 2 and values[0].size:
        axis = attribute(node, "axis", 0) if node.op_type == "Gather" else -1
        return values[1].size * (
            values[0].size // values[0].shape[axis] if -values[0].ndim <= axis < values[0].ndim else 0
        )
    if node.op_type in ARITHMETIC and len(values) > 1:
        try:
            return math.prod(np.broadcast_shapes(*(value.shape for value in values)))
        except ValueError:
            return 0
    return sum(value.size for value in values)


def _reshape(node: Any, value: np.ndarray, shape: np.ndarray) -> np.ndarray:
    sizes = shape.tolist()
    if not attribute(node, "allowzero", 0):
        sizes = [value.shape[place] if size == 0 else size for place, size in enumerate(sizes)]
    return value.reshape(sizes)


def _flatten(node: Any, value: np.ndarray) -> np.ndarray:
    axis = attribute(node, "axis", 1)
    return value.reshape(math.prod(value.shape[:axis]), math.prod(value.shape[axis:]))


def _axes(node: Any, given: tuple[np.ndarray, ...]) -> tuple[int, ...]:
    """The axes of a node: in its second input, or, in older files, in an attribute."""
    return tuple(given[0].ravel().tolist() if given else attribute(node, "axes", []))


def _squeeze(node: Any, value: np.ndarray, *axes: np.ndarray) -> np.ndarray:
    return np.squeeze(value, axis=_axes(node, axes) or None)


def _transpose(node: Any, value: np.ndarray) -> np.ndarray:
    return np.transpose(value, attribute(node, "perm", []) or None)


def _slice(node: Any, value: np.ndarray, *given: np.ndarray) -> np.ndarray:
    if not given:
        given = tuple(np.array(attribute(node, name, [])) for name in ("starts", "ends", "axes"))
        given = given if given[2].size else given[:2]
    starts, ends, *rest = (each.ravel().tolist() for each in given)
    axes = rest[0] if rest else range(len(starts))
    steps = rest[1] if len(rest) > 1 else [1] * len(starts)
    parts = [slice(None)] * value.ndim
    for axis, *part in zip(axes, starts, ends, steps, strict=True):
        # From the last to the first, the end −1 − size and below means: to the very first.
        low = -value.shape[axis] - 1
        parts[axis] = slice(part[0], None if part[2] < 0 and part[1] <= low else part[1], part[2])
    return value[tuple(parts)]


def _cast(node: Any, value: np.ndarray) -> np.ndarray:
    return value.astype(TYPES[attribute(node, "to", 0)])


def _div(value: np.ndarray, other: np.ndarray) -> np.ndarray:
    return value // other if value.dtype.kind == "i" else value / other


def _produce(node: Any, value: np.ndarray, *axes: np.ndarray) -> np.ndarray:
    return np.prod(
        value, axis=_axes(node, axes) or None, keepdims=bool(attribute(node, "keepdims", 1)), dtype=value.dtype
    )


# Where numbers stand, but not which they are.
MOVES: dict[str, Callable[..., np.ndarray]] = {
    "Identity": lambda node, value: value, "Reshape": _reshape, "Flatten": _flatten, "Squeeze": _squeeze,
    "Unsqueeze": lambda node, value, *axes: np.expand_dims(value, _axes(node, axes)),
    "Transpose": _transpose, "Slice": _slice,
    "Gather": lambda node, value, places: np.take(value, places, axis=attribute(node, "axis", 0)),
    "ArrayFeatureExtractor": lambda node, value, places: value[..., places.ravel()],
}  # fmt: skip
# Several one after the other, along an axis.
JOINS: dict[str, Callable[..., np.ndarray]] = {
    "Concat": lambda node, *values: np.concatenate(values, axis=attribute(node, "axis", 1)),
    "FeatureVectorizer": lambda node, *values: np.concatenate(values, axis=-1),
}
# What is computed of constants alone.
ARITHMETIC: dict[str, Callable[..., np.ndarray]] = {
    "Add": np.add, "Sub": np.subtract, "Mul": np.multiply, "Div": _div, "Neg": np.negative, "Sqrt": np.sqrt,
    "Reciprocal": np.reciprocal, "Pow": np.power,
}  # fmt: skip
FOLDED: dict[str, Callable[..., np.ndarray]] = {**MOVES, **JOINS, "Cast": _cast, "ReduceProd": _produce}
FOLDED |= {name: lambda node, *values, of=function: of(*values) for name, function in ARITHMETIC.items()}


def folded(node: Any, values: list[np.ndarray]) -> np.ndarray:
    """What a node makes of constants, of one of the kinds that FOLDED has. Raises ValueError."""
    try:
        return np.asarray(FOLDED[node.op_type](node, *values))
    except (ValueError, IndexError, TypeError, OverflowError, MemoryError, KeyError):
        names = ", ".join(node.input)[:50]
        raise ValueError(f"{node.op_type} does not fit its constants {names}: export the network again") from None
