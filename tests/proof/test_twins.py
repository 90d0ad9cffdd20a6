"""Workings that come to the right digits with numbers from elsewhere: their paths alone give them away."""

import json

import pytest

from core import Layer, Network, load_example
from tests.proof.stories import of_values, standardised, story_of, switched_off, wide, without_biases, z_again
from tests.proof.story import N, Story, judged

OTHER = "should have other operands:"


def without_the_bias():
    """A bias that is 0 is left out of its sum."""
    story = without_biases()
    del story.left_sides["forward.layers[0].z[0]"][-2:]
    return story, "forward.layers[0].z[0]"


def with_a_bias_too_many():
    """The bias of another neuron, which is 0, is added."""
    story = without_biases()
    story.left_sides["forward.layers[0].z[0]"] += ["+", N("network.layers[0].biases[1]")]
    return story, "forward.layers[0].z[0]"


def with_the_weights_from_before():
    """After the step, a sum is worked with the weights from before, which are the same numbers."""
    story = switched_off()
    story.left_sides |= z_again("network")
    return story, "again.layers[0].z[0]"


def with_the_input_of_another_pass():
    """A share of the second layer is that of the same neuron in the forward pass after the step."""
    story = switched_off()
    pieces = story.left_sides["forward.layers[1].z[0]"]
    pieces[2] = N("again.layers[0].a[0]")
    return story, "forward.layers[1].z[0]"


def with_the_mean_of_another_input():
    """An input is standardised with the mean of its neighbour, which is the same number."""
    story = of_values()
    story.left_sides |= standardised(0, 1)
    return story, "example.x[0]"


def with_the_rest_of_a_twin():
    """The rest of a long sum is that of another neuron with the same weights."""
    story, path = wide(), "forward.layers[0].z[0]"
    story.left_sides[path] = [
        N(piece.replace("rest[0,", "rest[1,")) if isinstance(piece, N) else piece for piece in story.left_sides[path]
    ]
    return story, path


def with_the_rest_of_another_pass():
    """The rest of a long sum is that of the same neuron after the step, which did not change its weights."""
    story, path = wide(), "forward.layers[0].z[0]"
    story.left_sides[path] = [
        N(piece.replace("forward.layers[0].rest", "again.layers[0].rest")) if isinstance(piece, N) else piece
        for piece in story.left_sides[path]
    ]
    return story, path


def with_the_slope_of_a_twin():
    """The slope of a sigmoid is worked from the activation of another neuron with the same weights."""
    layers = Network.initialise((3, 2, 2), ["sigmoid", "identity"], seed=4, loss="mean_squared_error").layers
    first = Layer(layers[0].weights[[0, 0]], [0.5, 0.5], "sigmoid")
    story = story_of(Network((first, layers[1]), "mean_squared_error"), target=[0.5, -1.0])
    a = N("forward.layers[0].a[1]")
    story.left_sides["backward.layers[0].gate[0]"] = [a, "· ( 1 −", a, ")"]
    return story, "backward.layers[0].gate[0]"


def with_the_sizes_changed_over():
    """The parameters of a layer are counted as if its inputs had the biases, of which there are as many as outputs."""
    story, path = without_biases((3, 2, 2)), "network.layers[1].parameter_count"
    before, after = (N(f"network.sizes[{n}]") for n in (1, 2))
    story.left_sides[path] = [before, "·", after, "+", before]
    return story, path


def with_the_loss_of_values():
    """The delta of a probability is divided by the number of outputs, which is 1."""
    network = Network.initialise((3, 4, 1), ["relu", "sigmoid"], seed=4)
    story, path = story_of(network, true_class=1), "backward.layers[1].delta[0]"
    story.left_sides[path] = [*story.left_sides[path], "/", N("network.sizes[2]")]
    return story, path


LIES = [
    with_the_slope_of_a_twin, with_the_sizes_changed_over, with_the_loss_of_values,
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
         "start": 0.0, "end": 1.0}
    )  # fmt: skip
    return json.loads(json.dumps(receipt))


@pytest.mark.parametrize("here", ["forward", "again"])
def test_probabilities_give_1(here, tmp_path):
    """That the outputs of softmax give 1 together is true before the step and after it, and near 1 is not enough."""
    story = Story(load_example())
    story.left_sides["loss_again"] = ["−ln(", N("again.output[0]"), ")"]
    story.left_sides["again.output[1]"] = ["1 −", N("again.output[0]")]
    receipt = story.receipt()
    receipt["equations"] = [e for e in receipt["equations"] if e["result"] != "again.output[1]"]
    assert judged(ones(receipt, here, "=", "1"), tmp_path) == []
    receipt["equations"].pop()
    failures = judged(ones(receipt, here, "≈", "1.000001"), tmp_path)
    assert [failure.wrong[:20] for failure in failures] == ["should have a number"]
