"""True films, and how what they say can be told otherwise."""

from functools import cache

from msgspec.structs import replace

from core import load_example
from proof.case import Case
from tests.proof.filmed import filmed
from tests.scenes.networks import SPREAD
from words import catalogue


@cache
def true_film(kind, network=None):
    """The case of a film that tells the truth."""
    return filmed(kind, SPREAD[network]() if network else load_example())


def of(case, **fields):
    """The case with other contents."""
    return Case(case.about, replace(case.receipt, **fields))


def retold(case, key, change):
    """The case in which what is said by a sentence is changed; its text too, wherever that stands."""

    def told(says):
        if says is None:
            return None
        inner = replace(says, slots={name: told(slot) for name, slot in says.slots.items()})
        inner = replace(inner, items=tuple(map(told, inner.items)))
        if inner != says:
            row = says.kind == "list"
            inner = (
                replace(inner, text=catalogue().row([i.text for i in inner.items], says.key)) if row else again(inner)
            )
        return change(inner) if says.key == key else inner

    spoken = []
    for each in case.receipt.spoken:
        says = told(each.says)
        spoken.append(replace(each, says=says, text=says.text if says else each.text))
    lines = []
    for line in case.receipt.lines:
        parts = []
        for part in line.parts:
            says = told(part.says)
            parts.append(replace(part, says=says, text=says.text if says else part.text))
        lines.append(replace(line, parts=tuple(parts)))
    return of(case, spoken=tuple(spoken), lines=tuple(lines))


def again(says, **slots):
    """A sentence with other slots, and the text that they make."""
    slots = says.slots | slots
    texts = {name: int(slot.text) if slot.text.isdigit() else slot.text for name, slot in slots.items()}
    try:
        return replace(says, slots=slots, text=catalogue().sentence(says.key, texts))
    except KeyError:  # the catalogue has no words for such a claim
        return replace(says, slots=slots)
