"""Numbers are read in whatever size they are set."""

from dataclasses import replace

import numpy as np
import pytest
from manim import Camera, tempconfig
from PIL import Image

from core import load_example
from proof.reading import cut, read
from scenes.mobjects import Formula, Number, theme

VALUES = [-7.91, 7.95, 5.51, 3.85, 7.24, 5, -5, -1.5, 7.689, 3.66, 0, 7.82]


@pytest.mark.parametrize("height", [480, 1080])
@pytest.mark.parametrize("size", [theme.TEXT, 0.55, 1.0])
def test_numbers_of_any_size_are_read(size, height):
    """What tesseract reads does not depend on how large a number is set."""
    width, scale = height * 16 // 9, height / 8
    samples = [replace(load_example(), measurements=np.array([value, 1, 1])) for value in VALUES]
    numbers = [Formula(Number(sample, "measurements[0]"), size=size) for sample in samples]
    for k, number in enumerate(numbers):
        number.at(-6.5 + 4.4 * (k % 3), 3 - 2 * (k // 3))
    with tempconfig({"pixel_width": width, "pixel_height": height}):
        camera = Camera(pixel_width=width, pixel_height=height, background_color=theme.BACKGROUND)
        camera.reset().capture_mobjects(numbers)
    corners = [(*number[0].get_corner([-1, 1, 0])[:2], *number[0].get_corner([1, -1, 0])[:2]) for number in numbers]
    middle = np.array([width, height] * 2) / 2
    boxes = [tuple(middle + scale * np.array([1, -1, 1, -1]) * box) for box in corners]
    picture = Image.fromarray(camera.pixel_array[:, :, :3])
    assert read([cut(picture, box) for box in boxes], height) == [number.text for number in numbers]
