"""Words in the room that there is: wrapped, and shortened where they are too long."""

from functools import cache

from facts.statement import Fact
from scenes.mobjects import theme
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Words

SIZE = theme.IN_NEURON


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
