"""What hue, dashes, width and filling mean, said once."""

import numpy as np
from manim import Circle, VGroup, VMobject

from facts.onscreen import Meaning
from facts.statement import Statement
from scenes.mobjects import theme
from scenes.mobjects.diagram.edge import Edge
from scenes.mobjects.diagram.neuron import segment
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Words

ROW = 0.48
SAMPLE, SHORT = 0.8, 0.55
VESSEL = 0.12  # the radius of a neuron in a legend


class Legend(VGroup):
    """Rows of a sample and its meaning, `row` apart; `x` is its left end and `top` the middle of its first row."""

    def __init__(self, x, top, activations=False, row=ROW):
        rows = [
            (VGroup(sample(x, top, 0.7, "positive")), Statement("legend.positive")),
            (VGroup(sample(x, top - row, -0.7, "negative")), Statement("legend.negative")),
            (fan(x, top - 2 * row), Statement("legend.wider")),
        ]
        if activations:
            rows.append((vessels(x, top - 3 * row), Statement("legend.fuller")))
            middle = x + SAMPLE / 2
            rows.append((vessel(middle, top - 4 * row, -0.6, "from_above"), Statement("legend.from_above")))
            rows.append((vessel(middle, top - 5 * row, 0.6, "fuller"), Statement("legend.rounded")))
        self.x = x
        super().__init__(*(self._row(*row) for row in rows))

    def _row(self, picture, meaning):
        y = picture.get_center()[1]
        return VGroup(picture, Formula(Words(meaning), size=theme.NUMBERS).at(self.x + SAMPLE + 0.3, y - 0.08))


class RiseAndFall(VGroup):
    """What the edges mean while they show a gradient."""

    def __init__(self, x, y):
        super().__init__()
        for value, role in ((0.6, "rise"), (-0.6, "fall"), (0, "stays")):
            words = Formula(Words(Statement(f"legend.{role}")), size=theme.NUMBERS).at(x + SHORT + 0.15, y - 0.08)
            self.add(sample(x, y, value, role, SHORT, change=True), words)
            x += SHORT + words.width + 0.5


def sample(x, y, weight, role, width=SAMPLE, change=False):
    """An edge as it looks in the diagram, for a weight, or its change, of −1 to 1; `role`: what it is a sample of."""
    mark = Meaning("sample", role=role)
    return Edge(np.array([x, y, 0]), np.array([x + width, y, 0]), weight, 1, change=change, mark=mark)


def fan(x, y):
    """Three edges, from thin to wide."""
    third = SAMPLE / 3
    return VGroup(*(sample(x + k * third, y, weight, "wider", third) for k, weight in enumerate((0.1, 0.5, 1.0))))


def vessels(x, y):
    """Three neurons, from empty to full."""
    step = SAMPLE / 3
    return VGroup(*(vessel(x + (k + 0.5) * step, y, k / 2, "fuller") for k in range(3)))


def vessel(x, y, share, role):
    """One neuron, so full, from the top where `share` is below 0; `role`: what it is a sample of."""
    hue, center = theme.hue_of(share, theme.ACTIVATIONS), np.array([x, y, 0])
    circle = Circle(VESSEL, stroke_color=hue.rim, stroke_width=2).move_to(center)
    circle.mark = Meaning("glass")
    liquid = VMobject(stroke_width=0).set_fill(hue.fill, 1)
    liquid.points = segment(center, VESSEL, share)
    liquid.mark = Meaning("sample", role=role)
    return VGroup(liquid, circle)
