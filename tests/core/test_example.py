"""The example that the films show: what fits in one, which file it comes from, and its training step."""

import re
from dataclasses import replace

import numpy as np
import pytest

from core import Example, Network, backward, forward, load_example, training_step
from core.example import FILE, to_decimals


@pytest.fixture(scope="module")
def example():
    """The example in core/example.json."""
    return load_example(FILE)


def example_of(sizes, activations, **fields):
    """An example with a random network of these sizes, standardised by 1 and 2, with these fields besides."""
    n = sizes[0]
    plain = {
        "title": "A test", "feature_names": ("x",) * n, "units": ("",) * n, "measurements": np.full(n, 2.5),
        "mean": np.ones(n), "scale": np.full(n, 2), "learning_rate": 0.1,
    }  # fmt: skip
    return Example(**{**plain, "network": Network.initialise(sizes, activations), **fields})


def test_an_example_of_classes():
    """With several outputs there is a class name for each, which stands beside it, and the target is one-hot."""
    example = example_of((3, 2), ["softmax"], class_names=("no", "yes"), true_class=1)
    assert example.output_names == ("no", "yes")
    assert example.target.tolist() == [0, 1]
    np.testing.assert_array_equal(example.x, [0.75] * 3)


def test_an_example_with_one_output():
    """A single output decides between two classes: it speaks for the second, and the class is its target."""
    example = example_of((3, 1), ["sigmoid"], class_names=("no", "yes"), true_class=1)
    assert example.output_names == ("yes",)
    assert example.target.tolist() == [1]


def test_an_example_of_values():
    """Where values come out, the target is as it was given, there is no class, and each output has its name."""
    example = example_of((3, 4, 2), ["tanh", "identity"], target_names=("price", "rent"), target=[3, -1.5])
    assert example.output_names == ("price", "rent")
    assert example.true_class is None
    assert example.target.tolist() == [3, -1.5]
    assert training_step(example).loss_again < training_step(example).backward.loss


def test_x_is_rounded_where_the_example_says_so():
    """x has as many decimals as the example asks for, halves going away from 0, and all of them by default."""
    fields = {"class_names": ("no", "yes"), "true_class": 0, "measurements": [1.5, -1.5, 2]}
    exact = example_of((3, 2), ["softmax"], **fields)
    np.testing.assert_array_equal(exact.x, [0.25, -1.25, 0.5])
    np.testing.assert_array_equal(replace(exact, decimals=1).x, [0.3, -1.3, 0.5])
    np.testing.assert_array_equal(replace(exact, decimals=0).x, [0, -1, 1])
    np.testing.assert_array_equal(to_decimals(np.array([[2.675, -0.25]]), 2), [[2.68, -0.25]])


def test_the_example_is_the_one_that_is_asked_for(example, tmp_path, monkeypatch):
    """`load_example` reads the file that it is given, without one core/example.json, whatever the environment says."""
    other = tmp_path / "other.json"
    other.write_text(FILE.read_text().replace("Versicolor or virginica?", "Another one"))
    monkeypatch.setenv("EXAMPLE", str(other))
    assert load_example().title == example.title
    assert load_example(other).title == load_example(str(other)).title == "Another one"


def test_a_file_may_give_a_slope(tmp_path):
    """A layer of leaky_relu has the slope that the file gives, and 0.01 where it gives none."""
    path = tmp_path / "other.json"
    with_slope = FILE.read_text().replace('"relu"', '"leaky_relu",\n        "slope": 0.2', 1)
    path.write_text(with_slope.replace('"relu"', '"leaky_relu"'))
    assert [layer.slope for layer in load_example(path).network.layers] == [0.2, 0.01, None]


def test_the_training_step_is_one_of_descent(example):
    """The step is forward, backward, step and forward again, at the example's learning rate unless given."""
    step = training_step(example)
    assert step.learning_rate == example.learning_rate
    assert step.loss_again == backward(step.again, example.target).loss
    np.testing.assert_array_equal(step.again.output, forward(step.new_network, example.x).output)
    moved = step.network.layers[1].weights - step.new_network.layers[1].weights
    np.testing.assert_allclose(moved, 0.2 * step.backward.layers[1].grad_weights, rtol=0, atol=1e-15)
    smaller = training_step(example, learning_rate=0.01)
    assert step.loss_again < smaller.loss_again < step.backward.loss


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (('"scale": [0.6,', '"scale": [0.0,'), "scale is [0.0, 0.8, 0.4]: give positive numbers"),
        (('"scale": [0.6, ', '"scale": ['), "scale has 2 entries: give 3, as the network has"),
        (('"mean": [6.3,', '"mean": [NaN,'), "mean[0] is nan: give finite"),
        (('["versicolor", ', "["), "class_names has 1 entries: give 2, as the network has"),
        (('"true_class": 0', '"true_class": 2'), "target is class 2, out of range: give a class from 0 to 1"),
        (('"learning_rate": 0.2', '"learning_rate": 0'), "learning_rate must be a positive number; not 0"),
        (('"title"', '"headline"'), "unexpected keyword argument 'headline'"),
    ],
)
def test_a_bad_example_is_named(tmp_path, change, expected):
    """A file with something wrong in it is refused, with its path and with what is wrong."""
    path = tmp_path / "example.json"
    text = FILE.read_text()
    assert change[0] in text
    path.write_text(text.replace(*change))
    with pytest.raises(ValueError, match=re.escape(f"{path} holds no Example: ")) as caught:
        load_example(path)
    assert expected in str(caught.value)


CLASSES = {"class_names": ("no", "yes"), "true_class": 0}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "target_names has 0 entries: give 2, as the network has"),
        ({"class_names": ("no", "yes")}, "true_class and target: give one of both"),
        ({**CLASSES, "target": [0, 1]}, "true_class and target: give one of both"),
        ({**CLASSES, "target_names": ("y1", "y2")}, "class_names and target_names: give one of both"),
        ({**CLASSES, "true_class": 1.0}, "target has shape (): give (2,), or indices ()"),
        ({**CLASSES, "decimals": 11}, "decimals must be a whole number from 0 to 10; not 11"),
        ({**CLASSES, "decimals": 1.0}, "decimals must be a whole number from 0 to 10; not 1.0"),
        ({**CLASSES, "scale": [1e-320] * 3, "measurements": [1e300] * 3}, "x[0] is inf: give finite numbers"),
    ],
)
def test_what_does_not_fit_is_named(fields, expected):
    """An example that cannot be is a ValueError which says why."""
    with pytest.raises(ValueError, match=re.escape(expected)):
        example_of((3, 2), ["softmax"], **fields)
