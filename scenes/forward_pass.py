"""How does a network compute its answer? Every number of one forward pass, from the flower to the verdict."""

from manim import (
    DOWN,
    LEFT,
    Create,
    FadeIn,
    FadeOut,
    GrowFromEdge,
    Scene,
    TransformFromCopy,
    VGroup,
    smooth,
    squish_rate_func,
)

from core import forward, load_example
from scenes.mobjects import (
    Between,
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
from scenes.mobjects.activation_curve import IN_WORDS, ActivationCurve
from scenes.mobjects.bars import ProbabilityBars
from scenes.mobjects.matrices import MatrixProduct, common_decimals
from scenes.mobjects.network_diagram import ACTIVATION_NAMES
from scenes.mobjects.worked import RunningSum, activation_of, weighted_sum

LEFT_X, WIDTH = theme.WORK_LEFT, theme.WORK_RIGHT - theme.WORK_LEFT


class ForwardPass(Scene):
    """One flower goes through the network, neuron by neuron."""

    def construct(self):
        self.example = load_example()
        self.trace = forward(self.example.network, self.example.x)
        self.diagram = NetworkDiagram(self.example.network, self.example)
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
        tell(
            self,
            "One flower goes through the network. We compute every number.",
            FadeIn(self.headline, self.diagram, self.diagram.labels),
        )
        heading = Formula(Words("(measured − mean) / standard deviation"), color=theme.FAINT).at(LEFT_X, 2.0)
        lines = VGroup(*(self.standardised(i).at(LEFT_X, 1.0 - 1.3 * i) for i in range(len(self.example.x))))
        first, others = lines[0], lines[1:]
        measured, mean, scale = (part.plain for part in first.parts[1:4])
        tell(
            self,
            f"Its {self.example.feature_names[0]} is {measured}. Subtract the mean {mean}, divide by the spread {scale}.",
            Relight(self.diagram, [self.diagram.neurons[0][0], self.diagram.names[0][0]]),
            FadeIn(heading, first.left),
        )
        tell(
            self,
            f"That makes {first.parts[-1].plain}, the first input.",
            FadeIn(first.answer),
            self.diagram.fill(self.trace, 0, 0, origin=first.result),
        )
        tell(
            self,
            "The others likewise. Zero would be an average flower.",
            Relight(self.diagram, [*self.diagram.neurons[0], self.diagram.names[0]]),
            FadeIn(others),
            *(self.diagram.fill(self.trace, 0, i, origin=line.result) for i, line in enumerate(others, start=1)),
        )
        self.workings = VGroup(heading, lines)

    def standardised(self, i):
        """ "x₁ = (6.2 − 6.3) / 0.7 ≈ −0.1": a measurement on the scale of the training flowers."""
        measured, mean, scale = (
            Number(self.example, f"{name}[{i}]", common_decimals(self.example, name)) for name in ("measurements", "mean", "scale")
        )
        quotient = [Between("frac(", "("), measured, "−", mean, Between(",", ") /"), scale, Between(")", "")]
        x = Number(self.trace, f"input[{i}]", color=theme.ACTIVATION)
        return Equation(Symbol("x", i + 1), "=", *quotient, result=x, size=theme.LARGE)

    def one_neuron_slowly(self):
        self.next_section("One neuron, slowly")
        turn_page(self, self.headline, "One neuron, slowly", self.workings)
        self.ring = self.diagram.ring(1, 0)
        stack = weighted_sum(self.trace, 0, 0)
        stack.move_to([LEFT_X + stack.width / 2 + 0.6, theme.WORK_TOP - stack.height / 2, 0])
        neuron, edges = self.diagram.neurons[1][0], self.diagram.edges[0][0]
        tell(
            self,
            "The first hidden neuron multiplies each input by a weight.",
            Create(self.ring),
            Relight(self.diagram, [neuron, *edges, *self.diagram.neurons[0]]),
        )
        for i, (w, dot, x, sign, product) in enumerate(stack.rows):
            source, edge = self.diagram.neurons[0][i], edges[i]
            factor, value, result = stack.row_text(i)
            tell(
                self,
                f"Input {i + 1}: {factor} times {value} makes {result}.",
                Relight(self.diagram, [neuron, edge, source]),
                edge.pulse(),
                FadeIn(w, target_position=edge, scale=0.5),
                TransformFromCopy(source.number, x),
                FadeIn(dot),
                FadeIn(sign, product, rate_func=squish_rate_func(smooth, 0.6, 1)),
                run_time=1.6,
                rest=0.8,
            )
        tell(self, "Its own number, the bias, is added.", Relight(self.diagram, [neuron]), FadeIn(stack.extra))
        tell(self, f"The sum is {stack.result.plain}: the pre-activation z.", Create(stack.rule), FadeIn(stack.total))
        self.through_the_curve(stack)
        self.workings = VGroup(self.workings, stack)

    def through_the_curve(self, stack):
        """The pre-activation is looked up on the activation's curve, and drops into the neuron."""
        layer = self.trace.layers[0]
        activation = layer.layer.activation
        curve = ActivationCurve(activation, 1.5 * max(abs(z) for z in layer.z), [LEFT_X + 2.4, -1.65, 0])
        dot = curve.dot(layer.z[0])
        tell(self, f"{IN_WORDS[activation]}.", FadeIn(curve), TransformFromCopy(stack.total[2], dot))
        a = Formula(*activation_of(self.trace, 0, 0, stack.result)).at(LEFT_X, -3.3)
        tell(
            self,
            f"So its activation a is {a.parts[-1].plain}.",
            dot.animate.move_to(curve.height_at(layer.z[0])),
            FadeIn(a),
            self.diagram.fill(self.trace, 1, 0, origin=a[len(a.parts) - 1]),
            run_time=1.5,
        )
        self.workings = VGroup(curve, dot, a)

    def move_ring(self, layer, j):
        """Point at another neuron."""
        return self.ring.animate.move_to(self.diagram.neurons[layer][j].circle)

    def its_layer(self):
        self.next_section("Its layer")
        count = len(self.diagram.neurons[1])
        sums = self.running_sums(0, range(1, count))
        turn_page(self, self.headline, "The other neurons do the same", self.workings)
        self.compute(sums[0], 1, 1)
        others = range(2, count)
        fills = [self.diagram.fill(self.trace, 1, j, origin=sums[j - 1].a) for j in others]
        tell(
            self,
            "The rest of the layer at once. Where the sum is negative, ReLU makes it zero.",
            FadeOut(self.ring),
            Relight(self.diagram, self.around(1, others)),
            *(self.diagram.pulse(1, j) for j in others),
            *(sums[j - 1].arrive(self.diagram.edges[0][j], self.diagram.neurons[0]) for j in others),
            run_time=2,
        )
        self.play(*fills)
        self.wait(2)
        self.workings = sums

    def running_sums(self, layer, neurons):
        """Lines for some neurons of a layer, one below the other."""
        sums = VGroup(*(RunningSum(self.trace, layer, j, WIDTH) for j in neurons))
        sums.arrange(DOWN, aligned_edge=LEFT, buff=0.27)
        return sums.move_to([LEFT_X + sums.width / 2, theme.WORK_TOP - sums.height / 2, 0])

    def around(self, layer, neurons):
        """What is bright while these neurons are computed: they, their edges and where those come from."""
        mine = [self.diagram.neurons[layer][j] for j in neurons]
        return [*mine, *self.diagram.neurons[layer - 1], *(self.diagram.edges_into(layer, j) for j in neurons)]

    def compute(self, line, layer, j):
        """One neuron, briskly: its numbers gather in one line, and the result drops in."""
        z = line.z_text
        ending = f", so a is {line.parts[-1].plain}" if line.a else ""
        tell(
            self,
            f"Neuron {j + 1}: z is {z}{ending}.",
            self.move_ring(layer, j),
            Relight(self.diagram, self.around(layer, [j])),
            self.diagram.pulse(layer, j),
            line.arrive(self.diagram.edges[layer - 1][j], self.diagram.neurons[layer - 1]),
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
        count = len(self.diagram.neurons[1])
        tell(
            self,
            f"All {count} sums in one line: z equals W times x, plus b.",
            FadeIn(product),
        )
        self.play(FadeIn(self.ring.move_to(self.diagram.neurons[1][0].circle)), run_time=0.5)
        for j in range(count):
            row = [product.weights[j], product.entering, product.biases[j], product.z[j]]
            self.play(
                self.move_ring(1, j),
                Relight(product, [*row, product.symbols, product.between], level=0.3),
                Relight(self.diagram, self.around(1, [j])),
                run_time=0.6,
            )
            self.wait(0.4)
        name = ACTIVATION_NAMES[self.trace.network.layers[0].activation]
        z = [Symbol("W", layer=1), Symbol("x"), "+", Symbol("b", layer=1)]
        whole = Formula(Symbol("a", layer=1), "=", Words(name), "(", *z, ")", size=theme.LARGE)
        tell(
            self,
            f"Each row is a neuron. {name} of it all is the layer's activation a.",
            FadeOut(self.ring),
            Relight(product),
            Relight(self.diagram, self.around(1, range(count))),
            FadeIn(whole.at(LEFT_X, -1.9)),
        )
        self.workings = VGroup(product, whole)

    def the_next_layer(self):
        self.next_section("The second hidden layer")
        turn_page(self, self.headline, "The next layer reads the first", self.workings)
        neurons = range(len(self.diagram.neurons[2]))
        sums = self.running_sums(1, neurons)
        self.play(
            FadeIn(self.ring.move_to(self.diagram.neurons[2][0].circle)),
            Relight(self.diagram, self.around(2, [0])),
        )
        for j in neurons:
            self.compute(sums[j], 2, j)
        self.workings = sums

    def softmax_worked(self):
        self.next_section("Softmax, worked")
        turn_page(self, self.headline, "The outputs: from sums to probabilities", self.workings)
        last = len(self.diagram.neurons) - 1
        outputs = range(len(self.diagram.neurons[last]))
        sums = self.running_sums(last - 1, outputs)
        self.play(self.move_ring(last, 0), Relight(self.diagram, self.around(last, [0])))
        for j in outputs:
            self.compute(sums[j], last, j)
        self.from_sums_to_probabilities(sums, last)

    def from_sums_to_probabilities(self, sums, last):
        trace, path = self.trace, f"layers[{last - 1}]"
        outputs = range(len(sums))
        y = sums.get_bottom()[1] - 0.7
        powers = [Number(trace, f"{path}.exponentials[{k}]") for k in outputs]
        lines = [
            Equation(Between("e^idx(", "e^("), Number(trace, f"{path}.z[{k}]", color=theme.PRE_ACTIVATION), Between(")", ")"), result=powers[k])
            for k in outputs
        ]
        lines = VGroup(*(line.at(LEFT_X, y - 0.5 * k) for k, line in enumerate(lines)))
        tell(
            self,
            "Softmax: raise e to each of them, so that all become positive.",
            FadeOut(self.ring),
            Relight(self.diagram, self.diagram.neurons[last]),
            *(TransformFromCopy(sums[k].z, lines[k][0]) for k in outputs),
            *(FadeIn(line.between, line.answer) for line in lines),
        )
        total = Number(trace, f"{path}.exponential_sum")
        summed = Equation(*[piece for k in outputs for piece in ("+", lines[k].parts[-1])][1:], result=total)
        summed.at(LEFT_X, y - 0.5 * len(lines))
        tell(
            self,
            f"Add them up: {summed.parts[-1].plain}.",
            *(TransformFromCopy(line.result, summed[k]) for k, line in enumerate(lines)),
            FadeIn(summed.between, summed.answer),
        )
        shares = VGroup()
        for k in outputs:
            p = Number(trace, f"output[{k}]", color=theme.ACTIVATION)
            quotient = [Between("frac(", "("), lines[k].parts[-1], Between(",", ") / ("), summed.parts[-1], Between(")", ")")]
            shares.add(Equation(Symbol("p", k + 1), "=", *quotient, result=p).at(LEFT_X, y - 0.5 * len(lines) - 0.85 - 0.85 * k))
        tell(
            self,
            "Divide each by the sum: these are the probabilities.",
            *(TransformFromCopy(lines[k].result, shares[k][1]) for k in outputs),
            *(TransformFromCopy(summed.result, shares[k][2]) for k in outputs),
            *(FadeIn(share[0], share.between, share.answer) for share in shares),
            *(self.diagram.fill(trace, last, k, origin=shares[k].result) for k in outputs),
            run_time=1.5,
        )
        self.workings = VGroup(sums, lines, summed, shares)

    def the_verdict(self):
        self.next_section("The verdict")
        example, trace = self.example, self.trace
        answer, truth = (example.class_names[k] for k in (trace.predicted_class, example.true_class))
        right = trace.predicted_class == example.true_class
        turn_page(self, self.headline, f"The network says: {answer}", self.workings)
        bars = ProbabilityBars(trace, "output", example.class_names, LEFT_X, 1.2)
        texts = [number.numbers[0][0] for number in bars.numbers]
        add = [piece for k, text in enumerate(texts) for piece in ("+", text)][1:]
        one = Formula(*add, "=", Between("1", "1"), size=theme.TEXT).at(LEFT_X, -0.6)
        certainty = texts[trace.predicted_class].plain
        tell(
            self,
            f"The network says {answer}, with probability {certainty}.",
            Relight(self.diagram),
            FadeIn(bars.names, bars.numbers),
            *(GrowFromEdge(bar, LEFT) for bar in bars.bars),
            FadeIn(one),
        )
        ring = self.diagram.ring(len(trace.layers), example.true_class)
        verdict = "It is right." if right else "It is wrong."
        says = VGroup(
            Formula(Words("The flower is a "), Words(truth, color=theme.TARGET, bold=True), size=theme.LARGE),
            Formula(Words(verdict), size=theme.LARGE),
        )
        for k, line in enumerate(says):
            line.at(LEFT_X, -1.7 - 0.65 * k)
        closing = "How it learns from that is the next film." if not right else "Now it can be surer still: the next film."
        tell(self, f"The flower is a {truth}. {verdict}", FadeIn(says), Create(ring), rest=1.5)
        tell(self, closing, Relight(self.diagram, [self.diagram.neurons[-1][example.true_class], self.diagram.names[1]]), rest=1.5)
