"""How measurements become inputs: standardised, or taken as they are."""

from manim import VGroup

from scenes.mobjects import theme
from scenes.mobjects.selection import worked_of
from scenes.mobjects.type.fitting import shortened
from scenes.mobjects.type.formula import Equation, Formula
from scenes.mobjects.type.parts import Between, Number, Symbol, Words
from scenes.mobjects.workings.matrices import common_decimals


def standardised(example, i):
    """The `Equation` x = (measured − mean) / standard deviation for one input of the example."""
    measured, mean, scale = (
        Number(example, f"{name}[{i}]", common_decimals(example, name)) for name in ("measurements", "mean", "scale")
    )
    quotient = [Between("frac(", "("), measured, "−", mean, Between(",", ") /"), scale, Between(")", "")]
    x = Number(example, f"x[{i}]", color=theme.ACTIVATION)
    return Equation(Symbol("x", i + 1), "=", *quotient, result=x, size=theme.LARGE)


class InputTable:
    """A `heading` and the `lines[i]` of the inputs there is room for, each with `left`, `answer` and `result`; `x[i]`
    is what the line results in, as displayed; the captions speak of the first and of the others.
    """

    def __init__(self, example, x):
        shown = worked_of(len(example.feature_names))
        pitch = min(1.3, 5.2 / len(shown))
        heights = {i: 1.0 - pitch * row for row, i in enumerate(shown)}
        name = example.feature_names[0]
        if (example.mean == 0).all() and (example.scale == 1).all():
            self.heading = Formula(Words("measured"), color=theme.FAINT).at(x, 2.0)
            self.lines = {i: AsMeasured(example, i).place(x, y) for i, y in heights.items()}
            self.first_caption = f"{name}: it goes in as it was measured."
            self.others_caption = "The others likewise."
        else:
            self.heading = Formula(Words("(measured − mean) / standard deviation"), color=theme.FAINT).at(x, 2.0)
            self.lines = {i: standardised(example, i).at(x, y) for i, y in heights.items()}
            measured, mean, scale = (part.plain for part in self.lines[0].parts[1:4])
            subtract = f"subtract the mean {mean}, divide by the standard deviation {scale}"
            self.first_caption = f"{name} {measured}: {subtract}."
            rounded = ", rounded to one decimal" if example.decimals == 1 else ""
            average = f"Zero would be the average of the training {example.thing}s."
            self.others_caption = f"The others likewise{rounded}. {average}"
        self.first_caption = self.first_caption[0].upper() + self.first_caption[1:]
        self.x = {i: line.parts[-1].plain for i, line in self.lines.items()}


class AsMeasured(VGroup):
    """The name of a feature, and its value, which goes into the network unchanged."""

    def __init__(self, example, i):
        number = Number(example, f"x[{i}]", common_decimals(example, "x"), color=theme.ACTIVATION)
        value = Formula(number, size=theme.LARGE)
        self.parts, self.result = [number], value
        room = theme.WORK_WIDTH - value.width - 0.5
        self.left = Formula(Words(shortened(example.feature_names[i], room, theme.LARGE)), size=theme.LARGE)
        self.answer = VGroup(value)
        super().__init__(self.left, self.answer)

    def place(self, x, y):
        """Put the name at the left end of the workings and the value at their right end."""
        self.left.at(x, y)
        self.result.at(theme.WORK_RIGHT, y, "right")
        return self
