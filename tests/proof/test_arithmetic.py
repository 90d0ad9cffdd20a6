"""The calculator that checks: it does sums as a viewer would, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts import number
from proof.arithmetic import Calculation, NotArithmetic, decimals_of, exact, holds, written


@pytest.mark.parametrize(
    ("equation", "right"),
    [
        (("0.7 · (−0.4) − 1.2 · 1.1 + 0.3", "=", "−1.3"), True),
        (("0.7 · (−0.4)", "=", "−0.3"), False),
        (("0.7 · (−0.4)", "≈", "−0.3"), True),
        (("0.7 · (−0.4)", "≈", "−0.28"), False),
        (("0.7 · (−0.4)", "≈", "−0.4"), False),
        (("0.7 · (−0.4)", "?", "−0.28"), False),
        (("0.7 · (−0.4)", "<", "−0.3"), False),
        (("0.1 + 0.2", "=", "0.3"), True),
        (("0.37", "≈", "0.3"), True),
        (("0.7", "≈", "0.6"), True),
        (("0.71", "≈", "0.6"), False),
        (("0.2231", "≈", "0.1 + 0.123"), True),
        (("0.2251", "≈", "0.1 + 0.123"), False),
        (("e^( 1 )", "≈", "2.71828182845904523"), True),
        (("e^( 1 )", "≈", "2.71828182845904533"), False),
        (("− ln( 0.27 )", "≈", "1.309"), True),
        (("− ln( 0.27 )", "≈", "1.311"), False),
        (("max(0, −0.4 )", "=", "0"), True),
        (("e^( −0.4 )", "≈", "0.670"), True),
        (("σ( 0 )", "=", "0.5"), True),
        (("tanh( 0 )", "=", "0"), True),
        (("( 6.2 − 6.3 ) / 0.7", "≈", "−0.1"), True),
        (("( ( 0.3 − 1 )² + ( 0.7 − 0 )² ) / 2", "=", "0.49"), True),
        (("−0.2 · 3", "=", "−0.6"), True),
        (("6 / 3 · 2", "=", "4"), True),
        (("ln( 1 + e^( −0.4 ) )", "≈", "0.513"), True),
        (("ln( 1 + e^( 0.4 ) )", "≈", "0.510"), False),
        (("max( 0.01 · ( −0.4 ), −0.4 )", "=", "−0.004"), True),
        (("max( 0.2 · 0.4, 0.4 )", "=", "0.08"), False),
    ],
)
def test_an_equation_is_judged(equation, right):
    """An equation is accepted if "=" is exact or "≈" within one unit of the last digit, otherwise not."""
    assert holds(*equation) is right


@pytest.mark.parametrize(
    "text",
    ["", "1 +", "1 2", "z + 1", "(1", "1)", "max(1)", "ln(1, 2)", "1 / 0", "ln(−1)", "__import__", "2 ** 9", "1e9",
     "(" * 5000 + "1" + ")" * 5000, "e^( 99999999999 )"],
)  # fmt: skip
def test_what_is_no_arithmetic_is_refused(text):
    """Anything but complete school arithmetic, with a value, raises NotArithmetic."""
    with pytest.raises(NotArithmetic):
        Calculation(text).value()


def test_long_sums_are_done():
    """A sum of a thousand products is as good as a short one."""
    assert Calculation(" + ".join(["0.1 · 0.1"] * 1000)).value() == 10


@given(st.floats(-12, 12), st.integers(-9, 8), st.sampled_from([-1, 0, 1]))
def test_numbers_are_written_as_in_the_films(size, decimals, sign):
    """The two ways to write a number, this one and that of the films, give the same digits and powers of ten."""
    value = sign * 10**size
    assert written(value, decimals) == number.written(value, decimals)
    assert written(value, number.decimals_of(value)) == number.written(value)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (4.254e-7, 9, "4.25×10⁻⁷"),
        (-0.31e-7, 9, "−0.31×10⁻⁷"),
        (1e-12, 14, "1.00×10⁻¹²"),
        (52126000, -4, "52.13×10⁶"),
        (-1e12, -10, "−1.00×10¹²"),
        (0, 9, "0"),
        (0.99999999, 9, "0.999999990"),
    ],
)
def test_a_long_number_has_a_power_of_ten(value, decimals, text):
    """Far from the point a number is written with two decimals and the power of ten of its last place."""
    assert written(value, decimals) == text
    assert decimals_of(text) == (decimals if value else 0)
    assert abs(float(exact(text.lstrip("−"))) - abs(value)) <= 0.5 * 10.0**-decimals


def test_a_huge_number_is_written_in_full():
    """A number with more digits before the point than a calculator has is written with all of them."""
    assert written(1e30, 2) == f"{10**30}.00"


@pytest.mark.parametrize(("value", "text"), [(2.675, "2.68"), (-0.005, "−0.01"), (-0.004, "0.00"), (1.005, "1.01")])
def test_halves_are_rounded_up(value, text):
    """Halves are rounded away from zero, as written in decimals, and zero has no sign."""
    assert written(value, 2) == text


def test_what_is_almost_equal_is_not_equal():
    """ln(1 + e^z) of a z far above 0 is z but for a hundred digits, and that is not the same."""
    assert holds("ln(1 + e^(220.470))", "≈", "220.470")
    assert not holds("ln(1 + e^(220.470))", "=", "220.470")
