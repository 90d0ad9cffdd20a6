"""A film can be followed: its captions can be read in time, every statement gets a rest, sections have names."""

import re

import pytest
from manim import FadeIn, Scene

from scenes.mobjects import Formula, Number, Words, tell
from tests.scenes.records import STEP
from tests.scenes.walk import ALL_FILMS, film, walk

CHARACTERS_PER_SECOND = 17
REST = 1.0
LENGTHS = {"architecture": (45, 60), "forward_pass": (100, 130), "backprop": (110, 150)}
SECTIONS = {
    "architecture": ["The question", "The layers", "The weights", "The count", "The whole network"],
    "forward_pass": [
        "The flower", "One neuron, slowly", "What this neuron sees", "Its layer", "The same in one line",
        "The second hidden layer", "Softmax, worked", "The verdict",
    ],
    "backprop": [
        "How wrong?", "Blame at the output", "Blame for a weight", "Blame passed back", "The step", "Again",
        "And all the others?",
    ],
}  # fmt: skip
SHORTEST = 1e-6  # of a second
STILL, OFTEN = 2.5, 0.25  # the longest time, in seconds, and the share of a film, in which nothing may move


def says(screen):
    """What stands on screen besides the headline: values, words, symbols."""
    texts = [text for text in screen.texts if all(text.formula is not line for line in screen.headlines)]
    said = {text.between for text in texts if text.between}
    for part, drawn in (part for text in texts for part in text.parts):
        said.add(("value", part.value) if isinstance(part, Number) else drawn)
    return said


def statements(film):
    """The plays that say something new, whose text was not on screen before."""
    found, before = [], set()
    for play in film.moves:
        now = says(play.screen)
        if now - before:
            found.append(play)
        before = now
    return found


def too_fast(film):
    """The captions that stand too short for their length."""
    speeds = {text: len(text) / (end - start) for start, end, text in film.captions}
    return [f"{speed:.1f} a second: {text}" for text, speed in speeds.items() if speed > CHARACTERS_PER_SECOND + 0.01]


def silent(film):
    """The statements under which no caption stands."""
    return [
        str(play)
        for play in statements(film)
        if not any(start < play.start + SHORTEST and play.end < end + SHORTEST for start, end, _ in film.captions)
    ]


def stills(film):
    """The times in which nothing moves, one after another: (section, seconds)."""
    found, last = [], 0
    for play in film.plays:
        if play.still:
            begun = found.pop()[1] if found and last == play.start else 0
            found.append((play.section, begun + play.end - play.start))
            last = play.end
    return found


def frozen(film):
    """Where nothing moves for longer than a viewer stays attentive."""
    return [f"{section}: {seconds:.1f} s" for section, seconds in stills(film) if seconds > STILL]


def overlapping(film):
    """The captions that begin before the one before has ended."""
    pairs = zip(film.captions, film.captions[1:], strict=False)
    return [late for (_, end, _), (start, _, late) in pairs if start < end - SHORTEST]


def restless(film):
    """The statements after which the screen does not rest for a second.

    What moves without saying anything new, or taking anything away, belongs to the statement before it.
    """
    found, speaking = [], {play.number for play in statements(film)}
    for play in statements(film):
        later = [p for p in film.moves if p.number > play.number]
        ends = [p for p in later if p.number in speaking or says(play.screen) - says(p.screen)]
        moves = [p for p in later if not ends or p.number <= ends[0].number]
        stops = [*(p.start for p in moves), *([] if ends else [film.length])]
        rest = max(stop - p.end for p, stop in zip([play, *moves], stops, strict=False))
        if rest < REST - SHORTEST:
            found.append(f"{play}: {rest:.2f} s")
    return found


@pytest.mark.parametrize("name", ALL_FILMS)
@pytest.mark.parametrize("rule", [too_fast, silent, overlapping, restless, frozen])
def test_a_film_can_be_followed(name, rule):
    """Each statement has a caption, which can be read, and a second of rest, in which something is pointed at."""
    assert rule(film(name)) == []


