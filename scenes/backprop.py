"""How does a network learn from one mistake? The blame flows back, every weight moves, the loss is lower."""

from dataclasses import replace

from manim import (
    DOWN,
    LEFT,
    Arrow,
    Create,
    FadeIn,
    GrowArrow,
    Scene,
    TransformFromCopy,
    VGroup,
)

from core import load_example, training_step
from scenes.mobjects import (
    Between,
    Derivative,
    Equation,
    Formula,
    Headline,
    NetworkDiagram,
    Number,
    Relight,
    Symbol,
    Words,
    tell,
    theme,
    turn_page,
)
from scenes.mobjects.bars import ProbabilityBars
from scenes.mobjects.legend import sample
from scenes.mobjects.matrices import BlameMatrix, OuterProduct
from scenes.mobjects.parts import Transposed
from scenes.mobjects.worked import RunningBlame, delta_of, entering, gated, passed_back, weight

LEFT_X, WIDTH = theme.WORK_LEFT, theme.WORK_RIGHT - theme.WORK_LEFT


class Backprop(Scene):
    """One training step on one flower, with all its numbers."""

    def construct(self):
        self.lesson = training_step(load_example())
        self.example, self.backward = self.lesson.example, self.lesson.backward
        self.last = len(self.lesson.network.layers) - 1
        self.diagram = NetworkDiagram(self.lesson.network, self.example)
        self.how_wrong()
        self.blame_at_the_output()
        self.blame_for_a_weight()
        self.blame_passed_back()
        self.the_first_layer()
        self.the_step()
        self.again()

    def how_wrong(self):
        self.next_section("How wrong?")
        self.headline = Headline("How wrong was the answer?")
        truth = self.example.class_names[self.example.true_class]
        self.play(FadeIn(self.headline, self.diagram, self.diagram.labels))
        tell(
            self,
            f"The forward pass is done. This flower is a {truth}.",
            self.diagram.show_at_once(self.lesson.forward),
        )
        self.table = self.probabilities_and_target()
        p = Number(self.lesson, f"forward.output[{self.example.true_class}]", color=theme.ACTIVATION)
        tell(
            self,
            f"The network gave {truth} a probability of only {p.plain}. It should have been one.",
            Relight(self.diagram, [*self.diagram.neurons[-1], self.diagram.names[1]]),
            FadeIn(self.table),
        )
        loss = Number(self.lesson, "backward.loss", color=theme.LOSS)
        k = self.example.true_class + 1
        formula = Formula(Symbol("L"), "= − ln", Symbol("p", k), size=theme.LARGE).at(LEFT_X, -1.4)
        self.loss = Equation(
            Symbol("L"), "=", Between("− ln(", "−ln("), p, Between(")", ")"), result=loss, size=theme.LARGE
        ).at(LEFT_X, -2.15)
        tell(
            self,
            f"The loss L is minus the logarithm of that: {self.loss.parts[-1].plain}. Learning means: make it smaller.",
            FadeIn(formula, self.loss),
        )
        self.workings = VGroup(formula, self.loss)

    def probabilities_and_target(self):
        """The outputs p beside the target y, at the heights of their neurons."""
        columns = LEFT_X + 1.3, LEFT_X + 2.6
        table = VGroup()
        for k, neuron in enumerate(self.diagram.neurons[-1]):
            y = neuron.get_center()[1] - 0.1
            table.add(VGroup(
                Formula(Number(self.lesson, f"forward.output[{k}]", color=theme.ACTIVATION)).at(columns[0], y, "right"),
                Formula(Number(self.lesson, f"backward.target[{k}]", color=theme.TARGET)).at(columns[1], y, "right"),
            ))
        top = self.diagram.neurons[-1][0].get_top()[1] + 0.2
        heads = VGroup(
            Formula(Words("output "), Symbol("p")).at(columns[0], top, "right"),
            Formula(Words("target "), Symbol("y")).at(columns[1] + 0.2, top, "right"),
        )
        return VGroup(heads, table)

    def blame_at_the_output(self):
        self.next_section("Blame at the output")
        turn_page(self, self.headline, "Blame at the output", self.workings)
        lines, arrows = VGroup(), VGroup()
        for k, neuron in enumerate(self.diagram.neurons[-1]):
            p = Number(self.lesson, f"forward.output[{k}]", color=theme.ACTIVATION)
            y = Number(self.lesson, f"backward.target[{k}]", color=theme.TARGET)
            line = Equation(
                Symbol("δ", k + 1), "=", p, "−", y, result=delta_of(self.backward, self.last, k), size=theme.LARGE
            )
            lines.add(line.at(LEFT_X + 0.2, -1.4 - 0.75 * k))
            arrows.add(self.blame_arrow(neuron, self.backward.layers[self.last].delta[k]))
        tell(
            self,
            "The blame delta is p minus y: how much too high, or too low, each output was.",
            *(TransformFromCopy(row[0], line[1]) for row, line in zip(self.table[1], lines, strict=True)),
            *(TransformFromCopy(row[1], line[2]) for row, line in zip(self.table[1], lines, strict=True)),
            *(FadeIn(line[0], line.between, line.answer) for line in lines),
            run_time=1.5,
        )
        tell(
            self,
            "Too high for one class, too low for the other, by as much.",
            *(GrowArrow(arrow) for arrow in arrows),
            *(
                self.diagram.blame(self.backward, self.last, k, origin=line.result)
                for k, line in enumerate(lines)
            ),
            run_time=1.5,
        )
        self.workings = VGroup(self.table, lines, arrows)

    def blame_arrow(self, neuron, delta):
        """As long as the delta, up when the output was too high, down when it was too low."""
        x, y, _ = neuron.get_center() + [2.0, 0, 0]
        return Arrow([x, y - 0.4 * delta, 0], [x, y + 0.4 * delta, 0], buff=0, color=theme.GRADIENT, stroke_width=5, max_tip_length_to_length_ratio=0.35)

    def blame_for_a_weight(self):
        self.next_section("Blame for a weight")
        turn_page(self, self.headline, "Blame for one weight", self.workings)
        j, i = self.example.true_class, self.strongest_input()
        delta, a = delta_of(self.backward, self.last, j), entering(self.lesson.forward, self.last, i, "operand")
        neuron, source = self.diagram.neurons[-1][j], self.diagram.neurons[-2][i]
        edge = self.diagram.edges[self.last][j][i]
        name = Derivative("w", f"{j + 1}{i + 1}", self.last + 1)
        rule = Formula(name, "=", Symbol("δ", j + 1), "·", Symbol("a", i + 1, self.last), size=theme.LARGE).at(LEFT_X, 1.9)
        result = Number(self.backward, f"layers[{self.last}].grad_weights[{j}, {i}]", color=theme.GRADIENT)
        line = Equation(delta, "·", a, result=result, size=theme.LARGE).at(LEFT_X, 1.1)
        tell(
            self,
            "A weight is to blame as much as its output's delta, times what came in.",
            Relight(self.diagram, [neuron, source, edge]),
            FadeIn(rule, line.between),
            TransformFromCopy(neuron.number, line[0]),
            TransformFromCopy(source.number, line[1]),
            run_time=1.5,
        )
        direction = "raise" if result.value < 0 else "lower"
        tell(
            self,
            f"That makes {line.parts[-1].plain}: to make the loss smaller, {direction} this weight.",
            FadeIn(line.answer),
        )
        self.all_weights_of_a_layer(VGroup(rule, line))

    def strongest_input(self):
        """The neuron before the outputs with the largest activation."""
        a = self.lesson.forward.layers[self.last].input
        return max(range(len(a)), key=lambda i: a[i])

    def all_weights_of_a_layer(self, above):
        product = OuterProduct(self.backward, self.last).move_to([0, -0.6, 0])
        product.shift([LEFT_X - product.get_left()[0], 0, 0])
        key = self.rise_and_fall()
        self.play(self.headline.say("Blame for all weights of the layer"), run_time=0.8)
        tell(
            self,
            "All weights of the layer at once: delta times the activations. The edges show which way they will go.",
            Relight(self.diagram, [*self.diagram.neurons[-1], *self.diagram.neurons[-2], self.diagram.edges_into(self.last + 1)]),
            FadeIn(product, key),
            self.diagram.show_gradient(self.backward, self.last),
            run_time=1.5,
        )
        self.workings = VGroup(above, product, key)

    def blame_passed_back(self):
        self.next_section("Blame passed back")
        turn_page(self, self.headline, "Blame passed back to a hidden neuron", self.workings)
        layer = self.last - 1
        k = self.strongest_input()
        neuron = self.diagram.neurons[-2][k]
        ring = self.diagram.ring(self.last, k)
        stack = passed_back(self.backward, layer, k)
        stack.move_to([LEFT_X + 0.4 + stack.width / 2, 1.3, 0])
        edges = self.diagram.edges_from(self.last, k)
        outputs = self.diagram.neurons[-1]
        tell(
            self,
            "A hidden neuron is to blame for what it sent on. Each output passes back its share: weight times delta.",
            self.diagram.show_weights(self.lesson.network, self.last),
            Create(ring),
            Relight(self.diagram, [neuron, *outputs, *edges]),
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
        self.the_gate(layer, k, stack, ring)

    def the_gate(self, layer, k, stack, ring):
        """The activation's slope lets the blame through, or blocks it."""
        gate = Formula(*gated(self.backward, layer, k, stack.result), size=theme.LARGE).at(LEFT_X, -0.9)
        tell(
            self,
            "The neuron was on, z above zero: ReLU's gate is one and lets the blame through.",
            FadeIn(gate),
            self.diagram.blame(self.backward, layer, k, origin=gate[len(gate.parts) - 1]),
            run_time=1.5,
        )
        self.workings = VGroup(stack, gate)
        others = [i for i in range(len(self.diagram.neurons[-2])) if i != k]
        lines = VGroup(*(RunningBlame(self.backward, layer, i, WIDTH) for i in others))
        lines.arrange(DOWN, aligned_edge=LEFT, buff=0.35)
        lines.shift([LEFT_X - lines.get_left()[0], theme.WORK_TOP - lines.get_top()[1], 0])
        turn_page(self, self.headline, "Its whole layer", self.workings, ring)
        tell(
            self,
            "The others of its layer alike. A neuron that was off has a gate of zero: no blame gets through.",
            Relight(self.diagram, [*self.diagram.neurons[-1], *self.diagram.neurons[-2], *self.diagram.edges_into(self.last + 1)]),
            self.diagram.pulse(self.last + 1, color=theme.GRADIENT, back=True),
            *(FadeIn(line) for line in lines),
            run_time=1.5,
        )
        self.play(*(self.diagram.blame(self.backward, layer, i, origin=line.delta) for i, line in zip(others, lines, strict=True)))
        self.wait(2)
        self.workings = lines

    def the_first_layer(self):
        self.next_section("The layer before")
        turn_page(self, self.headline, "And one layer further back", self.workings)
        layer = self.last - 2
        product = BlameMatrix(self.backward, layer)
        product.shift([LEFT_X - product.get_left()[0], 0.2 - product.get_center()[1], 0])
        neurons = range(len(self.diagram.neurons[layer + 1]))
        tell(
            self,
            "One layer further back, all neurons at once: the same sums, with the weights on their side.",
            Relight(self.diagram, [*self.diagram.neurons[layer + 2], *self.diagram.neurons[layer + 1], *self.diagram.edges_into(layer + 2)]),
            self.diagram.pulse(layer + 2, color=theme.GRADIENT, back=True),
            FadeIn(product),
            run_time=1.5,
        )
        tell(
            self,
            "Where the gate is zero, the blame stops.",
            *(self.diagram.blame(self.backward, layer, k, origin=product.delta[k]) for k in neurons),
            run_time=1.5,
            rest=2,
        )
        self.workings = product
        self.every_gradient()

    def every_gradient(self):
        turn_page(self, self.headline, "Every weight has its gradient", self.workings)
        rules = VGroup(*(
            Formula(
                Derivative("W", layer=l), "=", Symbol("δ", layer=l), Transposed("a" if l > 1 else "x", layer=l - 1 or ""),
                size=theme.LARGE,
            ).at(LEFT_X, 1.6 - 0.85 * (self.last + 1 - l))
            for l in range(self.last + 1, 0, -1)
        ))
        rules.add(Formula(Derivative("b", layer="l"), "=", Symbol("δ", layer="l"), size=theme.LARGE).at(LEFT_X, -1.3))
        key = self.rise_and_fall()
        tell(
            self,
            "Delta times what came in, layer by layer: now every weight knows which way to go, and how far.",
            Relight(self.diagram),
            *(self.diagram.show_gradient(self.backward, index) for index in range(self.last + 1)),
            FadeIn(rules, key),
            run_time=2,
        )
        self.workings = VGroup(rules, key)

    def rise_and_fall(self):
        """What the edges mean while they show a gradient."""
        return VGroup(
            sample(LEFT_X, -2.6, 0.6), Formula(Words("will rise"), size=theme.NUMBERS).at(LEFT_X + 1, -2.68),
            sample(LEFT_X + 2.7, -2.6, -0.6), Formula(Words("will fall"), size=theme.NUMBERS).at(LEFT_X + 3.7, -2.68),
        )

    def the_step(self):
        self.next_section("The step")
        turn_page(self, self.headline, "The step", self.workings)
        lesson, last = self.lesson, self.last
        self.play(*(self.diagram.show_weights(lesson.network, layer) for layer in range(last + 1)))
        j, i = self.example.true_class, self.strongest_input()
        w, g = weight(lesson.forward, last, j, i), Number(lesson, f"backward.layers[{last}].grad_weights[{j}, {i}]", form="operand", color=theme.GRADIENT)
        rate = Number(lesson, "learning_rate", color=theme.INK)
        index = f"{j + 1}{i + 1}"
        rule = Formula(Words("new "), Symbol("w", index), "=", Symbol("w", index), "−", Symbol("η"), Derivative("w", index), size=theme.LARGE).at(LEFT_X, 1.6)
        after = Number(lesson, f"step.layers[{last}].weights[{j}, {i}]", 4)
        after = replace(after, color=theme.sign_color(after.value))
        line = Equation(w, "−", rate, "·", g, result=after, size=theme.LARGE).at(LEFT_X, 0.8)
        note = Formula(Words("learning rate "), Symbol("η"), "=", rate).at(LEFT_X, 0.0)
        edge = self.diagram.edges[last][j][i]
        tell(
            self,
            f"The step: each weight moves against its gradient, {rate.plain} times as far.",
            Relight(self.diagram, [edge]),
            FadeIn(rule, line.left, note),
        )
        tell(self, f"This one goes from {w.plain} to {line.parts[-1].plain}.", FadeIn(line.answer))
        count = Number(lesson, "network.parameter_count")
        tell(
            self,
            f"All {count.plain} weights and biases step at once.",
            Relight(self.diagram),
            *(self.diagram.show_weights(lesson.step, layer) for layer in range(last + 1)),
            run_time=3,
        )
        self.workings = VGroup(rule, line, note)

    def again(self):
        self.next_section("Again")
        lesson = self.lesson
        turn_page(self, self.headline, "The same flower again", self.workings)
        tell(
            self,
            "The same flower, forward through the new weights.",
            self.diagram.show(lesson.again),
            run_time=5,
        )
        before = self.outcome("before the step", "forward", "backward.loss", 1.9)
        after = self.outcome("after the step", "again", "loss_again", -0.7)
        was, now = (Number(lesson, path, 3) for path in ("backward.loss", "loss_again"))
        tell(self, f"Before the step, the loss was {was.plain}.", FadeIn(before))
        tell(self, f"Now it is {now.plain}. One flower, one step: the network has learnt.", FadeIn(after), rest=2)
        tell(self, "Training is this, again and again, flower after flower.", self.headline.say("That is one training step"), rest=2.5)

    def outcome(self, when, trace, loss, top):
        """The probabilities and the loss of one forward pass."""
        heading = Formula(Words(when), color=theme.FAINT).at(LEFT_X, top)
        bars = ProbabilityBars(self.lesson, f"{trace}.output", self.example.class_names, LEFT_X, top - 0.5, decimals=3)
        line = Formula(Symbol("L"), "≈", Number(self.lesson, loss, 3, color=theme.LOSS), size=theme.LARGE).at(LEFT_X, top - 1.75)
        return VGroup(heading, bars, line)
