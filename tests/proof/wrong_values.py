"""Wrong code that draws bars, arrows, rings, names, each in its own way; each takes pytest's monkeypatch."""

from manim import DOWN, LEFT, PI, RIGHT, UP

from scenes.mobjects import theme
from scenes.mobjects.diagram import network
from scenes.mobjects.diagram.network import NetworkDiagram
from scenes.mobjects.diagram.neuron import Neuron
from scenes.mobjects.workings import answer
from scenes.mobjects.workings.answer import Answer
from scenes.mobjects.workings.before_after import BeforeAfter
from scenes.mobjects.workings.outputs import DeltaArrow
from tests.proof.patching import after, instead, other_of_two


def all_bars_are_equally_long(patch):
    """M3: a bar has the length of one half, whatever its value."""
    after(patch, Answer, lambda bar, *_: bar.stretch_to_fit_width(1.45, about_edge=LEFT), "_bar")


def bars_grow_with_the_square(patch):
    """A bar is as long as the square of its value."""
    after(patch, Answer, lambda bar, n, *_: bar.stretch_to_fit_width(2.9 * n.value**2, about_edge=LEFT), "_bar")


def a_bar_of_another_class(patch):
    """The bars stand beside each other's numbers."""
    instead(patch, Answer, "_bar", lambda self, n, *at: (next(p for p in self.parts.values() if p is not n), *at))


def bars_do_not_change(patch):
    """What came out before the step and after it has bars of one length."""
    after(patch, BeforeAfter, lambda bar, *_: bar.stretch_to_fit_width(1.0, about_edge=LEFT), "_bar")


def bars_begin_anywhere(patch):
    """A bar begins where it likes."""
    after(patch, Answer, lambda bar, n, *_: bar.shift(0.4 * n.value * RIGHT), "_bar")


def bars_after_the_step_are_drawn_larger(patch):
    """What came out after the step is drawn to a larger scale."""

    def scaled(self, record, path, *_):
        patch.setattr(answer, "BAR", 2.0 if path.startswith("forward") else 2.9)
        return record, path, *_

    right = Answer.__init__
    patch.setattr(Answer, "__init__", lambda self, *given, **named: right(self, *scaled(self, *given), **named))


def names_beside_bars_are_swapped(patch):
    """The names of the classes stand beside each other's bars."""
    right = answer.Name
    patch.setattr(answer, "Name", lambda given, path: right(given, other_of_two(path)))


def arrows_are_turned(patch):
    """M6: an arrow points down where the output was too high."""
    after(patch, DeltaArrow, lambda drawn, *_: drawn.arrow.rotate(PI))


def all_arrows_are_equally_long(patch):
    """An arrow is drawn beside its own value, not beside the largest."""
    instead(patch, DeltaArrow, "__init__", lambda self, b, k, _, *at: (b, k, abs(b.layers[-1].delta[k]), *at))


def an_arrow_stands_beside_another_output(patch):
    """The arrows and their words stand in each other's rows."""
    instead(patch, DeltaArrow, "__init__", lambda self, b, k, *at: (b, len(b.target) - 1 - k, *at))


def a_circle_holds_the_number_of_another_neuron(patch):
    """The fill is its own, the number inside that of the first neuron."""
    right = Neuron.written

    def wrong(self, number):
        return right(self, type(number)(number.record, other_of_two(number.path)))

    patch.setattr(Neuron, "written", wrong)


def the_ring_is_around_the_wrong_output(patch):
    """The ring of the target is around another class than the true one."""
    right = NetworkDiagram.ring

    def wrong(self, layer, j, target=False):
        return right(self, layer, max(self.neurons[layer]) - j if target else j, target)

    patch.setattr(NetworkDiagram, "ring", wrong)


def the_target_has_one_ring(patch):
    """The ring of the target is told by its hue alone."""

    def halved(ring, *_, target=False):
        ring.points = ring.points[: len(ring.points) // 2] if ring.mark.role == "target" else ring.points
        return ring

    after(patch, NetworkDiagram, halved, "ring")


def all_rings_have_one_hue(patch):
    """The rings of the target have the hue of the focus."""
    patch.setattr(theme, "TARGET", theme.FOCUS)


def the_ring_is_around_nothing(patch):
    """A ring stands between two neurons."""
    after(patch, NetworkDiagram, lambda ring, *_: ring.shift(0.3 * UP), "ring")


def names_swapped(patch, field):
    """Let the neurons of one side have each other's names."""
    right = network.Name

    def wrong(given, path):
        name, _, k = path.rstrip("]").partition("[")
        count = len(getattr(given, name))
        return right(given, f"{name}[{count - 1 - int(k)}]" if name == field else path)

    patch.setattr(network, "Name", wrong)


def the_names_of_the_classes_are_swapped(patch):
    """Each class is written beside another output."""
    names_swapped(patch, "output_names")


def the_names_of_the_inputs_are_swapped(patch):
    """Each measurement is written beside another input."""
    names_swapped(patch, "feature_names")


def a_name_slips_down(patch):
    """The names of the outputs stand one neuron too low."""
    after(patch, NetworkDiagram, lambda made, *_: made.shift(0.9 * DOWN), "_names")


def neurons_are_upside_down(patch):
    """The last neuron of a layer stands at the top, while edges and names are drawn where they belong."""
    right = NetworkDiagram._column

    def wrong(self, x, slots, layer):
        column = right(self, x, slots, layer)
        marks = [each.circle.mark for each in column.values()]
        for each, mark in zip(column.values(), marks[::-1], strict=True):
            each.circle.mark, each.position = mark, tuple(mark.look["neuron"])
        return column

    patch.setattr(NetworkDiagram, "_column", wrong)


LIES = [
    all_bars_are_equally_long,
    bars_grow_with_the_square,
    a_bar_of_another_class,
    bars_begin_anywhere,
    bars_after_the_step_are_drawn_larger,
    names_beside_bars_are_swapped,
    arrows_are_turned,
    all_arrows_are_equally_long,
    an_arrow_stands_beside_another_output,
    a_circle_holds_the_number_of_another_neuron,
    the_ring_is_around_the_wrong_output,
    the_ring_is_around_nothing,
    the_target_has_one_ring,
    all_rings_have_one_hue,
    the_names_of_the_classes_are_swapped,
    the_names_of_the_inputs_are_swapped,
    a_name_slips_down,
    neurons_are_upside_down,
]
