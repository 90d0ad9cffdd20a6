"""Arithmetic as a pupil would write it, with the numbers of a trace in it.

Each piece here is a `Formula`: its parts are shown, coloured and moved one by one, and it knows the
relations it states, so that a test can do the sums again.
"""

from dataclasses import replace

from manim import DOWN, LEFT, AnimationGroup, Line, VGroup

from facts.number import MOST_DECIMALS, digits_of
from facts.statement import Statement
from scenes.mobjects import theme
from scenes.mobjects.selection import ALL_WORKED, loudest, worked_of
from scenes.mobjects.type.flights import Flight, afterwards, fly_all
from scenes.mobjects.type.flow import COLUMN, NEW_LINE, NOTHING, fitted, wrap
from scenes.mobjects.type.formula import Formula, width_at
from scenes.mobjects.type.parts import Between, Number, Symbol, Words
from scenes.mobjects.type.relations import MOST_FINER, Unvouched, added, regrouped, relate
from scenes.mobjects.workings.activation import activation_of
from scenes.mobjects.workings.matrices import DOTS, common_decimals, hue_of

# Keeps the digits of a number without brackets under those of one with brackets.
NO_BRACKET = Between("#hide[$)$]", "")


def weight(trace, layer, j, i, form="plain"):
    """The weight from neuron i to neuron j of `trace.layers[layer]`, in the hue of its sign."""
    array = f"network.layers[{layer}].weights"
    number = Number(trace, f"{array}[{j}, {i}]", common_decimals(trace, array), form)
    return replace(number, color=hue_of(number))


def bias(trace, layer, j, form="plain"):
    """The bias of neuron j of `trace.layers[layer]`."""
    return Number(trace, f"network.layers[{layer}].biases[{j}]", form=form, color=theme.BIAS)


def entering(trace, layer, i, form="plain"):
    """The activation that enters `trace.layers[layer]` from neuron i of the layer before."""
    return Number(trace, f"layers[{layer}].input[{i}]", form=form, color=theme.ACTIVATION)


def rest_of(record, place, index, color=None):
    """The rest of a long sum, which it does not work: its total and its count of terms; `index`: those worked."""
    path = f"{place}[{', '.join(map(str, index))}]"
    return Number(record, f"{path}.total", color=color), Number(record, f"{path}.count")


def rest_in_words(count):
    """The words "from 782 more" for a `count`."""
    return [Words(Statement("label.more_from")), count, Words(Statement("label.more"))]


def z_of(trace, layer, j):
    """The pre-activation of neuron j of `trace.layers[layer]`."""
    return Number(trace, f"layers[{layer}].z[{j}]", color=theme.PRE_ACTIVATION)


def sum_rule(trace, layer, j):
    """The formula z = w x + … + b of one neuron, in symbols; of a long sum, its ends."""

    def term(i):
        return [Symbol("w", f"{j + 1},{i + 1}"), Symbol("a", i + 1, layer) if layer else Symbol("x", i + 1)]

    bias = ["+", Symbol("b", j + 1, layer + 1)]
    return in_symbols(Symbol("z", j + 1, layer + 1), term, len(trace.layers[layer].input), bias)


def in_symbols(name, term, count, end=()):
    """The formula name = term(0) + term(1) + … + end, with all terms where they fit, else the first and the last."""
    ends = [*term(0), "+", DOTS["column"], "+", *term(count - 1)]
    whole = Formula(name, "=", *added(map(term, worked_of(count))), *end)
    if whole.width <= theme.WORK_WIDTH and count <= ALL_WORKED:
        return whole
    return fitted(lambda size: Formula(name, "=", *ends, *end, size=size), (theme.TEXT, theme.NUMBERS))


