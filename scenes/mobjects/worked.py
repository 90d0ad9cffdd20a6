"""Arithmetic as a pupil would write it, with the numbers of a trace in it.

Each piece here is a `Formula`: its parts are shown, coloured and moved one by one, and it knows the
equations it claims, so that a test can do the sums again.
"""

from dataclasses import replace

from manim import AnimationGroup, FadeIn, Line, TransformFromCopy, VGroup

from scenes.mobjects import theme
from scenes.mobjects.activation_curve import ACTIVATION_NAMES
from scenes.mobjects.matrices import common_decimals
from scenes.mobjects.parts import Between, Derivative, Number, Symbol, Words
from scenes.mobjects.typesetting import Equation, Formula, read, relate

COLUMN = Between("&", "")
NEW_LINE = Between("\\ ", "\n")
# Before an operator at the start of a line: without it the operator would be set as a sign.
NOTHING = Between('""', "")
AFTER = Between("#h(1.2em)", "\n")
# Keeps the digits of a number without brackets under those of one with brackets.
NO_BRACKET = Between("#hide[$)$]", "")


def weight(trace, layer, j, i, form="plain"):
    """The weight from neuron i to neuron j of `trace.layers[layer]`, in the hue of its sign."""
    array = f"network.layers[{layer}].weights"
    number = Number(trace, f"{array}[{j}, {i}]", common_decimals(trace, array), form)
    return replace(number, color=theme.sign_color(number.value))


def bias(trace, layer, j, form="plain"):
    """The bias of neuron j of `trace.layers[layer]`."""
    return Number(trace, f"network.layers[{layer}].biases[{j}]", form=form, color=theme.BIAS)


def entering(trace, layer, i, form="plain"):
    """The activation that enters `trace.layers[layer]` from neuron i of the layer before."""
    return Number(trace, f"layers[{layer}].input[{i}]", form=form, color=theme.ACTIVATION)


def z_of(trace, layer, j):
    """The pre-activation of neuron j of `trace.layers[layer]`."""
    return Number(trace, f"layers[{layer}].z[{j}]", color=theme.PRE_ACTIVATION)


def a_of(trace, layer, j):
    """The activation of neuron j of `trace.layers[layer]`."""
    return Number(trace, f"layers[{layer}].a[{j}]", color=theme.ACTIVATION)


def standardised(example, i):
    """The `Equation` x = (measured − mean) / standard deviation for one input of the example."""
    measured, mean, scale = (
        Number(example, f"{name}[{i}]", common_decimals(example, name)) for name in ("measurements", "mean", "scale")
    )
    quotient = [Between("frac(", "("), measured, "−", mean, Between(",", ") /"), scale, Between(")", "")]
    x = Number(example, f"x[{i}]", color=theme.ACTIVATION)
    return Equation(Symbol("x", i + 1), "=", *quotient, result=x, size=theme.LARGE)


def gradient_of(backward, layer, j, i, form="plain"):
    """The gradient of the weight from neuron i to neuron j of `backward.layers[layer]`."""
    return Number(backward, f"layers[{layer}].grad_weights[{j}, {i}]", form=form, color=theme.GRADIENT)


class Stack(Formula):
    """Products in rows, something to add, a rule, and the total: the sum as it is done on paper.

    `products`: rows of three Numbers, factor · factor = product; `extra`: (symbol, Number) or None.
    All are right-aligned with the same decimals. `rows[i]`, `extra`, `rule` and `total` are shapes,
    to be shown one after another; `result` is the total as a Number.
    """

    def __init__(self, products, total, extra=None, size=theme.TEXT):
        summands = [product for *_, product in products] + ([extra[1]] if extra else [])
        decimals = max(number.decimals_needed for number in [*summands, total[1]])
        summands = [replace(number, decimals=decimals) for number in summands]
        pieces = []
        for (left, right, _), product in zip(products, summands, strict=False):
            right = replace(right, form="operand")
            sign, product = relate(f"{left.plain} · {right.text}", product)
            room = [] if right.text.endswith(")") else [NO_BRACKET]
            pieces += [left, COLUMN, Symbol("·"), COLUMN, right, *room, COLUMN, Symbol(sign), COLUMN, product, NEW_LINE]
        if extra:
            pieces += [COLUMN, COLUMN, COLUMN, Symbol("+"), COLUMN, summands[-1], NEW_LINE]
        sum_text = " + ".join(number.bracketed for number in summands)
        sign, self.result = relate(sum_text, replace(total[1], decimals=decimals))
        pieces += [COLUMN, COLUMN, COLUMN, Symbol(sign), COLUMN, self.result]
        super().__init__(*pieces, size=size, leading=1.35, claims=[(sum_text, sign, self.result.plain)])
        self._name_shapes(len(products), extra and extra[0], total[0])

    def _name_shapes(self, count, extra, total):
        shapes = self.submobjects[: len(self.parts)]
        self.rows = [VGroup(*shapes[5 * i : 5 * i + 5]) for i in range(count)]
        self.extra = self._named(extra, *shapes[5 * count : -2]) if extra else VGroup()
        self.total = self._named(total, *shapes[-2:])
        above = self.extra if extra else self.rows[-1]
        level = (above.get_bottom()[1] + self.total.get_top()[1]) / 2
        self.rule = Line([self.get_left()[0], level, 0], [self.get_right()[0], level, 0])
        self.add(self.rule.set_stroke(theme.FAINT, 2))

    def _named(self, symbol, sign, number):
        """A row without factors: its symbol stands to the left of the sign."""
        name = Formula(symbol, size=self.size).at(sign.get_left()[0] - 0.15, number.get_bottom()[1], "right")
        self.add(name)
        return VGroup(name, sign, number)

    def row_text(self, i):
        """Row i in plain characters: factor, factor, product."""
        return [self.parts[5 * i + k].plain for k in (0, 2, 4)]


