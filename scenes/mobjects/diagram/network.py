"""The picture of a network: neurons that fill with activation, edges that look like their weights."""

import numpy as np
from manim import UP, AnimationGroup, Circle, Dot, FadeIn, FadeOut, Succession, VGroup, VMobject

from core import forward
from facts.number import NOISE
from facts.onscreen import Meaning
from facts.statement import Name
from scenes.mobjects import theme
from scenes.mobjects.diagram.edge import Become, Edge
from scenes.mobjects.diagram.emphasis import Relight, level_of
from scenes.mobjects.diagram.neuron import Neuron
from scenes.mobjects.diagram.side_label import BESIDE, SideLabel
from scenes.mobjects.diagram.size_labels import size_labels
from scenes.mobjects.diagram.value_symbol import value_symbol
from scenes.mobjects.diagram.values import activations, deltas_of, form_of, full_shade, head_of
from scenes.mobjects.selection import drawn_of, gaps, heard
from scenes.mobjects.type.fitting import width_of, wrapped
from scenes.mobjects.type.parts import Number

LEFT_X, RIGHT_X, CENTER_Y = -5.5, -0.85, 0.15
NAMES_END = theme.WORK_LEFT - 0.3
HEIGHT = 4.55
RADIUS, SPACING = 0.38, 0.95
LONGEST_NAME, LEAST_PITCH = 1.75, 0.62  # names leave so much room from one column to the next


