"""Softmax, worked: powers of e, their sum, and each one's share of it."""

from manim import UL, AnimationGroup, FadeIn, VGroup

from scenes.mobjects import theme
from scenes.mobjects.type.flights import afterwards, fly, fly_all
from scenes.mobjects.type.flow import COLUMN, Equation, wrap
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Between, Number, Symbol
from scenes.mobjects.type.relations import added, relate
from scenes.mobjects.workings.sums import rest_in_words, rest_of

LINE, FRACTION, SHARE = 0.56, 0.95, 0.6
FEW = 2  # outputs that leave room for larger type
LARGEST = 9  # a pre-activation whose power is still short enough to be written


def can_be_worked(trace):
    """Whether the powers of e are short enough to be written down."""
    return max(abs(z) for z in trace.layers[-1].z) <= LARGEST


class SoftmaxWork(VGroup):
    """The lines e^z = …, their sum, and p = … / …, for the outputs `worked` of one softmax layer of a trace.

    `powers[k]`, `sum` and `shares[k]` are the lines. `raise_powers`, `add_up` and `divide` animate
    them, each number coming from the line above where it was computed.
    """

    def __init__(self, trace, layer, worked, x, top):
        place = f"layers[{layer}]"
        size = theme.BIG if len(worked) <= FEW else theme.TEXT
        times = size / theme.TEXT
        line = LINE * times
        self.powers = {k: self._power(trace, place, k, size).at(x, top - line * row) for row, k in enumerate(worked)}
        self.sum = PowerSum(trace, place, self.powers, size)
        below = top - line * len(worked)
        self.sum.at(x, below)
        below -= self.sum.height - self.sum[0].height
        upright = len(worked) <= FEW
        pitch = times * (FRACTION if upright else SHARE)
        self.shares = {
            k: self._share(trace, k, upright, size).at(x, below - pitch * (row + 0.95)) for row, k in enumerate(worked)
        }
        super().__init__(VGroup(*self.powers.values()), self.sum, VGroup(*self.shares.values()))
        if self.get_bottom()[1] < -theme.SAFE_Y:  # a long sum leaves little room
            self.scale((self.get_top()[1] + theme.SAFE_Y) / self.height, about_point=self.get_corner(UL))

    def _power(self, trace, place, k, size):
        z = Number(trace, f"{place}.z[{k}]", color=theme.PRE_ACTIVATION)
        e = Number(trace, f"{place}.exponentials[{k}]")
        return Equation(Between("e^idx(", "e^("), z, Between(")", ")"), result=e, size=size)

    def _share(self, trace, k, upright, size):
        power, total = self.powers[k].parts[-1], self.sum.total
        p = Number(trace, f"output[{k}]", color=theme.ACTIVATION)
        if upright:
            quotient = [Between("frac(", "("), power, Between(",", ") / ("), total, Between(")", ")")]
        else:
            quotient = [power, Between("slash", "/"), total]
        return Equation(Symbol("p", k + 1), "=", *quotient, result=p, size=size)

    def raise_powers(self):
        """Animate e^z for each z."""
        lines = self.powers.values()
        return AnimationGroup(*(FadeIn(line.left) for line in lines), afterwards(*(line.answer for line in lines)))

    def add_up(self):
        """Animate the sum of the powers."""
        flights = fly_all([line.result for line in self.powers.values()], self.sum.terms)
        return AnimationGroup(flights, afterwards(*self.sum.remaining))

    def divide(self, k):
        """Animate one power over the sum."""
        share = self.shares[k]
        flights = fly(self.powers[k].result, share[1]), fly(self.sum.result, share[2])
        return AnimationGroup(*flights, FadeIn(share[0], share.between), afterwards(share.answer))


class PowerSum(Formula):
    """The sum of the powers of all outputs, of which some are written one by one; `terms` are their shapes.

    `total`: the sum as a `Number`; `result`: its shape; `remaining`: all shapes but the terms.
    """

    def __init__(self, trace, place, powers, size):
        summands = [[line.parts[-1]] for line in powers.values()]
        aside = []
        if len(powers) < len(trace.output):
            rest, rest_count = rest_of(trace, f"{place}.exponentials_rest", [0, *powers])
            summands, aside = [*summands, [rest]], rest_in_words(rest_count)
        summed = added(summands)
        relation = relate(summed, Number(trace, f"{place}.exponential_sum"), fixed=summed)
        shown = [["+"] * (number > 0) + term for number, term in enumerate(summands)]
        shown[-1] += aside
        lines = wrap([COLUMN], [*shown, [relation.sign, relation.right]], theme.WORK_WIDTH, size)
        super().__init__(COLUMN, *lines, size=size, relations=[relation])
        self.total, self.result = relation.right, self.of(relation.right)
        self.terms = [self[k] for k in range(len(powers))]
        self.remaining = [*self.submobjects[len(powers) : len(self.parts)], self.between]
