"""Probabilities as bars."""

from manim import RIGHT, Rectangle, VGroup

from core.shown import relation
from scenes.mobjects import theme
from scenes.mobjects.claims import Claim, added, read
from scenes.mobjects.parts import Between, Number, Words
from scenes.mobjects.typesetting import Formula

ROW = 0.62
THICK = 0.34


class ProbabilityBars(VGroup):
    """One bar for each class, as long as its probability of the full width, the number behind it.

    `sum` is the line below: the numbers add up to 1. `parts[k]` are the `Number`s.
    """

    def __init__(self, record, path, class_names, x, top, width=2.9, decimals=None):
        names = [Formula(Words(name), size=theme.TEXT) for name in class_names]
        start = x + max(name.width for name in names) + 0.2
        self.bars, self.numbers, self.parts = VGroup(), VGroup(), []
        for k, name in enumerate(names):
            y = top - ROW * k
            number = Number(record, f"{path}[{k}]", decimals, color=theme.ACTIVATION)
            self.parts.append(number)
            bar = Rectangle(width=max(width * number.value, 0.01), height=THICK, stroke_width=0)
            bar.set_fill(theme.ACTIVATION, 1).move_to([start, y, 0]).align_to([start, 0, 0], -RIGHT)
            self.bars.add(bar)
            self.numbers.add(Formula(number, size=theme.TEXT).next_to(bar, RIGHT, buff=0.15))
            name.at(start - 0.2, y - 0.08, "right")
        self.names = VGroup(*names)
        terms = added([part] for part in self.parts)
        claim = Claim(tuple(terms), relation(read(terms), "1"), "1")
        self.sum = Formula(*terms, claim.sign, Between("1", "1"), claims=[claim])
        self.sum.at(x, top - ROW * (len(names) + 0.8))
        super().__init__(self.names, self.bars, self.numbers, self.sum)
