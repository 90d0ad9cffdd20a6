"""How does a network compute its answer? Every number of one forward pass, from the flower to the verdict."""

from manim import LEFT, Create, FadeIn, FadeOut, GrowFromEdge, Scene, TransformFromCopy, VGroup

from core import forward, load_example
from scenes.mobjects import Formula, Headline, NetworkDiagram, Relight, Symbol, Words, tell, theme, turn_page
from scenes.mobjects.activation_curve import ACTIVATION_NAMES, IN_WORDS, ActivationCurve
from scenes.mobjects.bars import ProbabilityBars
from scenes.mobjects.legend import Legend
from scenes.mobjects.matrices import MatrixProduct
from scenes.mobjects.motion import afterwards, fly
from scenes.mobjects.softmax import SoftmaxWork
from scenes.mobjects.worked import activation_of, running_sums, standardised, sum_rule, weighted_sum

LEFT_X = theme.WORK_LEFT


class ForwardPass(Scene):
    """One flower goes through the network, neuron by neuron."""

    def construct(self):
        self.example = load_example()
        self.trace = forward(self.example.network, self.example.x)
        self.diagram = NetworkDiagram(self.example.network, self.example)
        self.neurons = self.diagram.neurons
        self.the_flower()
        self.one_neuron_slowly()
        self.its_layer()
        self.in_one_line()
        self.the_next_layer()
        self.softmax_worked()
        self.the_verdict()

    def the_flower(self):
        self.next_section("The flower")
        self.headline = Headline("A flower, in numbers")
        legend = Legend(LEFT_X, 0.8, activations=True)
        picture = FadeIn(self.headline, *self.diagram.with_names(), legend)
        tell(self, "One flower goes through the network. We compute every number.", picture)
        self.play(FadeOut(legend), run_time=0.4)
        heading = Formula(Words("(measured − mean) / standard deviation"), color=theme.FAINT).at(LEFT_X, 2.0)
        lines = VGroup(*(standardised(self.example, i).at(LEFT_X, 1.0 - 1.3 * i) for i in range(len(self.neurons[0]))))
        name, first, others = self.example.feature_names[0], lines[0], lines[1:]
        measured, mean, scale, x = (part.plain for part in (*first.parts[1:4], first.parts[-1]))
        tell(
            self,
            f"{name.capitalize()} {measured}: subtract the mean {mean}, divide by the standard deviation {scale}.",
            Relight(self.diagram, [self.neurons[0][0], self.diagram.names[0][0]]),
            FadeIn(heading, first.left),
        )
        drop = self.diagram.fill(self.trace, 0, 0, first.result)
        tell(self, f"That makes {x}, rounded to one decimal: the first input.", FadeIn(first.answer), drop)
        tell(
            self,
            "The others likewise. Zero would be the average of the training flowers.",
            Relight(self.diagram, [*self.neurons[0], self.diagram.names[0]]),
            FadeIn(others),
            *(self.diagram.fill(self.trace, 0, i, origin=line.result) for i, line in enumerate(others, start=1)),
        )
        self.workings = VGroup(heading, lines)

    def one_neuron_slowly(self):
        self.next_section("One neuron, slowly")
        turn_page(self, self.headline, "One neuron, slowly", self.workings)
        self.ring = self.diagram.ring(1, 0)
        rule = sum_rule(self.trace, 0, 0).at(LEFT_X, theme.WORK_TOP - 0.2)
        stack = weighted_sum(self.trace, 0, 0)
        stack.move_to([LEFT_X + stack.width / 2 + 0.6, theme.WORK_TOP - 0.75 - stack.height / 2, 0])
        tell(
            self,
            "A neuron multiplies each input by a weight, and adds it all up.",
            Create(self.ring),
            FadeIn(rule),
            Relight(self.diagram, self.diagram.around(1, [0])),
        )
        for i in range(len(self.neurons[0])):
            self.one_product(stack, i)
        alone = Relight(self.diagram, [self.neurons[1][0]])
        tell(self, "Its own number, the bias, is added.", alone, FadeIn(stack.extra))
        tell(self, f"The sum is {stack.result.plain}: the pre-activation z.", Create(stack.rule), FadeIn(stack.total))
        self.through_the_curve(stack)
        self.workings.add(rule, stack)

    def one_product(self, stack, i):
        """Weight and input come together in one row of the stack, and make their product."""
        w, dot, x, sign, product = stack.rows[i]
        source, edge = self.neurons[0][i], self.diagram.edges[0][0][i]
        factor, value, result = stack.row_text(i)
        tell(
            self,
            f"Input {i + 1}: {factor} times {value} makes {result}.",
            Relight(self.diagram, [self.neurons[1][0], edge, source]),
            edge.pulse(),
            FadeIn(w, target_position=edge, scale=0.5),
            fly(source.number, x),
            FadeIn(dot),
            afterwards(sign, product),
            run_time=1.6,
        )

    def through_the_curve(self, stack):
        """The pre-activation is looked up on the activation's curve, and drops into the neuron."""
        layer = self.trace.layers[0]
        activation = layer.layer.activation
        curve = ActivationCurve(activation, [LEFT_X + 2.4, -2.2, 0], layer.z, height=1.2)
        dot = curve.dot(layer.z[0])
        tell(self, f"{IN_WORDS[activation]}.", FadeIn(curve), TransformFromCopy(stack.total[-1], dot))
        pieces, claims = activation_of(self.trace, 0, 0, stack.result)
        a = Formula(*pieces[1:], claims=claims).at(LEFT_X, -3.4)
        tell(
            self,
            f"So its activation a is {a.parts[-1].plain}.",
            dot.animate.move_to(curve.height_at(layer.z[0])),
            FadeIn(a),
            self.diagram.fill(self.trace, 1, 0, origin=a.of(a.parts[-1])),
            run_time=1.5,
        )
        self.workings = VGroup(curve, dot, a)

    def its_layer(self):
        self.next_section("Its layer")
        turn_page(self, self.headline, "The other neurons do the same", self.workings)
        others = range(2, len(self.neurons[1]))
        sums = running_sums(self.trace, 0, range(1, len(self.neurons[1])))
        self.compute(sums[0], 1, 1)
        self.compute_together(sums[1:], 1, others)
        off = [j for j in others if self.trace.layers[0].a[j] == 0]
        for j in off[:1]:
            line = sums[j - 1]
            bright = [Relight(self.diagram, self.diagram.around(1, [j])), Relight(sums, [line])]
            caption = f"Neuron {j + 1} is switched off: its sum {line.z_text} is negative, so its activation is zero."
            tell(self, caption, FadeIn(self.ring.move_to(self.neurons[1][j].circle)), *bright)
        self.play(FadeOut(self.ring), Relight(sums), run_time=0.5)
        self.workings = sums

    def compute_together(self, lines, layer, neurons):
        """Several neurons at once: their numbers gather in their lines, and the results drop in."""
        edges = self.diagram.edges[layer - 1]
        tell(
            self,
            "The rest of the layer, all at once.",
            FadeOut(self.ring),
            Relight(self.diagram, self.diagram.around(layer, neurons)),
            *(self.diagram.pulse(layer, j) for j in neurons),
            *(line.arrive(edges[j], self.neurons[layer - 1]) for line, j in zip(lines, neurons, strict=True)),
            run_time=2,
        )
        self.play(*(self.diagram.fill(self.trace, layer, j, line.a) for line, j in zip(lines, neurons, strict=True)))
        self.wait(1.5)

    def move_ring(self, layer, j):
        return self.ring.animate.move_to(self.neurons[layer][j].circle)

    def compute(self, line, layer, j):
        """One neuron, briskly: its numbers gather in one line, and the result drops in."""
        ending = f", so a is {line.parts[-1].plain}" if line.a else ""
        name = f"Layer {layer}, neuron {j + 1}" if line.a else f"Output {j + 1}"
        tell(
            self,
            f"{name}: z is {line.z_text}{ending}.",
            self.move_ring(layer, j),
            Relight(self.diagram, self.diagram.around(layer, [j])),
            self.diagram.pulse(layer, j),
            line.arrive(self.diagram.edges[layer - 1][j], self.neurons[layer - 1]),
            run_time=1.3,
            rest=0.3,
        )
        if line.a:
            self.play(self.diagram.fill(self.trace, layer, j, origin=line.a), run_time=0.7)
        self.wait()

    def in_one_line(self):
        self.next_section("The same in one line")
        turn_page(self, self.headline, "The same in one line", self.workings)
        product = MatrixProduct(self.trace, 0)
        product.move_to([LEFT_X + product.width / 2, 0.4, 0])
        neurons = range(len(self.neurons[1]))
        tell(self, f"All {len(neurons)} sums in one line: z equals W times x, plus b.", FadeIn(product))
        self.ring.move_to(self.neurons[1][0].circle)
        for j in neurons:
            row = [product.weights[j], product.entering, product.biases[j], product.z[j], product.symbols]
            lit = [Relight(product, [*row, product.between]), Relight(self.diagram, self.diagram.around(1, [j]))]
            if j == 0:
                tell(self, "Each row is one neuron: its weights, its bias, its z.", FadeIn(self.ring), *lit)
            else:
                self.play(self.move_ring(1, j), *lit, run_time=0.6)
                self.wait(0.4)
        name = ACTIVATION_NAMES[self.trace.network.layers[0].activation]
        z = [Symbol("W", layer=1), Symbol("x"), "+", Symbol("b", layer=1)]
        whole = Formula(Symbol("a", layer=1), "=", Words(name), "(", *z, ")", size=theme.LARGE).at(LEFT_X, -1.9)
        tell(
            self,
            f"{name} of all that is the layer's activation a.",
            FadeOut(self.ring),
            Relight(product),
            Relight(self.diagram, self.diagram.around(1, neurons)),
            FadeIn(whole),
        )
        self.workings = VGroup(product, whole)

    def the_next_layer(self):
        self.next_section("The second hidden layer")
        turn_page(self, self.headline, "The next layer reads the first", self.workings)
        ring = FadeIn(self.ring.move_to(self.neurons[2][0].circle))
        self.play(ring, Relight(self.diagram, self.diagram.around(2, [0])), run_time=0.7)
        neurons = range(len(self.neurons[2]))
        self.workings = running_sums(self.trace, 1, neurons)
        for j in neurons[:2]:
            self.compute(self.workings[j], 2, j)
        if neurons[2:]:
            self.compute_together(self.workings[2:], 2, neurons[2:])

    def softmax_worked(self):
        self.next_section("Softmax, worked")
        turn_page(self, self.headline, "Softmax: from sums to probabilities", self.workings)
        last = len(self.neurons) - 1
        sums = running_sums(self.trace, last - 1, range(len(self.neurons[last])))
        self.play(FadeIn(self.ring.move_to(self.neurons[last][0].circle)), run_time=0.5)
        for j, line in enumerate(sums):
            self.compute(line, last, j)
        work = SoftmaxWork(self.trace, last - 1, LEFT_X, sums.get_bottom()[1] - 0.6)
        tell(
            self,
            "Softmax: raise e to each of them, so that all become positive.",
            FadeOut(self.ring),
            Relight(self.diagram, [*self.neurons[last], self.diagram.names[1]]),
            work.raise_powers([line.z for line in sums]),
        )
        tell(self, f"Add them up: {work.sum.parts[-1].plain}.", work.add_up())
        drops = (self.diagram.fill(self.trace, last, k, share.result) for k, share in enumerate(work.shares))
        tell(self, "Divide each by the sum: these are the probabilities.", work.divide(), *drops, run_time=1.5)
        self.workings = VGroup(sums, work)

    def the_verdict(self):
        self.next_section("The verdict")
        example, trace = self.example, self.trace
        answer, truth = (example.class_names[k] for k in (trace.predicted_class, example.true_class))
        verdict = "The network is right." if answer == truth else "The network is wrong."
        turn_page(self, self.headline, f"The network says: {answer}", self.workings)
        bars = ProbabilityBars(trace, "output", example.class_names, LEFT_X, 1.2)
        caption = f"The network says {answer}, with probability {bars.parts[trace.predicted_class].plain}."
        outputs = Relight(self.diagram, [*self.neurons[-1], self.diagram.names[1]])
        grown = (GrowFromEdge(bar, LEFT) for bar in bars.bars)
        tell(self, caption, outputs, FadeIn(bars.names, bars.numbers, bars.sum), *grown)
        says = Formula(Words("The flower is a"), Words(truth, color=theme.TARGET, bold=True), size=theme.LARGE)
        judged = Formula(Words(verdict), size=theme.LARGE).at(LEFT_X, -2.35)
        ring = self.diagram.ring(len(trace.layers), example.true_class)
        tell(self, f"The flower is a {truth}. {verdict}", FadeIn(says.at(LEFT_X, -1.7), judged), Create(ring), rest=1.5)
        tell(self, "What it can learn from that is the next film.", Relight(self.diagram), rest=1.5)
