"""What came out and what should have: outputs beside targets, the loss, the blame."""

from dataclasses import replace

from manim import Arrow, VGroup

from scenes.mobjects import theme
from scenes.mobjects.bars import ProbabilityBars
from scenes.mobjects.blame import delta_of, gradient_of
from scenes.mobjects.parts import Between, Derivative, Number, Symbol, Words
from scenes.mobjects.typesetting import Equation, Formula
from scenes.mobjects.worked import weight


def output(lesson, k):
    """The output p of class k in the forward pass of a `TrainingStep`."""
    return Number(lesson, f"forward.output[{k}]", color=theme.ACTIVATION)


def target(lesson, k):
    """The target y of class k."""
    return Number(lesson, f"backward.target[{k}]", color=theme.TARGET)


class OutputTable(VGroup):
    """Outputs p beside targets y, each pair at the height of its neuron; `outputs[k]` and `targets[k]`."""

    def __init__(self, lesson, neurons, x):
        columns, heights = (x + 1.25, x + 2.65), [neuron.get_center()[1] - 0.1 for neuron in neurons]
        self.outputs = VGroup(*(Formula(output(lesson, k)).at(columns[0], y, "right") for k, y in enumerate(heights)))
        self.targets = VGroup(*(Formula(target(lesson, k)).at(columns[1], y, "right") for k, y in enumerate(heights)))
        top = neurons[0].get_top()[1] + 0.25
        heads = VGroup(
            Formula(Words("output"), Symbol("p")).at(columns[0], top, "right"),
            Formula(Words("target"), Symbol("y")).at(columns[1], top, "right"),
        )
        super().__init__(heads, self.outputs, self.targets)


def loss_of(lesson, x, top):
    """The loss −ln p of the true class: as a formula, and below as an `Equation` in numbers."""
    k = lesson.example.true_class
    loss = Number(lesson, "backward.loss", color=theme.LOSS)
    numbers = [Between("− ln(", "−ln("), output(lesson, k), Between(")", ")")]
    return VGroup(
        Formula(Symbol("L"), "= − ln", Symbol("p", k + 1), size=theme.LARGE).at(x, top),
        Equation(Symbol("L"), "=", *numbers, result=loss, size=theme.LARGE).at(x, top - 0.75),
    )


class OutputDeltas(VGroup):
    """The rule δ = ∂L/∂z = p − y, and below it an `Equation` for each output: `lines[k]`."""

    def __init__(self, lesson, x, top):
        last = len(lesson.backward.layers) - 1
        meaning = [Symbol("δ"), "=", Derivative("z"), "=", Symbol("p"), "−", Symbol("y")]
        self.rule = Formula(*meaning, size=theme.LARGE).at(x, top)
        self.lines = VGroup()
        for k in range(len(lesson.backward.target)):
            difference = [Symbol("δ", k + 1, last + 1), "=", output(lesson, k), "−", target(lesson, k)]
            line = Equation(*difference, result=delta_of(lesson.backward, last, k), size=theme.LARGE)
            self.lines.add(line.at(x, top - 0.75 * (k + 1)))
        super().__init__(self.rule, self.lines)


class Blame(VGroup):
    """An arrow as long as an output's delta, up when the output was too high, down when too low, and the words."""

    def __init__(self, neuron, delta, x):
        y = neuron.get_center()[1]
        self.arrow = Arrow(
            [x, y - 0.4 * delta, 0], [x, y + 0.4 * delta, 0], buff=0, max_tip_length_to_length_ratio=0.35
        )
        self.arrow.set_color(theme.GRADIENT).set_stroke(width=5)
        self.words = Formula(Words("too high" if delta > 0 else "too low"), color=theme.GRADIENT)
        super().__init__(self.arrow, self.words.at(x + 0.25, y - 0.1))


def weight_step(lesson, layer, j, i, x, top):
    """One weight's step: the rule, the `Equation` w − η · gradient = new w, and what η is."""
    index = f"{j + 1},{i + 1}"
    rate = Number(lesson, "learning_rate")
    gradient = gradient_of(lesson.backward, layer, j, i, "operand")
    new = Number(lesson, f"step.layers[{layer}].weights[{j}, {i}]", 3)
    new = replace(new, color=theme.sign_color(new.value))
    change = [Symbol("w", index), "−", Symbol("η"), "·", Derivative("w", index)]
    left = [weight(lesson.forward, layer, j, i), "−", rate, "·", gradient]
    return VGroup(
        Formula(Words("new"), Symbol("w", index), "=", *change, size=theme.LARGE).at(x, top),
        Equation(*left, result=new, size=theme.LARGE).at(x, top - 0.8),
        Formula(Symbol("η"), "=", rate, Words("is the learning rate"), color=theme.FAINT).at(x, top - 1.7),
    )


class Outcome(VGroup):
    """The probabilities and the loss of one forward pass: `trace` and `loss` are paths into the lesson."""

    def __init__(self, lesson, when, trace, loss, x, top):
        bars = ProbabilityBars(lesson, f"{trace}.output", lesson.example.class_names, x, top - 0.55, decimals=3)
        number = Number(lesson, loss, 3, color=theme.LOSS)
        self.loss = number.plain
        super().__init__(
            Formula(Words(when), color=theme.FAINT).at(x, top),
            VGroup(bars.names, bars.bars, bars.numbers),
            Formula(Words("loss"), Symbol("L"), "≈", number, size=theme.LARGE).at(x, top - 1.85),
        )
