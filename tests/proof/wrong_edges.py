"""Wrong code that draws edges and legends, each in its own way; each takes pytest's monkeypatch."""

import numpy as np
from manim import DOWN, LEFT

from scenes.mobjects import theme
from scenes.mobjects.diagram import edge, legend
from scenes.mobjects.diagram.edge import Become, Edge
from scenes.mobjects.diagram.gate_bar import OPEN, GateBar
from scenes.mobjects.diagram.network import NetworkDiagram
from scenes.mobjects.workings import close_up
from tests.proof.patching import after


def edges(patch, change):
    """Change each edge that stands for a value, but not the samples of a legend."""

    def only_of_values(line, start, end, value, *_):
        if line.mark is not None and line.mark.kind == "edge":
            change(line, value)

    after(patch, Edge, only_of_values)


def dashes_are_swapped(patch):
    """What is positive is dashed."""
    right = Edge.__init__

    def wrong(self, start, end, value, largest, zoom=1, change=False, mark=None):
        right(self, start, end, value if change else -value, largest, zoom, change, mark)
        if value and not change:
            self.set_stroke(theme.sign_color(value))

    patch.setattr(Edge, "__init__", wrong)


def dashes_are_forgotten(patch):
    """A negative weight is drawn as one line."""
    patch.setattr(edge, "dashes", lambda start, end: [(start, end)])


def all_edges_are_equally_wide(patch):
    """The width of an edge says nothing."""
    edges(patch, lambda line, _: line.set_stroke(width=3))


def widths_grow_with_the_square(patch):
    """An edge is as wide as the square of its value."""
    edges(patch, lambda line, _: line.set_stroke(width=1.2 + (line.stroke_width - 1.2) ** 2 / 3.8))


def the_hues_of_the_signs_are_swapped(patch):
    """A positive weight has the hue that the legend gives to a negative one."""

    def other(line, value):
        if line.get_stroke_color() in (theme.POSITIVE, theme.NEGATIVE) and value:
            line.set_stroke(theme.sign_color(-value))

    edges(patch, other)


def all_weights_have_one_hue(patch):
    """The hue says nothing of the sign."""
    patch.setattr(theme, "sign_color", lambda value: theme.POSITIVE)


def edges_are_transposed(patch):
    """The edge of one weight is drawn where another belongs."""
    right = NetworkDiagram.ends

    def wrong(self, layer, j, i):
        last = max(self.neurons[layer + 1])
        return right(self, layer, last - j, i)

    patch.setattr(NetworkDiagram, "ends", wrong)


def beads_are_forgotten(patch):
    """What will rise and what will fall differ in their hue alone."""
    patch.setattr(edge, "beaded", lambda start, end, way: [(start, end)])


def beads_are_turned(patch):
    """A bead points down where the weight will rise."""
    right = edge.beaded
    patch.setattr(edge, "beaded", lambda start, end, way: right(start, end, -way))


def changes_have_one_hue(patch):
    """What will rise and what will fall differ in their bead alone."""
    patch.setattr(theme, "change_color", lambda value: theme.GRADIENT)


def gradients_show_where_the_loss_grows(patch):
    """The bead of an edge points up where its gradient is positive, though the weight will fall."""

    def wrong(self, backward, layer):
        uphill = backward.layers[layer].grad_weights
        return self.become_edges(layer, uphill, change=True, of=(backward, "grad_weights"))

    patch.setattr(NetworkDiagram, "show_gradient", wrong)


def gradients_of_another_neuron(patch):
    """The gradients of a layer's neurons are shown in the wrong order."""

    def wrong(self, backward, layer):
        downhill = -backward.layers[layer].grad_weights[::-1]
        return self.become_edges(layer, downhill, change=True, of=(backward, "grad_weights"))

    patch.setattr(NetworkDiagram, "show_gradient", wrong)


def the_weights_stay_as_they_were(patch):
    """After the step the old weights are drawn, and called the new ones."""

    def wrong(self, net, layer):
        old = self.network.layers[layer].weights
        return self.become_edges(layer, old, scale=old, of=(net, "weights"))

    patch.setattr(NetworkDiagram, "show_weights", wrong)


