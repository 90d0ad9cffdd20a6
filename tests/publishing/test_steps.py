"""The steps in which a film is taught."""

import pytest

from facts.ref import canonical
from publishing.films import read_film
from publishing.steps import steps_of
from tests.publishing.tiny import make_film, number, receipt


def steps(tmp_path, **changes):
    return steps_of(read_film(make_film(tmp_path, **changes)))


def test_a_step_ends_with_the_rest_after_its_caption(tmp_path):
    """What moves after a rest and before the next caption belongs to the step of that caption."""
    first, second = steps(tmp_path)
    assert (first.start, first.end, first.said) == (0, 20, "First.")
    assert (second.start, second.end, second.said) == (20, 40, "Second: 1.0.")


def test_a_caption_that_starts_where_a_rest_ends_has_a_picture(tmp_path):
    """A rest that is over when a caption starts is not that caption's, whose step goes on to the following one."""
    cues = [(0, 1, "First."), (2, 2.4, "Second."), (2.5, 3, "Third.")]
    found = steps(tmp_path, captions=[{"start": start, "end": end, "text": text} for start, end, text in cues])
    assert [(step.start, step.end, step.said) for step in found] == [
        (0, 20, "First."), (20, 25, "Second."), (25, 40, "Third.")
    ]  # fmt: skip


def test_steps_cover_each_film_without_a_gap(films):
    """In each real film the steps follow one another from the first frame to the last, one for each caption."""
    for film in films:
        mine = steps_of(film)
        assert [step.start for step in mine] == [0, *(step.end for step in mine[:-1])]
        assert mine[-1].end == film.about.frames
        assert [step.said for step in mine] == [caption.text for caption in film.about.captions]


def test_real_steps_come_to_rest(films):
    """Each step of the real films ends on a picture that stands still for at least a tenth of a second."""
    assert all(step.rest >= film.rate / 10 for film in films for step in steps_of(film))


def test_a_film_without_captions_has_its_sections_as_steps(tmp_path):
    """Where nothing is said, each section is a step."""
    assert [(step.start, step.end, step.said) for step in steps(tmp_path, captions=[])] == [(0, 20, ""), (20, 40, "")]


def test_captions_at_the_same_moment_are_one_step(tmp_path):
    """Two captions that start together make one step that says both."""
    both = [{"start": 0.0, "end": 1.0, "text": "A."}, {"start": 0.02, "end": 1.0, "text": "B."}]
    assert [step.said for step in steps(tmp_path, captions=both)] == ["A.\nB."]


def test_a_new_result_is_asked_for(tmp_path):
    """The box of a result that first appears in a step is covered there, in percent of the picture."""
    first, second = steps(tmp_path)
    assert first.asks == []
    (left, top, width, height), *others = second.asks
    assert others == []
    assert (left, top) == (pytest.approx(50, abs=0.4), pytest.approx(50, abs=0.6))
    assert (width, height) == (pytest.approx(25, abs=0.7), pytest.approx(16.7, abs=1.2))


@pytest.mark.parametrize("longer", ["forward.layers[1].input[0]", "backward.forward.layers[0].a[0]"])
def test_the_same_number_elsewhere_is_covered_too(tmp_path, longer):
    """Wherever a result stands at the end of its step, under whatever path it was shown, it is covered."""
    path = canonical(longer, 1)  # as rendering writes it
    shown = receipt()
    shown["equations"][0]["result"] = "forward.layers[0].a[0]"
    shown["numbers"] = [number(path, "1.0", 2.5, 4), number("forward.layers[0].a[0]", "1.0", 2.5, 4)]
    assert len(steps(tmp_path, shown=shown)[1].asks) == 2


def test_what_is_known_or_too_much_is_not_asked_for(tmp_path):
    """A result that was on screen before is no question, and neither are more results than a class can say."""
    shown = receipt()
    shown["numbers"][1]["start"] = 0
    assert steps(tmp_path, shown=shown)[1].asks == []
    shown = receipt()
    shown["equations"] += [shown["equations"][0] | {"result": f"forward.layers[1].z[{k}]"} for k in range(3)]
    assert steps(tmp_path, shown=shown)[1].asks == []


def test_each_real_film_asks(films):
    """Every film of the lesson has steps at which the class can say the result first."""
    assert [sum(bool(step.asks) for step in steps_of(film)) > 3 for film in films] == [True] * 3


def test_one_number_has_one_path():
    """What enters a layer and what the layer before sends out have the same path."""
    same = ["forward.layers[2].input[1]", "backward.forward.layers[1].a[1]"]
    assert {canonical(path, 2) for path in same} == {"forward.layers[1].a[1]"}
    assert canonical("forward.output[0]", 2) == "forward.layers[2].a[0]"
    assert canonical("again.input[0]", 2) == canonical("forward.layers[0].input[0]", 2) == "example.x[0]"
