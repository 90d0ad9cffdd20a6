"""The step itself: one weight by numbers, then all, seen on the edges and in the plane; and the sample again."""

from manim import LEFT, AnimationGroup, FadeIn, FadeOut, GrowFromEdge, LaggedStart, VGroup

from facts.statement import Name, Statement
from scenes.mobjects import theme
from scenes.mobjects.diagram.value_symbol import value_symbol
from scenes.mobjects.plane.picture import PlanePicture
from scenes.mobjects.plane.sweep import Sweep
from scenes.mobjects.telling.pacing import tell, turn_page
from scenes.mobjects.telling.verdict import outcome
from scenes.mobjects.type.flights import afterwards
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Number, Words
from scenes.mobjects.workings.before_after import BeforeAfter
from scenes.mobjects.workings.outputs import weight_step

ZOOM = 2  # times as wide as elsewhere are the edges while they change
TALL, COUNTS_Y = 5.6, 2.35


class Stepping:
    """A training step in a scene, on the edges of a `NetworkDiagram`."""

    def __init__(self, scene, diagram, step, headline):
        self.scene, self.diagram, self.step, self.headline = scene, diagram, step, headline
        self.layers = range(len(step.network.layers))
        self.thing = Name(step.example, "thing")

    def one_weight(self, layer, j, i, *old):
        """What becomes of the weight from neuron i to neuron j; in place of what is old. What is on screen then."""
        scene, step = self.scene, self.step
        scene.next_section(Statement("backprop.the_step"))
        turn_page(scene, self.headline, Statement("backprop.the_step"), *old)
        weights = (self.diagram.show_weights(step.network, k, ZOOM) for k in self.layers)
        rule, line, note = weight_step(step, layer, j, i, theme.WORK_LEFT, 1.6)
        shown = FadeIn(rule), *weights, self.diagram.spotlight()
        tell(scene, Statement("backprop.weights_again"), *shown)
        tell(
            scene,
            Statement("backprop.against", rate=line.parts[1]),
            self.diagram.spotlight([self.diagram.edges[layer][j][i]]),
            FadeIn(line.left, note),
        )
        tell(scene, Statement("backprop.from_to", old=line.parts[0], new=line.parts[-1]), FadeIn(line.answer))
        return rule, line, note

    def all_at_once(self, *old):
        """Every weight moves, layer by layer; in the plane the line between the classes moves with them."""
        scene, step, picture = self.scene, self.step, VGroup()
        edges = [edge for layer in self.layers for edge in self.diagram.edges_into(layer + 1)]
        light = self.diagram.spotlight(edges)
        sweep = []
        if step.plane and step.example.true_class is not None:
            picture = PlanePicture(step.plane, theme.WORK_LEFT, -theme.SAFE_Y, theme.WORK_WIDTH, TALL)
            region, border = picture.country(), picture.border()
            picture.add_to_back(border).add_to_back(region)
            sweep = [Sweep(picture, step.new_plane, [(region, picture.country), (border, picture.border)])]
            scene.play(*map(FadeOut, old), run_time=0.4)
            tell(scene, Statement("backprop.knows"), light, FadeIn(picture))
            old = (picture,)
        else:
            scene.play(light, run_time=0.6)
        moves = LaggedStart(*map(self.move, self.layers), lag_ratio=0.6)
        moved, count = Number(step, "moved"), Number(step, "network.parameter_count")
        words = [Words(Statement(f"label.{key}")) for key in ("of", "move")]
        y = COUNTS_Y if sweep else old[-1].get_bottom()[1] - 0.8
        score = Formula(moved, words[0], count, words[1], size=theme.LARGE).at(theme.WORK_LEFT, y)
        caption = Statement("backprop.all_step", moved=moved, count=count)
        tell(scene, caption, moves, *sweep, afterwards(score), run_time=4)
        return (*old, score)

    def move(self, layer):
        """Light runs back along the edges into a layer whose weights change, and they are as wide as they are then."""
        gradients = self.step.backward.layers[layer].grad_weights
        changing = [
            edge.pulse(theme.GRADIENT, back=True)
            for j, row in self.diagram.edges[layer].items()
            for i, edge in row.items()
            if gradients[j, i]
        ]
        return AnimationGroup(*changing, self.diagram.show_weights(self.step.new_network, layer, ZOOM))

    def again(self, *old):
        """The same sample through the new weights: what came out before and what comes out now, over one another."""
        scene, step = self.scene, self.step
        scene.next_section(Statement("backprop.again"))
        old = *old, *self.headline.let_go()
        turn_page(scene, self.headline, Statement("backprop.same_again", thing=self.thing), *old)
        board = BeforeAfter(step, theme.WORK_LEFT, 1.6)
        weights = (self.diagram.show_weights(step.new_network, k) for k in self.layers)
        caption = Statement("backprop.before", loss=board.loss)
        tell(scene, caption, FadeIn(board.before), *weights, self.diagram.spotlight())
        heads = [self.diagram.head(k, value_symbol(step.new_network, k)) for k in range(1, len(self.layers) + 1)]
        forward = self.diagram.show(step.again)
        tell(scene, Statement("backprop.new_weights", thing=self.thing), forward, *heads, run_time=3.4)
        caption = Statement("backprop.now", loss=board.loss_again, outcome=outcome(step))
        growing = [GrowFromEdge(bar, LEFT) for bar in board.bars]
        tell(scene, caption, FadeIn(board.after), *growing, run_time=1.5)
        return (board,)
