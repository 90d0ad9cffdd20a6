"""What came out and what should have: outputs beside targets, the deltas at the output, one weight's step."""

from dataclasses import replace

from manim import Arrow, VGroup

from facts.number import digits_of
from facts.onscreen import Meaning
from facts.predicate import claim
from facts.statement import Name, Statement
from scenes.mobjects import theme
from scenes.mobjects.diagram.value_symbol import value_symbol
from scenes.mobjects.selection import worked_outputs
from scenes.mobjects.type.fitting import shortened
from scenes.mobjects.type.flow import SIZES, Equation, below, fitted
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Between, Derivative, Number, Symbol, Words
from scenes.mobjects.type.relations import MOST_FINER
from scenes.mobjects.workings.gradients import delta_of, gradient_of
from scenes.mobjects.workings.matrices import operand
from scenes.mobjects.workings.sums import weight

ROW = 0.62
BESIDE = 2.05  # the room for an arrow and what it says
AT_NEURONS = 3  # so many outputs stand far enough apart for a row beside each


def output(step, k):
    """The output of neuron k in the forward pass of a `TrainingStep`."""
    return Number(step, f"forward.output[{k}]", color=theme.ACTIVATION)


def target(step, k):
    """The target y of output k."""
    return Number(step, f"backward.target[{k}]", color=theme.TARGET)


def output_symbol(step, k=None):
    """What an output is called, p after softmax, else a, and that of neuron k."""
    letter = value_symbol(step.network, len(step.network.layers)).letter
    return Symbol(letter, "" if k is None else k + 1)


class OutputTable(VGroup):
    """Outputs beside targets, one row for each that is worked out; `outputs[k]` and `targets[k]` are the numbers.

    Few outputs have their rows at the height of their neurons; otherwise each row begins with the output's name.
    """

    def __init__(self, step, neurons, x):
        example, rows = step.example, worked_outputs(step.example)
        beside = len(neurons) <= AT_NEURONS
        names = VGroup()
        if beside:
            heights = [neurons[k].get_center()[1] - 0.1 for k in rows]
            top = max(neuron.get_top()[1] for neuron in neurons.values()) + 0.25
        else:
            heights = [1.7 - ROW * row for row in range(len(rows))]
            top = 2.3
        self.outputs, self.targets = self._numbers(step, rows, (theme.BIG, theme.TEXT) if beside else (theme.TEXT,))
        heads = VGroup(
            Formula(Words(Statement("label.output")), output_symbol(step)),
            Formula(Words(Statement("label.target")), Symbol("y")),
        )
        wide = [max(map(width, column.values())) for column in (self.outputs, self.targets)]
        wide = max(1.25, wide[0]), max(1.5 if beside else 1.2, wide[1] + 0.3)
        if not beside:
            room = min(1.3, theme.WORK_WIDTH - sum(wide) - 0.2 - BESIDE)
            texts = {k: shortened(Name(example, f"output_names[{k}]"), room, theme.TEXT) for k in rows}
            names.add(*(Formula(Words(texts[k])).at(x, y) for k, y in zip(rows, heights, strict=True)))
        first = x + (names.width + 0.2 if names else 0) + wide[0]
        columns = first, first + wide[1]
        for k, y in zip(rows, heights, strict=True):
            self.outputs[k].at(columns[0], y, "right")
            self.targets[k].at(columns[1], y, "right")
        for head, right in zip(heads, columns, strict=True):
            head.at(right, top, "right")
        super().__init__(names, heads, VGroup(*self.outputs.values()), VGroup(*self.targets.values()))

    @staticmethod
    def _numbers(step, rows, sizes):
        """The outputs and the targets, in the first of the sizes in which there is room for arrows beside them."""
        for size in sizes:
            columns = [{k: Formula(number(step, k), size=size) for k in rows} for number in (output, target)]
            if sum(max(map(width, column.values())) for column in columns) < theme.WORK_WIDTH - BESIDE - 0.6:
                break
        return columns


def width(shape):
    """How wide a shape is."""
    return shape.width


class OutputDeltas(VGroup):
    """The rule for δ = ∂L/∂z at the output, and below it a line for each output that is worked out: `lines[k]`."""

    def __init__(self, step, x, top):
        rows = worked_outputs(step.example)
        size = theme.BIG if len(rows) < AT_NEURONS else theme.LARGE
        rule = Symbol("δ"), "=", Derivative("z"), "=", *delta_rule(step)
        self.rule = fitted(lambda size: Formula(*rule, size=size), (size, *SIZES)).at(x, top)
        pitch = min(0.82, (top + theme.SAFE_Y - 0.3) / len(rows))
        self.lines = {k: delta_line(step, k, theme.TEXT if len(rows) > AT_NEURONS else size) for k in rows}
        below(x, top, [self.rule, *self.lines.values()], [pitch] * len(rows))
        # Where long lines take more than one row, the last ones are left to their neurons.
        self.lines = {k: line for k, line in self.lines.items() if line.get_bottom()[1] > -theme.SAFE_Y}
        super().__init__(self.rule, VGroup(*self.lines.values()))


