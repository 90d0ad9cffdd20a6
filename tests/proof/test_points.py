"""Dots on number lines and on curves stand where their values are; one that does not is found."""

from dataclasses import replace

import pytest
from manim import RIGHT, UP, FadeIn

from core import forward, training_step
from scenes.mobjects import Film, theme
from scenes.mobjects.diagram.activation_curve import ActivationCurve, CurveOfNeuron
from scenes.mobjects.workings.number_lines import NumberLines
from tests.proof.filmed import filmed
from tests.proof.test_marks import untrue
from tests.scenes.networks import SPREAD


class Dots(Film):
    """Number lines, a curve with a dot that rises, and a curve with one that has risen."""

    def construct(self):
        step = training_step(self.example)
        lines = NumberLines(self.example, step.forward, theme.WORK_LEFT, 2.5)
        layer = step.forward.layers[0]
        curve = ActivationCurve(layer.layer, [-3, 2, 0], layer.z)
        dot = curve.dot(step.forward, 0, 1)
        self.play(FadeIn(lines, curve, dot))
        self.play(dot.animate.move_to(curve.lift(dot, step.forward, 0, 1)))
        self.play(FadeIn(CurveOfNeuron(step.backward, 0, 0, [-3, -2, 0])))
        self.wait()


def made_otherwise(kind, change):
    """A lie: a piece is changed after it is made."""

    def lie(patch):
        make = kind.__init__
        patch.setattr(kind, "__init__", lambda self, *given, **named: (make(self, *given, **named), change(self))[0])

    return lie


def told_otherwise(kind, method, change):
    """A lie: what a method gives back is changed."""

    def lie(patch):
        right = getattr(kind, method)
        patch.setattr(kind, method, lambda *given: change(right(*given)))

    return lie


def other_scale(lines):
    """The dot of a line is moved, and says that it has a scale of its own."""
    dot = lines.outputs[0][3]
    zero, one = dot.mark.look["zero"], dot.mark.look["one"]
    dot.set_x(zero[0] + 0.5 * (dot.get_x() - zero[0]))
    dot.mark = replace(dot.mark, look={"zero": zero, "one": [0.5 * one[0], one[1]]})


LIES = {
    "a dot beside its place": made_otherwise(NumberLines, lambda lines: lines.outputs[0][3].shift(0.1 * RIGHT)),
    "a ring beside its place": made_otherwise(NumberLines, lambda lines: lines.targets[1][0].shift(-0.1 * RIGHT)),
    "zero elsewhere": made_otherwise(NumberLines, lambda lines: lines.outputs[1][2].shift(0.1 * RIGHT)),
    "another scale": made_otherwise(NumberLines, other_scale),
    "hues exchanged": made_otherwise(NumberLines, lambda lines: lines.outputs[1][3].set_fill(theme.TARGET)),
    "off the curve": told_otherwise(ActivationCurve, "lift", lambda place: place + 0.1 * UP),
    "off the axis": told_otherwise(ActivationCurve, "dot", lambda dot: dot.shift(0.1 * RIGHT)),
}


def case_of():
    """The case of the film of a network of values."""
    return filmed(Dots, SPREAD["3-4-2 of values"]())


def test_dots_are_where_their_values_are():
    """Dots, rings and zeros of number lines, and dots on and below curves, are marks, and true."""
    case = case_of()
    roles = {mark.role for mark in case.receipt.marks if mark.kind == "point"}
    assert roles == {"output", "target", "zero", "z"}
    assert untrue(case) == []


@pytest.mark.parametrize("lie", LIES)
def test_a_dot_elsewhere_is_found(lie, monkeypatch):
    """A dot that stands beside its value, on another scale, or in the hue of another role is found."""
    LIES[lie](monkeypatch)
    assert any(failure.text.startswith("point") for failure in untrue(case_of()))


def test_the_scale_of_values_of_any_sign_fits():
    """Whatever the signs of output and target, dot and ring stand between the ends of their line."""
    example = SPREAD["3-4-2 of values"]()
    for target in ([1.0, 2.0], [-3.0, -0.1], [4.0, -1.0], [0.0, 0.0]):
        changed = type(example)(**{**vars(example), "target": target})
        lines = NumberLines(changed, forward(changed.network, changed.x), theme.WORK_LEFT, 2.5)
        for output, due in zip(lines.outputs, lines.targets, strict=False):
            left, right = output[1].get_left()[0], output[1].get_right()[0]
            assert all(left - 1e-6 <= shape.get_center()[0] <= right + 1e-6 for shape in (output[3], due[0]))
