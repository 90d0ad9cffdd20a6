"""School arithmetic, written for the tests alone: what a viewer with a pocket calculator would find."""

import re
from decimal import ROUND_HALF_UP, Decimal, getcontext
from fractions import Fraction

getcontext().prec = 60
PLAIN = {"−": "-", "·": "*", "²": "**2", "e^(": "exp("}


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


def equations(formula):
    """The displayed arithmetic of a formula: (left, sign, right), all in digits.

    What stands in its lines is found here; what stands in matrices and columns, the formula claims.
    """
    return [claim.equation for claim in formula.claims] + in_lines(formula)


def in_lines(formula):
    """The equations that stand in the lines of a formula, whether it claims them or not."""
    found, chunk = [], ""
    for line in [*map(str.strip, formula.text.split("\n")), ""]:
        if re.match("[=≈+−] ", line) and not in_digits(chunk):
            chunk += f" {line}"
            continue
        column = re.match("[=≈+−] ", chunk)  # the end of a column of rows, each of them complete
        if column and not formula.claims:
            found.append((chunk, "?", "no claim"))
        found += [] if column else in_digits(chunk)
        chunk = line
    return found


def in_digits(line):
    """The equations of a line whose two sides are arithmetic, without letters or matrices."""
    sides = re.split(r"\s([=≈])\s", line)
    found = zip(sides[:-2:2], sides[1::2], sides[2::2], strict=True)
    names = re.compile(r"max\(|ln\(|tanh\(|e\^\(|σ\(")
    return [
        (" ".join(left.split()), sign, " ".join(right.split()))
        for left, sign, right in found
        if left.strip() and not re.search(r"[^\W\d]|\[", names.sub("(", left + right))
    ]


def holds(left, sign, right):
    """Whether "=" is exact, or "≈" inexact but within one unit of the right side's last digit."""
    if sign not in "=≈":
        return False
    away = abs(calculate(left) - calculate(right))
    return away == 0 if sign == "=" else 0 < away <= Fraction(1, 10 ** decimals(right))
