"""How a number is written: its decimals, rounded as at school, with a true minus sign; the same on screen and page."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from core.shown import shown
from facts.ref import look_up

# A number that four decimals write exactly is shown exactly; any other is rounded to three, or, where that leaves
# less than two of its digits, to more.
EXACT_DECIMALS, ROUNDED_DECIMALS, MOST_DECIMALS = 4, 3, 6


def written(value: float, decimals: int | None = None) -> str:
    """The value with so many decimals, by default as many as it needs: −0.74, 0.00001."""
    return shown(value, decimals_of(value) if decimals is None else decimals)


@dataclass(frozen=True)
class Shown:
    """The number that `record` (from `core`) holds at `path`, for example "layers[1].z[2]", as it is shown.

    `decimals`: how many are shown; by default as many as the value needs.
    """

    record: Any
    path: str
    decimals: int | None = None

    @property
    def value(self) -> Any:
        """What the record holds at the path."""
        return look_up(self.record, self.path)

    @property
    def decimals_needed(self) -> int:
        """How many decimals write the value exactly, if four can; else three, of a small one more."""
        return decimals_of(self.value)

    @property
    def plain(self) -> str:
        """The number without brackets or an operator's sign."""
        return written(self.value, self.decimals)


def decimals_of(values: ArrayLike) -> int:
    """The decimals that a number, or all numbers of an array, need: as many as write them exactly, if four can; else
    three, or, where that leaves less than two digits of the largest, more.
    """
    sizes = np.abs(np.atleast_1d(np.asarray(values, dtype=float)))
    for decimals in range(EXACT_DECIMALS + 1):
        if (np.abs(sizes - sizes.round(decimals)) < 1e-9).all():
            return decimals
    return digits_of(sizes, ROUNDED_DECIMALS)


def digits_of(values: ArrayLike, least: int) -> int:
    """The decimals, `least` or more, that leave two digits of the largest of some values."""
    largest = np.abs(values).max()
    return min(MOST_DECIMALS, max(least, 1 - math.floor(math.log10(largest)))) if largest else least
