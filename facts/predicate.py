"""What words, arrows and bars claim about places of a record: each claim has an outcome, one of a few words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from facts.ref import look_up


def sign(value: float) -> str:
    """Which side of zero a value is on."""
    return "positive" if value > 0 else "negative" if value < 0 else "zero"


def compared(one: float, other: float) -> str:
    """How the first value stands to the second."""
    return "lower" if one < other else "higher" if one > other else "equal"


LITTLE = 0.01  # a delta below it teaches next to nothing


# Each kind of claim: what its outcome is for the values at its places.
PREDICATES: dict[str, Callable[..., str]] = {
    "sign": sign,
    "compared": compared,
    "much": lambda value: "little" if abs(value) < LITTLE else "much",
    "half": lambda value: "above" if value > 0.5 else "below",
    "verdict": lambda answer, truth: "right" if answer == truth else "wrong",
    "class": lambda index, names: names[index],
    "activation": lambda name: name,
    "off": lambda z, a: "off" if z < 0 and a == 0 else "on",
    "gate": lambda slope: "shut" if slope == 0 else "open" if slope == 1 else "partial",
}


@dataclass(frozen=True)
class Predicate:
    """A claim of one `kind` about places: pairs of a record of core and a path in it."""

    kind: str
    places: tuple[tuple[Any, str], ...]

    @property
    def outcome(self) -> str:
        """What is claimed, in one word of the program."""
        return PREDICATES[self.kind](*(look_up(record, path) for record, path in self.places))


def claim(kind: str, *places: tuple[Any, str]) -> Predicate:
    """A claim about these places: claim("verdict", (trace, "predicted_class"), (example, "true_class"))."""
    return Predicate(kind, places)
