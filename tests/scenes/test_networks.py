"""The films fit any network: their layout, their equations, their length, their words."""

from functools import lru_cache
from unittest.mock import patch

import numpy as np
import pytest

from core import load_example
from proof.verify import counted
from scenes.mobjects import Formula, Words
from scenes.mobjects.selection import drawn_of, gaps, loudest, of_interest, worked_of
from scenes.mobjects.type.fonts import is_drawn, missing
from tests.scenes.faults import laid_out, told, untrue, walked
from tests.scenes.networks import CHINESE, EMOJI, SPREAD, example
from tests.scenes.walk import FILMS


@lru_cache(1)  # the tests of one film of a network run one after another
def film(name, network):
    """A film of one of the networks, walked once."""
    return walked(name, SPREAD[network]())


@pytest.mark.parametrize("network", SPREAD)
@pytest.mark.parametrize("name", FILMS)
def test_any_network_can_be_filmed(name, network):
    """Nothing overlaps, is outside or too small; all that is shown, said and drawn is true and checked; captions can be
    read, in three minutes.
    """
    walk, case = film(name, network)
    assert [*laid_out(walk), *told(walk), *untrue(case)] == []
    assert counted(case).statements > 20
    assert len(case.receipt.marks) > 5


def on_screen(name, network):
    """All lines that a film shows."""
    return {text.formula.text for play in film(name, network)[0].moves for text in play.screen.texts}


@pytest.mark.parametrize(("name", "network"), [("architecture", "784-128-64-10")])
def test_true_counts_stand_below(name, network):
    """Under a wide layer stands how many neurons it really has."""
    assert {"784", "128", "64", "10"} <= on_screen(name, network)


@pytest.mark.parametrize(("name", "network"), [("forward_pass", "784-128-64-10")])
def test_what_is_left_unsaid_is_counted(name, network):
    """In a long sum stands how many terms it leaves unsaid."""
    assert any("from 781 more" in line for line in on_screen(name, network))


@pytest.mark.parametrize(
    ("network", "film_name", "line"),
    [
        ("1-16-1", "backprop", "L = ( a − y )²"),
        ("2-1", "backprop", "L = − ln a"),
        ("2-1", "backprop", "δ = ∂L/∂z = a − y"),
        ("1-16-1", "backprop", "δ = ∂L/∂z = 2 · ( a − y )"),
        ("3-4-2 of values", "backprop", "δ = ∂L/∂z = 2 / 2 · ( a − y ) · f′ ( z )"),
        ("1-16-1", "forward_pass", "It should have been"),
    ],
)
def test_each_loss_has_its_own_formula(network, film_name, line):
    """Regression is filmed with the squared error, a single sigmoid with its cross-entropy, each with its delta."""
    assert line in on_screen(film_name, network)


@pytest.mark.parametrize(("name", "network"), [("architecture", "long names")])
def test_long_names_are_spoken_in_full(name, network):
    """A name that is shortened on screen stands in full in the captions."""
    names = SPREAD[network]().feature_names
    lines = on_screen(name, network)
    assert names[0] not in lines
    assert any(line.endswith("…") for line in lines)
    spoken = " ".join(text for _, _, text in film(name, network)[0].captions).lower()
    assert all(each.lower() in spoken for each in names)


@pytest.mark.parametrize(("names", "package"), [(CHINESE, "fonts-noto-cjk"), (EMOJI, "fonts-symbola")])
def test_a_script_without_a_font_is_said_in_one_line(names, package):
    """Names that no font can draw end the film with one line that names a font; with a font they are drawn."""
    if any(missing(character, True) for character in filter(is_drawn, "".join(names))):
        with pytest.raises(SystemExit, match=rf"no font of this machine has .*{package}"):
            Formula(Words(names[0]))
    else:
        with patch.dict(SPREAD, {package: lambda: example((3, 5, 4, 2), names=names, classes=names[:2])}):
            for name in FILMS:
                test_any_network_can_be_filmed(name, package)


def test_an_empty_box_is_known():
    """A character that Typst's own fonts have is no empty box, one that no font has is one."""
    assert not missing("α", False)
    assert missing("\U0010fffe", True)


@pytest.mark.parametrize("count", [1, 5, 8, 9, 10, 128, 4096])
def test_few_neurons_stand_for_a_wide_layer(count):
    """At most eight neurons are drawn, the first and the last among them, and those to keep; sums use drawn ones."""
    for keep in ([], [count // 2], [count // 3, count // 2]):
        shown = drawn_of(count, keep)
        assert shown == sorted(set(shown))
        assert len(shown) <= 8
        assert {0, count - 1, *keep} <= set(shown) <= set(range(count))
        assert [slot for slot in gaps(shown, count) if slot is not None] == shown
        assert len(gaps(shown, count)) <= 8
    assert set(worked_of(count)) <= set(drawn_of(count))
    loud = loudest(np.random.default_rng(count).normal(size=count))
    assert set(loud) <= set(drawn_of(count, loud))


def test_the_largest_terms_are_written():
    """Of many inputs those furthest from zero stand in a sum, and all of few."""
    assert loudest([0, -3, 0.5, 9, 0, 0, 4, 0]) == [1, 3, 6]
    assert loudest([0, 0, 1, 0]) == [0, 1, 2, 3]
    assert loudest([0] * 784) == [0, 1, 2]


def test_what_matters_is_drawn():
    """Of many classes the predicted one and the true one are drawn, and regression has neither."""
    wide = SPREAD["784-128-64-10"]()
    assert wide.true_class in of_interest(wide)
    assert of_interest(SPREAD["1-16-1"]()) == []
    assert of_interest(load_example()) == [0, 1]
