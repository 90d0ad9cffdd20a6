"""Hues that tell roles apart do so for every kind of colour blindness, and all type can be read on what it stands on.

Protanopia, deuteranopia and tritanopia are simulated with the matrices of severity 1.0 of G. M. Machado,
M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
IEEE Transactions on Visualization and Computer Graphics 15 (2009), 1291-1298, for linear RGB. Colours are compared by
CIEDE2000, which, unlike the distance in Lab (CIE76), does not take two saturated hues for further apart than they look.
"""

from itertools import combinations

import numpy as np
import pytest
from manim import ManimColor

from scenes.mobjects import NetworkDiagram, theme
from scenes.mobjects.diagram.emphasis import set_level
from scenes.mobjects.type.formula import glyphs_of
from tests.scenes.records import STEP

VISION = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
# Between large areas side by side a difference of 1 or 2 is just seen; digits and circles are small and lie apart.
APART = 10
CONTRAST = 4.5

TYPE = {
    "words": theme.INK,
    "grey": theme.FAINT,
    "positive weight": theme.POSITIVE,
    "negative weight": theme.NEGATIVE,
    "bias": theme.BIAS,
    "z": theme.PRE_ACTIVATION,
    "activation": theme.ACTIVATION,
    "target": theme.TARGET,
    "loss": theme.LOSS,
    "gradient": theme.GRADIENT,
    "too low": theme.DELTAS[1].rim,
}
SIGNS = "activation above zero", "activation below zero", "delta above zero", "delta below zero"
HUES = dict(zip(SIGNS, (*theme.ACTIVATIONS, *theme.DELTAS), strict=True))
TOGETHER = {
    "type and edges": TYPE,
    "what fills neurons": {name: hue.fill for name, hue in HUES.items()} | {"nothing": theme.BACKGROUND},
    "outlines of neurons": {name: hue.rim for name, hue in HUES.items()},
    "rings": {"focus": theme.FOCUS, "target": theme.TARGET},
}
# What is told apart by more than its hue.
ALSO_BY_FORM = {
    ("grey", "gradient"): "grey are words, axes and the thinnest edges, whose value is zero; gradients are numbers",
    ("negative weight", "loss"): "a loss stands behind its L, and an edge is no type; “wrong” is a word",
    ("words", "too low"): "too low is said beside an arrow that points down",
    ("bias", "too low"): "too low is said beside an arrow that points down",
}


def linear(color):
    """Red, green and blue of a colour, as amounts of light."""
    rgb = np.array(color.to_rgb())
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(light):
    """L*, a*, b* of an amount of red, green and blue light, beside the white of a screen (D65)."""
    to_xyz = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
    share = np.array(to_xyz) @ np.clip(light, 0, 1) / [0.95047, 1, 1.08883]
    x, y, z = np.where(share > (6 / 29) ** 3, np.cbrt(share), share / (3 * (6 / 29) ** 2) + 4 / 29)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one, other):
    """CIEDE2000 between two colours in Lab, with the names of the formula.

    G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 Color-Difference Formula", Color Research and Application 30 (2005).
    """
    (l1, a1, b1), (l2, a2, b2) = one, other
    c7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    stretch = 1 + 0.5 * (1 - np.sqrt(c7 / (c7 + 25**7)))
    p1, p2 = complex(a1 * stretch, b1), complex(a2 * stretch, b2)
    c, lightness = (abs(p1) + abs(p2)) / 2, (l1 + l2) / 2
    turn = np.angle(p2 * p1.conjugate())  # from one hue to the other, the shorter way
    hue = np.degrees(np.angle(p1) + turn / 2) % 360
    t = 1 + sum(
        share * np.cos(np.radians(times * hue + more))
        for share, times, more in ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    )
    dl = (l2 - l1) / (1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2))
    dc = (abs(p2) - abs(p1)) / (1 + 0.045 * c)
    dh = 2 * np.sqrt(abs(p1) * abs(p2)) * np.sin(turn / 2) / (1 + 0.015 * c * t)
    rotation = -np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2)))) * 2 * np.sqrt(c**7 / (c**7 + 25**7))
    return float(np.sqrt(dl**2 + dc**2 + dh**2 + rotation * dc * dh))


def apart(one, other):
    """How far apart two colours are for those to whom they are nearest."""
    return min(difference(*(lab(seen @ linear(color)) for color in (one, other))) for seen in VISION.values())


def near(roles, hues):
    """The pairs of roles whose hues are too near to each other for somebody, with how near."""
    pairs = {pair: apart(*(hues[name] for name in pair)) for pair in combinations(roles, 2)}
    return {pair: round(value, 1) for pair, value in pairs.items() if value < APART}


@pytest.mark.parametrize(
    ("one", "other", "due"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
        ((50, 2.5, 0), (58, 24, 15), 19.4535),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_differences_are_those_of_the_formula(one, other, due):
    """The difference of two colours is that of the pairs which the formula's authors publish for its testing."""
    assert difference(one, other) == pytest.approx(due, abs=1e-4)


@pytest.mark.parametrize("group", TOGETHER)
def test_hues_stay_apart(group):
    """No two roles that meet, and are told apart by hue alone, look alike with any kind of colour blindness or none."""
    hues = TOGETHER[group]
    assert {pair: value for pair, value in near(hues, hues).items() if pair not in ALSO_BY_FORM} == {}


def test_no_exception_is_idle():
    """Each pair that is told apart by form is one whose hues alone would not do."""
    assert set(near(TYPE, TYPE)) == set(ALSO_BY_FORM)


def test_like_hues_are_seen():
    """The colours that the roles had before, of which a protanope took a bias for a positive weight, are found out."""
    before = {"positive weight": ManimColor("#6CB8FF"), "bias": ManimColor("#D0A9FF")}
    assert near(before, before) == {("positive weight", "bias"): 0.6}


@pytest.mark.parametrize("role", TYPE)
def test_type_is_read_on_the_background(role):
    """The hue of each role can be read as type on the background."""
    assert theme.contrast(TYPE[role], theme.BACKGROUND) >= CONTRAST


@pytest.mark.parametrize("sign", HUES)
def test_digits_are_read_in_neurons(sign):
    """Digits in neurons can be read on what fills them as well as on the background above or below it."""
    for ground in (HUES[sign].fill, theme.BACKGROUND):
        assert theme.contrast(theme.DIGITS, ground) >= CONTRAST


def test_names_are_always_read():
    """The names of features and classes can be read while all light is on something else, and edges are dimmer."""
    diagram = NetworkDiagram(STEP.network, STEP.example)
    elsewhere = diagram.spotlight([diagram.neurons[1][0]])
    for shape, level in elsewhere.goals:
        set_level(shape, level)
    names = glyphs_of(diagram.names)
    assert names
    for glyph in names:
        seen = theme.BACKGROUND.interpolate(glyph.get_fill_color(), glyph.get_fill_opacity())
        assert theme.contrast(seen, theme.BACKGROUND) >= CONTRAST
    levels = [diagram.edges[0][1][0].get_stroke_opacity(), diagram.neurons[1][1].circle.get_stroke_opacity()]
    assert levels == pytest.approx([0.2, 0.375], abs=0.003)
