"""The README's stills."""

import re
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from publishing.stills import SECONDS, SIZE, as_palette, take_still

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def film(tmp_path):
    """Three frames of one second each, grey of 50, 100 and 150."""
    path = tmp_path / "film.mp4"
    with av.open(path, "w") as container:
        stream = container.add_stream("libx264", rate=1)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for grey in (50, 100, 150):
            frame = av.VideoFrame.from_ndarray(np.full((64, 64, 3), grey, np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


@pytest.mark.parametrize(("seconds", "grey"), [(0, 50), (1, 100), (9, 150)])
def test_a_still_is_the_picture_of_its_second(film, seconds, grey):
    """A still shows the frame that starts at its second, and the last one beyond the end."""
    assert abs(np.asarray(take_still(film, seconds)).mean() - grey) < 3


def test_a_still_keeps_rare_hues():
    """A short orange line on a richly shaded picture is still orange in a still."""
    shades = np.stack(np.meshgrid(np.arange(200), np.arange(200), [40]), axis=3)[:, :, 0].astype(np.uint8)
    shades[100, 20:40] = 255, 162, 76
    kept = np.asarray(as_palette(Image.fromarray(shades)).convert("RGB"), int)[100, 20:40]
    assert abs(kept - [255, 162, 76]).max() < 12


@pytest.mark.parametrize("name", SECONDS)
def test_a_still_is_small(name):
    """Each film has a still of 1280 × 720 under 150 KB in the repository."""
    path = ROOT / "media" / "stills" / f"{name}.png"
    assert path.stat().st_size < 150_000
    with Image.open(path) as still:
        assert still.size == SIZE


def test_the_readme_shows_every_still():
    """The README shows the still of each film, and no picture that is not there."""
    shown = re.findall(r"!\[[^]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text())
    assert {Path(path).stem for path in shown} == set(SECONDS)
    assert all((ROOT / path).exists() for path in shown)
