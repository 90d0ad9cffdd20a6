"""What moves in a film: the pointer that follows the words, numbers in flight, a plane whose weights change."""

from types import SimpleNamespace

import numpy as np
import pytest
from manim import RIGHT, FadeIn

from core import forward, load_example, training_step
from facts.statement import Name, Nth, Statement
from scenes.mobjects import Film, Formula, Headline, NetworkDiagram, Number, Symbol, Words, tell, theme, turn_page
from scenes.mobjects.plane.picture import PlanePicture
from scenes.mobjects.plane.sweep import Sweep
from scenes.mobjects.telling.pacing import point_out
from scenes.mobjects.telling.pointing import GROWS, Point, leaves, news, spoken_of, strengths
from scenes.mobjects.type.flights import LANDING, Flight, fly
from scenes.mobjects.type.formula import glyphs_of
from scenes.mobjects.workings.outputs import Sole
from tests.scenes.walk import walk

EXAMPLE = load_example()
TRACE = forward(EXAMPLE.network, EXAMPLE.x)
STEP = training_step(EXAMPLE)


class Stage:
    """A scene as far as the pointer asks: what stands in it."""

    def __init__(self, *shapes):
        self.mobjects = list(shapes)


def at(animation, alpha):
    """An animation that has begun, taken to a share of its time."""
    animation.begin()
    animation.interpolate(alpha)
    return animation


def test_the_pointer_finds_what_a_caption_speaks_of():
    """A number, a name and a neuron in a caption are found on screen, in their order, and nothing else is."""
    diagram = NetworkDiagram(EXAMPLE.network, EXAMPLE)
    z = Number(TRACE, "layers[0].z[1]")
    shown, other = Formula(z), Formula(Number(TRACE, "layers[0].z[2]"))
    caption = Statement("forward.neuron_z", layer=Nth(TRACE, "layers[0]"), neuron=Nth(TRACE, "layers[0].a[1]"), z=z)
    groups, times = spoken_of(Stage(diagram, shown, other), caption, 17)
    neuron, number = (shapes for shapes, _ in groups)
    assert neuron == [diagram.neurons[1][1]]
    assert number == glyphs_of(shown[0])
    assert times == [caption.index("2") / 17, caption.index("0.18") / 17]


def test_what_is_dimmed_is_not_pointed_at():
    """A number that is dimmed is not what a caption speaks of."""
    z = Number(TRACE, "layers[0].z[1]")
    shown = Formula(z)
    for glyph in glyphs_of(shown):
        glyph.level = theme.DIMMED
    assert spoken_of(Stage(shown), Statement("forward.sum", z=z), 17) == ([], [])


def test_without_such_a_word_the_pointer_goes_to_what_is_new():
    """New lines are pointed at in the order in which they are read; where no line is new, what has come to light."""
    diagram = NetworkDiagram(EXAMPLE.network, EXAMPLE)
    old, low, high = (Formula(Words(word)).at(0, y) for word, y in (("–", 0), ("a", 1), ("b", 2)))
    before = strengths(Stage(old, diagram))
    assert [group[0].submobjects for group, _ in news(Stage(low, old, diagram, high), before)] == [
        [*high.glyphs],
        [*low.glyphs],
    ]
    neuron = diagram.neurons[1][2]
    diagram.spotlight([diagram.neurons[0][0]]).begin()
    dimmed = dict.fromkeys(strengths(Stage(neuron)), theme.DIMMED)
    assert [group[0] for group, _ in news(Stage(old, diagram), before | dimmed)] == [neuron]


def test_names_inside_other_sentences_are_found():
    """The numbers and names of a sentence within a sentence are spoken of too."""
    name = Name(EXAMPLE, "thing")
    things = Statement("thing.many", thing=name)
    assert leaves(Statement("backprop.there_are", count=1, things=things, right=2)) == [name]


def test_the_pointer_leaves_all_as_it_was():
    """What is pointed at grows in the middle of its time, and has its old outline before and after."""
    shown = Formula(Number(TRACE, "layers[0].z[1]")).glyphs
    before = [glyph.points.copy() for glyph in shown]
    wide = shown.width
    point = Point([(list(shown), GROWS[0])], [(0.3, 1.1)], run_time=1.2)
    at(point, 0.3 / 1.2)
    assert shown.width == pytest.approx(wide)
    point.interpolate(0.7 / 1.2)
    assert shown.width == pytest.approx(wide * (1 + GROWS[0]))
    point.finish()
    assert all((one == glyph.points).all() for one, glyph in zip(before, shown, strict=True))


class Pointing(Film):
    """A number under a caption that speaks of it."""

    def construct(self):
        z = Number(TRACE, "layers[0].z[0]")
        tell(self, Statement("forward.sum", z=z), FadeIn(Formula(z)))


def test_a_caption_stands_as_long_with_a_pointer():
    """Pointing takes no time of its own: play, pointer and rest last as long as the caption asks."""
    film = walk(Pointing)
    [(start, end, caption)] = film.captions
    assert film.length == pytest.approx(end + 0.04)
    assert len(caption) / (end - start) <= 17


