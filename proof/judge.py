"""Whether numbers and equations are true, every derivative included: computed again by core and by plain Python."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice

from facts.recipe import RECIPES
from facts.ref import Ref
from proof.arithmetic import Calculation, NotArithmetic, decimals_of, exact, holds, written
from proof.case import Case, Equation, Number, ReceiptError, said
from proof.operands import difference, ways_to
from proof.recompute import Recomputed

DERIVATIVE = re.compile(r"backward\.layers\[(\d+)\]\.(delta|gate|grad_\w+|shares)\[(\d+)(?:, (\d+))?\]")
ALIGNMENTS = 2000


@dataclass(frozen=True)
class Failure:
    """Something untrue on screen: when, what stands there, what is wrong with it, the path of its number."""

    time: float
    text: str
    wrong: str
    path: str | None

    def __str__(self) -> str:
        path = f" ({self.path})" if self.path else ""
        return f"at {self.time:.1f} s: “{self.text}” {self.wrong}{path}"


class Judge:
    """Knows what all numbers should be."""

    def __init__(self, case: Case):
        try:
            self.recomputed = {name: Recomputed(given) for name, given in case.given.items()}
        except (ArithmeticError, AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            raise ReceiptError(f"what the numbers were computed from is damaged, {said(error)}") from None
        self.given = case.given
        self.known: dict[str, tuple[float, str | None]] = {}
        self.in_lines = {(number.line, number.text, number.path) for number in case.numbers}

    def resolve(self, path: str) -> tuple[Recomputed, str]:
        """The sample that a path speaks of, and the path in it: one that is not the film's own has a name in front."""
        name, _, rest = path.partition(".")
        if name and name in self.recomputed:
            return self.recomputed[name], f"{RECIPES[self.given[name]['kind']].root}.{rest}".removeprefix(".")
        if "" not in self.recomputed:
            raise LookupError("the receipt has no example")
        return self.recomputed[""], path

    def ref(self, path: str) -> tuple[Recomputed, Ref]:
        """The sample that a path speaks of, and its one place in it. Raises LookupError where it is none."""
        recomputed, inner = self.resolve(path)
        return recomputed, Ref.parse(recomputed.canonical(inner))

    def value(self, path: str) -> tuple[float, str | None]:
        """What stands at a path, and what is wrong with it."""
        if path not in self.known:
            try:
                recomputed, inner = self.resolve(path)
                core, plain = recomputed.twice(inner)
                self.known[path] = (
                    core,
                    disagreement(core, plain, recomputed.size) or mismeasured(recomputed, inner, core),
                )
            except LookupError as error:
                self.known[path] = math.nan, f"comes from nowhere: {error}"
        return self.known[path]

    def number(self, number: Number) -> list[Failure]:
        """What is untrue of a number on screen."""
        wrong = self.digits(number.text, number.path, number.decimals, number.unit)
        return [Failure(number.start, number.text, wrong, number.path)] if wrong else []

    def digits(self, text: str, path: str, decimals: int | None = None, unit: int = 0) -> str | None:
        """What is untrue of displayed digits, in words: they are to be the value, rounded to their `decimals`."""
        if decimals is not None and decimals_of(text) != decimals and text != "0":
            return f"should have {decimals} decimals"
        value, wrong = self.value(path)
        places = decimals_of(text) if decimals is None else decimals
        if not wrong and text != (right := written(value, places, unit)):
            wrong = f"should be “{right}”"
        return wrong

    def equation(self, equation: Equation) -> list[Failure]:
        """What is untrue of an equation: a number in it, its arithmetic, or which numbers it is made of."""
        shown = [*equation.operands, *([(equation.right, equation.result)] if equation.result else [])]
        # What stands in the line as a number is judged as one, with its decimals.
        alone = [(text, path) for text, path in shown if (equation.line, text, path) not in self.in_lines]
        faults = [(text, self.digits(text, path), path) for text, path in alone]
        found = [Failure(equation.start, text, wrong, path) for text, wrong, path in faults if wrong]
        try:
            wrong = self.arithmetic(equation) or self.wrong_operands(equation)
        except (NotArithmetic, LookupError) as error:
            wrong = f"is no equation: {error}"
        return [*found, Failure(equation.start, equation.text, wrong, equation.result)] if wrong else found

    def arithmetic(self, equation: Equation) -> str | None:
        """What is wrong with an equation as it is displayed, in words."""
        if equation.result is None and equation.right != "1":
            return "should have a number with a path, or 1, on its right side"
        if holds(equation.left, equation.sign, equation.right):
            return None
        value, sign = Calculation(equation.left).value(), "≈" if equation.sign == "=" else "="
        if holds(equation.left, sign, equation.right):
            return f"should say {sign}"
        return f"does not hold: its left side comes to {float(value):.9g}"

    def wrong_operands(self, equation: Equation) -> str | None:
        """What is wrong with the operands of an equation, in words: which they are, and what is done with them."""
        recomputed, inner = self.resolve(equation.result) if equation.result else (self.recomputed[""], None)
        operands = [self.operand(path, recomputed) for _, path in equation.operands]
        result = inner and recomputed.canonical(inner)
        ways = ways_to(result, recomputed)
        wrong = [difference(terms, operands, result) for terms in ways or []]
        if wrong and all(wrong):
            return f"should have other operands: {wrong[0]}"
        if result and result.startswith("example.x") and recomputed.decimals is not None:
            return None  # an input is rounded to its decimals, whatever the quotient is
        goal = self.value(equation.result)[0] if equation.result else 1.0
        values = [self.value(path)[0] for _, path in equation.operands]
        return None if any(close(value, goal, recomputed.size) for value in computed(equation, values)) else (
            "does something else with its operands than the network does"
        )  # fmt: skip

    def operand(self, path: str, recomputed: Recomputed) -> str:
        """The canonical path of an operand, in words if it is one of another sample."""
        home, inner = self.resolve(path)
        place = home.canonical(inner)
        known = home is recomputed or (place.startswith("network.") and home.layers == recomputed.layers)
        return f"{'' if known else 'another sample’s '}{place}"


