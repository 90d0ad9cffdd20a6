"""Inputs that are the pixels of a square picture, as that picture."""

from math import isqrt

import numpy as np
from manim import Square, VGroup, VMobject, interpolate_color

from facts.onscreen import Meaning
from scenes.mobjects import theme

LEAST = 64  # so many inputs a picture has at least
SHADES = 64  # so many steps of brightness it has: more than an eye tells apart


def is_picture(example):
    """Whether the inputs may be the pixels of a square picture: a square number of amounts of one unit."""
    count = len(example.measurements)
    square = count >= LEAST and isqrt(count) ** 2 == count
    return square and len(set(example.units)) == 1 and (example.measurements >= 0).all() and example.measurements.any()


class Picture(VGroup):
    """The measurements of an example row by row, each as bright as it is large beside the largest.

    `size`: the length of a side in units. What is zero is left dark. All pixels of one brightness are one shape:
    a picture of 28 by 28 pixels has few, and costs a film little.
    """

    def __init__(self, example, center, size):
        frame = Square(size + 0.06, stroke_color=theme.FAINT, stroke_width=2).move_to(center)
        shades = np.rint(example.measurements / example.measurements.max() * SHADES).astype(int)
        super().__init__(frame, VGroup())
        for shade in sorted({*shades.tolist()} - {0}):
            which = np.flatnonzero(shades == shade).tolist()
            pixels = squares(which, isqrt(len(shades)), size).shift(center)
            pixels.set_fill(interpolate_color(theme.BACKGROUND, theme.ACTIVATION, shade / SHADES), 1)
            look = {"hue": theme.ACTIVATION.to_hex(), "ground": theme.BACKGROUND.to_hex(), "side": isqrt(len(shades))}
            pixels.mark = Meaning("pixels", tuple((example, f"measurements[{i}]") for i in which), look=look)
            self[1].add(pixels)


def squares(places, side, size):
    """One shape of those squares of a board around the origin, `side` a side of `size` units, counted row by row."""
    step = size / side
    rows, columns = np.divmod(places, side)
    middles = np.stack([columns + 0.5, side - 0.5 - rows, np.zeros(len(places))], axis=1)
    centres = middles * step - [size / 2, size / 2, 0]
    shape = VMobject(stroke_width=0)
    shape.points = (centres[:, None] + Square(step).points).reshape(-1, 3)
    return shape
