"""Values on number lines: what came out of a network, and what should have come out."""

from manim import DOWN, RIGHT, UP, Circle, Dot, Line, VGroup

from facts.onscreen import Meaning
from facts.statement import Name, Statement
from scenes.mobjects import theme
from scenes.mobjects.selection import worked_outputs
from scenes.mobjects.type.fitting import shortened
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Number, Words
from scenes.mobjects.workings.matrices import column_decimals

ROW, ROOM, NAME = 1.3, 4.4, 1.7
ROOM_FOR_DIGITS = 0.45  # beyond the ends of a line


class NumberLines(VGroup):
    """A number line for each output that is worked out, zero at one place in all: a dot for what came out, a ring for
    the target. `outputs`: what is there first, `targets`: what comes after; `due`: the `Number`s of the targets.
    """

    def __init__(self, example, trace, x, top):
        which = worked_outputs(example)
        pairs = [(trace.output[k], example.target[k]) for k in which]
        values = [value for pair in pairs for value in pair]
        left, right = x + NAME + ROOM_FOR_DIGITS, theme.WORK_RIGHT - ROOM_FOR_DIGITS
        below, above = min(values) < 0, max(values) > 0
        zero = (left + right) / 2 if below and above else right if below else left
        room = (right - left) / (2 if below and above else 1)
        pitch = min(ROW, ROOM / len(which))
        decimals = column_decimals(example, "target")
        self.due, self.outputs, self.targets = [], VGroup(), VGroup()
        for row, (k, pair) in enumerate(zip(which, pairs, strict=True)):
            y = top - pitch * row
            one = room / (max(map(abs, pair)) or 1)
            name = Formula(Words(shortened(Name(example, f"output_names[{k}]"), NAME, theme.TEXT)), size=theme.TEXT)
            axis = Line([left, y, 0], [right, y, 0], color=theme.FAINT, stroke_width=2)
            tick = Line([zero, y - 0.08, 0], [zero, y + 0.08, 0], color=theme.FAINT, stroke_width=2)
            number = Number(trace, f"output[{k}]", color=theme.ACTIVATION)
            target = Number(example, f"target[{k}]", decimals, color=theme.TARGET)
            scale = {"zero": [float(zero), float(y)], "one": [float(one), 1.0]}
            dot = Dot([zero + one * pair[0], y, 0], 0.09, color=theme.ACTIVATION)
            ring = Circle(0.13, color=theme.TARGET, stroke_width=4).move_to([zero + one * pair[1], y, 0])
            for shape, part, role in ((dot, number, "output"), (ring, target, "target")):
                shape.mark = Meaning("point", ((part.record, part.path),), role, f"line {k}", scale)
            tick.mark = Meaning("point", (), "zero", f"line {k}", scale)
            self.due.append(target)
            self.outputs.add(VGroup(name.at(x, y - 0.08), axis, tick, dot, beside(number, dot, UP)))
            self.targets.add(VGroup(ring, beside(target, ring, DOWN)))
        words = Formula(Words(Statement("label.should_have_been")), color=theme.TARGET)
        self.targets.add(words.at(x, top - pitch * len(which) - 0.1))
        super().__init__(self.outputs, self.targets)


def beside(number, shape, side):
    """A number above or below what it is the place of, inside the frame."""
    digits = Formula(number, size=theme.TEXT).next_to(shape, side, buff=0.12)
    return digits.shift(min(0, theme.WORK_RIGHT - digits.get_right()[0]) * RIGHT)
