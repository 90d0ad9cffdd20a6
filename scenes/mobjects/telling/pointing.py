"""A pointer that follows the words: what a caption speaks of grows for a moment when its word is read."""

from manim import Animation, VGroup, VMobject, linear, there_and_back

from facts.number import Shown
from facts.ref import Ref
from facts.statement import Listed, Name, Nth, Phrase, Piece, Statement, text_of
from scenes.mobjects.diagram.emphasis import level_of
from scenes.mobjects.diagram.neuron import Neuron
from scenes.mobjects.type.formula import Glyph

LASTS = 0.7  # seconds
GROWS = 0.22, 0.1  # by so much: type, and neurons
BRIGHT = 0.9  # what is less is dimmed, and not spoken of


class Point(Animation):
    """Groups of shapes that grow for a moment and shrink again, each from its time on; times: seconds from the start.

    groups: pairs of shapes and of how much they grow.
    """

    def __init__(self, groups, times, **kwargs):
        self.groups = [(VGroup(*shapes), grows) for shapes, grows in groups]
        self.times = times
        super().__init__(VGroup(*(group for group, _ in self.groups)), rate_func=linear, **kwargs)

    def create_starting_mobject(self):
        """Nothing: the outlines are all that changes, and are kept apart."""
        return VMobject()

    def begin(self):
        """Keep the outlines as they are."""
        self.kept = [[(s, s.points.copy()) for s in group.get_family() if len(s.points)] for group, _ in self.groups]
        self.centres = [group.get_center() for group, _ in self.groups]
        self.changing = [shape for kept in self.kept for shape, _ in kept]
        super().begin()

    def interpolate(self, alpha):
        """Give each shape the size of the moment."""
        now = alpha * self.run_time
        for kept, centre, start, (_, grows) in zip(self.kept, self.centres, self.times, self.groups, strict=True):
            share = min(1, max(0, (now - start) / LASTS))
            factor = 1 + grows * there_and_back(share)
            for shape, points in kept:
                shape.points = centre + factor * (points - centre)

    def finish(self):
        """All as it was."""
        super().finish()
        for kept in self.kept:
            for shape, points in kept:
                shape.points = points


def spoken_of(scene, caption, pace):
    """What a caption speaks of and the screen shows: pairs of (shapes, how much they grow), and for each the second at
    which it is read, at `pace` characters a second.
    """
    there = {id(shape): shape for top in scene.mobjects for shape in top.get_family()}
    shown = [shape for shape in there.values() if level_of(shape) >= BRIGHT]
    found, times, start = [], [], 0
    for slot in leaves(caption):
        text = str(text_of(slot))
        place = caption.find(text, start)
        start = max(start, place)
        groups = [group for group in on_screen(slot, shown) if group not in found]
        found += groups
        times += [start / pace] * len(groups)
    return found, times


def leaves(said):
    """The numbers, names and neurons in a caption, in their order."""
    if isinstance(said, Statement | Phrase):
        return sorted(
            (leaf for slot in said.slots.values() for leaf in leaves(slot)),
            key=lambda leaf: said.find(str(text_of(leaf))),
        )
    if isinstance(said, Listed):
        return [leaf for item in said.items for leaf in leaves(item)]
    return [said] if isinstance(said, Shown | Nth | Name) else []


def on_screen(slot, shown):
    """The groups of shapes that show what a slot says, each with how much it grows."""
    if isinstance(slot, Nth):
        neuron = neuron_at(slot.path)
        neurons = (shape for shape in shown if isinstance(shape, Neuron))
        circles = [each for each in neurons if tuple(each.circle.mark.look["neuron"]) == neuron]
        return [([circle], GROWS[1]) for circle in circles]
    lines = {}
    for glyph in shown:
        if isinstance(glyph, Glyph) and glyph.part >= 0 and shows(glyph.line.parts[glyph.part], slot):
            lines.setdefault((id(glyph.line), glyph.part), []).append(glyph)
    return [(glyphs, GROWS[0]) for glyphs in lines.values()]


def shows(part, slot):
    """Whether a part of a line shows what a slot says: the same place, or the same number in the same digits."""
    if isinstance(slot, Shown):
        if not isinstance(part, Shown):
            return False
        same = part.record is slot.record and part.path == slot.path
        return same or (part.plain == slot.plain and part.value == slot.value)
    text = getattr(part, "text", None)
    whole = text.whole if isinstance(text, Piece) else text
    return isinstance(whole, Name) and (whole.record, whole.path) == (slot.record, slot.path)


def neuron_at(path):
    """Layer and number of the neuron that a place belongs to, 0 the inputs; None where it is no neuron's."""
    try:
        ref = Ref.parse(f"forward.{path}" if path.startswith("layers") else path)
    except LookupError:
        return None
    if not ref.index:
        return None
    return (ref.layer + 1 if ref.layer is not None else 0), ref.index[0]
