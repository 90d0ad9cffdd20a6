"""What lies beside a film, as `rendering` wrote it: what it showed and said, and whether that belongs to the film."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from facts import receipt as facts
from facts.receipt import Box, Equation, Number, ReceiptError

__all__ = ["Box", "Case", "Equation", "Number", "Play", "ReceiptError", "read_case", "said", "strangers"]

POSTER = 0.5  # seconds after the end of a film, when its poster is looked at
# Start and end in seconds, and whether the picture stands still.
Play = tuple[float, float, bool]


@dataclass(frozen=True)
class Case:
    """Film.json and Film.numbers.json of one film."""

    about: facts.About
    receipt: facts.Receipt

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture."""
        return self.receipt.width, self.receipt.height

    @cached_property
    def plays(self) -> list[Play]:
        """When something moves, and when the picture stands still."""
        return [(play.start, play.end, play.held) for play in self.about.plays]

    @property
    def given(self) -> dict[str, dict[str, Any]]:
        """What the numbers were computed from, by the name of the sample, "" for the film's own."""
        return self.receipt.given

    @property
    def numbers(self) -> tuple[Number, ...]:
        """All numbers that were on screen."""
        return self.receipt.numbers

    @property
    def equations(self) -> tuple[Equation, ...]:
        """All equations that were on screen."""
        return self.receipt.equations


def read_case(film: Path) -> Case:
    """What lies beside a film. Raises ReceiptError, in one line, where there is none or it is damaged."""
    return Case(facts.read_about(film), facts.read_receipt(film))


def said(error: Exception) -> str:
    """An error in a few words on one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def strangers(film: Path, case: Case) -> list[str]:
    """In words, what shows that film and receipt do not belong together."""
    found = []
    if case.receipt.film != film.stem:
        found.append(f"its receipt is that of {case.receipt.film}")
    with film.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != case.receipt.sha256:
            found.append("it is not the film that its receipt was written for: the sha256 differs")
    for name in (name for name in case.about.sha256 if name.endswith(".png")):
        path = film.with_name(name)
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != case.about.sha256[name]:
            found.append(f"{name} is not the poster that was made with it: the sha256 differs")
    if case.receipt.fingerprint != case.about.fingerprint:
        found.append(f"its receipt is not of the same rendering as {film.stem}.json: the fingerprint differs")
    return found
