"""The ways in which a number may be worked out on screen, and workings that only their paths give away."""

import json

import numpy as np
import pytest

from core import Example, Layer, Network, load_example
from tests.proof.story import N, Story, judged, summed

OTHER = "should have other operands:"


def story_of(network, **target):
    """The story of a network and a sample with that target; each input has the mean 0.5 and the scale 2."""
    n = network.sizes[0]
    names = {"feature_names": ("x",) * n, "units": ("",) * n}
    names |= {"class_names": ("a", "b", "c")[: max(2, network.sizes[-1])]} if network.loss == "cross_entropy" else {}
    names |= {} if network.loss == "cross_entropy" else {"target_names": ("y",) * network.sizes[-1]}
    values = {"measurements": np.arange(n) / 4 - 0.75, "mean": [0.5] * n, "scale": [2.0] * n, "learning_rate": 0.1}
    return Story(Example(title="Any", network=network, **names, **values, **target))


def of_values(output="identity"):
    """The story of a network that computes two values."""
    network = Network.initialise((3, 4, 2), ["sigmoid", output], seed=4, loss="mean_squared_error")
    return story_of(network, target=[0.5, -1.0])


def without_biases():
    """The story of a network whose biases are all 0."""
    layers = Network.initialise((3, 4, 2), seed=4).layers
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


def z_of_products(here="forward"):
    """A pre-activation as the sum of products that stand elsewhere."""
    products = summed([N(f"{here}.layers[0].products[0, {i}]")] for i in range(3))
    return {f"{here}.layers[0].z[0]": [*products, "+", N("network.layers[0].biases[0]")]}


def z_again(network="step"):
    """A pre-activation after the step."""
    pairs = [[N(f"{network}.layers[0].weights[0, {i}]"), "·", N(f"again.input[{i}]")] for i in range(3)]
    return {"again.layers[0].z[0]": summed([*pairs, [N(f"{network}.layers[0].biases[0]")]])}


def new_bias(gradient):
    """A bias after the step."""
    return {"step.layers[0].biases[0]": [N("network.layers[0].biases[0]"), "−", N("learning_rate"), "·", N(gradient)]}


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


def standardised(mean="mean[0]"):
    """An input, from what was measured."""
    pieces = ["(", N("example.measurements[0]"), "−", N(f"example.{mean}"), ") /", N("example.scale[0]")]
    return {"example.x[0]": pieces}


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
    "standardised": (of_values, standardised()),
    "standardised and rounded": (lambda: Story(load_example()), standardised()),
    "loss again": (lambda: Story(load_example()), {"loss_again": ["−ln(", N("again.output[0]"), ")"]}),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_number_may_be_told_in_more_than_one_way(way, tmp_path):
    """Each way to work out a number that the network itself could take is true."""
    story, formulas = WAYS[way][0](), WAYS[way][1]
    if story.example.network.layers[-1].activation == "tanh":  # the story's own would be without the slope
        del story.formulas["backward.layers[1].delta[1]"]
    story.formulas |= formulas
    assert judged(story.receipt(), tmp_path) == []


def test_a_target_between_two_classes_is_told(tmp_path):
    """The loss of a single output that aims at a probability is the sum of both logarithms, weighed."""
    p, y = N("forward.output[0]"), N("example.target[0]")
    network = Network.initialise((3, 4, 1), ["relu", "sigmoid"], seed=4)
    story = story_of(network, target=[0.25])
    story.formulas["backward.loss"] = ["−(", y, "· ln(", p, ") + ( 1 −", y, ") · ln( 1 −", p, ") )"]
    assert judged(story.receipt(), tmp_path) == []


def without_the_bias():
    """A bias that is 0 is left out of its sum."""
    story = without_biases()
    del story.formulas["forward.layers[0].z[0]"][-2:]
    return story, "forward.layers[0].z[0]"


def with_a_bias_too_many():
    """The bias of another neuron, which is 0, is added."""
    story = without_biases()
    story.formulas["forward.layers[0].z[0]"] += ["+", N("network.layers[0].biases[1]")]
    return story, "forward.layers[0].z[0]"


def with_the_weights_from_before():
    """After the step, a sum is worked with the weights from before, which are the same numbers."""
    story = switched_off()
    story.formulas |= z_again("network")
    return story, "again.layers[0].z[0]"


def with_the_input_of_another_pass():
    """A share of the second layer is that of the same neuron in the forward pass after the step."""
    story = switched_off()
    pieces = story.formulas["forward.layers[1].z[0]"]
    pieces[2] = N("again.layers[0].a[0]")
    return story, "forward.layers[1].z[0]"


def with_the_mean_of_another_input():
    """An input is standardised with the mean of its neighbour, which is the same number."""
    story = of_values()
    story.formulas |= standardised("mean[1]")
    return story, "example.x[0]"


def with_the_rest_of_a_twin():
    """The rest of a long sum is that of another neuron with the same weights."""
    story, path = wide(), "forward.layers[0].z[0]"
    story.formulas[path] = [
        N(piece.replace("rest[0,", "rest[1,")) if isinstance(piece, N) else piece for piece in story.formulas[path]
    ]
    return story, path


def with_the_rest_of_another_pass():
    """The rest of a long sum is that of the same neuron after the step, which did not change its weights."""
    story, path = wide(), "forward.layers[0].z[0]"
    story.formulas[path] = [
        N(piece.replace("forward.layers[0].rest", "again.layers[0].rest")) if isinstance(piece, N) else piece
        for piece in story.formulas[path]
    ]
    return story, path


LIES = [
    without_the_bias, with_a_bias_too_many, with_the_weights_from_before, with_the_input_of_another_pass,
    with_the_mean_of_another_input, with_the_rest_of_a_twin, with_the_rest_of_another_pass,
]  # fmt: skip


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.__name__)
def test_what_only_the_paths_give_away_is_found(lie, tmp_path):
    """A working that comes to the right digits with numbers from elsewhere is found, and nothing else is."""
    story, path = lie()
    failures = judged(story.receipt(), tmp_path)
    assert [(failure.path, failure.wrong[: len(OTHER)]) for failure in failures] == [(path, OTHER)]


def ones(receipt, here, sign, right):
    """Add the equation of both outputs of a forward pass, which give 1 together."""
    numbers = {number["path"]: number["text"] for number in receipt["numbers"]}
    operands = [[numbers.get(path), path] for path in (f"{here}.output[0]", f"{here}.output[1]")]
    left = " + ".join(text for text, _ in operands)
    receipt["equations"].append(
        {"line": 0, "left": left, "sign": sign, "right": right, "result": None, "operands": operands,
         "from": 0.0, "until": 1.0}
    )  # fmt: skip
    return json.loads(json.dumps(receipt))


@pytest.mark.parametrize("here", ["forward", "again"])
def test_probabilities_give_1(here, tmp_path):
    """That the outputs of softmax give 1 together is true before the step and after it, and near 1 is not enough."""
    story = Story(load_example())
    story.formulas["loss_again"] = ["−ln(", N("again.output[0]"), ")"]
    story.formulas["again.output[1]"] = ["1 −", N("again.output[0]")]
    receipt = story.receipt()
    receipt["equations"] = [e for e in receipt["equations"] if e["result"] != "again.output[1]"]
    assert judged(ones(receipt, here, "=", "1"), tmp_path) == []
    receipt["equations"].pop()
    failures = judged(ones(receipt, here, "≈", "1.000001"), tmp_path)
    assert [failure.wrong[:20] for failure in failures] == ["should have a number"]
