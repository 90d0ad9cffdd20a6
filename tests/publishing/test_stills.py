"""The README's stills."""

import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from publishing.films import ORDER
from publishing.pictures import POSTER, as_palette

ROOT = Path(__file__).parent.parent.parent


def test_a_still_keeps_rare_hues():
    """A short orange line on a richly shaded picture is still orange in a still."""
    shades = np.stack(np.meshgrid(np.arange(200), np.arange(200), [40]), axis=3)[:, :, 0].astype(np.uint8)
    shades[100, 20:40] = 255, 162, 76
    kept = np.asarray(as_palette(Image.fromarray(shades)).convert("RGB"), int)[100, 20:40]
    assert abs(kept - [255, 162, 76]).max() < 12


@pytest.mark.parametrize("name", ORDER)
def test_a_still_is_small(name):
    """Each film has a still of 1280 × 720 under 150 KB in the repository."""
    path = ROOT / "media" / "stills" / f"{name}.png"
    assert path.stat().st_size < 150_000
    with Image.open(path) as still:
        assert still.size == POSTER


def test_the_readme_shows_every_still():
    """The README shows the still of each film, and no picture that is not there."""
    shown = re.findall(r"!\[[^]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text())
    assert {Path(path).stem for path in shown} == set(ORDER)
    assert all((ROOT / path).exists() for path in shown)
