"""School arithmetic, independent of core: rounding, and sums as a viewer with a pocket calculator does them."""

import math
import re
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from typing import Any

PRECISE = Context(prec=400)
TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)|(?P<function>max|min|ln|e\^|σ|tanh)(?=\s*\()|(?P<sign>[-−+·×/(),²]))"
)
NEGATIVE = "-−"
NUMBER = re.compile(r"(?P<whole>\d+)(?:\.(?P<decimals>\d+))?(?:×10(?P<power>[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?")
SMALLEST_POWER = -5000
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"


class NotArithmetic(ValueError):
    """The text is no arithmetic that can be done, for example a division by 0."""


def written(value: float, decimals: int, unit: int = 0) -> str:
    """The value as it must be displayed: halves away from zero, a true minus sign, and never minus zero.

    What floating point adds beyond ten decimals, or three more than are displayed, is no part of the value. With less
    than 0 decimals, or with more than six where only four digits are left, it has two and a power of ten.
    unit: the power of ten in units of which it is displayed.
    """
    with localcontext(Context(prec=400)):
        clean = (Decimal(repr(float(value))) * Decimal(10) ** -unit).quantize(Decimal(1).scaleb(-max(10, decimals + 3)))
        size = abs(clean).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        far = decimals < 0 or (decimals > 6 and size < Decimal(10) ** (4 - decimals))
        if far:
            text = f"{size * Decimal(10) ** (decimals - 2):.2f}×10{raised(2 - decimals)}" if size else "0"
        else:
            text = f"{size:f}"
    return ("−" if clean < 0 and size else "") + text


def raised(power: int) -> str:
    """A whole number as an exponent: ⁻⁷."""
    return ("⁻" if power < 0 else "") + "".join(RAISED[int(digit)] for digit in str(abs(power)))


def power_of(number: re.Match) -> int:
    """The power of ten that a number is written with, 0 without one."""
    power = number["power"] or "⁰"
    size = int("".join(str(RAISED.index(digit)) for digit in power.lstrip("⁻")))
    return -size if power.startswith("⁻") else size


def decimals_of(text: str) -> int:
    """The decimals that the last digit of a displayed number stands for: of 1.25×10⁻⁷ nine, of 1.25×10⁷ minus five.

    Of several numbers those of the longest.
    """
    return max((len(number["decimals"] or "") - power_of(number) for number in NUMBER.finditer(text)), default=0)


def exact(text: str) -> Fraction:
    """The value of a displayed number without a sign."""
    number = NUMBER.fullmatch(text)
    if not number:
        raise NotArithmetic(f"“{text}” is no number")
    return Fraction(f"{number['whole']}.{number['decimals'] or 0}") * Fraction(10) ** power_of(number)


def holds(left: str, sign: str, right: str) -> bool:
    """Whether "=" is exact, or "≈" inexact but within one unit of the right side's last digit."""
    if sign not in ("=", "≈"):
        return False
    away = abs(Fraction(Calculation(left).value()) - Fraction(Calculation(right).value()))
    return away == 0 if sign == "=" else 0 < away <= Fraction(10) ** -decimals_of(right)


class Calculation:
    """Displayed arithmetic: numbers, + − · × /, brackets, ², max(…), min(…), e^(…), ln(…), σ(…), tanh(…).

    `numbers`: its numbers as they stand there, without signs. Raises NotArithmetic for anything else.
    """

    def __init__(self, text: str):
        self.numbers: list[str] = []
        self.tokens: list[tuple[str, str]] = []
        text, end = text.strip(), 0
        while end < len(text):
            token = TOKEN.match(text, end)
            if not token:
                raise NotArithmetic(f"“{text}” is no arithmetic from “{text[end:]}” on")
            kind = str(token.lastgroup)
            self.tokens.append((kind, token[kind]))
            end = token.end()
        self.tokens.reverse()  # the next one is the last
        try:
            self._value = self._sum()
        except (IndexError, RecursionError):
            raise NotArithmetic(f"“{text}” is no complete arithmetic") from None
        if self.tokens:
            raise NotArithmetic(f"“{text}” goes on after its end")

    def value(self, numbers: Sequence[float] | None = None) -> Fraction | float:
        """What it comes to: exactly, e and ln to 400 digits; or with other `numbers` in the place of its own."""
        try:
            with localcontext(PRECISE):
                return self._value([exact(number) for number in self.numbers] if numbers is None else numbers)
        except (ArithmeticError, ValueError) as error:
            raise NotArithmetic(f"it cannot be computed: {error}") from None

    def _next(self, *signs: str) -> bool:
        """Take the next token if it is one of these signs."""
        return bool(self.tokens) and self.tokens[-1][1] in signs and bool(self.tokens.pop())

    def _sum(self) -> Callable:
        terms = [(1, self._product())]
        while self.tokens and self.tokens[-1][1] in ("+", *NEGATIVE):
            terms.append((1 if self.tokens.pop()[1] == "+" else -1, self._product()))
        return lambda numbers: sum(sign * term(numbers) for sign, term in terms)

    def _product(self) -> Callable:
        first, factors = self._factor(), []
        while self.tokens and self.tokens[-1][1] in "·×/":
            factors.append((self.tokens.pop()[1], self._factor()))

        def value(numbers: Sequence) -> Any:
            result = first(numbers)
            for sign, factor in factors:
                result = result / factor(numbers) if sign == "/" else result * factor(numbers)
            return result

        return value

    def _factor(self) -> Callable:
        if self._next(*NEGATIVE):
            positive = self._product()
            return lambda numbers: -positive(numbers)
        value = self._atom()
        if self._next("²"):
            return lambda numbers: value(numbers) ** 2
        return value

    def _atom(self) -> Callable:
        kind, text = self.tokens.pop()
        if kind == "number":
            place = len(self.numbers)
            self.numbers.append(text)
            return lambda numbers: numbers[place]
        if kind == "function" and self._next("("):
            arguments = [self._sum()]
            while self._next(","):
                arguments.append(self._sum())
            if self._next(")") and (len(arguments) > 1) == (text in ("max", "min")):
                return lambda numbers: FUNCTIONS[text](*(argument(numbers) for argument in arguments))
        if text == "(":
            inside = self._sum()
            if self._next(")"):
                return inside
        raise IndexError


def exponential(x: Fraction | float) -> Fraction | float:
    """The power of e, to 400 digits for a fraction; 0 where it would be smaller than any float."""
    if x < SMALLEST_POWER:
        return 0.0 if isinstance(x, float) else Fraction(0)
    return math.exp(x) if isinstance(x, float) else Fraction((Decimal(x.numerator) / Decimal(x.denominator)).exp())


def logarithm(x: Fraction | float) -> Fraction | float:
    """The natural logarithm, to 400 digits for a fraction."""
    return math.log(x) if isinstance(x, float) else Fraction((Decimal(x.numerator) / Decimal(x.denominator)).ln())


FUNCTIONS: dict[str, Callable] = {
    "max": max,
    "min": min,
    "e^": exponential,
    "ln": logarithm,
    "σ": lambda x: 1 / (1 + exponential(-x)) if x > 0 else exponential(x) / (1 + exponential(x)),
    "tanh": lambda x: (1 if x > 0 else -1) * (2 / (1 + exponential(-2 * abs(x))) - 1),
}
