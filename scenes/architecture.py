"""What is a neural network made of? Measurements go in, layers of neurons follow, one answer comes out."""

from manim import (
    DOWN,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Succession,
    VGroup,
    smooth,
    squish_rate_func,
)

from facts.statement import Name, Nth, Statement
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
from scenes.mobjects.diagram.activation_curve import ActivationCurve
from scenes.mobjects.diagram.legend import Legend
from scenes.mobjects.telling.measured import Measured
from scenes.mobjects.telling.opening import ASIDE, SMALL, Petals, numbers_of, petals_of
from scenes.mobjects.telling.wording import does_in_words, of_layer, question
from scenes.mobjects.type.fitting import enlarged
from scenes.mobjects.type.flights import Flight, afterwards, fly, fly_all
from scenes.mobjects.type.flow import SIZES, fitted
from scenes.mobjects.workings.close_up import CloseUp
from scenes.mobjects.workings.matrices import layer_arrays

ROW = 0.78
HUGE = 3.2, 2.4, 1.8, 1.3, 1.0, 0.75, *SIZES
NOTES, TALL, LOWER = 2, 3.0, 1.5  # on activations; the height of a curve, and how much lower it is beside another
WHOLE = 2.6  # of a petal beside the whole network


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
        self.next_section(Statement("architecture.the_question"))
        measured, self.petal, aside = Measured(self.example), VGroup(), ()
        if pair := petals_of(self.example):
            self.headline, self.petal, deciding = Petals(self, pair).tell()
            smaller = self.petal.animate.scale(SMALL, scale_stroke=True).move_to(ASIDE)
            aside = smaller, FadeOut(deciding, rate_func=squish_rate_func(smooth, 0, 0.4))
        else:
            self.headline = Headline(Name(self.example, "title"))
            tell(self, question(self.example), FadeIn(self.headline), run_time=0.6)
        measured.appear(self, len(self.diagram.neurons[0]), *aside)
        measured.land(self, self.diagram)
        self.table = VGroup(measured, self.petal)

    def the_layers(self):
        self.next_section(Statement("architecture.the_layers"))
        turn_page(self, self.headline, Statement("architecture.in_layers"), self.table)
        news, self.notes = [self.label(0)], VGroup()
        kinds = list(dict.fromkeys(layer.activation for layer in self.network.layers))[:NOTES]
        tall = TALL if "softmax" in kinds or len(kinds) < NOTES else TALL - LOWER
        for layer in range(1, len(self.network.sizes)):
            activation = self.network.layers[layer - 1].activation
            last = layer == len(self.network.layers)
            caption = Statement(of_layer(self.example, last), count=Number(self.network, f"sizes[{layer}]"))
            if activation not in [before.activation for before in self.network.layers[: layer - 1]]:
                does = does_in_words(self.network, layer - 1)
                caption = Statement("architecture.does", layer=caption, does=does)
                if len(self.notes) < NOTES:
                    top = self.notes.get_bottom()[1] - 0.8 if self.notes else theme.WORK_TOP - 0.4
                    self.notes.add(self.note(layer - 1, does, top, tall))
                    news.append(FadeIn(self.notes[-1]))
            if last:
                news.append(FadeIn(self.diagram.names[1]))
            circles = [Create(neuron.circle) for neuron in self.diagram.neurons[layer].values()]
            news.append(FadeIn(self.diagram.dots_of[layer]))
            tell(self, caption, LaggedStart(*circles, lag_ratio=0.15), self.label(layer), *news, run_time=0.9)
            news = []

    def label(self, layer):
        return FadeIn(self.diagram.labels[layer], shift=0.2 * DOWN)

    def note(self, layer, does, top, tall):
        """What the activation of a layer does: in words, and as a curve where it acts on one neuron alone."""
        words = fitted(lambda size: Formula(Words(does), size=size), SIZES)
        words.at(theme.WORK_LEFT, top)
        if self.network.layers[layer].activation == "softmax":
            return VGroup(words)
        middle = [theme.WORK_LEFT + theme.WORK_WIDTH / 2, top - 0.75 - tall / 2, 0]
        curve = ActivationCurve(self.network.layers[layer], middle, width=4.6, height=tall)
        return VGroup(words, curve.scale(min(1, theme.WORK_WIDTH / curve.width)).move_to(middle))

    def the_weights(self):
        self.next_section(Statement("architecture.the_weights"))
        turn_page(self, self.headline, Statement("architecture.every_edge"), self.notes)
        self.legend = enlarged(Legend(theme.WORK_LEFT, 1.2, row=1.1), most=2)
        layers = (
            AnimationGroup(*(Create(edge) for edge in self.diagram.edges_into(layer)))
            for layer in range(1, len(self.network.sizes))
        )
        tell(
            self,
            Statement("architecture.edges"),
            FadeIn(self.legend, rate_func=squish_rate_func(smooth, 0, 0.3)),
            LaggedStart(*layers, lag_ratio=0.7),
            run_time=2.3,
        )
        self.add(self.diagram)

    def one_neuron(self):
        turn_page(self, self.headline, Statement("architecture.one_neuron"), self.legend)
        weights, biases = layer_arrays(self.network, 0, theme.WORK_LEFT)
        enlarged(VGroup(weights, biases), -2.6)
        j = weights.neurons[:2][-1]
        ring, edges = self.diagram.ring(1, j), self.diagram.edges[0][j]
        inputs = self.diagram.neurons[0].values()
        reads = [self.diagram.neurons[1][j], *edges.values(), *inputs, self.diagram.names[0]]
        close = CloseUp(self.example, j)
        tell(
            self,
            Statement("architecture.through_weights"),
            Create(ring),
            self.diagram.spotlight(reads),
            *close.appear(self.diagram.neurons[0]),
            run_time=1.8,
        )
        row = weights.rows[j]
        lifted = [fly(close.weights.get(i, edges[i]), number) for i, number in row.items()]
        bias = biases.rows[j][0]
        rest = [part for part in (*weights.numbers, *biases.numbers) if part not in (*row.values(), bias)]
        later = FadeIn(*weights.frame, *rest, *biases.frame, rate_func=squish_rate_func(smooth, 0.35, 0.75))
        tell(
            self,
            Statement("architecture.row_of_w", row=Nth(self.network, f"layers[0].weights[{j}]")),
            *lifted,
            FadeOut(close, rate_func=squish_rate_func(smooth, 0, 0.6)),
            later,
            run_time=1.6,
        )
        tell(
            self,
            Statement("architecture.entry_of_b", entry=Nth(self.network, f"layers[0].biases[{j}]")),
            Flight(bias, place=ring),
            Relight(VGroup(weights, biases), [*weights.frame, *row.values(), *biases.frame, bias]),
            run_time=0.8,
        )
        self.workings = VGroup(weights, biases, ring)

    def the_count(self):
        self.next_section(Statement("architecture.the_count"))
        layers = range(len(self.network.layers))
        size = theme.BIG if len(layers) < 4 else theme.LARGE
        pitch = min(ROW, 4.2 / (len(layers) + 1))
        words = Words(Statement("label.weights"), theme.WEIGHT), "+", Words(Statement("label.biases"), theme.BIAS)
        heading = Formula(*words, size=theme.LARGE).at(theme.WORK_LEFT, 2.1)
        sums = VGroup(*(self.parameters_of(layer, size).at(theme.WORK_LEFT, 1.3 - pitch * layer) for layer in layers))
        counts = [Number(self.network, f"layers[{layer}].parameter_count") for layer in layers]
        terms = [piece for count in counts for piece in (count, "+")][:-1]
        whole = Number(self.network, "parameter_count", color=theme.FOCUS)
        size = size if len(layers) < 5 else theme.TEXT
        total = Equation(*terms, result=whole, size=size) if len(counts) > 1 else Formula(whole, size=size)
        total.at(theme.WORK_LEFT, 1.05 - pitch * len(sums))
        enlarged(VGroup(heading, *sums, total), most=2)
        turn_page(self, self.headline, Statement("architecture.how_many"), self.workings)
        for layer, line in zip(layers, sums, strict=True):
            self.count_layer(layer, line, [FadeIn(heading)] if layer == 0 else [], brisk=len(layers) > 3)
        flights = fly_all([line.result for line in sums], total[: len(sums)])
        shown = [FadeIn(total.between), afterwards(total.answer)] if len(counts) > 1 else []
        tell(
            self,
            Statement("architecture.all_learnt", count=whole),
            self.diagram.spotlight(),
            flights,
            *shown,
            run_time=1.6,
        )
        self.sums, self.total = VGroup(heading, *sums), total
        self.counted = total.submobjects[len(total.parts) - 1]

    def count_layer(self, layer, line, news, brisk):
        """The edges into a layer are counted, then its neurons: one weight for each edge, one bias for each neuron."""
        into, neurons = (label[1][0][0] for label in self.diagram.labels[layer : layer + 2])
        columns = [*self.diagram.neurons[layer].values(), *self.diagram.neurons[layer + 1].values()]
        counts = {"n_in": line.parts[0], "n_out": line.parts[1], "count": line.parts[-1]}
        tell(
            self,
            Statement("architecture.layer_count", **counts),
            self.diagram.spotlight([*columns, *self.diagram.edges_into(layer + 1)]),
            *([] if brisk else [self.diagram.pulse(layer + 1)]),
            *news,
            fly_all([into, neurons, neurons], line[:3]),
            FadeIn(line.between),
            afterwards(line.answer),
            run_time=0.9 if brisk else 1.2,
        )

    def parameters_of(self, layer, size):
        """One weight for each edge into a layer and one bias for each of its neurons: 3 · 5 + 5 = 20."""
        into, neurons = f"layers[{layer}].n_in", f"layers[{layer}].n_out"
        return Equation(
            Number(self.network, into, color=theme.WEIGHT),
            "·",
            Number(self.network, neurons, color=theme.WEIGHT),
            "+",
            Number(self.network, neurons, color=theme.BIAS),
            result=Number(self.network, f"layers[{layer}].parameter_count"),
            size=size,
        )

    def the_whole(self):
        """The count alone, large; light runs through the network, and the question is back."""
        self.next_section(Statement("architecture.the_whole"))
        middle = (theme.WORK_LEFT + theme.WORK_RIGHT) / 2
        count, whole = Number(self.network, "parameter_count"), numbers_of(self.example, HUGE, (middle, 1.1, 0))
        title = self.headline.say(Name(self.example, "title"))
        if self.petal:
            self.petal.scale(WHOLE / self.petal.height, scale_stroke=True).move_to([middle, -0.85 - WHOLE / 2, 0])
        caption = Statement("architecture.ready", count=count, thing=Name(self.example, "thing"))
        gone = FadeOut(self.sums, self.total, rate_func=squish_rate_func(smooth, 0, 0.4))
        tell(self, caption, title, gone, fly(self.counted, whole[0]), afterwards(whole[1], self.petal), run_time=1.2)
        light = Succession(*(self.diagram.pulse(layer) for layer in range(1, len(self.network.sizes))))
        self.play(light, run_time=1.8)
        self.wait()