def weighted_sum(trace, layer, j):
    """The `Stack` of one neuron: each w · a, the bias, the total z."""
    products = [
        (weight(trace, layer, j, i), entering(trace, layer, i), Number(trace, f"layers[{layer}].products[{j}, {i}]"))
        for i in range(len(trace.layers[layer].input))
    ]
    total = Symbol("z", j + 1, layer + 1), z_of(trace, layer, j)
    return Stack(products, total, extra=(Symbol("b", j + 1, layer + 1), bias(trace, layer, j)))


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


def delta_of(backward, layer, j, form="plain"):
    """The delta of neuron j of `backward.layers[layer]`."""
    return Number(backward, f"layers[{layer}].delta[{j}]", form=form, color=theme.GRADIENT)


class RunningSum(Formula):
    """One neuron's z in running lines no wider than `width`, and what its activation makes of it.

    `weights[i]`, `inputs[i]`, `bias`, `z` and `a` are the shapes of these numbers.
    """

    def __init__(self, trace, layer, j, width, size=theme.NUMBERS):
        inputs = range(len(trace.layers[layer].input))
        weights = [weight(trace, layer, j, i, "term" if i else "plain") for i in inputs]
        values = [entering(trace, layer, i, "operand") for i in inputs]
        b = bias(trace, layer, j, form="term")
        terms = [[w, "·", a] for w, a in zip(weights, values, strict=True)] + [[b]]
        sign, z = relate(" ".join(read(term) for term in terms), z_of(trace, layer, j))
        a = activation_of(trace, layer, j, z)
        head = [Symbol("z", j + 1, layer + 1), "=", COLUMN]
        terms += [[sign, z]] + ([[AFTER, *a]] if a else [])
        super().__init__(*head, *wrap(head, terms, width, size), size=size, leading=0.45)
        self.weights = VGroup(*(self.of(w) for w in weights))
        self.inputs = VGroup(*(self.of(value) for value in values))
        self.bias, self.z, self.z_text = self.of(b), self.of(z), z.plain
        self.a = self[len(self.parts) - 1] if a else None
        arriving = [*self.weights, *self.inputs]
        self.rest = VGroup(*(shapes for shapes in self.submobjects if shapes not in arriving))

    def arrive(self, edges, neurons):
        """Animate the sum: each weight comes from its edge, each activation from its neuron."""
        return AnimationGroup(
            *(FadeIn(w, target_position=edge, scale=0.5) for w, edge in zip(self.weights, edges, strict=True)),
            *(TransformFromCopy(neuron.number, value) for neuron, value in zip(neurons, self.inputs, strict=True)),
            FadeIn(self.rest),
        )


def wrap(head, terms, width, size):
    """The pieces of `terms` after `head`, with a new line wherever the next term would not fit."""
    width -= Formula(*head, *terms[0], size=size).width - Formula(*terms[0], size=size).width
    lines = [list(terms[0])]
    for term in terms[1:]:
        if Formula(*lines[-1], *term, size=size).width > width:
            lines.append([NOTHING])
        lines[-1] += term
    return [piece for line in lines for piece in (NEW_LINE, COLUMN, *line)][2:]


def activation_of(trace, layer, j, z):
    """The pieces of "a = max(0, z) = …" for the displayed `z`; none where the neurons act together."""
    activation = trace.network.layers[layer].activation
    if activation == "softmax":
        return []
    opening, closing = {
        "relu": (Between("max(0\\, ", "max(0,"), ")"),
        "sigmoid": (Between("σ(", "σ("), ")"),
        "tanh": (Between("tanh(", "tanh("), ")"),
        "identity": ("", ""),
    }[activation]
    again = replace(z)
    sign, a = relate(read([opening, again, closing]), a_of(trace, layer, j))
    return [Symbol("a", j + 1, layer + 1), "=", opening, again, closing, sign, a]


def gate_rule(backward, layer, k):
    """The formula δ = ∂L/∂a · f′(z), with the name of the layer's activation."""
    name = ACTIVATION_NAMES[backward.forward.network.layers[layer].activation]
    z = Symbol("z", k + 1, layer + 1)
    blame = Derivative("a", k + 1, layer + 1)
    return Formula(Symbol("δ", k + 1, layer + 1), "=", blame, "·", Words(f"{name}′"), "(", z, ")")


def gated(backward, layer, k, blame):
    """The pieces of "δ = ∂L/∂a · gate": the displayed `blame` of neuron k times its activation's slope."""
    gate = Number(backward, f"layers[{layer}].gate[{k}]", color=theme.PRE_ACTIVATION)
    again = replace(blame, form="plain")
    sign, delta = relate(f"{again.plain} · {gate.plain}", delta_of(backward, layer, k))
    return [Symbol("δ", k + 1, layer + 1), "=", again, "·", gate, sign, delta]


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
        sign, total = relate(" ".join(read(term) for term in terms), total)
        head = [Derivative("a", k + 1, layer + 1), "=", COLUMN]
        terms += [[sign, total], [AFTER, *gated(backward, layer, k, total)]]
        super().__init__(*head, *wrap(head, terms, width, size), size=size, leading=0.45)
        self.delta = self[len(self.parts) - 1]
