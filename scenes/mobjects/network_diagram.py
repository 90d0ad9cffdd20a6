"""The picture of a network: neurons that fill with activation, edges that look like their weights."""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    AnimationGroup,
    BraceBetweenPoints,
    Circle,
    FadeIn,
    FadeOut,
    Succession,
    Transform,
    VGroup,
)

from scenes.mobjects import theme
from scenes.mobjects.activation_curve import ACTIVATION_NAMES
from scenes.mobjects.edge import Edge
from scenes.mobjects.neuron import Neuron
from scenes.mobjects.parts import Number, Symbol, Words
from scenes.mobjects.typesetting import Formula

LEFT_X, RIGHT_X, CENTER_Y = -5.5, -0.85, 0.15
HEIGHT = 4.55
RADIUS, SPACING = 0.36, 0.95
LABELS_Y = -2.55


class NetworkDiagram(VGroup):
    """A network of any sizes, at the same place in every film: left, and centred in height.

    `neurons[l][j]`: layer l counts from 0, the inputs. `edges[l][j][i]`: the weight from neuron i of
    layer l to neuron j of layer l + 1. `names`: an `Example` whose feature and class names are shown.
    """

    def __init__(self, network, names=None):
        self.network = network
        sizes = network.sizes
        self.columns = np.linspace(LEFT_X, RIGHT_X, len(sizes))
        spacing = min(SPACING, HEIGHT / max(sizes))
        radius = min(RADIUS, 0.42 * spacing)
        self.neurons = [self._layer(n, x, spacing, radius) for n, x in zip(sizes, self.columns, strict=True)]
        self.edges = [self.edges_for(index, layer.weights) for index, layer in enumerate(network.layers)]
        self.names = VGroup() if names is None else self._names(names)
        self.labels = VGroup(*(self._label(layer) for layer in range(len(sizes))))
        self.heads = VGroup(*(self._head(layer, value_symbol(network, layer)) for layer in range(len(sizes))))
        super().__init__(
            VGroup(*(edge for layer in self.edges for row in layer for edge in row)),
            VGroup(*(VGroup(*layer) for layer in self.neurons)),
            self.names,
        )

    def _layer(self, count, x, spacing, radius):
        heights = CENTER_Y + spacing * (np.arange(count)[::-1] - (count - 1) / 2)
        return [Neuron([x, y, 0], radius) for y in heights]

    def edges_for(self, layer, values, scale=None, flip=False):
        """Edges into layer `layer` + 1 that look like `values` (n_out, n_in), as lists [j][i].

        The widest is that of the largest of `scale`, by default of the values themselves.
        """
        largest = max(abs(value) for row in (values if scale is None else scale) for value in row)
        return [
            [Edge(*self.ends(layer, j, i), value, largest, flip) for i, value in enumerate(row)]
            for j, row in enumerate(values)
        ]

    def ends(self, layer, j, i):
        """Where the edge from neuron i to neuron j starts and ends: on the two circles."""
        tail, head = self.neurons[layer][i], self.neurons[layer + 1][j]
        way = head.circle.get_center() - tail.circle.get_center()
        way /= np.linalg.norm(way)
        return tail.circle.get_center() + tail.radius * way, head.circle.get_center() - head.radius * way

    def edges_into(self, layer, j=None):
        """The edges into layer `layer` (which counts from 1), or into its neuron j alone."""
        rows = self.edges[layer - 1] if j is None else [self.edges[layer - 1][j]]
        return VGroup(*(edge for row in rows for edge in row))

    def edges_from(self, layer, i):
        """The edges out of neuron i of layer `layer` (which counts from 0, the inputs)."""
        return VGroup(*(row[i] for row in self.edges[layer]))

    def with_names(self):
        """The diagram, the labels below it and the heads above it."""
        return self, self.labels, self.heads

    def around(self, layer, neurons=None):
        """A layer or some neurons of it, the layer before, and the edges between: what computes, or blames."""
        mine = range(len(self.neurons[layer])) if neurons is None else neurons
        edges = (self.edges_into(layer, j) for j in mine)
        return [*(self.neurons[layer][j] for j in mine), *self.neurons[layer - 1], *edges]

    def _names(self, names):
        inputs = [
            SideLabel(neuron, name, LEFT) for neuron, name in zip(self.neurons[0], names.feature_names, strict=True)
        ]
        outputs = [
            SideLabel(neuron, name, RIGHT) for neuron, name in zip(self.neurons[-1], names.class_names, strict=True)
        ]
        return VGroup(VGroup(*inputs), VGroup(*outputs))

    def _label(self, layer):
        """Brace, size and activation under one layer."""
        x, half = self.columns[layer], self.neurons[layer][0].radius
        kind = "inputs" if layer == 0 else "outputs" if layer == len(self.network.layers) else "neurons"
        brace = BraceBetweenPoints([x - half, LABELS_Y, 0], [x + half, LABELS_Y, 0], DOWN, color=theme.FAINT)
        brace.stretch_to_fit_height(0.14).move_to([x, LABELS_Y, 0])
        count = Number(self.network, f"sizes[{layer}]")
        lines = VGroup(Formula(count, Words(kind), size=theme.IN_NEURON, color=theme.FAINT))
        if layer:
            activation = self.network.layers[layer - 1].activation
            lines.add(Formula(Words(ACTIVATION_NAMES[activation]), size=theme.IN_NEURON, color=theme.FAINT))
        for row, line in enumerate(lines):
            line.at(x, LABELS_Y - 0.5 - 0.37 * row, "center")
        return VGroup(brace, lines)

    def _head(self, layer, symbol):
        top = self.neurons[np.argmax(self.network.sizes)][0].circle.get_top()[1]
        return Formula(symbol).at(self.columns[layer], top + 0.22, "center")

    def head(self, layer, symbol):
        """Animate another name above a column: that of the values which its neurons show from now on."""
        old, new = self.heads[layer], self._head(layer, symbol)
        self.heads.submobjects[layer] = new
        return AnimationGroup(FadeOut(old), FadeIn(new))

    def ring(self, layer, j):
        """A ring around one neuron: the one that is being spoken of."""
        neuron = self.neurons[layer][j]
        return Circle(
            neuron.radius + 0.07, stroke_color=theme.FOCUS, stroke_width=5, z_index=theme.NEURONS_LEVEL
        ).move_to(neuron.circle)

    def show(self, trace, layers=None):
        """Animate the values of `trace` (or only of some `layers`, 0 = inputs) into the neurons, left to right."""
        layers = range(len(self.neurons)) if layers is None else layers
        return Succession(*(self.show_layer(trace, layer) for layer in layers))

    def show_at_once(self, trace):
        """Animate all values of `trace` at the same time."""
        places = ((layer, j) for layer, neurons in enumerate(self.neurons) for j in range(len(neurons)))
        return AnimationGroup(*(self.fill(trace, layer, j) for layer, j in places))

    def show_layer(self, trace, layer):
        """Animate one layer: light runs along its edges, then its neurons fill."""
        fills = AnimationGroup(*(self.fill(trace, layer, j) for j in range(len(self.neurons[layer]))))
        return Succession(self.pulse(layer), fills) if layer else fills

    def fill(self, trace, layer, j, origin=None):
        """Animate the activation of one neuron, which comes from the shapes `origin`."""
        path = f"layers[{layer - 1}].a[{j}]" if layer else f"input[{j}]"
        values = trace.layers[layer - 1].a if layer else trace.input
        return self.neurons[layer][j].fill(trace, path, max(abs(value) for value in values), origin)

    def blame(self, backward, layer, k, origin):
        """Animate the delta of neuron k of `backward.layers[layer]` in place of its activation."""
        largest = max(abs(delta) for delta in backward.layers[layer].delta)
        neuron = self.neurons[layer + 1][k]
        return neuron.fill(backward, f"layers[{layer}].delta[{k}]", largest, origin, theme.GRADIENT)

    def pulse(self, layer, j=None, color=theme.ACTIVATION, back=False):
        """Light that runs along the edges into a layer, or into its neuron j alone; or back along them."""
        return AnimationGroup(*(edge.pulse(color, back) for edge in self.edges_into(layer, j)))

    def become_edges(self, layer, values, **look):
        """Animate the edges into layer `layer` + 1 to look like `values` (n_out, n_in)."""
        edges = self.edges_for(layer, values, **look)
        pairs = zip(self.edges_into(layer + 1), (edge for row in edges for edge in row), strict=True)
        return AnimationGroup(*(Transform(old, new) for old, new in pairs))

    def show_weights(self, network, layer):
        """Animate the edges to the weights of `network.layers[layer]`, on the scale of the first network."""
        return self.become_edges(layer, network.layers[layer].weights, scale=self.network.layers[layer].weights)

    def show_gradient(self, backward, layer):
        """Animate the edges to where they will go: blue will rise, orange will fall, wide by much, grey stays."""
        return self.become_edges(layer, backward.layers[layer].grad_weights, flip=True)


def value_symbol(network, layer):
    """What the neurons of a layer hold: x in layer 0, p after softmax, a elsewhere."""
    if layer == 0:
        return Symbol("x")
    return Symbol("p") if network.layers[layer - 1].activation == "softmax" else Symbol("a", layer=layer)


class SideLabel(VGroup):
    """A name beside a neuron, one word a line."""

    def __init__(self, neuron, name, side):
        super().__init__(*(Formula(Words(word), size=theme.IN_NEURON) for word in name.split()))
        edge = neuron.circle.get_center()[0] + side[0] * (neuron.radius + 0.12)
        top = neuron.circle.get_center()[1] - 0.08 + 0.16 * (len(self) - 1)
        for row, line in enumerate(self):
            line.at(edge, top - 0.32 * row, "left" if side[0] > 0 else "right")
