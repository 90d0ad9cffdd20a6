"""The picture of the network tells the truth, and stands at the same place in every film."""

import numpy as np
import pytest
from manim import tempconfig

from core import Network
from scenes.mobjects import NetworkDiagram, Number, theme
from scenes.mobjects.diagram.emphasis import level_of
from scenes.mobjects.diagram.neuron import segment
from tests.scenes.prediction import Prediction
from tests.scenes.reading import outline
from tests.scenes.records import STEP, role
from tests.scenes.screen import filled
from tests.scenes.walk import FILMS, UNDRAWN, Undrawn, film, scene_of, walk

WEIGHTS = [
    ([layer.weights for layer in STEP.network.layers], False),
    ([layer.weights for layer in STEP.new_network.layers], False),
    # An edge that shows a gradient shows where its weight will go: against it, with a bead.
    ([-layer.grad_weights for layer in STEP.backward.layers], True),
]
DELTA = Number(STEP.backward, "layers[2].delta[0]")


def screens(name):
    """(play, diagram) for every play of a film that shows a network."""
    return [(play, diagram) for play in film(name).moves for diagram in play.screen.diagrams]


def looks_like(edges, values, change=False):
    """Whether edges have the hue and form of the signs of some values, and the wider the larger they are."""
    seen = [(look, value) for row, v in zip(edges, values, strict=True) for look, value in zip(row, v, strict=True)]
    seen = [(*look, value) for look, value in seen if look]
    signs = all(
        (color, form) == (hue_of(value, change).to_hex(), form_of(value, change)) for color, _, form, value in seen
    )
    widths = [width for _, width, _, value in sorted(seen, key=lambda edge: abs(edge[3]))]
    return signs and widths == sorted(widths)


def hue_of(value, change):
    """Orange below zero, blue above it, or the hues of a change; grey for what has no sign."""
    hues = [delta.rim for delta in theme.DELTAS] if change else [theme.NEGATIVE, theme.POSITIVE]
    return hues[int(value > 0)] if value else theme.FAINT


def form_of(value, change):
    """Dashed below zero, or, of a change, a bead that points up or down; else whole."""
    if change and value:
        return "up" if value > 0 else "down"
    return "dashed" if value < 0 else "whole"


def test_the_network_stands_still():
    """Neurons have the same places and sizes in all plays of all films, and in a student's own."""
    diagrams = [diagram for name in FILMS for _, diagram in screens(name)]
    diagrams += [diagram for play in walk(Prediction).moves for diagram in play.screen.diagrams]
    for diagram in diagrams:
        for layer, first in zip(diagram.layers, diagrams[0].layers, strict=True):
            assert np.allclose(layer, first, atol=1e-9)
    radii = {radius for layer in diagrams[0].layers for radius in layer[:, 2].round(6)}
    assert len(radii) == 1
    assert 0.33 <= radii.pop() <= 0.38
    assert max(layer[:, 0].max() for layer in diagrams[0].layers) < 0  # on the left


@pytest.mark.parametrize("name", FILMS)
def test_the_network_never_leaves(name):
    """Whatever of the network has come on screen stays there, and in the end all of it is there."""
    visible = [diagram.visible for _, diagram in screens(name)]
    assert visible == sorted(visible)
    assert visible[-1] == sum(STEP.network.sizes) + sum(layer.weights.size for layer in STEP.network.layers)


@pytest.mark.parametrize("name", FILMS)
def test_edges_look_like_weights(name):
    """The edges of each layer show the weights, the new weights, or where the gradient takes them."""
    for play, diagram in screens(name):
        for layer, edges in enumerate(diagram.edges):
            assert any(looks_like(edges, values[layer], change) for values, change in WEIGHTS), (
                f"{play}: layer {layer + 1}"
            )


def test_wrong_edges_are_seen():
    """Edges drawn from other weights are told apart from the true ones."""
    truth = STEP.network.layers[0].weights
    looks = [diagram.edges[0] for _, diagram in screens("forward_pass")][-1]
    assert looks_like(looks, truth)
    assert not looks_like(looks, -truth)
    assert not looks_like(looks, truth[::-1])


@pytest.mark.parametrize("name", FILMS)
def test_edges_are_as_dim_as_they_are_meant(name):
    """When its look and the light change in one play, an edge ends at the share of its strength that it is noted at."""
    found = []

    def compare(scene, _):
        for rows in scene.diagram.edges:
            for edge in (edge for row in rows.values() for edge in row.values()):
                if abs(edge.get_stroke_opacity() - level_of(edge)) > 0.001:
                    found.append(f"{scene.renderer.time:.1f} s: {edge.get_stroke_opacity()}, not {level_of(edge)}")

    with tempconfig(UNDRAWN):
        scene_of(name)(renderer=Undrawn(compare)).render()
    assert found == []


