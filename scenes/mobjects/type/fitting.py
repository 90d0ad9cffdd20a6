"""Words in the room that there is: wrapped, and shortened where they are too long."""

from functools import cache

from manim import UL

from facts.statement import Fact
from scenes.mobjects import theme
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Words

SIZE = theme.IN_NEURON
MOST = 1.5  # times as large as set is type where there is room


def enlarged(shape, bottom=-theme.SAFE_Y, width=theme.WORK_WIDTH, most=MOST):
    """A group of type as large as there is room to the right of its upper left corner, and down to `bottom`."""
    room = min(width / shape.width, (shape.get_top()[1] - bottom) / shape.height, most)
    return shape.scale(max(1, room), about_point=shape.get_corner(UL))


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
        lines.append(shortened(part_of(name, line), width, size))
    return lines


def part_of(whole, text):
    """A part of a text, which knows what it is a part of where the whole knows what it says."""
    return whole.piece(text) if isinstance(whole, Fact) else text


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
    return part_of(text, text[:low].rstrip() + "…")
