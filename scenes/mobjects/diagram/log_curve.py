"""The loss of a probability, −ln p, as a curve: right and sure costs nothing, wrong and sure has no limit."""

import numpy as np
from manim import RIGHT, UP, Axes, Dot, MoveAlongPath, VGroup, VMobject

from facts.onscreen import Meaning
from scenes.mobjects import theme
from scenes.mobjects.diagram.value_symbol import value_symbol
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Symbol

HIGH = 3.2  # the largest loss that is drawn


class LogCurve(VGroup):
    """L over the output of class k, with a `dot` where that is in `step`; it can slide there from 1, where L is 0."""

    def __init__(self, step, k, center, width=2.0, height=1.7):
        self.axes = Axes(
            x_range=[0, 1, 1],
            y_range=[0, HIGH, HIGH],
            x_length=width,
            y_length=height,
            axis_config={"include_ticks": False, "stroke_color": theme.FAINT, "stroke_width": 2, "include_tip": False},
        ).move_to(center)
        p = step.forward.output[k]
        self.curve, self.way = (self._path(np.linspace(1, end, 100)) for end in (np.exp(-HIGH), p))
        self.curve.set_stroke(theme.INK, 4)
        letter = value_symbol(step.network, len(step.network.layers)).letter
        names = VGroup(
            Formula(Symbol(letter)).next_to(self.axes.c2p(1, 0), RIGHT, buff=0.15),
            Formula(Symbol("L")).next_to(self.axes.c2p(0, HIGH), UP, buff=0.12),
        )
        self.dot = Dot(self.axes.c2p(p, -np.log(p)), radius=0.09, color=theme.LOSS)
        zero, one = self.axes.c2p(0, 0), self.axes.c2p(1, 1)
        scale = {"zero": zero[:2].tolist(), "one": (one - zero)[:2].tolist()}
        places = (step, f"forward.output[{k}]"), (step, "backward.loss")
        self.dot.mark = Meaning("point", places, "loss", look=scale)
        super().__init__(self.axes, self.curve, names)

    def _path(self, ps):
        return VMobject().set_points_as_corners([self.axes.c2p(p, -np.log(p)) for p in ps])

    def slide(self):
        """Animate the dot: from 1, where the loss is nothing, to where it is."""
        return MoveAlongPath(self.dot, self.way)
