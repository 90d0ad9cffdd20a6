"""Every displayed equation can be recomputed with a pocket calculator."""

import re
from fractions import Fraction

import pytest

from core import load_example, training_step
from scenes.mobjects import Formula, Number
from scenes.mobjects.parts import Symbol
from tests.scenes.arithmetic import calculate, half_up, holds, numbers
from tests.scenes.walk import FILMS, film

STEP = training_step(load_example())


def shown(name):
    """All equations of a film: (left, sign, right)."""
    return {
        tuple(equation)
        for play in film(name).moves
        for text in play.screen.texts
        for equation in text.formula.equations
    }


def is_shown(name, left, right):
    """Whether a film has an equation with these numbers on its two sides, whatever their signs."""
    wanted = sorted(numbers(left)), numbers(right)
    return any((sorted(numbers(a)), numbers(b)) == wanted for a, _, b in shown(name))


def written(*values):
    """Numbers as the films write those that have few decimals."""
    return " ".join(half_up(value, next(d for d in range(5) if abs(value - round(value, d)) < 1e-9)) for value in values)


@pytest.mark.parametrize("name", FILMS)
def test_displayed_equations_hold(name):
    """An equation with = is exact in its displayed digits, one with ≈ is within one unit of its last digit."""
    assert [equation for equation in shown(name) if not holds(*equation)] == []


@pytest.mark.parametrize(
    ("equation", "right"),
    [
        (("0.7 · (−0.4) − 1.2 · 1.1 + 0.3", "=", "−1.3"), True),
        (("0.7 · (−0.4)", "=", "−0.3"), False),
        (("0.7 · (−0.4)", "≈", "−0.3"), True),
        (("0.7 · (−0.4)", "≈", "−0.28"), False),
        (("0.7 · (−0.4)", "≈", "−0.2"), True),
        (("0.7 · (−0.4)", "≈", "−0.4"), False),
        (("− ln( 0.27 )", "≈", "1.309"), True),
        (("− ln( 0.27 )", "≈", "1.311"), False),
        (("max(0, −0.4 )", "=", "0"), True),
        (("e^( −0.4 )", "≈", "0.670"), True),
        (("σ( 0 )", "=", "0.5"), True),
        (("( 6.2 − 6.3 ) / 0.7", "=", "−0.1"), False),
    ],
)
def test_the_calculator_is_right(equation, right):
    """The tests' own arithmetic accepts what is true and refuses what is not."""
    assert holds(*equation) is right


def test_a_false_equation_is_found():
    """A formula that claims a wrong result is seen, in running text and in claims alike."""
    network = STEP.network
    wrong = Formula(Number(network, "sizes[0]"), "+", Number(network, "sizes[1]"), Symbol("="), Number(network, "sizes[2]"))
    claimed = Formula(Number(network, "sizes[0]"), claims=[("3 · 5", "≈", "15")])
    assert [holds(*equation) for formula in (wrong, claimed) for equation in formula.equations] == [False, False]


@pytest.mark.parametrize("name", FILMS)
def test_no_equation_escapes(name):
    """Wherever = or ≈ stands between two numbers, a formula knows it as an equation."""
    for play in film(name).moves:
        for formula in (text.formula for text in play.screen.texts):
            line = " ".join(formula.text.split())
            between = re.findall(r"[\d)] [=≈] [(−]*\d", line)
            assert len(formula.equations) >= len(between), f"{play}: {line}"


@pytest.mark.parametrize("name", FILMS)
def test_claims_are_on_screen(name):
    """An equation that is claimed for a matrix or a column has its numbers and its sign on screen."""
    for play in film(name).moves:
        on_screen = {part.plain for text in play.screen.texts for part, _ in text.formula.numbers}
        digits = {number for plain in on_screen for number in numbers(plain)}
        for formula in (text.formula for text in play.screen.texts if text.formula.claims):
            claimed = {number for left, _, right in formula.claims for number in numbers(left + right)}
            assert claimed <= digits, f"{play}: {formula.text}"
            signs = {sign for _, sign, _ in formula.claims}
            assert ("≈" if "≈" in signs else "=") in formula.text, f"{play}: {formula.text}"


def test_architecture_counts_every_parameter():
    """The count of each layer, weights and biases, is shown as an equation, and so is their sum."""
    sizes = STEP.network.sizes
    counts = [n_in * n_out + n_out for n_in, n_out in zip(sizes, sizes[1:], strict=False)]
    for n_in, n_out, count in zip(sizes, sizes[1:], counts, strict=False):
        assert is_shown("architecture", f"{n_in} · {n_out} + {n_out}", str(count))
    assert is_shown("architecture", " + ".join(map(str, counts)), str(sum(counts)))


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_every_weighted_sum_is_shown(layer):
    """Each neuron's z stands as the sum of its weights times its inputs, plus its bias."""
    traced = STEP.forward.layers[layer]
    weights, biases = traced.layer.weights, traced.layer.biases
    for j, (row, bias, z) in enumerate(zip(weights, biases, traced.z, strict=True)):
        if (layer, j) == (0, 0):  # written as a column: each product, then their sum
            for w, x, product in zip(row, traced.input, traced.products[0], strict=True):
                assert is_shown("forward_pass", written(w, x), written(product))
            left = [*traced.products[0], bias]
        else:
            left = [*row, *traced.input, bias]
        near = [a for a, sign, b in shown("forward_pass") if abs(calculate(b) - Fraction(float(z))) <= Fraction(1, 100)]
        values = sorted(abs(Fraction(float(value))) for value in left)
        found = [sorted(Fraction(number) for number in numbers(a)) for a in near]
        assert any(
            len(line) == len(values) and all(abs(p - q) < Fraction(1, 100) for p, q in zip(line, values, strict=True))
            for line in found
        ), f"layer {layer + 1}, neuron {j + 1}"
