"""Displayed numbers are rounded as at school."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.shown import rounded, shown


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (2.675, 2, "2.68"),
        (-2.675, 2, "−2.68"),
        (0.1 + 0.2, 4, "0.3000"),
        (1.005, 2, "1.01"),
        (0.25, 1, "0.3"),
        (-0.25, 1, "−0.3"),
        ((5.1 - 4.9) / 0.8, 1, "0.3"),
        (-0.001, 2, "0.00"),
        (-0.0, 1, "0.0"),
        (0.999, 2, "1.00"),
        (7, 0, "7"),
        (0.5, 0, "1"),
        (1e20, 1, "100000000000000000000.0"),
        (1e-20, 3, "0.000"),
    ],
)
def test_rounding_as_at_school(value, decimals, text):
    """Halves go away from zero, float noise does not matter, zero has no sign, and minus is U+2212."""
    assert shown(value, decimals) == text


@given(st.integers(-(10**8), 10**8), st.integers(0, 4))
def test_rounding_is_exact(thousandths, decimals):
    """The rounded number is within half a digit of the value, and a half is never rounded towards zero."""
    exact, near = Fraction(thousandths, 1000), Fraction(rounded(thousandths / 1000, decimals))
    half = Fraction(1, 2 * 10**decimals)
    assert abs(near - exact) <= half
    if abs(near - exact) == half:
        assert abs(near) > abs(exact)


@given(st.floats(-1e6, 1e6), st.integers(0, 6))
def test_text_and_number_agree(value, decimals):
    """The text has the decimals asked for, and reads as the rounded number."""
    text = shown(value, decimals)
    assert len(text.partition(".")[2]) == decimals
    assert float(text.replace("−", "-")) == float(rounded(value, decimals))
    assert "-" not in text
