"""The ways in which a number may be worked out on screen: all that the network could take are true."""

import pytest

from core import Layer, Network, load_example
from tests.proof.stories import of_values, standardised, story_of, z_again
from tests.proof.story import N, Story, judged, summed


def z_of_products(here="forward"):
    """A pre-activation as the sum of products that stand elsewhere."""
    products = summed([N(f"{here}.layers[0].products[0, {i}]")] for i in range(3))
    return {f"{here}.layers[0].z[0]": [*products, "+", N("network.layers[0].biases[0]")]}


def new_bias(gradient):
    """A bias after the step."""
    return {
        "new_network.layers[0].biases[0]": [N("network.layers[0].biases[0]"), "−", N("learning_rate"), "·", N(gradient)]
    }


def count(layers=(0, 1)):
    """The number of parameters, from the sizes."""
    sizes = [[N(f"network.sizes[{n}]"), "·", N(f"network.sizes[{n + 1}]")] for n in layers]
    return summed(piece for n, pair in enumerate(sizes) for piece in (pair, [N(f"network.sizes[{layers[n] + 1}]")]))


def squares(below):
    """The mean of two squared errors."""
    pairs = [["(", N(f"forward.output[{k}]"), "−", N(f"example.target[{k}]"), ")²"] for k in range(2)]
    return {"backward.loss": ["(", *summed(pairs), ") /", below]}


def output_delta(*more, n="2"):
    """The derivative of the mean squared error for an output, and what it is multiplied with."""
    pair = ["(", N("forward.output[0]"), "−", N("example.target[0]"), ")"]
    return {"backward.layers[1].delta[0]": ["2 /", n, "·", *pair, *more]}


def grad_a():
    """What a neuron gets back, from weights and deltas at once."""
    pairs = [[N(f"network.layers[1].weights[{k}, 0]"), "·", N(f"backward.layers[1].delta[{k}]")] for k in range(2)]
    return {"backward.layers[0].grad_a[0]": summed(pairs)}


A, SIZE = "forward.layers[0].a[0]", N("network.sizes[2]")
WAYS = {
    "products": (of_values, z_of_products()),
    "again": (of_values, z_again()),
    "gradient of a bias": (of_values, new_bias("backward.layers[0].grad_biases[0]")),
    "delta for a bias": (of_values, new_bias("backward.layers[0].delta[0]")),
    "bias gradient": (of_values, {"backward.layers[0].grad_biases[0]": [N("backward.layers[0].delta[0]")]}),
    "parameters": (of_values, {"network.parameter_count": count()}),
    "parameters of a layer": (of_values, {"network.layers[1].parameter_count": count([1])}),
    "parameters of layers": (
        of_values, {"network.parameter_count": summed([N(f"network.layers[{n}].parameter_count")] for n in range(2))}
    ),
    "number of outputs": (of_values, squares(SIZE)),
    "delta by the number of outputs": (of_values, output_delta(n=SIZE)),
    "delta by its slope": (lambda: of_values("tanh"), output_delta("·", N("backward.layers[1].gate[0]"))),
    "delta by both": (lambda: of_values("tanh"), output_delta("·", N("backward.layers[1].gate[0]"), n=SIZE)),
    "weights and deltas": (of_values, grad_a()),
    "slope of sigmoid": (of_values, {"backward.layers[0].gate[0]": [N(A), "· ( 1 −", N(A), ")"]}),
    "standardised": (of_values, standardised(0, 0)),
    "standardised and rounded": (lambda: Story(load_example()), standardised(1, 1)),
    "loss again": (lambda: Story(load_example()), {"loss_again": ["−ln(", N("again.output[0]"), ")"]}),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_number_may_be_told_in_more_than_one_way(way, tmp_path):
    """Each way to work out a number that the network itself could take is true."""
    story, left_sides = WAYS[way][0](), WAYS[way][1]
    if story.example.network.layers[-1].activation == "tanh":  # the story's own would be without the slope
        del story.left_sides["backward.layers[1].delta[1]"]
    story.left_sides |= left_sides
    assert judged(story.receipt(), tmp_path) == []


def test_a_target_between_two_classes_is_told(tmp_path):
    """The loss of a single output that aims at a probability is the sum of both logarithms, weighed."""
    p, y = N("forward.output[0]"), N("example.target[0]")
    network = Network.initialise((3, 4, 1), ["relu", "sigmoid"], seed=4)
    story = story_of(network, target=[0.25])
    story.left_sides["backward.loss"] = ["−(", y, "· ln(", p, ") + ( 1 −", y, ") · ln( 1 −", p, ") )"]
    assert judged(story.receipt(), tmp_path) == []


def test_what_cancels_is_0(tmp_path):
    """A sum whose terms cancel is 0 by each implementation, whatever rounding leaves of it."""
    network = Network((Layer([[0.1, 0.2, -0.3]] * 2, [0.0, 0.0], "identity"),), "mean_squared_error")
    story = story_of(network, target=[0.5, -1.0], measurements=[2.5] * 3)
    assert 0 < abs(story.value("forward.layers[0].z[0]")) < 1e-15
    assert judged(story.receipt(), tmp_path) == []


def test_an_input_is_the_whole_quotient(tmp_path):
    """An input that is not rounded is the quotient itself, and not one that its digits cannot tell from it."""
    story = of_values()
    story.left_sides |= {"example.x[0]": [*standardised(0, 0)["example.x[0]"], "· 1000001 / 1000000"]}
    assert "example.x[0]" in [failure.path for failure in judged(story.receipt(), tmp_path)]


@pytest.mark.parametrize("hidden", ["relu", "sigmoid", "tanh"])
@pytest.mark.parametrize(("steep", "large"), [(1, 1), (20, 1), (1, 1000), (20, 30)])
def test_steep_networks_and_large_inputs_are_true(hidden, steep, large, tmp_path):
    """Networks whose slopes change quickly, and inputs that are far from 0, raise no false alarm."""
    network = Network.initialise((3, 4, 3, 2), [hidden, hidden, "identity"], seed=4, loss="mean_squared_error")
    first, middle, last = network.layers
    layers = (
        Layer(first.weights / large, first.biases, hidden),
        Layer(middle.weights * steep, middle.biases, hidden),
        last,
    )
    values = {"measurements": [1.5 * large, 0.25 * large, -large], "target": [0.5, -1.0]}
    failures = judged(story_of(Network(layers, "mean_squared_error"), **values).receipt(), tmp_path)
    assert [failure for failure in failures if "by core" in failure.wrong] == []  # the digits are too few for its sums
