"""A second network, to check the first: lists and `math` alone, straight from the formulas.

No numpy and nothing from core, so that a mistake there is not made here again. `layers` is a list of (weights,
biases, activation), weights a list of rows, one for each neuron. All is for one sample.
"""

import math
from operator import mul


def activate(name, z):
    """The activations of a layer from its list z."""
    if name == "softmax":
        highest = max(z)
        powers = [math.exp(z_j - highest) for z_j in z]  # shifting all z changes no quotient, and nothing overflows
        return [power / math.fsum(powers) for power in powers]
    one = {
        "identity": lambda v: v,
        "relu": lambda v: v if v > 0 else 0.0,
        "sigmoid": lambda v: 1 / (1 + math.exp(-v)) if v > 0 else math.exp(v) / (1 + math.exp(v)),
        "tanh": math.tanh,
    }[name]
    return [one(v) for v in z]


def slopes(name, z):
    """The derivative of each a for its own z, where no other z changes it: all but softmax."""
    one = {
        "identity": lambda v, a: 1.0,
        "relu": lambda v, a: 1.0 if v > 0 else 0.0,
        "sigmoid": lambda v, a: a * (1 - a),
        "tanh": lambda v, a: 1 - a * a,
    }[name]
    return [one(v, a) for v, a in zip(z, activate(name, z), strict=True)]


def through(name, z, grad_a):
    """The derivative for each z from that for each a, by the chain rule."""
    if name != "softmax":
        return [g * slope for g, slope in zip(grad_a, slopes(name, z), strict=True)]
    a = activate(name, z)  # da_j/dz_k is a_j (1 − a_j) where j = k, and −a_j a_k elsewhere
    mean = math.fsum(map(mul, grad_a, a))
    return [a_k * (g - mean) for a_k, g in zip(a, grad_a, strict=True)]


def weighted(weights, biases, entering):
    """The list z of a layer: for each row the products with what enters, and the bias."""
    return [math.fsum(map(mul, row, entering)) + b for row, b in zip(weights, biases, strict=True)]


def forward(layers, x):
    """The list of z and the list of a, layer by layer."""
    zs, activations = [], [x]
    for weights, biases, name in layers:
        zs.append(weighted(weights, biases, activations[-1]))
        activations.append(activate(name, zs[-1]))
    return zs, activations[1:]


def loss(kind, name, z, target):
    """The loss, from the z of an output layer with the activation `name`: ln a is only safe when taken from z."""
    if kind == "mean_squared_error":
        return math.fsum((a - y) ** 2 for a, y in zip(activate(name, z), target, strict=True)) / len(z)
    if name == "softmax":  # −Σ y ln a, with ln a = z − ln Σ e^z
        highest = max(z)
        log_sum = highest + math.log(math.fsum(math.exp(v - highest) for v in z))
        return math.fsum(y * (log_sum - v) for v, y in zip(z, target, strict=True))
    # −Σ (y ln a + (1 − y) ln(1 − a)), with ln a = −ln(1 + e^−z)
    return math.fsum(y * softplus(-v) + (1 - y) * softplus(v) for v, y in zip(z, target, strict=True))


def softplus(v):
    """ln(1 + e^v)."""
    return max(v, 0.0) + math.log1p(math.exp(-abs(v)))


def output_delta(kind, name, z, target):
    """The derivative of `loss` for each z."""
    pairs = list(zip(activate(name, z), target, strict=True))
    if kind == "mean_squared_error":
        return through(name, z, [2 * (a - y) / len(z) for a, y in pairs])
    # −y/a, or −y/a + (1 − y)/(1 − a) after sigmoid, times the slope of a: worked out, as a may round to 0.
    whole = math.fsum(target) if name == "softmax" else 1
    return [a * whole - y for a, y in pairs]


def backward(layers, zs, target, kind):
    """For each layer its delta, and the derivative for each of its a: None at the output."""
    blame = [(output_delta(kind, layers[-1][2], zs[-1], target), None)]
    for (_, _, name), (weights, _, _), z in zip(layers[-2::-1], layers[:0:-1], zs[-2::-1], strict=True):
        delta = blame[-1][0]
        grad_a = [math.fsum(map(mul, column, delta)) for column in zip(*weights, strict=True)]
        blame.append((through(name, z, grad_a), grad_a))
    return blame[::-1]


def step(layers, x, activations, deltas, learning_rate):
    """The layers after one step of gradient descent: each weight less learning_rate · delta · what enters."""
    moved = []
    for (weights, biases, name), entering, delta in zip(layers, [x, *activations], deltas, strict=False):
        rows = [
            [w - learning_rate * (d * v) for w, v in zip(row, entering, strict=True)]
            for row, d in zip(weights, delta, strict=True)
        ]
        moved.append((rows, [b - learning_rate * d for b, d in zip(biases, delta, strict=True)], name))
    return moved
