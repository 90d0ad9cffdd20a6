"""How the first film begins: two petals and what little they differ, or else what was measured, as a table."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UL, FadeIn, FadeOut, LaggedStart, VGroup, smooth, squish_rate_func

from core.twin import Twins, twin
from facts.number import Shown
from facts.statement import Name, Statement
from scenes.mobjects import theme
from scenes.mobjects.diagram.gauges import Callipers, Strip
from scenes.mobjects.diagram.petals import Grow, Petal, petal_of
from scenes.mobjects.telling.pacing import Headline, tell
from scenes.mobjects.telling.wording import names_of
from scenes.mobjects.type.flights import afterwards
from scenes.mobjects.type.flow import SIZES, fitted
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Number, Words
from scenes.mobjects.workings.matrices import column_decimals

LONG, BASE, APART = 4.35, -3.15, 2.1  # of the longer petal; where both begin, and how far from the middle
SMALL, ASIDE = 0.6, (5.2, -2.2, 0)  # what becomes of the film's own petal
DECIDING = 2.8, 1.8, 1.3, 0.8, *SIZES  # sizes of the count
READING, GAP, TITLE = 0.5, 0.7, 1.0  # sizes of type


def petals_of(example):
    """The film's sample and its twin, the one with the longer petal first; None where that makes no picture."""
    other = petal_of(example) and twin(example, example.samples)
    if not other:
        return None
    i, k = petal_of(example)
    pair = sorted((example, other), key=lambda one: -one.measurements[i])
    same = pair[0].measurements[i] == pair[1].measurements[i]
    slender = all(one.measurements[k] < 0.6 * one.measurements[i] for one in pair)
    return None if same or not slender or not (other.measurements[[i, k]] > 0).all() else pair


def own_petal(example):
    """The film's own petal, small and aside, for later pictures of a film; nothing where there is no picture of two."""
    pair = petals_of(example)
    if not pair:
        return VGroup()
    one = SMALL * LONG / float(pair[0].measurements[petal_of(example)[0]])
    return Petal(example, one, np.zeros(3)).move_to(ASIDE)


class Petals:
    """Two petals, drawn to scale, in a scene."""

    def __init__(self, scene, pair):
        self.scene, self.example, self.pair = scene, scene.example, pair
        self.i = petal_of(self.example)[0]
        one = LONG / float(pair[0].measurements[self.i])
        bases = [np.array([x, BASE, 0]) for x in (-APART, APART)]
        self.petals = [Petal(each, one, base) for each, base in zip(pair, bases, strict=True)]

    def tell(self):
        """The petals, their lengths, the difference, and the question. The headline, and what stays: the film's own
        petal, and the count.
        """
        scene, example = self.scene, self.example
        things = Statement("thing.many", thing=Name(example, "thing"))
        growing = LaggedStart(*map(Grow, self.petals), lag_ratio=0.25)
        tell(scene, Statement("opening.two", things=things), growing, run_time=2)
        decimals = column_decimals(example, "measurements")
        sides = zip(self.petals, (LEFT, RIGHT), strict=True)
        tools = [Callipers(petal, side, decimals, READING) for petal, side in sides]
        lengths = [Shown(each, f"measurements[{self.i}]", decimals) for each in self.pair]
        unit = Name(example, f"units[{self.i}]")
        caption = Statement("opening.lengths", one=lengths[0], other=lengths[1], unit=unit)
        tell(scene, caption, LaggedStart(*(each.close() for each in tools), lag_ratio=0.2), run_time=2)
        strip = Strip(Twins(*self.pair), *self.petals, size=GAP)
        said = strip.reading.parts[0].text if len(strip.reading.parts) == 1 else Shown(*strip.strip.mark.places[0])
        tell(scene, Statement("opening.apart", difference=said), strip.open(), run_time=1.4)
        headline = Headline(Name(example, "title"))
        title, corner = headline.formula, headline.formula.get_corner(UL)
        large = min(TITLE / theme.HEADLINE, 2 * theme.SAFE_X / title.width)
        title.scale(large, about_point=corner)
        first, second = (names_of(example, "class_names")[k] for k in sorted(one.true_class for one in self.pair))
        tell(scene, Statement("opening.which", first=first, second=second), FadeIn(headline))
        scene.choose_moment()
        count = Shown(example.network, "parameter_count")
        own, other = sorted(self.petals, key=lambda petal: petal.example is not example)
        deciding = numbers_of(example, DECIDING, (-np.sign(own.get_x()) * 2.9, -0.5, 0))
        gone = FadeOut(other, *tools, strip, rate_func=squish_rate_func(smooth, 0, 0.5))
        smaller = title.animate.scale(1 / large, about_point=corner)
        tell(scene, Statement("opening.numbers", count=count), gone, smaller, afterwards(deciding), run_time=1.2)
        return headline, own, deciding


def numbers_of(example, sizes, place):
    """How many numbers a network has, as large as one of these `sizes` allows in the room of the workings."""
    count = Number(example.network, "parameter_count", color=theme.FOCUS)
    number = fitted(lambda size: Formula(count, size=size), sizes, 2 * (theme.SAFE_X - place[0]))
    words = Formula(Words(Statement("label.numbers")), size=theme.BIG)
    return VGroup(number, words.next_to(number, DOWN, buff=0.3)).move_to(place)
