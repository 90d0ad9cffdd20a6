"""Displayed numbers are rounded as at school, and displayed equations hold to the last digit."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.shown import relation, rounded, shown

tenths = st.integers(-99, 99).map(lambda tenth: tenth / 10)


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


@pytest.mark.parametrize(
    ("left", "right", "sign"),
    [
        ("0.7·0.4 + (−1.2)·1.1 + 0.3", "−0.74", "="),
        ("0.7·0.4 + (−1.2)·1.1 + 0.3", "−0.7", "≈"),
        ("0.7 × 0.4", "0.28", "="),
        ("(6.0 − 6.3)/0.6", "−0.5", "="),
        ("(5.1 − 4.9) / 0.8", "0.3", "≈"),
        ("max(0, −0.23)", "0", "="),
        ("max(0, 0.49)", "0.49", "="),
        ("e^(0.5)", "1.65", "≈"),
        ("e^(0)", "1", "="),
        ("ln(1)", "0", "="),
        ("−ln(0.2691)", "1.3127", "≈"),
        ("σ(0)", "0.5", "="),
        ("σ(−2)", "0.119", "≈"),
        ("tanh(0.5)", "0.462", "≈"),
        ("tanh(0)", "0", "="),
        ("−(1 − 2·(3 − 4))", "−3.0", "="),
        ("1/3", "0.34", "≈"),
        ("1/3", "2/6", "="),
        ("0.397 / (0.397 + 1.078)", "0.397/1.475", "="),
    ],
)
def test_relations_that_hold(left, right, sign):
    """Equal values are '=', a right side within one unit of its last digit is '≈'."""
    assert relation(left, right) == sign


@pytest.mark.parametrize(
    ("left", "right"),
    [("0.28 + 0.1", "0.4001"), ("1/3", "0.35"), ("e^(1)", "2.5"), ("−0.74", "0.74"), ("1", "2.01")],
)
def test_relations_that_do_not_hold(left, right):
    """A right side off by more than one unit of its last digit is refused, and both sides are named."""
    with pytest.raises(ValueError, match="is not") as caught:
        relation(left, right)
    assert repr(left) in str(caught.value)
    assert repr(right) in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["", "0.7 +", "x", "1 = 1", "sin(1)", "1/0", "ln(0)", "ln(−1)", "2**3", "True", "'1'", "[1]", "max()",
     "ln(2, x=3)", "__import__('os')", "ln(1, 2)", "1(2)", "a.b(1)"],
)  # fmt: skip
def test_what_is_no_number_has_no_value(text):
    """Anything but displayed arithmetic is refused by name, on either side."""
    for sides in ((text, "1"), ("1", text)):
        with pytest.raises(ValueError, match="has no value: use numbers") as caught:
            relation(*sides)
        assert repr(text) in str(caught.value)


@given(st.lists(st.tuples(tenths, tenths), min_size=1, max_size=5), tenths)
def test_displayed_sums_of_products_are_exact(pairs, bias):
    """A sum of products of one-decimal numbers equals its result shown with two decimals."""
    terms = [f"({shown(w, 1)})·{shown(abs(a), 1)}" for w, a in pairs]
    total = sum(w * abs(a) for w, a in pairs) + bias
    assert relation(" + ".join([*terms, f"({shown(bias, 1)})"]), shown(total, 2)) == "="


@given(st.integers(-(10**6), 10**6), st.integers(1, 5), st.integers(-3, 3))
def test_one_unit_decides(digits, decimals, units):
    """The relation is '=' for the same digits, '≈' one unit away, and refused further away."""
    unit = 10.0**-decimals
    left, right = shown(digits * unit, decimals), shown((digits + units) * unit, decimals)
    if abs(units) > 1:
        with pytest.raises(ValueError, match="is not"):
            relation(left, right)
    else:
        assert relation(left, right) == ("≈" if units else "=")
