"""How does a network learn from one mistake? The blame flows back, every weight moves, the loss is lower."""

from manim import Create, FadeIn, FadeOut, GrowArrow, VGroup

from core import training_step
from facts.predicate import claim
from facts.statement import Name, Nth, Statement
from scenes.mobjects import Film, Headline, NetworkDiagram, Symbol, tell, theme, turn_page
from scenes.mobjects.diagram.gate_bar import GateBar
from scenes.mobjects.diagram.legend import RiseAndFall
from scenes.mobjects.selection import output_to_follow, strongest
from scenes.mobjects.telling.passing_back import PassingBack, flowing_back
from scenes.mobjects.telling.poster import effect_poster
from scenes.mobjects.telling.stepping import Stepping
from scenes.mobjects.telling.the_others import TheOthers
from scenes.mobjects.telling.verdict import delta_in_words, gate_in_words, it_said, little_to_learn, missed
from scenes.mobjects.type.flights import afterwards, fly
from scenes.mobjects.workings.backward_matrices import delta_matrix, gradient_of_layer, outer_product
from scenes.mobjects.workings.gradients import Gate, passed_back, running_deltas, share_rule, weight_gradient
from scenes.mobjects.workings.loss import curve_of, in_words, loss_of
from scenes.mobjects.workings.outputs import OutputDeltas, OutputTable, Sole, delta_arrows

LEFT_X = theme.WORK_LEFT
TALLEST = 3.4  # of an outer product that fits below the gradient of one weight


