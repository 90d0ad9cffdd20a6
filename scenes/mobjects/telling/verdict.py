"""What a network answers, and whether that is right."""

from manim import VGroup

from scenes.mobjects import theme
from scenes.mobjects.selection import worked_outputs
from scenes.mobjects.telling.wording import listed
from scenes.mobjects.type.fitting import shortened, width_of
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Number, Words
from scenes.mobjects.workings.answer import gives_probabilities
from scenes.mobjects.workings.matrices import common_decimals

BOLD = 1.15  # how much wider bold letters are


def said(example, trace):
    """The headline and the caption of the answer."""
    if example.true_class is None:
        numbers = [Number(trace, f"output[{k}]").plain for k in worked_outputs(example)]
        return "The network's answer", f"The network computes {listed(numbers)}."
    answer, single = example.class_names[trace.predicted_class], len(example.output_names) == 1
    k = 0 if single else trace.predicted_class
    number = Number(trace, f"output[{k}]").plain
    caption = f"The network says {answer}: its output is the largest, {number}."
    if single:
        side = "above" if trace.predicted_class else "not above"
        caption = f"The output is {number}, {side} one half: the network says {answer}."
    elif gives_probabilities(example):
        caption = f"The network says {answer}, with probability {number}."
    return f"The network says: {answer}", caption


def judged(example, trace, x, y):
    """What is true: as lines, as a caption, and the output that should have won, or None."""
    if example.true_class is None:
        lines = VGroup(Formula(Words("It should have been"), color=theme.FAINT).at(x, y + 0.1))
        decimals, texts = common_decimals(example, "target"), []
        for row, k in enumerate(worked_outputs(example)):
            number = Number(example, f"target[{k}]", decimals, color=theme.TARGET)
            name = Words(shortened(example.output_names[k], 3, theme.LARGE))
            lines.add(Formula(name, number, size=theme.TEXT).at(x, y - 0.5 * (row + 1)))
            texts.append(number.plain)
        return lines, f"It should have been {listed(texts)}.", None
    truth = example.class_names[example.true_class]
    right = trace.predicted_class == example.true_class
    verdict = f"The network is {'right' if right else 'wrong'}."
    start = f"The {example.thing} is:"
    room = (theme.WORK_RIGHT - x - width_of(start, theme.LARGE)) / BOLD - 0.2
    name = Words(shortened(truth, room, theme.LARGE), color=theme.TARGET, bold=True)
    color = theme.TARGET if right else theme.LOSS
    lines = VGroup(
        Formula(Words(start), name, size=theme.LARGE).at(x, y),
        Formula(Words(verdict, color=color), size=theme.LARGE).at(x, y - 0.65),
    )
    winner = example.true_class if len(example.output_names) > 1 else None
    return lines, f"The {example.thing} is: {truth}. {verdict}", winner


def missed(lesson):
    """What the network should have said, beside what it said."""
    example, outputs = lesson.example, lesson.forward.output
    if example.true_class is None:
        return "These came out, and beside them what should have come out."
    truth, single = example.class_names[example.true_class], len(outputs) == 1
    p = Number(lesson, f"forward.output[{0 if single else example.true_class}]").plain
    if single:
        side = "above one half" if example.true_class else "below one half"
        return f"The {example.thing} is: {truth}. The output {p} should be {side}, at best {example.true_class}."
    if gives_probabilities(example):
        return f"The {example.thing} is: {truth}. The network gave that a probability of {p}, not one."
    return f"The {example.thing} is: {truth}. Its output is {p}, not one."


def blame_in_words(lesson):
    """What delta is at the output, in words."""
    if lesson.network.loss == "cross_entropy":
        return "With this loss it is output minus target."
    if lesson.network.layers[-1].activation == "identity":
        return "With this loss it is the difference, doubled and shared by all outputs."
    return "With this loss it is the difference, times the slope of the activation."


def gate_in_words(backward, layer, k):
    """What the slope of its activation does to the blame of one hidden neuron."""
    activation = backward.forward.network.layers[layer].activation
    gate = Number(backward, f"layers[{layer}].gate[{k}]").plain
    if activation == "relu":
        passed = "one: all of the blame passes" if backward.layers[layer].gate[k] else "zero: the blame is blocked"
        return f"Then the gate, the slope of ReLU where the neuron stands. It is {passed}."
    if activation == "identity":
        return "The slope of the identity is one: all of the blame passes."
    return f"Then the gate, the slope of {activation} where the neuron stands: {gate} of the blame passes."


def outcome(lesson):
    """Whether the step helped."""
    verdict = "better" if lesson.loss_again < lesson.backward.loss else "not better: the step was too long"
    return f"for this {lesson.example.thing} the answer is {verdict}."
