"""What an activation makes of a displayed z, as arithmetic with the numbers of a trace in it."""

import re
from dataclasses import replace

from core.activations import ACTIVATIONS
from facts.number import NOISE
from scenes.mobjects import theme
from scenes.mobjects.type.flow import COLUMN, NEW_LINE, fitted
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Between, Number, Symbol
from scenes.mobjects.type.relations import Unvouched, relate

SIZES = theme.TEXT, theme.NUMBERS
REACH = 0.3  # so much further to the left than the workings an activation may begin, where nothing stands


def a_of(trace, layer, j):
    """The activation of neuron j of `trace.layers[layer]`."""
    return Number(trace, f"layers[{layer}].a[{j}]", color=theme.ACTIVATION)


def activation_of(trace, layer, j, z):
    """The pieces of "a = max(0, z) = …" for the displayed `z`, its relations; none where a is z or all z decide."""
    activation = trace.network.layers[layer].activation
    if activation in ("identity", "softmax"):
        return [], []
    left, a = in_digits(trace, layer, z), a_of(trace, layer, j)
    name = [NEW_LINE, Symbol("a", j + 1, layer + 1)]
    try:
        if 0 < abs(a.value) < NOISE:
            raise Unvouched(f"{a.path} = {a.value} is next to nothing")
        relation = relate(left, a, fixed=left)
    except Unvouched:  # far out on a curve, where the digits of z say nothing of a
        return [*name, "≈", COLUMN, a], []
    return [*name, "=", COLUMN, *left, relation.sign, relation.right], [relation]


def alone(pieces, relations):
    """The line of `activation_of` by itself; where it is too long, its sign and its result stand below."""
    line = fitted(lambda size: Formula(*pieces[1:], relations=relations, size=size), SIZES)
    if line.width <= theme.WORK_WIDTH + REACH:
        return line
    broken = [*pieces[1:-2], NEW_LINE, COLUMN, *pieces[-2:]]
    return fitted(lambda size: Formula(*broken, relations=relations, size=size), SIZES)


def in_digits(trace, layer, z):
    """The pieces of a layer's activation as arithmetic, with the displayed `z` in it: max(0, 0.7)."""
    formula = ACTIVATIONS[trace.network.layers[layer].activation].formula
    slope, pieces = Number(trace, f"network.layers[{layer}].slope"), []
    for piece in re.split(r"\b(z|slope)\b", formula):
        if piece == "slope":
            pieces.append(slope)
        elif piece == "z":  # a copy: each stands at a place of its own
            pieces.append(replace(z, form="operand" if pieces[-1].text.endswith("·") else z.form))
        elif piece:
            markup = piece.replace(",", "\\,").replace("e^(", "e^idx(")
            pieces.append(Between(markup, piece.strip()))
    return pieces
