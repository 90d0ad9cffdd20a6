"""One neuron: a vessel that fills with its value."""

import numpy as np
from manim import Animation, Circle, Rectangle, VGroup, VMobject, interpolate_color

from facts.onscreen import Meaning
from scenes.mobjects import theme
from scenes.mobjects.diagram.values import fits
from scenes.mobjects.type.flights import Flight
from scenes.mobjects.type.formula import Formula, glyphs_of

RIM = 0.02  # between the outline of a neuron and the number inside
# Opaque to the eye; what is opaque to cairo is painted in a way that takes several times as long (rendering/look.py).
SOLID = 0.995
SEAM = 0.005
CURVES = 8  # on each side of what fills a circle: so many that their handles lie hardly outside it


class Neuron(VGroup):
    """A circle that is filled as high as its value is large beside the largest of its layer, with the value inside:
    from the bottom where it is above zero, from the top where it is below.

    `position`: its layer and its number in it, both from 0. `share`: how much of it is filled, below 0 from the top.
    """

    def __init__(self, center, radius, position):
        self.circle = Circle(radius, stroke_color=theme.INK, stroke_width=2.5, z_index=theme.NEURONS_LEVEL)
        self.circle.set_stroke(opacity=SOLID).move_to(center)
        # Hides the edges behind a neuron that is dimmed.
        self.plate = Circle(radius, stroke_width=0, z_index=theme.NEURONS_LEVEL)
        self.plate.set_fill(theme.BACKGROUND, SOLID).move_to(center)
        self.plate.steady = True
        self.liquid = VMobject(stroke_width=0, z_index=theme.NEURONS_LEVEL).set_fill(theme.BACKGROUND, SOLID)
        self.circle.mark = Meaning("neuron", look={"neuron": list(position)})
        self.radius, self.share = radius, 0
        self.number, self.behind = None, VGroup()
        super().__init__(self.plate, self.liquid, self.circle)

    def fill(self, number, full, origin=None, hues=theme.ACTIVATIONS):
        """Animate the circle to the value of `number`, which fills all of it where it is as large as `full`, and write
        the number inside: it comes from the shapes `origin`, where it was computed, or fades in.
        """
        mark = Meaning("shade", ((number.record, number.path),))
        return Fill(self, self.written(number), share_of(number.value, full), hues, mark, origin)

    def shows(self, record):
        """Whether the circle is filled with a value of this record."""
        mark = getattr(self.liquid, "mark", None)
        return mark is not None and mark.places[0][0] is record

    def written(self, number):
        """The number inside the circle; nothing while its layer is in units in which it is too long."""
        if not fits(number, self.radius):
            return None
        return Formula(number, size=theme.IN_NEURON, color=theme.DIGITS).move_to(self.circle)

    def holds(self, line):
        """Whether a line of type fits into the circle."""
        height, inside = line.height / 2, self.radius - RIM
        return height < inside and line.width < 1.9 * np.sqrt(inside**2 - height**2)

    def plate_for(self, line, share, color):
        """What lies behind a number that is wider than the circle: a ground, and on it what fills the circle there."""
        if line is None or self.holds(line):
            return VGroup()
        ground = Rectangle(height=line.height + 0.04, width=line.width + 0.04, stroke_width=0).move_to(line)
        center = self.circle.get_center()
        # A little higher than the ground, whose edge would be seen in the same colour above and below.
        bottom, top = (side[1] - center[1] for side in (ground.get_bottom() - SEAM, ground.get_top() + SEAM))
        low, high = np.clip(ends_of(self.radius, share), bottom, top)
        filled = VMobject(stroke_width=0)
        filled.points = band(self.radius, low, high) + center
        ground.steady = True
        plate = VGroup(ground.set_fill(theme.BACKGROUND, SOLID), filled.set_fill(color, SOLID))
        return plate.set_z_index(theme.NEURONS_LEVEL)


