"""Who changes sides: rings around the samples that a step turns right, and around those that it turns wrong."""

import numpy as np
from manim import Circle, VGroup, VMobject

from facts.onscreen import Meaning
from scenes.mobjects import theme

RADIUS = 0.15


class Turned(VGroup):
    """Rings in a `PlanePicture`: `rescued` around the samples that are right only after the step, `lost` around those
    that were right only before it.
    """

    def __init__(self, picture, step):
        right, again = step.effect.right, step.effect.right_again
        self.rescued = self._rings(picture, again & ~right, "mine_rescued", theme.TARGET)
        self.lost = self._rings(picture, right & ~again, "wrong_lost", theme.LOSS)
        super().__init__(self.rescued, self.lost)

    def _rings(self, picture, turned, role, color):
        which, example = np.flatnonzero(turned).tolist(), picture.example
        rings = VMobject(stroke_color=color, stroke_width=3)
        for centre in picture.at(example.inputs[which][:, list(picture.where)]):
            rings.append_points(Circle(RADIUS).move_to(centre).points)
        places = tuple((example, f"inputs[{r}, {i}]") for r in which for i in picture.where)
        rings.mark = Meaning("dots", places, role, look=picture.look)
        return rings
