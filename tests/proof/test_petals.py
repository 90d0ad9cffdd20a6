"""Petals are as long and wide as measured and all on one scale, and so are the gauges on them; lies are found."""

from dataclasses import replace

import numpy as np
import pytest
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, VGroup

from core import load_example
from core.twin import Twins
from facts.number import Shown
from facts.statement import Name, Statement
from proof.verify import verify
from scenes.mobjects import Equation, Film, Formula, Number, Words
from scenes.mobjects.diagram.gauges import Callipers, Strip
from scenes.mobjects.diagram.petals import Grow, Petal
from tests.proof.filmed import filmed

ONE, BASE = 0.9, -2.5


def other_flower():
    """Another flower, measured 6.0, 5.0 and 1.5 cm."""
    return replace(load_example(), measurements=np.array([6.0, 5.0, 1.5]), true_class=1, target=None)


class Measured(Film):
    """Two petals grow side by side, callipers close on both, a strip opens, the petals shrink; `spoil`: a lie."""

    spoil = staticmethod(lambda petals, callipers, strip: None)
    name = staticmethod(lambda names: names)

    def construct(self):
        twins = Twins(self.example, other_flower())
        pair = [Petal(each, ONE, [x, BASE, 0]) for each, x in ((twins.one, -2), (twins.other, 2))]
        callipers = [Callipers(petal, side, 1) for petal, side in zip(pair, (LEFT, RIGHT), strict=True)]
        strip = Strip(twins, *pair)
        self.spoil(pair, callipers, strip)
        self.play(*map(Grow, pair))
        self.play(*(each.close() for each in callipers))
        self.play(strip.open())
        numbers = [Number(each, "measurements[1]", 1) for each in (twins.one, twins.other)]
        self.add(Equation(numbers[0], "−", numbers[1], result=Number(twins, "difference[1]")).at(-6, 3))
        names = [Name(each, f"class_names[{each.true_class}]") for each in (twins.one, twins.other)]
        names = VGroup(
            *(Formula(Words(name)).at(x, BASE - 0.6, "center") for name, x in zip(names, (-2, 2), strict=True))
        )
        self.add(self.name(names))
        self.wait()
        self.play(VGroup(*pair, *callipers, strip).animate.scale(0.5, about_point=ORIGIN))
        self.wait()


def lying(lie):
    """The failures of the film in which this lie is told."""
    return verify(filmed(type("Measured", (Measured,), {"spoil": staticmethod(lie)})))


def longer(petals, callipers, strip):
    petals[0].stretch(1.03, 1, about_point=petals[0].base)


def wider(petals, callipers, strip):
    petals[1].stretch(1.03, 0)


def of_another_scale(petals, callipers, strip):
    petals[1].scale(1.03, about_point=petals[1].base)


def exchanged(petals, callipers, strip):
    mark = petals[0].outline.mark
    petals[0].outline.mark = replace(mark, places=mark.places[::-1])


def a_sepal(petals, callipers, strip):
    mark = petals[0].outline.mark
    petals[0].outline.mark = replace(mark, places=((mark.places[0][0], "measurements[0]"), mark.places[1]))


def not_closed(petals, callipers, strip):
    callipers[1].jaws.stretch(1.02, 1, about_point=petals[1].base)


def beside_its_petal(petals, callipers, strip):
    callipers[0].jaws.shift(0.03 * UP)


def too_thick(petals, callipers, strip):
    strip.strip.stretch(1.3, 1)


def above_the_tips(petals, callipers, strip):
    strip.strip.shift(0.05 * UP)


def ticks_too_far_apart(petals, callipers, strip):
    callipers[0].ticks.stretch(1.01, 1, about_point=petals[0].base)


def begins_elsewhere(petals, callipers, strip):
    callipers[1].ticks.shift(0.02 * DOWN)


def readings_exchanged(petals, callipers, strip):
    here, there = (each.reading.get_center() for each in callipers)
    callipers[0].reading.move_to(there)
    callipers[1].reading.move_to(here)


LIES = {
    "petal": [longer, wider, of_another_scale, exchanged, a_sepal],
    "gauge callipers": [not_closed, beside_its_petal, readings_exchanged],
    "gauge strip": [too_thick, above_the_tips],
    "ruler": [ticks_too_far_apart, begins_elsewhere],
}


def test_measured_petals_are_true():
    """Petals, callipers, their rulers, the strip between and the difference that is read are checked, and true."""
    case = filmed(Measured)
    assert verify(case) == []
    assert {mark.kind for mark in case.receipt.marks} == {"petal", "gauge", "ruler"}
    assert {"example.measurements[1]", "example1.measurements[1]"} < {number.path for number in case.numbers}
    assert any(number.path.startswith("twins") and number.text == "0.1" for number in case.numbers)
    assert any(line.text.strip() == "1 mm" for line in case.receipt.lines)
    assert case.receipt.unknown == {}


@pytest.mark.parametrize("toward", [UP, DOWN, LEFT, RIGHT], ids=["up", "down", "left", "right"])
def test_petals_lie_along_any_axis(toward):
    """Petals and callipers on either side of them are true whichever way the petals lie, and one over the other."""
    aside = [RIGHT, UP][bool(toward[0])]

    class Lying(Film):
        def construct(self):
            for flower, side in ((self.example, aside), (other_flower(), -aside)):
                petal = Petal(flower, 0.6, -1.5 * toward, toward)
                self.add(petal, Callipers(petal, side, 1))
            self.wait()

    assert verify(filmed(Lying)) == []


@pytest.mark.parametrize(("name", "lie"), [(name, lie) for name, lies in LIES.items() for lie in lies])
def test_a_lie_is_found(name, lie):
    """A petal of another size, a gauge of another width or in another place, and a false ruler are found."""
    assert any(failure.text == name for failure in lying(lie))


def test_names_exchanged_are_found():
    """The name of one petal's class beside the other petal is found."""
    lie = type("Measured", (Measured,), {"name": staticmethod(lambda names: names.flip())})
    assert [failure.wrong for failure in verify(filmed(lie))] == [
        "stands beside the name virginica, but is of versicolor",
        "stands beside the name versicolor, but is of virginica",
    ]


def test_centimetres_are_no_millimetres():
    """A number of centimetres that is said to be of millimetres is found."""

    class Saying(Film):
        def construct(self):
            amount = Shown(Twins(self.example, other_flower()), "difference[1]")
            self.add(Formula(Words(Statement("label.millimetres", amount=amount))))
            self.wait()

    assert any("where its words mean" in failure.wrong for failure in verify(filmed(Saying)))


def test_the_second_computation_is_its_own(monkeypatch):
    """A difference that core computes wrongly is found, because plain Python computes it as well."""
    monkeypatch.setattr("core.twin.difference", lambda one, other, factor: 0.2 * factor)
    assert any("0.2 by core, but 0.1 by plain Python" in failure.wrong for failure in verify(filmed(Measured)))
