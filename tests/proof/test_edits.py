"""Receipts that were edited in one place: what is false then is found there, and nowhere else."""

import json

import numpy as np
import pytest

from core import Example, Network, load_example
from core.shown import shown
from proof.arithmetic import holds
from tests.proof.story import Story, bracketed, judged


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