class Backprop(Film):
    """One training step on one sample, with all its numbers."""

    def construct(self):
        self.thing = Name(self.example, "thing")
        self.step = training_step(self.example)
        self.backward = self.step.backward
        self.diagram = NetworkDiagram(self.step.network, self.example)
        self.neurons = self.diagram.neurons
        self.passing = PassingBack(self, self.diagram, self.backward)
        self.last = len(self.backward.layers) - 1
        # The worked weight: into the output that matters most, from the neuron that speaks loudest.
        self.j = output_to_follow(self.step)
        self.i = strongest(self.step.forward.layers[-1].input)
        self.outputs = [*self.neurons[-1].values(), self.diagram.names[1]]
        self.how_wrong()
        self.blame_at_the_output()
        self.blame_for_a_weight()
        if self.last:
            self.blame_passed_back()
            self.its_whole_layer()
            self.the_layers_before()
        turn_page(self, self.headline, Statement("backprop.every_gradient"), self.workings)
        self.workings = self.passing.every_gradient()
        stepping = Stepping(self, self.diagram, self.step, self.headline)
        shown = stepping.one_weight(self.last, self.j, self.i, self.workings)
        self.the_others(*stepping.again(*stepping.all_at_once(*shown)))

    def how_wrong(self):
        self.next_section(Statement("backprop.how_wrong"))
        self.headline = Headline(Statement("backprop.how_wrong_answer"))
        self.add(self.headline)
        picture = self.diagram.with_heads()
        self.table = OutputTable(self.step, self.neurons[-1], LEFT_X)
        tell(self, it_said(self.step), FadeIn(picture), FadeIn(self.table))
        values = self.diagram.show_at_once(self.step.forward)
        tell(self, Statement("backprop.activations"), values)
        tell(self, missed(self.step), self.diagram.spotlight(self.outputs))
        self.workings = rule, line = loss_of(self.step, LEFT_X, -1.4)
        self.loss = Sole(Symbol("L"), line.parts[-1], size=theme.TEXT), line.result
        caption = Statement("backprop.loss", loss=in_words(self.step), value=line.parts[-1])
        tell(self, caption, FadeIn(rule, line))
        if curve := curve_of(self.step, self.table):
            tell(self, Statement("backprop.log_curve"), FadeIn(curve), curve.slide(), run_time=2.5)
            self.workings.add(curve, curve.dot)

    def blame_at_the_output(self):
        self.next_section(Statement("backprop.at_output"))
        turn_page(self, self.headline, Statement("backprop.at_output"), *self.workings, keep=self.loss)
        deltas = OutputDeltas(self.step, LEFT_X, {1: -1.35, 2: -1.35, 3: -1.6}.get(len(self.table.outputs), -0.75))
        caption = Statement("backprop.delta", rule=delta_in_words(self.step))
        lines = deltas.lines.values()
        shown = FadeIn(deltas.rule, *(line.left for line in lines)), afterwards(*(line.answer for line in lines))
        tell(self, caption, *shown, run_time=1.5)
        arrows = delta_arrows(self.backward, self.table, deltas.lines)
        unseen = (
            self.diagram.fill_delta(self.backward, self.last, k) for k in self.neurons[-1] if k not in deltas.lines
        )
        tell(
            self,
            Statement("backprop.high_or_low"),
            self.name_deltas(self.last),
            *(GrowArrow(each.arrow) for each in arrows),
            *(FadeIn(each.words) for each in arrows),
            *(self.diagram.fill_delta(self.backward, self.last, k, line.result) for k, line in deltas.lines.items()),
            *unseen,
            run_time=1.5,
        )
        if little := little_to_learn(self.step):
            tell(self, little, self.diagram.spotlight(self.outputs))
        self.workings = VGroup(self.table, deltas, arrows)

    def name_deltas(self, layer):
        """The name above the neurons of a layer changes with what they show."""
        return self.diagram.head(layer + 1, Symbol("δ", layer=layer + 1), self.backward)

    def blame_for_a_weight(self):
        self.next_section(Statement("backprop.for_a_weight"))
        turn_page(self, self.headline, Statement("backprop.for_one_weight"), self.workings)
        j, i, last = self.j, self.i, self.last
        neuron, source, edge = self.neurons[-1][j], self.neurons[-2][i], self.diagram.edges[last][j][i]
        rule, line = weight_gradient(self.backward, last, j, i, LEFT_X, 1.9)
        tell(
            self,
            Statement("backprop.gradient", a=line.parts[1]),
            self.diagram.spotlight([neuron, source, edge]),
            FadeIn(rule, line.between),
            fly(neuron.number or neuron, line[0]),
            fly(source.number or source, line[1]),
            run_time=1.5,
        )
        gradient = line.parts[-1]
        way = Statement("backprop.way", gradient=claim("sign", (gradient.record, gradient.path)))
        caption = Statement("backprop.move", gradient=gradient, way=way)
        tell(self, caption, FadeIn(line.answer))
        product = outer_product(self.backward, last)
        if product.height > TALLEST:
            product = gradient_of_layer(self.backward, last, TALLEST)
        product.shift([LEFT_X - product.get_left()[0], 0.75 - product.get_top()[1], 0])
        legend = RiseAndFall(LEFT_X, product.get_bottom()[1] - 0.45)
        tell(
            self,
            Statement("backprop.all_weights"),
            self.headline.say(Statement("backprop.for_every_weight")),
            self.diagram.show_gradient(self.backward, last),
            self.diagram.spotlight(self.diagram.around(last + 1)),
            FadeIn(product, legend),
            run_time=1.5,
        )
        self.workings = VGroup(rule, line, product, legend)

    def blame_passed_back(self):
        self.next_section(Statement("backprop.passed_back"))
        turn_page(self, self.headline, Statement("backprop.passed_to_hidden"), self.workings)
        layer, k, outputs = self.last - 1, self.i, self.neurons[-1]
        edges, hidden = self.diagram.edges[self.last], self.neurons[-2][k]
        self.ring = self.diagram.ring(self.last, k)
        stack = passed_back(self.backward, layer, k)
        stack.move_to([LEFT_X + stack.width / 2, 2.0 - stack.height / 2, 0])
        rule = share_rule(self.backward, layer, k).at(LEFT_X, theme.WORK_TOP - 0.2)
        tell(
            self,
            Statement("backprop.sent_on"),
            self.diagram.show_weights(self.step.network, self.last),
            Create(self.ring),
            FadeIn(rule),
            self.diagram.spotlight([hidden, *outputs.values(), *self.diagram.edges_from(self.last, k)]),
        )
        sent = self.diagram.edges_from(self.last, k)
        tell(self, Statement("backprop.shares"), *flowing_back(sent), run_time=1.5)
        for row, j in enumerate(stack.sources):
            self.passing.one_share(stack, row, edges[j][k], outputs[j])
        extras = [FadeIn(extra) for extra in stack.extras]
        tell(self, Statement("backprop.together", total=stack.result), *extras, Create(stack.rule), FadeIn(stack.total))
        gate = Gate(self.backward, layer, k, stack.result, LEFT_X, stack.get_bottom()[1] - 0.6)
        bar = GateBar(self.backward, layer, k, hidden.circle)
        tell(
            self,
            gate_in_words(self.backward, layer, k),
            FadeIn(gate, bar),
            *flowing_back(sent),
            self.diagram.fill_delta(self.backward, layer, k, gate.delta),
            run_time=1.5,
        )
        self.workings = VGroup(rule, stack, gate, bar)

    def its_whole_layer(self):
        layer = self.last - 1
        others = [i for i in self.neurons[-2] if i != self.i]
        if not others:
            return self.play(FadeOut(self.ring), self.name_deltas(layer), run_time=0.5)
        turn_page(self, self.headline, Statement("backprop.whole_layer"), self.workings, self.ring)
        self.workings = lines = running_deltas(self.backward, layer, others)
        tell(
            self,
            Statement("backprop.others_alike"),
            self.diagram.spotlight(self.diagram.around(self.last + 1)),
            self.diagram.pulse(self.last + 1, color=theme.GRADIENT, back=True),
            FadeIn(lines),
            run_time=1.5,
        )
        origins = {i: line.delta for i, line in zip(others, lines, strict=False)}
        named = self.name_deltas(layer)
        drops = (self.diagram.fill_delta(self.backward, layer, i, origins.get(i)) for i in others)
        tell(self, Statement("backprop.each_delta"), named, *drops)
        off = [i for i in origins if self.backward.layers[layer].gate[i] == 0]
        return self.passing.show_a_blocked_one(lines, lines[others.index(off[0])], off[0]) if off else None

    def the_layers_before(self):
        for layer in range(self.last - 2, -1, -1):
            first = layer == self.last - 2
            place = Nth(self.backward, f"layers[{layer}]")
            back = Statement("backprop.layer_before") if first else Statement("backprop.back_to", layer=place)
            self.next_section(back)
            turn_page(self, self.headline, Statement("backprop.further_back"), self.workings)
            product = delta_matrix(self.backward, layer)
            product.shift([LEFT_X - product.get_left()[0], 0.1 - product.get_center()[1], 0])
            if first:
                self.passing.sums_of_shares(product, layer)
            else:
                pulse = self.diagram.pulse(layer + 2, color=theme.GRADIENT, back=True)
                picture = self.diagram.spotlight(self.diagram.around(layer + 2))
                shown = FadeIn(product.factors, product.results)
                caption = Statement("backprop.same_sums")
                tell(self, caption, shown, picture, pulse)
            named = self.name_deltas(layer)
            unseen = (k for k in self.neurons[layer + 1] if k not in product.delta)
            drops = [self.diagram.fill_delta(self.backward, layer, k, shape) for k, shape in product.delta.items()]
            drops += [self.diagram.fill_delta(self.backward, layer, k) for k in unseen]
            caption = Statement("backprop.through_gates")
            if not first:
                caption = Statement("backprop.and_gates")
            tell(self, caption, FadeIn(product.gates), named, *drops, run_time=1.5)
            self.workings = product

    def poster(self):
        """What the step did to all other samples; None where none are known."""
        return effect_poster(self.step) if self.step.effect and self.step.plane else None

    def the_others(self, *old):
        """What the step did to all other samples; where none are known, that it may have harmed them."""
        if self.step.effect and self.step.plane:
            return TheOthers(self, self.step, self.headline).tell(*old)
        closing = self.headline.say(Statement("backprop.one_step"))
        things = Statement("thing.many", thing=self.thing)
        return tell(self, Statement("backprop.may_harm", things=things), closing)
