"""The gradients of single neurons and weights: shares passed back, summed to ∂L/∂a, gated to δ, times a to ∂L/∂w."""

from dataclasses import replace

from manim import VGroup

from facts.predicate import claim
from facts.statement import Statement
from scenes.mobjects import theme
from scenes.mobjects.diagram.activation_curve import CurveOfNeuron
from scenes.mobjects.selection import worked_of
from scenes.mobjects.type.flow import COLUMN, NEW_LINE, Equation, below, fitted, wrap
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Derivative, Number, Symbol, Words
from scenes.mobjects.type.relations import regrouped, relate
from scenes.mobjects.workings.sums import (
    Stack,
    entering,
    in_symbols,
    page,
    rest_in_words,
    rest_of,
    weight,
)


def delta_of(backward, layer, j, form="plain"):
    """The delta of neuron j of `backward.layers[layer]`."""
    return Number(backward, f"layers[{layer}].delta[{j}]", form=form, color=theme.GRADIENT)


def gradient_of(backward, layer, j, i, form="plain"):
    """The gradient of the weight from neuron i to neuron j of `backward.layers[layer]`."""
    return Number(backward, f"layers[{layer}].grad_weights[{j}, {i}]", form=form, color=theme.GRADIENT)


def share_rule(backward, layer, k):
    """The formula ∂L/∂a = w δ + … of one neuron, in symbols; of a long sum, its ends."""

    def term(j):
        return [Symbol("w", f"{j + 1},{k + 1}", layer + 2), Symbol("δ", j + 1, layer + 2)]

    return in_symbols(Derivative("a", k + 1, layer + 1), term, len(backward.layers[layer + 1].delta))


def passed_back(backward, layer, k):
    """The `Stack` of ∂L/∂a of neuron k of `layers[layer]`: each w · δ of the next layer, and their sum."""
    count = len(backward.layers[layer + 1].delta)
    sources, extras = worked_of(count), []
    products = [
        (
            weight(backward.forward, layer + 1, j, k),
            delta_of(backward, layer + 1, j),
            Number(backward, f"layers[{layer}].shares[{j}, {k}]", color=theme.GRADIENT),
        )
        for j in sources
    ]
    if len(sources) < count:
        rest, rest_count = rest_of(backward, f"layers[{layer}].rest", [k, *sources], theme.GRADIENT)
        extras = [([rest_count, Words(Statement("label.more"))], rest)]
    total = Number(backward, f"layers[{layer}].grad_a[{k}]", color=theme.GRADIENT)
    total = [Derivative("a", k + 1, layer + 1)], total
    stack = fitted(lambda size: Stack(products, total, extras, size), (theme.TEXT, theme.NUMBERS))
    stack.sources = sources
    return stack


def gate_rule(backward, layer, k, size=theme.TEXT):
    """The formula δ = ∂L/∂a · f′(z), with the name of the layer's activation."""
    slope = claim("activation", (backward.forward.network, f"layers[{layer}].activation"))
    name = Statement("activation.slope", name=slope)
    z = Symbol("z", k + 1, layer + 1)
    grad_a = Derivative("a", k + 1, layer + 1)
    return Formula(Symbol("δ", k + 1, layer + 1), "=", grad_a, "·", Words(name), "(", z, ")", size=size)


def gated(backward, layer, k, grad_a):
    """The pieces of "δ = ∂L/∂a · gate", the displayed ∂L/∂a of neuron k times its gate; the relation."""
    gate = Number(backward, f"layers[{layer}].gate[{k}]", color=theme.PRE_ACTIVATION)
    again = replace(grad_a, form="plain")
    relation = relate([again, "·", gate], delta_of(backward, layer, k), fixed=[again])
    name = [NEW_LINE, Symbol("δ", k + 1, layer + 1), "=", COLUMN]
    return [*name, *relation.left, relation.sign, relation.right], relation