class Fill(Animation):
    """A neuron is filled to another level and takes on a number, which travels from the shapes `origin` or fades in.

    The neuron changes only once the animation begins, so that fills may follow one another in one play.
    """

    def __init__(self, neuron, number, share, hues, mark, origin=None, **kwargs):
        self.number, self.share, self.mark, self.origin = number, share, mark, origin
        self.hue = theme.hue_of(share, hues)
        super().__init__(neuron, **kwargs)

    def create_starting_mobject(self):
        """Nothing: what an animation of manim copies here is not needed."""
        return VMobject()

    def begin(self):
        """Put a traveller into the neuron, which becomes the number."""
        neuron = self.mobject
        self.old, self.old_share = neuron.number, neuron.share
        self.old_hue = theme.Hue(neuron.liquid.get_fill_color(), neuron.circle.get_stroke_color())
        self.plate, self.old_plate = neuron.plate_for(self.number, self.share, self.hue.fill), neuron.behind
        neuron.add(self.plate)
        neuron.behind = self.plate
        self.flight = None
        if self.number:
            neuron.add(self.number)
            self.flight = Flight(self.number, self.origin and glyphs_of(self.origin), place=self.number)
            self.flight.begin()
        self.changing = neuron.get_family()
        super().begin()

    def interpolate(self, alpha):
        """Move the traveller, the level and the colours; the old number is gone by half-time."""
        if self.flight:
            self.flight.interpolate(alpha)
        alpha = self.rate_func(alpha)
        self.pour(alpha)
        self.plate.set_fill(opacity=SOLID * alpha)
        if self.old:
            self.old.set_fill(opacity=max(0, 1 - 2 * alpha))
            self.old_plate.set_fill(opacity=SOLID * max(0, 1 - 2 * alpha))

    def pour(self, alpha):
        """The level on its way, through zero where the sign changes: there what is poured becomes another."""
        neuron = self.mobject
        neuron.share = (1 - alpha) * self.old_share + alpha * self.share
        neuron.liquid.points = segment(neuron.circle.get_center(), neuron.radius, neuron.share)
        old, new = self.old_hue, self.hue
        if self.old_share * self.share > 0:
            neuron.liquid.set_fill(interpolate_color(old.fill, new.fill, alpha))
        else:
            neuron.liquid.set_fill((old if neuron.share * self.old_share > 0 else new).fill)
        neuron.circle.set_stroke(interpolate_color(old.rim, new.rim, alpha))

    def finish(self):
        """Leave the number itself in the neuron."""
        super().finish()
        neuron = self.mobject
        if self.flight:
            self.flight.finish()
        neuron.remove(self.old_plate, *([self.old] if self.old else []))
        neuron.number, neuron.liquid.mark = self.number, self.mark


def share_of(value, full):
    """How much of a circle a value fills, from −1 (all of it, from the top) to 1."""
    return float(np.clip(value / full, -1, 1))


def segment(center, radius, share):
    """The points of what fills a disc to a share of its height: from the bottom, below 0 from the top."""
    return band(radius, *ends_of(radius, share)) + center


def ends_of(radius, share):
    """Where what fills a disc to a share of its height begins and ends, from the middle of the disc."""
    level = radius * (2 * abs(share) - 1)
    return (-radius, level) if share >= 0 else (-level, radius)


def band(radius, low, high):
    """The outline of that part of a disc around the origin which lies between two heights."""
    start, end = np.arcsin(np.clip([low / radius, high / radius], -1, 1))
    angles = np.linspace(start, end, CURVES + 1)
    way = np.array([-np.sin(angles), np.cos(angles)]).T * 4 / 3 * np.tan((end - start) / CURVES / 4)
    rim = np.array([np.cos(angles), np.sin(angles)]).T
    right = np.stack([rim[:-1], (rim + way)[:-1], (rim - way)[1:], rim[1:]], axis=1).reshape(-1, 2)
    left = right[::-1] * (-1, 1)
    above, below = np.linspace(right[-1], left[0], 4), np.linspace(left[-1], right[0], 4)
    points = np.zeros((2 * len(right) + 8, 3))
    points[:, :2] = radius * np.concatenate([right, above, left, below])
    return points
