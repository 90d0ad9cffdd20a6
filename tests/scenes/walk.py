"""Walks through a film without drawing it, and notes what is on screen at the end of every play."""

import gc
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

from manim import tempconfig
from manim.renderer.cairo_renderer import CairoRenderer

from scenes.mobjects.telling.pointing import Point
from tests.scenes.screen import Made, Screen

ROOT = Path(__file__).parents[2]
# All films that there are, by the names of their files: the tests ask for no registration. Among them the README's own.
FILMS = {path.stem: "scenes" for path in sorted((ROOT / "scenes").glob("[!_]*.py"))}
ALL_FILMS = FILMS | {"prediction": "tests.scenes"}
UNDRAWN = {"dry_run": True, "progress_bar": "none", "pixel_width": 426, "pixel_height": 240}


@dataclass(repr=False)
class Play:
    """One play, and the screen at its end. `number` counts from 0; times are in seconds.

    moves: False for a rest, which leaves the screen as it was; still: whether nothing is pointed at meanwhile.
    """

    film: str
    section: str
    number: int
    start: float
    end: float
    moves: bool
    still: bool
    screen: Screen

    def __repr__(self):
        return f"{self.film}, {self.section}, play {self.number}"


@dataclass
class Film:
    """All that a walk has noted. captions: (start, end, text); poster: none, or one, as a play after the film."""

    name: str
    plays: list[Play] = field(default_factory=list)
    captions: list[tuple[float, float, str]] = field(default_factory=list)
    poster: list[Play] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)

    @property
    def moves(self):
        """The plays that change the screen."""
        return [play for play in self.plays if play.moves]

    @property
    def shown(self):
        """The plays that change the screen, and the poster."""
        return [*self.moves, *self.poster]

    @property
    def length(self):
        """In seconds."""
        return self.plays[-1].end


class Undrawn(CairoRenderer):
    """Takes every animation from its beginning to its end, draws nothing, and reports each play."""

    def __init__(self, report):
        super().__init__(skip_animations=True)
        self.report = report

    def play(self, scene, *animations, **settings):
        start = self.time
        # What moves and what does not is asked by whoever draws.
        with patch.object(scene, "get_moving_and_static_mobjects", lambda _: ([], [])):
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


@contextmanager
def uncollected():
    """Meanwhile Python's collector of garbage rests, as it does in rendering: a film keeps nearly all it makes."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def walk(scene_class, example=None, also=lambda *_: None):
    """Take a film to its end, told of an example, and return what was noted; `also` is told of every play too, and of a
    poster, which begins at no time.
    """
    film, made = Film(scene_class.__name__), Made()

    def note(scene, start):
        section = film.sections[-1] if film.sections else ""
        # What is pointed at is what was there, and is again.
        pointing = all(isinstance(animation, Point) for animation in scene.animations or [None])
        still = scene.is_current_animation_frozen_frame()
        moves = not (still or pointing)
        screen = Screen(scene, made) if moves or not film.plays else film.plays[-1].screen
        place = film.name, section, len(film.plays)
        film.plays.append(Play(*place, start, scene.renderer.time, moves, still, screen))
        also(scene, start)

    with tempconfig(UNDRAWN), made.watched(), uncollected():
        scene = scene_class(renderer=Undrawn(note), **({"example": example} if example else {}))
        # What manim itself keeps of an undrawn film lacks the names of its sections.
        with patch.object(scene, "next_section", film.sections.append):
            scene.render()
        if shapes := getattr(scene, "poster", lambda: None)():
            scene.clear()
            scene.add(*shapes)
            end = scene.renderer.time
            film.poster = [Play(film.name, "poster", len(film.plays), end, end + 1, True, False, Screen(scene, made))]
            also(scene, None)
    captions = scene.renderer.file_writer.subcaptions
    film.captions = [(c.start.total_seconds(), c.end.total_seconds(), c.content) for c in captions]
    return film


def scene_of(name):
    """The class of a film, by its file's name."""
    module = import_module(f"{ALL_FILMS[name]}.{name}")
    return getattr(module, "".join(word.capitalize() for word in name.split("_")))


@cache
def film(name):
    """One of the films, walked once in a test session."""
    return walk(scene_of(name))