def delta_rule(step):
    """The symbols of what δ is at the output: a − y where loss and activation belong together."""
    a, y = output_symbol(step), Symbol("y")
    if step.network.loss == "cross_entropy":
        return [a, "−", y]
    slope = (
        []
        if step.network.layers[-1].activation == "identity"
        else ["·", Words(Statement("label.slope")), "(", Symbol("z"), ")"]
    )
    if step.network.layers[-1].activation == "softmax":
        return [Derivative("p"), "·", Words(Statement("label.slopes_of_p"))]
    return [*factor(step), "(", a, "−", y, ")", *slope]


def factor(step):
    """The factor 2/n of the mean squared error over n outputs, in numbers."""
    count = Number(step, f"network.sizes[{len(step.network.layers)}]")
    return [Between("2", "2 ·")] if count.value == 1 else [Between("2 slash", "2 /"), count, Between("dot", "·")]


def delta_line(step, k, size):
    """The `Equation` of one output's δ, `size` large or smaller; without operands where all outputs decide it."""
    last = len(step.backward.layers) - 1
    name, delta = Symbol("δ", k + 1, last + 1), delta_of(step.backward, last, k)
    layer = step.network.layers[-1]
    if step.network.loss == "cross_entropy":
        numbers = [output(step, k), "−", operand(target(step, k))]
        return Equation(name, "=", *numbers, result=delta, size=size)
    if layer.activation == "softmax":
        return Sole(name, delta)
    numbers = [*factor(step), "(", output(step, k), "−", operand(target(step, k)), ")"]
    if layer.activation != "identity":
        gate = Number(step, f"backward.layers[{last}].gate[{k}]", color=theme.PRE_ACTIVATION)
        numbers += ["·", gate]
    return Equation(name, "=", *numbers, result=delta, size=size)


class Sole(Formula):
    """A name and its value, shown as an `Equation` is, but without saying how it was computed."""

    def __init__(self, name, number, size=theme.LARGE):
        super().__init__(name, Symbol("≈"), number, size=size)
        self.left, self.result = self[0], self[2]
        self.answer = VGroup(self[1], self[2])


class DeltaArrow(VGroup):
    """An arrow beside an output, as long as its delta is large, to where the output should go: down when it was too
    high, up when too low; and the same in words.
    """

    def __init__(self, backward, k, largest, y, x, size=theme.TEXT):
        place = backward, f"layers[{len(backward.layers) - 1}].delta[{k}]"
        delta = backward.layers[-1].delta[k]
        half = max(0.28 * abs(delta) / largest, 0.02) * (-1 if delta > 0 else 1)
        self.arrow = Arrow([x, y - half, 0], [x, y + half, 0], buff=0, max_tip_length_to_length_ratio=0.35)
        color = theme.hue_of(delta, theme.DELTAS).rim
        self.arrow.set_color(color).set_stroke(width=5)
        self.arrow.mark = Meaning("arrow", (place,))
        self.words = Formula(Words(Statement("backprop.too", delta=claim("sign", place))), size=size, color=color)
        super().__init__(self.arrow, self.words.at(x + 0.3, y - 0.1))


def delta_arrows(backward, table, outputs):
    """The `DeltaArrow` of each of some outputs, beside its row of an `OutputTable`, with words that have room there."""
    largest = max(abs(backward.layers[-1].delta)) or 1
    rows = {k: table.outputs[k].get_center()[1] for k in outputs}
    x = table.get_right()[0] + 0.3
    for size in (theme.TEXT, theme.NUMBERS, theme.IN_NEURON):
        arrows = VGroup(*(DeltaArrow(backward, k, largest, y, x, size) for k, y in rows.items()))
        if arrows.get_right()[0] <= theme.SAFE_X:
            break
    return arrows


def weight_step(step, layer, j, i, x, top):
    """One weight's step: the rule, the `Equation` w − η · gradient = new w, and what η is."""
    index = f"{j + 1},{i + 1}"
    rate = Number(step, "learning_rate")
    gradient = gradient_of(step.backward, layer, j, i, "operand")
    old = weight(step.forward, layer, j, i)
    new = Number(step, f"new_network.layers[{layer}].weights[{j}, {i}]", max(3, gradient.decimals_needed))
    new = replace(new, color=theme.sign_color(new.value))
    w = Symbol("w", index, layer + 1)
    change = [w, "−", Symbol("η"), "·", Derivative("w", index, layer + 1)]
    lines = [
        fitted(lambda size: Formula(Words(Statement("label.new")), w, "=", *change, size=size), (theme.BIG, *SIZES)),
        Equation(old, "−", rate, "·", gradient, result=new, size=theme.BIG),
        Formula(Symbol("η"), "=", rate, Words(Statement("label.learning_rate")), color=theme.FAINT),
    ]
    return VGroup(*below(x, top, lines, [0.8, 0.9]))


def loss_decimals(step):
    """So many that the loss before and the loss after the step differ on screen, where sixteen digits can tell."""
    losses = [Number(step, path) for path in ("backward.loss", "loss_again")]
    least = digits_of([loss.value for loss in losses], 3)
    for decimals in range(least, least + MOST_FINER):
        if len({replace(loss, decimals=decimals).plain for loss in losses}) == 2:
            return decimals
    return least
