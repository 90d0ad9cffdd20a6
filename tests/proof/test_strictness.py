"""How little a film may be wrong and still be found out: the tolerances of the verifier, from both sides."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from core import Example, Network, load_example
from core.activations import ACTIVATIONS
from proof import plain
from proof.arithmetic import holds
from proof.nudging import Nudging
from tests.proof.story import N, Story, judged


def core_off_by(monkeypatch, part, error):
    """Let ReLU, or its derivative, be wrong in core by a factor of 1 + error."""
    right = getattr(ACTIVATIONS["relu"], part)
    monkeypatch.setitem(ACTIVATIONS, "relu", replace(ACTIVATIONS["relu"], **{part: lambda z: right(z) * (1 + error)}))


def plain_off_by(monkeypatch, error):
    """Let every gate be wrong in the second implementation by a factor of 1 + error."""
    right = plain.gates
    monkeypatch.setattr(plain, "gates", lambda name, z: [gate * (1 + error) for gate in right(name, z)])


@pytest.mark.parametrize("part", ["function", "derivative"])
@pytest.mark.parametrize("error", [1e-3, -1e-6, 1e-8])
def test_a_small_mistake_in_core_is_found(monkeypatch, tmp_path, part, error):
    """A core that is wrong by a hundredth of a millionth is found by the second implementation."""
    core_off_by(monkeypatch, part, error)
    failures = judged(Story(load_example()).receipt(), tmp_path)
    assert any("by core" in failure.wrong and "plain Python" in failure.wrong for failure in failures)


@pytest.mark.parametrize("part", ["function", "derivative"])
@pytest.mark.parametrize("error", [4e-16, 1e-12])
def test_the_last_bits_are_no_mistake(monkeypatch, tmp_path, part, error):
    """Two implementations that round differently in the last bits agree."""
    core_off_by(monkeypatch, part, error)
    assert judged(Story(load_example()).receipt(), tmp_path) == []


@pytest.mark.parametrize("error", [0.05, -1e-3, 2e-6])
def test_a_small_mistake_in_both_is_found(monkeypatch, tmp_path, error):
    """A derivative that is wrong by two millionths in both implementations is found by nudging."""
    core_off_by(monkeypatch, "derivative", error)
    plain_off_by(monkeypatch, error)
    failures = judged(Story(load_example()).receipt(), tmp_path)
    assert any("when the network is nudged" in failure.wrong for failure in failures)
    assert not any("plain Python" in failure.wrong for failure in failures)


def told(receipt, line, text):
    """The receipt of a film in which more stands in one of its lines."""
    receipt["lines"][line]["text"] += f" {text}"
    return receipt


@pytest.mark.parametrize("digits", ["8.5", "0.8", "12.345", "999.9"])
def test_a_decimal_of_any_length_needs_a_source(tmp_path, digits):
    """A number of however many decimals that no path explains is found, with its digits, where it stands."""
    receipt = told(Story(load_example()).receipt(), 3, digits)
    assert [(failure.text, failure.time) for failure in judged(receipt, tmp_path)] == [(digits, 3.0)]


def test_a_number_of_another_line_explains_nothing(tmp_path):
    """Digits that have a source in one line have none in another."""
    receipt = Story(load_example()).receipt()
    loss = next(number["text"] for number in receipt["numbers"] if number["path"] == "backward.loss")
    assert not any(loss == number["text"] for number in receipt["numbers"] if number["line"] == 3)
    assert loss in [failure.text for failure in judged(told(receipt, 3, loss), tmp_path)]


class SoftStory(Story):
    """A story whose sample belongs to each of three classes in part."""

    def tell_loss(self, last):
        """The loss is a sum over all classes: −(y ln p + …)."""
        pairs = [(N(f"forward.output[{k}]"), N(f"backward.target[{k}]")) for k in range(3)]
        terms = [piece for p, y in pairs for piece in ("+", y, "· ln(", p, ")")]
        self.left_sides["backward.loss"] = ["−(", *terms[1:], ")"]


def soft_story():
    """The story of a sample that is half of the first class, and a quarter of each other."""
    names = {"feature_names": ("x",) * 2, "units": ("",) * 2, "class_names": ("a", "b", "c")}
    values = {"measurements": [1.5, -0.5], "mean": [0.0] * 2, "scale": [1.0] * 2, "target": [0.5, 0.25, 0.25]}
    network = Network.initialise((2, 4, 3), seed=1)
    return SoftStory(Example(title="Soft", network=network, **names, **values, learning_rate=0.1))


def test_a_target_in_parts_is_told(tmp_path):
    """A loss that weighs all classes by their targets is true."""
    assert judged(soft_story().receipt(), tmp_path) == []


def test_a_target_without_a_source_is_found(tmp_path):
    """A loss that writes the targets as fractions of its own, and comes to the same, lacks operands."""
    story, p = soft_story(), [N(f"forward.output[{k}]") for k in range(3)]
    terms = [piece for k, below in enumerate("244") for piece in ("+", "1 /", below, "· ln(", p[k], ")")]
    story.left_sides["backward.loss"] = ["−(", *terms[1:], ")"]
    failures = judged(story.receipt(), tmp_path)
    assert [(failure.path, failure.wrong[:27]) for failure in failures] == [
        ("backward.loss", "should have other operands:")
    ]


@pytest.mark.parametrize("path", ["forward.layers[0].a[0]", "forward.layers[2].exponentials[1]", "backward.loss"])
def test_a_factor_that_hides_in_the_rounding_is_found(tmp_path, path):
    """An equation that does a little more than the network, too little to be seen in its digits, is found."""
    story = Story(load_example())
    story.left_sides[path] = [*story.left_sides[path], "· 1000001 / 1000000"]
    failures = judged(story.receipt(), tmp_path)
    assert [(failure.path, failure.wrong) for failure in failures] == [
        (path, "does something else with its operands than the network does")
    ]


def test_an_equation_without_its_decimals_in_a_path_is_found(tmp_path):
    """A factor with decimals that has no source cannot hide in the rounding of an equation."""
    story, path = Story(load_example()), "forward.layers[0].a[0]"
    story.left_sides[path] = [*story.left_sides[path], "· 1.0000001"]
    assert path in [failure.path for failure in judged(story.receipt(), tmp_path)]


def test_operands_stand_in_their_equation(tmp_path):
    """An equation whose operands are said to be other numbers than stand in it is found, though it comes out right."""
    receipt, path = Story(load_example()).receipt(), "backward.layers[1].shares[0, 0]"
    equation = next(equation for equation in receipt["equations"] if equation["result"] == path)
    weight, delta = (Decimal(text.replace("−", "-")) for text, _ in equation["operands"])
    equation["left"] = f"({2 * weight}) · ({delta / 2})"
    failures = judged(receipt, tmp_path)
    assert (path, "does something else with its operands") in [(each.path, each.wrong[:37]) for each in failures]


def test_each_digit_of_an_equation_is_its_own(tmp_path):
    """Where an equation shows other digits of an operand than its value has, that operand is found."""
    receipt = Story(load_example()).receipt()
    for result in ("forward.layers[0].z[0]", "forward.layers[0].z[1]"):
        equation = next(equation for equation in receipt["equations"] if equation["result"] == result)
        for place in range(len(equation["operands"])):
            text, path = equation["operands"][place]
            equation["operands"][place] = f"{text}5", path
            assert path in [failure.path for failure in judged(receipt, tmp_path) if "should be" in failure.wrong]
            equation["operands"][place] = text, path


def test_a_right_side_is_rounded_and_not_cut(tmp_path):
    """A right side that is off by one in its last digit is found, though the sign between the sides allows for it."""
    receipt = Story(load_example()).receipt()
    equation = next(each for each in receipt["equations"] if each["result"] == "forward.output[0]")
    value = Decimal(equation["right"])
    beside = (str(value + step) for step in (Decimal("1e-6"), Decimal("-1e-6")))
    near = next(right for right in beside if holds(equation["left"], "≈", right))
    equation["right"] = near
    failures = [failure for failure in judged(receipt, tmp_path) if failure.path == equation["result"]]
    assert [(failure.text, failure.wrong) for failure in failures] == [(near, f"should be “{value}”")]


@pytest.mark.parametrize(("sign", "other"), [("=", "≈"), ("≈", "=")])
def test_the_other_sign_is_found(tmp_path, sign, other):
    """An equation that is exact and says that it is not, or the other way round, should have the other sign."""
    receipt = Story(load_example()).receipt()
    equation = next(each for each in receipt["equations"] if each["sign"] == sign and each["operands"])
    equation["sign"] = other
    failures = judged(receipt, tmp_path)
    assert (equation["result"], f"should say {sign}") in [(failure.path, failure.wrong) for failure in failures]


@pytest.mark.parametrize("more", [1, -1])
def test_the_decimals_are_as_many_as_said(tmp_path, more):
    """A number with more decimals, or fewer, than the receipt says is found."""
    receipt = Story(load_example()).receipt()
    number = next(number for number in receipt["numbers"] if number["path"] == "backward.loss")
    number["decimals"] += more
    assert [failure.path for failure in judged(receipt, tmp_path)] == ["backward.loss"]


MEASURED = {
    "z": r"backward\.layers\[\d\]\.(delta|grad_biases)\[",
    "weight": r"backward\.layers\[\d\]\.grad_weights\[",
    "a": r"backward\.layers\[\d\]\.(grad_a|shares)\[",
    "gate": r"backward\.layers\[\d\]\.gate\[",
}


@pytest.mark.parametrize("way", MEASURED)
def test_every_derivative_is_measured_in_its_own_way(monkeypatch, tmp_path, way):
    """Each derivative on screen is compared to what nudging measures of it, and nothing else is."""
    story, right = Story(load_example()), getattr(Nudging, way)
    story.left_sides["backward.layers[0].grad_biases[0]"] = [N("backward.layers[0].delta[0]")]

    def off(*place, **only):
        slope, uncertain = right(*place, **only)
        return slope + 1e-3, uncertain

    monkeypatch.setattr(Nudging, way, off)
    receipt = story.receipt()
    measured = {number["path"] for number in receipt["numbers"] if re.match(MEASURED[way], number["path"])}
    assert {failure.path for failure in judged(receipt, tmp_path)} == measured
