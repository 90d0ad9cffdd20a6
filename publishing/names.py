"""What a number is called: the place of a receipt, such as forward.layers[0].z[1], as a symbol and in words."""

import re
from typing import Any

from facts.ref import Ref
from words import sentence

# Fields of a layer that need no more than its neuron, with their symbols; {j}, {i}: indices, {l}: the layer, from 1.
SYMBOLS = {
    "weights": "w_{j},{i}^({l})",
    "biases": "b_{j}^({l})",
    "z": "z_{j}^({l})",
    "a": "a_{j}^({l})",
    "grad_a": "∂L/∂a_{j}^({l})",
    "delta": "δ_{j}^({l})",
    "grad_weights": "∂L/∂w_{j},{i}^({l})",
    "grad_biases": "∂L/∂b_{j}^({l})",
}
# The records of the film's own sample; what is computed of another one has no words.
ROOTS = {"example", "network", "new_network", "forward", "again", "backward", "plane", "new_plane", "effect"}
OTHER, TWINS = re.compile(r"example\d+"), re.compile(r"twins\d+")
AFTER = {"new_network", "again", "new_plane"}
ALONE = {"backward.loss": ("L", "loss"), "loss_again": ("L", "loss_after"), "learning_rate": ("η", "learning_rate"),
         "moved": ("", "moved")}  # fmt: skip


def name(path: str, example: dict[str, Any]) -> tuple[str, str]:
    """The symbol, in a receipt's plain characters or empty, and the words for the number at `path`.

    `example`: the receipt's, with names of inputs and outputs. A path that nobody has named is its own name.
    """
    if path in ALONE:
        symbol, key = ALONE[path]
        return symbol, sentence(f"number.{key}")
    try:
        ref = Ref.parse(path)
        symbol, key, slots = described(ref, example)
        words = sentence(f"number.{key}", **slots)
    except LookupError:
        return "", path
    return symbol, sentence("number.after", number=words) if ref.root in AFTER else words


def described(ref: Ref, example: dict[str, Any]) -> tuple[str, str, dict[str, str | int]]:
    """The symbol, the key and the slots of a place. Raises LookupError where it has no words."""
    if OTHER.fullmatch(ref.root):
        symbol, key, slots = of_example(ref, example)
        return "", "of_other", {"number": sentence(f"number.{key}", **slots)}
    if ref.root not in ROOTS and not TWINS.fullmatch(ref.root):
        raise LookupError(f"{ref} is of another sample")
    if TWINS.fullmatch(ref.root):
        return "", ref.field or "", {"name": example["feature_names"][ref.index[0]]}
    if ref.root == "example":
        return of_example(ref, example)
    if ref.root in ("plane", "new_plane", "effect"):
        mean = "mean_" if ref.field in ("loss", "loss_again") else ""
        return "", f"{mean}{ref.field}", {"axis": sum(ref.index), "j": sum(ref.index) + 1}
    if ref.layer is None:
        return "", {"parameter_count": "parameters", "sizes": "sizes"}[ref.field or ""], {"layer": sum(ref.index)}
    layer = ref.layer + 1
    slots: dict[str, str | int] = {"layer": layer, "before": ref.layer, "after": layer + 1}
    slots |= dict(zip("ji", (index + 1 for index in ref.index), strict=False))
    if ref.part:
        kind = (
            "shares" if ref.root == "backward" else "exponentials" if ref.field == "exponentials_rest" else "products"
        )
        return "", f"rest_{ref.part}_of_{kind}", slots
    if ref.field == "a" and layer == len(example["network"]["layers"]):
        return output(ref.index[0], layer, example)
    symbol = SYMBOLS.get(ref.field or "", "").format(**slots, l=layer)
    first = "_of_input" if ref.field in ("weights", "products", "grad_weights") and layer == 1 else ""
    return symbol, f"{ref.field}{first}", slots


def of_example(ref: Ref, example: dict[str, Any]) -> tuple[str, str, dict[str, str | int]]:
    """What a place of the example is: measured, or an input, or a target."""
    k = ref.index[0]
    if ref.field == "target":
        return f"y_{k + 1}", "target", {"k": k + 1, "name": output_names(example)[k]}
    symbol, key = (f"x_{k + 1}", "x") if ref.field == "x" else ("", ref.field or "")
    if key == "x" and (example["mean"][k] != 0 or example["scale"][k] != 1):
        key = "x_standardised"
    return symbol, key, {"i": k + 1, "name": example["feature_names"][k]}


def output(k: int, layer: int, example: dict[str, Any]) -> tuple[str, str, dict[str, str | int]]:
    """What an output is: the probability of what it speaks for, or a value; p after softmax alone."""
    activation = example["network"]["layers"][-1]["activation"]
    symbol = f"p_{k + 1}" if activation == "softmax" else f"a_{k + 1}^({layer})"
    probable = example.get("class_names") and activation in ("softmax", "sigmoid")
    return symbol, "probability" if probable else "output", {"k": k + 1, "name": output_names(example)[k]}


def output_names(example: dict[str, Any]) -> list[str]:
    """What the outputs speak for: classes, a single output for the second one, or values."""
    names = example.get("class_names") or example.get("target_names") or []
    return names[-len(example["network"]["layers"][-1]["biases"]) :]
