"""Emphasis: what is not spoken of is dimmed."""

from manim import Animation, VMobject, interpolate_color

from scenes.mobjects import theme
from scenes.mobjects.typesetting import Glyph


class Relight(Animation):
    """Bring some pieces of a group to full strength and dim the rest of it.

    The pieces are shapes or groups of shapes that stand in `group`.
    """

    def __init__(self, group, lit=None, **kwargs):
        bright = {id(shape) for piece in (lit or [group]) for shape in piece.get_family()}
        self.goals = [(shape, 1 if id(shape) in bright else theme.DIMMED) for shape in group.get_family()]
        super().__init__(group, **kwargs)

    def create_starting_mobject(self):
        """Nothing: the levels are all that changes, a copy of every outline would be wasted."""
        return VMobject()

    def begin(self):
        """Note where each level starts."""
        self.starts = [getattr(shape, "level", 1) for shape, _ in self.goals]
        super().begin()

    def interpolate(self, alpha):
        """Move each level towards its goal."""
        alpha = self.rate_func(alpha)
        for (shape, goal), start in zip(self.goals, self.starts, strict=True):
            if start != goal:
                set_level(shape, start + (goal - start) * alpha)


def set_level(shape, level):
    """Give one shape a share of its full opacity, and note the share on it."""
    if not hasattr(shape, "full_opacity"):
        shape.full_opacity = shape.get_fill_opacity(), shape.get_stroke_opacity()
        shape.full_ink = shape.get_fill_color()
    fill, stroke = shape.full_opacity
    shape.set_fill(ink_at(shape, level), fill * level, family=False)
    shape.set_stroke(opacity=stroke * level, family=False)
    shape.level = level


def ink_at(shape, level):
    """The colour of a shape at a share of its strength: dark digits turn light, for their plate turns dark."""
    if not isinstance(shape, Glyph) or theme.luminance(shape.full_ink) > 0.2:
        return None
    return interpolate_color(theme.INK, shape.full_ink, max(0, (level - theme.DIMMED) / (1 - theme.DIMMED)))
