"""How a number is written: its decimals, rounded as at school, with a true minus sign; the same on screen and page."""

import math
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from core.shown import rounded
from facts.ref import look_up

# A number that four decimals write exactly is shown exactly; any other is rounded to three, or, where that leaves
# less than two of its digits, to more.
EXACT_DECIMALS, ROUNDED_DECIMALS, MOST_DECIMALS = 4, 3, 6
# Digits of a number that is not exact, and of any: a longer one is written with a power of ten.
ROUNDED_DIGITS, MOST_DIGITS = 6, 7
# Decimals before a power of ten, and how many zeros after the point make a long small number one with a power.
IN_POWERS, ZEROS = 2, 3
# Less than this is the noise of floating point.
NOISE = 1e-12
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def written(value: float, decimals: int | None = None) -> str:
    """The value with so many decimals, by default as many as it needs: −0.74, 0.00001.

    The place of the last digit is all that `decimals` says, so numbers of a column share it. Where it lies left of
    the point, or far right of it, the number has a power of ten, the same for all of that place: with −4 decimals
    52.13×10⁶, with 9 decimals 4.25×10⁻⁷.
    """
    decimals = decimals_of(value) if decimals is None else decimals
    number = rounded(value, decimals)
    tiny = decimals > MOST_DECIMALS and abs(number) < Decimal(1).scaleb(ZEROS + 1 - decimals)
    if number == 0 and (tiny or decimals < 0):
        return "0"
    if decimals >= 0 and not tiny:
        return f"{number:f}".replace("-", "−")
    power = IN_POWERS - decimals
    return f"{number.scaleb(-power):f}".replace("-", "−") + times(power)


def times(power: int) -> str:
    """The factor 10 to a power, as it stands after a number: ×10⁻⁷."""
    return f"×10{str(power).translate(SUPERSCRIPTS)}"


def in_units(value: float, unit: int) -> float:
    """A value in units of 10 to the power of `unit`."""
    return float(Decimal(repr(float(value))).scaleb(-unit)) if unit else value


@dataclass(frozen=True)
class Shown:
    """The number that `record` (from `core`) holds at `path`, for example "layers[1].z[2]", as it is shown.

    `decimals`: how many are shown; by default as many as the value needs. `unit`: the number is shown in units of 10 to
    this power, which is said beside it.
    """

    record: Any
    path: str
    decimals: int | None = None
    unit: int = field(default=0, kw_only=True)

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
        return written(in_units(self.value, self.unit), self.decimals)


def decimals_of(values: ArrayLike) -> int:
    """The decimals that a number, or all numbers of an array, need: as many as write them exactly, if four can; else
    three, or, where that leaves less than two digits of the largest, more.
    """
    sizes = np.abs(np.atleast_1d(np.asarray(values, dtype=float)))
    largest = sizes.max(initial=0)
    if largest < NOISE:
        return 0 if largest == 0 else ROUNDED_DECIMALS
    for decimals in range(EXACT_DECIMALS + 1):
        if (np.abs(sizes - sizes.round(decimals)) < 1e-9 * min(1, largest)).all() and largest < 10**MOST_DIGITS:
            return decimals
    away = 1 - largest
    if len(sizes) == 1 and NOISE < away < 0.5 * 10**-ROUNDED_DECIMALS:  # a probability that is not quite 1
        return 1 - math.floor(math.log10(away))
    return digits_of(sizes, ROUNDED_DECIMALS)


def digits_of(values: ArrayLike, least: int) -> int:
    """The decimals, `least` or more, that leave two digits of the largest of some values; of a tiny one three, of a
    large one less than `least`, so that it has no more than six digits, or, beyond ten millions, three.
    """
    largest = np.abs(values).max()
    if largest < NOISE:
        return least
    place = math.floor(math.log10(largest))
    if place >= MOST_DIGITS or 1 - place > MOST_DECIMALS:
        return IN_POWERS - place
    return max(min(least, max(ROUNDED_DIGITS - 1 - place, 0)), 1 - place)
