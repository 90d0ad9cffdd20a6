"""The equations of a film, found in its formulas: what a viewer with a pocket calculator would look at."""

import re

from proof.equations import in_digits


def numbers(text):
    """All numbers of a line, without their signs."""
    return re.findall(r"\d+(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?", text)


def equations(formula):
    """The displayed arithmetic of a formula: (left, sign, right), all in digits.

    What stands in its lines is found here; what stands in matrices and columns, the formula states.
    """
    return [relation.equation for relation in formula.relations] + in_lines(formula)


def in_lines(formula):
    """The equations that stand in the lines of a formula, whether it states them or not."""
    found, chunk = [], ""
    for line in [*map(str.strip, formula.text.split("\n")), ""]:
        if re.match("[=≈+−·] ", line) and not in_digits(chunk):
            chunk += f" {line}"
            continue
        column = re.match("[=≈+−·] ", chunk)  # the end of a column of rows, each of them complete
        if column and not formula.relations:
            found.append((chunk, "?", "no relation"))
        found += [] if column else in_digits(chunk)
        chunk = line
    return found
