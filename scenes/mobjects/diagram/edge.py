"""One connection: a line that looks like its weight, or like what its weight will do."""

import numpy as np
from manim import Line, ShowPassingFlash, Transform, VMobject

from scenes.mobjects import theme

WIDTHS = (1.2, 5.0)
WIDEST = 1.4  # a weight that has grown beyond the largest of its layer
DASH = 0.11
# The bead of a weight that changes: where on its edge, a little nearer to the neuron that is wrong, and how large.
BEAD_AT, BEAD = 0.58, np.array([0.09, 0.075, 0])


class Edge(VMobject):
    """The line of one value: hue and dashes are its sign, width its size relative to `largest`, times `zoom`.

    `change`: whether the value is that of a change; its sign is then a bead on the line, which points up or down, and
    one of the two hues of blame. `mark`: what the line stands for.
    """

    dimmed = theme.DIMMED_EDGE

    def __init__(self, start, end, value, largest, zoom=1, change=False, mark=None):
        thin, thick = WIDTHS
        width = zoom * (thin + (thick - thin) * (min(WIDEST, abs(value) / largest) if largest else 0))
        color = theme.change_color(value) if change else theme.sign_color(value)
        super().__init__(stroke_color=color if value else theme.FAINT, stroke_width=width)
        self.start, self.end, self.mark = start, end, mark
        pieces = [(start, end)]
        if change and value:
            pieces = beaded(start, end, np.sign(value))
        elif value < 0:
            pieces = dashes(start, end)
        for piece in pieces:
            self.start_new_path(piece[0])
            for corner in piece[1:]:
                self.add_line_to(corner)

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


def beaded(start, end, way):
    """A whole line with a bead on it that points up or down, as `way` is 1 or −1."""
    middle, side, up = start + BEAD_AT * (end - start), BEAD * [1, 0, 0], way * BEAD * [0, 1, 0]
    return [(start, middle), (middle - side - up, middle + up, middle + side - up), (middle, end)]


def dashes(start, end):
    """The dashes of a broken line: both of its ends are dashes, so that it touches both circles."""
    pieces = 2 * max(1, round(np.linalg.norm(end - start) / DASH / 2)) + 1
    stops = np.linspace(start, end, pieces + 1)
    return list(zip(stops[::2], stops[1::2], strict=True))
