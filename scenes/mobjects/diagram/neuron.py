"""One neuron: a circle that fills with its value."""

import numpy as np
from manim import Animation, Circle, ManimColor, RoundedRectangle, VGroup, VMobject, interpolate_color

from facts.onscreen import Meaning
from scenes.mobjects import theme
from scenes.mobjects.diagram.values import fits
from scenes.mobjects.type.formula import Formula, glyphs_of

RIM = 0.02  # between the outline of a neuron and the number inside
# Opaque to the eye; what is opaque to cairo is painted in a way that takes several times as long (rendering/look.py).
SOLID = 0.995


class Neuron(VGroup):
    """A circle whose fill is a value relative to the largest of its layer, with the value inside.

    `position`: its layer and its number in it, both from 0.
    """

    def __init__(self, center, radius, position):
        self.position = position
        self.circle = Circle(radius, stroke_color=theme.INK, stroke_width=2.5, z_index=theme.NEURONS_LEVEL)
        self.circle.set_stroke(opacity=SOLID)
        self.circle.set_fill(theme.BACKGROUND, SOLID).move_to(center)
        # Hides the edges behind a neuron that is dimmed.
        self.plate = Circle(radius, stroke_width=0, z_index=theme.NEURONS_LEVEL)
        self.plate.set_fill(theme.BACKGROUND, SOLID).move_to(center)
        self.plate.steady = True
        self.circle.mark = Meaning("neuron", look={"neuron": list(position)})
        self.radius = radius
        self.number, self.behind = None, VGroup()
        super().__init__(self.plate, self.circle)

    def fill(self, number, largest, origin=None, hue=theme.ACTIVATION):
        """Animate the circle to the value of `number`, bright when it is near `largest`, and write it inside.

        The number comes from the shapes `origin`, where it was computed, or fades in.
        """
        color = fill_color(number.value, largest, hue)
        look = {"neuron": list(self.position), "hue": hue.to_hex(), "ground": theme.BACKGROUND.to_hex()}
        mark = Meaning("shade", ((number.record, number.path),), look=look)
        return Fill(self, self.written(number, ink_on(color)), color, mark, origin)

    def shows(self, record):
        """Whether the circle has the shade of a value of this record."""
        return any(holder is record for holder, _ in self.circle.mark.places)

    def written(self, number, ink):
        """The number inside the circle; nothing while its layer is in units in which it is too long."""
        return (
            Formula(number, size=theme.IN_NEURON, color=ink).move_to(self.circle) if fits(number, self.radius) else None
        )

    def holds(self, line):
        """Whether a line of type fits into the circle."""
        height, inside = line.height / 2, self.radius - RIM
        return height < inside and line.width < 1.9 * np.sqrt(inside**2 - height**2)

    def plate_for(self, line, color):
        """What lies behind a number that is wider than the circle: the colour of the circle, over a ground."""
        if line is None or self.holds(line):
            return VGroup()
        size = {"width": line.width + 0.04, "height": line.height + 0.04}
        ground, plate = (
            RoundedRectangle(0.05, **size, stroke_width=0, z_index=theme.NEURONS_LEVEL).move_to(line) for _ in range(2)
        )
        ground.steady = True
        return VGroup(ground.set_fill(theme.BACKGROUND, SOLID), plate.set_fill(color, SOLID))


class Fill(Animation):
    """A neuron takes on a colour and a number, which travels from the shapes `origin` or fades in.

    The neuron changes only once the animation begins, so that fills may follow one another in one play.
    """

    def __init__(self, neuron, number, color, mark, origin=None, **kwargs):
        self.number, self.color, self.mark, self.origin = number, color, mark, origin
        super().__init__(neuron, **kwargs)

    def create_starting_mobject(self):
        """Nothing: what an animation of manim copies here is not needed."""
        return VMobject()

    def begin(self):
        """Put a traveller into the neuron, which becomes the number."""
        self.old, self.first_color = self.mobject.number, self.mobject.circle.get_fill_color()
        self.goal = VGroup(*(self.number.copy().glyphs if self.number else []))
        self.plate, self.old_plate = self.mobject.plate_for(self.number, self.color), self.mobject.behind
        self.mobject.add(self.plate)
        self.mobject.behind = self.plate
        self.start = self.goal.copy().set_opacity(0) if self.origin is None else VGroup(*glyphs_of(self.origin)).copy()
        self.start.align_data(self.goal)
        self.traveller = self.start.copy()
        self.mobject.add(self.traveller)
        self.changing = self.mobject.get_family()
        super().begin()

    def interpolate(self, alpha):
        """Move the traveller and change the colour; the old number is gone by half-time."""
        alpha = self.rate_func(alpha)
        shapes = (group.get_family() for group in (self.traveller, self.start, self.goal))
        for traveller, start, goal in zip(*shapes, strict=True):
            traveller.interpolate(start, goal, alpha)
        self.mobject.circle.set_fill(interpolate_color(self.first_color, self.color, alpha))
        self.plate.set_fill(opacity=SOLID * alpha)
        if self.old:
            self.old.set_fill(opacity=max(0, 1 - 2 * alpha))
            self.old_plate.set_fill(opacity=SOLID * max(0, 1 - 2 * alpha))

    def finish(self):
        """Leave the number itself in the neuron."""
        super().finish()
        self.mobject.remove(self.traveller, self.old_plate, *([self.old] if self.old else []))
        self.mobject.number, self.mobject.circle.mark = self.number, self.mark
        self.mobject.add(*([self.number] if self.number else []))


def fill_color(value, largest, hue=theme.ACTIVATION):
    """The fill for `value`: from the background (0) to the full hue at `largest`; the sign is in the number."""
    return interpolate_color(theme.BACKGROUND, hue, min(1, abs(value) / largest) if largest else 0)


def ink_on(fill):
    """Black or white, whichever is easier to read on `fill`; one of them always exceeds 4.5 : 1."""
    fill = interpolate_color(theme.BACKGROUND, fill, SOLID)  # as it is drawn
    return max(ManimColor("#FFFFFF"), ManimColor("#000000"), key=lambda ink: theme.contrast(ink, fill))
