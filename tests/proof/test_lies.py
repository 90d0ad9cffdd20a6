"""Films that lie, each in its own way, as wrong code would make them: every lie is found, and found where it is."""

import json

import numpy as np
import pytest

from core import Example, Network, load_example
from core.shown import shown
from proof.arithmetic import holds
from proof.receipt import read
from proof.verify import verify
from tests.proof.story import N, Story, bracketed, write


def softmax_of_a_single_value(story):
    """Each output is divided by its own power alone: 1.00 and 1.00."""
    for k in range(2):
        story.step.forward.output[k] = story.step.forward.layers[2].a[k] = 1.0
        power = N(f"forward.layers[2].exponentials[{k}]")
        story.formulas[f"forward.output[{k}]"] = ["(", power, ") / (", power, ")"]
    return "forward.output[0]"


def a_sign_is_flipped(story):
    """A share is passed back with the wrong sign, and all that follows from it."""
    here = story.step.backward.layers[1]
    here.shares[0, 2] *= -1
    here.grad_a[2] = here.shares[:, 2].sum()
    here.delta[2] = here.grad_a[2] * here.gate[2]
    path = "backward.layers[1].shares[0, 2]"
    story.formulas[path] = ["−", *story.formulas[path]]
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
    story.formulas[path] = story.formulas[path][:-2]
    return path


def the_weights_are_transposed(story):
    """A sum over a column of W instead of a row."""
    weights, here = story.example.network.layers[1].weights, story.step.forward.layers[1]
    here.z[0] = weights[:4, 0] @ here.input[:4] + weights[0, 4] * here.input[4] + 0.1
    path = "forward.layers[1].z[0]"
    for i in range(1, 4):
        story.formulas[path][4 * i] = N(f"network.layers[1].weights[{i}, 0]")
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
    first, second = (story.formulas[path] for path in paths)
    story.formulas |= {paths[0]: second, paths[1]: first}
    return paths[0]


def the_operands_of_another_neuron(story):
    """The sum of neuron 1 is worked with the weights of neuron 2, though its z is right."""
    story.formulas["forward.layers[0].z[0]"] = story.formulas["forward.layers[0].z[1]"]
    return "forward.layers[0].z[0]"


def the_weights_are_stale(story):
    """After the step, the same flower goes through the weights from before it."""
    story.step.step, story.step.again = story.step.network, story.step.forward
    story.step.loss_again = story.step.backward.loss
    return "step.layers[2].weights[0, 0]"


def the_loss_is_another_one(story):
    """The squared error is shown as the loss, while the gradient is that of the cross-entropy."""
    pairs = [(N(f"forward.output[{k}]"), N(f"backward.target[{k}]")) for k in range(2)]
    story.step.backward.loss = float(((story.step.forward.output - story.step.backward.target) ** 2).mean())
    (p, y), (q, t) = pairs
    story.formulas["backward.loss"] = ["( (", p, "−", y, ")² + (", q, "−", t, ")² ) / 2"]
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


def number_of(receipt, path):
    """The first number of a receipt with this path."""
    return next(number for number in receipt["numbers"] if number["path"] == path)


def equation_of(receipt, path):
    """The equation of a receipt with this result."""
    return next(equation for equation in receipt["equations"] if equation["result"] == path)


def a_digit_is_edited(receipt):
    """One digit of one number is another one."""
    number_of(receipt, "forward.layers[0].z[0]")["text"] = "0.28"
    return "forward.layers[0].z[0]"


def a_rounding_does_not_add_up(receipt):
    """Shares that are rounded to two decimals say that they add up to the rounded sum, which they do not."""
    for equation in receipt["equations"]:
        values = [float(text.replace("−", "-")) for text, _ in equation["operands"]]
        texts = [shown(value, 2) for value in values]
        left, right = " + ".join(map(bracketed, texts)), shown(sum(values), 2)
        if ".grad_a" in equation["result"] and not holds(left, "=", right):
            operands = [[text, path] for text, (_, path) in zip(texts, equation["operands"], strict=True)]
            equation |= {"left": left, "sign": "=", "right": right, "operands": operands}
            return equation["result"]
    raise AssertionError("all sums add up")


def a_number_is_rounded_down(receipt):
    """A number is cut off where it should have been rounded up."""
    number = number_of(receipt, "forward.output[1]")
    number |= {"text": "0.7308", "decimals": 4}
    return "forward.output[1]"


def a_number_is_moved_to_another_path(receipt):
    """A number is said to come from the neuron below."""
    number_of(receipt, "forward.layers[1].z[0]")["path"] = "forward.layers[1].z[1]"
    return "forward.layers[1].z[1]"


def a_path_leads_nowhere(receipt):
    """A number comes from a layer that the network has not."""
    number_of(receipt, "forward.layers[1].z[0]")["path"] = "forward.layers[7].z[0]"
    return "forward.layers[7].z[0]"


