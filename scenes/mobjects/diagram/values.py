"""How the values of a layer are written in its neurons: all with one precision, and with one power of ten."""

import math
from dataclasses import dataclass, replace

import numpy as np
from manim import VGroup

from facts.number import NOISE, decimals_of
from scenes.mobjects import theme
from scenes.mobjects.type.flow import fitted
from scenes.mobjects.type.formula import Formula, width_at
from scenes.mobjects.type.parts import Number, Power

CLOSE = 0.8  # columns so near to each other that a power of ten stands above its neighbours' names
NEAREST = 0.74  # so near that powers of ten of neighbours stand above and below by turns
FLOOR = 0.01  # the value of the brightest neuron of a layer at least
# So far over the edge of its circle a corner of a number may stand, which is so high: a ring leaves it whole.
OVER, HIGH = 0.03, 0.17


@dataclass(frozen=True)
class Form:
    """Up to so many `decimals`, in units of 10 to the power of `unit`."""

    decimals: int = 2
    unit: int = 0

    def of(self, number):
        """A number in this form; what is rounded to 0 reads 0."""
        there = round(abs(number.value) / 10.0**self.unit, self.decimals) > 0
        return replace(number, decimals=self.decimals if there else 0, unit=self.unit if number.value else 0)


def activations(trace, layer, neurons):
    """The numbers that some neurons of a layer show of a trace, layer 0 its input."""
    place = f"layers[{layer - 1}].a" if layer else "input"
    return [Number(trace, f"{place}[{j}]") for j in neurons]


def deltas_of(backward, layer, neurons):
    """The deltas of some neurons of `backward.layers[layer]`."""
    return [Number(backward, f"layers[{layer}].delta[{j}]") for j in neurons]


def form_of(numbers, radius, unit=None):
    """The form in which the numbers of a layer fit into circles: as they are, or in units of a power of ten.

    `unit`: the one that they must have, if any.
    """
    values = np.array([number.value for number in numbers])
    largest = np.abs(values).max(initial=0)
    if largest < NOISE:
        return Form(0)
    place = math.floor(math.log10(largest))
    units = [0, place] if unit is None else [unit]
    for unit in units:
        most = max(0, min(2, decimals_of(values / 10.0**unit)))
        for decimals in range(most, -1, -1):
            form = Form(decimals, unit)
            # Two digits of the largest are to be seen; in units of its own place, one.
            telling = round(largest / 10.0**unit, decimals) >= (1 if unit or place < 0 else 10) * 10.0**-decimals
            if telling and all(fits(form.of(number), radius) for number in numbers):
                return form
    return Form(0, units[-1])


def fits(number, radius):
    """Whether a number is hardly wider than a circle."""
    return math.hypot(width_at([number], theme.IN_NEURON), HIGH) <= 2 * (radius + OVER)


def head_of(symbol, unit, x, top, room, bottom=None):
    """What stands at x above a layer whose highest neuron ends at `top`: a symbol, and the power of ten, if any, in
    units of which its neurons show their values. `room`: from one column to the next; where that is little, all stand
    near the neurons. `bottom`: where the lowest neuron ends, for a layer whose power of ten, between near
    neighbours', stands below it.
    """
    low = room < CLOSE
    head = fitted(lambda size: Formula(symbol, size=size), (theme.TEXT, theme.NUMBERS), room - 0.08)
    head.at(x, top + (0.12 if unit or low else 0.22), "center")
    if not unit:
        return head
    bare = low or width_at([Power(unit)], theme.IN_NEURON) > room - 0.08
    power = Formula(Power(unit, bare=bare), size=theme.IN_NEURON, color=theme.FAINT)
    below = bottom is not None and room < NEAREST
    return VGroup(head, power.at(x, bottom - 0.37 if below else head.get_top()[1] + 0.06, "center"))


def full_shade(values, activation=None):
    """The value of the brightest neuron of a layer: 1 where these are probabilities, else the largest of the layer,
    but not less than FLOOR, so that what is next to nothing does not shine.
    """
    return 1 if activation in ("softmax", "sigmoid") else max(FLOOR, np.abs(values).max())
