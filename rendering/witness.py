"""When and where type, and shapes that mean something, are on screen.

A glyph that knows its `Line` is type; what a line says, and what a shape means, facts know.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from manim import DecimalNumber, Mobject, PMobject, SVGMobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.utils.family import extract_mobject_family_members

from facts.onscreen import Line, Meaning, Seen

VISIBLE = 0.02  # the least opacity that a viewer sees
MOVED = 1.5  # pixels
# What can show words, numbers or anything else, and no fact stands for.
FOREIGN = AbstractImageMobject, DecimalNumber, PMobject, SVGMobject


@dataclass
class Stretch:
    """A part of a line, or a shape, that is on screen from frame `start` to frame `end`; box: pixels, as a receipt."""

    what: Line | Meaning
    part: int
    start: int
    box: np.ndarray
    look: dict[str, Any] = field(default_factory=dict)
    end: int | None = None

    def seen(self, rate) -> Seen:
        """In seconds."""
        box = tuple(round(float(side), 1) for side in self.box)
        return Seen(self.what, self.part, float(self.start / rate), float(self.end / rate), box, self.look)


class Witness:
    """Looks at the screen at the end of each play, and notes what has come, gone, moved or changed its look."""

    def __init__(self, camera):
        self.camera = camera
        self.present, self.stretches = {}, []
        self.known, self.foreign = {}, {}

    def look(self, scene, play):
        """Note what is on screen now, at the end of a play; how many shapes that are."""
        shapes = extract_mobject_family_members(scene.mobjects, only_those_with_points=True)
        now = self._type(shapes) | self._marks(shapes)
        left = play.start if play.held else play.start + play.frames
        for place, stretch in list(self.present.items()):
            if place not in now or differs(stretch, *now[place]):
                self.present.pop(place).end = left
        for place, (what, part, box, look) in now.items():
            if place not in self.present:
                self.present[place] = Stretch(what, part, play.start, box, look)
                self.stretches.append(self.present[place])
        self._note_foreign(scene)
        return len(shapes)

    def _type(self, shapes):
        """Of each part of a line that is there with all its glyphs: the line, the part, the box around them."""
        glyphs = {}
        for shape in shapes:
            line = getattr(shape, "line", None)
            known = isinstance(line, Line) and (shape.part >= 0 or not line.parts)
            if known and shape.fill_rgbas[:, 3].max() > VISIBLE:
                glyphs.setdefault((line, shape.part), []).append(shape.points)
        return {
            (line, part): (line, part, self._pixels(np.concatenate(points)), {})
            for (line, part), points in glyphs.items()
            if len(points) >= line.all_of(part)
        }

    def _marks(self, shapes):
        """Of each visible shape that means something: its meaning, its box, its look."""
        marked = [shape for shape in shapes if isinstance(getattr(shape, "mark", None), Meaning) and visible(shape)]
        return {shape: (shape.mark, -1, *self._measured(shape)) for shape in marked}

    def _measured(self, shape):
        """The box and the look of a shape, measured again only if it has changed."""
        style = shape.points.tobytes(), shape.fill_rgbas.tobytes(), shape.stroke_rgbas.tobytes(), shape.stroke_width
        if shape not in self.known or self.known[shape][0] != style:
            self.known[shape] = style, (self._pixels(outline(shape)), self._look(shape))
        return self.known[shape][1]

    def _look(self, shape):
        """What can be measured of a shape: its inks, the width of its stroke, its dashes, its way in pixels."""
        scale = self.camera.pixel_height / self.camera.frame_height
        way = (shape.get_end() - shape.get_start()) * scale
        areas = dict.fromkeys(("region", "side", "border"), self._pieces)
        kinds = {"pixels": self._squares, "dots": self._middles, "petal": self._tip, "ring": self._rings}
        kinds |= {"edge": self._bead, "sample": self._bead}
        more = areas | kinds | dict.fromkeys(("gauge", "ruler"), self._parts)
        return more.get(shape.mark.kind, lambda shape: {})(shape) | {
            "fill": shape.get_fill_color().to_hex() if shape.fill_rgbas[:, 3].max() > VISIBLE else "",
            "stroke": shape.get_stroke_color().to_hex(),
            "width": round(float(shape.stroke_width), 4),
            "drawn": round(drawn(shape.points), 3),
            "way": [round(float(way[0]), 1), round(float(-way[1]), 1)],
        }

    def _squares(self, shape):
        """Of a shape of many squares: left and top of each, and how wide one is."""
        boxes = [self._pixels(path) for path in shape.get_subpaths()]
        return {"corners": [box[:2].round(1).tolist() for box in boxes], "wide": round(float(np.ptp(boxes[0][::2])), 4)}

    def _bead(self, shape):
        """Of a line with a bead, so far the tip of this is above its feet, in pixels."""
        scale = self.camera.pixel_height / self.camera.frame_height
        tips = [path[3] - (path[0] + path[7]) / 2 for path in shape.get_subpaths() if is_bead(path, shape)]
        return {"bead": round(float(tips[0][1] * scale), 1)} if tips else {}

    def _middles(self, shape):
        """Of a shape of many dots the middle of each; two at one place are no paths of their own."""
        paths = np.array_split(shape.points, len(shape.mark.places) // 2)
        boxes = [self._pixels(path) for path in paths if len(path)]
        return {"middles": [((box[:2] + box[2:]) / 2).round(1).tolist() for box in boxes]}

    def _pieces(self, shape):
        """Of areas and broken lines, the corners of each piece, in pixels."""
        corners = [[*path[::4], path[-1]] for path in shape.get_subpaths()]
        return {"pieces": [[self._pixels(c[None])[:2].round(1).tolist() for c in path] for path in corners]}

    def _tip(self, shape):
        """Of an outline that comes back to its base, where it turns: how far across and down from there, in pixels."""
        way = (shape.points[len(shape.points) // 2] - shape.points[0]) * self.camera.pixel_height
        return {"tip": (way[:2] * [1, -1] / self.camera.frame_height).round(1).tolist()}

    def _parts(self, shape):
        """Of a shape in several pieces, the box of each."""
        return {"parts": [self._pixels(path).round(1).tolist() for path in shape.get_subpaths()]}

    def _rings(self, shape):
        """How wide each of some rings around one place is."""
        boxes = [self._pixels(path) for path in shape.get_subpaths()]
        return {"rings": sorted(round(float(box[2] - box[0]), 1) for box in boxes)}

    def _note_foreign(self, scene):
        """Count what is on screen, text or picture, that no fact stands for."""
        for top in scene.mobjects:
            for shape in foreign(top):
                self.foreign.setdefault(type(shape).__name__, set()).add(id(shape))

    def _pixels(self, points):
        camera = self.camera
        scale = camera.pixel_height / camera.frame_height
        left, bottom = points[:, :2].min(axis=0) - camera.frame_center[:2]
        right, top = points[:, :2].max(axis=0) - camera.frame_center[:2]
        middle = np.array([camera.pixel_width, camera.pixel_height] * 2) / 2
        return middle + scale * np.array([left, -top, right, -bottom])

    def seen(self, frames, rate):
        """All that was seen in a film of so many frames: of type, and of shapes."""
        for stretch in self.present.values():
            stretch.end = frames
        self.present = {}
        found = [stretch.seen(rate) for stretch in self.stretches]
        return tuple([one for one in found if isinstance(one.what, kind)] for kind in (Line, Meaning))

    @property
    def unknown(self):
        """How many things of each kind were on screen that no fact stands for."""
        return {name: len(shapes) for name, shapes in sorted(self.foreign.items())}


def is_bead(path, shape):
    """Whether a piece of a line is bent: a bead has two sides, and is hollow."""
    if len(path) != 8 or shape.fill_rgbas[:, 3].max() > VISIBLE:
        return False
    (a, b), (c, d) = path[3, :2] - path[0, :2], path[7, :2] - path[0, :2]
    return bool(abs(a * d - b * c) > 1e-6)


def outline(shape):
    """What the box of a shape is around: of an edge its line, without the bead on it."""
    if shape.mark.kind != "edge":
        return shape.points
    return np.concatenate([path for path in shape.get_subpaths() if not is_bead(path, shape)])


def drawn(points):
    """How much of the way from its first point to its last an outline draws: a broken line about half."""
    pieces, way = points[3::4] - points[::4], np.linalg.norm(points[-1] - points[0])
    return float(np.linalg.norm(pieces, axis=1).sum() / way) if way else 0.0


def visible(shape):
    """Whether a viewer sees anything of a shape."""
    stroked = shape.stroke_width > 0 and shape.stroke_rgbas[:, 3].max() > VISIBLE
    return stroked or shape.fill_rgbas[:, 3].max() > VISIBLE


def differs(stretch, what, part, box, look):
    """Whether what is seen now is not what began as this stretch."""
    return stretch.what is not what or stretch.look != look or np.abs(box - stretch.box).max() > MOVED


def foreign(shape: Mobject):
    """The outermost texts and pictures of a family that no fact stands for."""
    if isinstance(shape, FOREIGN):
        return [shape]
    return [each for part in shape.submobjects for each in foreign(part)]
