"""How does a network compute its answer? Every number of one forward pass, from the measurements to the verdict."""

from manim import LEFT, UP, Create, FadeIn, FadeOut, GrowFromEdge, LaggedStart, VGroup

from core import forward
from facts.statement import Name, Nth, Statement
from scenes.mobjects import (
    Film,
    Headline,
    NetworkDiagram,
    Symbol,
    as_one,
    tell,
    theme,
    turn_page,
)
from scenes.mobjects.diagram.activation_curve import ActivationCurve
from scenes.mobjects.selection import worked_outputs
from scenes.mobjects.telling.computing import Computing
from scenes.mobjects.telling.in_one_line import InOneLine
from scenes.mobjects.telling.measured import Measured
from scenes.mobjects.telling.opening import own_petal
from scenes.mobjects.telling.poster import verdict_poster
from scenes.mobjects.telling.verdict import answered, judged, said
from scenes.mobjects.telling.what_it_sees import WhatItSees
from scenes.mobjects.telling.wording import does_in_words, goes_in
from scenes.mobjects.type.flights import Flight
from scenes.mobjects.workings.activation import activation_of, alone
from scenes.mobjects.workings.inputs import InputTable
from scenes.mobjects.workings.outputs import Sole
from scenes.mobjects.workings.softmax import SoftmaxWork, can_be_worked
from scenes.mobjects.workings.sums import running_sums, sum_rule, weighted_sum

LEFT_X = theme.WORK_LEFT
LOWEST = -1.05  # where a sum may end so that a curve has room below it
LINE = 0.5  # what has one line is not higher


