"""How a film computes neurons: product by product, line by line, or the rest of a layer one after another."""

from manim import AnimationGroup, FadeIn, FadeOut, Succession

from facts.predicate import claim
from facts.statement import Name, Nth, Statement
from scenes.mobjects.diagram.emphasis import Relight
from scenes.mobjects.telling.pacing import as_one, tell
from scenes.mobjects.type.flights import Flight, afterwards, fly

EACH = 1.2  # seconds that a neuron takes whose line is not spoken of


class Computing:
    """Neurons of a `NetworkDiagram` at work on a trace, in a scene; the ring marks the one that is spoken of."""

    def __init__(self, scene, diagram, trace):
        self.scene, self.diagram, self.trace = scene, diagram, trace
        self.neurons, self.ring = diagram.neurons, diagram.ring(1, 0)

    def is_softmax(self, layer):
        """Whether the neurons of a layer, which counts from 1, wait for each other's sums."""
        return self.trace.layers[layer - 1].layer.activation == "softmax"

    def one_product(self, stack, row, i):
        """Weight and input come together in one row of the stack, and make their product."""
        w, dot, x, sign, product = stack.rows[row]
        source, edge = self.neurons[0][i], self.diagram.edges[0][0][i]
        factor, value, result = stack.row_numbers(row)
        numbers = {"input": Nth(self.trace, f"input[{i}]"), "weight": factor, "value": value, "product": result}
        tell(
            self.scene,
            Statement("forward.one_product", **numbers),
            self.diagram.spotlight([self.neurons[1][0], edge, source]),
            edge.pulse(),
            Flight(w, place=edge),
            fly(source.number or source, x),
            FadeIn(dot),
            afterwards(sign, product),
            run_time=1.6,
        )

    def compute(self, line, layer, j):
        """One neuron, briskly: its numbers gather in one line, and the result drops in."""
        place = f"layers[{layer - 1}]"
        slots = {"neuron": Nth(self.trace, f"{place}.a[{j}]"), "z": line.z_number}
        slots |= {"a": line.parts[-1]} if line.a else {}
        who = "output" if layer == len(self.trace.layers) else "neuron"
        slots |= {"layer": Nth(self.trace, place)} if who == "neuron" else {}
        if who == "output" and not line.a:
            slots = {"name": Name(self.scene.example, f"output_names[{j}]"), "z": line.z_number}
        with as_one(self.scene):
            tell(
                self.scene,
                Statement(f"forward.{who}_z{'_a' if line.a else ''}", **slots),
                self.move_ring(layer, j),
                self.diagram.spotlight(self.diagram.around(layer, [j])),
                self.diagram.pulse(layer, j),
                line.arrive(self.diagram.edges[layer - 1][j], self.neurons[layer - 1]),
                run_time=1.4,
                rest=0.3,
            )
            if not self.is_softmax(layer):
                self.scene.play(self.diagram.fill(self.trace, layer, j, origin=line.a or line.z), run_time=0.6)
            self.scene.wait()

    def compute_together(self, lines, layer, neurons):
        """The rest of a layer: for each neuron light, its line, its value; at last those without a line."""
        pairs = list(zip(lines, neurons, strict=False))
        unseen = neurons[len(pairs) :]
        works = [self.at_work(line, layer, j) for line, j in pairs]
        last = [self.diagram.pulse(layer, j) for j in unseen]
        if not self.is_softmax(layer):
            last += [self.diagram.fill(self.trace, layer, j) for j in unseen]
        with as_one(self.scene):
            tell(
                self.scene,
                Statement("forward.the_rest" if len(neurons) > 1 else "forward.the_last"),
                self.diagram.spotlight(self.diagram.around(layer, neurons)),
                Succession(*works, *([AnimationGroup(*last)] if last else [])),
                run_time=EACH * len(pairs) + (0.9 if last else 0),
            )
            self.scene.play(FadeOut(self.ring), run_time=0.4)

    def at_work(self, line, layer, j):
        """Light runs to a neuron, which the ring is around; its line appears; its value drops in."""
        light = AnimationGroup(self.move_ring(layer, j), self.diagram.pulse(layer, j))
        drop = [] if self.is_softmax(layer) else [self.diagram.fill(self.trace, layer, j, origin=line.a or line.z)]
        return Succession(light, FadeIn(line), *drop)

    def show_a_switched_off_one(self, sums, others):
        """ReLU's zero, seen at one neuron whose line is on screen; then all of the layer is lit again."""
        whole = self.diagram.spotlight(self.diagram.around(1))
        off = [k for k, j in enumerate(others[: len(sums)]) if k and self.trace.layers[0].z[j] < 0]
        if self.trace.layers[0].layer.activation != "relu" or not off:
            self.scene.play(whole, run_time=0.5)
            return
        line, j = sums[off[0]], others[off[0]]
        bright = [self.diagram.spotlight(self.diagram.around(1, [j])), Relight(sums, [line])]
        z, a = ((self.trace, f"layers[0].{name}[{j}]") for name in ("z", "a"))
        caption = Statement("forward.switched_off", neuron=Nth(*a), z=line.z_number, off=claim("off", z, a))
        tell(self.scene, caption, FadeIn(self.ring.move_to(self.neurons[1][j].circle)), *bright)
        self.scene.play(FadeOut(self.ring), Relight(sums), whole, run_time=0.5)

    def move_ring(self, layer, j):
        """Animate the ring to another neuron."""
        return self.ring.animate.move_to(self.neurons[layer][j].circle)