class Long(Film):
    """A number that rests for long under a short caption."""

    def construct(self):
        z = Number(TRACE, "layers[0].z[0]")
        tell(self, Statement("forward.sum", z=z), FadeIn(Formula(z)), rest=9)


def test_a_long_rest_is_pointed_at_again():
    """However long a rest is, the pointer comes back before two seconds have passed in which nothing moves."""
    film = walk(Long)
    assert film.length == pytest.approx(10)
    assert [play.end - play.start <= 2.0 for play in film.plays if play.still] == [True]


def test_the_pointer_begins_soon():
    """Where what a caption speaks of comes late in it, it is pointed at within a second all the same."""
    played = []
    scene = SimpleNamespace(play=played.append)
    shown = [*Formula(Number(TRACE, "layers[0].z[0]")).glyphs]
    assert point_out(scene, [(shown, 0.1), (shown, 0.1)], [3.0, 4.0], 6.0) == pytest.approx(5.7)
    assert [start for start, _ in played[0].spans[:2]] == [1.0, 2.0]


class Keeping(Film):
    """A result that is kept beside the headline, from a page to the next, until words come near to it."""

    def construct(self):
        z = Number(TRACE, "layers[0].z[0]")
        headline, found = Headline("One"), Formula(z)
        self.play(FadeIn(headline, found))
        turn_page(self, headline, "Two", found, keep=(Sole(Symbol("z", 1), z), found))
        turn_page(self, headline, "Three")
        turn_page(self, headline, "Four and " + 7 * "many more ")


def test_what_was_found_stays_beside_the_headline():
    """A kept result stands at the end of the headline's row on the next pages, and goes before words reach it."""
    screens = [play.screen for play in walk(Keeping).moves]
    lines = [[text.formula for text in screen.texts] for screen in screens]
    seen = [[line for line in each if line.text.endswith("0.23")] for each in lines]
    assert [len(found) for found in seen] == [1, 1, 1, 0]
    kept = seen[1][0]
    assert seen[2] == [kept] != seen[0]
    assert kept.get_right()[0] == pytest.approx(theme.SAFE_X)


def test_a_number_in_flight_is_itself_until_it_lands():
    """A number is at full strength where it is seen in the first frame, keeps its digits on its way, and lands."""
    origin = Formula(Number(TRACE, "layers[0].z[0]"), color=theme.LOSS)
    target = Formula(Number(TRACE, "layers[0].z[0]", 1), size=theme.LARGE).shift(4 * RIGHT)
    goal = [glyph.points.copy() for glyph in glyphs_of(target)]
    flight = at(fly(origin, target), 0)
    assert flight.traveller.get_center() == pytest.approx(origin.glyphs.get_center())
    for share in (0, 0.5, LANDING):
        flight.interpolate(share)
        assert len(glyphs_of(flight.traveller)) == len(glyphs_of(origin))
        assert {glyph.get_fill_opacity() for glyph in glyphs_of(flight.traveller)} == {1}
        assert flight.shapes[0][0].get_fill_color() == theme.LOSS
    flight.interpolate(1)
    flight.finish()
    assert [glyph.get_fill_opacity() for glyph in glyphs_of(target)] == [1] * len(goal)
    assert all((one == glyph.points).all() for one, glyph in zip(goal, glyphs_of(target), strict=True))


def test_a_number_that_was_not_seen_comes_into_sight_first():
    """A weight stands on its edge before it moves: there it grows from nothing to its full strength."""
    edge, target = Formula(Words("–")).shift(3 * RIGHT), Formula(Number(TRACE, "layers[0].z[0]"))
    flight = at(Flight(target, place=edge), 0.25)
    assert flight.traveller.get_center() == pytest.approx(edge.get_center())
    assert 0 < glyphs_of(flight.traveller)[0].get_fill_opacity() < 1
    flight.interpolate(0.5)
    assert glyphs_of(flight.traveller)[0].get_fill_opacity() == 1


def test_a_sweep_ends_as_the_other_plane_is_drawn():
    """Half-way a border is that of the network half-way; in the end it is that of the other plane, and means that."""
    picture = PlanePicture(STEP.plane, theme.WORK_LEFT, -theme.SAFE_Y, theme.WORK_WIDTH, 6)
    border = picture.border()
    sweep = Sweep(picture, STEP.new_plane, [(border, picture.border)], rate_func=lambda share: share)
    at(sweep, 0.5)
    assert (border.points == picture.border(STEP.plane.towards(STEP.new_plane, 0.5)).points).all()
    sweep.finish()
    assert (border.points == picture.border(STEP.new_plane).points).all()
    assert border.mark.places[0][0] is STEP.new_plane


def test_a_network_between_two_has_weights_between():
    """A third of the way from one plane to another, each weight and bias has gone a third of its way."""
    plane = STEP.plane.towards(STEP.new_plane, 1 / 3)
    layers = zip(STEP.network.layers, plane.network.layers, STEP.new_network.layers, strict=True)
    for old, between, new in layers:
        assert np.allclose(between.weights, old.weights + (new.weights - old.weights) / 3)
        assert np.allclose(between.biases, old.biases + (new.biases - old.biases) / 3)
