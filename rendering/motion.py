"""The animations of one play: which shapes they can change, and the same changes in fewer calls.

manim moves each shape of an animation by itself, and looks anew in every frame which shapes those are.
"""

from collections import Counter

import numpy as np
from manim import (
    Animation,
    AnimationGroup,
    LaggedStart,
    Mobject,
    Succession,
    Transform,
    TransformFromCopy,
    VMobject,
    straight_path,
)

STACKED = "points", "fill_rgbas", "stroke_rgbas", "background_stroke_rgbas"
SINGLE = "stroke_width", "background_stroke_width", "sheen_direction", "sheen_factor"


class Changing(set):
    """The shapes that the animations of a play, already begun, can change; and makes these animations quicker.

    It is known of animations that change one shape at a time, as manim's `interpolate_submobject` is meant, of those
    that list the shapes as `changing`, and of groups and successions of such animations. `known`: whether it is known
    of all; if not, any shape may change, as without animations. `news`: whether the next animation of a succession has
    begun since this was last set to False.
    """

    def __init__(self, animations=None):
        super().__init__()
        self.known, self.news = animations is not None, False
        leaves = [each for each in every(animations or []) if not isinstance(each, AnimationGroup)]
        self.holders = Counter(id(shape) for leaf in leaves for shape in leaf.mobject.get_family())
        self._hasten(animations or [])

    def __contains__(self, shape):
        return not self.known or super().__contains__(shape)

    def _hasten(self, animations):
        for leaf in single(animations):
            if type(leaf) is Succession:
                self._follow(leaf)
            elif changes_one_at_a_time(leaf):
                row = list(leaf.get_all_families_zipped())
                together = moves_straight(leaf, row) and all(self.holders[id(shape)] == 1 for shape, *_ in row)
                leaf.interpolate_mobject = Together(leaf, row) if together else OneAtATime(leaf, row)
                self.update(leaf.interpolate_mobject.changing)
            elif hasattr(leaf, "changing"):
                self.update(leaf.changing)
            else:
                self.known = False

    def _follow(self, succession):
        """Hasten what now runs of a succession, and each that follows when its turn has come."""
        begin = succession.update_active_animation

        def begin_and_hasten(index):
            begin(index)
            self.news = True
            if succession.active_animation is not None:
                self._hasten([succession.active_animation])

        succession.update_active_animation = begin_and_hasten
        self._hasten([succession.active_animation])


def every(animations):
    """The animations and, of groups, those within."""
    for animation in animations:
        yield animation
        if isinstance(animation, AnimationGroup):
            yield from every(animation.animations)


def single(animations):
    """The animations and, instead of groups, those within."""
    for animation in animations:
        if type(animation) in (AnimationGroup, LaggedStart):
            yield from single(animation.animations)
        else:
            yield animation


def changes_one_at_a_time(animation):
    """Whether an animation says what it does by `interpolate_submobject` alone."""
    kind = type(animation)
    return (
        kind.interpolate in (Animation.interpolate, TransformFromCopy.interpolate)
        and kind.interpolate_mobject is Animation.interpolate_mobject
        and kind.get_sub_alpha is Animation.get_sub_alpha
        and not isinstance(animation, AnimationGroup)
    )


def moves_straight(animation, row):
    """Whether all it does is to mix the shapes' starts and goals."""
    return (
        type(animation).interpolate_submobject is Transform.interpolate_submobject
        and animation.path_func is straight_path()
        and all(
            kind.interpolate is Mobject.interpolate and kind.interpolate_color is VMobject.interpolate_color
            for kind in {type(shape) for shape, *_ in row}
        )
    )


class OneAtATime:
    """What `Animation.interpolate_mobject` does, without asking again for the shapes."""

    def __init__(self, animation, row):
        self.animation, self.row = animation, row
        self.changing = [shape for shape, *_ in row]

    def shares(self, alpha):
        """How far each shape has come."""
        count, animation = len(self.row), self.animation
        if animation.lag_ratio == 0:
            return [animation.get_sub_alpha(alpha, 0, count)] * count
        return [animation.get_sub_alpha(alpha, k, count) for k in range(count)]

    def __call__(self, alpha):
        """Take all shapes to `alpha`."""
        for shapes, share in zip(self.row, self.shares(alpha), strict=True):
            self.animation.interpolate_submobject(*shapes, share)


class Together(OneAtATime):
    """What `Transform.interpolate_mobject` does, with all shapes in one array; what does not change is left alone."""

    def __init__(self, animation, row):
        super().__init__(animation, row)
        self.stacks = [stack for name in STACKED if (stack := Stack(name, row)).places]
        self.rest = [
            (k, name, getattr(start, name), getattr(goal, name))
            for k, (_, start, goal) in enumerate(row)
            for name in SINGLE
            if np.any(getattr(start, name) != getattr(goal, name))
        ]
        self.changing = [shape for stack in self.stacks for shape in stack.shapes] + [row[k][0] for k, *_ in self.rest]

    def __call__(self, alpha):
        """Take all shapes to `alpha`."""
        shares = self.shares(alpha)
        for stack in self.stacks:
            stack.mix(shares)
        for k, name, start, goal in self.rest:
            setattr(self.row[k][0], name, (1 - shares[k]) * start + shares[k] * goal)


class Stack:
    """One attribute of those shapes that change it, an array with a row for each of its points or colours."""

    def __init__(self, name, row):
        self.name, self.shapes, self.places = name, [], []
        starts, goals, counts, end = [], [], [], 0
        for k, (shape, start, goal) in enumerate(row):
            start, goal = getattr(start, name), getattr(goal, name)
            if not np.array_equal(start, goal):
                self.shapes.append(shape)
                self.places.append((k, end, end + len(start)))
                starts.append(start)
                goals.append(goal)
                counts.append(len(start))
                end += len(start)
        if starts:
            self.start, self.goal, self.counts = np.concatenate(starts), np.concatenate(goals), counts

    def mix(self, shares):
        """Give each shape its mixture of start and goal, computed as `manim.interpolate` does."""
        share = np.repeat([shares[k] for k, _, _ in self.places], self.counts)[:, None]
        mixed = (1 - share) * self.start + share * self.goal
        for shape, (_, first, last) in zip(self.shapes, self.places, strict=True):
            setattr(shape, self.name, mixed[first:last])