def disagreement(core: float, plain: float, size: float) -> str | None:
    """In words, that the two computations differ; size: of the largest sum that goes into them."""
    return None if close(core, plain, size) else f"is {core:.12g} by core, but {plain:.12g} by plain Python"


def close(one: float, other: float, size: float = 0) -> bool:
    """Whether two numbers are the same but for rounding in the last digits: of themselves, or of sums of that size."""
    return math.isclose(one, other, rel_tol=max(1e-9, 1e-14 * size), abs_tol=max(1e-12, 1e-15 * size))


def mismeasured(recomputed: Recomputed, path: str, value: float) -> str | None:
    """In words, that a derivative is not the one that nudging measures."""
    found = DERIVATIVE.fullmatch(recomputed.canonical(path))
    if not found:
        return None
    layer, j, other = int(found[1]), int(found[3]), int(found[4] or 0)
    nudging = recomputed.nudging
    measured, uncertain = {
        "delta": lambda: nudging.z(layer, j),
        "grad_biases": lambda: nudging.z(layer, j),
        "grad_a": lambda: nudging.a(layer, j),
        "gate": lambda: nudging.gate(layer, j),
        "grad_weights": lambda: nudging.weight(layer, j, other),
        "shares": lambda: nudging.a(layer, other, heard_by=j),
    }[found[2]]()
    if abs(value - measured) <= 1e-6 * abs(value) + uncertain:
        return None
    return f"is {value:.9g} by core, but {measured:.9g} when the network is nudged"


def computed(equation: Equation, values: list[float]) -> Iterator[float]:
    """Yield what the left side comes to with the true values of its operands in the place of their digits.

    Which of its numbers are operands, and which are constants of the formula, shows in their digits.
    """
    calculation = Calculation(equation.left)
    texts = [text for text, _ in equation.operands]
    digits = [text.lstrip("−") for text in texts]
    sizes = [-value if text.startswith("−") else value for value, text in zip(values, texts, strict=True)]
    shown = calculation.numbers
    free = [k for k, text in enumerate(shown) if "." not in text]  # max(0, z), 1 − p, 2/n
    for constants in islice(combinations(free, max(0, len(shown) - len(digits))), ALIGNMENTS):
        operands = [k for k in range(len(shown)) if k not in constants]
        if [shown[k] for k in operands] == digits:
            numbers = [float(exact(text)) for text in shown]
            for k, size in zip(operands, sizes, strict=True):
                numbers[k] = size
            yield float(calculation.value(numbers))
