"""A second network, to check the first: lists and `math` alone, straight from the formulas.

No numpy and nothing from core, so that a mistake there is not made here again. All is for one sample.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from operator import mul
from typing import NamedTuple

# One number for each neuron; a row of them for each neuron.
Vector = list[float]
Rows = list[Vector]


class Activation(NamedTuple):
    """function(z, slope) is a, derivative(z, a, slope) is da/dz, of one neuron; None where all z decide on each a.

    kink: the z where the derivative jumps; on both sides of it the function is straight. slope: that below the kink
    unless a layer has its own; only leaky_relu has one. bend: the z where the derivative goes on, but in another way.
    """

    function: Callable[..., float] | None
    derivative: Callable[..., float] | None
    kink: float | None = None
    slope: float | None = None
    bend: float | None = None


def sigmoid(v: float) -> float:
    """1 / (1 + e^−v)."""
    return 1 / (1 + math.exp(-v)) if v > 0 else math.exp(v) / (1 + math.exp(v))


def softplus(v: float) -> float:
    """ln(1 + e^v)."""
    return max(v, 0.0) + math.log1p(math.exp(-abs(v)))


ACTIVATIONS = {
    "identity": Activation(lambda v, _: v, lambda v, a, _: 1.0),
    "relu": Activation(lambda v, _: v if v > 0 else 0.0, lambda v, a, _: 1.0 if v > 0 else 0.0, kink=0.0),
    "leaky_relu": Activation(
        lambda v, slope: v if v > 0 else slope * v, lambda v, a, slope: 1.0 if v > 0 else slope, kink=0.0, slope=0.01
    ),
    "sigmoid": Activation(lambda v, _: sigmoid(v), lambda v, a, _: a * (1 - a)),
    "tanh": Activation(lambda v, _: math.tanh(v), lambda v, a, _: 1 - a * a),
    "softplus": Activation(lambda v, _: softplus(v), lambda v, a, _: sigmoid(v)),
    "elu": Activation(
        lambda v, _: v if v > 0 else math.expm1(v), lambda v, a, _: 1.0 if v > 0 else math.exp(v), bend=0.0
    ),
    "softmax": Activation(None, None),
}


@dataclass(frozen=True)
class Layer:
    """A layer as JSON has it: a row of weights for each neuron, biases, the name of the activation, and its slope.

    Raises KeyError for an unknown activation.
    """

    weights: Rows
    biases: Vector
    activation: str
    slope: float | None = None

    def __post_init__(self) -> None:
        if self.slope is None:
            object.__setattr__(self, "slope", ACTIVATIONS[self.activation].slope)

    @property
    def bend(self) -> float | None:
        """The z where the derivative goes on in another way; None for most."""
        return ACTIVATIONS[self.activation].bend

    @property
    def kink(self) -> float | None:
        """The z where the derivative of its activation jumps."""
        return ACTIVATIONS[self.activation].kink


def activate(layer: Layer, z: Vector) -> Vector:
    """The activations of a layer from its list z."""
    if one := ACTIVATIONS[layer.activation].function:
        return [one(v, layer.slope) for v in z]
    highest = max(z)
    powers = [math.exp(z_j - highest) for z_j in z]  # shifting all z changes no quotient, and nothing overflows
    return [power / math.fsum(powers) for power in powers]


def gates(layer: Layer, z: Vector) -> Vector:
    """The derivative of each a for its own z, where no other z changes it: all but softmax."""
    one = ACTIVATIONS[layer.activation].derivative
    return [one(v, a, layer.slope) for v, a in zip(z, activate(layer, z), strict=True)]  # type: ignore[misc]


def through(layer: Layer, z: Vector, grad_a: Vector) -> Vector:
    """The derivative for each z from that for each a, by the chain rule."""
    if layer.activation != "softmax":
        return [g * gate for g, gate in zip(grad_a, gates(layer, z), strict=True)]
    a = activate(layer, z)  # da_j/dz_k is a_j (1 − a_j) where j = k, and −a_j a_k elsewhere
    mean = math.fsum(map(mul, grad_a, a))
    return [a_k * (g - mean) for a_k, g in zip(a, grad_a, strict=True)]


def weighted(layer: Layer, entering: Vector) -> Vector:
    """The list z of a layer: for each row the products with what enters, and the bias."""
    return [math.fsum(map(mul, row, entering)) + b for row, b in zip(layer.weights, layer.biases, strict=True)]


def forward(layers: list[Layer], x: Vector) -> tuple[Rows, Rows]:
    """The list of z and the list of a, layer by layer."""
    zs, activations = [], [x]
    for layer in layers:
        zs.append(weighted(layer, activations[-1]))
        activations.append(activate(layer, zs[-1]))
    return zs, activations[1:]


def squared_error(a: Vector, target: Vector) -> float:
    """The mean of the squares of what each output is off."""
    return math.fsum((a_j - y) ** 2 for a_j, y in zip(a, target, strict=True)) / len(a)


def loss(kind: str, layer: Layer, z: Vector, target: Vector) -> float:
    """The loss of this kind, from the z of the output layer: ln a is only safe when taken from z."""
    if kind == "mean_squared_error":
        return squared_error(activate(layer, z), target)
    if layer.activation == "softmax":  # −Σ y ln a, with ln a = z − ln Σ e^z
        highest = max(z)
        log_sum = highest + math.log(math.fsum(math.exp(v - highest) for v in z))
        return math.fsum(y * (log_sum - v) for v, y in zip(z, target, strict=True))
    # −Σ (y ln a + (1 − y) ln(1 − a)), with ln a = −ln(1 + e^−z)
    return math.fsum(y * softplus(-v) + (1 - y) * softplus(v) for v, y in zip(z, target, strict=True))


def output_delta(kind: str, layer: Layer, z: Vector, target: Vector) -> Vector:
    """The derivative of `loss` for each z."""
    pairs = list(zip(activate(layer, z), target, strict=True))
    if kind == "mean_squared_error":
        return through(layer, z, [2 * (a - y) / len(z) for a, y in pairs])
    # −y/a, or −y/a + (1 − y)/(1 − a) after sigmoid, times the gate: worked out, as a may round to 0.
    whole = math.fsum(target) if layer.activation == "softmax" else 1
    return [a * whole - y for a, y in pairs]


def backward(layers: list[Layer], zs: Rows, target: Vector, kind: str) -> list[tuple[Vector, Vector | None]]:
    """For each layer its delta, and the derivative for each of its a: None at the output."""
    derivatives: list[tuple[Vector, Vector | None]] = [(output_delta(kind, layers[-1], zs[-1], target), None)]
    for layer, following, z in zip(layers[-2::-1], layers[:0:-1], zs[-2::-1], strict=True):
        delta = derivatives[-1][0]
        grad_a = [math.fsum(map(mul, column, delta)) for column in zip(*following.weights, strict=True)]
        derivatives.append((through(layer, z, grad_a), grad_a))
    return derivatives[::-1]


def step(layers: list[Layer], x: Vector, activations: Rows, deltas: Rows, learning_rate: float) -> list[Layer]:
    """The layers after one step of gradient descent: each weight less learning_rate · delta · what enters."""
    moved = []
    for layer, entering, delta in zip(layers, [x, *activations], deltas, strict=False):
        rows = [
            [w - learning_rate * (d * v) for w, v in zip(row, entering, strict=True)]
            for row, d in zip(layer.weights, delta, strict=True)
        ]
        biases = [b - learning_rate * d for b, d in zip(layer.biases, delta, strict=True)]
        moved.append(replace(layer, weights=rows, biases=biases))
    return moved