def the_step_is_not_drawn(patch):
    """The second forward pass goes through edges that show the weights before the step."""
    right = NetworkDiagram.show_weights
    patch.setattr(NetworkDiagram, "show_weights", lambda self, _, layer: right(self, self.network, layer))


def the_new_weights_have_a_scale_of_their_own(patch):
    """The weights after the step are drawn beside the largest of themselves, so that they seem not to have grown."""

    def wrong(self, net, layer):
        weights = net.layers[layer].weights
        return self.become_edges(layer, weights, scale=1.3 * weights, of=(net, "weights"))

    patch.setattr(NetworkDiagram, "show_weights", wrong)


def an_edge_forgets_what_it_became(patch):
    """An edge that shows a gradient still stands for its weight."""

    def wrong(self):
        self.meaning = self.mobject.mark
        super(Become, self).finish()

    patch.setattr(Become, "finish", wrong)


def legend_swaps(patch, one, other):
    """Let two rows of a legend say each other's words."""
    right, names = legend.Statement, {f"legend.{one}": f"legend.{other}", f"legend.{other}": f"legend.{one}"}
    patch.setattr(legend, "Statement", lambda key: right(names.get(key, key)))


def positive_and_negative_are_swapped(patch):
    """The legend calls a solid line negative."""
    legend_swaps(patch, "positive", "negative")


def rise_and_fall_are_swapped(patch):
    """M4: the legend says that edges whose bead points down will rise."""
    legend_swaps(patch, "rise", "fall")


def stays_and_rises_are_swapped(patch):
    """The legend says that grey edges will rise."""
    legend_swaps(patch, "rise", "stays")


def wider_is_nearer_to_zero(patch):
    """The legend's fan goes from wide to thin."""
    right = legend.fan

    def wrong(x, y):
        made = right(x, y)
        for line, width in zip(made, [line.stroke_width for line in made][::-1], strict=True):
            line.set_stroke(width=width)
        return made

    patch.setattr(legend, "fan", wrong)


def the_legend_has_other_dashes(patch):
    """The legend's sample of a negative weight is solid, that of a positive one dashed."""
    right = legend.sample
    patch.setattr(legend, "sample", lambda x, y, weight, *more: right(x, y, -weight, *more))


def gates_are_turned(patch):
    """A bar is open where the gate is shut, and shut where it is open."""

    def turn(bar, backward, layer, k, *_):
        angle = np.radians(OPEN) * (1 - 2 * np.clip(backward.layers[layer].gate[k], 0, 1))
        bar.rotate(angle, about_point=bar.get_start())

    after(patch, GateBar, turn)


def gates_stand_before_others(patch):
    """The bar of each neuron stands before the one below it."""
    after(patch, GateBar, lambda bar, *_: bar.shift(DOWN))


def gates_stand_behind(patch):
    """The bar of each neuron stands on its left."""
    after(patch, GateBar, lambda bar, *_: bar.shift(LEFT))


def weights_stand_on_other_lines(patch):
    """In the large picture of a neuron, a weight stands on the line of another input."""
    right = close_up.on
    patch.setattr(close_up, "on", lambda line, network, place: right(line, network, (place[0], 1 - place[1])))


def large_lines_are_equally_wide(patch):
    """In the large picture of a neuron, the width of a line says nothing."""
    right = close_up.strand
    patch.setattr(close_up, "strand", lambda *of: right(*of).set_stroke(width=6))


LIES = [
    dashes_are_swapped,
    dashes_are_forgotten,
    all_edges_are_equally_wide,
    widths_grow_with_the_square,
    the_hues_of_the_signs_are_swapped,
    all_weights_have_one_hue,
    edges_are_transposed,
    beads_are_forgotten,
    beads_are_turned,
    changes_have_one_hue,
    gradients_show_where_the_loss_grows,
    gradients_of_another_neuron,
    the_weights_stay_as_they_were,
    the_step_is_not_drawn,
    the_new_weights_have_a_scale_of_their_own,
    an_edge_forgets_what_it_became,
    gates_are_turned,
    gates_stand_before_others,
    gates_stand_behind,
    positive_and_negative_are_swapped,
    rise_and_fall_are_swapped,
    stays_and_rises_are_swapped,
    wider_is_nearer_to_zero,
    the_legend_has_other_dashes,
    weights_stand_on_other_lines,
    large_lines_are_equally_wide,
]
