"""The blame that is passed back: shares of the loss, summed, gated, and turned into gradients."""

from dataclasses import replace

from manim import DOWN, LEFT, VGroup

from scenes.mobjects import theme
from scenes.mobjects.activation_curve import ACTIVATION_NAMES, ActivationCurve
from scenes.mobjects.claims import relate
from scenes.mobjects.parts import Derivative, Number, Symbol, Words
from scenes.mobjects.typesetting import Equation, Formula
from scenes.mobjects.worked import COLUMN, NEW_LINE, Stack, entering, weight, wrap


def delta_of(backward, layer, j, form="plain"):
    """The delta of neuron j of `backward.layers[layer]`."""
    return Number(backward, f"layers[{layer}].delta[{j}]", form=form, color=theme.GRADIENT)


def gradient_of(backward, layer, j, i, form="plain"):
    """The gradient of the weight from neuron i to neuron j of `backward.layers[layer]`."""
    return Number(backward, f"layers[{layer}].grad_weights[{j}, {i}]", form=form, color=theme.GRADIENT)


def share_rule(backward, layer, k):
    """The formula ∂L/∂a = w δ + … of one neuron, in symbols."""
    terms = []
    for j in range(len(backward.layers[layer + 1].delta)):
        terms += ["+", Symbol("w", f"{j + 1},{k + 1}"), Symbol("δ", j + 1, layer + 2)]
    return Formula(Derivative("a", k + 1, layer + 1), "=", *terms[1:])


def passed_back(backward, layer, k):
    """The `Stack` of what neuron k of `layers[layer]` is blamed for: each w · δ of the next layer, and their sum."""
    products = [
        (
            weight(backward.forward, layer + 1, j, k),
            delta_of(backward, layer + 1, j),
            Number(backward, f"layers[{layer}].shares[{j}, {k}]", color=theme.GRADIENT),
        )
        for j in range(len(backward.layers[layer + 1].delta))
    ]
    total = Number(backward, f"layers[{layer}].grad_a[{k}]", color=theme.GRADIENT)
    return Stack(products, (Derivative("a", k + 1, layer + 1), total))


def gate_rule(backward, layer, k):
    """The formula δ = ∂L/∂a · f′(z), with the name of the layer's activation."""
    name = ACTIVATION_NAMES[backward.forward.network.layers[layer].activation]
    z = Symbol("z", k + 1, layer + 1)
    blame = Derivative("a", k + 1, layer + 1)
    return Formula(Symbol("δ", k + 1, layer + 1), "=", blame, "·", Words(f"{name}′"), "(", z, ")")


def gated(backward, layer, k, blame):
    """The pieces of "δ = ∂L/∂a · gate", the displayed `blame` of neuron k times its activation's slope; the claim."""
    gate = Number(backward, f"layers[{layer}].gate[{k}]", color=theme.PRE_ACTIVATION)
    again = replace(blame, form="plain")
    claim = relate([again, "·", gate], delta_of(backward, layer, k))
    name = [NEW_LINE, Symbol("δ", k + 1, layer + 1), "=", COLUMN]
    return [*name, *claim.left, claim.sign, claim.right], claim


class RunningBlame(Formula):
    """What neuron k of `layers[layer]` is blamed for: the sum of the shares, and what the gate leaves of it.

    The lines are no wider than `width`; `delta` is the shape of the result.
    """

    def __init__(self, backward, layer, k, width, size=theme.NUMBERS):
        terms = []
        for j in range(len(backward.layers[layer + 1].delta)):
            w = weight(backward.forward, layer + 1, j, k, "term" if j else "plain")
            terms.append([w, "·", delta_of(backward, layer + 1, j, "operand")])
        total = Number(backward, f"layers[{layer}].grad_a[{k}]", color=theme.GRADIENT)
        claim = relate([piece for term in terms for piece in term], total)
        head = [Derivative("a", k + 1, layer + 1), "=", COLUMN]
        lines = wrap(head, [*terms, [claim.sign, claim.right]], width, size)
        delta, passed = gated(backward, layer, k, claim.right)
        super().__init__(*head, *lines, *delta, size=size, leading=0.45, claims=[claim, passed])
        self.delta = self[len(self.parts) - 1]


def running_blames(backward, layer, neurons):
    """A `RunningBlame` for each of some neurons, one below the other in the workings' place."""
    width = theme.WORK_RIGHT - theme.WORK_LEFT
    lines = VGroup(*(RunningBlame(backward, layer, k, width) for k in neurons))
    lines.arrange(DOWN, aligned_edge=LEFT, buff=0.45)
    return lines.shift([theme.WORK_LEFT - lines.get_left()[0], theme.WORK_TOP - lines.get_top()[1], 0])


def weight_gradient(backward, layer, j, i, x, top):
    """The rule ∂L/∂w = δ · a of one weight, and below it the `Equation` in numbers."""
    name = Derivative("w", f"{j + 1},{i + 1}", layer + 1)
    rule = [name, "=", Symbol("δ", j + 1, layer + 1), "·", Symbol("a", i + 1, layer) if layer else Symbol("x", i + 1)]
    factors = delta_of(backward, layer, j), "·", entering(backward.forward, layer, i, "operand")
    line = Equation(*factors, result=gradient_of(backward, layer, j, i), size=theme.LARGE)
    return VGroup(Formula(*rule, size=theme.LARGE).at(x, top), line.at(x, top - 0.8))


class Gate(VGroup):
    """The rule δ = ∂L/∂a · f′(z), its numbers for the displayed `blame`, and the curve with a dot at z.

    `delta` is the shape of the result.
    """

    def __init__(self, backward, layer, k, blame, x, top):
        forward = backward.forward.layers[layer]
        pieces, claim = gated(backward, layer, k, blame)
        numbers = Formula(*pieces[1:], claims=[claim]).at(x, top - 0.7)
        self.delta = numbers[len(numbers.parts) - 1]
        curve = ActivationCurve(forward.layer.activation, [x + 2.4, top - 2.25, 0], forward.z, height=1.1)
        dot = curve.dot(forward.z[k]).move_to(curve.height_at(forward.z[k]))
        super().__init__(gate_rule(backward, layer, k).at(x, top), numbers, curve, dot)
