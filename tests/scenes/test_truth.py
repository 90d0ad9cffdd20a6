"""Every number on screen was computed by core, and is drawn as it was computed."""

import re

import pytest
from manim import Scene, VMobject

from core import backward
from facts.number import Shown
from facts.statement import Statement
from proof.arithmetic import decimals_of, written
from scenes.mobjects import Between, Derivative, Formula, Number, Symbol, Words
from scenes.mobjects.type.formula import Glyph
from tests.scenes.records import RECORDS, STEP, look_up, role
from tests.scenes.walk import ALL_FILMS, film, walk

SIZES = STEP.network.sizes


def untrue(text):
    """The numbers of one text that no fresh record holds, or that are not drawn as they are."""
    found = []
    for part, drawn in ((part, drawn) for part, drawn in text.parts if isinstance(part, Number)):
        name = role(part.record)
        if name is None:
            found.append(f"{part.path} of a {type(part.record).__name__} that core did not compute")
            continue
        value = look_up(RECORDS[name], part.path)
        digits = drawn.lstrip("+").strip("()")
        if part.value != value or digits != written(value, decimals_of(digits)):
            found.append(f"{drawn} is drawn, {value} is {part.path} of {name}")
    return found


def strange_digits(text):
    """The digits of one text that stand in no number: only the constants 0 and 1, and indices, may."""
    parts = text.formula.parts
    strings = [piece for piece in text.formula.pieces if not any(piece is part for part in parts)]
    plain = " ".join(piece if isinstance(piece, str) else piece.text for piece in strings)
    found = [f"{number} in a string" for number in re.findall(r"[\d.]*\d[\d.]*", plain) if number not in "01"]
    found += [f"{digit} between parts" for digit in text.between if digit in "23456789"]
    for part, drawn in text.parts:
        digits = re.findall(r"\d", drawn)
        if isinstance(part, Words) and digits and not spelt_out(part.text, drawn):
            found.append(f"words with digits: {drawn}")
        if isinstance(part, Symbol) and sorted(digits) != sorted(re.findall(r"\d", f"{part.index}{part.layer}")):
            found.append(f"{drawn}, made from {part.text}")
        if isinstance(part, Symbol) and not exists(part):
            found.append(f"{part.text}, which the network has not")
    return found


def spelt_out(text, drawn):
    """Whether the digits in some words are those of a number that fills a slot of their sentence."""
    slots = text.slots.values() if isinstance(text, Statement) else []
    numbers = "".join(slot.plain for slot in slots if isinstance(slot, Shown))
    return re.findall(r"\d", drawn) == re.findall(r"\d", numbers)


def exists(symbol):
    """Whether the network has the layer and the neurons that a symbol's indices name."""
    layers = [symbol.layer] if isinstance(symbol.layer, int) else range(1, len(SIZES))
    limits = [(SIZES[layer], SIZES[layer - 1]) for layer in layers if 0 < layer < len(SIZES)]
    limits = {"x": [SIZES[:1]], "p": [SIZES[-1:]], "y": [SIZES[-1:]]}.get(symbol.letter, limits)
    index = [int(digit) for digit in re.findall(r"\d", str(symbol.index))]
    return any(all(0 < i <= size for i, size in zip(index, limit, strict=False)) for limit in limits)


@pytest.mark.parametrize("name", ALL_FILMS)
def test_every_number_is_computed(name):
    """Each number drawn is the value, rounded half up, that core computes anew at the same place."""
    for play in film(name).moves:
        assert [fault for text in play.screen.texts for fault in untrue(text)] == [], play


@pytest.mark.parametrize("name", ALL_FILMS)
def test_no_other_digits(name):
    """Besides numbers, a film draws only indices that the network has, and the constants 0 and 1."""
    for play in film(name).moves:
        assert [fault for text in play.screen.texts for fault in strange_digits(text)] == [], play
        assert play.screen.strangers == [], play


def own_places(symbol):
    """How the paths end at which records hold the value of a symbol with an index."""
    j, layer = int(symbol.index) - 1, symbol.layer or len(SIZES) - 1
    here = f"layers[{layer - 1}]"
    if isinstance(symbol, Derivative):
        return [f"{here}.grad_{symbol.letter}[{j}]"]
    names = {
        "z": [f"{here}.z"],
        "a": [f"{here}.a", f"layers[{layer}].input"],
        "δ": [f"{here}.delta"],
        "b": [f"{here}.biases"],
        "p": ["output"],
        "x": ["x", "input"],
    }
    return [f"{name}[{j}]" for name in names[symbol.letter]]


