"""Arithmetic as a pupil would write it, with the numbers of a trace in it.

Each piece here is a `Formula`: its parts are shown, coloured and moved one by one, and it knows the
equations it claims, so that a test can do the sums again.
"""

from dataclasses import replace

from manim import DOWN, LEFT, AnimationGroup, FadeIn, Line, VGroup

from scenes.mobjects import theme
from scenes.mobjects.claims import added, relate
from scenes.mobjects.matrices import common_decimals
from scenes.mobjects.motion import fly_all
from scenes.mobjects.parts import Between, Number, Symbol
from scenes.mobjects.typesetting import Equation, Formula

COLUMN = Between("&", "")
NEW_LINE = Between("\\ ", "\n")
# Before an operator at the start of a line: without it the operator would be set as a sign.
NOTHING = Between('""', "")
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


def sum_rule(trace, layer, j):
    """The formula z = w x + … + b of one neuron, in symbols."""
    terms = []
    for i in range(len(trace.layers[layer].input)):
        source = Symbol("a", i + 1, layer) if layer else Symbol("x", i + 1)
        terms += ["+", Symbol("w", f"{j + 1},{i + 1}"), source]
    return Formula(Symbol("z", j + 1, layer + 1), "=", *terms[1:], "+", Symbol("b", j + 1, layer + 1))


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
        pieces, claims = [], []
        for (left, right, _), product in zip(products, summands, strict=False):
            right = replace(right, form="operand")
            claim = relate([left, "·", right], product)
            room = [] if right.text.endswith(")") else [NO_BRACKET]
            pieces += [left, COLUMN, Symbol("·"), COLUMN, right, *room, COLUMN, Symbol(claim.sign), COLUMN]
            pieces += [claim.right, NEW_LINE]
            claims.append(claim)
        if extra:
            pieces += [COLUMN, COLUMN, named(extra[0]), COLUMN, Symbol("="), COLUMN, summands[-1], NEW_LINE]
        terms = added([replace(number, form="operand")] for number in summands)
        claim = relate(terms, replace(total[1], decimals=decimals))
        self.result = claim.right
        pieces += [COLUMN, COLUMN, named(total[0]), COLUMN, Symbol(claim.sign), COLUMN, self.result]
        super().__init__(*pieces, size=size, leading=1.25, claims=[*claims, claim])
        self._name_shapes(len(products), extra and extra[0], total[0])

    def _name_shapes(self, count, extra, total):
        shapes = self.submobjects[: len(self.parts)]
        self.rows = [VGroup(*shapes[5 * i : 5 * i + 5]) for i in range(count)]
        self.extra = self._named(["+", extra], *shapes[5 * count : -2]) if extra else VGroup()
        self.total = self._named([total], *shapes[-2:])
        above = self.extra if extra else self.rows[-1]
        level = (above.get_bottom()[1] + self.total.get_top()[1]) / 2
        self.rule = Line([self.get_left()[0], level, 0], [self.get_right()[0], level, 0])
        self.add(self.rule.set_stroke(theme.FAINT, 2))

    def _named(self, symbol, sign, number):
        """A row without factors: its symbol stands to the left of the sign."""
        name = Formula(NOTHING, *symbol, size=self.size).at(sign.get_left()[0] - 0.15, number.get_bottom()[1], "right")
        self.add(name)
        return VGroup(name, sign, number)

    def row_text(self, i):
        """Row i in plain characters: factor, factor, product."""
        return [self.parts[5 * i + k].plain for k in (0, 2, 4)]


def named(symbol):
    """The place of a symbol that is set apart, so that it may be wider than its column."""
    return Between('""', symbol.letter)


def weighted_sum(trace, layer, j):
    """The `Stack` of one neuron: each w · a, the bias, the total z."""
    products = [
        (weight(trace, layer, j, i), entering(trace, layer, i), Number(trace, f"layers[{layer}].products[{j}, {i}]"))
        for i in range(len(trace.layers[layer].input))
    ]
    total = Symbol("z", j + 1, layer + 1), z_of(trace, layer, j)
    return Stack(products, total, extra=(Symbol("b", j + 1, layer + 1), bias(trace, layer, j)))


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
        claim = relate([piece for term in terms for piece in term], z_of(trace, layer, j))
        z = claim.right
        a, more = activation_of(trace, layer, j, z)
        head = [Symbol("z", j + 1, layer + 1), "=", COLUMN]
        terms.append([claim.sign, z])
        lines = wrap(head, terms, width, size)
        super().__init__(*head, *lines, *a, size=size, leading=0.38, claims=[claim, *more])
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
            fly_all([neuron.number for neuron in neurons], self.inputs),
            FadeIn(self.rest),
        )


def running_sums(trace, layer, neurons):
    """A `RunningSum` for each of some neurons, one below the other in the workings' place."""
    sums = VGroup(*(RunningSum(trace, layer, j, theme.WORK_RIGHT - theme.WORK_LEFT) for j in neurons))
    sums.arrange(DOWN, aligned_edge=LEFT, buff=0.2)
    return sums.move_to([theme.WORK_LEFT + sums.width / 2, theme.WORK_TOP - sums.height / 2, 0])


def wrap(head, terms, width, size):
    """The pieces of `terms` after `head`, with a new line wherever the next term would not fit."""
    width -= Formula(*head, *terms[0], size=size).width - Formula(*terms[0], size=size).width + 0.05 * size
    lines = [list(terms[0])]
    for term in terms[1:]:
        if Formula(*lines[-1], *term, size=size).width > width:
            lines.append([NOTHING])
        lines[-1] += term
    return [piece for line in lines for piece in (NEW_LINE, COLUMN, *line)][2:]


def activation_of(trace, layer, j, z):
    """The pieces of "a = max(0, z) = …" for the displayed `z`, and its claims; none where the neurons act together."""
    activation = trace.network.layers[layer].activation
    if activation == "softmax":
        return [], []
    opening, closing = {
        "relu": (Between("max(0\\, ", "max(0,"), ")"),
        "sigmoid": (Between("σ(", "σ("), ")"),
        "tanh": (Between("tanh(", "tanh("), ")"),
        "identity": ("", ""),
    }[activation]
    again = replace(z)
    claim = relate([opening, again, closing], a_of(trace, layer, j))
    name = [NEW_LINE, Symbol("a", j + 1, layer + 1), "=", COLUMN]
    return [*name, opening, again, closing, claim.sign, claim.right], [claim]
