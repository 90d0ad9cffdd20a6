"""Stories of small networks, and workings for them that `Story` does not tell."""

import numpy as np

from core import Example, Layer, Network
from tests.proof.story import N, Story, summed


def story_of(network, **target):
    """The story of a network and a sample with that target, or more that is given; means are 0.5, scales 2."""
    n = network.sizes[0]
    names = {"feature_names": ("x",) * n, "units": ("",) * n}
    names |= {"class_names": ("a", "b", "c")[: max(2, network.sizes[-1])]} if network.loss == "cross_entropy" else {}
    names |= {} if network.loss == "cross_entropy" else {"target_names": ("y",) * network.sizes[-1]}
    values = {"measurements": np.arange(n) / 4 - 0.75, "mean": [0.5] * n, "scale": [2.0] * n, "learning_rate": 0.1}
    return Story(Example(title="Any", network=network, **names, **{**values, **target}))


def of_values(output="identity"):
    """The story of a network that computes two values."""
    network = Network.initialise((3, 4, 2), ["sigmoid", output], seed=4, loss="mean_squared_error")
    return story_of(network, target=[0.5, -1.0])


def without_biases(sizes=(3, 4, 2)):
    """The story of a network whose biases are all 0."""
    layers = Network.initialise(sizes, seed=4).layers
    return story_of(
        Network(tuple(Layer(each.weights, 0 * each.biases, each.activation) for each in layers)), true_class=1
    )


def switched_off():
    """The story of a network whose first layer is off, so that a training step changes none of its weights."""
    layers = Network.initialise((3, 4, 2), seed=4).layers
    off = Layer(layers[0].weights, [-100.0, -100.0, -90.0, -90.0], "relu")
    return story_of(Network((off, layers[1])), true_class=1)


def wide():
    """The story of a network with twelve inputs, whose first two neurons have the same weights."""
    first, last = Network.initialise((12, 4, 3), seed=6).layers
    weights = first.weights[[0, 0, 2, 3]]
    return story_of(Network((Layer(weights, [-100.0] * 4, "relu"), last)), true_class=1)


def z_again(network="new_network"):
    """A pre-activation after the step."""
    pairs = [[N(f"{network}.layers[0].weights[0, {i}]"), "·", N(f"again.input[{i}]")] for i in range(3)]
    return {"again.layers[0].z[0]": summed([*pairs, [N(f"{network}.layers[0].biases[0]")]])}


def standardised(i, mean):
    """Input i, from what was measured, with that mean."""
    pieces = ["(", N(f"example.measurements[{i}]"), "−", N(f"example.mean[{mean}]"), ") /", N(f"example.scale[{i}]")]
    return {f"example.x[{i}]": pieces}
