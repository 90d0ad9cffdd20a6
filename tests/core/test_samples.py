"""Samples whose classes are known, and what a step for one does to all."""

import json
from dataclasses import replace

import numpy as np
import pytest

from core import evaluate, load_example, training_step
from core.example import FILE
from core.samples import Samples
from proof import plain


@pytest.fixture(scope="module")
def step():
    """The step of the built-in example."""
    return training_step(load_example())


def test_an_effect_counts_what_evaluate_counts(step):
    """How many samples are right, and the mean loss, before and after a step, are what evaluate finds."""
    for network, right, loss in (
        (step.network, step.effect.right_count, step.effect.loss),
        (step.new_network, step.effect.right_again_count, step.effect.loss_again),
    ):
        found = evaluate(network, step.example.inputs, step.example.samples.classes)
        assert (right / step.effect.count, loss) == (found.accuracy, found.loss)


def test_an_effect_agrees_with_plain_python(step):
    """Which samples are right before and after a step is what plain Python finds, sample by sample."""
    for network, right in ((step.network, step.effect.right), (step.new_network, step.effect.right_again)):
        layers = [
            plain.Layer(layer.weights.tolist(), layer.biases.tolist(), layer.activation) for layer in network.layers
        ]
        outputs = [plain.forward(layers, x)[1][-1] for x in step.example.inputs.tolist()]
        says = [output.index(max(output)) for output in outputs]
        assert right.tolist() == [one == truth for one, truth in zip(says, step.example.samples.classes, strict=True)]


def test_rescued_and_lost_make_the_difference(step):
    """The samples that turn right less those that turn wrong are the change in the number of right ones."""
    effect = step.effect
    assert effect.right_again_count - effect.right_count == effect.rescued - effect.lost
    assert effect.rescued > 0
    assert effect.lost > 0


def test_the_step_for_one_flower_harms_others(step):
    """The story of the films: of 80 flowers 75 are right before the step and 70 after, two rescued and seven lost."""
    effect = step.effect
    assert (effect.count, effect.right_count, effect.right_again_count) == (80, 75, 70)
    assert (effect.rescued, effect.lost) == (2, 7)


def test_the_sample_itself_is_among_the_samples(step):
    """The built-in flower is one of its samples, with its class, measured and as an input."""
    example = step.example
    place = np.flatnonzero((example.samples.measurements == example.measurements).all(axis=1))
    assert example.true_class in example.samples.classes[place]
    assert (example.inputs[place] == example.x).all()


def test_without_samples_there_is_no_effect(step):
    """An example without samples has no inputs of samples, and its step no effect."""
    alone = replace(step.example, samples=None, target=None)
    assert alone.inputs is None
    assert training_step(alone).effect is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"measurements": [1, 2], "classes": [0, 1]}, "one class for each row"),
        ({"measurements": [[1, 2, 3]], "classes": [0, 1]}, "one class for each row"),
        ({"measurements": [[1, 2, 3]], "classes": [0.5]}, "whole numbers"),
        ({"measurements": [[1, 2, 3]], "classes": [-1]}, "whole numbers"),
        ({"measurements": [[1, 2]], "classes": [0]}, "2 measurements each: give 3"),
        ({"measurements": [[1, 2, 3]], "classes": [2]}, "class 2: the last is 1"),
    ],
)
def test_samples_that_do_not_fit_are_refused(changes, said, step):
    """Samples whose rows, classes or measurements do not fit are refused, in words that say what to give."""
    with pytest.raises(ValueError, match=said):
        replace(step.example, samples=Samples(**changes), target=None)


def test_samples_belong_to_classes(step):
    """Samples with classes are refused where values come out, and not classes."""
    with pytest.raises(ValueError, match="give class_names"):
        replace(step.example, class_names=(), target_names=("a", "b"), true_class=None)


def test_the_file_holds_the_samples(step):
    """The samples of the built-in example are those in its file, row by row."""
    held = json.loads(FILE.read_text())["samples"]
    assert held["measurements"] == step.example.samples.measurements.tolist()
    assert held["classes"] == step.example.samples.classes.tolist()
