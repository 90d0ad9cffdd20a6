"""Gauges of petals: callipers that close on a length, and a strip as thin as the difference of two lengths."""

import numpy as np
from manim import Animation, AnimationGroup, Arrow, FadeIn, VGroup, VMobject, smooth, squish_rate_func

from core.twin import MM
from facts.number import Shown
from facts.onscreen import Meaning
from facts.statement import Name, Statement
from scenes.mobjects import theme
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Number, Words

RULER, OFF = 0.26, 0.36  # how wide a ruler is, and how far from the petal
BEYOND = 0.08  # so far blades and strips reach beyond the tips that they touch
BLADE, HEAD, SLIDER = 0.05, 0.18, 0.36  # how thick a jaw is at its point, and on the ruler the fixed one, the other one
OPEN, ASIDE = 0.5, 0.5  # so far a jaw is open before it closes, and so far aside callipers come from
LONG = 0.4  # the arrows that point at both sides of a strip
DENSE = 0.05  # ticks that would be nearer to each other are left out


class Callipers(VGroup):
    """Callipers on one `side` of a `Petal`, whose jaws touch its base and its tip; `reading`: its length.

    Their ruler begins at the base and has a tick for each millimetre, where the unit is one of length.
    """

    def __init__(self, petal, side, decimals, size=theme.LARGE):
        self.petal, self.side = petal, side
        example, i = petal.example, petal.which[0]
        near = petal.wide / 2 + OFF
        far, end = near + RULER, petal.length + OPEN + SLIDER + 0.04
        bar = self._path([[(-HEAD, near), (-HEAD, far), (end, far), (end, near), (-HEAD, near)]])
        self.ticks = self._ticks(far, end)
        self.ticks.mark = Meaning("ruler", ((example, f"measurements[{i}]"),), look={"along": along(petal)})
        self.ruler = VGroup(bar.set_fill(theme.BACKGROUND, 1).set_stroke(theme.FAINT, 2), self.ticks)
        fixed, moving = jaw(near, far, HEAD) * [-1, 1], jaw(near, far, SLIDER) + np.array([petal.length, 0])
        self.jaws = self._path([fixed, moving]).set_fill(theme.STEEL, 1).set_stroke(width=0)
        self.jaws.mark = Meaning("gauge", ((example, f"measurements[{i}]"),), "callipers", look={"along": along(petal)})
        number = Number(example, f"measurements[{i}]", decimals, color=theme.ACTIVATION)
        unit = [Words(Name(example, f"units[{i}]"), theme.ACTIVATION)] if example.units[i] else []
        self.reading = Formula(number, *unit, size=size)
        self.reading.next_to(self._point(petal.length + SLIDER / 2, far), side, buff=0.2)
        super().__init__(self.ruler, self.jaws, self.reading)

    def _point(self, far, aside):
        """What lies so far along from the petal's base, and so far aside."""
        return self.petal.base + far * self.petal.toward + aside * self.side

    def _path(self, lines):
        path = VMobject()
        for corners in lines:
            first, *others = (self._point(*corner) for corner in corners)
            path.start_new_path(first).add_points_as_corners(others)
        return path

    def _ticks(self, far, end):
        """A tick for each millimetre, longer at five and at ten, if there is room for them."""
        one = self.petal.one / MM.get(self.petal.example.units[self.petal.which[0]], np.inf)
        count = int((end - 0.05) / one) + 1 if one > DENSE else 0
        deep = [RULER * (0.7 if k % 10 == 0 else 0.5 if k % 5 == 0 else 0.3) for k in range(count)]
        return self._path([(k * one, far), (k * one, far - deep[k])] for k in range(count)).set_stroke(theme.FAINT, 1.5)

    def close(self):
        """Animate: the callipers come from their side, one jaw closes on the tip, and the number is read."""
        coming, reading = squish_rate_func(smooth, 0, 0.4), squish_rate_func(smooth, 0.8, 1)
        ruler = FadeIn(self.ruler, shift=-ASIDE * self.side, rate_func=coming)
        return AnimationGroup(ruler, Closing(self), FadeIn(self.reading, rate_func=reading))