@pytest.mark.parametrize("name", FILMS)
def test_numbers_are_in_their_neurons(name):
    """A neuron shows its own activation, or its own delta."""
    for play, diagram in screens(name):
        for layer, numbers in enumerate(diagram.numbers):
            for j, number in enumerate(numbers):
                place = f"layers[{layer - 1}]"
                own = [f"{place}.a[{j}]", f"{place}.delta[{j}]"] if layer else [f"input[{j}]"]
                assert number is None or number.path in own, f"{play}: {number.path}"


@pytest.mark.parametrize("name", FILMS)
def test_fuller_is_further_from_zero(name):
    """Neurons are filled from the bottom for values above zero, from the top for those below, the more the larger."""
    seen = set()
    for play, diagram in screens(name):
        for numbers, shares in zip(diagram.numbers, diagram.shares, strict=True):
            kinds = {}
            for number, share in ((number, share) for number, share in zip(numbers, shares, strict=True) if number):
                assert np.sign(share) == np.sign(number.value), f"{play}: {number.path}"
                kind = role(number.record), number.path.partition("]")[2][:3]
                kinds.setdefault(kind, []).append((number.value, share))
                seen.add(np.sign(share))
            for pairs in kinds.values():
                heights = [share for _, share in sorted(pairs)]
                assert heights == sorted(heights), f"{play}: {pairs}"
    assert seen == ({-1, 0, 1} if name != "architecture" else set())


def test_a_level_goes_through_zero():
    """What fills a neuron sinks, is gone, and comes back from the other side in the other hue when its sign changes."""
    diagram = NetworkDiagram(STEP.network)
    neuron, value = diagram.neurons[2][0], STEP.forward.layers[1].a[0]
    assert value > 0 > STEP.backward.layers[2].delta[0]
    for fill in (diagram.fill(STEP.forward, 2, 0), neuron.fill(DELTA, 2 * abs(DELTA.value), None, theme.DELTAS)):
        fill.begin()
        seen = []
        for alpha in np.linspace(0, 1, 21):
            fill.interpolate(alpha)
            seen.append((filled(neuron), neuron.liquid.get_fill_color()))
        fill.finish()
    levels = [level for level, _ in seen]
    assert levels == sorted(levels, reverse=True)
    assert levels[0] == pytest.approx(value / STEP.forward.layers[1].a.max(), abs=1e-4)
    assert levels[-1] == pytest.approx(-0.5, abs=1e-4)
    assert {(level > 0, color.to_hex()) for level, color in seen if level} == {
        (True, theme.ACTIVATIONS[0].fill.to_hex()),
        (False, theme.DELTAS[1].fill.to_hex()),
    }


@pytest.mark.parametrize("share", [1, 0.97, 0.5, 0.03, -0.03, -0.5, -1])
def test_what_fills_a_circle_is_a_part_of_it(share):
    """What fills a circle lies on its outline and below a level line, or above one, at its share of the height."""
    path = outline(segment(np.array([2.0, 1.0, 0.0]), 0.5, share)).reshape(-1, 2) - [2.0, 1.0]
    level = np.sign(share) * (abs(share) - 0.5)
    on_circle, on_line = np.isclose(np.hypot(*path.T), 0.5, atol=1e-5), np.isclose(path[:, 1], level, atol=1e-9)
    assert (on_circle | on_line).all()
    assert (path[:, 1] * np.sign(share) <= abs(share) - 0.5 + 1e-9).all()
    assert np.isclose(np.ptp(path[:, 1]), abs(share), atol=1e-9)


def test_the_films_show_values():
    """The forward pass fills every neuron with its activation, and backprop every later one with its delta."""
    last = screens("forward_pass")[-1][1]
    assert all(number for numbers in last.numbers for number in numbers)
    diagrams = (diagram for _, diagram in screens("backprop"))
    paths = {number.path for diagram in diagrams for numbers in diagram.numbers for number in numbers if number}
    sizes = STEP.network.sizes
    assert {f"layers[{layer}].delta[{k}]" for layer, size in enumerate(sizes[1:]) for k in range(size)} <= paths


@pytest.mark.parametrize("sizes", [(3, 5, 4, 2), (2, 1), (1, 16, 1), (4, 8, 6, 3)])
def test_edges_end_at_the_circles(sizes):
    """Each edge starts and ends on the circles of its own neurons, and is drawn below them."""
    diagram = NetworkDiagram(Network.initialise(sizes))
    for layer, rows in enumerate(diagram.edges):
        for j, row in rows.items():
            for i, edge in row.items():
                tail, head = diagram.neurons[layer][i], diagram.neurons[layer + 1][j]
                ends = (tail, edge.points[0]), (head, edge.points[-1])
                away = [np.linalg.norm(point - neuron.circle.get_center()) for neuron, point in ends]
                assert np.allclose(away, [tail.circle.width / 2, head.circle.width / 2])
                assert edge.z_index < head.circle.z_index