def named_wrongly(screen):
    """The symbols, such as z₂⁽¹⁾, whose values do not stand in the same formula, or beside them in a column."""
    found = []
    for text in screen.texts:
        numbers = [part for part in text.formula.parts if isinstance(part, Number)]
        if len(text.formula.parts) == 1:  # a name beside a column
            numbers = [part for other in screen.texts for part in beside(text, other)]
        for symbol in (part for part in text.formula.parts if isinstance(part, Symbol)):
            one = re.fullmatch(r"\d", str(symbol.index)) and symbol.letter in "zaδbpx" and symbol.layer != "l"
            if numbers and one and not any(n.path.endswith(tuple(own_places(symbol))) for n in numbers):
                found.append(f"{symbol.text} in {text}")
    return found


def beside(name, other):
    """The numbers of another text that stand right of a name, in its row."""
    _, bottom, right, top = name.box
    for box, index in zip(other.boxes, other.part, strict=True):
        if box[0] > right and box[1] < (bottom + top) / 2 < box[3] and isinstance(other.formula.parts[index], Number):
            yield other.formula.parts[index]


@pytest.mark.parametrize("name", ALL_FILMS)
def test_symbols_stand_with_their_values(name):
    """What is called z₂⁽¹⁾ is the z of neuron 2 in layer 1, and so with a, b, x, p, δ and the gradient."""
    for play in film(name).moves:
        assert named_wrongly(play.screen) == [], play


@pytest.mark.parametrize(("name", "count"), [("architecture", 30), ("forward_pass", 100), ("backprop", 90)])
def test_numbers_are_found(name, count):
    """A film shows at least this many different numbers, so that the tests have something to look at."""
    places = {
        (role(part.record), part.path)
        for play in film(name).moves
        for text in play.screen.texts
        for part, drawn in text.parts
        if isinstance(part, Number) and drawn
    }
    assert len(places) >= count


def scene_of(*mobjects):
    """The screen of a film that shows these."""

    class Shown(Scene):
        def construct(self):
            self.add(*(make() for make in mobjects))
            self.wait()

    return walk(Shown).plays[-1].screen


def test_an_untrue_number_is_found():
    """A number of another trace is reported, and so is one whose glyphs show another value."""
    other = backward(STEP.forward, 0 if STEP.example.true_class else 1)
    [text] = scene_of(lambda: Formula(Number(other, "loss"))).texts
    assert len(untrue(text)) == 1

    def redrawn():
        right, wrong = Formula(Number(STEP, "backward.loss")), Formula(Number(STEP, "loss_again"))
        right[0].become(wrong[0])
        return right

    [text] = scene_of(redrawn).texts
    assert len(untrue(text)) == 1


@pytest.mark.parametrize(
    "pieces",
    [
        ["x = 2"],
        ["x =", Between("3", "0")],
        ["x =", Between("1", "10")],
        [Words("seed 42")],
        [Symbol("a", 6, 1)],
        [Symbol("w", "16", 2)],
        [Symbol("W", layer=4)],
        [Symbol("x^2")],
    ],
)
def test_a_strange_digit_is_found(pieces):
    """A digit that is neither a number's nor an index of the network is reported."""
    [text] = scene_of(lambda: Formula(*pieces)).texts
    assert strange_digits(text)


def test_type_of_no_formula_is_found():
    """A glyph outside all formulas is reported, and so is any other shape that looks like a digit."""

    def outline(source):
        return Formula(source).glyphs[0].points.copy()

    minus, five = (lambda: Glyph(outline("−"))), (lambda: VMobject(fill_opacity=1).set_points(outline('"5"')))
    assert len(scene_of(minus, five).strangers) == 2


def test_a_wrong_name_is_found():
    """The z of one neuron under the name of another is reported, in a line and beside a column."""
    number = Number(STEP.forward, "layers[0].z[1]")
    right, wrong = (Symbol("z", j, 1) for j in (2, 3))
    for name, faults in ((right, 0), (wrong, 1)):
        assert len(named_wrongly(scene_of(lambda name=name: Formula(name, "=", number)))) == faults
        column = scene_of(lambda name=name: Formula(name).at(-1, 0), lambda: Formula("=", number).at(0, 0))
        assert len(named_wrongly(column)) == faults
