"""Arrays that are a network's by their names, such as W1 and b1, fc1.weight and fc1.bias: which belongs where."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from networks.contents import Contents
from networks.fields import FIELDS, WORDS, checked, cleaned, is_a
from networks.layer_order import TOKEN, ordered
from networks.untrusted import MAX_LAYERS, check_shapes

Shape = tuple[int, ...]
WEIGHTS, BIASES = "weights", "biases"
# The words for weights, which lie (n_out, n_in), those for weights that Keras and scikit-learn turn, and for biases.
KINDS = {
    "w": WEIGHTS, "weight": WEIGHTS, "weights": WEIGHTS, "kernel": WEIGHTS, "kernels": WEIGHTS, "coef": WEIGHTS,
    "coefs": WEIGHTS, "b": BIASES, "bias": BIASES, "biases": BIASES, "intercept": BIASES, "intercepts": BIASES,
}  # fmt: skip
TURNED = {"kernel", "kernels", "coef", "coefs"}
# Words of PyTorch and Keras for which a bias may be missing: it is switched off then.
MAY_LACK_BIAS = {"weight", "kernel"}
# What parts of other layers have beside such a word: of recurrent layers, and of weights that are yet to be multiplied.
OTHERS = {"hh", "hr", "g", "v", "u", "orig", "original", "mask"}
# What arrays of other layers have anywhere in their names; of attention, PyTorch calls one in_proj_weight.
NEVER = {"recurrent", "emb", "embed", "embedding", "embeddings", "conv"}
JOINED = re.compile(r"(?P<kind>[WwBb])_?(?P<layer>(?:in|hid|hidden|out|output|input|h|i|o)\d{0,9})")
UNNAMED = re.compile(r"arr_(\d{1,3})")
# What may stand beside the arrays, under these names.
SAID = ("activations", "loss")
ELSE = (*SAID, *FIELDS)
LONGEST_NAME = 200
LETTERS = 2  # in a name such as ih or ho, of two layers
SEPARATORS = "._/-: "
HOW = "weights and biases do not go together: give W1 and b1, W2 and b2, …"


@dataclass(frozen=True)
class Place:
    """Where an array belongs. layer: its name; kind: WEIGHTS or BIASES; word: that which says so, in small letters."""

    layer: str
    kind: str
    word: str


@dataclass(frozen=True)
class Part:
    """One layer. name: its own; weights, biases: those of its arrays, biases None where it has none.
    turned: whether the weights lie (n_in, n_out).
    """

    name: str
    weights: str
    biases: str | None
    turned: bool

    def arrays(self, get: Callable[[str], np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        """The weights (n_out, n_in) and biases (n_out,) of what `get` has under the names of the arrays."""
        weights = get(self.weights).T if self.turned else get(self.weights)
        return weights, np.zeros(len(weights)) if self.biases is None else get(self.biases).reshape(-1)


def places(names: Iterable[str]) -> dict[str, Place]:
    """Where the arrays of these names belong; without those whose names are of no layer.
    Raises ValueError for two names of the same.
    """
    names = list(names)
    if names and all(UNNAMED.fullmatch(name) for name in names):  # of numpy.savez(path, *model.get_weights())
        return {name: _unnamed(int(name.removeprefix("arr_"))) for name in names}
    found = {name: place for name in names if (place := _place(name)) is not None}
    biases = {place.layer for place in found.values() if place.kind == BIASES}
    found |= {name: Place(name, WEIGHTS, "w") for name in names if name not in found and name in biases}
    weights = {place.layer for place in found.values() if place.kind == WEIGHTS}
    for name, place in found.items() if len(found) <= 2 * MAX_LAYERS else ():
        ends = [layer for layer in weights if layer.endswith(tuple(sign + place.layer for sign in SEPARATORS))
                or (len(layer) == LETTERS and layer[1:] == place.layer)]  # fmt: skip
        if place.kind == BIASES and place.layer not in weights and len(ends) == 1:
            found[name] = Place(ends[0], BIASES, place.word)  # hidden has those of input_hidden, h of ih
    taken: set[tuple[str, str]] = set()
    for place in found.values():
        if (place.layer, place.kind) in taken:
            raise ValueError(f"holds the {place.kind} of layer {place.layer[:50]} twice")
        taken.add((place.layer, place.kind))
    return found


def _unnamed(number: int) -> Place:
    return Place(str(number // 2 + 1), (WEIGHTS, BIASES)[number % 2], "arr")


def _place(name: str) -> Place | None:
    """Of the words for weights and biases in a name the last counts if it ends the name, else the first."""
    if len(name) > LONGEST_NAME or ".." in name:
        return None
    plain = name.removesuffix(":0")
    if joined := JOINED.fullmatch(plain):
        word = joined["kind"].lower()
        return Place(joined["layer"].lower(), KINDS[word], word)
    tokens = list(TOKEN.finditer(plain))
    words = [token for token in tokens if token[0].lower() in KINDS]
    if not words:
        return None
    word = words[-1] if words[-1] is tokens[-1] else words[0]
    beside = {token[0].lower() for token in tokens}
    if beside & NEVER or "in_proj_" in plain or (word is not tokens[-1] and beside & OTHERS):
        return None
    before, after = plain[: word.start()].rstrip(SEPARATORS), plain[word.end() :].lstrip(SEPARATORS)
    layer = f"{before}.{after}" if before and after else before or after
    return Place(layer, KINDS[word[0].lower()], word[0].lower())


def parts(found: Mapping[str, Place], shapes: Mapping[str, Shape]) -> list[Part]:
    """The layers in the order of the network, given where each array belongs and its shape. All weights lie the same
    way: that in which the biases fit, and where both do, that of the program which uses such words.
    Raises ValueError for what makes no network, or not only one.
    """
    weights = {place.layer: name for name, place in found.items() if place.kind == WEIGHTS}
    biases = {place.layer: name for name, place in found.items() if place.kind == BIASES}
    for layer, name in {**biases, **weights}.items():
        is_off = layer in weights and found[name].word in MAY_LACK_BIAS
        if layer not in weights or not (layer in biases or is_off):
            raise ValueError(_stranger(name, shapes) if found[name].word in (*MAY_LACK_BIAS, "bias") else HOW)
    _check_gaps(list(weights), list(found))
    for name in weights.values():
        if len(shapes[name]) != 2:
            raise ValueError(_stranger(name, shapes))
    check_shapes([shapes[name] for name in weights.values()])
    turned = _turned(weights, biases, shapes, found)
    order = ordered({layer: shapes[name][:: -1 if turned else 1] for layer, name in weights.items()})
    return [Part(layer, weights[layer], biases.get(layer), turned) for layer in order]


def _turned(
    weights: Mapping[str, str], biases: Mapping[str, str], shapes: Mapping[str, Shape], found: Mapping[str, Place]
) -> bool:
    """Whether the weights lie (n_in, n_out). Raises ValueError where a bias fits neither way, or all leave it open."""
    ways = {False, True}
    for layer, name in biases.items():
        shape, bias = shapes[weights[layer]], shapes[name]
        fits = {way for way in (False, True) if max(bias, default=1) == shape[way] == math.prod(bias)}
        if not fits & ways:
            other = ": give one number for each neuron"
            if fits:
                other = ", which lies the other way round than those before: turn one of them"
            raise ValueError(f"{name[:50]} has shape {bias}, {weights[layer][:50]} {shape}{other}")
        ways &= fits
    word = next(found[name].word for name in weights.values())
    if len(ways) == 2 and word == "arr":
        raise ValueError("its shapes do not say whether a row of weights is a neuron: name them W1, b1, …, as rows")
    return word in TURNED if len(ways) == 2 else ways == {True}


def _check_gaps(layers: list[str], names: list[str]) -> None:
    """Raise ValueError where layers are counted by numbers alone, as in W1, and one is missing."""
    if all(layer.isdecimal() for layer in layers) and not any(name[0].isdecimal() for name in names):
        numbers = sorted(map(int, layers))
        if numbers != list(range(min(numbers, default=0), min(numbers, default=0) + len(numbers))):
            raise ValueError("the layers are not numbered one after another: give W1 and b1, W2 and b2, …")


def from_named(
    arrays: Mapping[str, np.ndarray], values: Mapping[str, Any], activations: Mapping[str, Any] | None = None
) -> Contents:
    """What is in arrays of these names, with values of ELSE besides. activations: those of layers, by their names.
    Raises ValueError for what does not fit.
    """
    found = places(arrays)
    if strangers := arrays.keys() - found.keys():
        raise ValueError(unknown(min(strangers)))
    layers = parts(found, {name: array.shape for name, array in arrays.items()})
    weights, biases = zip(*(layer.arrays(arrays.__getitem__) for layer in layers), strict=True)
    said = {name: values[name] for name in SAID if name in values}
    if isinstance(said.get("activations"), str):
        said["activations"] = said["activations"].split(",")
    if activations:
        if "activations" in said or activations.keys() != {layer.name for layer in layers}:
            raise ValueError("not each of its layers has one activation: give one for each, or none")
        said["activations"] = [activations[layer.name] for layer in layers]
    checked(said, {"activations": "texts", "loss": "text"}, (), "the file")
    fields = cleaned({name: value for name, value in values.items() if name not in SAID})
    return Contents(weights, biases, said.get("activations"), None, said.get("loss"), fields)


def arrays_of(named: dict[str, Any]) -> dict[str, np.ndarray]:
    """The same as arrays. Raises ValueError for what is neither a number, nor numbers, nor rows of them."""
    arrays = {}
    for name, value in named.items():
        if not (is_a(value, "number") or is_a(value, "numbers") or is_a(value, "rows")):
            raise ValueError(f"{name[:50]!r} is neither {WORDS['numbers']} nor of rows of numbers: give that")
        if is_a(value, "rows") and len({len(row) for row in value}) > 1:
            raise ValueError(f"{name[:50]!r} has rows of different lengths: give a rectangle of numbers")
        arrays[name] = np.array(value, dtype=float)
    return arrays


def unknown(name: str) -> str:
    """What is said of a name that is neither a layer's nor one of ELSE."""
    return f"holds {name[:50]!r}, which is unknown: leave it out; known are W1, b1, W2, … and {', '.join(ELSE)}"


def _stranger(name: str, shapes: Mapping[str, Shape]) -> str:
    return f"holds {name[:50]!r} of shape {tuple(shapes[name])}: the films show dense layers alone"
