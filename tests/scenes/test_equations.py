"""Every displayed equation can be recomputed with a pocket calculator."""

import re
from fractions import Fraction
from itertools import pairwise

import pytest

from core import load_example, training_step
from scenes.mobjects import Formula, Number
from scenes.mobjects.parts import Symbol
from tests.scenes.arithmetic import calculate, equations, half_up, holds, numbers
from tests.scenes.walk import FILMS, film

STEP = training_step(load_example())


def shown(name):
    """All equations of a film: (left, sign, right)."""
    return {
        tuple(equation)
        for play in film(name).moves
        for text in play.screen.texts
        for equation in equations(text.formula)
    }


def is_shown(name, left, right):
    """Whether a film has an equation with these numbers on its two sides, whatever their signs."""
    wanted = sorted(numbers(left)), numbers(right)
    return any((sorted(numbers(a)), numbers(b)) == wanted for a, _, b in shown(name))


def written(*values):
    """Numbers as the films write those that have few decimals."""
    decimals = (next(d for d in range(5) if abs(value - round(value, d)) < 1e-9) for value in values)
    return " ".join(map(half_up, values, decimals))


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
    three, five, four = (Number(STEP.network, f"sizes[{layer}]") for layer in range(3))
    false = Formula(three, "+", five, Symbol("="), four), Formula(three, claims=[("3 · 5", "≈", "15")])
    assert [holds(*equation) for formula in false for equation in equations(formula)] == [False, False]


@pytest.mark.parametrize("name", FILMS)
def test_no_equation_escapes(name):
    """Wherever = or ≈ stands between two numbers, an equation is found."""
    for play in film(name).moves:
        for formula in (text.formula for text in play.screen.texts):
            symbols = [part.text for part in formula.parts if isinstance(part, Symbol) and part.index]
            line = " ".join("x" if piece in symbols else piece for piece in formula.text.split())
            between = re.findall(r"(?=[\d)] [=≈] [(−]*\d)", line)
            assert len(equations(formula)) >= len(between), f"{play}: {line}"


@pytest.mark.parametrize("name", FILMS)
def test_claims_are_on_screen(name):
    """An equation that is claimed for a matrix or a column has its numbers and its sign on screen."""
    for play in film(name).moves:
        on_screen = {part.plain for text in play.screen.texts for part, _ in text.formula.numbers}
        digits = {number for plain in on_screen for number in numbers(plain)}
        for formula in (text.formula for text in play.screen.texts if text.formula.claims):
            claimed = {number for left, _, right in formula.claims for number in numbers(f"{left} {right}")}
            assert claimed <= digits, f"{play}: {formula.text}"
            signs = {sign for _, sign, _ in formula.claims}
            assert ("≈" if "≈" in signs else "=") in formula.text, f"{play}: {formula.text}"


def test_architecture_counts_every_parameter():
    """The count of each layer, weights and biases, is shown as an equation, and so is their sum."""
    sizes = STEP.network.sizes
    counts = [n_in * n_out + n_out for n_in, n_out in pairwise(sizes)]
    for (n_in, n_out), count in zip(pairwise(sizes), counts, strict=True):
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
        assert any(
            alike(numbers(a), left) and abs(calculate(b) - Fraction(float(z))) < Fraction(1, 100)
            for a, _, b in shown("forward_pass")
        ), f"layer {layer + 1}, neuron {j + 1}"


def alike(displayed, values):
    """Whether these numbers are the values, in any order, to two decimals at least."""
    pairs = zip(sorted(map(float, displayed)), sorted(map(abs, values)), strict=False)
    return len(displayed) == len(values) and all(abs(number - value) < 0.005 for number, value in pairs)


def test_the_forward_pass_is_worked_to_its_end():
    """ReLU for each hidden neuron, and e^z, the sum, the quotients and their sum of softmax are all shown."""
    equations = shown("forward_pass")
    gates = sum(left.startswith("max(0,") for left, _, _ in equations)
    values = {float(a) for layer in STEP.forward.layers[:-1] for a in layer.z}
    assert gates == len(values)
    outputs = STEP.forward.layers[-1]
    assert sum(left.startswith("e^(") for left, _, _ in equations) == len(outputs.z)
    assert any(alike(numbers(left), outputs.exponentials) for left, _, _ in equations)
    for exponential, p in zip(outputs.exponentials, outputs.a, strict=True):
        assert any(
            alike(numbers(f"{left} {right}"), [exponential, outputs.exponential_sum, p]) for left, _, right in equations
        )
    assert any(alike(numbers(left), outputs.a) and right == "1" for left, _, right in equations)


def test_backprop_is_worked_to_its_end():
    """The loss, the outputs' deltas, each share of one neuron, gates, products δ·a and one new weight are shown."""
    equations = shown("backprop")
    traced, true_class = STEP.backward, STEP.example.true_class
    p = STEP.forward.output
    assert any("ln(" in left and alike(numbers(f"{left} {right}"), [p[true_class], traced.loss]) for left, _, right in equations)
    for k, delta in enumerate(traced.layers[-1].delta):
        wanted = [p[k], traced.target[k], delta]
        assert any(alike(numbers(f"{left} {right}"), wanted) for left, _, right in equations)
    for layer in (0, 1):
        for k, (blame, gate, delta) in enumerate(
            zip(traced.layers[layer].grad_a, traced.layers[layer].gate, traced.layers[layer].delta, strict=True)
        ):
            assert any(alike(numbers(f"{left} {right}"), [blame, gate, delta]) for left, _, right in equations), k
            weights, deltas = STEP.network.layers[layer + 1].weights[:, k], traced.layers[layer + 1].delta
            sums = [[*weights, *deltas], list(traced.layers[layer].shares[:, k])]
            assert any(alike(numbers(left), wanted) for wanted in sums for left, _, _ in equations), (layer, k)
    before, after = STEP.network.layers[-1].weights, STEP.step.layers[-1].weights
    gradients = traced.layers[-1].grad_weights
    assert any(
        alike(numbers(f"{left} {right}"), [w, STEP.learning_rate, gradient, new])
        for left, _, right in equations
        for w, gradient, new in zip(before.flat, gradients.flat, after.flat, strict=True)
    )
