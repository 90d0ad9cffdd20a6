"""What a viewer sees of a scene: its texts glyph by glyph, the other shapes, the picture of the network."""

from contextlib import contextmanager
from copy import copy
from functools import lru_cache
from unittest.mock import patch

import numpy as np

from scenes.mobjects import Formula, NetworkDiagram, theme
from scenes.mobjects.telling.pacing import Headline
from scenes.mobjects.type.formula import Glyph
from tests.scenes.reading import along, outline, read_glyph

INVISIBLE = 0.02


class Made:
    """All formulas that a film has made, with the glyphs of each; all its diagrams and headlines; what was looked at
    already, by its shapes and all that can be seen of them.
    """

    def __init__(self):
        self.owner, self.diagrams, self.headlines, self.known = {}, [], [], {}

    def seen(self, kind, order, shapes, *more):
        """A text or a shape as it looks now; most of what is on screen was seen before, elsewhere in the order."""
        key = tuple(state for shape in shapes for state in state_of(shape))
        if key not in self.known:
            self.known[key] = kind(*more)
        seen = copy(self.known[key])
        seen.order = order
        return seen

    def add(self, formula):
        """Note for each glyph of a formula: the formula, the index of its part (−1: between parts), the glyph."""
        places = [*enumerate(formula.submobjects[: len(formula.parts)]), (-1, formula.between)]
        for part, group in places:
            for shape in group.get_family():
                self.owner.setdefault(id(shape), (formula, part, shape))

    def look_again(self):
        """Find the glyphs that manim has put into formulas in order to transform them."""
        for formula in {id(formula): formula for formula, _, _ in self.owner.values()}.values():
            self.add(formula)

    def look(self, edge):
        """The `look` of an edge, measured again only if it has changed."""
        key = look, *state_of(edge)
        if key not in self.known:
            self.known[key] = look(edge)
        return self.known[key]

    @contextmanager
    def watched(self):
        """Note what is made meanwhile; keep the pieces a formula was made from on it."""

        def noted(kind, note):
            make = kind.__init__

            def noting(thing, *pieces, **style):
                make(thing, *pieces, **style)
                note(thing, pieces)

            return patch.object(kind, "__init__", noting)

        def note_formula(formula, pieces):
            formula.pieces = pieces
            self.add(formula)

        with (
            noted(Formula, note_formula),
            noted(NetworkDiagram, lambda diagram, _: self.diagrams.append(diagram)),
            noted(Headline, lambda headline, _: self.headlines.append(headline)),
        ):
            yield


class Text:
    """The visible glyphs of one formula: arrays and lists with one entry for each glyph, in drawing order.

    part: the index of the formula's part, −1 between parts; boxes: left, bottom, right, top; order: later is
    above; level: less than 1 for what is dimmed on purpose. memo: of what was found out, for all that look the same.
    """

    def __init__(self, formula, glyphs, part):
        self.formula, self.part, self.memo = formula, np.array(part), {}
        self.points = [glyph.points.copy() for glyph in glyphs]
        self.boxes = np.array([box(points) for points in self.points])
        self.box = np.concatenate([self.boxes[:, :2].min(axis=0), self.boxes[:, 2:].max(axis=0)])
        self.colors = [glyph.get_fill_color() for glyph in glyphs]
        self.opacities = np.array([glyph.get_fill_opacity() for glyph in glyphs])
        self.levels = np.array([getattr(glyph, "level", 1) for glyph in glyphs])

    def __str__(self):
        return f"“{' '.join(self.formula.text.split())[:60]}”"

    @property
    def characters(self):
        """What each glyph reads as; "" for signs."""
        if "characters" not in self.memo:
            self.memo["characters"] = [read_glyph(points) for points in self.points]
        return self.memo["characters"]

    @property
    def parts(self):
        """(part, what stands there) for each part of the formula of which something is visible."""
        return [
            (part, "".join(read for (read, _), k in zip(self.characters, self.part, strict=True) if k == index))
            for index, part in enumerate(self.formula.parts)
            if index in self.part
        ]

    @property
    def between(self):
        """What stands between the parts."""
        return "".join(read for (read, _), k in zip(self.characters, self.part, strict=True) if k == -1)


class Shape:
    """Something visible that is no glyph: an edge, a circle, a bar, an arrow. Lengths are in units."""

    def __init__(self, mobject):
        self.name = type(mobject).__name__
        # Rounded, so that a closed path ends where it starts.
        path = outline(mobject.points).round(6)
        self.starts, self.ends = path[:, :-1].reshape(-1, 2), path[:, 1:].reshape(-1, 2)
        self.stroke = mobject.get_stroke_width() / 100 if mobject.get_stroke_opacity() > INVISIBLE else 0
        self.opacity, self.fill = mobject.get_fill_opacity(), mobject.get_fill_color()
        self.box = box(mobject.points)

    def __str__(self):
        return f"{self.name} at {self.box.round(2).tolist()}"

    def holds(self, point):
        """Whether a point is inside the filled area (even-odd rule)."""
        if (point < self.box[:2]).any() or (point > self.box[2:]).any():
            return False
        (x0, y0), (x1, y1) = self.starts.T, self.ends.T
        passed = (y0 > point[1]) != (y1 > point[1])
        x = x0[passed] + (point[1] - y0[passed]) / (y1 - y0)[passed] * (x1 - x0)[passed]
        return np.count_nonzero(x > point[0]) % 2 == 1


