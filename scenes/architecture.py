"""What is a neural network made of? Measurements go in, layers of neurons follow, one answer comes out."""

from manim import DOWN, UP, AnimationGroup, Create, FadeIn, FadeOut, LaggedStart, VGroup

from scenes.mobjects import (
    Equation,
    Film,
    Formula,
    Headline,
    NetworkDiagram,
    Number,
    Relight,
    Words,
    tell,
    theme,
    turn_page,
)
from scenes.mobjects.diagram.activation_curve import IN_WORDS, ActivationCurve
from scenes.mobjects.diagram.legend import Legend
from scenes.mobjects.selection import worked_of
from scenes.mobjects.telling.wording import any_of, question
from scenes.mobjects.type.fitting import shortened
from scenes.mobjects.type.flights import afterwards, fly, fly_all
from scenes.mobjects.type.formula import fitted
from scenes.mobjects.workings.matrices import common_decimals, layer_arrays

ROW = 0.75
NOTE_SIZES = theme.TEXT, theme.NUMBERS


class Architecture(Film):
    """The network, built up from the question it answers to the numbers it holds."""

    def construct(self):
        self.network = self.example.network
        self.diagram = NetworkDiagram(self.network, self.example)
        self.the_question()
        self.the_layers()
        self.the_weights()
        self.one_neuron()
        self.the_count()
        self.the_whole()

    def the_question(self):
        self.next_section("The question")
        self.headline = Headline(self.example.title)
        self.add(self.headline)
        heading, rows = self.measurements()
        tell(self, question(self.example), FadeIn(heading), run_time=0.6)
        shown = list(rows)
        measured = ", ".join(f"{self.example.feature_names[i]} {rows[i][1].text}" for i in shown)
        more = " and so on" if len(shown) < len(self.diagram.neurons[0]) else ""
        appearing = LaggedStart(*map(FadeIn, rows.values()), lag_ratio=0.5)
        tell(self, f"{measured}{more}.".capitalize(), appearing, run_time=1.2)
        labels = dict(zip(self.diagram.neurons[0], self.diagram.names[0], strict=True))
        becoming = [
            AnimationGroup(
                fly(rows[i][0], labels[i]) if i in rows else FadeIn(labels[i]),
                Create(neuron.circle),
                *([FadeOut(rows[i][1].copy(), target_position=neuron)] if i in rows else []),
            )
            for i, neuron in self.diagram.neurons[0].items()
        ]
        dots = FadeIn(self.diagram.dots_of[0])
        tell(self, "Each measurement becomes one input.", LaggedStart(*becoming, lag_ratio=0.3), dots, run_time=1.1)
        self.table = VGroup(heading, *rows.values())

    def measurements(self):
        """A heading, and of each input that there is room for its name and what was measured."""
        example = self.example
        decimals = common_decimals(example, "measurements")
        heading = Formula(Words(f"One {example.thing}, measured"), color=theme.FAINT).at(theme.WORK_LEFT, 1.5)
        rows = {}
        for row, i in enumerate(worked_of(len(example.feature_names))):
            value = Number(example, f"measurements[{i}]", decimals, color=theme.ACTIVATION)
            unit = [Words(example.units[i])] if example.units[i] else []
            amount = Formula(value, *unit, size=theme.LARGE).at(theme.WORK_LEFT + 5.2, 0.7 - ROW * row, "right")
            name = shortened(example.feature_names[i], 5.0 - amount.width, theme.LARGE)
            words = Formula(Words(name), size=theme.LARGE).at(theme.WORK_LEFT, 0.7 - ROW * row)
            rows[i] = VGroup(words, amount)
        return heading, rows

    def the_layers(self):
        self.next_section("The layers")
        turn_page(self, self.headline, "Neurons, in layers", self.table)
        news = [self.label(0)]
        self.notes = VGroup()
        for layer, count in enumerate(self.network.sizes[1:], start=1):
            activation = self.network.layers[layer - 1].activation
            last = layer == len(self.network.layers)
            neurons = "one neuron" if count == 1 else f"{count} neurons"
            caption = f"A hidden layer of {neurons}."
            if last:
                caption = "One output." if count == 1 else f"{count} outputs, one for each {any_of(self.example)}."
            if activation not in [before.activation for before in self.network.layers[: layer - 1]]:
                caption += f" {IN_WORDS[activation]}."
                if len(self.notes) < 2:
                    self.notes.add(self.note(activation, 1.9 - 3.1 * len(self.notes)))
                    news.append(FadeIn(self.notes[-1]))
            if last:
                news.append(FadeIn(self.diagram.names[1]))
            circles = [Create(neuron.circle) for neuron in self.diagram.neurons[layer].values()]
            news.append(FadeIn(self.diagram.dots_of[layer]))
            tell(self, caption, LaggedStart(*circles, lag_ratio=0.15), self.label(layer), *news, run_time=0.9)
            news = []

    def label(self, layer):
        return FadeIn(self.diagram.labels[layer], shift=0.2 * DOWN)

    def note(self, activation, top):
        """What an activation does: in words, and as a curve where it acts on one neuron alone."""
        words = fitted(lambda size: Formula(Words(IN_WORDS[activation]), size=size), NOTE_SIZES)
        words.at(theme.WORK_LEFT, top)
        if activation == "softmax":
            return VGroup(words)
        return VGroup(words, ActivationCurve(activation, [theme.WORK_LEFT + 2.3, top - 1.45, 0]))

    def the_weights(self):
        self.next_section("The weights")
        turn_page(self, self.headline, "Every edge is a weight", self.notes)
        self.legend = Legend(theme.WORK_LEFT, 0.8)
        layers = (
            AnimationGroup(*(Create(edge) for edge in self.diagram.edges_into(layer)))
            for layer in range(1, len(self.network.sizes))
        )
        tell(
            self,
            "Every edge is a weight: blue positive, dashed orange negative.",
            FadeIn(self.legend),
            LaggedStart(*layers, lag_ratio=0.7),
            run_time=2.3,
        )
        self.add(self.diagram)

    def one_neuron(self):
        turn_page(self, self.headline, "One neuron: a row of weights and a bias", self.legend)
        weights, biases = layer_arrays(self.network, 0, theme.WORK_LEFT)
        j = weights.shown[:2][-1]
        ring, edges = self.diagram.ring(1, j), self.diagram.edges[0][j]
        inputs = self.diagram.neurons[0].values()
        reads = [self.diagram.neurons[1][j], *edges.values(), *inputs, self.diagram.names[0]]
        tell(
            self,
            "One neuron: each input reaches it through a weight.",
            Create(ring),
            self.diagram.spotlight(reads),
        )
        row = weights.rows[j]
        lifted = [FadeIn(number, target_position=edges[i], scale=0.5) for i, number in row.items()]
        bias = biases.rows[j][0]
        rest = [part for part in (*weights.numbers, *biases.numbers) if part not in (*row.values(), bias)]
        later = afterwards(*weights.frame, *rest, *biases.frame)
        tell(self, f"Together they are row {j + 1} of the matrix W.", *lifted, later, run_time=1.6)
        tell(
            self,
            f"Its bias, entry {j + 1} of b, is added.",
            FadeIn(bias, target_position=ring, scale=0.5),
            Relight(VGroup(weights, biases), [*weights.frame, *row.values(), *biases.frame, bias]),
            run_time=0.8,
        )
        self.workings = VGroup(weights, biases, ring)

    def the_count(self):
        self.next_section("The count")
        layers = range(len(self.network.layers))
        pitch = min(ROW, 4.2 / (len(layers) + 1))
        words = Words("weights", color=theme.WEIGHT), "+", Words("biases", color=theme.BIAS)
        heading = Formula(*words).at(theme.WORK_LEFT, 2.0)
        sums = VGroup(*(self.parameters_of(layer).at(theme.WORK_LEFT, 1.3 - pitch * layer) for layer in layers))
        turn_page(self, self.headline, "How many numbers is that?", self.workings)
        for layer, line in zip(layers, sums, strict=True):
            self.count_layer(layer, line, [FadeIn(heading)] if layer == 0 else [], brisk=len(layers) > 3)
        counts = [Number(self.network, f"layers[{layer}].parameter_count") for layer in layers]
        terms = [piece for count in counts for piece in (count, "+")][:-1]
        whole = Number(self.network, "parameter_count", color=theme.FOCUS)
        size = theme.LARGE if len(layers) < 5 else theme.TEXT
        total = Equation(*terms, result=whole, size=size) if len(counts) > 1 else Formula(whole, size=size)
        total.at(theme.WORK_LEFT, 1.05 - pitch * len(sums))
        unit = Formula(Words("parameters"), size=theme.LARGE).at(theme.WORK_LEFT, 1.05 - pitch * len(sums) - 0.6)
        flights = fly_all([line.result for line in sums], total[: len(sums)])
        shown = [FadeIn(total.between), afterwards(total.answer)] if len(counts) > 1 else []
        tell(
            self,
            f"Together {whole.plain} parameters, all of them learnt.",
            self.diagram.spotlight(),
            flights,
            *shown,
            afterwards(unit),
            run_time=1.6,
        )
        self.sums, self.total = VGroup(heading, *sums), VGroup(total, unit)

    def count_layer(self, layer, line, news, brisk):
        """The edges into a layer are counted, then its neurons: one weight for each edge, one bias for each neuron."""
        into, neurons = (label[1][0][0] for label in self.diagram.labels[layer : layer + 2])
        columns = [*self.diagram.neurons[layer].values(), *self.diagram.neurons[layer + 1].values()]
        weights, biases, count = line.text.split(" + ")[0], line.parts[2].plain, line.parts[-1].plain
        tell(
            self,
            f"Layer {layer + 1}: {weights} weights and {biases} biases, {count}.",
            self.diagram.spotlight([*columns, *self.diagram.edges_into(layer + 1)]),
            *([] if brisk else [self.diagram.pulse(layer + 1)]),
            *news,
            fly_all([into, neurons, neurons], line[:3]),
            FadeIn(line.between),
            afterwards(line.answer),
            run_time=0.9 if brisk else 1.2,
        )

    def parameters_of(self, layer):
        """One weight for each edge into a layer and one bias for each of its neurons: 3 · 5 + 5 = 20."""
        into, neurons = f"layers[{layer}].n_in", f"layers[{layer}].n_out"
        return Equation(
            Number(self.network, into, color=theme.WEIGHT),
            "·",
            Number(self.network, neurons, color=theme.WEIGHT),
            "+",
            Number(self.network, neurons, color=theme.BIAS),
            result=Number(self.network, f"layers[{layer}].parameter_count"),
            size=theme.LARGE,
        )

    def the_whole(self):
        self.next_section("The whole network")
        legend = Legend(theme.WORK_LEFT, -2.4)
        if self.sums.get_bottom()[1] < -1.2:
            up = self.total.animate.shift((1.2 - self.total.get_top()[1]) * UP)
            self.play(FadeOut(self.sums), up, run_time=0.7)
        tell(
            self,
            f"The whole network, ready for its {self.example.thing}.",
            self.headline.say(self.example.title),
            FadeIn(legend),
        )
