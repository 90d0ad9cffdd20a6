"""The oracle: forward, loss and backward with lists and `math` alone, straight from the formulas.

No numpy, nothing from core, nothing clever: slow, unstable for large z, and easy to check by eye.
Layers are (weights, biases, activation), weights a list of rows.
"""

import math


def activate(name, z):
    """The activations of a layer from its list z."""
    if name == "softmax":
        return [math.exp(z_j) / sum(math.exp(z_k) for z_k in z) for z_j in z]
    one = {
        "identity": lambda v: v,
        "relu": lambda v: v if v > 0 else 0.0,
        "sigmoid": lambda v: 1 / (1 + math.exp(-v)),
        "tanh": lambda v: (math.exp(v) - math.exp(-v)) / (math.exp(v) + math.exp(-v)),
    }[name]
    return [one(v) for v in z]


def jacobian(name, z):
    """The derivative of each a_j for each z_k, row j, column k."""
    a = activate(name, z)
    if name == "softmax":
        return [[a_j * ((j == k) - a_k) for k, a_k in enumerate(a)] for j, a_j in enumerate(a)]
    slope = {
        "identity": lambda v, a: 1.0,
        "relu": lambda v, a: 1.0 if v > 0 else 0.0,
        "sigmoid": lambda v, a: a * (1 - a),
        "tanh": lambda v, a: 1 - a * a,
    }[name]
    return [[slope(z[j], a[j]) if j == k else 0.0 for k in range(len(z))] for j in range(len(z))]


def forward(layers, x):
    """The list of z and the list of a, layer by layer, for one sample."""
    zs, activations, a = [], [], x
    for weights, biases, name in layers:
        rows = zip(weights, biases, strict=True)
        z = [sum(w * v for w, v in zip(row, a, strict=True)) + b for row, b in rows]
        a = activate(name, z)
        zs.append(z)
        activations.append(a)
    return zs, activations


def loss(kind, name, a, target):
    """The loss of one sample from the output a of an activation called `name`."""
    pairs = list(zip(a, target, strict=True))
    if kind == "mean_squared_error":
        return sum((v - y) ** 2 for v, y in pairs) / len(pairs)
    if name == "softmax":
        return -sum(y * math.log(v) for v, y in pairs)
    return -sum(y * math.log(v) + (1 - y) * math.log(1 - v) for v, y in pairs)


def loss_slope(kind, name, a, target):
    """The derivative of `loss` for each a."""
    pairs = list(zip(a, target, strict=True))
    if kind == "mean_squared_error":
        return [2 * (v - y) / len(pairs) for v, y in pairs]
    if name == "softmax":
        return [-y / v for v, y in pairs]
    return [-y / v + (1 - y) / (1 - v) for v, y in pairs]


def backward(layers, x, target, kind):
    """For each layer (delta, weight gradients, bias gradients), by the chain rule, for one sample."""
    zs, activations = forward(layers, x)
    slope = loss_slope(kind, layers[-1][2], activations[-1], target)
    blame = []
    for number in reversed(range(len(layers))):
        weights, _, name = layers[number]
        matrix = jacobian(name, zs[number])
        neurons = range(len(slope))
        delta = [sum(slope[j] * matrix[j][k] for j in neurons) for k in neurons]
        entering = activations[number - 1] if number else x
        blame.append((delta, [[d * v for v in entering] for d in delta], delta))
        slope = [sum(weights[j][k] * delta[j] for j in neurons) for k in range(len(entering))]
    return blame[::-1]
