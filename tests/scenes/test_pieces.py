"""The pieces that films are drawn with serve networks of any sizes and activations."""

import numpy as np
import pytest
from manim import Scene

from core import Layer, Network, backward, forward
from proof.arithmetic import holds
from scenes.mobjects import NetworkDiagram, theme
from scenes.mobjects.selection import drawn_of, worked_of
from scenes.mobjects.type.flow import terms_of
from scenes.mobjects.type.parts import Between
from scenes.mobjects.workings.backward_matrices import delta_matrix, outer_product
from scenes.mobjects.workings.gradients import SumOfShares, passed_back
from scenes.mobjects.workings.matrices import matrix_product
from scenes.mobjects.workings.sums import RunningSum, weighted_sum
from tests.scenes import layout
from tests.scenes.arithmetic import equations
from tests.scenes.walk import walk

SHAPES = [
    ((2, 1), ["sigmoid"]),
    ((2, 1), ["identity"]),
    ((1, 16, 1), ["tanh", "identity"]),
    ((4, 8, 6, 3), ["relu", "tanh", "softmax"]),
    ((3, 5, 4, 2), ["sigmoid", "relu", "softmax"]),
]


def two_decimals(network):
    """The network as its weights can be shown."""
    layers = (Layer(layer.weights.round(2), layer.biases.round(2), layer.activation) for layer in network.layers)
    return Network(tuple(layers), network.loss)


@pytest.fixture(params=SHAPES, ids=str)
def traces(request):
    """The forward and the backward trace of a small random network."""
    sizes, activations = request.param
    network = two_decimals(Network.initialise(sizes, activations, seed=3))
    x = np.random.default_rng(1).uniform(-2, 2, sizes[0]).round(1)
    trace = forward(network, x)
    return trace, backward(trace, 0 if activations[-1] == "softmax" else np.ones(sizes[-1]))


def neurons(trace, layers):
    """(layer, neuron) for all neurons of some layers."""
    return [(layer, j) for layer in layers for j in range(len(trace.layers[layer].z))]


def test_worked_sums_fit_any_network(traces):
    """Each neuron's sum, in a column and in lines, shows equations that hold, and keeps within its width."""
    trace, _ = traces
    for layer, j in neurons(trace, range(len(trace.layers))):
        column, line = weighted_sum(trace, layer, j), RunningSum(trace, layer, j, theme.WORK_WIDTH)
        for formula in (column, line):
            assert equations(formula)
            assert [equation for equation in equations(formula) if not holds(*equation)] == []
        assert len(column.rows) == len(line.weights) == len(worked_of(len(trace.layers[layer].input)))
        assert line.width <= theme.WORK_WIDTH


def test_worked_blame_fits_any_network(traces):
    """Each hidden neuron's blame, in a column and in lines, shows equations that hold."""
    trace, back = traces
    for layer, k in neurons(trace, range(len(trace.layers) - 1)):
        for formula in (passed_back(back, layer, k), SumOfShares(back, layer, k, gate=True)):
            assert equations(formula)
            assert [equation for equation in equations(formula) if not holds(*equation)] == []


def test_matrices_fit_any_network(traces):
    """The matrices of each layer keep within their width, and show equations that hold, one for each whole row."""
    trace, back = traces
    for layer, traced in enumerate(trace.layers):
        shown = drawn_of(len(traced.z))
        pieces = [(matrix_product(trace, layer, shown), len(shown)), (outer_product(back, layer), 0)]
        if traced is not trace.layers[-1]:
            pieces.append((delta_matrix(back, layer), len(worked_of(len(traced.z)))))
        for piece, count in pieces:
            assert piece.width <= theme.WORK_WIDTH
            relations = [relation for part in piece.get_family() for relation in getattr(part, "relations", [])]
            dotted = any("⋯" in part.text for part in piece.get_family() if hasattr(part, "text"))
            assert dotted or len(relations) >= max(count, 1)
            assert [relation.equation for relation in relations if not holds(*relation.equation)] == []


def test_the_diagram_fits_any_network(traces):
    """The diagram shows any network with all type in its place, each layer centred, and no value without decimals."""
    trace, _ = traces

    class Shown(Scene):
        def construct(self):
            diagram = NetworkDiagram(trace.network)
            self.add(diagram, diagram.labels)
            self.play(diagram.show(trace))

    screen = walk(Shown).plays[-1].screen
    assert {rule.__name__: faults for rule in layout.RULES if (faults := rule(screen))} == {}
    [diagram] = screen.diagrams
    assert [len(layer) for layer in diagram.layers] == [len(drawn_of(size)) for size in trace.network.sizes]
    numbers = [number for layer in diagram.numbers for number in layer if number]
    assert all(abs(float(number.plain.replace("−", "-")) - number.value) <= 0.05 for number in numbers)


def test_a_fraction_stays_whole():
    """A line that is too long is broken before an operator, but never inside a fraction."""
    fraction = [Between("frac(", "("), "3", "−", "1", Between(",", ") /"), "2", Between(")", "")]
    assert terms_of(fraction) == [fraction]
    assert len(terms_of([*fraction, "+", "1"])) == 2
