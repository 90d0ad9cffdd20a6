"""Values that travel from where they are seen to where they are used, at full strength all the way."""

from math import pi

from manim import (
    Animation,
    FadeIn,
    LaggedStart,
    VGroup,
    VMobject,
    path_along_arc,
    smooth,
    squish_rate_func,
)

from scenes.mobjects.type.formula import glyphs_of

ARC = -pi / 5  # flights bow out, over the free side of the picture
LANDING = 0.85  # until then a number is what it was; then it is rounded, and takes the ink of its new place
RISE = 0.3  # for so long a number first stands where it comes from, if it could not be seen there before


class Flight(Animation):
    """`target` comes from the glyphs `origin`, which stay; or, without any, from the `place` of a shape, where it first
    comes into sight.
    """

    def __init__(self, target, origin=None, place=None, **kwargs):
        self.origin, self.place = origin, place
        super().__init__(target, introducer=True, **{"rate_func": lambda t: t} | kwargs)

    def create_starting_mobject(self):
        """Nothing: the traveller is a copy of its own."""
        return VMobject()

    def begin(self):
        """Put a traveller where the number is seen; the target waits, unseen."""
        self.goal = [(shape, shape.get_fill_opacity()) for shape in glyphs_of(self.mobject)]
        self.traveller = VGroup(*(self.origin or [shape for shape, _ in self.goal])).copy()
        self.shapes = [(shape, shape.points.copy(), shape.get_fill_opacity()) for shape in glyphs_of(self.traveller)]
        self.start = VGroup(*(self.origin or [])).get_center() if self.origin else self.place.get_center()
        self.middle, self.end = self.traveller.get_center(), self.mobject.get_center()
        self.growth = self.mobject.height / self.traveller.height if self.traveller.height else 1
        self.path = path_along_arc(ARC)
        self.mobject.add(self.traveller)
        self.changing = self.mobject.get_family()
        super().begin()

    def interpolate(self, alpha):
        """Move the traveller; at the end the target takes its place."""
        alpha = self.rate_func(alpha)
        seen = 1 if self.origin else min(1, alpha / RISE)
        way = smooth(alpha if self.origin else max(0, (alpha - RISE) / (1 - RISE)))
        landed = max(0, (alpha - LANDING) / (1 - LANDING))
        here, size = self.path(self.start, self.end, way), 1 + (self.growth - 1) * way
        for shape, points, opacity in self.shapes:
            shape.points = here + size * (points - self.middle)
            shape.set_fill(opacity=opacity * seen * (1 - landed))
        for shape, opacity in self.goal:
            shape.set_fill(opacity=opacity * landed)

    def finish(self):
        """Leave the target alone."""
        super().finish()
        self.mobject.remove(self.traveller)


def fly(origin, target):
    """Animate `target` coming from where `origin` shows a number, or else from the middle of that."""
    start = glyphs_of(origin)
    return Flight(target, start) if start else Flight(target, place=origin)


def afterwards(*shapes):
    """Fade shapes in during the last part of a play, when the numbers that make them have arrived."""
    return FadeIn(*shapes, rate_func=squish_rate_func(smooth, 0.7, 1))


def fly_all(origins, targets):
    """Animate several flights, one after another but overlapping."""
    flights = [fly(origin, target) for origin, target in zip(origins, targets, strict=True)]
    return LaggedStart(*flights, lag_ratio=0.25, rate_func=squish_rate_func(smooth, 0, 0.8))
