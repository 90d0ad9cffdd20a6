"""The gate of a neuron as a bar before it: shut, all of the blame that comes back is stopped; open, it goes through."""

import numpy as np
from manim import Line

from facts.onscreen import Meaning
from scenes.mobjects import theme

OPEN = 80  # degrees, for a gate of 1
AWAY, TALL = 0.17, 1.7  # units from the circle; of its radius


class GateBar(Line):
    """A bar to the right of neuron k of `backward.layers[layer]`, hinged above it, as far open as its gate is."""

    def __init__(self, backward, layer, k, circle):
        angle = np.radians(OPEN) * np.clip(backward.layers[layer].gate[k], 0, 1)
        radius = circle.width / 2
        hinge = circle.get_right() + np.array([AWAY, TALL / 2 * radius, 0])
        super().__init__(hinge, hinge + TALL * radius * np.array([np.sin(angle), -np.cos(angle), 0]))
        self.set_stroke(theme.INK, 7)
        self.mark = Meaning("gate", ((backward, f"layers[{layer}].gate[{k}]"),))
