"""What a network answers, and whether that is right."""

from manim import UP, VGroup

from facts.predicate import claim
from facts.statement import Listed, Name, Nth, Statement
from scenes.mobjects import theme
from scenes.mobjects.selection import worked_outputs
from scenes.mobjects.telling.wording import name_in_words
from scenes.mobjects.type.fitting import shortened, width_of
from scenes.mobjects.type.flow import SIZES, fitted
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Number, Words
from scenes.mobjects.workings.answer import Answer, gives_probabilities
from scenes.mobjects.workings.number_lines import NumberLines

LARGEST = 0.55, theme.BIG, *SIZES  # sizes of the verdict
BOLD = 1.15  # how much wider bold letters are


def said(example, trace):
    """The headline and the caption of the answer."""
    if example.true_class is None:
        numbers = [Number(trace, f"output[{k}]") for k in worked_outputs(example)]
        return Statement("verdict.answer"), Statement("verdict.computes", values=Listed(numbers))
    answer = claim("class", (trace, "predicted_class"), (example, "class_names"))
    single = len(example.output_names) == 1
    p = Number(trace, f"output[{0 if single else trace.predicted_class}]")
    if single:
        caption = Statement("verdict.half", p=p, answer=answer, side=claim("half", (p.record, p.path)))
    else:
        key = "verdict.probability" if gives_probabilities(example) else "verdict.largest"
        caption = Statement(key, answer=answer, p=p)
    return Statement("verdict.says", answer=answer), caption


def answered(example, trace, x):
    """What came out, in pieces that appear together, and how: the pieces, what fades in, the bars that grow."""
    if example.true_class is None:
        lines = NumberLines(example, trace, x, 2.0)
        return lines, [lines.outputs], []
    answer = Answer(trace, "output", example, x, 1.2)
    answer.shift(max(0, len(answer.parts) - 2) * 0.55 * UP)
    return answer, [answer.names, answer.numbers, *([answer.sum] if answer.sum else [])], answer.bars


def judged(example, trace, x, answer):
    """What is true: as shapes below an answer, as a caption, and the output that should have won, or None."""
    if example.true_class is None:
        return answer.targets, Statement("verdict.should_have_been", values=Listed(answer.due)), None
    y = answer.get_bottom()[1] - 0.8
    truth = Name(example, f"class_names[{example.true_class}]")
    right = claim("verdict", (trace, "predicted_class"), (example, "true_class"))
    verdict = Statement("verdict.right", verdict=right)
    start = Statement("label.thing_is", thing=Name(example, "thing"))
    room = (theme.WORK_RIGHT - x - width_of(start, theme.LARGE)) / BOLD - 0.2
    name = Words(shortened(truth, room, theme.LARGE), color=theme.TARGET, bold=True)
    color = theme.TARGET if right.outcome == "right" else theme.LOSS
    large = fitted(lambda size: Formula(Words(verdict, color=color), size=size), LARGEST)
    lines = VGroup(Formula(Words(start), name, size=theme.LARGE).at(x, y), large.at(x, y - 0.7))
    winner = example.true_class if len(example.output_names) > 1 else None
    told = Statement("verdict.told", thing=Name(example, "thing"), truth=truth, verdict=verdict)
    return lines, told, winner


def it_said(step):
    """What the sample is, and what the network said."""
    example, trace = step.example, step.forward
    if example.true_class is None:
        return Statement("backprop.goes_through", thing=Name(example, "thing"))
    truth = Name(example, f"class_names[{example.true_class}]")
    answer = claim("class", (trace, "predicted_class"), (example, "class_names"))
    right = claim("verdict", (trace, "predicted_class"), (example, "true_class"))
    return Statement("backprop.it_said", truth=truth, answer=answer, verdict=right)


def missed(step):
    """What the network should have said, beside what it said."""
    example, outputs = step.example, step.forward.output
    if example.true_class is None:
        return Statement("verdict.missed_values")
    path, single = f"class_names[{example.true_class}]", len(outputs) == 1
    p = Number(step, f"forward.output[{0 if single else example.true_class}]")
    slots = {"thing": Name(example, "thing"), "truth": Name(example, path), "p": p}
    if single:
        return Statement("verdict.missed_single", **slots, true=Nth(example, path))
    return Statement(f"verdict.missed_{'probability' if gives_probabilities(example) else 'output'}", **slots)


def delta_in_words(step):
    """What delta is at the output, in words."""
    if step.network.loss == "cross_entropy":
        return Statement("backprop.delta_of_entropy")
    if step.network.layers[-1].activation == "identity":
        return Statement("backprop.delta_of_difference")
    return Statement("backprop.delta_of_slope")


def little_to_learn(step):
    """How small the largest delta at the output is; None where it is not small."""
    layer = len(step.backward.layers) - 1
    largest = abs(step.backward.layers[layer].delta).argmax()
    place = step.backward, f"layers[{layer}].delta[{largest}]"
    size = claim("much", place)
    if size.outcome != "little":
        return None
    return Statement("backprop.much", delta=Number(*place), size=size, thing=Name(step.example, "thing"))


def gate_in_words(backward, layer, k):
    """What the slope of its activation does to the blame of one hidden neuron."""
    activation = backward.forward.network.layers[layer].activation
    path = f"layers[{layer}].gate[{k}]"
    if activation in ("relu", "identity"):
        return Statement(f"backprop.gate_of_{activation}", gate=claim("gate", (backward, path)))
    name = name_in_words(backward.forward.network, layer)
    return Statement("backprop.gate", name=name, gate=Number(backward, path))


def outcome(step):
    """Whether the step helped."""
    change = claim("compared", (step, "loss_again"), (step, "backward.loss"))
    return Statement("backprop.outcome", change=change, thing=Name(step.example, "thing"))