class SumOfShares(Formula):
    """∂L/∂a of neuron k of `layers[layer]` in running lines no wider than the workings: w · δ + … = total."""

    def __init__(self, backward, layer, k, gate=False, size=theme.NUMBERS):
        count = len(backward.layers[layer + 1].delta)
        sources, terms, aside = worked_of(count), [], []
        for row, j in enumerate(sources):
            w = weight(backward.forward, layer + 1, j, k, "term" if row else "plain")
            terms.append([w, "·", delta_of(backward, layer + 1, j, "operand")])
        if len(sources) < count:
            rest, rest_count = rest_of(backward, f"layers[{layer}].rest", [k, *sources], theme.GRADIENT)
            terms.insert(-1, [replace(rest, form="term")])
            aside = rest_in_words(rest_count)
        relation = relate([piece for term in terms for piece in term], grad_a_of(backward, layer, k))
        terms = regrouped(terms, relation.left)
        if aside:
            terms[-2] += aside
        head = [Derivative("a", k + 1, layer + 1), "=", COLUMN]
        relations, below = [relation], []
        if gate:
            below, passed = gated(backward, layer, k, relation.right)
            relations.append(passed)
        lines = wrap(head, [*terms, [relation.sign, relation.right]], theme.WORK_WIDTH, size, below)
        super().__init__(*head, *lines, size=size, leading=0.45, relations=relations)
        self.total, self.total_number = self.of(relation.right), relation.right
        self.delta = self[len(self.parts) - 1]


def grad_a_of(backward, layer, k):
    """The sum of the shares of neuron k of `backward.layers[layer]`."""
    return Number(backward, f"layers[{layer}].grad_a[{k}]", color=theme.GRADIENT)


def running_deltas(backward, layer, neurons):
    """A `SumOfShares` with its gate for each of some neurons, as many as fit on a page."""
    return page((SumOfShares(backward, layer, k, gate=True) for k in neurons), 0.45)


def weight_gradient(backward, layer, j, i, x, top):
    """The rule ∂L/∂w = δ · a of one weight, and below it the `Equation` in numbers."""
    name = Derivative("w", f"{j + 1},{i + 1}", layer + 1)
    rule = [name, "=", Symbol("δ", j + 1, layer + 1), "·", Symbol("a", i + 1, layer) if layer else Symbol("x", i + 1)]
    factors = delta_of(backward, layer, j), "·", entering(backward.forward, layer, i, "operand")
    line = Equation(*factors, result=gradient_of(backward, layer, j, i), size=theme.BIG)
    rule = fitted(lambda size: Formula(*rule, size=size), (theme.BIG, theme.LARGE))
    return VGroup(*below(x, top, [rule, line], [0.9]))


class Gate(VGroup):
    """The rule δ = ∂L/∂a · f′(z), its numbers for the displayed `grad_a`, and, where there is room, the curve.

    `delta` is the shape of the result.
    """

    def __init__(self, backward, layer, k, grad_a, x, top):
        pieces, relation = gated(backward, layer, k, grad_a)
        sizes = theme.TEXT, theme.NUMBERS
        numbers = fitted(lambda size: Formula(*pieces[1:], relations=[relation], size=size), sizes).at(x, top - 0.7)
        self.delta = numbers[len(numbers.parts) - 1]
        rule = fitted(lambda size: gate_rule(backward, layer, k, size), sizes).at(x, top)
        super().__init__(rule, numbers)
        curve = CurveOfNeuron(backward, layer, k, [x + 2.4, top - 2.1, 0])
        if curve.get_bottom()[1] < -theme.SAFE_Y:  # below there is no room: then beside
            curve.shift([theme.WORK_RIGHT - curve.get_right()[0], self.get_top()[1] - curve.get_top()[1], 0])
        beside, below = curve.get_left()[0] > self.get_right()[0] + 0.2, curve.get_top()[1] < self.get_bottom()[1]
        if (beside or below) and curve.get_bottom()[1] > -theme.SAFE_Y:
            self.add(curve)
