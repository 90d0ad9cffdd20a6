"""Inputs that are the pixels of a square picture, as that picture."""

from math import isqrt

from manim import Square, VGroup

from facts.onscreen import Meaning
from scenes.mobjects import theme
from scenes.mobjects.diagram.neuron import fill_color

LEAST = 64  # so many inputs a picture has at least


def is_picture(example):
    """Whether the inputs may be the pixels of a square picture: a square number of amounts of one unit."""
    count = len(example.measurements)
    square = count >= LEAST and isqrt(count) ** 2 == count
    return square and len(set(example.units)) == 1 and (example.measurements >= 0).all() and example.measurements.any()


class Picture(VGroup):
    """The measurements of an example row by row, each as bright as it is large beside the largest.

    `size`: the length of a side in units. What is zero is left dark.
    """

    def __init__(self, example, center, size):
        side, largest = isqrt(len(example.measurements)), example.measurements.max()
        frame = Square(size + 0.06, stroke_color=theme.FAINT, stroke_width=2).move_to(center)
        step, pixels = size / side, VGroup()
        look = {"hue": theme.ACTIVATION.to_hex(), "ground": theme.BACKGROUND.to_hex(), "side": side}
        for i, value in enumerate(example.measurements):
            if value:
                row, column = divmod(i, side)
                pixel = Square(step, stroke_width=0).set_fill(fill_color(value, largest), 1)
                across, down = ((place + 0.5) * step - size / 2 for place in (column, row))
                pixel.move_to(center).shift([across, -down, 0])
                pixel.mark = Meaning("pixel", ((example, f"measurements[{i}]"),), look=look)
                pixels.add(pixel)
        super().__init__(frame, pixels)