class ForwardPass(Film):
    """One sample goes through the network, neuron by neuron."""

    def construct(self):
        self.thing = Name(self.example, "thing")
        self.trace = forward(self.example.network, self.example.x)
        self.diagram = NetworkDiagram(self.example.network, self.example)
        self.neurons = self.diagram.neurons
        self.computing = Computing(self, self.diagram, self.trace)
        self.ring = self.computing.ring
        self.last = len(self.trace.layers)
        self.first_act = self.trace.layers[0].layer.activation
        self.the_measurements()
        self.one_neuron_slowly()
        self.plane = WhatItSees(self, self.diagram, self.trace, self.headline)
        self.workings = self.plane.tell(0, self.workings, keep=self.found)
        self.its_layer()
        self.workings = InOneLine(self, self.diagram, self.computing, self.headline).tell(self.workings)
        for layer in range(2, self.last + 1):
            self.the_next_layer(layer)
        if self.trace.layers[-1].layer.activation == "softmax":
            self.softmax_worked()
        self.the_verdict()

    def poster(self):
        """The verdict, in large letters; None where there is no plane."""
        plane = self.plane.picture and self.example.true_class is not None and self.plane.picture.plane
        return verdict_poster(self.example, self.trace, plane) if plane else None

    def the_measurements(self):
        self.next_section(Statement("forward.the_thing", thing=self.thing))
        self.headline = Headline(Statement("forward.in_numbers", thing=self.thing))
        self.add(self.headline)
        measured = Measured(self.example)
        petal = own_petal(self.example)
        shown = FadeIn(self.diagram.with_heads(), measured, petal)
        tell(self, Statement("forward.goes_through", thing=self.thing), shown)
        self.play(FadeOut(measured, petal), run_time=0.4)
        table = InputTable(self.example, LEFT_X)
        first, *others = table.lines
        tell(
            self,
            table.first_caption,
            self.diagram.spotlight([self.neurons[0][first], self.diagram.name_of(first)]),
            FadeIn(table.heading, table.lines[first].left),
        )
        drop = self.diagram.fill(self.trace, 0, first, table.lines[first].result)
        caption = goes_in(self.example, first, table.x[first])
        tell(self, caption, FadeIn(table.lines[first].answer), drop)
        if others:
            unseen = [i for i in self.neurons[0] if i not in table.lines]
            inputs = [*self.neurons[0].values(), self.diagram.names[0]]
            tell(
                self,
                table.others_caption,
                self.diagram.spotlight(inputs),
                FadeIn(*(table.lines[i] for i in others)),
                *(self.diagram.fill(self.trace, 0, i, table.lines[i].result) for i in others),
                *(self.diagram.fill(self.trace, 0, i) for i in unseen),
            )
        self.workings = VGroup(table.heading, *table.lines.values())

    def one_neuron_slowly(self):
        self.next_section(Statement("forward.one_neuron"))
        turn_page(self, self.headline, Statement("forward.one_neuron"), self.workings)
        rule = sum_rule(self.trace, 0, 0).at(LEFT_X, theme.WORK_TOP - 0.2)
        stack = weighted_sum(self.trace, 0, 0)
        stack.move_to([LEFT_X + stack.indent + stack.width / 2, theme.WORK_TOP - 0.75 - stack.height / 2, 0])
        tell(
            self,
            Statement("forward.weighted_sum"),
            Create(self.ring),
            FadeIn(rule),
            self.diagram.spotlight(self.diagram.around(1, [0])),
        )
        for row, i in enumerate(stack.sources):
            self.computing.one_product(stack, row, i)
        alone = self.diagram.spotlight([self.neurons[1][0]])
        if len(stack.extras) > 1:
            others = self.diagram.spotlight(self.diagram.around(1, [0]))
            tell(self, Statement("forward.other_products", count=stack.rest_count), others, FadeIn(stack.extras[0]))
        bias = Flight(stack.extras[-1], place=self.ring)
        tell(self, Statement("forward.bias"), alone, bias)
        tell(self, Statement("forward.sum", z=stack.result), Create(stack.rule), FadeIn(stack.total))
        self.found = Sole(Symbol("z", 1, 1), stack.result, size=theme.TEXT), stack.total
        self.workings = VGroup(rule, stack)
        if self.first_act != "softmax":
            self.through_the_curve(stack)

    def through_the_curve(self, stack):
        """The pre-activation is looked up on the activation's curve, and drops into the neuron."""
        z, number = self.trace.layers[0].z, stack.total[-1]
        pieces, relations = activation_of(self.trace, 0, 0, stack.result)
        a = alone(pieces, relations) if pieces else stack.total
        if stack.get_bottom()[1] < LOWEST + max(0, a.height - LINE):
            above = [shapes for shapes in stack if shapes not in stack.total.submobjects]
            up = stack.total.animate.shift((theme.WORK_TOP - 0.6 - stack.total.get_top()[1]) * UP)
            self.play(FadeOut(self.workings[0], *above), up, run_time=0.7)
            self.workings = VGroup(stack.total)
        middle = stack.total.get_bottom()[1] - 1.2
        curve = ActivationCurve(self.trace.layers[0].layer, [LEFT_X + 2.4, middle, 0], z, height=1.2)
        dot = curve.dot(self.trace, 0, 0)
        arriving = FadeIn(dot, target_position=number)
        tell(self, Statement("forward.does", does=does_in_words(self.example.network, 0)), FadeIn(curve), arriving)
        start = min(LEFT_X, theme.WORK_RIGHT - a.width)  # the longest reach a little to the left
        result = a.at(start, middle - 1.2).of(a.parts[-1]) if pieces else number
        tell(
            self,
            Statement("forward.so_a", a=a.parts[-1] if pieces else stack.result),
            dot.animate.move_to(curve.lift(dot, self.trace, 0, 0)),
            *([FadeIn(a)] if pieces else []),
            self.diagram.fill(self.trace, 1, 0, origin=result),
            run_time=1.5,
        )
        self.workings = VGroup(self.workings, curve, dot, *([a] if pieces else []))

    def its_layer(self):
        others = [j for j in self.neurons[1] if j]
        if not others:
            return
        self.next_section(Statement("forward.its_layer"))
        turn_page(self, self.headline, Statement("forward.others_same"), self.workings, *self.headline.let_go())
        sums = running_sums(self.trace, 0, others)
        self.computing.compute(sums[0], 1, others[0])
        if others[1:]:
            self.computing.compute_together(sums[1:], 1, others[1:])
        else:
            self.play(FadeOut(self.ring), run_time=0.4)
        self.computing.show_a_switched_off_one(sums, others)
        self.workings = sums

    def the_next_layer(self, layer):
        """A later layer: at first briskly, neuron by neuron; from the third hidden layer on line by line."""
        output = layer == self.last
        hidden = Statement("forward.hidden", layer=Nth(self.trace, f"layers[{layer - 1}]"))
        self.next_section(Statement("forward.the_output") if output else hidden)
        title = Statement("forward.the_output" if output else "forward.reads_before")
        neurons = worked_outputs(self.example) if output else list(self.neurons[layer])
        ring = FadeIn(self.ring.move_to(self.neurons[layer][neurons[0]].circle))
        with as_one(self):
            turn_page(self, self.headline, title, self.workings)
            self.play(ring, self.diagram.spotlight(self.diagram.around(layer, [neurons[0]])), run_time=0.7)
        self.workings = running_sums(self.trace, layer - 1, neurons)
        brisk = 0 if layer > 2 and not output else 2
        for line, j in zip(self.workings, neurons[:brisk], strict=False):
            self.computing.compute(line, layer, j)
        late = [j for j in self.neurons[layer] if j not in neurons[:brisk]]
        later = sorted(late, key=lambda j: (j not in neurons, j))
        if later:
            self.computing.compute_together(self.workings[brisk:], layer, later)
        else:
            self.play(FadeOut(self.ring), run_time=0.4)

    def softmax_worked(self):
        self.next_section(Statement("forward.softmax_worked"))
        layer, worked = self.last - 1, worked_outputs(self.example)
        outputs = [*self.neurons[-1].values(), self.diagram.names[1]]
        turn_page(self, self.headline, Statement("forward.to_probabilities"), self.workings)
        if not can_be_worked(self.trace):
            drops = (self.diagram.fill(self.trace, self.last, k) for k in self.neurons[-1])
            caption = Statement("forward.does", does=does_in_words(self.example.network, layer))
            tell(self, caption, self.diagram.spotlight(outputs), *drops)
            self.workings = VGroup()
            return
        work = SoftmaxWork(self.trace, layer, worked, LEFT_X, theme.WORK_TOP - 0.3)
        caption = Statement("forward.raise_e")
        tell(self, caption, self.diagram.spotlight(outputs), work.raise_powers())
        tell(self, Statement("forward.add_up", sum=work.sum.total), work.add_up())
        dividing = LaggedStart(*map(work.divide, worked), lag_ratio=1)
        tell(self, Statement("forward.divide"), dividing, run_time=0.9 * len(worked))
        origins = {k: share.result for k, share in work.shares.items()}
        with as_one(self):
            self.play(*(self.diagram.fill(self.trace, self.last, k, origins.get(k)) for k in self.neurons[-1]))
            self.wait()
        self.workings = work

    def the_verdict(self):
        self.next_section(Statement("forward.the_verdict"))
        headline, caption = said(self.example, self.trace)
        turn_page(self, self.headline, headline, self.workings)
        answer, seen, bars = answered(self.example, self.trace, LEFT_X)
        outputs = self.diagram.spotlight([*self.neurons[-1].values(), self.diagram.names[1]])
        tell(self, caption, outputs, FadeIn(*seen), *(GrowFromEdge(bar, LEFT) for bar in bars))
        lines, caption, k = judged(self.example, self.trace, LEFT_X, answer)
        ring = [Create(self.diagram.ring(self.last, k, target=True))] if k is not None else []
        tell(self, caption, FadeIn(lines), *ring)
        self.plane.decide(lines, answer)
        tell(self, Statement("forward.next_film"), self.diagram.spotlight())
