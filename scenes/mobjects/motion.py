"""Values that travel from where they were computed to where they are used."""

from manim import AnimationGroup, FadeIn, TransformFromCopy, VGroup, smooth, squish_rate_func

from scenes.mobjects.typesetting import glyphs_of


def fly(origin, target):
    """Animate `target` coming from `origin`: digit by digit where both read alike, else as one piece."""
    start, goal = glyphs_of(origin), glyphs_of(target)
    if len(start) == len(goal):
        return TransformFromCopy(VGroup(*start), VGroup(*goal))
    return FadeIn(target, target_position=origin)


def afterwards(*shapes):
    """Fade shapes in during the last part of a play, when the numbers that make them have arrived."""
    return FadeIn(*shapes, rate_func=squish_rate_func(smooth, 0.6, 1))


def fly_all(origins, targets):
    """Animate several flights at the same time."""
    return AnimationGroup(*(fly(origin, target) for origin, target in zip(origins, targets, strict=True)))