@pytest.mark.parametrize("name", ALL_FILMS)
def test_something_moves_most_of_the_time(name):
    """In three quarters of a film something moves, if only the pointer."""
    assert sum(seconds for _, seconds in stills(film(name))) <= OFTEN * film(name).length


@pytest.mark.parametrize("name", ALL_FILMS)
def test_sections_follow_the_storyboard(name):
    """The storyboard's sections are there in its order, and all have different plain names."""
    sections = film(name).sections
    assert [section for section in sections if section in SECTIONS.get(name, sections)] == SECTIONS.get(name, sections)
    assert len(set(sections)) == len(sections)
    assert all(re.fullmatch(r"[A-Z][a-z]+([, ]+[A-Za-z]+)*\??", section) for section in sections), sections


@pytest.mark.parametrize("name", ALL_FILMS)
def test_films_are_as_long_as_planned(name):
    """A film is as long as its storyboard says."""
    shortest, longest = LENGTHS.get(name, (5, 180))
    assert shortest <= film(name).length <= longest


@pytest.mark.parametrize("name", ALL_FILMS)
def test_captions_speak_true_numbers(name):
    """A number in a caption stands on screen in the same section, or counts a layer, a neuron or all parameters."""
    sizes = STEP.network.sizes
    counts = {*map(str, range(1, max(sizes) + 1)), str(STEP.network.parameter_count)}
    on_screen = {}
    for play in film(name).moves:
        numbers = (part.plain for text in play.screen.texts for part in text.formula.parts if isinstance(part, Number))
        on_screen.setdefault(play.section, set()).update(numbers)
    for start, _, caption in film(name).captions:
        section = next(play.section for play in film(name).plays if play.end > start + SHORTEST)
        spoken = set(re.findall(r"−?\d+(?:\.\d+)?", caption))
        assert spoken <= counts | on_screen[section], caption
        assert not re.search(r"-\d", caption), caption


@pytest.mark.parametrize("name", ALL_FILMS)
def test_captions_are_found(name):
    """A film has captions and statements for the tests to look at."""
    least = 12 if name in LENGTHS else 2
    assert len(film(name).captions) >= least
    assert len(statements(film(name))) >= least


def filmed(tell_it):
    """A small film of two words, told in a certain way."""

    class Small(Scene):
        def construct(self):
            words = [Formula(Words(word)) for word in ("one", "two")]
            words[1].shift([0, -1, 0])
            tell_it(self, *map(FadeIn, words))

    return walk(Small)


def well(scene, one, two):
    tell(scene, "One.", one)
    tell(scene, "Two.", two)


def without_caption(scene, one, two):
    tell(scene, "One.", one)
    scene.play(two)
    scene.wait()


def without_rest(scene, one, two):
    scene.play(one, subcaption="One.")
    tell(scene, "Two.", two)


def in_haste(scene, one, two):
    tell(scene, "One.", one)
    scene.play(two, subcaption="Two comes after one and before three.")
    scene.wait()


def at_once(scene, one, two):
    scene.play(one, subcaption="One.", subcaption_duration=3)
    scene.wait()
    tell(scene, "Two.", two)


def without_a_move(scene, one, two):
    tell(scene, "One.", one)
    scene.wait(2.6)
    tell(scene, "Two.", two)


@pytest.mark.parametrize(
    ("told", "broken"),
    [
        (well, []),
        (without_caption, [silent]),
        (without_rest, [restless]),
        (in_haste, [too_fast]),
        (at_once, [overlapping]),
        (without_a_move, [frozen]),
    ],
)
def test_a_film_told_badly_is_seen(told, broken):
    """Each rule reports the film that breaks it, and no other."""
    small = filmed(told)
    assert [rule for rule in (too_fast, silent, overlapping, restless, frozen) if rule(small)] == broken
