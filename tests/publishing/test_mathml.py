"""Formulas as MathML."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.mathml import mathml


def text_of(element):
    return "".join(element.itertext())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("z_2", "<msub><mi>z</mi><mn>2</mn></msub>"),
        ("z_2^(1)", "<msubsup><mi>z</mi><mn>2</mn><mrow><mo>(</mo><mn>1</mn><mo>)</mo></mrow></msubsup>"),
        ("w_1,3", "<msub><mi>w</mi><mrow><mn>1</mn><mo>,</mo><mn>3</mn></mrow></msub>"),
        ("W^(l)", "<msup><mi>W</mi><mrow><mo>(</mo><mn>l</mn><mo>)</mo></mrow></msup>"),
        ("−0.5", "<mn>−0.5</mn>"),
        ("1 − 0.5", "<mrow><mn>1</mn><mo>−</mo><mn>0.5</mn></mrow>"),
        ("( 6.0 − 6.3 ) / 0.6", "<mfrac><mrow><mn>6.0</mn><mo>−</mo><mn>6.3</mn></mrow><mn>0.6</mn></mfrac>"),
        ("( 1 ) / ( 2 )", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        ("e^( −0.9 )", "<msup><mi>e</mi><mn>−0.9</mn></msup>"),
        (
            "∂L/∂b",
            "<mfrac><mrow><mi>∂</mi><mi>L</mi></mrow><mrow><mi>∂</mi><mi>b</mi></mrow></mfrac>",
        ),
        ("aᵀ", "<msup><mi>a</mi><mi>T</mi></msup>"),
        ("standard deviation", "<mtext>standard deviation</mtext>"),
        (
            "max(0, 2 )",
            "<mrow><mtext>max</mtext><mrow><mo>(</mo><mrow><mn>0</mn><mo>,</mo><mn>2</mn></mrow><mo>)</mo></mrow></mrow>",
        ),
        (
            "[ 1 , 2 ; 3  4 ]",
            "<mrow><mo>[</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr>"
            "<mtr><mtd><mn>3</mn></mtd><mtd><mn>4</mn></mtd></mtr></mtable><mo>]</mo></mrow>",
        ),
    ],
)
def test_a_formula_has_its_structure(text, expected):
    """Indices, layers, fractions, powers, derivatives and matrices come out as such."""
    assert mathml(text) == f'<math displaystyle="true">{expected}</math>'


def test_lines_stay_lines():
    """Each line of a formula is a row of a table."""
    math = ElementTree.fromstring(mathml("z = 1 \n a = 2"))
    assert [text_of(row) for row in math.iter("mtr")] == ["z=1", "a=2"]


@given(st.text(alphabet=list("zaw01.,;()[]/^_<>&\"'−=+·∂Lδ \nT{}#e"), max_size=40))
def test_any_text_is_well_formed(text):
    """Whatever stands in a line, its MathML can be read, and has no element that is not MathML's."""
    tags = {element.tag for element in ElementTree.fromstring(mathml(text)).iter()}
    assert tags <= {
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "msub",
        "msup",
        "msubsup",
        "mfrac",
        "mtable",
        "mtr",
        "mtd",
    }


def test_no_number_of_a_film_is_lost(films):
    """In the MathML of each formula of the real films stand all its digits and signs, in their order."""
    for film in films:
        for line in film.receipt.lines:
            if "=" not in line.text and "≈" not in line.text:
                continue
            shown = text_of(ElementTree.fromstring(mathml(line.text)))
            kept = [sign for sign in shown if sign in "0123456789.−+·=≈"]
            assert kept == [sign for sign in line.text if sign in "0123456789.−+·=≈"]


def test_markup_in_a_line_is_text():
    """A tag in a line is shown, not obeyed."""
    math = ElementTree.fromstring(mathml("<script>alert(1)</script> = 1"))
    assert not [element for element in math.iter() if element.tag == "script"]