def jaw(near, far, head):
    """The corners of a jaw, along from the face that touches the petal, and aside from the petal's middle."""
    return np.array([(0, -BEYOND), (0, far), (head, far), (head, near), (2 * BLADE, near - 0.1), (BLADE, -BEYOND)])


def along(petal):
    """The axis of the picture that a petal lies along."""
    return "x" if petal.toward[0] else "y"


class Closing(Animation):
    """The jaws of callipers come with their ruler, one of them open, which then closes."""

    def __init__(self, callipers, **options):
        self.side, self.toward = callipers.side, callipers.petal.toward
        super().__init__(callipers.jaws, introducer=True, rate_func=lambda t: t, **options)

    def interpolate_submobject(self, jaws, start, alpha):
        """The second half of the points is the jaw that moves."""
        come, closed = (squish_rate_func(smooth, *when)(alpha) for when in ((0, 0.4), (0.35, 0.85)))
        jaws.points = start.points + (1 - come) * ASIDE * self.side
        jaws.points[len(jaws.points) // 2 :] += (1 - closed) * OPEN * self.toward
        jaws.set_fill(opacity=come)


class Strip(VGroup):
    """A strip from tip to tip of two petals that begin side by side, as thick as their lengths differ; `reading`: how
    much that is, in millimetres where the unit is one of length. twins: of the `Twins` of the two, the longer first.
    """

    def __init__(self, twins, petal, other, size=theme.LARGE):
        i, tips = petal.which[0], np.array([petal.tip, other.tip])
        aside = 1 - np.abs(petal.toward)
        low, high = tips.min(axis=0) - BEYOND * aside, tips.max(axis=0) + BEYOND * aside
        corners = [(low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1]), (low[0], low[1])]
        self.strip = VMobject(stroke_width=0, fill_color=theme.FOCUS, fill_opacity=1, z_index=theme.BELOW)
        self.strip.set_points_as_corners([[*corner, 0] for corner in corners])
        self.strip.mark = Meaning("gauge", ((twins, f"difference[{i}]"),), "strip", look={"along": along(petal)})
        if np.isfinite(twins.difference_in_mm[i]):
            words = [Words(Statement("label.millimetres", amount=Shown(twins, f"difference_in_mm[{i}]")))]
        else:
            words = [Number(twins, f"difference[{i}]"), Words(Name(petal.example, f"units[{i}]"))]
        self.reading = Formula(*words, size=size, color=theme.FOCUS)
        self.reading.next_to(self.strip, petal.toward, buff=0.2 + LONG)
        # How a drawing says that it is the thickness, and not the length, of the strip that is read.
        middle, reach = self.strip.get_center(), np.ptp(tips @ petal.toward) / 2
        self.arrows = VGroup()
        for way in (petal.toward, -petal.toward):
            tip, tail = (middle + (reach + far) * way for far in (0.04, LONG))
            self.arrows.add(Arrow(tail, tip, buff=0, max_tip_length_to_length_ratio=0.5))
        self.arrows.set_color(theme.FOCUS)
        self.petal, self.other = petal, other
        super().__init__(self.strip, self.arrows, self.reading)

    def open(self):
        """Animate: a line runs from the longer petal's tip to above the other one, opens down to it, and is read."""
        reading = FadeIn(self.arrows, self.reading, rate_func=squish_rate_func(smooth, 0.8, 1))
        return AnimationGroup(Opening(self), reading)


class Opening(Animation):
    """A strip runs from the tip of the longer petal aside, as a thin line, and then opens down to the other tip."""

    def __init__(self, strip, **options):
        self.toward = np.abs(strip.petal.toward)
        way = np.sign(strip.other.tip - strip.petal.tip) * (1 - self.toward)
        self.start = strip.petal.tip - BEYOND * way
        super().__init__(strip.strip, introducer=True, rate_func=lambda t: t, **options)

    def interpolate_submobject(self, strip, start, alpha):
        """Aside first, then along the petals."""
        run, opened = (squish_rate_func(smooth, *when)(alpha) for when in ((0, 0.5), (0.45, 0.85)))
        shares = run * (1 - self.toward) + max(0.12, opened) * self.toward
        strip.points = self.start + shares * (start.points - self.start)
