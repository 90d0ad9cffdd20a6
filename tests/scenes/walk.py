"""Walks through a film without drawing it, and notes what is on screen at the end of every play."""

import inspect
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from unittest.mock import patch

import numpy as np
from manim import tempconfig
from manim.renderer.cairo_renderer import CairoRenderer

from scenes.mobjects import Formula, NetworkDiagram
from scenes.mobjects.typesetting import Glyph
from tests.scenes.reading import outline, read_glyph

FILMS = {"architecture": "Architecture", "forward_pass": "ForwardPass", "backprop": "Backprop"}
INVISIBLE = 0.02
UNDRAWN = {"dry_run": True, "progress_bar": "none", "pixel_width": 426, "pixel_height": 240}


@dataclass
class Text:
    """The visible glyphs of one Formula, in drawing order: arrays with one entry for each glyph.

    part: the index of the formula's part, −1 for strings between parts; boxes: left, bottom, right, top;
    heights: how high a digit of that size stands, NaN for signs.
    """

    formula: Formula
    glyphs: list
    part: np.ndarray
    order: np.ndarray

    def __post_init__(self):
        self.points = [glyph.points.copy() for glyph in self.glyphs]
        self.boxes = np.array([box(outline(points).reshape(-1, 2)) for points in self.points])
        self.colors = [glyph.get_fill_color() for glyph in self.glyphs]
        self.opacities = np.array([glyph.get_fill_opacity() for glyph in self.glyphs])
        self.levels = np.array([getattr(glyph, "level", 1) for glyph in self.glyphs])

    @cached_property
    def characters(self):
        """What each glyph reads as; "" for signs."""
        return [read_glyph(points) for points in self.points]

    @property
    def box(self):
        """The box around all visible glyphs."""
        return np.concatenate([self.boxes[:, :2].min(axis=0), self.boxes[:, 2:].max(axis=0)])

    def __str__(self):
        return f"“{' '.join(self.formula.text.split())[:60]}”"


class Shape:
    """Something drawn that is no glyph: an edge, a circle, a bar, an arrow; `corners` are points along it."""

    def __init__(self, mobject, order):
        self.order, self.name = order, type(mobject).__name__
        # Rounded, so that a closed path ends where it starts.
        self.paths = outline(mobject.points).round(6)
        self.stroke = mobject.get_stroke_width() / 100 if mobject.get_stroke_opacity() > INVISIBLE else 0
        self.opacity, self.fill = mobject.get_fill_opacity(), mobject.get_fill_color()
        self.box = box(self.paths.reshape(-1, 2))

    def __str__(self):
        return f"{self.name} at {self.box.round(2).tolist()}"

    @property
    def segments(self):
        """The starts and the ends of short straight pieces, each (n, 2)."""
        return self.paths[:, :-1].reshape(-1, 2), self.paths[:, 1:].reshape(-1, 2)

    def holds(self, point):
        """Whether a point is inside the filled area (even-odd rule)."""
        (x0, y0), (x1, y1) = (ends.T for ends in self.segments)
        crossed = (y0 > point[1]) != (y1 > point[1])
        x = x0[crossed] + (point[1] - y0[crossed]) / (y1 - y0)[crossed] * (x1 - x0)[crossed]
        return np.count_nonzero(x > point[0]) % 2 == 1


@dataclass
class Play:
    """One play, and the screen at its end. `number` counts from 0; times in seconds."""

    film: str
    section: str
    number: int
    start: float
    run_time: float
    moves: bool
    texts: list[Text]
    shapes: list[Shape]
    diagrams: list["Diagram"]
    strangers: list[str]

    @property
    def end(self):
        return self.start + self.run_time

    def __str__(self):
        return f"{self.film}, {self.section}, play {self.number}"


class Diagram:
    """The picture of the network: for each layer its neurons' (x, y, radius), and the look of its edges."""

    def __init__(self, diagram, seen):
        self.layers = [
            np.array([[*neuron.circle.get_center()[:2], neuron.circle.width / 2] for neuron in layer])
            for layer in diagram.neurons
        ]
        self.numbers = [
            [neuron.number and neuron.number.parts[0].path for neuron in layer] for layer in diagram.neurons
        ]
        self.edges = [
            [[look(edge) if id(edge) in seen else None for edge in row] for row in layer] for layer in diagram.edges
        ]


@dataclass
class Film:
    """All that a walk has noted. captions: (start, end, text)."""

    name: str
    plays: list[Play] = field(default_factory=list)
    captions: list[tuple[float, float, str]] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)

    @property
    def length(self):
        return self.plays[-1].end


