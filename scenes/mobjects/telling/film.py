"""A film is given what it tells: an example, by whoever makes it, or by the user of `make render NETWORK=…`."""

import os
from pathlib import Path

from manim import Scene

from core import Example, load_example


def given_example() -> Example:
    """The example that the user gave, in the file that the environment variable EXAMPLE names, or the built-in one."""
    path = os.environ.get("EXAMPLE")
    return load_example(Path(path) if path else None)


class Film(Scene):
    """A scene that tells of one `example`; without one, of the user's.

    A film that cannot be told of every example says what is missing: `missing` gives the words, or None. It is then
    left out, and the other films are made.
    """

    def __init__(self, *settings, example: Example | None = None, **more):
        self.example = given_example() if example is None else example
        self.poster_play: int | None = None
        super().__init__(*settings, **more)

    def choose_poster(self) -> None:
        """Make what is on screen now the poster of the film; the last choice counts."""
        self.poster_play = self.renderer.num_plays

    @staticmethod
    def missing(example: Example) -> str | None:
        """What this film would need and the example has not, in words."""
        return None
