"""Films that lie, each in its own way, as wrong code would make them: every lie is found, and found where it is."""

from dataclasses import replace

import numpy as np
import pytest

from core import Example, forward, load_example
from core.activations import ACTIVATIONS
from proof import plain
from tests.proof.story import N, Story, judged


def softmax_of_a_single_value(story):
    """Each output is divided by its own power alone: 1.00 and 1.00."""
    for k in range(2):
        story.step.forward.output[k] = story.step.forward.layers[2].a[k] = 1.0
        power = N(f"forward.layers[2].exponentials[{k}]")
        story.left_sides[f"forward.output[{k}]"] = ["(", power, ") / (", power, ")"]
    return "forward.output[0]"


def a_sign_is_flipped(story):
    """A share is passed back with the wrong sign, and all that follows from it."""
    here = story.step.backward.layers[1]
    here.shares[0, 2] *= -1
    here.grad_a[2] = here.shares[:, 2].sum()
    here.delta[2] = here.grad_a[2] * here.gate[2]
    path = "backward.layers[1].shares[0, 2]"
    story.left_sides[path] = ["−", *story.left_sides[path]]
    return path


def the_gate_is_ignored(story):
    """A neuron that is off passes all of its blame."""
    here = story.step.backward.layers[0]
    off = int(np.flatnonzero(here.gate == 0)[0])
    here.gate[off] = 1.0
    here.delta[off] = here.grad_a[off]
    return f"backward.layers[0].delta[{off}]"


def the_bias_is_left_out(story):
    """A weighted sum without its bias."""
    story.step.forward.layers[0].z[0] -= story.example.network.layers[0].biases[0]
    path = "forward.layers[0].z[0]"
    story.left_sides[path] = story.left_sides[path][:-2]
    return path


def the_weights_are_transposed(story):
    """A sum over a column of W instead of a row."""
    weights, here = story.example.network.layers[1].weights, story.step.forward.layers[1]
    here.z[0] = weights[:4, 0] @ here.input[:4] + weights[0, 4] * here.input[4] + 0.1
    path = "forward.layers[1].z[0]"
    for i in range(1, 4):
        story.left_sides[path][4 * i] = N(f"network.layers[1].weights[{i}, 0]")
    return path


def weights_of_the_transposed_matrix_are_called_by_the_right_name(story):
    """The weight from neuron 1 to neuron 2 shows the value of that from 2 to 1."""
    story.step.network.layers[1].weights[0, 1] = story.example.network.layers[1].weights[1, 0]
    return "network.layers[1].weights[0, 1]"


def neurons_are_swapped(story):
    """Two neurons of a layer show each other's sums."""
    here = story.step.forward.layers[0]
    here.z[[0, 1]] = here.z[[1, 0]]
    paths = [f"forward.layers[0].z[{j}]" for j in range(2)]
    first, second = (story.left_sides[path] for path in paths)
    story.left_sides |= {paths[0]: second, paths[1]: first}
    return paths[0]


def the_operands_of_another_neuron(story):
    """The sum of neuron 1 is worked with the weights of neuron 2, though its z is right."""
    story.left_sides["forward.layers[0].z[0]"] = story.left_sides["forward.layers[0].z[1]"]
    return "forward.layers[0].z[0]"


def the_weights_are_stale(story):
    """After the step, the same flower goes through the weights from before it."""
    story.step.new_network, story.step.again = story.step.network, story.step.forward
    story.step.loss_again = story.step.backward.loss
    return "new_network.layers[2].weights[0, 0]"


def the_loss_is_another_one(story):
    """The squared error is shown as the loss, while the gradient is that of the cross-entropy."""
    pairs = [(N(f"forward.output[{k}]"), N(f"backward.target[{k}]")) for k in range(2)]
    story.step.backward.loss = float(((story.step.forward.output - story.step.backward.target) ** 2).mean())
    (p, y), (q, t) = pairs
    story.left_sides["backward.loss"] = ["( (", p, "−", y, ")² + (", q, "−", t, ")² ) / 2"]
    return "backward.loss"


def a_derivative_of_another_loss(story):
    """The delta of the squared error, while the loss is the cross-entropy."""
    p, y = story.step.forward.output, story.step.backward.target
    jacobian = np.diag(p) - np.outer(p, p)
    story.step.backward.layers[2].delta[:] = jacobian @ (p - y)
    return "backward.layers[2].delta[0]"


def a_value_of_another_flower(story):
    """One input comes from another flower."""
    story.step.forward.layers[0].input[1] = story.step.forward.input[1] = -0.7
    return "forward.layers[0].input[1]"


def the_measurements_of_another_flower(story):
    """The sample of the receipt is not the one that was filmed."""
    story.example = Example(**vars(story.example) | {"measurements": [5.9, 5.1, 1.6]})
    return "forward.layers[0].input[0]"


def another_learning_rate(story):
    """The step is shown with a rate that was not taken."""
    story.step.learning_rate = 0.1
    return "learning_rate"


LIES = [
    softmax_of_a_single_value, a_sign_is_flipped, the_gate_is_ignored, the_bias_is_left_out,
    the_weights_are_transposed, weights_of_the_transposed_matrix_are_called_by_the_right_name, neurons_are_swapped,
    the_operands_of_another_neuron, the_weights_are_stale, the_loss_is_another_one, a_derivative_of_another_loss,
    a_value_of_another_flower, the_measurements_of_another_flower, another_learning_rate,
]  # fmt: skip


def test_the_truth_passes(tmp_path):
    """Nothing is found in the receipt of a film that tells the truth."""
    assert judged(Story(load_example()).receipt(), tmp_path) == []


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.__name__)
def test_a_lie_is_found(lie, tmp_path):
    """A film that tells this lie throughout is found out, at the number that is not true."""
    story = Story(load_example())
    path = lie(story)
    assert path in [failure.path for failure in judged(story.receipt(), tmp_path)]


def test_a_mistake_in_core_is_found(monkeypatch, tmp_path):
    """A derivative that is wrong in core alone is found by the second implementation."""
    monkeypatch.setitem(ACTIVATIONS, "relu", replace(ACTIVATIONS["relu"], derivative=np.ones_like))
    failures = judged(Story(load_example()).receipt(), tmp_path)
    assert any("by core, but 0 by plain Python" in failure.wrong for failure in failures)


def test_a_mistake_in_both_implementations_is_found(monkeypatch, tmp_path):
    """A derivative that is wrong in core and in the second implementation alike is found by nudging."""
    monkeypatch.setitem(ACTIVATIONS, "relu", replace(ACTIVATIONS["relu"], derivative=np.ones_like))
    monkeypatch.setattr(plain, "gates", lambda name, z: [1.0] * len(z))
    example = load_example()
    failures = judged(Story(example).receipt(), tmp_path)
    off = int(np.flatnonzero(forward(example.network, example.x).layers[0].z < 0)[0])
    nudged = {failure.path for failure in failures if "when the network is nudged" in failure.wrong}
    assert f"backward.layers[0].gate[{off}]" in nudged
    assert all(failure.path in nudged for failure in failures)
