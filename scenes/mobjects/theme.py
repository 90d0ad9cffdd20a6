"""Colours, sizes and places that all films share.

One colour per symbol, in the picture and in the formula alike. Blue and orange carry the sign of a
number: the pair stays apart for every common form of colour blindness (Okabe and Ito, 2008), and a
negative edge is dashed besides. Lengths are in manim's units: the frame is 14.2 wide and 8 high,
and 135 pixels of a 1080p film make one unit.
"""

from typing import NamedTuple

from manim import ManimColor, config

BACKGROUND = config.background_color  # set in manim.cfg
INK = ManimColor("#ECEFF4")
FAINT = ManimColor("#9AA5B1")

POSITIVE = ManimColor("#6CB8FF")
NEGATIVE = ManimColor("#FFA24C")
WEIGHT = POSITIVE
BIAS = ManimColor("#D8C7EC")
PRE_ACTIVATION = ManimColor("#17B182")
ACTIVATION = ManimColor("#FFE43F")
TARGET = ManimColor("#C6F394")
LOSS = ManimColor("#FB979F")
GRADIENT = ManimColor("#FE5DBE")
FOCUS = ManimColor("#FFFFFF")
# A petal from base to tip, as a blue flag has it: a yellow signal, then violet; its outline and veins. Callipers.
PETAL = [ManimColor(color) for color in ("#FFD98A", "#B98BC9", "#6F5FE0", "#7464F2", "#A89BFF")]
PETAL_EDGE, PETAL_VEIN = ManimColor("#CFC6FF"), ManimColor("#E9E4FF")
STEEL = ManimColor("#C3CCD6")


class Hue(NamedTuple):
    """The two colours of a value in a neuron: what fills the circle, dark enough for white digits, and its rim."""

    fill: ManimColor
    rim: ManimColor


# Above zero, and below.
ACTIVATIONS = Hue(ManimColor("#9C6A00"), ACTIVATION), Hue(ManimColor("#6A4FC9"), ManimColor("#A594FF"))
DELTAS = Hue(ManimColor("#CC2B78"), GRADIENT), Hue(ManimColor("#12808A"), ManimColor("#97F7E6"))
NOTHING = Hue(BACKGROUND, FAINT)  # zero
DIGITS = ManimColor("#FFFFFF")  # in neurons

SYMBOL_COLORS = {
    "w": WEIGHT,
    "W": WEIGHT,
    "b": BIAS,
    "z": PRE_ACTIVATION,
    "a": ACTIVATION,
    "x": ACTIVATION,
    "p": ACTIVATION,
    "y": TARGET,
    "L": LOSS,
    "δ": GRADIENT,
}

# Type sizes: the em in units. In New Computer Modern a digit is 0.666 em high, and indices are set at
# 0.9 of the size (type/formula.py): even the digits of an index in NUMBERS stand 22 pixels high.
DIGIT = 0.666
SCRIPT = 0.9
HEADLINE = 0.38
BIG = 0.45  # what stands nearly alone
LARGE = 0.36
TEXT = 0.3
NUMBERS = 0.273
IN_NEURON = 0.25

# Places.
SAFE_X = 6.71
SAFE_Y = 3.6
HEADLINE_Y = 3.28
WORK_LEFT = 1.2
WORK_RIGHT = SAFE_X
WORK_WIDTH = WORK_RIGHT - WORK_LEFT
WORK_TOP = 2.65

# The strength of what is not spoken of: circles and type, edges, and names, which can be read at any time.
DIMMED, DIMMED_EDGE, DIMMED_NAME = 0.375, 0.2, 0.6

# What is drawn above what: neurons hide the ends of edges (level 0), type is never hidden.
BELOW, NEURONS_LEVEL, TYPE_LEVEL = -1, 1, 2


def sign_color(value):
    """The hue of a signed number: blue from zero upwards, orange below."""
    return NEGATIVE if value < 0 else POSITIVE


def change_color(value):
    """The hue of what will change: of two, as a delta has them that asks for it, from zero upwards the second."""
    return DELTAS[1 if value > 0 else 0].rim


def hue_of(value, hues):
    """The `Hue` of a value in a neuron, one of `ACTIVATIONS` or `DELTAS`."""
    above, below = hues
    return above if value > 0 else below if value < 0 else NOTHING


def luminance(color):
    """Relative luminance of a colour, 0 to 1 (WCAG 2.2, "relative luminance")."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.to_rgb()]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(color, other):
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    bright, dark = sorted((luminance(color), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)
