"""What is a neural network made of? Measurements go in, layers of neurons follow, one answer comes out."""

from manim import DOWN, UP, AnimationGroup, Create, FadeIn, FadeOut, LaggedStart, Scene, VGroup

from core import load_example
from scenes.mobjects import (
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
from scenes.mobjects.legend import Legend
from scenes.mobjects.matrices import common_decimals, matrix
from scenes.mobjects.motion import afterwards, fly_all

SINGLED_OUT = 1


class Architecture(Scene):
    """The network, built up from the question it answers to the numbers it holds."""

    def construct(self):
        self.example = load_example()
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
        heading, *rows = self.table = self.measurements()
        tell(self, "Versicolor and virginica: two kinds of iris. Which is this?", FadeIn(self.headline, heading))
        measured = ", ".join(" ".join(line.text for line in row) for row in rows).capitalize()
        tell(self, f"{measured}.", LaggedStart(*map(FadeIn, rows), lag_ratio=0.5), run_time=1.5)
        becoming = (
            AnimationGroup(
                FadeIn(label),
                FadeOut(row[1].copy(), target_position=neuron, scale=0.5),
                Create(neuron.circle),
            )
            for row, label, neuron in zip(rows, self.diagram.names[0], self.diagram.neurons[0], strict=True)
        )
        tell(self, "Each measurement becomes one input.", LaggedStart(*becoming, lag_ratio=0.3), run_time=1.4)

    def measurements(self):
        example = self.example
        decimals = common_decimals(example, "measurements")
        table = VGroup(Formula(Words("One flower, measured"), color=theme.FAINT).at(theme.WORK_LEFT, 1.5))
        for i, (name, unit) in enumerate(zip(example.feature_names, example.units, strict=True)):
            value = Number(example, f"measurements[{i}]", decimals, color=theme.ACTIVATION)
            y = 0.7 - 0.75 * i
            table.add(
                VGroup(
                    Formula(Words(name), size=theme.LARGE).at(theme.WORK_LEFT, y),
                    Formula(value, Words(unit), size=theme.LARGE).at(theme.WORK_LEFT + 4.6, y, "right"),
                )
            )
        return table

    def the_layers(self):
        self.next_section("The layers")
        turn_page(self, self.headline, "Neurons, in layers", self.table)
        news = [self.label(0)]
        self.notes = VGroup()
        for layer, count in enumerate(self.network.sizes[1:], start=1):
            activation = self.network.layers[layer - 1].activation
            last = layer == len(self.network.layers)
            caption = f"{count} outputs, one for each kind." if last else f"A hidden layer of {count} neurons."
            if activation not in [before.activation for before in self.network.layers[: layer - 1]]:
                caption += f" {IN_WORDS[activation]}."
                self.notes.add(self.note(activation, 1.9 - 3.1 * len(self.notes)))
                news.append(FadeIn(self.notes[-1]))
            if last:
                news.append(FadeIn(self.diagram.names[1]))
            circles = LaggedStart(*(Create(neuron.circle) for neuron in self.diagram.neurons[layer]), lag_ratio=0.15)
            tell(self, caption, circles, self.label(layer), *news)
            news = []

    def label(self, layer):
        return FadeIn(self.diagram.labels[layer], shift=0.2 * DOWN)

    def note(self, activation, top):
        """What an activation does: in words, and as a curve where it acts on one neuron alone."""
        words = Formula(Words(IN_WORDS[activation])).at(theme.WORK_LEFT, top)
        if activation == "softmax":
            return VGroup(words)
        return VGroup(words, ActivationCurve(activation, [theme.WORK_LEFT + 2.3, top - 1.45, 0]))

    def the_weights(self):
        self.next_section("The weights")
        turn_page(self, self.headline, "Every edge is a weight", self.notes)
        self.legend = Legend(theme.WORK_LEFT, 0.8)
        layers = (AnimationGroup(*(Create(edge) for row in layer for edge in row)) for layer in self.diagram.edges)
        tell(
            self,
            "Every edge is a weight: blue positive, dashed orange negative.",
            FadeIn(self.legend),
            LaggedStart(*layers, lag_ratio=0.7),
            run_time=2.5,
        )
        self.add(self.diagram)

    def one_neuron(self):
        turn_page(self, self.headline, "One neuron: a row of weights and a bias", self.legend)
        j = SINGLED_OUT
        ring = self.diagram.ring(1, j)
        edges = self.diagram.edges_into(1, j)
        reads = [self.diagram.neurons[1][j], edges, *self.diagram.neurons[0], self.diagram.names[0]]
        tell(
            self,
            "One neuron: each input reaches it through a weight.",
            Create(ring),
            Relight(self.diagram, reads),
        )
        weights = self.array("W", "weights", theme.WORK_LEFT)
        biases = self.array("b", "biases", theme.WORK_LEFT + weights.width + 0.7, theme.BIAS)
        row = weights[1][j * len(edges) : (j + 1) * len(edges)]
        lifted = (FadeIn(number, target_position=edge, scale=0.5) for edge, number in zip(edges, row, strict=True))
        rest = [part for part in weights[1] if part not in row.submobjects]
        later = afterwards(weights[0], *rest, biases)
        tell(self, f"Together they are row {j + 1} of the matrix W.", *lifted, later, run_time=2)
        lit = [weights[0], row, biases[0], biases[1][j]]
        tell(self, f"Its bias, entry {j + 1} of b, is added.", Relight(VGroup(weights, biases), lit), run_time=0.8)
        self.workings = VGroup(weights, biases, ring)

    def array(self, letter, name, x, color=None):
        """W or b of the first layer in brackets, with its name above."""
        numbers = Formula(*matrix(self.network, f"layers[0].{name}", color))
        numbers.move_to([x + numbers.width / 2, 0, 0])
        symbol = Formula(Symbol(letter, layer=1), size=theme.LARGE)
        return VGroup(symbol.next_to(numbers, UP, buff=0.25), numbers)

    def the_count(self):
        self.next_section("The count")
        layers = range(len(self.network.layers))
        heading = Formula(Words("weights + biases"), color=theme.FAINT).at(theme.WORK_LEFT, 2.0)
        sums = VGroup(*(self.parameters_of(layer).at(theme.WORK_LEFT, 1.3 - 0.75 * layer) for layer in layers))
        turn_page(self, self.headline, "How many numbers is that?", self.workings)
        for layer, line in zip(layers, sums, strict=True):
            into, neurons = (label[1][0][0] for label in self.diagram.labels[layer : layer + 2])
            edges = [edge for row in self.diagram.edges[layer] for edge in row]
            tell(
                self,
                f"Layer {layer + 1}: {line.text}.",
                Relight(self.diagram, [*edges, *self.diagram.neurons[layer + 1]]),
                *([FadeIn(heading)] if layer == 0 else []),
                fly_all([into, neurons, neurons], line[:3]),
                FadeIn(line.between, line.answer),
                run_time=1.2 if layer == 0 else 0.9,
            )
        counts = [Number(self.network, f"layers[{layer}].parameter_count") for layer in layers]
        terms = [piece for count in counts for piece in (count, "+")][:-1]
        total = Equation(*terms, result=Number(self.network, "parameter_count", color=theme.FOCUS), size=theme.LARGE)
        total.at(theme.WORK_LEFT, 1.05 - 0.75 * len(sums))
        tell(
            self,
            f"Together {total.parts[-1].plain} parameters, all of them learnt.",
            Relight(self.diagram),
            fly_all([line.result for line in sums], total[: len(sums)]),
            FadeIn(total.between, total.answer),
            run_time=1.5,
        )

    def parameters_of(self, layer):
        """One weight for each edge into a layer and one bias for each of its neurons: 3 · 5 + 5 = 20."""
        into, neurons = f"layers[{layer}].n_in", f"layers[{layer}].n_out"
        return Equation(
            Number(self.network, into),
            "·",
            Number(self.network, neurons),
            "+",
            Number(self.network, neurons, color=theme.BIAS),
            result=Number(self.network, f"layers[{layer}].parameter_count"),
            size=theme.LARGE,
        )

    def the_whole(self):
        self.next_section("The whole network")
        legend = Legend(theme.WORK_LEFT, -2.2)
        tell(
            self,
            "The whole network, ready for its flower.",
            self.headline.say(self.example.title),
            FadeIn(legend),
            rest=1.4,
        )
