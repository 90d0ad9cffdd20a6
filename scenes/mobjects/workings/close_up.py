"""One neuron of the first layer, drawn large, with all that it has: what comes in, a weight on each line, its bias."""

import numpy as np
from manim import DOWN, Circle, Create, FadeIn, Rectangle, VGroup, smooth, squish_rate_func

from facts.onscreen import Meaning
from scenes.mobjects import theme
from scenes.mobjects.diagram.edge import Edge
from scenes.mobjects.selection import loudest
from scenes.mobjects.type.flights import afterwards, fly
from scenes.mobjects.type.flow import SIZES
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Between, Number
from scenes.mobjects.workings.matrices import column_decimals

SMALL, LARGE = 0.55, 1.1  # the radii of the inputs' circles and of the neuron's
PITCH, HIGH, MIDDLE = 1.75, 5.6, -0.4  # between the inputs, and for all of them; how high the neuron stands
ZOOM = 2.2  # times as wide as in the diagram is a line
THERE = 0.42  # how far along its line a weight stands
INSIDE, AROUND = 1.6, 0.08  # the room in a circle, in radii; what is kept free around a weight


class CloseUp(VGroup):
    """Neuron j of the first layer. `inputs`, `strands` and `weights` by the number of the input; `bias`."""

    def __init__(self, example, j):
        network, shown = example.network, loudest(example.x)
        largest = np.abs(network.layers[0].weights).max()
        middle = np.array([theme.WORK_RIGHT - LARGE - 0.05, MIDDLE, 0])
        self.circle, self.plates = glass(middle, LARGE), VGroup()
        self.bias = inside(self.circle, Number(network, f"layers[0].biases[{j}]", color=theme.BIAS))
        self.inputs, self.strands, self.weights = {}, {}, {}
        decimals = column_decimals(example, "measurements")
        pitch = min(PITCH, HIGH / len(shown))
        for row, i in enumerate(shown):
            place = [theme.WORK_LEFT + SMALL, MIDDLE + pitch * ((len(shown) - 1) / 2 - row), 0]
            vessel = glass(place, SMALL)
            number = Number(example, f"measurements[{i}]", decimals, color=theme.ACTIVATION)
            self.inputs[i] = VGroup(vessel, inside(vessel, number))
            self.strands[i] = strand(network, (j, i), np.array(place), middle, largest)
            self.weights[i] = on(self.strands[i], network, (j, i))
            self.plates.add(plate(self.weights[i]))
        more = Formula(Between("dots.v", "⋮"), size=theme.BIG).next_to(vessel, DOWN, buff=0.2)
        self.rest = VGroup(*([more] if len(shown) < len(example.x) else []))
        super().__init__(*self.strands.values(), self.plates, self.circle, self.bias, *self.inputs.values(), self.rest)
        self.add(*self.weights.values())

    def appear(self, neurons):
        """Animate: the inputs' numbers come from their neurons in the diagram, the lines grow, the weights follow."""
        coming = [fly(neurons[i], vessel[1]) for i, vessel in self.inputs.items() if vessel[1]]
        circles = [FadeIn(self.circle, *(vessel[0] for vessel in self.inputs.values()), self.rest)]
        growing = [Create(line, rate_func=squish_rate_func(smooth, 0.3, 0.8)) for line in self.strands.values()]
        return [*circles, *coming, *growing, afterwards(self.plates, *self.weights.values(), self.bias)]


def glass(center, radius):
    """A circle that a number stands in."""
    circle = Circle(radius, stroke_color=theme.INK, stroke_width=3).move_to(center)
    circle.mark = Meaning("glass")
    return circle


def inside(circle, number):
    """A number in a circle, as large as there is room; nothing where there is too little."""
    for size in (theme.BIG, *SIZES, theme.IN_NEURON):
        line = Formula(number, size=size).move_to(circle)
        if line.width < INSIDE * circle.width / 2:
            return line
    return VGroup()


def strand(network, place, start, end, largest):
    """The line of the weight [j, i] between two circles, as wide as the weight is large."""
    way = (end - start) / np.linalg.norm(end - start)
    weight = Number(network, "layers[0].weights[{}, {}]".format(*place))
    mark = Meaning("strand", ((network, weight.path),), look={"zoom": ZOOM})
    return Edge(start + SMALL * way, end - LARGE * way, weight.value, largest, ZOOM, mark=mark)


def on(line, network, place):
    """The weight [j, i], written on its line."""
    weight = Number(network, "layers[0].weights[{}, {}]".format(*place), column_decimals(network, "layers[0].weights"))
    written = Formula(weight, size=theme.BIG, color=theme.sign_color(weight.value))
    return written.move_to(line.start + THERE * (line.end - line.start))


def plate(line):
    """What hides a line behind the type on it."""
    ground = Rectangle(height=line.height + 2 * AROUND, width=line.width + 2 * AROUND, stroke_width=0).move_to(line)
    return ground.set_fill(theme.BACKGROUND, 1)
