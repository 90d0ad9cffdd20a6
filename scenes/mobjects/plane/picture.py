"""The plane as a picture: two axes, the samples, and the sample of the film among them."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, Line, Polygon, VGroup, VMobject

from facts.onscreen import Meaning
from facts.statement import Name, Statement
from scenes.mobjects import theme
from scenes.mobjects.plane.region import region_of
from scenes.mobjects.type.fitting import shortened, width_of
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Number, Words

DOT, OWN, CROSS = 0.055, 0.085, 0.11
BELOW, ABOVE = 0.75, 0.62  # room for the names and numbers of the axes
KEY, LEAST_KEY = 0.45, 0.7  # what a dot and its gaps take beside a name in the key; the least room for a name
LEAST_NAME = 0.4  # the least room for the name of an axis, between very long numbers
ALIKE = 4  # units of the two inputs may be drawn alike where their ranges do not differ more than this


class PlanePicture(VGroup):
    """A `core.plane.Plane` in a box of the frame: left, bottom, width and height in units.

    `axes`: lines, names and ends; `samples`: a disc for each sample of the film's class, a diamond for each other;
    `own`: the film's sample, ringed; `key`: which is which.
    """

    def __init__(self, plane, left, bottom, width, height):
        self.plane, self.example = plane, plane.example
        self.where = plane.across, plane.up
        low, high = plane.low, plane.high
        beside = max(end.width for end in self._ends(1)) + 0.2
        room = np.array([width - beside, height - BELOW - ABOVE])
        one = room / (high - low)
        if max(high - low) <= ALIKE * min(high - low):
            one[:] = one.min()
        self.one, self.left, self.right = one, left, left + width
        self.zero = np.array([left + beside, bottom + BELOW]) + (room - one * (high - low)) / 2 - one * low
        self.look = {"zero": self.zero.tolist(), "one": one.tolist()}
        self.frame = [*self.at(low)[:2], *self.at(high)[:2]]
        self.axes = VGroup(self._axis(0), self._axis(1))
        self.samples, self.own = self._samples(), self._own()
        self.key = self._key()
        super().__init__(self.axes, self.samples, self.key, self.own)

    def at(self, places):
        """Points of the frame, (…, 3), for places (…, 2) of the plane."""
        flat = self.zero + self.one * np.asarray(places)
        return np.concatenate([flat, np.zeros((*flat.shape[:-1], 1))], axis=-1)

    def country(self, plane=None):
        """Where the network of a plane, by default this one, says the class of the film's sample."""
        plane = plane or self.plane
        shape = VMobject(stroke_width=0).set_fill(theme.TARGET, 0.22)
        cover(shape, [self.at(polygon) for polygon in region_of(plane).polygons])
        shape.mark = Meaning("region", ((plane, "low"), (plane, "high")), look=self.look)
        return shape

    def border(self, plane=None):
        """Where the network changes its mind."""
        plane = plane or self.plane
        shape = VMobject(stroke_color=theme.FOCUS, stroke_width=4)
        for start, end in self.at(region_of(plane).border):
            shape.start_new_path(start)
            shape.add_line_to(end)
        shape.mark = Meaning("border", ((plane, "low"), (plane, "high")), look=self.look)
        return shape

    def crosses(self, step, after=False):
        """A cross on each sample that the network gets wrong, before the step or after it."""
        right, name = (step.effect.right_again, "wrong_again") if after else (step.effect.right, "wrong")
        which = np.flatnonzero(~right).tolist()
        shape = VMobject(stroke_color=theme.LOSS, stroke_width=3.5)
        for centre in self.at(self.example.inputs[which][:, list(self.where)]):
            for way in (UP + RIGHT, UP + LEFT):
                shape.start_new_path(centre - CROSS * way)
                shape.add_line_to(centre + CROSS * way)
        places = tuple((self.example, f"inputs[{r}, {i}]") for r in which for i in self.where)
        shape.mark = Meaning("dots", places, name, look=self.look)
        return shape

    def line(self, j, plane=None):
        """Where the sum of neuron j of layer 1 is zero, across the whole plane; None where it is nowhere here."""
        plane = plane or self.plane
        ends = clipped(plane.lines[j], plane.low, plane.high)
        if ends is None:
            return None
        line = Line(*self.at(ends), stroke_color=theme.PRE_ACTIVATION, stroke_width=4)
        line.mark = Meaning("zero", self._of_line(j, plane), look=self.look)
        return line

    def bright_side(self, j, plane=None):
        """Where the sum of neuron j of layer 1 is above zero; None where that is nowhere here."""
        plane = plane or self.plane
        corners = half(plane.lines[j], plane.low, plane.high)
        if len(corners) < 3:
            return None
        side = Polygon(*self.at(corners), stroke_width=0).set_fill(theme.ACTIVATION, 0.16)
        side.mark = Meaning("side", self._of_line(j, plane), look=self.look)
        return side

    def ruler(self, j):
        """From the film's sample straight to the line of neuron j; None where that would lead out of the plane, or the
        two axes have two units.
        """
        a, b, c = self.plane.lines[j]
        if self.one[0] != self.one[1] or not (a or b):
            return None
        place = self.example.x[list(self.where)]
        foot = place - (a * place[0] + b * place[1] + c) / (a * a + b * b) * np.array([a, b])
        if (foot < self.plane.low).any() or (foot > self.plane.high).any():
            return None
        ruler = Line(*self.at(np.array([place, foot])), stroke_color=theme.INK, stroke_width=4)
        ruler.mark = Meaning("distance", ((self.plane, f"distances[{j}]"),), look=self.look)
        return ruler

    def _of_line(self, j, plane):
        return tuple((plane, f"lines[{j}, {k}]") for k in range(3))

    def _axis(self, k):
        """A line as long as what was measured, its ends said, and the name of the input with its unit; of a single
        measurement, a line across the plane, and the measurement.
        """
        i = self.where[k]
        sides, mean, scale = (self.frame[k], self.frame[k + 2]), self.example.mean[i], self.example.scale[i]
        ends = self._ends(k)
        places = [self.zero[k] + self.one[k] * (end.parts[0].value - mean) / scale for end in ends]
        label = self._label(k, i, places, ends, sides)
        start, stop = (places[0], places[-1]) if len(places) > 1 else sides
        left, bottom = self.frame[:2]
        line = Line([start, bottom - 0.1, 0], [stop, bottom - 0.1, 0])
        if k:
            line = Line([left - 0.1, start, 0], [left - 0.1, stop, 0])
        for end, place in zip(ends, places, strict=True):
            if k:
                end.at(left - 0.2, place - 0.09, "right")
            else:
                end.at(min(place, self.right - end.width / 2), bottom - 0.45, "center")
        return VGroup(line.set_stroke(theme.FAINT, 2.5), *ends, label)

    def _ends(self, k):
        """The least and the most that was measured, as lines of type; one where both are the same."""
        ends = [Number(self.plane, f"{end}[{k}]", color=theme.FAINT) for end in ("lowest", "highest")]
        return [Formula(end, size=theme.NUMBERS) for end in ends[: 1 + (ends[0].value != ends[1].value)]]

    def _label(self, k, i, places, ends, sides):
        """The name of an axis with its unit: between the ends of the lower one, above the other."""
        name = Name(self.example, f"feature_names[{i}]")
        if self.example.units[i]:
            name = Statement("plane.axis", name=name, unit=Name(self.example, f"units[{i}]"))
        left, bottom, _, top = self.frame
        room, x, align = (self.right - self.left) / (2 if self.example.samples else 1), self.left, "left"
        if k == 0 and len(ends) > 1:
            x, align = (sides[0] + sides[1]) / 2, "center"
            room = 2 * (min(x - places[0] - ends[0].width / 2, places[1] - ends[1].width / 2 - x) - 0.2)
        elif k == 0:
            x, room = left, places[0] - ends[0].width / 2 - left - 0.2
        if room < LEAST_NAME:
            return VGroup()
        label = Formula(Words(shortened(name, room, theme.NUMBERS)), size=theme.NUMBERS)
        return label.at(x, top + 0.22 if k else bottom - 0.45, align)

    def _key(self):
        """Which class the discs are, and which the diamonds, above the plane, where there is room for it."""
        example = self.example
        if example.samples is None:
            return VGroup()
        names = [Name(example, f"class_names[{k}]") for k in range(len(example.class_names))]
        mine = names.pop(example.true_class)
        other = names[0] if len(names) == 1 else Statement("plane.others")
        y, right = self.frame[3] + 0.22, self.right
        room = right - self.axes[1].get_right()[0] - 0.3 - 2 * KEY
        wide = [width_of(name, theme.NUMBERS) for name in (mine, other)]
        each = room / 2 if sum(wide) > room else max(wide)
        if min(each, *wide) < LEAST_KEY and sum(wide) > room:
            return VGroup()
        key = VGroup()
        for role, name in (("other", other), ("mine", mine)):  # from the right
            words = Formula(Words(shortened(name, each, theme.NUMBERS)), size=theme.NUMBERS).at(right, y, "right")
            x = words.get_left()[0] - 0.15
            dot = VMobject(stroke_width=0).set_fill(LOOKS[role][1], 1)
            cover(dot, [np.array([x, y + 0.09, 0]) + 1.3 * DOT * LOOKS[role][0]])
            dot.mark = Meaning("sample", role=role)
            key.add(dot, words)
            right = x - 0.3
        return key

    def _samples(self):
        """All samples: a disc where the class is that of the film's sample, a diamond where it is another."""
        inputs, samples, truth = self.example.inputs, self.example.samples, self.example.true_class
        if samples is None:
            return VGroup()
        groups = VGroup()
        for role, (shape, color) in LOOKS.items():
            which = np.flatnonzero((samples.classes == truth) == (role == "mine")).tolist()
            centres = self.at(inputs[which][:, list(self.where)])
            group = VMobject(stroke_width=0).set_fill(color, 1)
            cover(group, [centre + DOT * shape for centre in centres])
            places = tuple((self.example, f"inputs[{r}, {i}]") for r in which for i in self.where)
            group.mark = Meaning("dots", places, role, look=self.look)
            groups.add(group)
        return groups

    def _own(self):
        """The film's sample, larger than the others, with a ring."""
        place = self.at(self.example.x[list(self.where)])
        color = theme.INK if self.example.true_class is None else theme.TARGET
        dot = Circle(OWN, stroke_width=0).set_fill(color, 1).move_to(place)
        dot.mark = Meaning("point", tuple((self.example, f"x[{i}]") for i in self.where), "own", look=self.look)
        return VGroup(dot, Circle(2 * OWN, stroke_color=theme.INK, stroke_width=3).move_to(place))


