"""Emphasis: what is not spoken of is dimmed."""

from manim import Animation, VMobject

from scenes.mobjects import theme


class Relight(Animation):
    """Bring some pieces of a group to full strength and dim the rest of it.

    The pieces are shapes or groups of shapes that stand in `group`. What is `steady` keeps its strength, what has a
    level of its own when it is not spoken of, `dimmed`, is dimmed to that.
    """

    def __init__(self, group, lit=None, **kwargs):
        bright = {id(shape) for piece in (lit or [group]) for shape in piece.get_family()}
        shapes = (shape for shape in group.get_family() if not getattr(shape, "steady", False))
        self.goals = [(shape, 1 if id(shape) in bright else getattr(shape, "dimmed", theme.DIMMED)) for shape in shapes]
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
        shape.full = shape.get_fill_opacity(), shape.get_stroke_opacity()
    # The shape's own arrays: for the hundreds of shapes of a diagram, manim's setters are slow.
    fill, stroke = shape.full
    shape.fill_rgbas[:, 3] = fill * level
    shape.stroke_rgbas[:, 3] = stroke * level
    shape.level = level
