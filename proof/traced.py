"""What `plain` computes of one sample, by the names that core's records have. No numpy, and nothing from core."""

import math
from collections.abc import Callable, Iterable
from decimal import Decimal
from operator import mul
from typing import Any

from proof import plain
from proof.plain import Layer, Rows, Vector

NOISE = 1e-12  # a gradient that is less is what rounding leaves
# What a record of core holds, by the names that it has there.
Numbers = dict[str, Any]
MILLIMETRES = {"mm": 1, "cm": 10, "m": 1000}


class Lazy:
    """A table whose entries are computed when they are asked for: of a wide layer, few are shown."""

    def __init__(self, entry: Callable[..., Any]):
        self.entry = entry

    def __getitem__(self, place: int | tuple[int, ...]) -> Any:
        return self.entry(*place) if isinstance(place, tuple) else self.entry(place)


def rests(row: Callable[[int], Iterable[float]]) -> Lazy:
    """The table [j, i, …] of what is left of row j without its terms i, …: how many, and their sum."""

    def rest(j: int, *shown: int) -> Numbers:
        terms = [term for i, term in enumerate(row(j)) if i not in shown]
        return {"total": math.fsum(terms), "count": len(terms)}

    return Lazy(rest)


def traced(layers: list[Layer], kind: str, x: Vector | None, target: Vector | None, rate: float | None) -> Numbers:
    """All numbers of a training step, in dicts and lists; without x, target or rate, what can be had without."""
    numbers: Numbers = {"network": network_of(layers), "learning_rate": rate}
    if x is None:
        return numbers
    zs, activations = plain.forward(layers, x)
    numbers["forward"] = forward_of(layers, x, zs, activations)
    if target is None:
        return numbers
    derivatives = plain.backward(layers, zs, target, kind)
    loss = plain.loss(kind, layers[-1], zs[-1], target)
    backward = backward_of(layers, kind, [x, *activations], zs, derivatives)
    numbers["backward"] = {"loss": loss, "target": target, "layers": backward}
    if rate is None:
        return numbers
    entering = [x, *activations]
    after = plain.step(layers, x, activations, [delta for delta, _ in derivatives], rate)
    zs, activations = plain.forward(after, x)
    numbers |= {"new_network": network_of(after), "again": forward_of(after, x, zs, activations)}
    numbers["loss_again"] = plain.loss(kind, layers[-1], zs[-1], target)
    return numbers | moved_by(derivatives, entering)


def moved_by(derivatives: list[tuple[Vector, Vector | None]], entering: Rows) -> Numbers:
    """How many weights and biases have a gradient."""
    pairs = zip(derivatives, entering, strict=False)
    return {"moved": sum(abs(d * v) > NOISE for (delta, _), before in pairs for d in delta for v in [1.0, *before])}


def network_of(layers: list[Layer]) -> Numbers:
    """A network, with its counts."""
    sizes = [len(layers[0].weights[0]), *(len(layer.biases) for layer in layers)]
    parts = [
        {"weights": layer.weights, "biases": layer.biases, "slope": layer.slope}
        | {"n_in": n_in, "n_out": n_out, "parameter_count": n_out * n_in + n_out}
        for layer, n_in, n_out in zip(layers, sizes, sizes[1:], strict=False)
    ]
    return {"layers": parts, "sizes": sizes, "parameter_count": sum(part["parameter_count"] for part in parts)}


def forward_of(layers: list[Layer], x: Vector, zs: Rows, activations: Rows) -> Numbers:
    """One forward pass."""
    network, entering = network_of(layers), [x, *activations]
    parts = [forward_layer(*numbers) for numbers in zip(network["layers"], entering, zs, activations, strict=False)]
    output = activations[-1]
    answer = int(output[0] > 0.5) if len(output) == 1 else output.index(max(output))
    return {"network": network, "input": x, "layers": parts, "output": output, "predicted_class": answer}


def forward_layer(layer: Numbers, entering: Vector, z: Vector, a: Vector) -> Numbers:
    """One layer at work."""
    weights = layer["weights"]
    return {
        "layer": layer,
        "input": entering,
        "z": z,
        "a": a,
        "products": Lazy(lambda j, i: weights[j][i] * entering[i]),
        "rest": rests(lambda j: map(mul, weights[j], entering)),
        "exponentials": Lazy(lambda j: exponential(z[j])),
        "exponentials_rest": rests(lambda _: map(exponential, z)),
        "exponential_sum": math.fsum(map(exponential, z)),
    }


def exponential(z: float) -> float:
    """e^z, for showing."""
    return math.exp(z) if z < 709 else math.inf


def backward_of(
    layers: list[Layer], kind: str, entering: Rows, zs: Rows, derivatives: list[tuple[Vector, Vector | None]]
) -> list[Numbers]:
    """The derivatives in each layer; the output has a gate where each of its a has its own part in the loss."""
    parts = []
    for layer, before, z, (delta, grad_a) in zip(layers, entering, zs, derivatives, strict=False):
        parts.append(backward_layer(before, delta))
        if grad_a is not None or (kind == "mean_squared_error" and layer.activation != "softmax"):
            parts[-1]["gate"] = plain.gates(layer, z)
    for part, (_, grad_a), layer, (deltas, _) in zip(parts, derivatives, layers[1:], derivatives[1:], strict=False):
        part |= passed_back(layer.weights, deltas) | {"grad_a": grad_a}
    return parts


def backward_layer(entering: Vector, delta: Vector) -> Numbers:
    """The derivatives in any layer."""
    return {"delta": delta, "grad_weights": Lazy(lambda j, i: delta[j] * entering[i]), "grad_biases": delta}


def passed_back(weights: Rows, deltas: Vector) -> Numbers:
    """What a layer gets from the next one, with these weights and deltas."""
    return {
        "shares": Lazy(lambda j, k: weights[j][k] * deltas[j]),
        "rest": rests(lambda k: (row[k] * delta for row, delta in zip(weights, deltas, strict=True))),
    }


def twins_of(one: Numbers, other: Numbers) -> Numbers:
    """By how much two samples differ, in exact arithmetic with the decimals that they are written with."""
    pairs = zip(one["measurements"], other["measurements"], strict=True)
    apart = [Decimal(repr(float(a))) - Decimal(repr(float(b))) for a, b in pairs]
    sizes = [MILLIMETRES.get(unit) for unit in one["units"]]
    in_mm = [math.nan if size is None else float(size * gap) for gap, size in zip(apart, sizes, strict=True)]
    return {"difference": [float(gap) for gap in apart], "difference_in_mm": in_mm}