def a_term_is_left_out(receipt):
    """A sum lacks one of its terms, which happens to be 0, so that its arithmetic is right."""
    equation = next(e for e in receipt["equations"] if e["left"].count("· 0 +"))
    term = next(k for k, (text, _) in enumerate(equation["operands"]) if text == "0") - 1
    factor = equation["operands"][term][0]
    equation["left"] = equation["left"].replace(f"({factor}) · 0 + ", "", 1).replace(f"{factor} · 0 + ", "", 1)
    del equation["operands"][term : term + 2]
    return equation["result"]


def factors_change_places(receipt):
    """Two weights that are the same number stand in each other's place, so that only their paths tell."""
    equation = equation_of(receipt, "forward.layers[1].z[3]")
    first, second = equation["operands"][0], equation["operands"][2]
    assert first[0] == second[0]
    first[1], second[1] = second[1], first[1]
    return "forward.layers[1].z[3]"


def a_number_without_a_source(receipt):
    """A line shows a number of which the receipt does not say where it comes from."""
    receipt["lines"][3]["text"] += " 0.123"


def an_equation_without_operands(receipt):
    """A line says what is false, and the receipt has no equation for it."""
    receipt["lines"][3]["text"] = "3 + 5 = 4"


def decimals_that_are_not_there(receipt):
    """The receipt says more decimals than the number has."""
    number_of(receipt, "forward.layers[0].z[0]")["decimals"] = 3
    return "forward.layers[0].z[0]"


EDITS = [
    a_digit_is_edited, a_rounding_does_not_add_up, a_number_is_rounded_down, a_number_is_moved_to_another_path,
    a_path_leads_nowhere, a_term_is_left_out, factors_change_places, a_number_without_a_source,
    an_equation_without_operands,    decimals_that_are_not_there,
]  # fmt: skip


def judged(receipt, folder):
    """What is found untrue in a receipt."""
    film = folder / "Story.mp4"
    film.touch()
    write(film, receipt)
    return verify(read(film))


def test_the_truth_passes(tmp_path):
    """Nothing is found in the receipt of a film that tells the truth."""
    assert judged(Story(load_example()).receipt(), tmp_path) == []


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.__name__)
def test_a_lie_is_found(lie, tmp_path):
    """A film that tells this lie throughout is found out, at the number that is not true."""
    story = Story(load_example())
    path = lie(story)
    assert path in [failure.path for failure in judged(story.receipt(), tmp_path)]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_an_edit_is_found(edit, tmp_path):
    """A receipt that was edited in one place is found out, there and nowhere else."""
    receipt = json.loads(json.dumps(Story(load_example()).receipt()))
    path = edit(receipt)
    assert {failure.path for failure in judged(receipt, tmp_path)} == {path}


def the_rest_leaves_out_another_term(receipt, equation):
    """What a long sum does not show is said to be all but other terms."""
    path = equation["operands"][4][1]
    equation["operands"][4][1] = path.replace("11]", "10]")
    return path.replace("11]", "10]")


def the_rest_is_left_out(receipt, equation):
    """A long sum ends after the terms that it shows."""
    text, _ = equation["operands"].pop(4)
    equation["left"] = equation["left"].replace(f" + {bracketed(text)}", "")
    return equation["result"]


def the_rest_is_that_of_another_neuron(receipt, equation):
    """The rest of a long sum is that of the neuron below."""
    path = equation["operands"][4][1].replace("rest[0,", "rest[1,")
    equation["operands"][4][1] = path
    return path


@pytest.mark.parametrize(
    "edit",
    [the_rest_leaves_out_another_term, the_rest_is_left_out, the_rest_is_that_of_another_neuron],
    ids=lambda edit: edit.__name__,
)
def test_a_lie_in_a_long_sum_is_found(edit, tmp_path):
    """A sum of many terms, of which one number stands for most, is as true as one that shows them all, and no less."""
    network = Network.initialise((12, 10, 3), seed=6)
    names = {"feature_names": ("x",) * 12, "units": ("",) * 12, "class_names": ("a", "b", "c")}
    values = {"measurements": np.arange(12) / 8 - 0.7, "mean": np.zeros(12), "scale": np.ones(12)}
    example = Example(title="Wide", network=network, **names, **values, true_class=1, learning_rate=0.1)
    receipt = json.loads(json.dumps(Story(example).receipt()))
    assert judged(receipt, tmp_path) == []
    equation = equation_of(receipt, "forward.layers[0].z[0]")
    path = edit(receipt, equation)
    failures = judged(receipt, tmp_path)
    assert {failure.path for failure in failures} <= {path, equation["result"]}
    assert equation["result"] in {failure.path for failure in failures}
