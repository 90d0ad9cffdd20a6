"""What is said knows where it comes from: sentences of one's own, copies, parts of names."""

from copy import deepcopy

import pytest

from core import forward, load_example
from facts.number import Shown
from facts.onscreen import Records
from facts.predicate import claim
from facts.statement import Listed, Name, Nth, Phrase, Statement

EXAMPLE = load_example()
TRACE = forward(EXAMPLE.network, EXAMPLE.x)
ANSWER = claim("class", (TRACE, "predicted_class"), (EXAMPLE, "class_names"))


def said(fact):
    """What a fact says, beside the example that films tell of."""
    return fact.said(Records(EXAMPLE, []))


def test_a_phrase_has_its_slots_filled():
    """A sentence of one's own reads as its template with the slots in it, and keeps both for the receipt."""
    phrase = Phrase("It answers {answer} with {p}.", answer=ANSWER, p=Shown(TRACE, "output[1]", 2))
    assert phrase == f"It answers {EXAMPLE.class_names[TRACE.predicted_class]} with {TRACE.output[1]:.2f}."
    told = said(phrase)
    assert (told.kind, told.key, told.text) == ("phrase", "It answers {answer} with {p}.", phrase)
    assert told.slots["answer"].places == ("forward.predicted_class", "example.class_names")
    assert told.slots["p"].places == ("forward.layers[2].a[1]",)


def test_a_phrase_without_a_slot_is_refused():
    """A sentence of one's own needs all of its slots."""
    with pytest.raises(KeyError, match="answer"):
        Phrase("It answers {answer}.")


@pytest.mark.parametrize(
    "fact",
    [
        Name(EXAMPLE, "title"),
        Name(EXAMPLE, "title").piece("Which …"),
        Listed([Name(EXAMPLE, "class_names[0]"), Name(EXAMPLE, "class_names[1]")], "or"),
        Statement("architecture.heading", thing=Name(EXAMPLE, "thing")),
        Phrase("It answers {answer}.", answer=ANSWER),
        Nth(TRACE, "layers[1]"),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_a_copy_says_the_same(fact):
    """What manim copies along with a shape says the same as before."""
    assert said(deepcopy(fact)) == said(fact)
    assert deepcopy([fact])[0] is fact
