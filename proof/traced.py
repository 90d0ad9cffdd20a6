"""What `plain` computes of one sample, by the names that core's records have. No numpy, and nothing from core."""

import math
from operator import mul

from proof import plain


class Lazy:
    """A list whose entries are computed when they are asked for: of a wide layer, few are shown."""

    def __init__(self, entry):
        self.entry = entry

    def __getitem__(self, position):
        return self.entry(position)


def traced(layers, kind, x, target, rate):
    """All numbers of a training step, in dicts and lists; without x, target or rate, what can be had without."""
    numbers = {"network": network_of(layers), "learning_rate": rate}
    if x is None:
        return numbers
    zs, activations = plain.forward(layers, x)
    numbers["forward"] = forward_of(layers, x, zs, activations)
    if target is None:
        return numbers
    blame = plain.backward(layers, zs, target, kind)
    loss = plain.loss(kind, layers[-1][2], zs[-1], target)
    numbers["backward"] = {"loss": loss, "target": target, "layers": backward_of(layers, [x, *activations], zs, blame)}
    if rate is None:
        return numbers
    after = plain.step(layers, x, activations, [delta for delta, _ in blame], rate)
    zs, activations = plain.forward(after, x)
    numbers |= {"step": network_of(after), "again": forward_of(after, x, zs, activations)}
    return numbers | {"loss_again": plain.loss(kind, layers[-1][2], zs[-1], target)}


def network_of(layers):
    """A network, with its counts."""
    sizes = [len(layers[0][0][0]), *(len(biases) for _, biases, _ in layers)]
    parts = [
        {"weights": weights, "biases": biases, "n_in": n_in, "n_out": n_out, "parameter_count": n_out * n_in + n_out}
        for (weights, biases, _), n_in, n_out in zip(layers, sizes, sizes[1:], strict=False)
    ]
    return {"layers": parts, "sizes": sizes, "parameter_count": sum(part["parameter_count"] for part in parts)}


def forward_of(layers, x, zs, activations):
    """One forward pass."""
    network, entering = network_of(layers), [x, *activations]
    parts = [forward_layer(*numbers) for numbers in zip(network["layers"], entering, zs, activations, strict=False)]
    return {"network": network, "input": x, "layers": parts, "output": activations[-1]}


def forward_layer(layer, entering, z, a):
    """One layer at work."""
    exponentials = Lazy(lambda j: exponential(z[j]))
    return {
        "layer": layer,
        "input": entering,
        "z": z,
        "a": a,
        "products": Lazy(lambda j: list(map(mul, layer["weights"][j], entering))),
        "exponentials": exponentials,
        "exponential_sum": math.fsum(map(exponential, z)),
    }


def exponential(z):
    """e^z, for showing."""
    return math.exp(z) if z < 709 else math.inf


def backward_of(layers, entering, zs, blame):
    """The blame of each layer."""
    following = [*((weights, delta) for (weights, _, _), (delta, _) in zip(layers[1:], blame[1:], strict=True)), None]
    return [
        backward_layer(*numbers, name)
        for *numbers, (_, _, name) in zip(entering, zs, blame, following, layers, strict=False)
    ]


def backward_layer(entering, z, blame, following, name):
    """The blame in one layer: at the output without what only hidden layers have."""
    delta, grad_a = blame
    known = {"delta": delta, "grad_weights": Lazy(lambda j: [delta[j] * v for v in entering]), "grad_biases": delta}
    if following is None:
        return known
    weights, deltas = following
    shares = Lazy(lambda j: [w * deltas[j] for w in weights[j]])
    return known | {"shares": shares, "grad_a": grad_a, "gate": plain.slopes(name, z)}
