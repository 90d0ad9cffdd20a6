"""The activations that ONNX has, as ONNX Runtime computes them."""

import numpy as np
import pytest

from core import forward
from networks import NetworkFileError
from networks.onnx_path import ACTIVATIONS
from tests.networks.runtime import results
from tests.networks.test_onnx import DENSE, X, model, read_model

__all__ = ["read_model"]

# ONNX Runtime has these in single precision alone.
SINGLE = ("LeakyRelu", "Softplus", "Elu")
SAME = {
    "as they are": [], "kept": [("Identity", ["h1"], {}), ("Flatten", ["h2"], {}), ("Cast", ["h3"], {"to": 11})],
    "kept in shape": [("Reshape", ["h1", "rows"], {})], "added to": [("Add", ["B", "h1"], {})],
}  # fmt: skip


def activated(kind, attributes=None, between=()):
    """A dense model with this activation at its end, in single precision where it has to be."""
    nodes = [*DENSE, *between]
    casts = [("Cast", ["h{}"], {"to": 1}), ("Cast", ["h{}"], {"to": 11})] if kind in SINGLE else []
    for name, inputs, options in [*casts[:1], (kind, ["h{}"], attributes or {}), *casts[1:]]:
        nodes.append((name, [inputs[0].format(len(nodes) - 1)], options))
    return model(nodes, rows=np.array([-1, 3]))


def assert_same(network, made, kind):
    """The network gives what ONNX Runtime makes of the model, up to the precision that this has."""
    expected = results(made.SerializeToString(), X)[0]
    np.testing.assert_allclose(forward(network, X).output, expected, rtol=0, atol=1e-6 if kind in SINGLE else 1e-12)


@pytest.mark.parametrize("case", SAME)
@pytest.mark.parametrize("kind", ACTIVATIONS)
def test_activations_and_what_changes_nothing(read_model, kind, case):
    """MatMul, Add, each activation, and operators that change nothing between, compute what ONNX Runtime does."""
    made = activated(kind, between=SAME[case])
    network = read_model(made)["network"]
    assert_same(network, made, kind)
    assert network.layers[0].activation == ACTIVATIONS[kind]


@pytest.mark.parametrize(("attributes", "slope"), [({}, 0.01), ({"alpha": 0.2}, 0.2), ({"alpha": 0.125}, 0.125)])
def test_a_leaky_relu_keeps_its_slope(read_model, attributes, slope):
    """LeakyRelu has the slope of its attribute, as it was before it was stored in single precision, or else 0.01."""
    made = activated("LeakyRelu", attributes)
    network = read_model(made)["network"]
    assert network.layers[0].slope == slope
    assert_same(network, made, "LeakyRelu")


def test_an_elu_of_another_alpha_is_refused(read_model):
    """An Elu whose alpha is not 1 is refused in one line, one whose alpha is 1 is read."""
    assert read_model(activated("Elu", {"alpha": 1.0}))["network"].layers[0].activation == "elu"
    with pytest.raises(NetworkFileError, match=r"Elu has the alpha 0\.5: the films show an ELU with the alpha 1 alone"):
        read_model(activated("Elu", {"alpha": 0.5}))


@pytest.mark.parametrize("alpha", [0.0, 1.0, 1.5, -0.5, float("nan")])
def test_a_slope_that_is_none_is_named(read_model, alpha):
    """A LeakyRelu whose slope does not lie between 0 and 1 is refused in one line."""
    with pytest.raises(NetworkFileError, match=f"layer 1: slope must be a number between 0 and 1; not {alpha}$"):
        read_model(activated("LeakyRelu", {"alpha": alpha}))
