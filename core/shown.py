"""Numbers as the screen shows them: rounded as at school."""

import math
from decimal import ROUND_HALF_UP, Context, Decimal

PRECISE = Context(prec=400)  # digits enough to write out any float


def rounded(value: float, decimals: int) -> Decimal:
    """Half up, away from zero: 2.675 becomes 2.68, −0.25 becomes −0.3. With a negative number of decimals, to tens,
    hundreds, … Float noise goes first, at decimal 10 or three beyond those asked for. Raises ValueError for NaN and
    infinity.
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} has no decimals to show: give a finite number")
    clean = Decimal(repr(round(float(value), max(10, decimals + 3))))
    number = clean.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, PRECISE)
    return abs(number) if number == 0 else number


def shown(value: float, decimals: int) -> str:
    """`rounded`, as text with a true minus sign, U+2212: "−0.74". Never "−0.00"."""
    return f"{rounded(value, decimals):f}".replace("-", "−")
