"""Keras's to_json and the model.json of TensorFlow.js: layers without weights, which lie elsewhere, or beside them."""

import re
from typing import Any

from networks.contents import Contents, activation_of
from networks.fields import is_a
from networks.named_arrays import arrays_of, from_named
from networks.untrusted import HOME

# Layers that change nothing where a trained network answers, or the shape alone.
IDLE = {
    "InputLayer", "Dropout", "SpatialDropout1D", "AlphaDropout", "GaussianDropout", "GaussianNoise",
    "ActivityRegularization", "Identity", "Flatten", "Reshape",
}  # fmt: skip
SCALING = {"Normalization", "Rescaling", "BatchNormalization"}
ACTIVATING = {"Activation", "ReLU", "LeakyReLU", "Softmax"}
WHOLE = {"Sequential", "Functional", "Model"}
LAYERS = {"ReLU": "relu", "Softmax": "softmax"}
# Lines for Python, which make a file that is read.
FROM_MODEL = (
    'import numpy as np; np.savez("model.npz", **{f"{k}_{i}": w for i, l in enumerate(l for l in model.layers if '
    'l.weights) for k, w in zip(("kernel", "bias"), l.get_weights())})'
)
FROM_SHARDS = (
    'import numpy as np; s = %s; d = np.split(np.concatenate([*map(np.fromfile, %s, ["<f4"] * %s)]), '
    'np.cumsum([*map(np.prod, s.values())])[:-1]); np.savez("model.npz", **dict(zip(s, map(np.reshape, d, '
    "s.values()))))"
)
WITH_MODEL = (
    f"in Python, with your model: {HOME}; from networks.keras_model import from_keras, write; "
    'write("model.json", from_keras(model))'
)
LONGEST = 340  # of a line that a message of 500 characters has room for
PATH = re.compile(r"[\w-][\w.-]{0,40}")


def is_keras(data: dict) -> bool:
    """Whether JSON is of Keras or of TensorFlow.js."""
    return bool({"modelTopology", "weightsManifest"} & data.keys()) or {"class_name", "config"} <= data.keys()


def from_keras(data: dict) -> Contents:
    """What is in to_json that has the `weights` of get_weights() beside it, (n_in, n_out) each. Raises ValueError for
    all else, with what to do: most such files have no weights.
    """
    is_js = "class_name" not in data
    topology = data.get("modelTopology") if is_js else data
    if isinstance(topology, dict) and isinstance(topology.get("model_config"), dict):
        topology = topology["model_config"]
    layers = dense_layers(topology if isinstance(topology, dict) else {})
    if isinstance(weights := data.get("weights"), list) and not is_js:
        return _with_weights(weights, layers)
    said = [str(layer["activation"]) for layer in layers if layer["activation"]]
    each = ",".join(said) if said and len(said) == len(layers) else "relu,softmax, one for each Dense layer"
    told = f"Save them, and with model.npz give ACTIVATIONS={each}. In Python"
    if is_js:
        raise ValueError(f"is of TensorFlow.js, its weights lie elsewhere. {told}, beside them: {_from_shards(data)}")
    raise ValueError(f"is Keras's to_json, which has no weights. {told}, with your model: {FROM_MODEL}")


def dense_layers(topology: dict) -> list[dict[str, Any]]:
    """The configurations of the Dense layers, each with its activation, which may stand in a layer of its own.
    Raises ValueError for layers that are none the films show, or that arrays alone would not tell.
    """
    config = topology.get("config")
    layers = config.get("layers") if isinstance(config, dict) else config
    if not isinstance(layers, list) or not is_a(layers, "objects"):
        raise ValueError("is Keras's, but no Sequential or Functional model: give one, of Dense layers")
    found: list[dict[str, Any]] = []
    for layer in layers:
        kind, inner = str(layer.get("class_name"))[:50], layer.get("config")
        inner = inner if isinstance(inner, dict) else {}
        activation = inner.get("activation")
        if isinstance(activation, dict):
            activation = activation.get("config")
        if kind == "Dense":
            found.append({**inner, "activation": activation})
        elif kind in ("Activation", *LAYERS) and found and found[-1]["activation"] == "linear" and not _bends(inner):
            found[-1]["activation"] = LAYERS.get(kind, activation)
        elif kind in SCALING | ACTIVATING | WHOLE:
            raise ValueError(f"is Keras's, and has a layer {kind}, which arrays alone do not tell: {WITH_MODEL}")
        elif kind not in IDLE:
            raise ValueError(f"is Keras's, and has a layer {kind}, which the films cannot show: they show Dense layers")
    for layer in found:
        if layer["activation"] is not None and activation_of(str(layer["activation"])[:50]) == "leaky_relu":
            raise ValueError(f"is Keras's, and has a leaky_relu, whose slope arrays alone do not tell: {WITH_MODEL}")
    return found


def _bends(config: dict) -> bool:
    """Whether a ReLU layer is not plain."""
    return any(config.get(name) for name in ("negative_slope", "max_value", "threshold"))


def _with_weights(weights: list, layers: list[dict[str, Any]]) -> Contents:
    """weights: those of all layers one after another, or a list of those of each."""
    whole = [not isinstance(part, list) or is_a(part, "rows") or is_a(part, "numbers") for part in weights]
    arrays = [array for part, is_one in zip(weights, whole, strict=True) for array in ([part] if is_one else part)]
    names = [f"{word}_{place}" for place, layer in enumerate(layers, start=1)
             for word in ("kernel", "bias")[: 1 if layer.get("use_bias") is False else 2]]  # fmt: skip
    arrays = [array for array in arrays if array != []]
    if len(names) != len(arrays):
        raise ValueError(f"{len(arrays)} 'weights' for {len(layers)} Dense layers: give what model.get_weights() gives")
    said = [layer["activation"] for layer in layers]
    return from_named(arrays_of(dict(zip(names, arrays, strict=True))), {} if None in said else {"activations": said})


def _from_shards(data: dict) -> str:
    """The line for Python that reads the weights beside a model.json of TensorFlow.js."""
    groups = data["weightsManifest"] if is_a(data.get("weightsManifest"), "objects") else []
    paths = [path for group in groups for path in _listed(group, "paths")]
    shapes: dict[str, tuple[int, ...]] = {}
    number = 0
    for weights in (part for group in groups for part in _listed(group, "weights")):
        name, shape = (weights.get("name"), weights.get("shape")) if isinstance(weights, dict) else ("", None)
        word = str(name).rpartition("/")[2]
        if word not in ("kernel", "bias") or not isinstance(shape, list) or weights.get("dtype") != "float32":
            raise ValueError(
                f"is of TensorFlow.js, with {str(name)[:50]!r}, no float32 array of a Dense layer: {WITH_MODEL}"
            )
        number += word == "kernel"
        shapes[f"{word}_{number}"] = tuple(size for size in shape if is_a(size, "whole"))
    line = FROM_SHARDS % (shapes, paths, len(paths))
    safe = all(isinstance(path, str) and PATH.fullmatch(path) for path in paths)
    if not (paths and shapes and safe) or len(line) > LONGEST:
        raise ValueError(f"is of TensorFlow.js, which keeps its weights apart: {WITH_MODEL}")
    return line


def _listed(group: dict, name: str) -> list:
    return group[name] if isinstance(group.get(name), list) else []