class Stack(Formula):
    """Products in rows, something to add, a rule, and the total: the sum as it is done on paper.

    `products`: rows of three Numbers, factor · factor = product; `extras`: pairs of a name (pieces) and a Number.
    All are right-aligned with the same decimals. `rows[i]`, `extras[i]`, `rule` and `total` are shapes,
    to be shown one after another; `result` is the total as a Number. `sources`, which whoever makes
    it notes there: the neurons whose products have a row; `rest_count`: how many others there are, as a Number.
    """

    def __init__(self, products, total, extras=(), size=theme.TEXT):
        for finer in range(MOST_FINER):
            try:
                pieces, relations = self._sum(products, total, extras, finer)
                break
            except Unvouched:  # what stands above the rule must say more for the sum to come out
                if finer + 1 == MOST_FINER:
                    raise
        self.result = relations[-1].right
        super().__init__(*pieces, size=size, leading=1.25, relations=relations)
        self._name_shapes(len(products), [name for name, _ in extras], total[0])

    @staticmethod
    def _sum(products, total, extras, finer):
        """The pieces of all rows, and their relations, with so many decimals more than are needed."""
        summands = [product for *_, product in products] + [number for _, number in extras]
        values = [number.value for number in [*summands, total[1]]]
        needed = max(number.decimals_needed for number in [*summands, total[1]])
        decimals = min(needed, digits_of(values, MOST_DECIMALS)) + finer
        summands = [replace(number, decimals=decimals) for number in summands]
        pieces, relations = [], []
        for (left, right, _), product in zip(products, summands, strict=False):
            right = replace(right, form="operand")
            relation = relate([left, "·", right], product)
            left, _, right = relation.left
            room = [] if right.text.endswith(")") else [NO_BRACKET]
            pieces += [left, COLUMN, Symbol("·"), COLUMN, right, *room, COLUMN, Symbol(relation.sign), COLUMN]
            pieces += [relation.right, NEW_LINE]
            relations.append(relation)
        # What is added is what stands above: a product that its factors vouch for with fewer decimals, with those.
        summands[: len(products)] = [relation.right for relation in relations]
        for (name, _), number in zip(extras, summands[len(products) :], strict=True):
            pieces += [COLUMN, COLUMN, named(name), COLUMN, Symbol("="), COLUMN, number, NEW_LINE]
        terms = added([replace(number, form="operand")] for number in summands)
        relation = relate(terms, replace(total[1], decimals=decimals), fixed=terms)
        pieces += [COLUMN, COLUMN, named(total[0]), COLUMN, Symbol(relation.sign), COLUMN, relation.right]
        return pieces, [*relations, relation]

    def _name_shapes(self, count, names, total):
        shapes = self.submobjects[: len(self.parts)]
        self.rows = [VGroup(*shapes[5 * i : 5 * i + 5]) for i in range(count)]
        later = shapes[5 * count :]
        self.extras = [self._named(["+", *name], *later[2 * k : 2 * k + 2]) for k, name in enumerate(names)]
        self.total = self._named(total, *later[-2:])
        level = ([*self.rows, *self.extras][-1].get_bottom()[1] + self.total.get_top()[1]) / 2
        self.rule = Line([self.get_left()[0], level, 0], [self.get_right()[0], level, 0])
        self.rule.set_stroke(theme.FAINT, 2 if len(self.rows) + len(self.extras) > 1 else 0)
        self.add(self.rule)

    def _named(self, pieces, sign, number):
        """A row without factors: its name stands to the left of the sign."""
        name = Formula(NOTHING, *pieces, size=self.size).at(sign.get_left()[0] - 0.15, number.get_bottom()[1], "right")
        self.add(name)
        return VGroup(name, sign, number)

    def row_numbers(self, i):
        """The numbers of row i: factor, factor, product."""
        return [self.parts[5 * i + k] for k in (0, 2, 4)]


def named(pieces):
    """The place of a name that is set apart, so that it may be wider than its column."""
    return Between('""', " ".join(getattr(piece, "letter", "") for piece in pieces))