class NetworkDiagram(VGroup):
    """A network of any sizes, at the same place in every film: left, and centred in height.

    `neurons[l]`: the neurons of layer l by their number j from 0; layer 0 is the input. Of a wide layer only the
    first and the last are drawn, around dots. `edges[l][j][i]`: the weight from neuron i of layer l to neuron j of
    layer l + 1. `names`: an `Example` whose feature and output names are shown.
    """

    def __init__(self, network, names=None):
        self.network = network
        last = len(network.layers)
        self.told = forward(network, names.x) if names else None
        keep = heard(names, self.told) if names else [()] * (last + 1)
        slots = [gaps(drawn_of(n, kept), n) for n, kept in zip(network.sizes, keep, strict=True)]
        texts = self._lay_out(names, slots)
        self.neurons, self.dots_of = [], VGroup()
        for layer, (x, column) in enumerate(zip(self.columns, slots, strict=True)):
            self.neurons.append(self._column(x, column, layer))
        self.edges = [self.edges_for(layer) for layer in range(last)]
        sides = zip((self.neurons[0], self.neurons[-1]), texts, (-1, 1), strict=True)
        self.names = VGroup(*(self._names(column, lines, side) for column, lines, side in sides if lines))
        self.labels = size_labels(network, self.columns, self.radius)
        self.forms = {}
        self.units = [self.unit_of(layer) for layer in range(last + 1)]
        self.heads = VGroup(*(self._head(layer, value_symbol(network, layer)) for layer in range(last + 1)))
        super().__init__(
            VGroup(*(edge for layer in range(last) for edge in self.edges_into(layer + 1))),
            VGroup(*(VGroup(*layer.values()) for layer in self.neurons)),
            self.dots_of,
            self.names,
        )
        self.picture = VGroup(self, self.labels)

    def _lay_out(self, names, slots):
        """Choose where the columns stand, and how large the neurons are; the lines of the names, left and right."""
        most = max(map(len, slots))
        self.spacing = min(SPACING, HEIGHT / most)
        lines = 2 if self.spacing > 0.7 else 1
        texts = [{}, {}]
        longest = min(LONGEST_NAME, (NAMES_END + theme.SAFE_X - LEAST_PITCH * (len(slots) - 1)) / 2 - BESIDE - RADIUS)
        if names:
            sides = (slots[0], "feature_names"), (slots[-1], "output_names")
            texts = [
                {j: wrapped(Name(names, f"{field}[{j}]"), longest, lines) for j in side if j is not None}
                for side, field in sides
            ]
        wide = [max((width_of(line) for lines in side.values() for line in lines), default=0) for side in texts]
        left = max(LEFT_X, -theme.SAFE_X + wide[0] + BESIDE + RADIUS)
        right = min(RIGHT_X, NAMES_END - wide[1] - BESIDE - RADIUS)
        self.columns = np.linspace(left, right, len(slots))
        self.radius = min(RADIUS, 0.42 * self.spacing, 0.3 * (self.columns[1] - self.columns[0]))
        return texts

    def _column(self, x, slots, layer):
        heights = CENTER_Y + self.spacing * (np.arange(len(slots))[::-1] - (len(slots) - 1) / 2)
        centres = [(j, np.array([x, y, 0])) for j, y in zip(slots, heights, strict=True)]
        gap = [centre for j, centre in centres if j is None]
        dots = [centre + up * self.spacing * UP for centre in gap for up in (-0.2, 0, 0.2)]
        self.dots_of.add(VGroup(*(Dot(dot, 0.04, color=theme.FAINT) for dot in dots)))
        return {j: Neuron(centre, self.radius, (layer, j)) for j, centre in centres if j is not None}

    def edges_for(self, layer, values=None, scale=None, of=None, zoom=1, **look):
        """Edges into layer `layer` + 1 that look like `values` (n_out, n_in), by default the weights: [j][i].

        One is as wide as its value is large beside the largest of `scale`, by default of the values themselves.
        `of`: the record and the name of the array that they stand for, by default the network's weights.
        """
        values = self.network.layers[layer].weights if values is None else values
        record, name = of or (self.network, "weights")

        def mark(j, i):
            return Meaning("edge", ((record, f"layers[{layer}].{name}[{j}, {i}]"),), look={"zoom": zoom})

        largest = np.abs(values if scale is None else scale).max()
        largest = 0 if largest < NOISE else largest
        return {
            j: {
                i: Edge(*self.ends(layer, j, i), values[j, i], largest, zoom, mark=mark(j, i), **look)
                for i in self.neurons[layer]
            }
            for j in self.neurons[layer + 1]
        }

    def ends(self, layer, j, i):
        """Where the edge from neuron i to neuron j starts and ends: on the two circles."""
        tail, head = self.neurons[layer][i], self.neurons[layer + 1][j]
        way = head.circle.get_center() - tail.circle.get_center()
        way /= np.linalg.norm(way)
        return tail.circle.get_center() + tail.radius * way, head.circle.get_center() - head.radius * way

    def edges_into(self, layer, j=None):
        """The edges into layer `layer` (which counts from 1), or into its neuron j alone."""
        rows = self.edges[layer - 1].values() if j is None else [self.edges[layer - 1][j]]
        return VGroup(*(edge for row in rows for edge in row.values()))

    def edges_from(self, layer, i):
        """The edges out of neuron i of layer `layer` (which counts from 0, the inputs)."""
        return VGroup(*(row[i] for row in self.edges[layer].values()))

    def with_heads(self):
        """The whole picture: the diagram, the labels below it and the heads above it."""
        return self.picture.add(self.heads)

    def around(self, layer, neurons=None):
        """A layer or some neurons of it, the layer before, and the edges between: what computes, or passes back."""
        mine = self.neurons[layer] if neurons is None else neurons
        edges = (self.edges_into(layer, j) for j in mine)
        return [*(self.neurons[layer][j] for j in mine), *self.neurons[layer - 1].values(), *edges]

    def spotlight(self, pieces=None):
        """Animate the light: these pieces of the diagram bright, by default all, with what is written above and below
        a layer wherever one of its neurons is bright; the rest dimmed.
        """
        if pieces is None:
            return Relight(self.picture)
        bright = {id(shape) for piece in pieces for shape in piece.get_family()}
        layers = (k for k, column in enumerate(self.neurons) if any(id(n) in bright for n in column.values()))
        return Relight(self.picture, [*pieces, *(part[k] for k in layers for part in (self.labels, self.heads))])

    def name_of(self, i):
        """The name beside input i."""
        return self.names[0][list(self.neurons[0]).index(i)]

    def _names(self, neurons, lines, side):
        return VGroup(*(SideLabel(neurons[j], text, side) for j, text in lines.items()))

    def _head(self, layer, symbol):
        circles = VGroup(*(neuron.circle for column in self.neurons for neuron in column.values()))
        pitch = self.columns[1] - self.columns[0]
        bottom = circles.get_bottom()[1] if layer % 2 else None
        return head_of(symbol, self.units[layer], self.columns[layer], circles.get_top()[1], pitch, bottom)

    def head(self, layer, symbol, backward=None):
        """Animate another name above a column: that of the values which its neurons show from now on, and the power of
        ten that they are in: of the activations, or of the deltas of `backward`. A delta that is there already, in
        units of another power, is written again.
        """
        deltas = deltas_of(backward, layer - 1, self.neurons[layer]) if backward else []
        before = self.units[layer]
        self.units[layer] = form_of(deltas, self.radius).unit if deltas else self.unit_of(layer)
        stale = [k for k, neuron in self.neurons[layer].items() if deltas and neuron.shows(backward)]
        again = (self.fill_delta(backward, layer - 1, k) for k in stale if self.units[layer] != before)
        old, new = self.heads[layer], self._head(layer, symbol)
        self.heads.submobjects[layer] = new
        return AnimationGroup(FadeOut(old), FadeIn(new), *again)

    def ring(self, layer, j, target=False):
        """A ring around one neuron: the one that is being spoken of; around the target's, two thin ones."""
        neuron = self.neurons[layer][j]
        radii, width, color = ((0.05, 0.09), 2, theme.TARGET) if target else ((0.07,), 5, theme.FOCUS)
        ring = VMobject(stroke_color=color, stroke_width=width, z_index=theme.NEURONS_LEVEL)
        ring.points = np.concatenate([Circle(neuron.radius + more).points for more in radii])
        ring.mark = Meaning("ring", role="target" if target else "focus")
        return ring.move_to(neuron.circle)

    def show(self, trace, layers=None):
        """Animate the values of `trace` (or only of some `layers`, 0 = inputs) into the neurons, left to right."""
        layers = range(len(self.neurons)) if layers is None else layers
        return Succession(*(self.show_layer(trace, layer) for layer in layers))

    def show_at_once(self, trace):
        """Animate all values of `trace` at the same time."""
        positions = ((layer, j) for layer, neurons in enumerate(self.neurons) for j in neurons)
        return AnimationGroup(*(self.fill(trace, layer, j) for layer, j in positions))

    def show_layer(self, trace, layer):
        """Animate one layer: light runs along its edges, then its neurons fill."""
        fills = AnimationGroup(*(self.fill(trace, layer, j) for j in self.neurons[layer]))
        return Succession(self.pulse(layer), fills) if layer else fills

    def unit_of(self, layer):
        """The power of ten in units of which a layer shows its activations."""
        return form_of(activations(self.told, layer, self.neurons[layer]), self.radius).unit if self.told else 0

    def fill(self, trace, layer, j, origin=None):
        """Animate the activation of one neuron, which comes from the shapes `origin`."""
        form = self.form(layer, activations(trace, layer, self.neurons[layer]))
        values = trace.layers[layer - 1].a if layer else trace.input
        full = full_shade(values, trace.layers[layer - 1].layer.activation if layer else None)
        number = Number(trace, f"layers[{layer - 1}].a[{j}]" if layer else f"input[{j}]")
        return self.neurons[layer][j].fill(form.of(number), full, origin)

    def fill_delta(self, backward, layer, k, origin=None):
        """Animate the delta of neuron k of `backward.layers[layer]` in place of its activation."""
        form = self.form(layer + 1, deltas_of(backward, layer, self.neurons[layer + 1]))
        number = Number(backward, f"layers[{layer}].delta[{k}]")
        full = full_shade(backward.layers[layer].delta)
        return self.neurons[layer + 1][k].fill(form.of(number), full, origin, theme.DELTAS)

    def form(self, layer, numbers):
        """The form of the numbers that a layer shows, in units of the power of ten that stands above it."""
        asked = layer, id(numbers[0].record), numbers[0].path, self.units[layer]
        if asked not in self.forms:
            self.forms[asked] = form_of(numbers, self.radius, self.units[layer])
        return self.forms[asked]

    def pulse(self, layer, j=None, color=theme.ACTIVATION, back=False):
        """Light that runs along the edges into a layer, or into its neuron j alone; or back along them."""
        return AnimationGroup(*(edge.pulse(color, back) for edge in self.edges_into(layer, j)))

    def become_edges(self, layer, values, **look):
        """Animate the edges into layer `layer` + 1 to look like `values` (n_out, n_in), as dimmed as they are.

        In a play that also moves the light, this stands before the spotlight, which has the last word.
        """
        new = self.edges_for(layer, values, **look)
        pairs = [(edge, new[j][i]) for j, row in self.edges[layer].items() for i, edge in row.items()]
        return AnimationGroup(*(Become(old, new.set_stroke(opacity=level_of(old))) for old, new in pairs))

    def show_weights(self, network, layer, zoom=1):
        """Animate the edges to the weights of `network.layers[layer]`, on the scale of the first network, so many times
        as wide as usual.
        """
        weights, scale = network.layers[layer].weights, self.network.layers[layer].weights
        return self.become_edges(layer, weights, scale=scale, of=(network, "weights"), zoom=zoom)

    def show_gradient(self, backward, layer):
        """Animate the edges to where their weights will go: beads point up or down, wide is much, grey stays."""
        downhill = -backward.layers[layer].grad_weights
        return self.become_edges(layer, downhill, change=True, of=(backward, "grad_weights"))
