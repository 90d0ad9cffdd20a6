"""Every displayed equation can be recomputed with a pocket calculator."""

import re
from functools import cache
from itertools import pairwise

import pytest

from core import load_example, training_step
from proof.arithmetic import holds
from scenes.mobjects import Formula, Number
from scenes.mobjects.type.parts import Symbol
from scenes.mobjects.type.relations import Relation
from tests.scenes.arithmetic import equations, in_lines, numbers
from tests.scenes.walk import ALL_FILMS, film

STEP = training_step(load_example())


@cache
def shown(name):
    """All equations of a film: (left, sign, right)."""
    return {
        tuple(equation)
        for play in film(name).moves
        for text in play.screen.texts
        for equation in equations(text.formula)
    }


def alike(displayed, values):
    """Whether some displayed numbers are these values, in any order, whatever their signs."""
    pairs = zip(sorted(map(float, displayed)), sorted(abs(float(value)) for value in values), strict=False)
    return len(displayed) == len(values) and all(abs(number - value) < 0.006 for number, value in pairs)


def is_shown(name, left, right):
    """Whether a film has an equation with these values on its two sides."""
    return any(alike(numbers(a), left) and alike(numbers(b), [right]) for a, _, b in shown(name))


@pytest.mark.parametrize("name", ALL_FILMS)
def test_displayed_equations_hold(name):
    """An equation with = is exact in its displayed digits, one with ≈ is within one unit of its last digit."""
    assert [equation for equation in shown(name) if not holds(*equation)] == []


def test_a_false_equation_is_found():
    """A formula that states a wrong result is seen, in running text and in relations alike."""
    three, five, four = (Number(STEP.network, f"sizes[{layer}]") for layer in range(3))
    false = (
        Formula(three, "+", five, Symbol("="), four),
        Formula(three, relations=[Relation((three, "·", five), "≈", "15")]),
    )
    assert [holds(*equation) for formula in false for equation in equations(formula)] == [False, False]


@pytest.mark.parametrize("name", ALL_FILMS)
def test_no_equation_escapes(name):
    """Wherever = or ≈ stands between two numbers, an equation is found."""
    for play in film(name).moves:
        for formula in (text.formula for text in play.screen.texts):
            symbols = [part.text for part in formula.parts if isinstance(part, Symbol) and part.index]
            line = " ".join("x" if piece in symbols else piece for piece in formula.text.split())
            between = re.findall(r"(?=[\d)] [=≈] [(−]*\d)", line)
            assert len(equations(formula)) >= len(between), f"{play}: {line}"


@pytest.mark.parametrize("name", ALL_FILMS)
def test_every_equation_is_claimed(name):
    """What stands in a line as an equation is also stated, with its operands, so that the receipt has it."""
    for play in film(name).moves:
        for formula in (text.formula for text in play.screen.texts):
            stated = {tuple(" ".join(side.split()) for side in relation.equation) for relation in formula.relations}
            assert {tuple(equation) for equation in in_lines(formula)} <= stated, f"{play}: {formula.text}"


@pytest.mark.parametrize("name", ALL_FILMS)
def test_signs_are_drawn_as_they_are_meant(name):
    """No formula draws more of the signs = ≈ + − than stand in its text, so that none can stand for another."""
    for play in film(name).moves:
        for text in play.screen.texts:
            drawn = "".join(character for character, _ in text.characters)
            assert all(drawn.count(sign) <= text.formula.text.count(sign) for sign in "=≈+−"), f"{play}: {text}"


@pytest.mark.parametrize("name", ALL_FILMS)
def test_claims_are_on_screen(name):
    """An equation that is stated for a matrix or a column has its numbers and its sign on screen."""
    for play in film(name).moves:
        on_screen = {part.plain for text in play.screen.texts for part, _ in text.formula.numbers}
        digits = {number for plain in on_screen for number in numbers(plain)}
        for formula in (text.formula for text in play.screen.texts if text.formula.relations):
            sides = [number.text for relation in formula.relations for number in relation.operands]
            sides += [relation.right.plain for relation in formula.relations if isinstance(relation.right, Number)]
            stated = {number for side in sides for number in numbers(side)}
            assert stated <= digits, f"{play}: {formula.text}"
            signs = {relation.sign for relation in formula.relations}
            assert ("≈" if "≈" in signs else "=") in formula.text, f"{play}: {formula.text}"


