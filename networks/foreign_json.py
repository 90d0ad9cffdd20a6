"""Networks in the JSON of other programs: those are read that say all, the others are named, with a way out."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from networks.contents import Contents
from networks.fields import is_a
from networks.keras_json import from_keras, is_keras
from networks.named_arrays import ELSE, arrays_of, from_named, places, unknown
from networks.untrusted import HOME

DEEPEST = 4  # params, a module, a layer, its kernel
WRITE = (
    "write that of docs/network-format.md. In Python, with weights W1 (n_out, n_in) and biases b1 (n_out,) as arrays: "
    f"{HOME}; from core import Layer, Network; from networks import write; "
    'write("model.json", {"network": Network((Layer(W1, b1, "relu"), Layer(W2, b2, "softmax")))})'
)
SIZES = ("sizes", "layer_sizes")
NIELSEN = {"CrossEntropyCost": "cross_entropy", "QuadraticCost": "mean_squared_error"}
BRAIN = {"sigmoid": "sigmoid", "relu": "relu", "leaky-relu": "leaky_relu", "tanh": "tanh"}


def from_foreign(data: dict) -> Contents:
    """What is in such JSON, as `parsed` gave it. Raises ValueError for what is not known, and what does not fit."""
    readers: list[tuple[Callable[[dict], bool], Callable[[dict], Contents]]] = [
        (is_keras, from_keras),
        (lambda data: "coefs_" in data, from_sklearn_attributes),
        (lambda data: {"sizes", "weights", "biases", "cost"} <= data.keys(), from_nielsen),
        (is_brain, from_brain),
    ]
    for knows, reader in readers:
        if knows(data):
            return reader(data)
    return from_plain(data)


def from_sklearn_attributes(data: dict) -> Contents:
    """What is in the attributes of an MLPClassifier or MLPRegressor: coefs_ of (n_in, n_out) each, intercepts_.
    mean_ and scale_ are those of a StandardScaler. What else there is stays unread.
    """
    coefs, intercepts = listed(data, "coefs_"), listed(data, "intercepts_")
    if data.keys() & {"min_", "data_min_", "center_"}:
        raise ValueError("holds a scaler besides coefs_: give mean_ and scale_, or networks.from_sklearn the pipeline")
    named = {f"{word}_{place}": array for word, arrays in (("coef", coefs), ("intercept", intercepts))
             for place, array in enumerate(arrays)}  # fmt: skip
    values = {"feature_names": data.get("feature_names_in_"), "mean": data.get("mean_"), "scale": data.get("scale_")}
    if isinstance(classes := data.get("classes_"), list) and data.get("out_activation_") != "identity":
        values["class_names"] = [str(name) for name in classes] if len(classes) > 1 else None
    inner, last = data.get("activation"), data.get("out_activation_")
    if isinstance(inner, str) and isinstance(last, str):
        values["activations"] = [inner] * (len(coefs) - 1) + [last]
    return from_named(arrays_of(named), {name: value for name, value in values.items() if value is not None})


def from_nielsen(data: dict) -> Contents:
    """What Network.save of network2.py writes (Nielsen, Neural Networks and Deep Learning): sigmoid in all layers."""
    weights, biases = listed(data, "weights"), listed(data, "biases")
    named = {f"W{place}": array for place, array in enumerate(weights, start=1)}
    named |= {f"b{place}": array for place, array in enumerate(biases, start=1)}
    values: dict[str, Any] = {"activations": ["sigmoid"] * len(weights)}
    if isinstance(cost := data["cost"], str) and cost in NIELSEN:
        values["loss"] = NIELSEN[cost]
    return of_sizes(from_named(arrays_of(named), values), data["sizes"])


def is_brain(data: dict) -> bool:
    """Whether JSON is of brain.js, which gives the inputs a layer of their own."""
    sizes, layers = data.get("sizes"), data.get("layers")
    return is_a(sizes, "numbers") and is_a(layers, "objects") and len(sizes or "") == len(layers or "") > 1


def from_brain(data: dict) -> Contents:
    """What toJSON of brain.js writes, of version 1 or 2: one activation in all layers, the squared error for loss."""
    if data.get("type", "NeuralNetwork") not in ("NeuralNetwork", "NeuralNetworkGPU"):
        raise ValueError(f"is a {str(data['type'])[:30]} of brain.js: the films show dense layers alone; {WRITE}")
    options = [data, *(data[name] for name in ("trainOpts", "options") if isinstance(data.get(name), dict))]
    said = next((part["activation"] for part in options if "activation" in part), "sigmoid")
    slope = next((part["leakyReluAlpha"] for part in options if "leakyReluAlpha" in part), None)
    if not isinstance(said, str) or said not in BRAIN:
        raise ValueError(f"activation {str(said)[:30]!r} of brain.js: known are {', '.join(BRAIN)}")
    if not is_a(sizes := data["sizes"], "numbers") or len(sizes) != len(data["layers"]) or not sizes:
        raise ValueError(
            "'sizes' and 'layers' of brain.js do not go together: one of each for the inputs and each layer"
        )
    first, *layers = data["layers"]
    names = [list(layer) for layer in (first, *layers)]
    by_neuron = not any({"weights", "biases"} & layer.keys() for layer in layers)
    if by_neuron:
        layers = [_of_neurons(layer, before) for layer, before in zip(layers, names, strict=False)]
    named = {f"{word}{place}": layer.get(kind) for place, layer in enumerate(layers, start=1)
             for word, kind in (("W", "weights"), ("b", "biases"))}  # fmt: skip
    values: dict[str, Any] = {"activations": [BRAIN[said]] * len(layers), "loss": "mean_squared_error"}
    for lookup, field, place in (("inputLookup", "feature_names", 0), ("outputLookup", "target_names", -1)):
        if isinstance(table := data.get(lookup), dict) and all(is_a(number, "whole") for number in table.values()):
            values[field] = sorted(table, key=table.__getitem__)
        elif table is True and by_neuron:
            values[field] = names[place]
    contents = of_sizes(from_named(arrays_of(named), values), sizes)
    if said == "leaky-relu" and is_a(slope, "number"):
        return replace(contents, slopes=[slope] * len(layers))
    return contents


def _of_neurons(layer: dict, before: list[str]) -> dict[str, list]:
    """The weights and biases of neurons that have each a bias, and a weight for each name of the layer before."""
    neurons = list(layer.values())
    if not all(isinstance(neuron, dict) and isinstance(neuron.get("weights"), dict) for neuron in neurons):
        raise ValueError(f"holds a neuron without weights, unlike brain.js; {WRITE}")
    if any(neuron["weights"].keys() != set(before) for neuron in neurons):
        raise ValueError("holds a neuron whose weights are not those of the layer before, unlike brain.js")
    weights = [[neuron["weights"][name] for name in before] for neuron in neurons]
    return {"weights": weights, "biases": [neuron.get("bias") for neuron in neurons]}


def from_plain(data: dict) -> Contents:
    """What is in arrays with names, such as W1 and b1, or weights and biases of which each is a list of all layers,
    or layers with weights, biases and activation each; beside them what a .npz may hold.
    """
    sizes = next((data[name] for name in SIZES if is_a(data.get(name), "numbers")), None)
    flat = dict(flattened({name: part for name, part in data.items() if name not in (*ELSE, *SIZES)}))
    said = {name: part for name, part in flat.items() if name.endswith(".activation")}
    named = {name: part for name, part in flat.items() if name not in said}
    found = places(named)
    if not found:
        keys = ", ".join(data)
        raise ValueError(f"has neither 'version' nor 'network', but {keys[:40] or 'nothing'}: {WRITE}")
    if strangers := named.keys() - found.keys():
        raise ValueError(unknown(min(strangers)))
    values = {name: data[name] for name in ELSE if name in data}
    activations = {name.removesuffix(".activation"): it for name, it in said.items()}
    contents = from_named(arrays_of(named), values, activations)
    return contents if sizes is None else of_sizes(contents, sizes)


def of_sizes(contents: Contents, sizes: Any) -> Contents:
    """The same, when its layers have the sizes that the file says, the inputs first. Raises ValueError."""
    if sizes != (found := [contents.weights[0].shape[1], *map(len, contents.weights)]):
        said = f"says that its sizes are {str(sizes)[:50]}, but those of its weights are {found}"
        raise ValueError(f"{said}: correct them, or leave 'sizes' out")
    return contents


def flattened(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """What lies in objects, and in lists of objects or of layers, under names with dots: layers.0.weights."""
    depth = name.count(".") + bool(name)
    if isinstance(value, dict) and depth < DEEPEST:
        for key, part in value.items():
            yield from flattened(part, f"{name}.{key}" if name else key)
    elif depth < DEEPEST and isinstance(value, list) and _of_layers(value, name):
        for place, part in enumerate(value):
            yield from flattened(part, f"{name}.{place}")
    else:
        yield name, value


def _of_layers(value: list, name: str) -> bool:
    """Whether a list has an entry for each layer: objects, tables, or rows of one name for all biases."""
    tables = value and all(isinstance(part, list) and part and isinstance(part[0], list) for part in value)
    return bool(
        is_a(value, "objects") or tables or (name in ("biases", "bias", "b", "intercepts") and is_a(value, "rows"))
    )


def listed(data: dict, name: str) -> list:
    """The list of this name. Raises ValueError where there is none."""
    if not isinstance(value := data.get(name), list):
        raise ValueError(f"{name!r} is missing or no list: give one array for each layer")
    return value
