"""Every activation of core is known to every room that has to know it."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from core import Layer, Network, forward
from core.activations import ACTIVATIONS
from networks.contents import ALIASES, Contents, activation_of
from networks.models import TORCH
from networks.onnx_path import ACTIVATIONS as OPERATORS
from proof import plain
from proof.arithmetic import Calculation
from proof.nudging import Nudging
from proof.recompute import Recomputed
from tests.core.cases import HIDDEN, PAIRS
from tests.core.test_sklearn import THEIRS

ROOT = Path(__file__).parent.parent
DOCS = (ROOT / "docs" / "network-format.md").read_text(encoding="utf-8")
ALL = pytest.mark.parametrize("name", ACTIVATIONS)


def layer_with(name: str) -> Layer:
    """A layer of two neurons with this activation, one on each side of 0."""
    return Layer([[1.0], [-1.0]], [0.25, 0.0], name)


@ALL
def test_an_entry_is_whole(name):
    """An entry has a formula in z and perhaps slope, and where it has a slope there is a kink."""
    entry = ACTIVATIONS[name]
    words = set(re.findall(r"slope|(?<![a-z])z", entry.formula or "z"))
    assert words == ({"z", "slope"} if entry.slope else {"z"})
    assert (entry.formula is None) == (name == "softmax")
    assert not (entry.slope and entry.kink is None)


@ALL
def test_a_kink_is_where_the_derivative_jumps(name):
    """The derivative jumps at the kink that an entry names, and where it names none it jumps nowhere near 0."""
    layer, kink = Layer([[1.0]], [0.0], name), ACTIVATIONS[name].kink
    below, above = (float(layer.derivative(np.array([(kink or 0) + side])).squeeze()) for side in (-1e-9, 1e-9))
    assert (abs(above - below) > 0.5) == (kink is not None)


@ALL
def test_the_readers_know_it(name):
    """Files may name it, and no reader gives it another name."""
    assert activation_of(name) == activation_of(name.upper()) == name
    assert {*ALIASES.values()} == {*ACTIVATIONS}
    # In ONNX and PyTorch, what has no activation is the identity.
    assert name in {*OPERATORS.values(), "identity"}
    assert name in {*TORCH.values(), "identity"}


def test_a_message_lists_what_is_accepted():
    """What is said where an activation is unknown or missing lists the names that are accepted, all and no other."""
    silent = Contents([np.ones((1, 1))], [np.ones(1)])
    for call in (lambda: activation_of("swish"), silent.network):
        with pytest.raises(ValueError, match="activation") as caught:
            call()
        listed = re.search(r"(?:show|1 of) (.*)$", str(caught.value))[1].split(", ")
        assert sorted(listed) == sorted(ALIASES)
        assert all(activation_of(name) in ACTIVATIONS for name in listed)


@ALL
def test_the_schema_and_the_documentation_name_it(name):
    """The JSON Schema allows it, and the documentation lists it."""
    schema = json.loads((ROOT / "networks" / "schema.json").read_text(encoding="utf-8"))
    layer = schema["properties"]["network"]["properties"]["layers"]["items"]["properties"]
    assert set(layer["activation"]["enum"]) == set(ACTIVATIONS)
    assert f"`{name}`" in re.search(r"^\| `layers` .*$", DOCS, re.MULTILINE)[0]
    assert all(operator in re.search(r"^\| `\.onnx` .*$", DOCS, re.MULTILINE)[0] for operator in OPERATORS)


@ALL
def test_the_twin_knows_it(name):
    """The second implementation has the same kink and slope, computes the same, and can measure its derivatives."""
    twin, layer = plain.ACTIVATIONS[name], layer_with(name)
    assert (twin.kink, twin.slope) == (ACTIVATIONS[name].kink, ACTIVATIONS[name].slope)
    numbers = plain.Layer(layer.weights.tolist(), layer.biases.tolist(), name)
    assert numbers.slope == layer.slope
    z = [0.75, -0.5]
    assert plain.activate(numbers, z) == pytest.approx(layer.activate(np.array(z)).tolist(), rel=1e-12)
    assert Nudging([numbers], [0.5], [0.5, 0.5], "mean_squared_error").z(0, 0)[0] == pytest.approx(
        plain.output_delta("mean_squared_error", numbers, z, [0.5, 0.5])[0], rel=1e-6
    )


@ALL
def test_a_recomputed_layer_has_its_slope(name):
    """What a film may show of a layer, its slope included, stands at the same place in both computations."""
    given = {"weights": [[1.0], [-1.0]], "biases": [0.25, 0.0], "activation": name}
    recomputed = Recomputed(
        {"kind": "forward", "network": {"layers": [given], "loss": "mean_squared_error"}, "input": [0.5]}
    )
    assert recomputed.twice("forward.layers[0].a[1]")[0] == forward(Network((layer_with(name),)), [0.5]).output[1]
    if ACTIVATIONS[name].slope is None:
        with pytest.raises(LookupError, match="is no number"):
            recomputed.twice("network.layers[0].slope")
    else:
        assert recomputed.twice("network.layers[0].slope") == (ACTIVATIONS[name].slope,) * 2


@ALL
def test_the_calculator_can_do_it(name):
    """What is displayed of it is arithmetic that the calculator of the proof can do."""
    text = (ACTIVATIONS[name].formula or "e^(z)").replace("slope", "0.2").replace("z", "( −0.4 )")
    assert float(Calculation(text).value()) < 1


def test_the_tests_know_all():
    """The networks that core is tested with have each activation, hidden and as output, where it may stand."""
    assert {*HIDDEN} == {*ACTIVATIONS} - {"softmax"}
    assert {output for output, _ in PAIRS} == {*ACTIVATIONS}
    assert {*THEIRS} <= {*ACTIVATIONS}
