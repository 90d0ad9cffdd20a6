"""One connection: a line that looks like its weight."""

import numpy as np
from manim import Line, ShowPassingFlash, Transform, VMobject

from scenes.mobjects import theme

WIDTHS = (1.2, 5.0)
WIDEST = 1.4  # a weight that has grown beyond the largest of its layer
DASH = 0.11


class Edge(VMobject):
    """The line of one value: hue and dashes are its sign, width its size relative to `largest`, times `zoom`.

    `hue`: one for both signs, when the edge shows something else than its weight. `mark`: what it stands for.
    """

    dimmed = theme.DIMMED_EDGE

    def __init__(self, start, end, value, largest, zoom=1, hue=None, mark=None):
        thin, thick = WIDTHS
        width = zoom * (thin + (thick - thin) * (min(WIDEST, abs(value) / largest) if largest else 0))
        color = (hue or theme.sign_color(value)) if value else theme.FAINT
        super().__init__(stroke_color=color, stroke_width=width)
        self.start, self.end, self.mark = start, end, mark
        for a, b in dashes(start, end) if value < 0 else [(start, end)]:
            self.start_new_path(a)
            self.add_line_to(b)

    def pulse(self, color=theme.ACTIVATION, back=False):
        """Light that runs along the edge, from its start to its end, or back."""
        ends = (self.end, self.start) if back else (self.start, self.end)
        light = Line(*ends, stroke_color=color, stroke_width=self.stroke_width + 3)
        return ShowPassingFlash(light, time_width=0.5)


class Become(Transform):
    """An edge becomes another one, and means from then on what that means."""

    def __init__(self, edge, goal):
        self.meaning = goal.mark
        super().__init__(edge, goal)

    def finish(self):
        """The edge has the look of its goal now: it stands for the same."""
        super().finish()
        self.mobject.mark = self.meaning


def dashes(start, end):
    """The dashes of a broken line: both of its ends are dashes, so that it touches both circles."""
    pieces = 2 * max(1, round(np.linalg.norm(end - start) / DASH / 2)) + 1
    stops = np.linspace(start, end, pieces + 1)
    return list(zip(stops[::2], stops[1::2], strict=True))
