"""The sums of layer 1 once more, as one equation of matrices: row by row, and by its names."""

from manim import FadeIn, FadeOut, VGroup

from facts.statement import Statement
from scenes.mobjects import theme
from scenes.mobjects.diagram.emphasis import Relight
from scenes.mobjects.telling.pacing import as_one, tell, turn_page
from scenes.mobjects.telling.wording import name_in_words
from scenes.mobjects.type.flow import fitted
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Number, Symbol, Words
from scenes.mobjects.workings.matrices import matrix_product


class InOneLine:
    """z = W x + b of layer 1 in a scene, each row beside its neuron of a `NetworkDiagram`."""

    def __init__(self, scene, diagram, computing, headline):
        self.scene, self.diagram, self.computing, self.headline = scene, diagram, computing, headline
        self.ring, self.trace, self.network = computing.ring, computing.trace, scene.example.network

    def tell(self, *old):
        """The equation in numbers, its rows, its names; in place of what is old. What is on screen then."""
        self.scene.next_section(Statement("forward.one_line"))
        turn_page(self.scene, self.headline, Statement("forward.one_line"), *old)
        product = matrix_product(self.trace, 0, list(self.diagram.neurons[1]))
        product.move_to([theme.WORK_LEFT + product.width / 2, 0.4, 0])
        caption = Statement("forward.sums", count=Number(self.network, "sizes[1]"))
        tell(self.scene, caption, FadeIn(product), self.diagram.spotlight(self.diagram.around(1)))
        with as_one(self.scene):
            self.row_by_row(product)
        return VGroup(product, self.name(product))

    def row_by_row(self, product):
        """The neurons in turn, each with its row."""
        self.ring.move_to(self.diagram.neurons[1][0].circle)
        for j in product.neurons:
            row = [product.weights[j], product.entering, product.biases[j], product.z[j], product.symbols]
            lit = Relight(product, [*row, product.between]), self.diagram.spotlight(self.diagram.around(1, [j]))
            if j == 0:
                tell(self.scene, Statement("forward.each_row"), FadeIn(self.ring), *lit)
            else:
                self.scene.play(self.computing.move_ring(1, j), *lit, run_time=0.6)
                self.scene.wait(0.2)

    def name(self, product):
        """The equation in its names, below its numbers."""
        name = name_in_words(self.network, 0)
        z = [Symbol("W", layer=1), Symbol("x"), "+", Symbol("b", layer=1)]
        whole = fitted(lambda size: Formula(Symbol("a", layer=1), "=", Words(name), "(", *z, ")", size=size))
        whole.at(theme.WORK_LEFT, product.get_bottom()[1] - 0.8)
        tell(
            self.scene,
            Statement("forward.of_all", name=name),
            FadeOut(self.ring),
            Relight(product),
            self.diagram.spotlight(self.diagram.around(1)),
            FadeIn(whole),
        )
        return whole
