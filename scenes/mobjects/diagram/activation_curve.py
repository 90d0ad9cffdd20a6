"""The curve of an activation function, with a dot for one neuron."""

import numpy as np
from manim import RIGHT, UP, Axes, DashedLine, Dot, VGroup, VMobject

from facts.onscreen import Meaning
from scenes.mobjects import theme
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Symbol

# Drawn with the same unit on both axes, so that a slope of one looks like one.
STRAIGHT = "identity", "relu", "leaky_relu"
# So far from zero these are drawn at least, and what they come ever nearer to.
LIMITS = {"sigmoid": (6, (0, 1)), "tanh": (3, (-1, 1)), "elu": (3, (-1,))}


class ActivationCurve(VGroup):
    """a over z for the activation of a layer, far enough on either side of zero for all the given z, and for its limits
    to be seen.
    """

    def __init__(self, layer, center, zs=(1,), width=2.8, height=1.5):
        least, limits = LIMITS.get(layer.activation, (0, ()))
        reach = max(1.5 * max(abs(z) for z in zs), least) or 1
        z = np.linspace(-reach, reach, 201)
        a = layer.activate(z)
        low, high = min(a.min(), -0.15 * reach), max(a.max(), 0.15 * reach)
        if layer.activation in STRAIGHT:
            width = height * 2 * reach / (high - low)
        self.axes = Axes(
            x_range=[-reach, reach, 2 * reach],
            y_range=[low, high, high - low],
            x_length=width,
            y_length=height,
            axis_config={
                "include_ticks": False,
                "stroke_color": theme.FAINT,
                "stroke_width": 2,
                "tip_width": 0.12,
                "tip_height": 0.12,
            },
        ).move_to(center)
        points = [self.axes.c2p(*point) for point in zip(z, a, strict=True)]
        self.curve = VMobject(stroke_color=theme.INK, stroke_width=4).set_points_as_corners(points)
        names = VGroup(
            Formula(Symbol("z")).next_to(self.axes.c2p(reach, 0), RIGHT, buff=0.15),
            Formula(Symbol("a")).next_to(self.axes.c2p(0, high), UP, buff=0.12),
        )
        self.layer, self.reach = layer, reach
        ends = [(self.axes.c2p(-reach, a), self.axes.c2p(reach, a)) for a in limits if a]
        lines = VGroup(*(DashedLine(*end, color=theme.FAINT, stroke_width=2) for end in ends))
        super().__init__(self.axes, lines, self.curve, names)

    def dot(self, trace, layer, k):
        """A dot on the z axis, where neuron k of `trace.layers[layer]` stands."""
        z = trace.layers[layer].z[k]
        dot = Dot(self.axes.c2p(z, 0), radius=0.09, color=theme.PRE_ACTIVATION)
        dot.mark = self._meaning((trace, f"layers[{layer}].z[{k}]"))
        return dot

    def lift(self, dot, trace, layer, k):
        """The place of a neuron on the curve, to which its dot is taken: it then stands for z and a."""
        dot.mark = self._meaning((trace, f"layers[{layer}].z[{k}]"), (trace, f"layers[{layer}].a[{k}]"))
        return self.axes.c2p(trace.layers[layer].z[k], trace.layers[layer].a[k])

    def _meaning(self, *places):
        zero, far = self.axes.c2p(0, 0), self.axes.c2p(self.reach, self.reach)
        scale = {"zero": zero[:2].tolist(), "one": ((far - zero) / self.reach)[:2].tolist()}
        return Meaning("point", places, "z", look=scale)


class CurveOfNeuron(VGroup):
    """The curve of the activation of neuron k of `backward.layers[layer]`, with a dot where the neuron stands."""

    def __init__(self, backward, layer, k, center, height=0.9):
        trace = backward.forward
        curve = ActivationCurve(trace.layers[layer].layer, center, trace.layers[layer].z, height=height)
        dot = curve.dot(trace, layer, k)
        super().__init__(curve, dot.move_to(curve.lift(dot, trace, layer, k)))
