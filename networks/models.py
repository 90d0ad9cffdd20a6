"""Networks that are in memory: fitted by scikit-learn, or built with PyTorch. They become fields of an Example."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core import Layer, Network
from networks.contents import activation_of
from networks.scalers import mean_and_scale

# The activations of torch.nn, and of core.
TORCH = {
    "ReLU": "relu", "LeakyReLU": "leaky_relu", "Sigmoid": "sigmoid", "Tanh": "tanh", "Softplus": "softplus",
    "ELU": "elu", "Softmax": "softmax", "LogSoftmax": "softmax",
}  # fmt: skip
# From here on ln(1 + e^z) is z in single precision.
STRAIGHT = 15
# Modules that leave the numbers as they are, once a network is trained.
IDLE = ("Identity", "Flatten", "Dropout", "AlphaDropout")


def from_sklearn(model: Any, scaler: Any = None, **fields: Any) -> dict[str, Any]:
    """The fields of an Example in a fitted MLPClassifier or MLPRegressor, and in its scaler: a StandardScaler,
    MinMaxScaler, MaxAbsScaler or RobustScaler. model may be a pipeline of such scalers and a network.
    fields: more of them, such as title, units, measurements and true_class. `write` makes JSON of them.
    Raises ValueError for anything else, and for what is not fitted.
    """
    before = [] if scaler is None else [scaler]
    if hasattr(model, "steps"):
        if before:
            raise ValueError("the pipeline has a place for the scaler: give one of both")
        *before, model = (step for _, step in model.steps if step not in (None, "passthrough"))
    found: dict[str, Any] = {"network": Network.from_sklearn(model)}
    found |= mean_and_scale(before, found["network"].sizes[0])
    first = [*before, model][0]
    if hasattr(first, "feature_names_in_"):
        found["feature_names"] = tuple(map(str, first.feature_names_in_))
    if found["network"].loss == "cross_entropy":
        found["class_names"] = tuple(map(str, model.classes_))
    return {**found, **fields}


@dataclass
class _Dense:
    """One Linear, and what follows it. weights: (n_out, n_in); biases: (n_out,)."""

    weights: np.ndarray
    biases: np.ndarray
    activation: str = "identity"
    slope: float | None = None


def from_torch(model: Any, activations: Sequence[str] | None = None, **fields: Any) -> dict[str, Any]:
    """The fields of an Example in a torch.nn.Sequential of Linear and the activations of TORCH; what trains alone, such
    as Dropout, is left out, and BatchNorm1d, as it is in evaluation, becomes part of the Linear beside it.
    A last Linear without activation has identity, unless activations, one name per Linear, say otherwise.
    fields: more of them, such as title, class_names, measurements and true_class. Raises ValueError for others.
    """
    from torch import nn

    if not isinstance(model, Iterable):
        raise ValueError(f"{type(model).__name__} is no nn.Sequential: give one, or the state_dict as .safetensors")
    layers = _layers(list(_parts(model, nn)), nn)
    if activations is not None:
        if len(activations) != len(layers):
            raise ValueError(f"{len(activations)} activations for {len(layers)} layers: give one for each")
        for layer, name in zip(layers, map(activation_of, activations), strict=True):
            layer.activation, layer.slope = name, layer.slope if name == layer.activation else None
    parts = (Layer(layer.weights, layer.biases, layer.activation, layer.slope) for layer in layers)
    return {"network": Network(tuple(parts)), **fields}


def _parts(model: Any, nn: Any) -> Iterator[Any]:
    """The modules of a Sequential and of those within it."""
    for part in model:
        yield from _parts(part, nn) if isinstance(part, nn.Sequential) else [part]


def _layers(parts: list[Any], nn: Any) -> list[_Dense]:
    names = {getattr(nn, theirs): name for theirs, name in TORCH.items()}
    idle = tuple(getattr(nn, name) for name in IDLE)
    layers: list[_Dense] = []
    waiting, is_open = None, False  # factors and summands for the next Linear; whether the last one has no activation
    for place, part in enumerate(parts):
        what = f"part {place}, {type(part).__name__}"
        if isinstance(part, nn.Linear):
            weights = _numbers(part.weight)
            biases = np.zeros(len(weights)) if part.bias is None else _numbers(part.bias)
            if waiting is not None:
                weights, biases = weights * waiting[0], biases + weights @ waiting[1]
            layers.append(_Dense(weights, biases))
            waiting, is_open = None, True
        elif type(part) in names and is_open:
            _check_shape(what, part)
            layers[-1].activation, layers[-1].slope = names[type(part)], getattr(part, "negative_slope", None)
            is_open = False
            if isinstance(part, nn.LogSoftmax):
                print(f"{what}, is read as softmax, of which it is the logarithm", file=sys.stderr)
        elif isinstance(part, nn.BatchNorm1d) and waiting is None:
            factors, summands = _normalising(what, part)
            if is_open:
                layers[-1].weights = factors[:, None] * layers[-1].weights
                layers[-1].biases = factors * layers[-1].biases + summands
            else:
                waiting = factors, summands
            side = "before" if is_open else "after"
            print(f"{what}, becomes part of the layer {side} it, as it is in evaluation", file=sys.stderr)
        elif not isinstance(part, idle):
            raise ValueError(f"{what}, is none that the films can show there: they show Linear, each with one of "
                             f"{', '.join(TORCH)}")  # fmt: skip
    if waiting is not None:
        raise ValueError("the last BatchNorm1d has no Linear beside it that it could become a part of: leave it out")
    return layers


def _numbers(tensor: Any) -> np.ndarray:
    return tensor.detach().cpu().double().numpy()


def _check_shape(what: str, part: Any) -> None:
    """Raise ValueError for an activation that is bent otherwise than those of the films, or over another axis."""
    if getattr(part, "beta", 1) != 1:
        raise ValueError(f"{what}, has beta {part.beta}: the films show ln(1 + e^z), beta 1")
    if getattr(part, "alpha", 1) != 1:
        raise ValueError(f"{what}, has alpha {part.alpha}: the films show an ELU with alpha 1 alone")
    if (limit := getattr(part, "threshold", STRAIGHT)) < STRAIGHT:
        raise ValueError(f"{what}, has threshold {limit}: the films show ln(1 + e^z) to the end, threshold 20")
    if getattr(part, "dim", None) not in (None, 1, -1):
        raise ValueError(f"{what}, has dim {part.dim}: the films show that over the outputs of a sample, dim 1")


def _normalising(what: str, part: Any) -> tuple[np.ndarray, np.ndarray]:
    """The factors and summands, (n,) each, by which a BatchNorm1d changes its n inputs in evaluation."""
    if part.running_mean is None or part.running_var is None:
        raise ValueError(f"{what}, keeps no running statistics: it is of no single sample, leave it out")
    factors = 1 / np.sqrt(_numbers(part.running_var) + part.eps)
    if part.weight is not None:
        factors = factors * _numbers(part.weight)
    summands = -factors * _numbers(part.running_mean)
    return factors, summands if part.bias is None else summands + _numbers(part.bias)
