"""The equations that can be read in a line, and what only looks like one."""

import pytest

from proof.equations import equations_in


@pytest.mark.parametrize(
    ("text", "equations"),
    [
        ("1 + 2 = 3", [("1 + 2", "=", "3")]),
        ("the sum is  1 + 2  =  3", []),
        ("1 + 2 = 3 ≈ 4", [("1 + 2", "=", "3"), ("3", "≈", "4")]),
        ("max(0, 2) = 3", [("max(0, 2)", "=", "3")]),
        ("e^( 2 ) − ln( 2 ) · tanh( 1 ) ≈ σ( 0 )", [("e^( 2 ) − ln( 2 ) · tanh( 1 )", "≈", "σ( 0 )")]),
        ("sin( 2 ) = 3", []),
        ("z = 3", []),
        ("3 = L", []),
        ("[ 1 2 ] = 3", []),
        ("3 = [ 1 2 ]", []),
        ("1 + 2\n+ 3 = 6", [("1 + 2 + 3", "=", "6")]),
        ("1 + 2\n= 3", [("1 + 2", "=", "3")]),
        ("1 + 2 = 3\n4 + 5 ≈ 6", [("1 + 2", "=", "3"), ("4 + 5", "≈", "6")]),
        ("1 + 2 = 3\n= 4", [("1 + 2", "=", "3")]),
        ("1 + 2 = 3\n− 4 = 5", [("1 + 2", "=", "3")]),
        ("− 4 = 5", [("− 4", "=", "5")]),
        ("−4 = 5", [("−4", "=", "5")]),
        ("1+2=3", []),
        ("", []),
    ],
)
def test_the_equations_of_a_line(text, equations):
    """Each equation between two sides of arithmetic is found, over several lines too, and nothing else is."""
    assert equations_in(text) == equations
