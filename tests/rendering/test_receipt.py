"""The receipt of a film: whatever number was on screen stands in it, with its time, its place and its source."""

import json

import av
import pytest

from core import load_example, training_step
from tests.rendering.conftest import set_up

FILM = '''"""Numbers come, move, are copied, and go."""
from manim import DOWN, FadeIn, FadeOut, Rectangle, Scene, TransformFromCopy

from core import forward, load_example, training_step
from facts.onscreen import Meaning
from scenes.mobjects import Equation, Formula, Number, Symbol, Words


class NumberFilm(Scene):
    def construct(self):
        example = self.example = load_example()
        trace = forward(example.network, example.x)
        other = forward(example.network, [1, 0, -1])
        weight = Number(trace, "network.layers[0].weights[0, 0]")
        x = Number(trace, "layers[0].input[0]", form="operand")
        product = Equation(weight, "·", x, result=Number(trace, "layers[0].products[0, 0]"))
        self.play(FadeIn(product.left), run_time=1)
        self.play(FadeIn(product.answer), run_time=1)
        self.wait(1)
        self.play(product.animate.shift(DOWN), run_time=1)
        strange = Formula(Words("seed 7:"), Number(other, "layers[0].z[1]")).shift(2 * DOWN)
        self.add(strange)
        self.wait(1)
        loss = Formula(Symbol("L"), "=", Number(training_step(example), "backward.loss"))
        self.play(FadeOut(product), FadeIn(loss), run_time=1)
        again = loss[1].copy()
        self.play(again.animate.shift(2 * DOWN), FadeOut(loss), run_time=1)
        bar = Rectangle(width=2, height=0.5, stroke_width=0).set_fill("#336699", 1)
        bar.mark = Meaning("bar", ((trace, "layers[0].z[0]"),), "sum", look={"one": 4.0})
        self.play(FadeIn(bar), run_time=1)
        self.play(bar.animate.stretch_to_fit_width(3), run_time=1)
'''


@pytest.fixture(scope="module")
def folder(tmp_path_factory, warm):
    """The folder of the film of numbers, only to be read."""
    project = set_up(tmp_path_factory.mktemp("numbers"))
    (project / "scenes" / "number_film.py").write_text(FILM)
    done = warm(project, "--film", "number_film")
    assert (done.returncode, done.stderr) == (0, "")
    return project / "media" / "videos" / "number_film" / "480p15"


@pytest.fixture
def receipt(folder):
    """The receipt of the film of numbers."""
    return json.loads((folder / "NumberFilm.numbers.json").read_text(encoding="utf-8"))


def test_every_number_has_its_time_its_place_and_its_source(receipt):
    """A number is noted from the play that brings it to the one that takes it, anew where it has moved."""
    trace = training_step(load_example()).forward
    found = [(n["path"], n["text"], n["start"], n["end"]) for n in receipt["numbers"]]
    weight, value = "network.layers[0].weights[0, 0]", "example.x[0]"
    product = "forward.layers[0].products[0, 0]"
    assert found[:3] == [(weight, "0.3", 0, 4), (value, "−0.5", 0, 4), (product, "−0.15", 1, 4)]
    assert found[3:6] == [(weight, "0.3", 3, 6), (value, "−0.5", 3, 6), (product, "−0.15", 3, 6)]
    assert found[7][:2] == ("backward.loss", f"{training_step(load_example()).backward.loss:.3f}")
    assert [number[2:] for number in found[7:]] == [(5, 7), (6, 9)]
    assert trace.layers[0].products[0, 0] == pytest.approx(-0.15)
    before, after = (receipt["numbers"][k]["box"] for k in (0, 3))
    assert after[0] == pytest.approx(before[0])
    assert after[1] - before[1] == pytest.approx(480 / 8, abs=0.2)  # a unit down
    assert 0 < before[0] < before[2] < 854


def test_every_equation_has_its_operands(receipt):
    """An equation is noted while both of its sides are there, with the digits and the source of each operand."""
    [equation] = receipt["equations"]
    assert (equation["left"], equation["sign"], equation["right"]) == ("0.3 · (−0.5)", "=", "−0.15")
    assert equation["result"] == "forward.layers[0].products[0, 0]"
    operands = [["0.3", "network.layers[0].weights[0, 0]"], ["−0.5", "example.x[0]"]]
    assert equation["operands"] == operands
    assert (equation["start"], equation["end"]) == (1, 6)


def test_a_number_of_another_sample_says_so(receipt):
    """What does not belong to the example's own training step has a name of its own, with what it was made from."""
    strange = receipt["numbers"][6]
    name = strange["path"].split(".")[0]
    assert strange["path"] == f"{name}.layers[0].z[1]"
    assert receipt["given"][name]["input"] == [1, 0, -1]
    assert (strange["start"], strange["end"]) == (4, 9)


def test_a_shape_that_means_something_is_measured(receipt):
    """A mark is noted with what it stands for and what was seen of it, anew where the shape has changed."""
    before, after = receipt["marks"]
    for mark, times, wide in ((before, (7, 9), 2), (after, (8, 9), 3)):
        assert (mark["kind"], mark["role"], mark["places"]) == ("bar", "sum", ["forward.layers[0].z[0]"])
        assert (mark["start"], mark["end"]) == times
        assert mark["box"][2] - mark["box"][0] == pytest.approx(wide * 480 / 8, abs=0.25)
        assert (mark["look"]["fill"], mark["look"]["one"]) == ("#336699", 4.0)


def test_the_receipt_belongs_to_its_film(folder, receipt):
    """It carries the film's fingerprint and checksum, its size, and the example with its network."""
    record = json.loads((folder / "NumberFilm.json").read_text(encoding="utf-8"))
    assert (receipt["fingerprint"], receipt["sha256"]) == (record["fingerprint"], record["sha256"]["NumberFilm.mp4"])
    assert (receipt["film"], receipt["width"], receipt["height"]) == ("NumberFilm", 854, 480)
    example = load_example()
    assert (
        receipt["given"][""]["example"]["network"]["layers"][0]["weights"] == example.network.layers[0].weights.tolist()
    )


def test_a_film_names_its_network(folder, receipt):
    """The title of a film's network stands in its record, and in the file as a comment."""
    assert json.loads((folder / "NumberFilm.json").read_text(encoding="utf-8"))["network"] == load_example().title
    with av.open(folder / "NumberFilm.mp4") as film:
        assert film.metadata["comment"] == load_example().title


def test_a_film_without_type_has_an_empty_receipt(finished):
    """A film that shows no number leaves a receipt that says whose it is, and no more."""
    receipt = json.loads((finished / "TinyFilm.numbers.json").read_text(encoding="utf-8"))
    assert receipt["film"] == "TinyFilm"
    assert not receipt.get("numbers")
