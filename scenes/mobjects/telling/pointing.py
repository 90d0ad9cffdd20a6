"""A pointer that follows the words: what a caption speaks of grows for a moment when its word is read."""

from manim import Animation, VGroup, VMobject, linear, there_and_back

from facts.number import Shown
from facts.ref import Ref
from facts.statement import Listed, Name, Nth, Phrase, Piece, Statement, text_of
from scenes.mobjects import theme
from scenes.mobjects.diagram.emphasis import level_of
from scenes.mobjects.diagram.neuron import Neuron
from scenes.mobjects.type.formula import Glyph

LEAST, MOST = 0.6, 2.0  # seconds that one thing is pointed at
SOON, QUIET = 1.0, 0.3  # so long at most before the first of them, so long after the last
GROWS = 0.22, 0.1  # by so much: type, and neurons
SWELLS = 0.16  # units to each side that a whole line or a shape grows, but by no more than a neuron does
FEW, WIDE = 6, 6.0  # of what is new so many things are pointed at, and no picture that is wider
BRIGHT = 0.9  # what is less is dimmed, and not spoken of


class Point(Animation):
    """Groups of shapes that grow for a moment and shrink again, each in its span: (start, end) in seconds.

    groups: pairs of shapes and of how much they grow.
    """

    def __init__(self, groups, spans, **kwargs):
        self.groups = [(VGroup(*shapes), grows) for shapes, grows in groups]
        self.spans = spans
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
        """Give each shape the size of the moment; what is pointed at twice has that of the time it is."""
        now = alpha * self.run_time
        shares = [min(1, max(0, (now - start) / (end - start))) for start, end in self.spans]
        for k in sorted(range(len(shares)), key=lambda k: 0 < shares[k] < 1):
            factor = 1 + self.groups[k][1] * there_and_back(shares[k])
            for shape, points in self.kept[k]:
                shape.points = self.centres[k] + factor * (points - self.centres[k])

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


def strengths(scene):
    """How strong each shape of a scene is."""
    return {shape: level_of(shape) for top in scene.mobjects for shape in top.get_family()}


def news(scene, before):
    """What is new on screen, or what the light has come to, or else what is there, as groups to point at; `before`: the
    `strengths` of what was there.
    """
    shapes = [shape for top in scene.mobjects for shape in top.get_family() if level_of(shape) >= BRIGHT]
    new = [shape for shape in shapes if shape not in before]
    lines, neurons = lines_of(new), [shape for shape in new if isinstance(shape, Neuron)]
    others = [top for top in scene.mobjects if top not in before and 0 < top.width <= WIDE]
    lit = [shape for shape in shapes if isinstance(shape, Neuron) and before.get(shape, 1) < BRIGHT]
    there = [line for line in lines_of(shapes) if line.get_y() < theme.WORK_TOP]
    found = lines or neurons or others or lit or there
    groups = [(group, min(GROWS[1], 2 * SWELLS / max(group.width, group.height))) for group in found]
    return [([group], grows) for group, grows in groups][:FEW]


def lines_of(shapes):
    """The lines of type among some shapes, each a group, in the order in which they are read."""
    lines = {}
    for shape in shapes:
        if isinstance(shape, Glyph) and len(shape.points):
            lines.setdefault(id(shape.line), []).append(shape)
    return sorted((VGroup(*line) for line in lines.values()), key=lambda line: (-line.get_y(), line.get_x()))


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
