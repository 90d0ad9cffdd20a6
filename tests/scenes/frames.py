"""Draws the last frames of some plays of a film, small, and prints a hash of each: python -m tests.scenes.frames."""

import hashlib
import sys

from manim import tempconfig
from manim.renderer.cairo_renderer import CairoRenderer

from tests.scenes.walk import UNDRAWN, Undrawn, scene_of

EVERY = 6  # plays


def main(names):
    """Print one line for each frame: the film, the number of the play, the hash."""

    def draw(scene, _):
        number = scene.renderer.num_plays
        if number % EVERY == 0:
            scene.renderer.static_image = None
            CairoRenderer.update_frame(scene.renderer, scene)
            pixels = hashlib.sha256(scene.renderer.get_frame().tobytes())
            print(name, number, pixels.hexdigest())

    for name in names:
        with tempconfig(UNDRAWN):
            scene_of(name)(renderer=Undrawn(draw)).render()


if __name__ == "__main__":
    main(sys.argv[1:])
