"""Softmax, worked: powers of e, their sum, and each one's share of it."""

from manim import AnimationGroup, FadeIn, VGroup

from scenes.mobjects import theme
from scenes.mobjects.motion import fly, fly_all
from scenes.mobjects.parts import Between, Number, Symbol
from scenes.mobjects.typesetting import Equation

LINE, FRACTION = 0.52, 0.95


class SoftmaxWork(VGroup):
    """The lines e^z = …, their sum, and p = … / …, for one softmax layer of a trace.

    `powers[k]`, `sum` and `shares[k]` are `Equation`s. `raise_powers`, `add_up` and `divide` animate
    them, each number coming from the line above where it was computed.
    """

    def __init__(self, trace, layer, x, top):
        place, outputs = f"layers[{layer}]", range(len(trace.output))
        self.powers = VGroup(*(self._power(trace, place, k).at(x, top - LINE * k) for k in outputs))
        terms = [piece for line in self.powers for piece in ("+", line.parts[-1])][1:]
        self.sum = Equation(*terms, result=Number(trace, f"{place}.exponential_sum"))
        below = top - LINE * len(outputs)
        self.sum.at(x, below)
        self.shares = VGroup(*(self._share(trace, k).at(x, below - FRACTION * (k + 0.95)) for k in outputs))
        super().__init__(self.powers, self.sum, self.shares)

    def _power(self, trace, place, k):
        z = Number(trace, f"{place}.z[{k}]", color=theme.PRE_ACTIVATION)
        e = Number(trace, f"{place}.exponentials[{k}]")
        return Equation(Between("e^idx(", "e^("), z, Between(")", ")"), result=e)

    def _share(self, trace, k):
        quotient = [self.powers[k].parts[-1], Between(",", ") / ("), self.sum.parts[-1]]
        p = Number(trace, f"output[{k}]", color=theme.ACTIVATION)
        return Equation(Symbol("p", k + 1), "=", Between("frac(", "("), *quotient, Between(")", ")"), result=p)

    def raise_powers(self, origins):
        """Animate e^z for each z, which comes from the shapes in `origins`."""
        flights = fly_all(origins, [line[0] for line in self.powers])
        return AnimationGroup(flights, *(FadeIn(line.between, line.answer) for line in self.powers))

    def add_up(self):
        """Animate the sum of the powers."""
        flights = fly_all([line.result for line in self.powers], self.sum[: len(self.powers)])
        return AnimationGroup(flights, FadeIn(self.sum.between, self.sum.answer))

    def divide(self):
        """Animate each power over the sum."""
        above = fly_all([line.result for line in self.powers], [share[1] for share in self.shares])
        below = (fly(self.sum.result, share[2]) for share in self.shares)
        return AnimationGroup(above, *below, *(FadeIn(s[0], s.between, s.answer) for s in self.shares))
