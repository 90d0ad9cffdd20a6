"""What was measured of a sample: as a table, as a picture, and on its way into the network."""

from manim import AnimationGroup, Create, FadeIn, LaggedStart, VGroup

from facts.statement import Listed, Name, Statement
from scenes.mobjects import theme
from scenes.mobjects.diagram.pixels import Picture, is_picture
from scenes.mobjects.selection import loudest
from scenes.mobjects.telling.pacing import tell
from scenes.mobjects.telling.wording import row_in_words
from scenes.mobjects.type.fitting import shortened
from scenes.mobjects.type.flights import fly
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Number, Words
from scenes.mobjects.workings.matrices import column_decimals

ROW, ROWS, TOP = 1.0, 3.0, 1.7  # between rows, and for all of them; the first


class Measured(VGroup):
    """A `heading`, and of each input that there is room for a row: its name, and what was measured; below these the
    `picture`, where the inputs are the pixels of one.
    """

    def __init__(self, example):
        self.example = example
        heading = Words(Statement("architecture.heading", thing=Name(example, "thing")))
        self.heading = Formula(heading, color=theme.FAINT).at(theme.WORK_LEFT, TOP + 0.95)
        shown = loudest(example.x)
        row = min(ROW, ROWS / len(shown))
        self.rows = {i: self._row(i, TOP - row * place) for place, i in enumerate(shown)}
        self.picture = VGroup()
        if is_picture(example):
            top = min(row.get_bottom()[1] for row in self.rows.values()) - 0.35
            size = top + theme.SAFE_Y - 0.1
            self.picture.add(Picture(example, [theme.WORK_LEFT + size / 2 + 0.03, top - size / 2, 0], size))
        super().__init__(self.heading, *self.rows.values(), self.picture)

    def _row(self, i, y):
        example = self.example
        value = Number(example, f"measurements[{i}]", column_decimals(example, "measurements"), color=theme.ACTIVATION)
        unit = [Words(Name(example, f"units[{i}]"))] if example.units[i] else []
        amount = Formula(value, *unit, size=theme.BIG).at(theme.WORK_LEFT + 5.2, y, "right")
        name = shortened(Name(example, f"feature_names[{i}]"), 5.0 - amount.width, theme.BIG)
        return VGroup(Formula(Words(name), size=theme.BIG).at(theme.WORK_LEFT, y), amount)

    def appear(self, scene, inputs, *others):
        """The rows come one after another, and are read; `inputs`: how many circles they will fill; `others`:
        animations that make room for them.
        """
        measured = Listed([row_in_words(self.example, i) for i in self.rows], "comma")
        some = "_some" if len(self.rows) < inputs else ""
        appearing = LaggedStart(*map(FadeIn, [self.heading, *self.rows.values()]), lag_ratio=0.5)
        seen = [FadeIn(self.picture)] if self.picture else []
        tell(scene, Statement(f"architecture.measured{some}", rows=measured), appearing, *seen, *others, run_time=1.2)

    def land(self, scene, diagram):
        """Names and numbers fly to the inputs of a diagram, and stay there."""
        neurons = diagram.neurons[0]
        labels = dict(zip(neurons, diagram.names[0], strict=True))
        landed = {}
        for i, row in self.rows.items():
            number = Formula(row[1].parts[0], size=theme.IN_NEURON, color=theme.INK).move_to(neurons[i].circle)
            if neurons[i].holds(number):
                landed[i] = number
        becoming = [
            AnimationGroup(
                fly(self.rows[i][0], labels[i]) if i in self.rows else FadeIn(labels[i]),
                Create(neuron.circle),
                *([fly(self.rows[i][1][0], landed[i])] if i in landed else []),
            )
            for i, neuron in neurons.items()
        ]
        dots, flights = FadeIn(diagram.dots_of[0]), LaggedStart(*becoming, lag_ratio=0.3)
        tell(scene, Statement("architecture.becomes_input"), flights, dots, run_time=1.8)
        for i, number in landed.items():
            neurons[i].add(number)