class Undrawn(CairoRenderer):
    """Takes every animation from its beginning to its end, draws nothing, and reports each play."""

    def __init__(self, report):
        super().__init__(skip_animations=True)
        self.report = report

    def play(self, scene, *animations, **settings):
        start = self.time
        super().play(scene, *animations, **settings)
        self.report(scene, start)

    def update_frame(self, *_, **__):
        pass

    def render(self, *_, **__):
        pass

    def save_static_frame_data(self, *_, **__):
        pass

    def freeze_current_frame(self, duration):
        pass


class Formulas:
    """All formulas that a film has made: which glyph belongs to which, and what each was made from."""

    def __init__(self):
        self.owner = {}

    def add(self, formula):
        """Note the glyphs of one formula: the formula and the index of its part."""
        places = [*enumerate(formula.submobjects[: len(formula.parts)]), (-1, formula.between)]
        for part, group in places:
            for shape in group.get_family():
                self.owner.setdefault(id(shape), (formula, part, shape))

    def look_again(self):
        """Find the glyphs that manim has added to formulas, in order to transform them."""
        for formula in {id(formula): formula for formula, _, _ in self.owner.values()}.values():
            self.add(formula)

    @contextmanager
    def watched(self):
        """Note each formula when it is made, and keep the pieces it was made from on it."""
        make = Formula.__init__

        def noted(formula, *pieces, **style):
            make(formula, *pieces, **style)
            formula.pieces = pieces
            self.add(formula)

        with patch.object(Formula, "__init__", noted):
            yield


def box(points):
    """Left, bottom, right and top of some points."""
    return np.concatenate([points[:, :2].min(axis=0), points[:, :2].max(axis=0)])


def look(edge):
    """Hue, width, and whether dashed."""
    return edge.get_stroke_color().to_hex(), round(float(edge.get_stroke_width()), 6), len(edge.points) > 4


def visible(mobject):
    """Whether a viewer sees anything of a mobject itself."""
    fill = mobject.get_fill_opacity()
    stroke = mobject.get_stroke_opacity() * (mobject.get_stroke_width() > 0)
    return len(mobject.points) > 1 and max(fill, stroke) > INVISIBLE


def on_screen(scene, formulas):
    """The texts, the other shapes, the diagrams, and the glyphs of no formula, as the camera sees them."""
    for mobject in (member for top in scene.mobjects for member in top.get_family()):
        if isinstance(mobject, Formula):
            formulas.add(mobject)
    drawn = [m for m in scene.camera.get_mobjects_to_display(scene.mobjects) if visible(m)]
    texts, shapes, strangers = {}, [], []
    if any(isinstance(m, Glyph) and id(m) not in formulas.owner for m in drawn):
        formulas.look_again()
    for order, mobject in enumerate(drawn):
        if not isinstance(mobject, Glyph):
            shapes.append(Shape(mobject, order))
        elif id(mobject) in formulas.owner:
            formula, part, _ = formulas.owner[id(mobject)]
            texts.setdefault(id(formula), (formula, []))[1].append((mobject, part, order))
        else:
            strangers.append(f"a glyph at {mobject.get_center()[:2].round(2)}")
    seen = {id(mobject) for mobject in drawn}
    candidates = [*vars(scene).values(), *(m for top in scene.mobjects for m in top.get_family())]
    diagrams = {id(d): Diagram(d, seen) for d in candidates if isinstance(d, NetworkDiagram)}
    texts = [
        Text(formula, glyphs, np.array(part), np.array(order))
        for formula, (glyphs, part, order) in ((f, zip(*found, strict=True)) for f, found in texts.values())
    ]
    return texts, shapes, list(diagrams.values()), strangers


def walk(scene_class):
    """Take a film to its end, and return what was noted."""
    film, formulas = Film(scene_class.__name__), Formulas()

    def note(scene, start):
        section = film.sections[-1] if film.sections else ""
        moves = not scene.is_current_animation_frozen_frame()
        film.plays.append(
            Play(film.name, section, len(film.plays), start, scene.renderer.time - start, moves, *on_screen(scene, formulas))
        )

    with tempconfig(UNDRAWN), formulas.watched():
        scene = scene_class(renderer=Undrawn(note))
        # What manim itself keeps of an undrawn film lacks the names of its sections.
        with patch.object(scene, "next_section", film.sections.append):
            scene.render()
    captions = scene.renderer.file_writer.subcaptions
    film.captions = [(c.start.total_seconds(), c.end.total_seconds(), c.content) for c in captions]
    return film


@cache
def film(name):
    """One of the films, walked once in a test session."""
    return walk(getattr(import_module(f"scenes.{name}"), FILMS[name]))
