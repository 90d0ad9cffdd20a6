"""Films of more than one sample, or of more than one network: which numbers belong together."""

from decimal import Decimal

from core import load_example
from tests.proof.story import Story, bracketed, judged


def with_another_sample():
    """A receipt in which the weights of another network, and the first output of another sample, have numbers."""
    story = Story(load_example())
    receipt, network = story.receipt(), story.receipt()["given"][""]["example"]["network"]
    other = [[2 * weight for weight in row] for row in network["layers"][0]["weights"]]
    layers = [{**network["layers"][0], "weights": other}, *network["layers"][1:]]
    receipt["given"] |= {
        "forward1": {"kind": "forward", "network": network, "input": [1.0, 0.0, 0.0]},
        "network2": {"kind": "network", "network": {**network, "layers": layers}},
    }
    return receipt


def operand_of(receipt, result, place):
    """An operand of an equation, to be changed: [text, path]."""
    equation = next(equation for equation in receipt["equations"] if equation["result"] == result)
    equation["operands"][place] = list(equation["operands"][place])
    return equation["operands"][place]


def test_a_network_is_known_in_another_sample(tmp_path):
    """A sum of another sample may be worked with the film's own weights, if its network has the same."""
    receipt = with_another_sample()
    own = next(equation for equation in receipt["equations"] if equation["result"] == "forward.layers[0].z[0]")
    weights, (bias, _) = [text for text, _ in own["operands"][:-1:2]], own["operands"][-1]
    inputs = [("1", "forward1.input[0]"), ("0", "forward1.input[1]"), ("0", "forward1.input[2]")]
    paths = [f"network.layers[0].weights[0, {i}]" for i in range(3)]
    operands = [pair for text, path, x in zip(weights, paths, inputs, strict=True) for pair in ((text, path), x)]
    left = " + ".join(f"{bracketed(text)} · {x}" for text, (x, _) in zip(weights, inputs, strict=True))
    right = str(Decimal(weights[0].replace("−", "-")) + Decimal(bias))
    told = {"left": f"{left} + {bias}", "right": right, "result": "forward1.layers[0].z[0]"}
    receipt["equations"] = [own | told | {"operands": [*operands, own["operands"][-1]]}]
    receipt["numbers"], receipt["lines"] = [], []
    assert judged(receipt, tmp_path) == []


def test_another_sample_does_not_enter(tmp_path):
    """An equation with a number of another sample in it is found, even where that is the same number."""
    receipt, result = with_another_sample(), "forward.layers[0].z[0]"
    receipt["given"]["forward1"]["input"] = Story(load_example()).step.forward.input.tolist()
    operand_of(receipt, result, 1)[1] = "forward1.input[0]"
    failures = judged(receipt, tmp_path)
    assert [(failure.path, failure.wrong[:27]) for failure in failures] == [(result, "should have other operands:")]


def test_another_network_does_not_enter(tmp_path):
    """An equation with a number of a network with other weights in it is found, even where that is the same number."""
    receipt, result = with_another_sample(), "forward.layers[1].z[0]"
    operand_of(receipt, result, 0)[1] = "network2.layers[1].weights[0, 0]"
    failures = judged(receipt, tmp_path)
    assert [(failure.path, failure.wrong[:27]) for failure in failures] == [(result, "should have other operands:")]
