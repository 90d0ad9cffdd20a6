"""Displayed equations, compared as with a pocket calculator."""

import ast
import re
from decimal import Decimal, localcontext
from fractions import Fraction

from core.shown import PRECISE


def sign_between(left: str, right: str) -> str:
    """'=' between sides of the same value, '≈' where they differ by up to one unit of the right's last digit.
    A side has numbers, + − · × / ², brackets, max(…, …), min(…, …), e^(…), ln(…), σ(…), tanh(…). Its value comes from
    the displayed digits: exactly, or to 400 digits with e and ln. Otherwise raises ValueError and names both.
    """
    difference = abs(_side(left) - _side(right))
    if difference > Fraction(10) ** -last_place(right):
        raise ValueError(f"{left!r} is not {right!r}, they differ by {float(difference):.3g}: show others")
    return "≈" if difference else "="


def last_place(text: str) -> int:
    """How many decimals the last digit of a displayed number stands for; less than 0 for tens, hundreds, … Of several
    numbers that of the longest.
    """
    numbers = re.findall(r"\d+(?:\.(\d+))?(?:×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?", text)
    return max((len(digits) - int(power.translate(PLAIN) or 0) for digits, power in numbers), default=0)


def _side(text: str) -> Fraction:
    plain = text.strip().replace("**", "?")  # powers are written as ²
    plain = POWER.sub(lambda found: f"{found[1]}e{found[2].translate(PLAIN)}", plain)
    for sign, name in {"−": "-", "·": "*", "×": "*", "²": "**2", "e^(": "exp(", "σ(": "sigmoid("}.items():
        plain = plain.replace(sign, name)
    try:
        with localcontext(PRECISE):
            return _value(ast.parse(plain, mode="eval").body, plain)
    except (SyntaxError, KeyError, TypeError, ValueError, ArithmeticError):
        raise ValueError(f"{text!r} has no value: use numbers, + − · × /, (), max, min, e^, ln, σ, tanh") from None


def _value(node: ast.expr, text: str) -> Fraction:
    match node:
        case ast.Constant():
            return Fraction(ast.get_source_segment(text, node))
        case ast.UnaryOp(op=ast.USub()):
            return -_value(node.operand, text)
        case ast.BinOp():
            return OPERATIONS[type(node.op)](_value(node.left, text), _value(node.right, text))
        case ast.Call(func=ast.Name(), keywords=[]):
            return FUNCTIONS[node.func.id](*(_value(argument, text) for argument in node.args))
    raise SyntaxError


def _exp(x: Fraction) -> Fraction:
    if x < -FAR:
        return Fraction(0)
    if x > MOST:
        raise ArithmeticError(f"e to the power of {x} is beyond a pocket calculator")
    return Fraction((Decimal(x.numerator) / Decimal(x.denominator)).exp())


MOST = 230  # 10 to the power of 100
FAR = 5000  # e to the power of less than −FAR is 0 to more digits than are kept
PLAIN = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
POWER = re.compile(r"(\d)×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
OPERATIONS = {ast.Add: Fraction.__add__, ast.Sub: Fraction.__sub__,
              ast.Mult: Fraction.__mul__, ast.Div: Fraction.__truediv__,
              ast.Pow: Fraction.__pow__}  # fmt: skip
FUNCTIONS = {
    "max": max,
    "min": min,
    "exp": _exp,
    "ln": lambda x: Fraction((Decimal(x.numerator) / Decimal(x.denominator)).ln()),
    "sigmoid": lambda x: 1 / (1 + _exp(-x)) if x > 0 else _exp(x) / (1 + _exp(x)),
    "tanh": lambda x: (1 if x > 0 else -1) * (1 - 2 * _exp(-2 * abs(x)) / (1 + _exp(-2 * abs(x)))),
}
