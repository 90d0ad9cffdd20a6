"""How a film passes blame back: sum by sum, gate by gate, until every weight has its gradient."""

from manim import FadeIn, FadeOut, VGroup

from scenes.mobjects import theme
from scenes.mobjects.activation_curve import Slope
from scenes.mobjects.backward_matrices import gradient_of_layer
from scenes.mobjects.blame import SumOfShares
from scenes.mobjects.legend import RiseAndFall
from scenes.mobjects.motion import fly
from scenes.mobjects.pacing import tell
from scenes.mobjects.parts import Derivative, Symbol
from scenes.mobjects.relight import Relight
from scenes.mobjects.typesetting import Formula

SLOWLY = 2  # layers whose gradients have a page of their own


class PassingBack:
    """Blame on its way back through a `NetworkDiagram`, in a scene."""

    def __init__(self, scene, diagram, backward):
        self.scene, self.diagram, self.backward = scene, diagram, backward
        self.neurons, self.last = diagram.neurons, len(backward.layers) - 1

    def show_a_blocked_one(self, lines, line, i):
        """A neuron that was off: light comes back to it, and its curve is flat where it stands."""
        ring, edges = self.diagram.ring(self.last, i), self.diagram.edges_from(self.last, i)
        slope = Slope(self.backward, self.last - 1, i, [theme.WORK_LEFT + 2.4, -2.75, 0])
        tell(
            self.scene,
            f"Neuron {i + 1} was off: its gate is zero, and all of its blame is blocked.",
            FadeIn(ring, *([slope] if lines.get_bottom()[1] > slope.get_top()[1] + 0.2 else [])),
            Relight(lines, [line]),
            self.diagram.spotlight([self.neurons[-2][i], *self.neurons[-1].values(), edges]),
            *(edge.pulse(theme.GRADIENT, back=True) for edge in edges),
        )
        whole = self.diagram.spotlight(self.diagram.around(self.last + 1))
        self.scene.play(FadeOut(ring, slope), Relight(lines), whole, run_time=0.5)

    def sums_of_shares(self, product, layer):
        """The sums of one layer, a row for each neuron: the first slowly, with its products, then the others."""
        ring = self.diagram.ring(layer + 1, 0)
        work = SumOfShares(self.backward, layer, 0)
        work.at(theme.WORK_LEFT, -1.6)
        known = [product.factors]
        for k in product.shown:
            edges = self.diagram.edges_from(layer + 1, k)
            pulses = [edge.pulse(theme.GRADIENT, back=True) for edge in edges]
            picture = self.diagram.spotlight([self.neurons[layer + 1][k], *self.neurons[layer + 2].values(), *edges])
            row = Relight(VGroup(*known), product.row(k))
            if k == 0:
                caption = "One layer back, the same sums: a row for each neuron, of the weights it sends along."
                tell(self.scene, caption, FadeIn(product.factors, ring), picture)
                caption = f"Row 1: these weights, each times the delta there: {work.total_text}."
                tell(self.scene, caption, *pulses, row, FadeIn(work), run_time=1.2)
                self.scene.play(fly(work.total, product.totals[k]), FadeOut(work), run_time=0.8)
            else:
                move = ring.animate.move_to(self.neurons[layer + 1][k].circle)
                self.scene.play(move, picture, row, *pulses, FadeIn(product.totals[k]), run_time=0.8)
                self.scene.wait(0.2)
            known.append(product.totals[k])
        whole = self.diagram.spotlight(self.diagram.around(layer + 2))
        self.scene.play(FadeOut(ring), Relight(VGroup(*known)), whole, run_time=0.6)

    def every_gradient(self):
        """The gradients of all layers, from the last to the first, and what is on screen of them in the end."""
        biases = Formula(Derivative("b", layer="l"), "=", Symbol("δ", layer="l"), size=theme.LARGE)
        key, matrix = VGroup(biases.at(theme.WORK_LEFT, -2.3), RiseAndFall(theme.WORK_LEFT, -3.2)), None
        caption = "Delta times what came in: now every weight knows which way to go, and how far."
        layers = range(self.last - 1, -1, -1) if self.last else [0]
        for number, layer in enumerate(layers):
            if number < SLOWLY:
                old, matrix = matrix, gradient_of_layer(self.backward, layer)
                matrix.shift([theme.WORK_LEFT - matrix.get_left()[0], theme.WORK_TOP - matrix.get_top()[1], 0])
                news = [FadeIn(matrix), FadeOut(old) if old else FadeIn(key)]
                if number == 0:
                    news.append(self.diagram.show_gradient(self.backward, self.last))
                picture = self.diagram.spotlight(self.diagram.around(layer + 1))
                light = self.diagram.show_gradient(self.backward, layer)
                tell(self.scene, caption, picture, light, *news, run_time=1)
                caption = f"The same in layer {layer}."
        rest = [self.diagram.show_gradient(self.backward, layer) for layer in layers[SLOWLY:]]
        if rest:
            tell(self.scene, "And so on, layer by layer.", self.diagram.spotlight(), *rest)
        return VGroup(key, matrix)
