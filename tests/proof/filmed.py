"""Receipts of films that are walked and not drawn, and a short film of all that the films draw."""

from contextlib import suppress
from copy import copy
from dataclasses import dataclass, replace
from fractions import Fraction

from manim import Create, FadeIn, FadeOut, GrowArrow, VGroup, config, tempconfig

from core import training_step
from facts.onscreen import evidence
from facts.receipt import About, Play, Receipt, Spoken
from facts.statement import Fact
from proof.case import Case
from rendering.witness import Witness
from scenes.mobjects import Film, NetworkDiagram, theme
from scenes.mobjects.diagram.gate_bar import GateBar
from scenes.mobjects.diagram.legend import Legend, RiseAndFall
from scenes.mobjects.workings.answer import Answer
from scenes.mobjects.workings.before_after import BeforeAfter
from scenes.mobjects.workings.close_up import CloseUp
from scenes.mobjects.workings.outputs import DeltaArrow, OutputTable
from tests.scenes.walk import UNDRAWN, Undrawn, uncollected

WIDTH, HEIGHT, RATE = 1920, 1080, 15
LOOKS = 1, 3, 7  # after how many plays it is asked whether the short film has shown enough: it is true if it ends here
LARGE = {"pixel_width": WIDTH, "pixel_height": HEIGHT, "frame_rate": RATE}


class Short(Film):
    """One training step in a few plays: a legend, a forward pass, rings, arrows, gradients, the step, bars."""

    def construct(self):
        step = training_step(self.example)
        self.backward, self.last = step.backward, len(step.network.layers) - 1
        self.diagram = NetworkDiagram(step.network, self.example)
        legend = Legend(theme.WORK_LEFT, 0.8, activations=True)
        self.play(FadeIn(self.diagram.with_heads(), legend))
        self.play(self.diagram.show_at_once(step.forward), FadeOut(legend))
        ring, truth = self.diagram.ring(1, 0), self.example.true_class
        self.play(Create(ring))
        self.play(ring.animate.move_to(self.diagram.neurons[1][1].circle))
        self.play(FadeOut(ring), Create(self.diagram.ring(self.last + 1, truth, target=True)))
        self.pass_back(step)
        rise_and_fall = RiseAndFall(theme.WORK_LEFT, -2)
        layers = range(self.last + 1)
        self.play(FadeIn(rise_and_fall), *(self.diagram.show_gradient(self.backward, layer) for layer in layers))
        self.play(FadeOut(rise_and_fall), *(self.diagram.show_weights(step.new_network, layer) for layer in layers))
        self.play(self.diagram.show(step.again))
        board = BeforeAfter(step, theme.WORK_LEFT, 2.1)
        self.play(FadeIn(board))
        self.play(FadeOut(board))
        answers = zip(("forward", "again"), (2.1, -0.5), strict=True)
        answers = [Answer(step, f"{trace}.output", self.example, theme.WORK_LEFT, top) for trace, top in answers]
        self.play(FadeIn(*answers))
        self.play(FadeOut(*answers), FadeIn(CloseUp(self.example, 1)))
        self.wait()

    def pass_back(self, step):
        """Arrows beside the outputs, and their deltas in the neurons."""
        table, deltas = OutputTable(step, self.diagram.neurons[-1], theme.WORK_LEFT), self.backward.layers[-1].delta
        x, heights = table.get_right()[0] + 0.3, {k: shown.get_center()[1] for k, shown in table.outputs.items()}
        arrows = VGroup(*(DeltaArrow(self.backward, k, max(abs(deltas)), y, x) for k, y in heights.items()))
        shown = (
            self.diagram.fill_delta(self.backward, layer, k)
            for layer in range(self.last + 1)
            for k in self.diagram.neurons[layer + 1]
        )
        self.play(FadeIn(table, *(each.words for each in arrows)), *(GrowArrow(each.arrow) for each in arrows), *shown)
        self.play(FadeOut(table, arrows))
        hidden = self.diagram.neurons[self.last]
        gates = VGroup(*(GateBar(self.backward, self.last - 1, k, hidden[k].circle) for k in hidden))
        self.play(FadeIn(gates))
        self.play(FadeOut(gates))


@dataclass
class Seen:
    """A play as the witness wants it: in frames."""

    start: int
    frames: int
    held: bool


class Enough(Exception):
    """A film need not be walked to its end."""


class Recorder:
    """Writes the case of a film that is walked: it is told of every play."""

    def __init__(self, enough=None):
        self.plays, self.witness, self.scene, self.enough, self.beyond = [], None, None, enough, 0

    def __call__(self, scene, start):
        self.scene, self.witness = scene, self.witness or Witness(scene.camera)
        if start is None:
            self.beyond = RATE
            self.witness.look(scene, Seen(self.plays[-1].start + self.plays[-1].frames, 0, True))
            return
        first, end = round(start * RATE), max(round(scene.renderer.time * RATE), round(start * RATE) + 1)
        self.plays.append(Seen(first, end - first, scene.is_current_animation_frozen_frame()))
        self.witness.look(scene, self.plays[-1])
        if self.enough and len(self.plays) in LOOKS and self.enough(self.so_far()):
            raise Enough

    def so_far(self):
        """The case of a film that ends here; what is noted goes on."""
        witness, end = copy(self.witness), self.plays[-1].start + self.plays[-1].frames
        witness.present = {}
        witness.stretches = [replace(each, end=end if each.end is None else each.end) for each in witness.stretches]
        return case_of(self.scene, self.plays, witness)

    def case(self):
        """What was on screen, as proof reads it."""
        return case_of(self.scene, self.plays, self.witness, self.beyond)


def filmed(scene_class, example=None, enough=None):
    """The case of a film that is walked, told of an example.

    enough: is asked after some plays, and given the case so far, whether it need not be walked any further.
    """
    recorder = Recorder(enough)
    with tempconfig(UNDRAWN | LARGE), uncollected():
        assert config.frame_height == 8
        with suppress(Enough):
            scene_class(renderer=Undrawn(recorder), **({"example": example} if example else {})).render()
        return recorder.case()


def case_of(scene, plays, witness, beyond=0):
    """The case of a film that was walked to its end, with a poster that counts as seen for so many frames more."""
    frames = plays[-1].start + plays[-1].frames
    captions = scene.renderer.file_writer.subcaptions
    said = {str(line.content): line.content for line in captions if isinstance(line.content, Fact)}
    spoken = [Spoken("caption", str(c.content), c.start.total_seconds(), c.end.total_seconds()) for c in captions]
    shown = evidence(scene.example, *witness.seen(frames + beyond, Fraction(RATE)), spoken, said)
    name = type(scene).__name__
    receipt = Receipt(name, None, "", WIDTH, HEIGHT, RATE, **shown)
    times = tuple(Play(p.start / RATE, (p.start + p.frames) / RATE, p.held) for p in plays)
    about = About(name, "", "", frames / RATE, frames, RATE, WIDTH, HEIGHT, 0.0, (), times)
    return Case(about, receipt)
