"""Displayed equations hold to the last digit, or say that they do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.shown import shown
from scenes.mobjects.type.calculator import sign_between

tenths = st.integers(-99, 99).map(lambda tenth: tenth / 10)


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
        ("( 0.5 − (−1) )²", "2.25", "="),
        ("( (0.1)² + (0.2)² ) / 2", "0.03", "≈"),
        ("0.397 / (0.397 + 1.078)", "0.397/1.475", "="),
    ],
)
def test_relations_that_hold(left, right, sign):
    """Equal values are '=', a right side within one unit of its last digit is '≈'."""
    assert sign_between(left, right) == sign


@pytest.mark.parametrize(
    ("left", "right"),
    [("0.28 + 0.1", "0.4001"), ("1/3", "0.35"), ("e^(1)", "2.5"), ("−0.74", "0.74"), ("1", "2.01")],
)
def test_relations_that_do_not_hold(left, right):
    """A right side off by more than one unit of its last digit is refused, and both sides are named."""
    with pytest.raises(ValueError, match="is not") as caught:
        sign_between(left, right)
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
            sign_between(*sides)
        assert repr(text) in str(caught.value)


@given(st.lists(st.tuples(tenths, tenths), min_size=1, max_size=5), tenths)
def test_displayed_sums_of_products_are_exact(pairs, bias):
    """A sum of products of one-decimal numbers equals its result shown with two decimals."""
    terms = [f"({shown(w, 1)})·{shown(abs(a), 1)}" for w, a in pairs]
    total = sum(w * abs(a) for w, a in pairs) + bias
    assert sign_between(" + ".join([*terms, f"({shown(bias, 1)})"]), shown(total, 2)) == "="


@given(st.integers(-(10**6), 10**6), st.integers(1, 5), st.integers(-3, 3))
def test_one_unit_decides(digits, decimals, units):
    """The relation is '=' for the same digits, '≈' one unit away, and refused further away."""
    unit = 10.0**-decimals
    left, right = shown(digits * unit, decimals), shown((digits + units) * unit, decimals)
    if abs(units) > 1:
        with pytest.raises(ValueError, match="is not"):
            sign_between(left, right)
    else:
        assert sign_between(left, right) == ("≈" if units else "=")
