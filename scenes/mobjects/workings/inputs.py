"""How measurements become inputs: standardised, or taken as they are."""

from dataclasses import replace

from manim import VGroup

from facts.number import Shown
from facts.statement import Name, Statement
from scenes.mobjects import theme
from scenes.mobjects.selection import loudest
from scenes.mobjects.type.fitting import shortened
from scenes.mobjects.type.flow import Equation
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Between, Number, Symbol, Words
from scenes.mobjects.workings.matrices import column_decimals


def standardised(example, i):
    """The `Equation` x = (measured − mean) / standard deviation for one input of the example."""
    measured, mean, scale = (
        Number(example, f"{name}[{i}]", column_decimals(example, name)) for name in ("measurements", "mean", "scale")
    )
    quotient = [
        Between("frac(", "("),
        measured,
        "−",
        replace(mean, form="operand"),
        Between(",", ") /"),
        scale,
        Between(")", ""),
    ]
    x = Number(example, f"x[{i}]", color=theme.ACTIVATION)
    return Equation(Symbol("x", i + 1), "=", *quotient, result=x, size=theme.LARGE)


class InputTable:
    """A `heading` and the `lines[i]` of the inputs there is room for, each with `left`, `answer` and `result`; `x[i]`
    is what the line results in, as displayed; the captions speak of the first and of the others.
    """

    def __init__(self, example, x):
        shown = loudest(example.x)
        self.first = shown[0]
        pitch = min(1.3, 5.2 / len(shown))
        heights = {i: 1.0 - pitch * row for row, i in enumerate(shown)}
        name = Name(example, f"feature_names[{shown[0]}]")
        if (example.mean == 0).all() and (example.scale == 1).all():
            self.heading = Formula(Words(Statement("inputs.measured")), color=theme.FAINT).at(x, 2.0)
            self.lines = {i: AsMeasured(example, i).at(x, y) for i, y in heights.items()}
            self.first_caption = Statement("inputs.as_measured", name=name)
            self.others_caption = Statement("inputs.others")
        else:
            self.heading = Formula(Words(Statement("inputs.rule")), color=theme.FAINT).at(x, 2.0)
            self.lines = {i: standardised(example, i).at(x, y) for i, y in heights.items()}
            numbers = dict(zip(("measured", "mean", "scale"), self.lines[self.first].parts[1:4], strict=True))
            self.first_caption = Statement("inputs.standardised", name=name, **numbers)
            self.others_caption = others_likewise(example)
        self.x = {i: line.parts[-1] for i, line in self.lines.items()}


def others_likewise(example):
    """What is said of the inputs after the first, where they are standardised, and perhaps rounded then."""
    if example.decimals is None:
        return Statement("inputs.others")
    return Statement("inputs.others_rounded", decimals=Shown(example, "decimals"))


class AsMeasured(VGroup):
    """The name of a feature, and its value, which goes into the network unchanged."""

    def __init__(self, example, i):
        number = Number(example, f"x[{i}]", column_decimals(example, "x"), color=theme.ACTIVATION)
        value = Formula(number, size=theme.LARGE)
        self.parts, self.result = [number], value
        room = theme.WORK_WIDTH - value.width - 0.5
        self.left = Formula(Words(shortened(Name(example, f"feature_names[{i}]"), room, theme.LARGE)), size=theme.LARGE)
        self.answer = VGroup(value)
        super().__init__(self.left, self.answer)

    def at(self, x, y):
        """Put the name at the left end of the workings and the value at their right end."""
        self.left.at(x, y)
        self.result.at(theme.WORK_RIGHT, y, "right")
        return self
