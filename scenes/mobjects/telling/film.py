"""A film is given what it tells: an example, by whoever makes it, or by the user of `make render NETWORK=…`."""

import os
from pathlib import Path

from manim import Scene, VGroup

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
        self.moment: int | None = None
        super().__init__(*settings, **more)

    def choose_moment(self) -> None:
        """Make the seconds up to now the film's preview, and what is on screen its poster, if it has none of its own;
        the last choice counts.
        """
        self.moment = self.renderer.num_plays

    def poster(self) -> VGroup | None:
        """The shapes of a poster of its own, asked for when the film is over, or None."""
        return None

    @staticmethod
    def missing(example: Example) -> str | None:
        """What this film would need and the example has not, in words."""
        return None
