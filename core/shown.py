"""Numbers as the screen shows them: rounded as at school."""

import math
from decimal import ROUND_HALF_UP, Context, Decimal

import numpy as np
from numpy.typing import ArrayLike

PRECISE = Context(prec=400)  # digits enough to write out any float
# A number that four decimals write exactly is shown exactly; any other is rounded to three, or, where that leaves
# less than two of its digits, to more.
EXACT_DECIMALS, ROUNDED_DECIMALS, MOST_DECIMALS = 4, 3, 6


def rounded(value: float, decimals: int) -> Decimal:
    """Half up, away from zero: 2.675 becomes 2.68, −0.25 becomes −0.3. Float noise goes first, at decimal 10.
    Raises ValueError for NaN and infinity.
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} has no decimals to show: give a finite number")
    clean = Decimal(repr(round(float(value), 10)))
    number = clean.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, PRECISE)
    return abs(number) if number == 0 else number


def shown(value: float, decimals: int) -> str:
    """`rounded`, as text with a true minus sign, U+2212: "−0.74". Never "−0.00"."""
    return f"{rounded(value, decimals):f}".replace("-", "−")


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
