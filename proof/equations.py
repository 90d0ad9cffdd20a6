"""The equations that can be read in a line of a film, whether the film meant to make them or not."""

import re

FUNCTIONS = re.compile(r"max\(|min\(|ln\(|tanh\(|e\^\(|σ\(")
RAISED = re.compile("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]")
CONTINUED = re.compile("[=≈+−·] ")


def equations_in(text: str) -> list[tuple[str, str, str]]:
    """(left, sign, right) of each equation between two sides of arithmetic that stands in a line or runs over some.

    A row of a column that begins with its sign goes on with what stands above it elsewhere, and is left out.
    """
    found, chunk = [], ""
    for line in [*map(str.strip, text.split("\n")), ""]:
        if CONTINUED.match(line) and not in_digits(chunk):
            chunk += f" {line}"
            continue
        found += [] if CONTINUED.match(chunk) else in_digits(chunk)
        chunk = line
    return found


def in_digits(line: str) -> list[tuple[str, str, str]]:
    """The equations of one line whose two sides are arithmetic, without letters or matrices."""
    sides = re.split(r"\s([=≈])\s", line)
    found = zip(sides[:-2:2], sides[1::2], sides[2::2], strict=True)
    return [
        (" ".join(left.split()), sign, " ".join(right.split()))
        for left, sign, right in found
        if left.strip() and not re.search(r"[^\W\d]|\[", RAISED.sub("", FUNCTIONS.sub("(", left + right)))
    ]
