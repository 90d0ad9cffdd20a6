"""At the end of every play of every film, and on its poster, all type can be read."""

import pytest
from manim import Circle, Line, Rectangle, Scene, Square

from scenes.mobjects import Formula, NetworkDiagram, Number, Relight, Words, theme
from scenes.mobjects.diagram.emphasis import set_level
from scenes.mobjects.type.formula import glyphs_of
from tests.scenes import layout
from tests.scenes.records import STEP
from tests.scenes.walk import ALL_FILMS, FILMS, film, walk


@pytest.mark.parametrize("name", ALL_FILMS)
@pytest.mark.parametrize("rule", layout.RULES)
def test_films_keep_the_layout(name, rule):
    """No play ends with type that overlaps, is cut off, small, faint or crossed, or with a layer off the centre."""
    assert [f"{play}: {fault}" for play in film(name).shown for fault in rule(play.screen)] == []


@pytest.mark.parametrize("name", ALL_FILMS)
def test_there_is_something_to_look_at(name):
    """In every film the walk finds texts, lines, and one network of the example's sizes."""
    screens = [play.screen for play in film(name).moves]
    assert max(len(screen.texts) for screen in screens) > (20 if name in FILMS else 10)
    assert max(len(screen.shapes) for screen in screens) > 54
    assert {tuple(map(len, d.layers)) for screen in screens for d in screen.diagrams} == {STEP.network.sizes}


def half_lit():
    """Words that somebody dimmed by half only."""
    shapes = words()
    for glyph in glyphs_of(shapes):
        set_level(glyph, 0.5)
    return shapes


def words(x=0.0, y=0.0, text="Here", **style):
    return Formula(Words(text), **style).at(x, y)


def faults(*mobjects, then=()):
    """The rules that a screen with these breaks, by name."""

    class Broken(Scene):
        def construct(self):
            made = [make() for make in mobjects]
            self.add(*made)
            self.wait()
            for animate in then:
                self.play(animate(*made))

    screen = walk(Broken).plays[-1].screen
    return {rule.__name__ for rule in layout.RULES if rule(screen)}


def plate(color=theme.BACKGROUND, z_index=1):
    filled = {"fill_color": color, "fill_opacity": 1, "stroke_width": 0, "z_index": z_index}
    return Rectangle(width=1, height=0.5, **filled).shift([0.3, 0.1, 0])


def beam():
    return Line([-1, 0.05, 0], [2, 0.05, 0])


def lopsided():
    diagram = NetworkDiagram(STEP.network)
    diagram.neurons[1][0].shift([0, 0.1, 0])
    return diagram


BROKEN = {
    "two words on one place": ({"overlaps"}, [words, lambda: words(0.1)]),
    "two words too near": ({"overlaps"}, [words, lambda: words(0, -0.25, "TOP")]),
    "a number on a word": ({"overlaps"}, [words, lambda: Formula(Number(STEP, "backward.loss")).at(0, 0)]),
    "a word at the right edge": ({"outside"}, [lambda: words(6.5)]),
    "a word at the lower edge": ({"outside"}, [lambda: words(0, -3.62)]),
    "a circle at the left edge": ({"outside"}, [lambda: Circle(0.3).shift([-6.5, 0, 0])]),
    "small words": ({"too_small"}, [lambda: words(size=0.22)]),
    "scaled words": ({"too_small"}, [lambda: words().scale(0.8)]),
    "a small index": ({"too_small"}, [lambda: Formula("x_1")]),
    "grey words": ({"too_faint"}, [lambda: words(color="#666666")]),
    "words at half strength": ({"too_faint"}, [lambda: words().set_opacity(0.3)]),
    "bright words on a bright plate": ({"too_faint"}, [lambda: plate(theme.ACTIVATION), words]),
    "a line through a word": ({"crossed"}, [beam, words]),
    "a line over a plate": ({"crossed"}, [words, plate, lambda: beam().set_z_index(1)]),
    "a circle through a word": ({"crossed"}, [words, lambda: Circle(0.3)]),
    "a dimmed line through a word": ({"crossed"}, [words, lambda: beam().set_stroke(opacity=0.2)]),
    "a neuron off its place": ({"off_centre"}, [lopsided]),
    "half light": ({"wrongly_dimmed"}, [half_lit]),
}
SOUND = {
    "a word": [words],
    "a word beside another": [words, lambda: words(0.75, 0, "there")],
    "a line under a word": [words, lambda: beam().shift([0, -0.1, 0])],
    "a plate between a line and a word": [beam, plate, words],
    "dark words on a bright plate": [lambda: plate(theme.ACTIVATION), lambda: words(color="#000000")],
    "a network": [lambda: NetworkDiagram(STEP.network, STEP.example)],
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_layout_is_seen(name):
    """Each rule reports the screen that breaks it, and only that rule does."""
    expected, *screen = BROKEN[name]
    assert faults(*screen[0], then=screen[1] if screen[1:] else ()) == expected


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_layout_passes(name):
    """A screen that keeps all rules is not reported."""
    assert faults(*SOUND[name]) == set()


def test_dimmed_words_may_be_faint():
    """What a film dims on purpose is exempt from the contrast."""
    assert faults(words, then=[lambda shapes: Relight(shapes, [Square()])]) == set()