DISC = np.array([[np.cos(t), np.sin(t), 0] for t in np.linspace(0, 2 * np.pi, 16, endpoint=False)])
DIAMOND = 1.25 * np.array([RIGHT, UP, LEFT, DOWN])
# Samples of the film's class, and others.
LOOKS = {"mine": (DISC, theme.TARGET), "other": (DIAMOND, theme.FAINT)}


def cover(shape, polygons):
    """Make a shape of these polygons, (n, 3) each: of all of them one path, so that no seam shows between two."""
    pieces = []
    for corners in polygons:
        starts, ends = corners, np.roll(corners, -1, axis=0)
        thirds = [starts, starts + (ends - starts) / 3, starts + (ends - starts) * 2 / 3, ends]
        pieces.append(np.stack(thirds, axis=1).reshape(-1, 3))
    shape.points = np.concatenate(pieces) if pieces else np.zeros((0, 3))


def half(line, low, high):
    """The corners of the part of a box, from low to high, where a · across + b · up + c is above zero."""
    a, b, c = line
    box = [np.array([x, y]) for x, y in ((low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1]))]
    corners = []
    for here, there in zip(box, box[1:] + box[:1], strict=True):
        one, other = (a * x + b * y + c for x, y in (here, there))
        if one > 0:
            corners.append(here)
        if one * other < 0:
            corners.append(here + one / (one - other) * (there - here))
    return np.array(corners)


def clipped(line, low, high):
    """Both ends of the line a · across + b · up + c = 0 in a box, (2, 2); None where it does not cross it."""
    a, b, c = line
    on = [place for place in half(line, low, high) if abs(a * place[0] + b * place[1] + c) < 1e-9 * (abs(a) + abs(b))]
    return np.array(on) if len(on) == 2 else None
