"""How does a network learn from one mistake? The blame flows back, every weight moves, the loss is lower."""

from manim import Create, FadeIn, FadeOut, GrowArrow, Scene, VGroup

from core import load_example, training_step
from scenes.mobjects import Headline, NetworkDiagram, Number, Relight, Symbol, tell, theme, turn_page
from scenes.mobjects.blame import Gate, passed_back, running_blames, share_rule, weight_gradient
from scenes.mobjects.legend import RiseAndFall
from scenes.mobjects.matrices import BlameMatrix, OuterProduct, gradient_rules
from scenes.mobjects.motion import fly, fly_all
from scenes.mobjects.network_diagram import value_symbol
from scenes.mobjects.outputs import Blame, Outcome, OutputDeltas, OutputTable, loss_of, weight_step

LEFT_X = theme.WORK_LEFT


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
        tell(self, "One flower goes through the network.", FadeIn(self.headline, *self.diagram.with_names()))
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
            f"The loss L is minus the natural logarithm of that: {loss}. To learn is to make it smaller.",
            FadeIn(rule, line[0], line.between, line.answer),
            fly(self.table.outputs[self.j], line[1]),
        )

    def blame_at_the_output(self):
        self.next_section("Blame at the output")
        turn_page(self, self.headline, "Blame at the output", *self.workings)
        deltas = OutputDeltas(self.lesson, LEFT_X, -1.35)
        tell(
            self,
            "The blame delta says how the loss changes with z. Here it is p minus y.",
            FadeIn(deltas.rule),
            fly_all(self.table.outputs, [line[1] for line in deltas.lines]),
            fly_all(self.table.targets, [line[2] for line in deltas.lines]),
            *(FadeIn(line[0], line.between, line.answer) for line in deltas.lines),
            run_time=1.5,
        )
        values = zip(self.neurons[-1], self.backward.layers[self.last].delta, strict=True)
        blames = VGroup(*(Blame(neuron, delta, LEFT_X + 3.3) for neuron, delta in values))
        tell(
            self,
            "Above zero: the output was too high. Below: too low. The neurons now show their delta.",
            *(GrowArrow(blame.arrow) for blame in blames),
            *(FadeIn(blame.words) for blame in blames),
            *(self.diagram.blame(self.backward, self.last, k, line.result) for k, line in enumerate(deltas.lines)),
            self.name_deltas(self.last),
            run_time=1.5,
        )
        self.workings = VGroup(self.table, deltas, blames)

    def name_deltas(self, layer):
        """The name above the neurons of a layer changes with what they show."""
        return self.diagram.head(layer + 1, Symbol("δ", layer=layer + 1))

    def blame_for_a_weight(self):
        self.next_section("Blame for a weight")
        turn_page(self, self.headline, "Blame for one weight", self.workings)
        j, i, last = self.j, self.i, self.last
        neuron, source, edge = self.neurons[-1][j], self.neurons[-2][i], self.diagram.edges[last][j][i]
        rule, line = weight_gradient(self.backward, last, j, i, LEFT_X, 1.9)
        tell(
            self,
            "A weight into one output: to blame as much as the output's delta, times what came in.",
            Relight(self.diagram, [neuron, source, edge]),
            FadeIn(rule, line.between),
            fly(neuron.number, line[0]),
            fly(source.number, line[1]),
            run_time=1.5,
        )
        way, result = "raise" if line.parts[-1].value < 0 else "lower", line.parts[-1].plain
        caption = f"Move this weight a little, and the loss moves {result} times as far. So {way} it."
        tell(self, caption, FadeIn(line.answer))
        product = OuterProduct(self.backward, last)
        product.shift([LEFT_X - product.get_left()[0], -0.65 - product.get_center()[1], 0])
        key = RiseAndFall(LEFT_X, -2.75)
        tell(
            self,
            "All weights of the layer: every delta times every activation. The edges show which way each will go.",
            Relight(self.diagram, self.diagram.around(last + 1)),
            FadeIn(product, key),
            self.diagram.show_gradient(self.backward, last),
            run_time=1.5,
        )
        self.workings = VGroup(rule, line, product, key)

    def blame_passed_back(self):
        self.next_section("Blame passed back")
        turn_page(self, self.headline, "Blame passed back to a hidden neuron", self.workings)
        layer, k, outputs = self.last - 1, self.i, self.neurons[-1]
        edges, ring = self.diagram.edges_from(self.last, k), self.diagram.ring(self.last, k)
        stack = passed_back(self.backward, layer, k)
        stack.move_to([LEFT_X + stack.width / 2, 1.05, 0])
        rule = share_rule(self.backward, layer, k).at(LEFT_X, theme.WORK_TOP - 0.2)
        tell(
            self,
            "A hidden neuron is to blame for what it sent on. Each output passes back its share: weight times delta.",
            self.diagram.show_weights(self.lesson.network, self.last),
            Create(ring),
            FadeIn(rule),
            Relight(self.diagram, [self.neurons[-2][k], *outputs, *edges]),
        )
        for j, (w, dot, delta, sign, share) in enumerate(stack.rows):
            factor, blame, result = stack.row_text(j)
            tell(
                self,
                f"From output {j + 1}: {factor} times {blame}, {result}.",
                edges[j].pulse(theme.GRADIENT, back=True),
                FadeIn(w, target_position=edges[j], scale=0.5),
                fly(outputs[j].number, delta),
                FadeIn(dot, sign, share),
                run_time=1.3,
            )
        tell(self, f"Together {stack.result.plain}.", Create(stack.rule), FadeIn(stack.total))
        gate = Gate(self.backward, layer, k, stack.result, LEFT_X, -0.45)
        tell(
            self,
            "Was the neuron on? Then the gate, the slope of ReLU, is one: all of the blame passes.",
            FadeIn(gate),
            self.diagram.blame(self.backward, layer, k, gate.delta),
            run_time=1.5,
        )
        self.workings = VGroup(rule, stack, gate)
        turn_page(self, self.headline, "Its whole layer", self.workings, ring)
        self.whole_layer(layer, [i for i in range(len(self.neurons[-2])) if i != k])

    def whole_layer(self, layer, others):
        lines = running_blames(self.backward, layer, others)
        tell(
            self,
            "The others of its layer alike: the shares are summed, the gate lets them through or not.",
            Relight(self.diagram, self.diagram.around(self.last + 1)),
            self.diagram.pulse(self.last + 1, color=theme.GRADIENT, back=True),
            FadeIn(lines),
            run_time=1.5,
        )
        drops = (self.diagram.blame(self.backward, layer, i, line.delta) for i, line in zip(others, lines, strict=True))
        tell(self, "Each neuron receives its delta.", *drops, self.name_deltas(layer))
        off = [i for i in others if self.backward.layers[layer].gate[i] == 0]
        for i in off[:1]:
            ring, line = self.diagram.ring(self.last, i), lines[others.index(i)]
            bright = [self.neurons[-2][i], *self.neurons[-1], self.diagram.edges_from(self.last, i)]
            caption = f"Neuron {i + 1} was off: its gate is zero, and all of its blame is blocked."
            tell(self, caption, FadeIn(ring), Relight(lines, [line]), Relight(self.diagram, bright))
            self.play(FadeOut(ring), run_time=0.5)
        self.workings = lines

    def the_layer_before(self):
        self.next_section("The layer before")
        for layer in range(self.last - 2, -1, -1):
            turn_page(self, self.headline, "And one layer further back", self.workings)
            self.workings = product = BlameMatrix(self.backward, layer)
            product.shift([LEFT_X - product.get_left()[0], 0.1 - product.get_center()[1], 0])
            self.sums_of_shares(product, layer)
            neurons = range(len(self.neurons[layer + 1]))
            drops = (self.diagram.blame(self.backward, layer, k, product.delta[k]) for k in neurons)
            caption = "Then entry by entry through the gates. Where the gate is zero, the blame stops."
            tell(self, caption, FadeIn(product.gates), *drops, self.name_deltas(layer), run_time=1.5, rest=2)
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

    def sums_of_shares(self, product, layer):
        """The sums of one layer, a row for each neuron: the first slowly, then the others."""
        ring = self.diagram.ring(layer + 1, 0)
        for k, neuron in enumerate(self.neurons[layer + 1]):
            edges = self.diagram.edges_from(layer + 1, k)
            pulses = [edge.pulse(theme.GRADIENT, back=True) for edge in edges]
            picture = Relight(self.diagram, [neuron, *self.neurons[layer + 2], *edges])
            row = Relight(product.sums, product.row(k))
            if k == 0:
                caption = "One layer back, the same sums: a row for each neuron, of the weights it sends along."
                tell(self, caption, FadeIn(product.sums, ring), picture, *pulses)
                self.play(row, run_time=0.5)
            else:
                self.play(ring.animate.move_to(neuron.circle), picture, row, *pulses, run_time=0.8)
        whole = Relight(self.diagram, self.diagram.around(layer + 2))
        self.play(FadeOut(ring), Relight(product.sums), whole, run_time=0.6)

    def the_step(self):
        self.next_section("The step")
        layers = range(self.last + 1)
        self.play(*(self.diagram.show_weights(self.lesson.network, layer) for layer in layers), run_time=0.7)
        turn_page(self, self.headline, "The step", self.workings)
        self.workings = rule, line, note = weight_step(self.lesson, self.last, self.j, self.i, LEFT_X, 1.6)
        tell(
            self,
            f"The step: a weight moves against its gradient, by {line.parts[1].plain} of it.",
            Relight(self.diagram, [self.diagram.edges[self.last][self.j][self.i]]),
            FadeIn(rule, line.left, note),
        )
        tell(self, f"This one goes from {line.parts[0].plain} to {line.parts[-1].plain}.", FadeIn(line.answer))
        count = Number(self.lesson, "network.parameter_count").plain
        moves = [Relight(self.diagram), *(self.diagram.show_weights(self.lesson.step, layer) for layer in layers)]
        tell(self, f"All {count} weights and biases step at once. Those with gradient zero stay.", *moves, run_time=3)

    def again(self):
        self.next_section("Again")
        turn_page(self, self.headline, "The same flower again", *self.workings)
        before = Outcome(self.lesson, "before the step", "forward", "backward.loss", LEFT_X, 1.9)
        after = Outcome(self.lesson, "after the step", "again", "loss_again", LEFT_X, -0.7)
        tell(self, f"Before the step, the loss was {before.loss}.", FadeIn(before))
        heads = (self.diagram.head(layer, value_symbol(self.lesson.step, layer)) for layer in range(1, self.last + 2))
        forward = self.diagram.show(self.lesson.again)
        tell(self, "The same flower, forward through the new weights.", forward, *heads, run_time=5)
        tell(self, f"Now it is {after.loss}: for this flower the answer is better.", FadeIn(after), rest=2)
        closing = self.headline.say("That is one training step")
        tell(self, "A step may harm other flowers: training takes many, over all of them.", closing, rest=2.5)