def test_architecture_counts_every_parameter():
    """The count of each layer, weights and biases, is shown as an equation, and so is their sum."""
    pairs = list(pairwise(STEP.network.sizes))
    counts = [n_in * n_out + n_out for n_in, n_out in pairs]
    for (n_in, n_out), count in zip(pairs, counts, strict=True):
        assert is_shown("architecture", [n_in, n_out, n_out], count)
    assert is_shown("architecture", counts, sum(counts))


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_every_weighted_sum_is_shown(layer):
    """Each neuron's z stands as the sum of its weights times its inputs, plus its bias, in a line or in a column."""
    traced = STEP.forward.layers[layer]
    for j, z in enumerate(traced.z):
        weights, bias, products = traced.layer.weights[j], traced.layer.biases[j], traced.products[j]
        line = is_shown("forward_pass", [*weights, *traced.input, bias], z)
        column = is_shown("forward_pass", [*products, bias], z) and all(
            is_shown("forward_pass", [w, x], product)
            for w, x, product in zip(weights, traced.input, products, strict=True)
        )
        assert line or column, f"layer {layer + 1}, neuron {j + 1}"


def test_the_forward_pass_is_worked_to_its_end():
    """ReLU of each hidden z, then e^z, the sum, the quotients and their sum are all shown."""
    for layer in STEP.forward.layers[:-1]:
        for z, a in zip(layer.z, layer.a, strict=True):
            assert is_shown("forward_pass", [0, z], a)
    outputs = STEP.forward.layers[-1]
    for z, exponential, p in zip(outputs.z, outputs.exponentials, outputs.a, strict=True):
        assert is_shown("forward_pass", [z], exponential)
        assert is_shown("forward_pass", [exponential, outputs.exponential_sum], p)
    assert is_shown("forward_pass", outputs.exponentials, outputs.exponential_sum)
    assert is_shown("forward_pass", outputs.a, 1)


def test_the_loss_and_the_step_are_worked():
    """The loss −ln p, p − y of each output, δ·a of each weight of the last layer, and one new weight are shown."""
    p, last = STEP.forward.output, STEP.backward.layers[-1]
    assert is_shown("backprop", [p[STEP.example.true_class]], STEP.backward.loss)
    for output, target, delta in zip(p, STEP.backward.target, last.delta, strict=True):
        assert is_shown("backprop", [output, target], delta)
    for delta, gradients in zip(last.delta, last.grad_weights, strict=True):
        for a, gradient in zip(STEP.forward.layers[-1].input, gradients, strict=True):
            assert is_shown("backprop", [delta, a], gradient)
    old, new = (network.layers[-1].weights.flat for network in (STEP.network, STEP.new_network))
    steps = zip(old, last.grad_weights.flat, new, strict=True)
    assert any(is_shown("backprop", [w, STEP.learning_rate, gradient], after) for w, gradient, after in steps)


@pytest.mark.parametrize("layer", [0, 1])
def test_all_that_is_passed_back_is_worked(layer):
    """Each hidden neuron's ∂L/∂a is shown as the sum of its shares, and its delta as that times its gate."""
    here, after = STEP.backward.layers[layer : layer + 2]
    weights = STEP.network.layers[layer + 1].weights
    for k, grad_a in enumerate(here.grad_a):
        line = is_shown("backprop", [*weights[:, k], *after.delta], grad_a)
        assert line or is_shown("backprop", here.shares[:, k], grad_a)
        assert is_shown("backprop", [grad_a, here.gate[k]], here.delta[k])
