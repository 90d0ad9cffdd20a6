"""What a neuron sees: its line in the plane, and on which side of it the sample stands."""

from dataclasses import replace

from manim import UP, Create, FadeIn, FadeOut, Indicate, VGroup, there_and_back

from core import Network
from core.plane import plane_of
from facts.predicate import claim
from facts.statement import Name, Statement
from scenes.mobjects import theme
from scenes.mobjects.plane.picture import PlanePicture
from scenes.mobjects.plane.sweep import Sweep
from scenes.mobjects.telling.pacing import tell, turn_page
from scenes.mobjects.type.parts import Number

TALL, BELOW_VERDICT = 6.2, 4.9
TURN, MOVE = 0.9, 0.8  # so far a weight and a bias go and come back, beside the size of the neuron's weights


class WhatItSees:
    """The plane behind a neuron of layer 1, in a scene; `picture` is None where a network has a single input."""

    def __init__(self, scene, diagram, trace, headline):
        self.scene, self.diagram, self.trace, self.headline = scene, diagram, trace, headline
        self.example = scene.example
        plane = plane_of(self.example)
        self.picture = plane and PlanePicture(plane, theme.WORK_LEFT, -theme.SAFE_Y, theme.WORK_WIDTH, TALL)

    def tell(self, j, *old, keep=None):
        """The line of neuron j, its bright side, and how both move; in place of what is old, of which something may be
        kept. What is on screen then.
        """
        picture = self.picture
        line, side = picture and picture.line(j), picture and picture.bright_side(j)
        if line is None:
            return VGroup(*old)
        self.scene.next_section(Statement("plane.what_it_sees"))
        turn_page(self.scene, self.headline, Statement("plane.what_it_sees"), *old, keep=keep)
        plane, thing = picture.plane, Name(self.example, "thing")
        across, up = (Name(self.example, f"feature_names[{i}]") for i in (plane.across, plane.up))
        many = "dots" if self.example.samples else "dot"
        tell(self.scene, Statement(f"plane.{many}", thing=thing, across=across, up=up), FadeIn(picture), run_time=1.5)
        held = len(self.example.x) > 2
        if held or self.example.samples:
            key = ("ringed_and_held" if held else "ringed") if self.example.samples else "held"
            tell(self.scene, Statement(f"plane.{key}"), Indicate(picture.own, scale_factor=1.6, color=None))
        picture.add_to_back(line)
        tell(self.scene, Statement("plane.zero"), Create(line), run_time=1.2)
        picture.add_to_back(side)
        place = self.trace, f"layers[0].z[{j}]"
        z = Number(*place, color=theme.PRE_ACTIVATION)
        caption = Statement("plane.side", thing=thing, z=z, side=claim("sign", place))
        ruler = picture.ruler(j)
        tell(self.scene, caption, FadeIn(side), *([Create(ruler)] if ruler else []), run_time=1.5)
        parts = [(line, lambda plane: picture.line(j, plane)), (side, lambda plane: picture.bright_side(j, plane))]
        gone = [*map(FadeOut, [*([ruler] if ruler else []), *self.headline.let_go()])]
        turning = Sweep(picture, changed(plane, j, plane.across, TURN), parts, rate_func=there_and_back)
        tell(self.scene, Statement("plane.turn"), turning, *gone, run_time=2.4)
        moving = Sweep(picture, changed(plane, j, None, MOVE), parts, rate_func=there_and_back)
        tell(self.scene, Statement("plane.move"), moving, run_time=2)
        return VGroup(picture)

    def decide(self, verdict, *old):
        """Where the network changes its mind, and on which side the sample stands, below the verdict."""
        if self.picture is None or self.example.true_class is None:
            return
        picture = PlanePicture(self.picture.plane, theme.WORK_LEFT, -theme.SAFE_Y, theme.WORK_WIDTH, BELOW_VERDICT)
        self.scene.play(
            verdict.animate.shift((theme.WORK_TOP - verdict.get_top()[1]) * UP),
            *(FadeOut(shapes) for shapes in old),
            run_time=0.8,
        )
        picture.add_to_back(picture.border()).add_to_back(picture.country())
        truth = Name(self.example, f"class_names[{self.example.true_class}]")
        caption = Statement("plane.decision", truth=truth)
        tell(self.scene, caption, FadeIn(picture), run_time=1.5)
        right = claim("verdict", (self.trace, "predicted_class"), (self.example, "true_class"))
        caption = Statement("plane.beyond", thing=Name(self.example, "thing"), verdict=right)
        tell(self.scene, caption, Indicate(picture.own, scale_factor=1.6, color=None), run_time=1.2)
        self.scene.choose_moment()


def changed(plane, j, i, share):
    """The plane of a network of which one weight of neuron j of layer 1, from input i, or its bias, is another."""
    layer = plane.network.layers[0]
    weights, biases = layer.weights.copy(), layer.biases.copy()
    size = share * max(abs(weights[j, [plane.across, plane.up]]))
    if i is None:
        biases[j] += size
    else:
        weights[j, i] += size
    first = replace(layer, weights=weights, biases=biases)
    return replace(plane, network=Network((first, *plane.network.layers[1:]), plane.network.loss))
