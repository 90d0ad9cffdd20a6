"""What is said: sentences of words/ whose slots know where they come from, so that anyone can ask whether they hold.

All are text, and can be shown and spoken as it is; what they mean stands beside it.
"""

from typing import Any, Protocol

from facts.number import Shown
from facts.predicate import Predicate
from facts.receipt import Said
from facts.ref import look_up
from words import catalogue, filled, sentence


class Paths(Protocol):
    """What knows how a place of some record is named in a receipt."""

    def path(self, record: Any, path: str) -> str:
        """The path in the receipt."""


class Fact(str):
    """Text that knows what it says."""

    def __deepcopy__(self, memo: dict[int, Any]) -> "Fact":
        return self  # a copy of a shape says the same as the shape

    def said(self, records: Paths) -> Said:
        """What it says, as a receipt holds it."""
        raise NotImplementedError

    def piece(self, text: str) -> "Piece":
        """A part of it that is shown alone, or what is left where it was shortened."""
        return self if text == self else Piece(text, self)  # type: ignore[return-value]


class Piece(Fact):
    """A part of something said: a line of a wrapped name, or its beginning before "…"."""

    def __new__(cls, text: str, whole: Fact) -> "Piece":
        """The text, out of `whole`."""
        made = super().__new__(cls, text)
        made.whole = whole
        return made

    whole: Fact

    def said(self, records: Paths) -> Said:
        """The whole, and what is shown of it."""
        return Said("piece", str(self), items=(self.whole.said(records),))


class Name(Fact):
    """A text of the user's, such as the name of a class, that stands at a path of a record."""

    record: Any
    path: str

    def __new__(cls, record: Any, path: str) -> "Name":
        """The text at the path."""
        made = super().__new__(cls, look_up(record, path))
        made.record, made.path = record, path
        return made

    def said(self, records: Paths) -> Said:
        """The text and its place."""
        return Said("name", str(self), places=(records.path(self.record, self.path),))


class Nth(int):
    """The number of a neuron, an input or a layer, counted from 1: that of the last index of a path."""

    record: Any
    path: str

    def __new__(cls, record: Any, path: str) -> "Nth":
        """The last index of the path, plus one."""
        made = super().__new__(cls, int(path.rstrip("]").replace(",", "[").split("[")[-1]) + 1)
        made.record, made.path = record, path
        return made

    def __deepcopy__(self, memo: dict[int, Any]) -> "Nth":
        return self

    def said(self, records: Paths) -> Said:
        """The number and the place that it counts."""
        return Said("nth", str(int(self)), places=(records.path(self.record, self.path),))


class Listed(Fact):
    """Slots in a row, "a, b and c"; style: "and" or "or". Of more than four, the first three and how many more."""

    items: tuple["Slot", ...]
    style: str

    def __new__(cls, items: "list[Slot]", style: str = "and") -> "Listed":
        """The items in a row."""
        text = catalogue().row([str(text_of(item)) for item in items], style)
        made = super().__new__(cls, text)
        made.items, made.style = tuple(items), style
        return made

    def said(self, records: Paths) -> Said:
        """The text, and what each item says."""
        return Said("list", str(self), key=self.style, items=tuple(said_of(item, records) for item in self.items))


class Statement(Fact):
    """A sentence of words/ by its key, with its slots filled: numbers, names, claims, other statements."""

    key: str
    slots: dict[str, "Slot"]

    def __new__(cls, key: str, /, **slots: "Slot") -> "Statement":
        """The sentence in words. Raises KeyError where the catalogue has no such key, or a slot is missing."""
        made = super().__new__(cls, sentence(key, **{name: text_of(slot) for name, slot in slots.items()}))
        made.key, made.slots = key, slots
        return made

    def said(self, records: Paths) -> Said:
        """The key, and what each slot says."""
        slots = {name: said_of(slot, records) for name, slot in self.slots.items()}
        return Said("statement", str(self), key=self.key, slots=slots)


class Phrase(Fact):
    """A sentence that is not in words/, with a template of its own: Phrase("It says {answer}.", answer=claim(…))."""

    template: str
    slots: dict[str, "Slot"]

    def __new__(cls, template: str, /, **slots: "Slot") -> "Phrase":
        """The template with its slots filled. Raises KeyError where one is missing."""
        made = super().__new__(cls, filled(template, {name: text_of(slot) for name, slot in slots.items()}))
        made.template, made.slots = template, slots
        return made

    def said(self, records: Paths) -> Said:
        """The template, and what each slot says."""
        slots = {name: said_of(slot, records) for name, slot in self.slots.items()}
        return Said("phrase", str(self), key=self.template, slots=slots)


Slot = Fact | Shown | Predicate | Nth | str | int


def text_of(slot: Slot) -> str | int:
    """What stands in a sentence for a slot; a whole number as an int, whose plural the sentence may need."""
    if isinstance(slot, Shown):
        value = slot.value
        return int(value) if isinstance(value, int) or hasattr(value, "__index__") else slot.plain
    return slot.outcome if isinstance(slot, Predicate) else slot


def said_of(slot: Slot, records: Paths) -> Said:
    """What a slot says, as a receipt holds it; a bare text says nothing that could be checked."""
    if isinstance(slot, Fact | Nth):
        return slot.said(records)
    if isinstance(slot, Shown):
        decimals = slot.decimals_needed if slot.decimals is None else slot.decimals
        return Said("number", slot.plain, places=(records.path(slot.record, slot.path),), decimals=decimals)
    if isinstance(slot, Predicate):
        places = tuple(records.path(record, path) for record, path in slot.places)
        return Said("predicate", slot.outcome, places=places, key=slot.kind)
    return Said("free", str(slot))
