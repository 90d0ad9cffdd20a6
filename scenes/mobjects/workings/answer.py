"""What came out of a network: probabilities as bars, values as lines."""

from manim import RIGHT, Rectangle, VGroup

from facts.onscreen import Meaning
from facts.statement import Name
from scenes.mobjects import theme
from scenes.mobjects.selection import ALL_OUTPUTS, of_interest, worked_outputs
from scenes.mobjects.type.calculator import sign_between
from scenes.mobjects.type.fitting import shortened
from scenes.mobjects.type.flow import flowed
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Between, Number, Words
from scenes.mobjects.type.relations import Relation, added, read

ROW = 0.62
THICK = 0.34
NAME, BAR, NUMBER = 1.9, 2.9, 0.95


def gives_probabilities(example):
    """Whether the outputs are probabilities of classes, and not just values."""
    return bool(example.class_names) and example.network.layers[-1].activation in ("softmax", "sigmoid")


class Answer(VGroup):
    """The outputs that are worked out, one a row: its name, a bar where it is a probability, its number.

    `record` holds the outputs at `path`. With more than `most`, only those of interest are shown. `parts[k]` is the
    `Number` of output k; `bars`, `names`, `numbers` are shapes; `sum` is the line below: probabilities of all classes
    add up to 1; None where they are not all there. `widest`: how wide a number beside a bar may be at least.
    """

    def __init__(self, record, path, example, x, top, most=ALL_OUTPUTS, widest=0):
        outputs = worked_outputs(example)
        if len(outputs) > most:
            outputs = of_interest(example) or outputs[:most]
        self.parts = {k: Number(record, f"{path}[{k}]", color=theme.ACTIVATION) for k in outputs}
        texts = [shortened(Name(example, f"output_names[{k}]"), NAME, theme.TEXT) for k in self.parts]
        names = [Formula(Words(text), size=theme.TEXT) for text in texts]
        start = x + max(name.width for name in names) + 0.2
        self.bars, self.numbers = VGroup(), VGroup()
        shapes = [Formula(number, size=theme.TEXT) for number in self.parts.values()]
        widest = max(NUMBER, widest, *(shape.width + 0.15 for shape in shapes))
        for row, (name, number, shape) in enumerate(zip(names, self.parts.values(), shapes, strict=True)):
            y = top - ROW * row
            if gives_probabilities(example):
                self.bars.add(self._bar(number, start, y, widest))
                shape.next_to(self.bars[-1], RIGHT, buff=0.15)
            else:
                shape.at(start, y - 0.08)
            self.numbers.add(shape)
            name.at(start - 0.2, y - 0.08, "right")
        self.names, self.sum = VGroup(*names), None
        if example.network.layers[-1].activation == "softmax" and len(self.parts) == len(example.output_names):
            self.sum = self._sum().at(x, top - ROW * (len(names) + 0.8))
        super().__init__(self.names, self.bars, self.numbers, *([self.sum] if self.sum else []))

    def _bar(self, number, start, y, widest):
        longest = min(BAR, theme.WORK_RIGHT - widest - start)
        bar = Rectangle(
            width=max(longest * number.value, 0.01), height=THICK, stroke_color=theme.ACTIVATION, stroke_width=2.5
        )
        bar.mark = Meaning("bar", ((number.record, number.path),), look={"one": round(float(longest), 6)})
        return bar.set_fill(theme.ACTIVATIONS[0].fill, 1).move_to([start, y, 0]).align_to([start, 0, 0], -RIGHT)

    def _sum(self):
        terms = added([part] for part in self.parts.values())
        relation = Relation(tuple(terms), sign_between(read(terms), "1"), "1")
        pieces, size = flowed([], [*([piece] for piece in terms), [relation.sign, Between("1", "1")]], theme.TEXT)
        return Formula(*pieces, size=size, relations=[relation])
