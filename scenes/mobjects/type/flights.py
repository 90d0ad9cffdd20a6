"""Values that travel from where they were computed to where they are used."""

from math import pi

from manim import FadeIn, LaggedStart, TransformFromCopy, VGroup, smooth, squish_rate_func

from scenes.mobjects.type.formula import glyphs_of

ARC = -pi / 4  # flights bow out, over the free side of the picture


def fly(origin, target):
    """Animate `target` coming from `origin`: digit by digit where both read alike, else as one piece."""
    start, goal = glyphs_of(origin), glyphs_of(target)
    if len(start) == len(goal):
        return TransformFromCopy(VGroup(*start), VGroup(*goal), path_arc=ARC)
    return FadeIn(target, target_position=origin)


def afterwards(*shapes):
    """Fade shapes in during the last part of a play, when the numbers that make them have arrived."""
    return FadeIn(*shapes, rate_func=squish_rate_func(smooth, 0.7, 1))


def fly_all(origins, targets):
    """Animate several flights, one after another but overlapping."""
    flights = [fly(origin, target) for origin, target in zip(origins, targets, strict=True)]
    return LaggedStart(*flights, lag_ratio=0.25, rate_func=squish_rate_func(smooth, 0, 0.8))
