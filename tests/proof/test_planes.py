"""What a plane over two inputs shows is true of the network; a plane that shows something else is found."""

from dataclasses import replace

import numpy as np
import pytest
from manim import RIGHT, UP, FadeIn

from core import Layer, Network, load_example, training_step
from core.samples import Samples
from scenes.mobjects import Film, theme
from scenes.mobjects.plane import picture as drawing
from scenes.mobjects.plane.picture import PlanePicture
from scenes.mobjects.plane.turned import Turned
from tests.proof.filmed import filmed
from tests.proof.patching import after
from tests.proof.test_marks import untrue
from tests.proof.test_points import told_otherwise
from tests.scenes.networks import SPREAD


class Planes(Film):
    """The plane before a step, the line of a neuron in it, and the plane after the step."""

    def construct(self):
        step = training_step(self.example)
        picture = PlanePicture(step.plane, theme.WORK_LEFT, -theme.SAFE_Y, theme.WORK_WIDTH, 6)
        self.play(FadeIn(picture, picture.country(), picture.border()))
        self.clear()
        j = len(step.plane.lines) // 3
        parts = picture, picture.line(j), picture.bright_side(j), picture.ruler(j)
        self.play(FadeIn(*(part for part in parts if part is not None)))
        self.clear()
        rings = [Turned(picture, step)] if step.effect else []
        self.play(FadeIn(picture, picture.country(step.new_plane), picture.border(step.new_plane), *rings))
        self.wait()


def case_of(example=None):
    """The case of the film of an example, by default the built-in one."""
    return filmed(Planes, example or load_example())


def test_a_plane_is_true():
    """All marks of a plane before and after a step, and of a neuron in it, are known and true."""
    case = case_of()
    kinds = {mark.kind for mark in case.receipt.marks}
    assert kinds == {"dots", "point", "region", "border", "zero", "side", "distance", "sample"}
    assert untrue(case) == []


@pytest.mark.parametrize("name", ["2-1", "4-8-6-3", "4-3 without hidden layers", "3-4-3-2 leaky and soft"])
def test_planes_of_other_networks_are_true(name):
    """The plane of any network with two inputs, alone or among samples, is true."""
    example = SPREAD[name]()
    assert untrue(case_of(example)) == []
    random = np.random.default_rng(1)
    measurements = example.mean + example.scale * random.normal(size=(40, len(example.x)))
    classes = random.integers(len(example.class_names), size=40)
    assert untrue(case_of(replace(example, target=None, samples=Samples(measurements, classes)))) == []


def test_a_thin_area_is_drawn():
    """An area a few pixels wide is drawn where it is."""
    weights = [[10.0, 1.0], [-10.0, -1.0], [0.0, 0.0]]  # the third wins between two lines close to each other
    network = Network((Layer(weights, [-0.25, -0.25, 0.0], "softmax"),))
    own = {"class_names": ("p", "q", "r"), "true_class": 2, "target": None, "samples": None}
    own |= {
        "measurements": np.zeros(2),
        "feature_names": ("a", "b"),
        "units": ("", ""),
        "mean": [0.0, 0.0],
        "scale": [1.0, 1.0],
    }
    example = replace(load_example(), network=network, **own)
    assert untrue(case_of(example)) == []


def stale(method):
    """A lie: the plane after the step shows what was before it."""

    def lie(patch):
        right = getattr(PlanePicture, method)

        def made(self, plane=None):
            shape, old = right(self, plane), right(self)
            shape.points = old.points
            return shape

        patch.setattr(PlanePicture, method, made)

    return lie


def half_of(shape):
    """A shape without the first half of its pieces, which in a region are whole rows of cells."""
    shape.points = shape.points[len(shape.points) // 8 * 4 :]
    return shape


def swapped(groups):
    """The shapes of two groups of samples, each with the meaning of the other."""
    groups[0].mark, groups[1].mark = groups[1].mark, groups[0].mark
    return groups


def turned(rings):
    """The rings of the rescued, in the hue of the lost, and the other way round."""
    rings.rescued.mark, rings.lost.mark = rings.lost.mark, rings.rescued.mark
    return rings


def one_hue(groups):
    """Samples of all classes in one hue."""
    groups.set_fill(theme.TARGET)
    return groups


LIES = {
    "a region that did not move": stale("country"),
    "a border that did not move": stale("border"),
    "half a region": told_otherwise(PlanePicture, "country", half_of),
    "half a border": told_otherwise(PlanePicture, "border", half_of),
    "a region beside its place": told_otherwise(PlanePicture, "country", lambda shape: shape.shift(0.2 * RIGHT)),
    "a border beside its place": told_otherwise(PlanePicture, "border", lambda shape: shape.shift(0.1 * RIGHT)),
    "a line beside its place": told_otherwise(PlanePicture, "line", lambda shape: shape.shift(0.1 * UP)),
    "a short line": told_otherwise(PlanePicture, "line", lambda shape: shape.scale(0.9)),
    "the dark side": told_otherwise(PlanePicture, "bright_side", lambda shape: shape.flip()),
    "a ruler too long": told_otherwise(PlanePicture, "ruler", lambda shape: shape.scale(1.5)),
    "a ruler elsewhere": told_otherwise(PlanePicture, "ruler", lambda shape: shape.shift(0.1 * UP)),
    "dots beside their places": told_otherwise(PlanePicture, "_samples", lambda shape: shape.shift(0.1 * UP)),
    "dots in each other's shapes": told_otherwise(PlanePicture, "_samples", swapped),
    "dots in one hue": told_otherwise(PlanePicture, "_samples", one_hue),
    "rings around the others": lambda patch: after(patch, Turned, lambda rings, *_: turned(rings)),
    "rings beside their places": told_otherwise(Turned, "_rings", lambda shape: shape.shift(0.1 * UP)),
    "the sample beside its place": told_otherwise(PlanePicture, "_own", lambda shape: shape.shift(0.1 * UP)),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_plane_that_lies_is_found(lie, monkeypatch):
    """A region, border, line, side, ruler or dot that is not where the network has it is found."""
    LIES[lie](monkeypatch)
    assert untrue(case_of()) != []


def test_a_missing_sample_is_found(monkeypatch):
    """A plane that leaves one sample out is found."""
    places = drawing.cover
    monkeypatch.setattr(
        drawing, "cover", lambda shape, polygons: places(shape, polygons[:-1] if len(polygons) > 20 else polygons)
    )
    assert any(failure.text.startswith("dots") for failure in untrue(case_of()))
