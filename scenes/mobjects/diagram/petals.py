"""A petal as it was measured: a plot of two numbers, length and width, in the shape of what they are of."""

import re

import numpy as np
from manim import UP, Animation, LineJointType, VGroup, VMobject, rush_from
from manim.utils.space_ops import rotate_vector

from facts.onscreen import Meaning
from scenes.mobjects import theme

# One side of the outline from base to tip, as cubic Bézier curves: along in lengths, across in half widths. No handle
# lies outside of 0 to 1, so that the points of a petal reach as far as the petal.
SIDE = np.array([
    [(0, 0), (0.11, 0.16), (0.25, 1), (0.61, 1)],
    [(0.61, 1), (0.83, 1), (0.945, 0.52), (1, 0)],
])  # fmt: skip
VEINS = {0: 0.9, 0.24: 0.84, 0.5: 0.74, 0.75: 0.6}  # how far across, and how far along it goes
LIGHT = 0.9, 0.75, 0.6, 0.45, 0.3  # how wide the layers of a soft light in the middle are
LENGTH, WIDTH = ("petal", "length"), ("petal", "width")
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def petal_of(example):
    """Which inputs are length and width of a petal, in one unit: their two indices, or None.

    Their names are "petal length" and "petal width", however they are written: petal_length, PetalLengthCm, …
    """
    found = {}
    for i, name in enumerate(example.feature_names):
        words = [word.lower() for word in WORD.findall(name)]
        if len(words) in (2, 3) and example.measurements[i] > 0:
            found.setdefault(tuple(words[:2]), (i, [example.units[i], *words[2:]]))
    if not {LENGTH, WIDTH} <= {*found}:
        return None
    (i, unit), (k, other) = found[LENGTH], found[WIDTH]
    return (i, k) if unit == other else None


class Petal(VGroup):
    """The petal of an example, `one` units of the picture for each unit of its measurements, from its base `toward` its
    tip along an axis. All petals of a picture have the same scale. `base`, `tip`: where it begins and ends.
    """

    def __init__(self, example, one, base, toward=UP):
        self.example, self.one, self.toward, self.which = example, one, toward, petal_of(example)
        self.length, self.wide = (one * float(example.measurements[i]) for i in self.which)
        self._fine = np.clip(self.wide, 0.35, 1)  # a small petal has finer lines
        self.outline = self._shape(closed(1), base)
        self.outline.set_stroke(theme.PETAL_EDGE, 3.5 * self._fine).set_fill(theme.PETAL, [1, 0.85, 0.78, 0.78, 0.85])
        self.outline.joint_type = LineJointType.ROUND
        self.outline.mark = Meaning("petal", tuple((example, f"measurements[{i}]") for i in self.which))
        light = VGroup(*(self._shape(closed(across), base) for across in LIGHT))
        light.set_stroke(width=0).set_fill(theme.PETAL_EDGE, [0, 0.04, 0.05, 0.02])
        sides = dict.fromkeys(side * across for across in VEINS for side in (1, -1))
        self.veins = VGroup(*(self._vein(across, base) for across in sides))
        super().__init__(self.outline, light, self.veins)

    def _vein(self, across, base):
        vein = self._shape(SIDE * [1, across], base)
        vein.pointwise_become_partial(vein.copy(), 0.1, VEINS[abs(across)])
        return vein.set_stroke(theme.PETAL_VEIN, self._fine * (1.4 if across else 2), [0, 0.7, 0.45, 0.25, 0])

    def _shape(self, curves, base):
        """A path in the picture of curves in lengths and half widths."""
        shape = VMobject().set_sheen_direction(self.toward)
        aside = rotate_vector(self.toward, np.pi / 2).round(9)
        along, across = curves.reshape(-1, 2).T[:, :, None]
        shape.points = base + self.length * along * self.toward + self.wide / 2 * across * aside
        return shape

    @property
    def base(self):
        """The point where it begins."""
        return self.outline.points[0]

    @property
    def tip(self):
        """The point where it ends."""
        return self.outline.points[len(self.outline.points) // 2]


def closed(across):
    """The outline of a petal, or of one so many times as wide, from the base over the tip and back."""
    return np.concatenate([SIDE * [1, across], SIDE[::-1, ::-1] * [1, -across]])


class Grow(Animation):
    """A petal grows out of its base: as a bud first, which then unfolds."""

    def __init__(self, petal, **options):
        self.base, self.aside = petal.base.copy(), 1 - np.abs(petal.toward)
        super().__init__(petal, introducer=True, **{"rate_func": rush_from} | options)

    def interpolate_submobject(self, shape, start, alpha):
        """All parts are as far along and across as the petal has grown."""
        grown = alpha * (1 - self.aside) + alpha**2 * self.aside
        shape.points = self.base + grown * (start.points - self.base)
