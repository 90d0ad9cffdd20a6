"""Networks of Keras that are in memory: they become fields of an Example. Run where Keras is; it needs numpy alone."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from core import Layer, Network
from networks.contents import activation_of
from networks.json_file import write
from networks.keras_json import ACTIVATING, IDLE, SCALING

__all__ = ["from_keras", "write"]

# What keras.activations.leaky_relu has below 0.
SLOPE = 0.2


def from_keras(model: Any, **fields: Any) -> dict[str, Any]:
    """The fields of an Example in a keras.Model that is one path of Dense layers and activations. What stands between
    is left out, or counted into the weights next to it; a scaling before all becomes mean and scale.
    fields: more of them, such as title, class_names, measurements and true_class. Raises ValueError for others.
    """
    layers: list[list[Any]] = []
    # What enters the next layer is (what has come so far − mean) / scale.
    mean, scale, found = np.zeros(1), np.ones(1), dict[str, Any]()
    for part in _parts(model):
        kind = type(part).__name__
        if kind == "Dense":
            if len(getattr(getattr(part, "input", None), "shape", (0, 0))) != 2:
                raise ValueError(f"the layer {part.name} works on several rows of a sample: put a Flatten before it")
            weights, biases = _weights(part)
            if not layers and (scale > 0).all() and (mean.any() or (scale != 1).any()):
                found = {"mean": np.broadcast_to(mean, len(weights.T)), "scale": np.broadcast_to(scale, len(weights.T))}
            else:
                biases, weights = biases - (weights * (mean / scale)).sum(axis=1), weights / scale
            layers.append([weights, biases, *_activation(part)])
            mean, scale = np.zeros(1), np.ones(1)
        elif kind in SCALING:
            less, by = _scaling(part)
            if layers and layers[-1][2] == "identity":
                layers[-1][:2] = layers[-1][0] / by[:, None], (layers[-1][1] - less) / by
            else:
                mean, scale = mean + scale * less, scale * by
        elif kind in ACTIVATING and layers and layers[-1][2] == "identity" and not mean.any() and (scale == 1).all():
            layers[-1][2:] = _activation(part)
        elif kind not in IDLE:
            raise ValueError(f"the layer {part.name}, {kind}, is none that the films can show there")
    if mean.any() or (scale != 1).any():
        raise ValueError("ends in a scaling, which the films cannot show: leave it out")
    return {"network": Network(tuple(Layer(*layer) for layer in layers)), **found, **fields}


def _parts(model: Any) -> Iterator[Any]:
    """The layers one after another, those of models within, too. Raises ValueError where they are more than a path."""
    if any(len(getattr(model, ends, None) or ()) != 1 for ends in ("inputs", "outputs")):
        raise ValueError("has not one input and one output: the films show networks with one of each")
    parts = getattr(model, "operations", None) or model.layers  # operations: what stands between layers, too
    if len(getattr(model, "_nodes", ())) > len(parts):
        raise ValueError("uses a layer more than once, which the films cannot show")
    for part in parts:
        if hasattr(part, "layers"):
            yield from _parts(part)
        else:
            yield part


def _weights(part: Any) -> tuple[np.ndarray, np.ndarray]:
    """The weights (n_out, n_in) and biases of a Dense layer."""
    weights, *biases = (np.asarray(array, dtype=float) for array in part.get_weights())
    return weights.T, biases[0] if biases else np.zeros(weights.shape[1])


def _activation(part: Any) -> tuple[str, float | None]:
    """The activation of a layer that has one, or is one, and its slope below 0."""
    kind = type(part).__name__
    if kind in ("Dense", "Activation"):
        inner = part.activation
        if hasattr(inner, "get_config"):  # a layer for a function
            return _activation(inner)
        name = activation_of(inner.__name__)
        return name, SLOPE if name == "leaky_relu" else None
    config = part.get_config()
    slope = float(config.get("negative_slope", config.get("alpha", 0)))
    if kind == "Softmax" and config.get("axis", -1) in (-1, 1, [-1]):
        return "softmax", None
    if kind in ("ReLU", "LeakyReLU") and config.get("max_value") is None and not config.get("threshold"):
        return ("leaky_relu", slope) if slope else ("relu", None)
    if kind == "ELU" and slope == 1:
        return "elu", None
    raise ValueError(f"the layer {part.name}, {kind}, is none that the films can show there")


def _scaling(part: Any) -> tuple[np.ndarray, np.ndarray]:
    """The mean that is subtracted and the scale that is divided by, of each number or of all."""
    config = part.get_config()
    if type(part).__name__ == "Rescaling":
        by, more = (np.atleast_1d(np.asarray(config[name], dtype=float)) for name in ("scale", "offset"))
        return -more / by, 1 / by
    if type(part).__name__ == "Normalization":
        if config.get("invert"):
            raise ValueError(f"the layer {part.name} is a Normalization that inverts: leave it out")
        mean, variance = (np.asarray(values, dtype=float).ravel() for values in (part.mean, part.variance))
        return mean, np.maximum(np.sqrt(variance), 1e-7)
    values = [np.asarray(array, dtype=float) for array in part.get_weights()]
    mean, variance = values[-2:]
    gamma = values.pop(0) if config["scale"] else np.ones_like(mean)
    beta = values.pop(0) if config["center"] else np.zeros_like(mean)
    by = np.sqrt(variance + config["epsilon"]) / gamma
    return mean - beta * by, by
