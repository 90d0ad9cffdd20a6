"""The answer and the loss before a step and after it, one over the other, so that both can be compared."""

from manim import RIGHT, Rectangle, VGroup

from facts.onscreen import Meaning
from facts.statement import Name, Statement
from scenes.mobjects import theme
from scenes.mobjects.selection import of_interest, worked_outputs
from scenes.mobjects.type.fitting import shortened
from scenes.mobjects.type.flow import SIZES, fitted
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Number, Symbol, Words
from scenes.mobjects.workings.answer import gives_probabilities
from scenes.mobjects.workings.outputs import loss_decimals

ROW, THICK, NAME, LONGEST = 1.05, 0.55, 1.9, 2.6
MOST = 3  # outputs
LEAST = 0.8  # units for a name and its gaps


class BeforeAfter(VGroup):
    """A row for each output that is worked out: its name, where it is a probability a hollow bar of what it was and a
    full one of what it is, and both numbers; below these the loss.

    `before` and `after` are groups of shapes; `bars`: the full ones; `loss` and `loss_again`: the numbers.
    """

    def __init__(self, step, x, top):
        example = step.example
        rows = worked_outputs(example)
        rows = rows if len(rows) <= MOST else of_interest(example) or rows[:MOST]
        lines = [self._line(step, k) for k in rows]
        longest = min(NAME, theme.WORK_WIDTH - max(line.width for line in lines) - 0.4)
        names = [Words(shortened(Name(example, f"output_names[{k}]"), longest, theme.LARGE)) for k in rows]
        names = [Formula(name, size=theme.LARGE) for name in names]
        start = x + max(name.width for name in names) + 0.2
        room = theme.WORK_RIGHT - start - max(line.width for line in lines) - 0.2
        self.one = min(LONGEST, room) if gives_probabilities(example) else 0
        self.hollow, self.bars = VGroup(), VGroup()
        for row, (k, name, line) in enumerate(zip(rows, names, lines, strict=True)):
            y = top - ROW * row
            name.at(start - 0.2, y - 0.1, "right")
            if self.one:
                self.hollow.add(self._bar(step, f"forward.output[{k}]", start, y).set_stroke(theme.FAINT, 2.5))
                self.bars.add(self._bar(step, f"again.output[{k}]", start, y).set_fill(theme.ACTIVATION, 0.75))
            line.at(start + self.one + (0.2 if self.one else 0), y - 0.1)
        decimals = loss_decimals(step)
        self.loss, self.loss_again = (
            Number(step, path, decimals, color=theme.LOSS) for path in ("backward.loss", "loss_again")
        )
        pieces = Words(Statement("label.loss")), self.loss, Symbol("→"), self.loss_again
        loss = fitted(lambda size: Formula(*pieces, size=size), (0.65, 0.5, theme.LARGE, theme.TEXT))
        loss.at(x, top - ROW * len(rows) - 0.45)
        self.before = VGroup(*names, self.hollow, *(line[0] for line in lines), loss[:2])
        self.after = VGroup(*(line[1:] for line in lines), loss[2:])
        super().__init__(self.before, self.after, self.bars)

    def _line(self, step, k):
        numbers = (Number(step, f"{trace}.output[{k}]", color=theme.ACTIVATION) for trace in ("forward", "again"))
        old, new = numbers
        return fitted(lambda size: Formula(old, Symbol("→"), new, size=size), SIZES[1:], theme.WORK_WIDTH - LEAST)

    def _bar(self, step, path, start, y):
        width = max(self.one * Number(step, path).value, 0.01)
        bar = Rectangle(width=width, height=THICK, stroke_width=0)
        bar.mark = Meaning("bar", ((step, path),), look={"one": round(float(self.one), 6)})
        return bar.move_to([start, y, 0]).align_to([start, 0, 0], -RIGHT)
