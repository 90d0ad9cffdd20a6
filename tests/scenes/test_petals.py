"""Petals and callipers as they are drawn: which inputs are a petal's, how large it is, how it grows, what closes."""

from dataclasses import replace

import numpy as np
import pytest
from manim import DOWN, LEFT, RIGHT, UP

from core import load_example
from core.twin import Twins
from scenes.mobjects.diagram.gauges import Callipers, Closing, Opening, Strip
from scenes.mobjects.diagram.petals import Grow, Petal, petal_of
from tests.scenes.networks import SPREAD
from tests.scenes.screen import box

NAMES = [
    ("sepal length", "petal length", "petal width"),
    ("sepal_length", "petal_length", "petal_width"),
    ("Sepal.Length", "Petal.Length", "Petal.Width"),
    ("SepalLengthCm", "PetalLengthCm", "PetalWidthCm"),
    ("sepal length (cm)", "petal length (cm)", "PETAL WIDTH (cm)"),
]
NONE = [
    ("sepal length", "petal length", "sepal width"),
    ("sepal length", "petal length (cm)", "petal width (mm)"),
    ("length of the petal", "width of the petal", "petal"),
    ("petal length of the left one", "petal length", "width"),
]


def flower(*measurements, **fields):
    """The built-in flower, measured otherwise."""
    return replace(load_example(), measurements=np.array(measurements), **fields)


@pytest.mark.parametrize("names", NAMES, ids=lambda names: names[1])
def test_which_inputs_are_of_a_petal(names):
    """Length and width of a petal are found however their names are written."""
    assert petal_of(replace(load_example(), feature_names=names)) == (1, 2)
    assert petal_of(replace(load_example(), feature_names=names[::-1])) == (1, 0)


@pytest.mark.parametrize("names", NONE, ids=lambda names: names[1])
def test_what_is_no_petal(names):
    """Without both names, with two units, or with a length that is not above zero, there is no petal."""
    assert petal_of(replace(load_example(), feature_names=names)) is None
    assert petal_of(replace(load_example(), units=("cm", "cm", "mm"))) is None
    assert petal_of(flower(6.0, 0.0, 1.6)) is None
    assert [name for name, made in SPREAD.items() if petal_of(made())] == []


@pytest.mark.parametrize("toward", [UP, DOWN, LEFT, RIGHT], ids=["up", "down", "left", "right"])
@pytest.mark.parametrize("sizes", [(5.1, 1.6), (1.0, 2.5)], ids=str)
def test_a_petal_is_a_plot(sizes, toward):
    """The curve of a petal, and all that is in it, reaches exactly as far as length and width say, from base to tip."""
    petal = Petal(flower(6.0, *sizes), 0.8, [1, -0.5, 0], toward)
    left, bottom, right, top = box(petal.outline.points)
    extent = [right - left, top - bottom] if toward[0] else [top - bottom, right - left]
    assert extent == pytest.approx([0.8 * size for size in sizes], abs=1e-3)
    assert np.ptp(petal.outline.points, axis=0).max() == pytest.approx(0.8 * max(sizes))
    assert petal.tip - petal.base == pytest.approx(0.8 * sizes[0] * toward)
    assert petal.base.tolist() == [1, -0.5, 0]
    assert len(petal.veins) == 7
    within = np.concatenate([part.points for part in petal.family_members_with_points()])
    assert (within.min(axis=0) >= [left - 1e-3, bottom - 1e-3, 0]).all()
    assert (within.max(axis=0) <= [right + 1e-3, top + 1e-3, 0]).all()


def test_a_petal_grows_from_its_base():
    """While a petal grows its base stays, it is never larger than it will be, and it unfolds after it has risen."""
    petal = Petal(load_example(), 1, [2, -3, 0])
    whole, growing = petal.copy(), Grow(petal, rate_func=lambda t: t)
    growing.begin()
    shares = []
    for alpha in (0.0, 0.25, 0.5, 1.0):
        growing.interpolate(alpha)
        assert petal.base.tolist() == [2, -3, 0]
        shares.append((petal.outline.height / whole.outline.height, petal.outline.width / whole.outline.width))
    assert np.array(shares) == pytest.approx(np.array([[0, 0], [0.25, 0.0625], [0.5, 0.25], [1, 1]]))
    assert all(np.allclose(a.points, b.points) for a, b in zip(petal.get_family(), whole.get_family(), strict=True))


def test_callipers_close_on_the_petal():
    """While callipers close no jaw is in the petal, and in the end their opening is its length."""
    petal = Petal(load_example(), 1, [0, -2.5, 0])
    callipers = Callipers(petal, LEFT, 1)
    closing = Closing(callipers)
    closing.begin()
    openings = []
    for alpha in np.linspace(0, 1, 21):
        closing.interpolate(alpha)
        fixed, moving = (box(path) for path in callipers.jaws.get_subpaths())
        assert fixed[3] == pytest.approx(-2.5)
        openings.append(moving[1] - fixed[3])
    assert openings == sorted(openings, reverse=True)
    assert openings[0] > 5.5
    assert openings[-1] == pytest.approx(5.1)
    assert callipers.reading.text.split() == ["5.1", "cm"]


@pytest.mark.parametrize(("unit", "ticks"), [("cm", 51), ("kg", 0), ("m", 0)])
def test_ticks_are_millimetres(unit, ticks):
    """A ruler has a tick for each millimetre of the petal, none where they have no room or the unit is no length."""
    petal = Petal(flower(6.0, 5.1, 1.6, units=(unit,) * 3), 1, [0, -2.5, 0])
    paths = Callipers(petal, RIGHT, 1).ticks.get_subpaths()
    assert sum(path[0][1] < petal.tip[1] - 1e-6 for path in paths) == ticks
    assert [path[0][1] for path in paths[:2]] == pytest.approx([-2.5, -2.4][: len(paths)])


@pytest.mark.parametrize(("unit", "read"), [("cm", "1 mm"), ("m", "100 mm"), ("kg", "0.1 kg"), ("", "0.1")])
def test_a_strip_reads_the_difference(unit, read):
    """The strip between two tips is as thick as the lengths differ, and reads millimetres, or its own unit."""
    pair = [flower(6.0, length, 1.6, units=(unit,) * 3) for length in (5.1, 5.0)]
    petals = [Petal(each, 1, [x, -2.5, 0]) for each, x in zip(pair, (-2, 2), strict=True)]
    strip = Strip(Twins(*pair), *petals)
    assert strip.strip.height == pytest.approx(0.1)
    assert strip.strip.get_top()[1] == pytest.approx(petals[0].tip[1])
    assert " ".join(strip.reading.text.split()) == read


def test_a_strip_opens_from_the_longer_tip():
    """A strip begins at the tip of the longer petal, on whichever side that is, and never leaves its place."""
    pair = [flower(6.0, length, 1.6) for length in (5.1, 5.0)]
    for side in (-2, 2):
        petals = [Petal(each, 1, [x, -2.5, 0]) for each, x in zip(pair, (side, -side), strict=True)]
        strip = Strip(Twins(*pair), *petals)
        whole, opening = box(strip.strip.points), Opening(strip)
        opening.begin()
        opening.interpolate(0.3)
        now = box(strip.strip.points)
        assert now[3] == pytest.approx(petals[0].tip[1])
        assert abs(now[0 if side < 0 else 2] - side) < 0.1
        assert now[2] - now[0] < whole[2] - whole[0]