class Diagram:
    """The picture of the network.

    layers: (x, y, radius) of each neuron; shares: how much of each is filled, below 0 from the top; numbers: the
    `Number` that each neuron shows, or None; edges: hue, width and whether dashed of each edge, None while it is not
    there; visible: how many circles and edges are on screen.
    """

    def __init__(self, diagram, seen, look):
        columns = [list(layer.values()) for layer in diagram.neurons]
        self.layers = [
            np.array([[*neuron.circle.get_center()[:2], neuron.circle.width / 2] for neuron in layer])
            for layer in columns
        ]
        self.shares = [[filled(neuron) for neuron in layer] for layer in columns]
        self.numbers = [[neuron.number and neuron.number.parts[0] for neuron in layer] for layer in columns]
        rows = [[list(row.values()) for row in layer.values()] for layer in diagram.edges]
        self.edges = [[[look(edge) if id(edge) in seen else None for edge in row] for row in layer] for layer in rows]
        circles = [neuron.circle for layer in columns for neuron in layer]
        edges = [edge for layer in rows for row in layer for edge in row]
        self.visible = sum(id(shape) in seen for shape in circles + edges)


class Screen:
    """What the camera would see of a scene now. strangers: type that no formula has made; made: keeps what was seen."""

    def __init__(self, scene, made):
        members = (member for top in scene.mobjects for member in top.get_family())
        for formula in (member for member in members if isinstance(member, Formula)):
            made.add(formula)
        drawn = [m for m in scene.camera.get_mobjects_to_display(scene.mobjects) if visible(m)]
        if any(isinstance(m, Glyph) and id(m) not in made.owner for m in drawn):
            made.look_again()
        self.made, self.shapes, self.strangers, found = made, [], [], {}
        for order, mobject in enumerate(drawn):
            if id(mobject) in made.owner:
                formula, part, _ = made.owner[id(mobject)]
                found.setdefault(id(formula), (formula, []))[1].append((mobject, part, order))
            elif isinstance(mobject, Glyph):
                self.strangers.append(f"a glyph at {mobject.get_center()[:2].round(2)}")
            else:
                self.shapes.append(made.seen(Shape, order, [mobject], mobject))
                if read_glyph(mobject.points)[0].isalnum():
                    self.strangers.append(f"a {type(mobject).__name__} that looks like type")
        self.texts = []
        for formula, seen in found.values():
            glyphs, parts, orders = zip(*seen, strict=True)
            self.texts.append(made.seen(Text, np.array(orders), glyphs, formula, glyphs, parts))
        seen = {id(mobject) for mobject in drawn}
        self.diagrams = [d for d in (Diagram(diagram, seen, made.look) for diagram in made.diagrams) if d.visible]
        self.headlines = [line for headline in made.headlines for line in (headline.formula, headline.kept)]


def state_of(shape):
    """Which shape it is, and all that can be seen of it."""
    yield from (id(shape), shape.points.tobytes(), shape.fill_rgbas.tobytes(), shape.stroke_rgbas.tobytes())
    yield from (shape.stroke_width, getattr(shape, "level", 1))


def box(points):
    """Left, bottom, right and top of a path of Bézier curves."""
    return box_of(points.tobytes())


@lru_cache(20_000)
def box_of(path):
    """The `box` of a path that is given as bytes; not to be changed."""
    path = along(path)
    return np.concatenate([path.min(axis=(0, 1)), path.max(axis=(0, 1))])


def filled(neuron):
    """How much of a neuron is filled, as drawn, below 0 from the top; of a full one only the hue tells the side."""
    if not len(neuron.liquid.points):
        return 0.0
    low, high = box(neuron.liquid.points)[[1, 3]]
    bottom, top = neuron.circle.get_bottom()[1], neuron.circle.get_top()[1]
    below = neuron.liquid.get_fill_color() in (theme.ACTIVATIONS[1].fill, theme.DELTAS[1].fill)
    hangs = below if high - low > top - bottom - 1e-6 else abs(high - top) < 1e-6
    return round(float((high - low) / (top - bottom)), 6) * (-1 if hangs else 1)


def look(edge):
    """Hue, width, and the form of its sign: dashed, where less is drawn than the way from end to end, or the way that
    a bead points; else whole.
    """
    pieces = edge.points[3::4] - edge.points[::4]
    drawn, way = np.linalg.norm(pieces, axis=1).sum(), np.linalg.norm(edge.points[-1] - edge.points[0])
    bent = [path[3, 1] - path[0, 1] for path in edge.get_subpaths() if len(path) == 8]
    form = "dashed" if drawn < 0.9 * way else ("up" if bent[0] > 0 else "down") if bent else "whole"
    return edge.get_stroke_color().to_hex(), round(float(edge.get_stroke_width()), 6), form


def visible(mobject):
    """Whether a viewer sees anything of a mobject itself."""
    stroke = mobject.get_stroke_opacity() * (mobject.get_stroke_width() > 0)
    there = (
        len(mobject.points) > 3 and np.ptp(mobject.points, axis=0).max() > 1e-5
    )  # what fills a neuron of 0 is nowhere
    return there and max(mobject.get_fill_opacity(), stroke) > INVISIBLE
