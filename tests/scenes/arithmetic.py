"""School arithmetic, written for the tests alone: what a viewer with a pocket calculator would find."""

import re
from decimal import ROUND_HALF_UP, Decimal, getcontext
from fractions import Fraction

getcontext().prec = 60
PLAIN = {"−": "-", "·": "*", "e^(": "exp("}


def half_up(value, decimals):
    """A value as it must be displayed: halves away from zero, a true minus sign, and never minus zero.

    What floating point adds beyond ten decimals is no part of the value.
    """
    clean = Decimal(float(value)).quantize(Decimal("1e-10"))
    text = f"{abs(clean).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"
    return ("−" if clean < 0 and float(text) else "") + text


def decimals(text):
    """How many digits stand after the point of the longest number."""
    return max((len(digits) for digits in re.findall(r"\.(\d+)", text)), default=0)


def numbers(text):
    """All numbers of a line, without their signs."""
    return re.findall(r"\d+(?:\.\d+)?", text)


def exponential(x):
    return Fraction((Decimal(x.numerator) / Decimal(x.denominator)).exp())


def logarithm(x):
    return Fraction((Decimal(x.numerator) / Decimal(x.denominator)).ln())


def calculate(text):
    """The value of displayed arithmetic as a fraction; e and ln to 60 digits."""
    for sign, plain in PLAIN.items():
        text = text.replace(sign, plain)
    source = re.sub(r"\d+(?:\.\d+)?", lambda number: f"F('{number[0]}')", text.strip())
    names = {
        "F": Fraction,
        "max": max,
        "exp": exponential,
        "ln": logarithm,
        "σ": lambda x: 1 / (1 + exponential(-x)),
        "tanh": lambda x: 1 - 2 / (1 + exponential(2 * x)),
    }
    return eval(source, {"__builtins__": {}}, names)


def holds(left, sign, right):
    """Whether "=" is exact, or "≈" inexact but within one unit of the right side's last digit."""
    away = abs(calculate(left) - calculate(right))
    return away == 0 if sign == "=" else 0 < away <= Fraction(1, 10 ** decimals(right))
