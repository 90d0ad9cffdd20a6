"""When and where the type of a film is on screen.

A glyph that knows its `line` and `part` is type; what a line says is its own affair.
"""

from dataclasses import dataclass

import numpy as np
from manim import VMobject
from manim.utils.family import extract_mobject_family_members

VISIBLE = 0.02  # the least opacity that a viewer sees
MOVED = 1.5  # pixels


@dataclass
class Stretch:
    """A part of a line that is on screen, from frame `start` to frame `end`; box: pixels from the top left."""

    line: object
    part: int
    start: int
    box: np.ndarray
    end: int | None = None


class Witness:
    """Looks at the screen at the end of each play, and notes what has come, gone or moved."""

    def __init__(self, camera):
        self.camera = camera
        self.present, self.stretches = {}, []

    def look(self, scene, play):
        """Note what is on screen now, at the end of a play; how many shapes that are."""
        shapes = extract_mobject_family_members(scene.mobjects, only_those_with_points=True)
        boxes = self._boxes(shapes)
        left = play.start if play.held else play.start + play.frames
        for place, stretch in list(self.present.items()):
            if place not in boxes or np.abs(boxes[place] - stretch.box).max() > MOVED:
                self._leave(place, left)
        for place, box in boxes.items():
            if place not in self.present:
                self.present[place] = Stretch(*place, play.start, box)
                self.stretches.append(self.present[place])
        return len(shapes)

    def _leave(self, place, frame):
        self.present.pop(place).end = frame

    def _boxes(self, shapes):
        """Of each part that is there with all its glyphs, the box around them."""
        glyphs = {}
        for shape in shapes:
            line = getattr(shape, "line", None)
            if isinstance(shape, VMobject) and line and shape.part >= 0 and shape.fill_rgbas[:, 3].max() > VISIBLE:
                glyphs.setdefault((line, shape.part), []).append(shape.points)
        return {
            place: self._pixels(np.concatenate(points))
            for place, points in glyphs.items()
            if len(points) >= place[0].glyphs[place[1]]
        }

    def _pixels(self, points):
        camera = self.camera
        scale = camera.pixel_height / camera.frame_height
        left, bottom = points[:, :2].min(axis=0) - camera.frame_center[:2]
        right, top = points[:, :2].max(axis=0) - camera.frame_center[:2]
        middle = np.array([camera.pixel_width, camera.pixel_height] * 2) / 2
        return middle + scale * np.array([left, -top, right, -bottom])

    def receipt(self, frames, rate):
        """What the lines make of all that was seen, in a film of so many frames; {} where there was no type."""
        for place in list(self.present):
            self._leave(place, frames)
        seen = [
            (
                stretch.line,
                stretch.part,
                {
                    "from": float(stretch.start / rate),
                    "until": float(stretch.end / rate),
                    "box": [round(float(side), 1) for side in stretch.box],
                },
            )
            for stretch in self.stretches
        ]
        return type(seen[0][0]).receipt(seen) if seen else {}