def weighted_sum(trace, layer, j):
    """The `Stack` of one neuron: each w · a, what is not shown, the bias, the total z."""
    count = len(trace.layers[layer].input)
    sources, place = loudest(trace.layers[layer].input), f"layers[{layer}]"
    products = [
        (weight(trace, layer, j, i), entering(trace, layer, i), Number(trace, f"{place}.products[{j}, {i}]"))
        for i in sources
    ]
    extras = [([Symbol("b", j + 1, layer + 1)], bias(trace, layer, j))]
    if len(sources) < count:
        rest, rest_count = rest_of(trace, f"{place}.rest", [j, *sources])
        extras.insert(0, ([rest_count, Words(Statement("label.more"))], rest))
    total = [Symbol("z", j + 1, layer + 1)], z_of(trace, layer, j)
    stack = fitted(lambda size: Stack(products, total, extras, size), (theme.TEXT, theme.NUMBERS))
    stack.indent = min(0.6, theme.WORK_WIDTH - stack.width)
    stack.sources, stack.rest_count = sources, extras[0][0][0]
    return stack


class RunningSum(Formula):
    """One neuron's z in running lines no wider than `width`, and what its activation makes of it.

    `weights[i]`, `inputs[i]`, `bias`, `z` and `a` are the shapes of these numbers; `sources`: the inputs that are
    written one by one.
    """

    def __init__(self, trace, layer, j, width, size=theme.NUMBERS):
        count = len(trace.layers[layer].input)
        self.sources = loudest(trace.layers[layer].input)
        weights = [weight(trace, layer, j, i, "term" if k else "plain") for k, i in enumerate(self.sources)]
        values = [entering(trace, layer, i, "operand") for i in self.sources]
        b = bias(trace, layer, j, form="term")
        terms = [[w, "·", a] for w, a in zip(weights, values, strict=True)]
        aside = []
        if len(self.sources) < count:
            rest, rest_count = rest_of(trace, f"layers[{layer}].rest", [j, *self.sources])
            terms.insert(-1, [replace(rest, form="term")])
            aside = [(len(terms) - 2, rest_in_words(rest_count))]
        relation = relate([piece for term in [*terms, [b]] for piece in term], z_of(trace, layer, j))
        *terms, [b] = regrouped([*terms, [b]], relation.left)
        weights, values = zip(*((term[0], term[2]) for term in terms if len(term) > 1), strict=True)
        for k, words in aside:
            terms[k] += words
        z = relation.right
        a, further = activation_of(trace, layer, j, z)
        head = [Symbol("z", j + 1, layer + 1), "=", COLUMN]
        if a and width_at([*head, *a[:-2]], size) > width:
            a, further = [*a[:2], "≈", COLUMN, a[-1]], []
        lines = wrap(head, [*terms, [b], [relation.sign, z]], width, size, a)
        super().__init__(*head, *lines, size=size, leading=0.38, relations=[relation, *further])
        self.weights = VGroup(*(self.of(w) for w in weights))
        self.inputs = VGroup(*(self.of(value) for value in values))
        self.bias, self.z, self.z_number = self.of(b), self.of(z), z
        self.a = self[len(self.parts) - 1] if a else None
        arriving = [*self.weights, *self.inputs]
        self.remaining = VGroup(*(shapes for shapes in self.submobjects if shapes not in arriving))

    def arrive(self, edges, neurons):
        """Animate the sum: each weight comes from its edge, each activation from its neuron, then what they make."""
        pairs = zip(self.weights, self.sources, strict=True)
        return AnimationGroup(
            *(Flight(w, place=edges[i]) for w, i in pairs),
            fly_all([neurons[i].number or neurons[i] for i in self.sources], self.inputs),
            afterwards(self.remaining),
        )


def running_sums(trace, layer, neurons):
    """A `RunningSum` for each of some neurons, as many as fit on a page."""
    return page((RunningSum(trace, layer, j, theme.WORK_WIDTH) for j in neurons), 0.2)


def page(lines, gap):
    """The first of these lines below one another, with a `gap`: as many as fit where workings stand, one at least."""
    placed, height = VGroup(), 0
    for line in lines:
        if placed and height + line.height > theme.WORK_TOP + theme.SAFE_Y:
            break
        placed.add(line)
        height += line.height + gap
    placed.arrange(DOWN, aligned_edge=LEFT, buff=gap)
    return placed.move_to([theme.WORK_LEFT + placed.width / 2, theme.WORK_TOP - placed.height / 2, 0])
