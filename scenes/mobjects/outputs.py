"""What came out and what should have: outputs beside targets, the loss, the blame."""

from dataclasses import replace

from manim import Arrow, VGroup

from scenes.mobjects import theme
from scenes.mobjects.bars import ProbabilityBars
from scenes.mobjects.parts import Between, Derivative, Number, Symbol, Words
from scenes.mobjects.typesetting import Equation, Formula
from scenes.mobjects.worked import delta_of, gradient_of, weight


def output(lesson, k):
    """The output p of class k in the forward pass of a `TrainingStep`."""
    return Number(lesson, f"forward.output[{k}]", color=theme.ACTIVATION)


def target(lesson, k):
    """The target y of class k."""
    return Number(lesson, f"backward.target[{k}]", color=theme.TARGET)


class OutputTable(VGroup):
    """Outputs p beside targets y, each pair at the height of its neuron; `outputs[k]` and `targets[k]`."""

    def __init__(self, lesson, neurons, x):
        columns, heights = (x + 1.4, x + 3.0), [neuron.get_center()[1] - 0.1 for neuron in neurons]
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


def output_deltas(lesson, x, top):
    """An `Equation` δ = p − y for each output."""
    last = len(lesson.backward.layers) - 1
    lines = (
        Equation(
            Symbol("δ", k + 1),
            "=",
            output(lesson, k),
            "−",
            target(lesson, k),
            result=delta_of(lesson.backward, last, k),
            size=theme.LARGE,
        )
        for k in range(len(lesson.backward.target))
    )
    return VGroup(*(line.at(x, top - 0.75 * k) for k, line in enumerate(lines)))


def blame_arrow(neuron, delta):
    """An arrow as long as the delta: up when the output was too high, down when it was too low."""
    x, y = neuron.get_center()[0] + 2.0, neuron.get_center()[1]
    arrow = Arrow([x, y - 0.4 * delta, 0], [x, y + 0.4 * delta, 0], buff=0, max_tip_length_to_length_ratio=0.35)
    return arrow.set_color(theme.GRADIENT).set_stroke(width=5)


def weight_step(lesson, layer, j, i, x, top):
    """One weight's step: the rule, the `Equation` w − η · gradient = new w, and what η is."""
    index = f"{j + 1}{i + 1}"
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
