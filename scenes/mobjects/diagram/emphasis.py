"""Emphasis: what is not spoken of is dimmed."""

import numpy as np
from manim import Animation, VMobject

from scenes.mobjects import theme
from scenes.mobjects.type.formula import Glyph


class Relight(Animation):
    """Bring some pieces of a group to full strength and dim the rest of it.

    The pieces are shapes or groups of shapes that stand in `group`. What is `steady` keeps its strength.
    """

    def __init__(self, group, lit=None, **kwargs):
        bright = {id(shape) for piece in (lit or [group]) for shape in piece.get_family()}
        self.goals = [(shape, 1 if id(shape) in bright else theme.DIMMED) for shape in group.get_family()]
        self.goals = [(shape, level) for shape, level in self.goals if not getattr(shape, "steady", False)]
        super().__init__(group, **kwargs)

    def create_starting_mobject(self):
        """Nothing: the levels are all that changes, a copy of every outline would be wasted."""
        return VMobject()

    def begin(self):
        """Note where the level of each shape that changes starts."""
        levels = [(shape, level_of(shape), goal) for shape, goal in self.goals]
        self.moves = [(shape, start, goal) for shape, start, goal in levels if start != goal]
        self.changing = [shape for shape, _, _ in self.moves]
        super().begin()

    def interpolate(self, alpha):
        """Move each level towards its goal."""
        alpha = self.rate_func(alpha)
        for shape, start, goal in self.moves:
            set_level(shape, start + (goal - start) * alpha)


def level_of(shape):
    """The share of its full opacity that a shape has."""
    return getattr(shape, "level", 1)


def set_level(shape, level):
    """Give one shape a share of its full opacity, and note the share on it."""
    if not hasattr(shape, "full"):
        shape.full = Full(shape)
    shape.full.show(shape, level)
    shape.level = level


class Full:
    """The opacity of a shape at full strength, and the ink of dark digits: they turn light as their plate darkens."""

    def __init__(self, shape):
        self.fill, self.stroke = shape.get_fill_opacity(), shape.get_stroke_opacity()
        ink = shape.get_fill_color()
        self.dark = isinstance(shape, Glyph) and theme.luminance(ink) <= 0.2
        self.ink, self.light = np.array(ink.to_rgb()), np.array(theme.INK.to_rgb())

    def show(self, shape, level):
        """Change the shape's own arrays: for the hundreds of shapes of a diagram, manim's setters are slow."""
        shape.fill_rgbas[:, 3] = self.fill * level
        shape.stroke_rgbas[:, 3] = self.stroke * level
        if self.dark:
            share = max(0, (level - theme.DIMMED) / (1 - theme.DIMMED))
            shape.fill_rgbas[:, :3] = (1 - share) * self.light + share * self.ink
