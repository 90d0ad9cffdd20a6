"""How the picture is used: the half beside the network holds something at all times, and much of the time."""

import numpy as np
import pytest

from scenes.mobjects import theme
from tests.scenes.walk import FILMS, film

ROWS, COLUMNS = 16, 16  # of the cells of the right half, below the headline
ACROSS, UP = np.linspace(0, 7.1, COLUMNS + 1), np.linspace(-4, 2.9, ROWS + 1)
MIDDLES = np.stack(np.meshgrid((ACROSS[1:] + ACROSS[:-1]) / 2, (UP[1:] + UP[:-1]) / 2), axis=-1).reshape(-1, 2)
FILLED, EMPTY = 0.25, 1.0  # of the cells, on average; seconds


def places(screen):
    """Points of what stands anywhere: corners of glyphs, outlines of shapes, the middles of the cells inside these."""
    for text in screen.texts:
        yield from (text.boxes[:, [i, j]] for i in (0, 2) for j in (1, 3))
        inside = (text.boxes[:, None, :2] <= MIDDLES) & (text.boxes[:, None, 2:] >= MIDDLES)
        yield MIDDLES[inside.all(axis=2).any(axis=0)]
    for shape in screen.shapes:
        yield np.linspace(shape.starts, shape.ends, 9).reshape(-1, 2)
        if shape.opacity > 0.5 and shape.fill != theme.BACKGROUND:
            yield MIDDLES[[shape.holds(place) for place in MIDDLES]]


def filled(screen):
    """The share of the right half's cells that hold anything."""
    across, up = np.concatenate([np.empty((0, 2)), *places(screen)]).T
    return np.count_nonzero(np.histogram2d(across, up, (ACROSS, UP))[0]) / (ROWS * COLUMNS)


@pytest.mark.parametrize("name", FILMS)
def test_the_right_half_is_used(name):
    """On average a quarter of the half beside the network holds something, and it is empty for a second at most."""
    plays = film(name).plays
    known = {id(play.screen): filled(play.screen) for play in plays}
    shares, times = [known[id(play.screen)] for play in plays], [play.end - play.start for play in plays]
    assert np.average(shares, weights=times) >= FILLED
    longest = empty = 0.0
    for share, time in zip(shares, times, strict=True):
        empty = 0.0 if share else empty + time
        longest = max(longest, empty)
    assert longest <= EMPTY
