"""Which parts of the picture have to be drawn again."""

from functools import lru_cache

import numpy as np

TILE = 32  # pixels; even, because two rows and columns of pixels share their colour in a film
COST = 8  # of a region besides its pixels, in tiles


@lru_cache(maxsize=4)  # what only changes its colour is in the same place in every frame
def regions(boxes, width, height):
    """A few boxes (left, top, right, bottom) within the picture that cover all of the given set."""
    tiles = np.zeros((-(-height // TILE) + 2, -(-width // TILE) + 2), np.int8)
    for left, top, right, bottom in boxes:
        tiles[max(top, 0) // TILE + 1 : -(-bottom // TILE) + 1, max(left, 0) // TILE + 1 : -(-right // TILE) + 1] = 1
    tiles[-1], tiles[:, -1] = 0, 0
    steps = np.diff(tiles)
    parts = []
    (rows, starts), (_, ends) = np.nonzero(steps == 1), np.nonzero(steps == -1)
    for row, start, end in zip((rows - 1).tolist(), starts.tolist(), ends.tolist(), strict=True):
        _add(parts, (start, row, end, row + 1))
    return [(TILE * x0, TILE * y0, min(TILE * x1, width), min(TILE * y1, height)) for x0, y0, x1, y1 in parts]


def _add(parts, new):
    """Add a part, joined with others as long as that is cheaper than drawing both."""
    for part in parts:
        both = min(part[0], new[0]), min(part[1], new[1]), max(part[2], new[2]), max(part[3], new[3])
        if _area(both) <= _area(part) + _area(new) + COST:
            parts.remove(part)
            _add(parts, both)
            return
    parts.append(new)


def _area(part):
    return (part[2] - part[0]) * (part[3] - part[1])
