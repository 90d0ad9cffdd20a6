"""What can be read on screen, or is spoken, that stands nowhere in the receipt: digits, and false equations."""

import re
from collections.abc import Iterator

from facts.receipt import Line, Part
from proof.arithmetic import NotArithmetic, holds
from proof.case import Case
from proof.equations import equations_in

DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
# In a formula of symbols or numbers these are constants of the rule: max(0, z), 1 − p, 2/n, a square.
CONSTANTS = {"0", "1", "2"}
Stray = tuple[float, str, str]


def strays(case: Case, untrue: set[int]) -> Iterator[Stray]:
    """When, what, and in words what is wrong with it. untrue: lines with numbers that are known to be untrue."""
    numbers: dict[int, set[str]] = {}
    for number in case.numbers:
        numbers.setdefault(number.line, set()).add(number.text.lstrip("−"))
    equations: dict[int, set[str]] = {}
    for equation in case.equations:
        equations.setdefault(equation.line, set()).add(" ".join(equation.text.split()))
    for line in case.receipt.lines:
        told = {*numbers.get(line.line, set()), *DIGITS.findall(" ".join(equations.get(line.line, set())))}
        if line.line not in untrue:
            yield from (
                (line.start, digits, "stands in a line, but no number on screen is it") for digits in loose(line, told)
            )
        claims = (claim for claim in equations_in(line.text) if " ".join(claim) not in equations.get(line.line, ()))
        false = (" ".join(claim) for claim in claims if is_false(*claim))
        yield from ((line.start, claim, "is not in the receipt, and does not hold") for claim in false)
    for spoken in case.receipt.spoken:
        if spoken.says is None:
            said = f"is said in “{spoken.text}”, but comes from nowhere"
            yield from ((spoken.start, digits, said) for digits in DIGITS.findall(spoken.text))


def loose(line: Line, numbers: set[str]) -> list[str]:
    """The digits of a line that belong neither to its numbers nor to a part that knows what it is."""
    rest = line.text
    for part in sorted(filter(known, line.parts), key=lambda part: -len(part.text)):
        rest = rest.replace(part.text, " ", 1)
    formula = numbers or any(part.kind != "words" for part in line.parts)
    return [digits for digits in DIGITS.findall(rest) if digits not in {*numbers, *(CONSTANTS if formula else ())}]


def known(part: Part) -> bool:
    """Whether a part is a number, a symbol, or words that know what they say."""
    return part.kind != "words" or part.says is not None


def is_false(left: str, sign: str, right: str) -> bool:
    """Whether this is an equation that does not hold; what is no arithmetic is none."""
    try:
        return not holds(left, sign, right)
    except NotArithmetic:
        return False
