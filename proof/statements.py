"""Whether what is said is true: each sentence made anew from its key, each slot looked up, each claim evaluated."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from facts.receipt import Said
from facts.ref import Ref
from proof.meaning import MEANING, SENSE, bound
from proof.recompute import Recomputed
from words import catalogue, filled

# How the outcome of each kind of claim follows from the values at its places. Written anew, not taken from facts/.
OUTCOMES: dict[str, Callable[..., str]] = {
    "sign": lambda value: ("negative", "zero", "positive")[(value > 0) - (value < 0) + 1],
    "compared": lambda one, other: ("lower", "equal", "higher")[(one > other) - (one < other) + 1],
    "much": lambda value: "little" if -0.01 < value < 0.01 else "much",
    "half": lambda value: "above" if value > 0.5 else "below",
    "verdict": lambda answer, truth: "right" if answer == truth else "wrong",
    "class": lambda index, names: names[int(index)],
    "activation": lambda name: name,
    "off": lambda z, a: "off" if (z < 0 and not a) else "on",
    "gate": lambda slope: {0: "shut", 1: "open"}.get(slope, "partial"),
}


class Sources(Protocol):
    """Knows what all places should hold."""

    def value(self, path: str) -> tuple[float, str | None]:
        """The number at a path, and what is wrong with it."""

    def digits(self, text: str, path: str, decimals: int | None) -> str | None:
        """What is wrong with displayed digits."""

    def resolve(self, path: str) -> tuple[Recomputed, str]:
        """The sample that a path speaks of, and the path in it."""

    def ref(self, path: str) -> tuple[Recomputed, Ref]:
        """The same, with its one place."""


class Hearing:
    """Judges what is said, by the places that it names."""

    def __init__(self, sources: Sources):
        self.sources = sources

    def faults(self, said: Said) -> Iterator[str]:
        """In words, all that is untrue of something said."""
        for part in (*said.items, *said.slots.values()):
            yield from self.faults(part)
        judge = {
            "number": self._number, "name": self._name, "nth": self._nth, "predicate": self._claim, "list": self._list,
            "piece": self._piece, "phrase": self._sentence, "statement": self._sentence, "free": lambda said: None,
        }.get(said.kind)  # fmt: skip
        try:
            fault = judge(said) if judge else f"is said to be a {said.kind}, which nothing is"
        except LookupError as error:
            fault = f"comes from nowhere: {error}"
        if fault:
            yield fault
            return
        if said.kind == "statement":
            yield from filter(None, (self._meaning(said), self._sense(said)))

    def _number(self, said: Said) -> str | None:
        [path] = only(said)
        return self.sources.digits(said.text, path, said.decimals)

    def _name(self, said: Said) -> str | None:
        [path] = only(said)
        right = self.text(path)
        return None if said.text == right else f"says “{said.text}”, but {path} is “{right}”"

    def _nth(self, said: Said) -> str | None:
        [path] = only(said)
        recomputed, ref = self.sources.ref(path)
        counted = ref.index[-1] if ref.index else ref.layer
        if not exists(ref, recomputed):
            return f"speaks of {path}, which the network has not"
        return None if said.text == str((counted or 0) + 1) else f"says {said.text} of {path}"

    def _claim(self, said: Said) -> str | None:
        if said.key not in OUTCOMES:
            return f"claims {said.key}, which nobody can check"
        right = self.outcome(said)
        return (
            None if said.text == right else f"claims “{said.text}” of {', '.join(said.places)}, where it is “{right}”"
        )

    def outcome(self, said: Said) -> str:
        """What should be claimed."""
        return OUTCOMES[said.key](*map(self.anything, said.places))

    def anything(self, path: str) -> Any:
        """What stands at a path: a number, which both computations agree on, a text, or texts."""
        recomputed, inner = self.sources.resolve(path)
        found = recomputed.texts(inner)
        if found is not None:
            return found
        value, wrong = self.sources.value(path)
        if wrong:
            raise LookupError(f"{path} {wrong}")
        return value

    def text(self, path: str) -> str:
        """The text at a path. Raises LookupError where there is none."""
        found = self.anything(path)
        if not isinstance(found, str):
            raise LookupError(f"{path} is no text")
        return found

    def _list(self, said: Said) -> str | None:
        right = catalogue().row([item.text for item in said.items], said.key)
        return None if said.text == right else f"says “{said.text}” for “{right}”"

    def _piece(self, said: Said) -> str | None:
        [whole] = said.items
        shown = said.text.removesuffix("…").strip()
        return None if shown in whole.text else f"says “{said.text}”, which is no part of “{whole.text}”"

    def _sentence(self, said: Said) -> str | None:
        slots = {name: spelt(slot) for name, slot in said.slots.items()}
        right = filled(said.key, slots) if said.kind == "phrase" else catalogue().sentence(said.key, slots)
        return None if said.text == right else f"says “{said.text}”, but what it claims reads “{right}”"

    def _meaning(self, said: Said, letters: dict[str, int] | None = None) -> str | None:
        """What is wrong with the places that a sentence speaks of: they are not those that its words mean.

        `letters`: those that a sentence around it has bound; both speak of the same neuron.
        """
        known = dict(self.sources.resolve("learning_rate")[0].constants) if letters is None else letters
        for name, pattern in MEANING.get(said.key, {}).items():
            slot = said.slots[name]
            for each in slot.items if slot.kind == "list" else [slot]:
                places, letters = [self._canonical(path) for path in each.places], known
                if slot.kind == "list":
                    letters = dict(known)  # each item has a neuron of its own
                ways = [choice.split(" and ") for choice in pattern.split(" or ")]
                if places and not any(len(way) == len(places) and bound(places, way, letters) for way in ways):
                    return f"says its {name} of {', '.join(places)}, where its words mean {pattern}"
        inner = [(slot, known) for slot in said.slots.values() if slot.kind == "statement"]
        rows = [item for slot in said.slots.values() for item in slot.items if item.kind == "statement"]
        inner += [(row, dict(known)) for row in rows]  # each speaks of a neuron of its own
        return next(filter(None, (self._meaning(*each) for each in inner)), None)

    def _canonical(self, path: str) -> str:
        recomputed, inner = self.sources.resolve(path)
        return recomputed.canonical(inner)

    def _sense(self, said: Said) -> str | None:
        """What is wrong with the words themselves: those of another outcome than the claim's."""
        for name, words in SENSE.get(said.key, {}).items():
            outcome = said.slots[name].text
            for word in sorted(set(words.values())):
                if (words.get(outcome) == word) != (word in said.text):
                    return f"says “{said.text}” where its {name} is {outcome}"
        return None


