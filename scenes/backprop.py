"""How does a network learn from one mistake? The blame flows back, every weight moves, the loss is lower."""

from manim import DOWN, LEFT, Create, FadeIn, GrowArrow, Scene, TransformFromCopy, VGroup

from core import load_example, training_step
from scenes.mobjects import (
    Formula,
    Headline,
    NetworkDiagram,
    Number,
    Relight,
    Symbol,
    tell,
    theme,
    turn_page,
)
from scenes.mobjects.activation_curve import ActivationCurve
from scenes.mobjects.legend import RiseAndFall
from scenes.mobjects.matrices import BlameMatrix, OuterProduct, gradient_rules
from scenes.mobjects.outputs import Outcome, OutputTable, blame_arrow, loss_of, output_deltas, weight_step
from scenes.mobjects.parts import Derivative
from scenes.mobjects.typesetting import Equation
from scenes.mobjects.worked import RunningBlame, delta_of, entering, gate_rule, gated, gradient_of, passed_back

LEFT_X, WIDTH = theme.WORK_LEFT, theme.WORK_RIGHT - theme.WORK_LEFT


class Backprop(Scene):
    """One training step on one flower, with all its numbers."""

    def construct(self):
        self.lesson = training_step(load_example())
        self.example, self.backward = self.lesson.example, self.lesson.backward
        self.diagram = NetworkDiagram(self.lesson.network, self.example)
        self.neurons = self.diagram.neurons
        self.last = len(self.backward.layers) - 1
        # The worked weight: into the true class, from the neuron that speaks loudest.
        self.j = self.example.true_class
        self.i = max(range(len(self.neurons[-2])), key=lambda i: self.lesson.forward.layers[-1].input[i])
        self.how_wrong()
        self.blame_at_the_output()
        self.blame_for_a_weight()
        self.blame_passed_back()
        self.the_layer_before()
        self.the_step()
        self.again()

    def how_wrong(self):
        self.next_section("How wrong?")
        truth = self.example.class_names[self.j]
        self.headline = Headline("How wrong was the answer?")
        picture = FadeIn(self.headline, self.diagram, self.diagram.labels)
        tell(self, "One flower goes through the network.", picture)
        values = self.diagram.show_at_once(self.lesson.forward)
        tell(self, f"These are its activations. The flower is a {truth}.", values)
        self.table = OutputTable(self.lesson, self.neurons[-1], LEFT_X)
        p = self.table.outputs[self.j].text
        outputs = Relight(self.diagram, [*self.neurons[-1], self.diagram.names[1]])
        tell(self, f"The network gave {truth} a probability of only {p}, not one.", outputs, FadeIn(self.table))
        self.workings = rule, line = loss_of(self.lesson, LEFT_X, -1.4)
        loss = line.parts[-1].plain
        tell(
            self,
            f"The loss L is minus the logarithm of that: {loss}. To learn is to make it smaller.",
            FadeIn(rule, line[0], line.between, line.answer),
            TransformFromCopy(self.table.outputs[self.j], line[1]),
        )

    def blame_at_the_output(self):
        self.next_section("Blame at the output")
        turn_page(self, self.headline, "Blame at the output", *self.workings)
        lines = output_deltas(self.lesson, LEFT_X, -1.4)
        tell(
            self,
            "The blame delta is p minus y: how much too high, or too low, each output was.",
            *(TransformFromCopy(p, line[1]) for p, line in zip(self.table.outputs, lines, strict=True)),
            *(TransformFromCopy(y, line[2]) for y, line in zip(self.table.targets, lines, strict=True)),
            *(FadeIn(line[0], line.between, line.answer) for line in lines),
            run_time=1.5,
        )
        deltas = self.backward.layers[self.last].delta
        arrows = VGroup(*(blame_arrow(neuron, delta) for neuron, delta in zip(self.neurons[-1], deltas, strict=True)))
        tell(
            self,
            "Up means too high, down too low. The neurons now show their blame.",
            *(GrowArrow(arrow) for arrow in arrows),
            *(self.diagram.blame(self.backward, self.last, k, line.result) for k, line in enumerate(lines)),
            run_time=1.5,
        )
        self.workings = VGroup(self.table, lines, arrows)

    def blame_for_a_weight(self):
        self.next_section("Blame for a weight")
        turn_page(self, self.headline, "Blame for one weight", self.workings)
        j, i, last = self.j, self.i, self.last
        neuron, source, edge = self.neurons[-1][j], self.neurons[-2][i], self.diagram.edges[last][j][i]
        name = Derivative("w", f"{j + 1}{i + 1}", last + 1)
        rule = Formula(name, "=", Symbol("δ", j + 1), "·", Symbol("a", i + 1, last), size=theme.LARGE).at(LEFT_X, 1.9)
        factors = delta_of(self.backward, last, j), "·", entering(self.lesson.forward, last, i, "operand")
        gradient = gradient_of(self.backward, last, j, i)
        line = Equation(*factors, result=gradient, size=theme.LARGE).at(LEFT_X, 1.1)
        tell(
            self,
            "A weight is to blame as much as its output's delta, times what came in.",
            Relight(self.diagram, [neuron, source, edge]),
            FadeIn(rule, line.between),
            TransformFromCopy(neuron.number, line[0]),
            TransformFromCopy(source.number, line[1]),
            run_time=1.5,
        )
        way = "raise" if gradient.value < 0 else "lower"
        result = line.parts[-1].plain
        tell(self, f"That makes {result}: to make the loss smaller, {way} this weight.", FadeIn(line.answer))
        product = OuterProduct(self.backward, last)
        product.shift([LEFT_X - product.get_left()[0], -0.65 - product.get_center()[1], 0])
        key = RiseAndFall(LEFT_X, -2.75)
        tell(
            self,
            "All weights of the layer: every delta times every activation. The edges show which way each will go.",
            Relight(self.diagram, self.between(last + 1)),
            FadeIn(product, key),
            self.diagram.show_gradient(self.backward, last),
            run_time=1.5,
        )
        self.workings = VGroup(rule, line, product, key)

    def between(self, layer):
        """What is bright while blame flows from one layer back to the one before."""
        return [*self.neurons[layer], *self.neurons[layer - 1], self.diagram.edges_into(layer)]

    def blame_passed_back(self):
        self.next_section("Blame passed back")
        turn_page(self, self.headline, "Blame passed back to a hidden neuron", self.workings)
        layer, k, outputs = self.last - 1, self.i, self.neurons[-1]
        edges, ring = self.diagram.edges_from(self.last, k), self.diagram.ring(self.last, k)
        stack = passed_back(self.backward, layer, k)
        stack.move_to([LEFT_X + stack.width / 2, 1.55, 0])
        tell(
            self,
            "A hidden neuron is to blame for what it sent on. Each output passes back its share: weight times delta.",
            self.diagram.show_weights(self.lesson.network, self.last),
            Create(ring),
            Relight(self.diagram, [self.neurons[-2][k], *outputs, *edges]),
        )
        for j, (w, dot, delta, sign, share) in enumerate(stack.rows):
            factor, blame, result = stack.row_text(j)
            tell(
                self,
                f"From output {j + 1}: {factor} times {blame}, {result}.",
                edges[j].pulse(theme.GRADIENT, back=True),
                FadeIn(w, target_position=edges[j], scale=0.5),
                TransformFromCopy(outputs[j].number, delta),
                FadeIn(dot, sign, share),
                run_time=1.3,
            )
        tell(self, f"Together {stack.result.plain}.", Create(stack.rule), FadeIn(stack.total))
        self.the_gate(layer, k, stack)
        turn_page(self, self.headline, "Its whole layer", self.workings, ring)
        self.whole_layer(layer, [i for i in range(len(self.neurons[-2])) if i != k])

    def the_gate(self, layer, k, stack):
        """The slope of the activation lets the blame through, or blocks it."""
        trace = self.lesson.forward.layers[layer]
        curve = ActivationCurve(trace.layer.activation, [LEFT_X + 2.4, -2.3, 0], trace.z, height=1.2)
        dot = curve.dot(trace.z[k]).move_to(curve.height_at(trace.z[k]))
        rule = gate_rule(self.backward, layer, k).at(LEFT_X, 0.0)
        gate = Formula(*gated(self.backward, layer, k, stack.result), size=theme.TEXT).at(LEFT_X, -0.75)
        tell(
            self,
            "Was the neuron on? Then the gate, the slope of ReLU, is one: all of the blame passes.",
            FadeIn(rule, gate, curve, dot),
            self.diagram.blame(self.backward, layer, k, gate.of(gate.parts[-1])),
            run_time=1.5,
        )
        self.workings = VGroup(stack, rule, gate, curve, dot)

    def whole_layer(self, layer, others):
        lines = VGroup(*(RunningBlame(self.backward, layer, i, WIDTH) for i in others))
        lines.arrange(DOWN, aligned_edge=LEFT, buff=0.45)
        lines.shift([LEFT_X - lines.get_left()[0], theme.WORK_TOP - lines.get_top()[1], 0])
        deltas = [line.delta for line in lines]
        tell(
            self,
            "The others of its layer alike. A neuron that was off has gate zero: its blame is blocked.",
            Relight(self.diagram, self.between(self.last + 1)),
            self.diagram.pulse(self.last + 1, color=theme.GRADIENT, back=True),
            FadeIn(lines),
            run_time=1.5,
        )
        self.play(*(self.diagram.blame(self.backward, layer, *pair) for pair in zip(others, deltas, strict=True)))
        self.wait(2)
        self.workings = lines

    def the_layer_before(self):
        self.next_section("The layer before")
        for layer in range(self.last - 2, -1, -1):
            turn_page(self, self.headline, "And one layer further back", self.workings)
            self.workings = product = BlameMatrix(self.backward, layer)
            product.shift([LEFT_X - product.get_left()[0], 0.1 - product.get_center()[1], 0])
            tell(
                self,
                "One layer further back: the same sums for all neurons at once, with the weights on their side.",
                Relight(self.diagram, self.between(layer + 2)),
                self.diagram.pulse(layer + 2, color=theme.GRADIENT, back=True),
                FadeIn(product),
                run_time=1.5,
            )
            drops = (self.diagram.blame(self.backward, layer, k, delta) for k, delta in enumerate(product.delta))
            tell(self, "Where the gate is zero, the blame stops.", *drops, run_time=1.5, rest=2)
        turn_page(self, self.headline, "Every weight has its gradient", self.workings)
        self.workings = VGroup(gradient_rules(self.last + 1, LEFT_X, 1.6), RiseAndFall(LEFT_X, -2.75))
        tell(
            self,
            "Delta times what came in, layer by layer: now every weight knows which way to go, and how far.",
            Relight(self.diagram),
            *(self.diagram.show_gradient(self.backward, layer) for layer in range(self.last + 1)),
            FadeIn(self.workings),
            run_time=2,
        )

    def the_step(self):
        self.next_section("The step")
        turn_page(self, self.headline, "The step", self.workings)
        lesson, layers = self.lesson, range(self.last + 1)
        self.workings = rule, line, note = weight_step(lesson, self.last, self.j, self.i, LEFT_X, 1.6)
        self.play(*(self.diagram.show_weights(lesson.network, layer) for layer in layers))
        tell(
            self,
            f"The step: a weight moves against its gradient, by {line.parts[1].plain} of it.",
            Relight(self.diagram, [self.diagram.edges[self.last][self.j][self.i]]),
            FadeIn(rule, line.left, note),
        )
        tell(self, f"This one goes from {line.parts[0].plain} to {line.parts[-1].plain}.", FadeIn(line.answer))
        count = Number(lesson, "network.parameter_count").plain
        moves = (self.diagram.show_weights(lesson.step, layer) for layer in layers)
        tell(self, f"All {count} weights and biases step at once.", Relight(self.diagram), *moves, run_time=3)

    def again(self):
        self.next_section("Again")
        turn_page(self, self.headline, "The same flower again", *self.workings)
        forward = self.diagram.show(self.lesson.again)
        tell(self, "The same flower, forward through the new weights.", forward, run_time=5)
        before = Outcome(self.lesson, "before the step", "forward", "backward.loss", LEFT_X, 1.9)
        after = Outcome(self.lesson, "after the step", "again", "loss_again", LEFT_X, -0.7)
        tell(self, f"Before the step, the loss was {before.loss}.", FadeIn(before))
        tell(self, f"Now it is {after.loss}. One flower, one step: the network has learnt.", FadeIn(after), rest=2)
        closing = self.headline.say("That is one training step")
        tell(self, "Training is this, again and again, flower after flower.", closing, rest=2.5)
