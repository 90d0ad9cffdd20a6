"""What stands in a cell of a table: a label, or a number, with a decimal point or comma, with thousands or without."""

import math
import re
from collections.abc import Iterable

from networks.untrusted import name_of

POINT, COMMA = ".", ","
# Of pandas, R and Excel. As words they are written so: Na may be sodium.
MISSING = {"", "?", "NA", "N/A", "n/a", "#N/A", "<NA>", "NULL", "null"}
PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
# One group of thousands, as in 1,234, may as well be three decimals; two groups, or a zero before one, may not.
GROUP = {sign: re.compile(rf"[+-]?[1-9]\d{{0,2}}\{sign}\d{{3}}", re.ASCII) for sign in (POINT, COMMA)}
WITH_POINT = re.compile(r"[+-]?(\d*\.\d*|[1-9]\d{0,2}(,\d{3})+\.\d*|[1-9]\d{0,2}(,\d{3}){2,})(e[+-]?\d+)?", re.I | re.A)
WITH_COMMA = re.compile(r"[+-]?(\d*,\d*|[1-9]\d{0,2}(\.\d{3})+,\d*|[1-9]\d{0,2}(\.\d{3}){2,})(e[+-]?\d+)?", re.I | re.A)
# Swiss and French thousands, which cannot be misread.
APART = re.compile(r"(?<=\d)['’\u00a0\u202f\u2009 ](?=\d{3}(?!\d))")


def is_missing(cell: str) -> bool:
    """Whether a cell is empty, or says that nothing is there."""
    return cell.strip() in MISSING or cell.strip().lower() == "nan"


def decimal_sign(cell: str) -> str | None:
    """The decimal sign of a cell that can be read in one way alone; None of any other, as 12 or 1,234."""
    text = _plain(cell)
    if WITH_POINT.fullmatch(text) and not GROUP[POINT].fullmatch(text):
        return POINT
    return COMMA if WITH_COMMA.fullmatch(text) and not GROUP[COMMA].fullmatch(text) else None


def decimal_sign_of(cells: Iterable[str]) -> str | None:
    """The one decimal sign that these cells have; None where they have none, or both."""
    signs = {sign for cell in cells if (sign := decimal_sign(cell))}
    return signs.pop() if len(signs) == 1 else None


def number_in(cell: str, sign: str | None = None) -> float:
    """The number in a cell of a table with this decimal sign. Raises ValueError: what stands there, and what to do."""
    text = _plain(cell)
    if not text:
        raise ValueError("is empty")
    sign = decimal_sign(cell) or sign
    if sign is None and GROUP[COMMA].fullmatch(text):
        raise ValueError(f"is {text}, which may be {text.replace(',', '.')} or {text.replace(',', '')}: write one")
    if sign == COMMA:
        text = text.replace(POINT, "").replace(COMMA, POINT)
    elif sign == POINT and (WITH_POINT.fullmatch(text) or GROUP[COMMA].fullmatch(text)):
        text = text.replace(COMMA, "")
    if not PLAIN.fullmatch(text):
        raise ValueError(f"is {name_of(cell)[:50]!r}, no number")
    if not math.isfinite(number := float(text)):
        raise ValueError(f"is {name_of(cell)[:50]}, too large a number")
    return number


def is_number(cell: str) -> bool:
    """Whether a cell holds a number, in whatever way it is written."""
    try:
        number_in(cell, POINT)
    except ValueError:
        return False
    return True


def label_of(text: str, sign: str | None = None) -> str:
    """A label as it may be shown and compared: 1.0 and 01 are 1, and so is 1,0 where the decimal sign is a comma."""
    name = name_of(text)
    if sign == COMMA and re.fullmatch(r"[+-]?\d+,\d+", name, re.ASCII):
        name = name.replace(COMMA, POINT)
    if re.fullmatch(r"[+-]?\d+", name, re.ASCII):
        return str(int(name))
    if PLAIN.fullmatch(name) and math.isfinite(number := float(name)):
        return str(int(number)) if number.is_integer() else repr(number)
    return name


def _plain(cell: str) -> str:
    return APART.sub("", cell.strip().replace("−", "-"))
