"""Wrong code that fills neurons, each in its own way; each takes pytest's monkeypatch."""

import numpy as np

from scenes.mobjects import theme
from scenes.mobjects.diagram import legend, neuron
from scenes.mobjects.diagram.network import NetworkDiagram
from scenes.mobjects.diagram.neuron import Fill
from tests.proof.patching import after, instead
from tests.proof.wrong_edges import legend_swaps


def the_shade_of_another_neuron(patch):
    """A circle has the fill and the number of the neuron below it."""
    right = NetworkDiagram.fill

    def wrong(self, trace, layer, j, origin=None):
        below = right(self, trace, layer, max(self.neurons[layer]) - j, origin)
        below.mobject = self.neurons[layer][j]
        return below

    patch.setattr(NetworkDiagram, "fill", wrong)


def all_neurons_are_full(patch):
    """The level says nothing of the value but its sign."""
    right = neuron.share_of
    patch.setattr(neuron, "share_of", lambda value, full: float(np.sign(right(value, full))))


def levels_are_drawn_to_a_scale_of_one(patch):
    """The level is the value beside 1, not beside the largest of the layer."""
    right = neuron.share_of
    patch.setattr(neuron, "share_of", lambda value, full: right(value, 1.0))


def a_large_value_is_low(patch):
    """The level is the lower, the larger the value is."""
    right = neuron.share_of
    patch.setattr(neuron, "share_of", lambda value, full: float(np.sign(value)) - right(value, full))


def levels_are_two_pixels_off(patch):
    """All is filled a little too high."""
    right = neuron.share_of
    patch.setattr(neuron, "share_of", lambda value, full: 0.98 * right(value, full) + 0.02 * np.sign(value))


def areas_are_the_shares(patch):
    """The area that is filled, not its height, is as large as the value."""
    right = neuron.segment

    def wrong(center, radius, share):
        levels = np.linspace(0, 1, 1001)
        areas = (np.arccos(1 - 2 * levels) - 2 * (1 - 2 * levels) * np.sqrt(levels - levels**2)) / np.pi
        return right(center, radius, float(np.sign(share) * np.interp(abs(share), areas, levels)))

    patch.setattr(neuron, "segment", wrong)


def all_is_filled_from_below(patch):
    """What is below zero stands on the bottom, too."""
    right = neuron.segment
    patch.setattr(neuron, "segment", lambda center, radius, share: right(center, radius, abs(share)))


def all_is_filled_upside_down(patch):
    """What is above zero hangs from the top, what is below stands on the bottom."""
    right = neuron.segment
    patch.setattr(neuron, "segment", lambda center, radius, share: right(center, radius, -share))


def what_fills_is_a_stripe(patch):
    """What fills a neuron is as high as it should be, but not as wide."""
    after(patch, Fill, lambda fill, *_: fill.mobject.liquid.stretch_to_fit_width(0.2), "finish")


def hues_swapped(patch, name):
    """Let neurons take the hue of the other sign; legends and arrows do not."""
    hues = getattr(theme, name)
    instead(
        patch,
        Fill,
        "__init__",
        lambda self, *given: [part[::-1] if part is hues else part for part in given],
    )


def hues_of_activations_are_swapped(patch):
    """Activations below zero have the hue of those above, in the neurons but not in the legend."""
    hues_swapped(patch, "ACTIVATIONS")


def hues_of_deltas_are_swapped(patch):
    """Deltas below zero have the hue of those above, in the neurons but not beside the arrows."""
    hues_swapped(patch, "DELTAS")


def one_hue_for_both_signs(patch):
    """Activations below zero have the hue of those above, wherever they are drawn."""
    right = theme.hue_of
    patch.setattr(theme, "hue_of", lambda value, hues: right(abs(value), hues))


def rims_have_one_hue(patch):
    """The outlines of neurons have the hue of activations above zero, whatever fills them."""
    after(patch, Fill, lambda fill, *_: fill.mobject.circle.set_stroke(theme.ACTIVATION), "finish")


def deltas_look_like_activations(patch):
    """Deltas are drawn in the hues of activations."""
    patch.setattr(theme, "DELTAS", theme.ACTIVATIONS)


def a_legend_of_emptying(patch):
    """The legend's vessels go from full to empty."""
    right = legend.vessel
    patch.setattr(legend, "vessel", lambda x, y, share, role: right(x, y, 1 - share if share >= 0 else share, role))


def a_legend_with_both_on_the_bottom(patch):
    """The legend's sample of what is filled from above stands on the bottom."""
    right = legend.segment
    patch.setattr(legend, "segment", lambda center, radius, share: right(center, radius, abs(share)))


def fuller_and_from_above_are_swapped(patch):
    """The legend says each other's words beside its vessels."""
    legend_swaps(patch, "fuller", "from_above")


LIES = [
    the_shade_of_another_neuron,
    all_neurons_are_full,
    levels_are_drawn_to_a_scale_of_one,
    a_large_value_is_low,
    levels_are_two_pixels_off,
    areas_are_the_shares,
    all_is_filled_from_below,
    all_is_filled_upside_down,
    what_fills_is_a_stripe,
    hues_of_activations_are_swapped,
    hues_of_deltas_are_swapped,
    one_hue_for_both_signs,
    rims_have_one_hue,
    deltas_look_like_activations,
    a_legend_of_emptying,
    a_legend_with_both_on_the_bottom,
    fuller_and_from_above_are_swapped,
]
