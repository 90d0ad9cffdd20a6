"""The loss of one sample: its formula in symbols, and worked out where its terms are few."""

from manim import VGroup

from facts.statement import Statement
from scenes.mobjects import theme
from scenes.mobjects.diagram.log_curve import HIGH, LogCurve
from scenes.mobjects.selection import ALL_OUTPUTS
from scenes.mobjects.type.flow import SIZES, Equation, below, fitted
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Between, Number, Symbol
from scenes.mobjects.type.relations import Unvouched
from scenes.mobjects.workings.matrices import operand
from scenes.mobjects.workings.outputs import Sole, output, output_symbol, target

CURVE = 1.5  # how wide the curve of the logarithm is
TALLEST = 1.3  # what there is room for below the formula
LN = Between("− ln(", "−ln("), Between(")", ")")
LN_OF_OTHER = Between("− ln(1 −", "−ln(1 −"), Between(")", ")")


def loss_of(step, x, top):
    """The loss as a formula, and below it in numbers, an `Equation` where all of its terms fit: (rule, line)."""
    rule, operands = symbols(step), numbers(step)
    loss = Number(step, "backward.loss", color=theme.LOSS)
    line = worked_or_sole(operands, loss)
    symbolic = fitted(lambda size: Formula(Symbol("L"), "=", *rule, size=size), (theme.BIG, *SIZES))
    return VGroup(*below(x, top, [symbolic, line], [0.75]))


def worked_or_sole(operands, loss):
    """The loss as an `Equation` of its operands, or alone where they are not there or their digits do not give it."""
    try:
        line = Equation(Symbol("L"), "=", *operands, result=loss, size=theme.BIG) if operands else sole(loss)
    except Unvouched:
        return sole(loss)
    return line if line.height < TALLEST else sole(loss)


def sole(loss):
    """The loss without its operands."""
    return Sole(Symbol("L"), loss)


def curve_of(step, table):
    """The `LogCurve` beside the table of outputs, where the loss is −ln of one, and there is room for it; else None."""
    k = step.example.true_class if len(step.forward.output) > 1 else 0
    right = theme.WORK_RIGHT - CURVE / 2 - 0.4
    if not one_log(step) or (len(step.forward.output) == 1 and not step.example.true_class):
        return None
    if step.backward.loss > HIGH or table.get_right()[0] > right - CURVE / 2 - 0.3:
        return None
    return LogCurve(step, k, [right, table.get_center()[1], 0], CURVE)


def in_words(step):
    """What the loss measures, as a caption begins it."""
    if step.network.loss == "mean_squared_error":
        return Statement(f"backprop.loss_of_square{'s' if len(step.forward.output) > 1 else ''}")
    if one_log(step):
        return Statement("backprop.loss_of_log")
    return Statement("backprop.loss_of_entropy")


def one_log(step):
    """Whether the loss is −ln of one probability, that of the true class."""
    alone = step.network.layers[-1].activation == "softmax" or len(step.forward.output) == 1
    return step.network.loss == "cross_entropy" and step.example.true_class is not None and alone


def symbols(step):
    """The right side of the loss's formula, in symbols."""
    a, y = output_symbol(step), Symbol("y")
    count = len(step.forward.output)
    if one_log(step):
        if count > 1:
            return ["− ln", output_symbol(step, step.example.true_class)]
        return ["− ln", a] if step.example.true_class else ["− ln (1 −", a, ")"]
    if step.network.loss == "cross_entropy":
        if step.network.layers[-1].activation == "softmax":
            return ["− sum", y, "ln", a]
        return ["− sum (", y, "ln", a, "+ (1 −", y, ") ln (1 −", a, "))"]
    squared = ["(", a, "−", y, Between(")^idx(2)", ")²")]
    if count == 1:
        return squared
    size = Number(step, f"network.sizes[{len(step.network.layers)}]")
    return [Between("1 slash", "1 /"), size, Between("sum", "Σ"), *squared]


def numbers(step):
    """The same in numbers; nothing where it has too many terms."""
    count, truth = len(step.forward.output), step.example.true_class
    if one_log(step):
        opening, closing = LN if truth or count > 1 else LN_OF_OTHER
        return [opening, output(step, truth if count > 1 else 0), closing]
    if step.network.loss == "cross_entropy" or count > ALL_OUTPUTS:
        return []
    squares = []
    for k in range(count):
        difference = ["(", output(step, k), "−", operand(target(step, k)), Between(")^idx(2)", ")²")]
        squares += ["+"] * (k > 0) + difference
    if count == 1:
        return squares
    size = Number(step, f"network.sizes[{len(step.network.layers)}]")
    return [Between("(", "("), *squares, Between(")", ")"), Between("slash", "/"), size]
