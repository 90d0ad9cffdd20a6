"""Names beside neurons: wrapped, and shortened where they are too long."""

from functools import cache

from manim import VGroup

from scenes.mobjects import theme
from scenes.mobjects.parts import Words
from scenes.mobjects.typesetting import Formula

PITCH = 0.32
SIZE = theme.IN_NEURON


class SideLabel(VGroup):
    """A name beside a neuron, left (−1) or right (1) of it, in as many lines as given."""

    def __init__(self, neuron, lines, side):
        super().__init__(*(Formula(Words(line), size=SIZE) for line in lines))
        edge = neuron.circle.get_center()[0] + side * (neuron.radius + 0.12)
        top = neuron.circle.get_center()[1] - 0.08 + PITCH / 2 * (len(self) - 1)
        for row, line in enumerate(self):
            line.at(edge, top - PITCH * row, "left" if side > 0 else "right")


@cache
def width_of(text, size=SIZE):
    """How wide a line of words is, in units."""
    return Formula(Words(text), size=size).width


def wrapped(name, width, count, size=SIZE):
    """A name in at most `count` lines no wider than `width`; what does not fit is cut off with "…"."""
    lines = []
    words = name.split()
    while words:
        line, *words = words
        while words and width_of(f"{line} {words[0]}", size) <= width:
            line, words = f"{line} {words[0]}", words[1:]
        if len(lines) + 1 == count and words:
            line, words = f"{line} {' '.join(words)}", []
        lines.append(shortened(line, width, size))
    return lines


def shortened(text, width, size=SIZE):
    """The text, or as much of its beginning as fits before "…"."""
    if width_of(text, size) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle].rstrip() + "…", size) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"
