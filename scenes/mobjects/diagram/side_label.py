"""Names beside neurons."""

from manim import VGroup

from scenes.mobjects import theme
from scenes.mobjects.type.fitting import SIZE
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Words

PITCH = 0.32
BESIDE = 0.16  # from a circle to its name: there is room for a ring


class SideLabel(VGroup):
    """A name beside a neuron, left (−1) or right (1) of it, in as many lines as given."""

    def __init__(self, neuron, lines, side):
        super().__init__(*(Formula(Words(line), size=SIZE) for line in lines))
        edge = neuron.circle.get_center()[0] + side * (neuron.radius + BESIDE)
        top = neuron.circle.get_center()[1] - 0.08 + PITCH / 2 * (len(self) - 1)
        for row, line in enumerate(self):
            line.at(edge, top - PITCH * row, "left" if side > 0 else "right")
            for glyph in line.glyphs:
                glyph.dimmed = theme.DIMMED_NAME