def only(said: Said) -> tuple[str, ...]:
    """The single place of something said. Raises LookupError where there are others."""
    if len(said.places) != 1:
        raise LookupError(f"“{said.text}” has {len(said.places)} places")
    return said.places


def spelt(slot: Said) -> str | int:
    """What stands in a sentence for a slot: a whole number as such, for its plural."""
    whole = slot.kind in ("number", "nth", "free") and re.fullmatch(r"\d+", slot.text)
    return int(slot.text) if whole else slot.text


def exists(ref: Ref, recomputed: Recomputed) -> bool:
    """Whether the network has the layer, the neuron, the input or the class that a place names."""
    if ref.layer is not None and ref.layer >= len(recomputed.layers):
        return False
    if ref.root == "example":
        limits = [
            recomputed.sizes[0] if ref.field in ("x", "measurements", "feature_names") else max(recomputed.sizes[-1], 2)
        ]
    elif ref.layer is None:
        return True
    else:
        limits = [recomputed.sizes[ref.layer + 1], recomputed.sizes[ref.layer]]
    return all(0 <= i < limit for i, limit in zip(ref.index, limits, strict=False))


def unchecked(said: Said | None) -> int:
    """How many parts of something said no fact stands for."""
    if said is None:
        return 1
    return (said.kind == "free") + sum(map(unchecked, (*said.items, *said.slots.values())))
