"""How a film passes blame back: sum by sum, gate by gate, until every weight has its gradient."""

from manim import FadeIn, FadeOut, LaggedStart, VGroup

from facts.predicate import claim
from facts.statement import Nth, Statement
from scenes.mobjects import theme
from scenes.mobjects.diagram.activation_curve import CurveOfNeuron
from scenes.mobjects.diagram.emphasis import Relight
from scenes.mobjects.diagram.gate_bar import GateBar
from scenes.mobjects.diagram.legend import RiseAndFall
from scenes.mobjects.telling.pacing import as_one, out_then_in, tell
from scenes.mobjects.type.fitting import enlarged
from scenes.mobjects.type.flights import Flight, afterwards, fly
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Derivative, Symbol
from scenes.mobjects.workings.backward_matrices import gradient_of_layer
from scenes.mobjects.workings.gradients import SumOfShares

SLOWLY = 2  # layers whose gradients have a page of their own


def flowing_back(edges):
    """Animate: blame runs back along some edges."""
    return [edge.pulse(theme.GRADIENT, back=True) for edge in edges]


class PassingBack:
    """Blame on its way back through a `NetworkDiagram`, in a scene."""

    def __init__(self, scene, diagram, backward):
        self.scene, self.diagram, self.backward = scene, diagram, backward
        self.neurons, self.last = diagram.neurons, len(backward.layers) - 1

    def one_share(self, stack, row, edge, output):
        """One output's weight and delta come together in a row of the stack, and make its share."""
        w, dot, delta, sign, share = stack.rows[row]
        numbers = dict(zip(("weight", "delta", "share"), stack.row_numbers(row), strict=True))
        output_of = Nth(self.backward, f"layers[{self.last}].delta[{stack.sources[row]}]")
        tell(
            self.scene,
            Statement("backprop.one_share", output=output_of, **numbers),
            edge.pulse(theme.GRADIENT, back=True),
            Flight(w, place=edge),
            fly(output.number or output, delta),
            FadeIn(dot),
            afterwards(sign, share),
            run_time=1.3,
        )

    def show_a_blocked_one(self, lines, line, i):
        """A neuron that was off: light comes back to it, and its curve is flat where it stands."""
        ring, edges = self.diagram.ring(self.last, i), self.diagram.edges_from(self.last, i)
        path = f"layers[{self.last - 1}].gate[{i}]"
        curve = CurveOfNeuron(self.backward, self.last - 1, i, [theme.WORK_LEFT + 2.4, -2.75, 0])
        bar = GateBar(self.backward, self.last - 1, i, self.neurons[-2][i].circle)
        marks = [ring, bar, *([curve] if lines.get_bottom()[1] > curve.get_top()[1] + 0.2 else [])]
        tell(
            self.scene,
            Statement("backprop.was_off", neuron=Nth(self.backward, path), gate=claim("gate", (self.backward, path))),
            FadeIn(*marks),
            Relight(lines, [line]),
            self.diagram.spotlight([self.neurons[-2][i], *self.neurons[-1].values(), edges]),
            *flowing_back(edges),
        )
        whole = self.diagram.spotlight(self.diagram.around(self.last + 1))
        self.scene.play(FadeOut(*marks), Relight(lines), whole, run_time=0.5)

    def sums_of_shares(self, product, layer):
        """The sums of one layer, a row for each neuron: the first slowly, with its products, then the others."""
        ring, work = self.diagram.ring(layer + 1, 0), SumOfShares(self.backward, layer, 0)
        edges = self.diagram.edges_from(layer + 1, 0)
        reads = [self.neurons[layer + 1][0], *self.neurons[layer + 2].values(), *edges]
        caption = Statement("backprop.one_back")
        tell(self.scene, caption, FadeIn(product.factors, ring), self.diagram.spotlight(reads))
        row = Relight(product.factors, product.row(0))
        caption = Statement(
            "backprop.row", row=Nth(self.backward, f"layers[{layer}].grad_a[0]"), total=work.total_number
        )
        work.at(theme.WORK_LEFT, product.gates.get_top()[1] - 0.4)
        with as_one(self.scene):
            tell(self.scene, caption, *flowing_back(edges), row, FadeIn(work), run_time=1.2)
            dropping = fly(work.total, product.totals[0])
            self.scene.play(dropping, FadeOut(work, ring), Relight(product.factors), run_time=0.8)
        others = [total for k, total in product.totals.items() if k]
        if others:
            pulse = self.diagram.pulse(layer + 2, color=theme.GRADIENT, back=True)
            appearing = LaggedStart(*map(FadeIn, others), lag_ratio=0.5)
            whole = self.diagram.spotlight(self.diagram.around(layer + 2))
            tell(self.scene, Statement("backprop.other_rows"), appearing, whole, pulse, run_time=2)

    def every_gradient(self):
        """The gradients of all layers, from the last to the first, and what is on screen of them in the end."""
        biases = Formula(Derivative("b", layer="l"), "=", Symbol("δ", layer="l"), size=theme.LARGE)
        legend, matrix = VGroup(biases.at(theme.WORK_LEFT, -2.3), RiseAndFall(theme.WORK_LEFT, -3.2)), None
        caption = Statement("backprop.knows_way")
        layers = range(self.last - 1, -1, -1) if self.last else [0]
        for number, layer in enumerate(layers):
            if number:
                caption = Statement("backprop.same_in_layer", layer=Nth(self.backward, f"layers[{layer}]"))
            if number < SLOWLY:
                old, matrix = matrix, gradient_of_layer(self.backward, layer)
                matrix.shift([theme.WORK_LEFT - matrix.get_left()[0], theme.WORK_TOP - matrix.get_top()[1], 0])
                enlarged(matrix, legend.get_top()[1] + 0.4)
                news = [out_then_in(old, matrix)] if old else [FadeIn(matrix), FadeIn(legend)]
                if number == 0:
                    news.append(self.diagram.show_gradient(self.backward, self.last))
                picture = self.diagram.spotlight(self.diagram.around(layer + 1))
                light = self.diagram.show_gradient(self.backward, layer)
                tell(self.scene, caption, light, *news, picture, run_time=1)
        rest = [self.diagram.show_gradient(self.backward, layer) for layer in layers[SLOWLY:]]
        if rest:
            tell(self.scene, Statement("backprop.so_on"), *rest, self.diagram.spotlight())
        return VGroup(legend, matrix)
