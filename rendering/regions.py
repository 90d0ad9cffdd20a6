"""Which parts of the picture have to be drawn again."""

import numpy as np

TILE = 32  # pixels; even, because two rows and columns of pixels share their colour in a film
COST = 8  # of a region besides its pixels, in tiles


def regions(boxes, width, height):
    """A few boxes (left, top, right, bottom) within the picture that cover all the given ones."""
    tiles = np.zeros((-(-height // TILE), -(-width // TILE)), bool)
    for left, top, right, bottom in boxes:
        tiles[max(top, 0) // TILE : -(-bottom // TILE), max(left, 0) // TILE : -(-right // TILE)] = True
    parts = []
    for row in np.flatnonzero(tiles.any(axis=1)).tolist():
        edges = np.flatnonzero(np.diff(tiles[row], prepend=False, append=False)).tolist()
        for run in zip(edges[::2], edges[1::2], strict=True):
            _add(parts, (run[0], row, run[1], row + 1))
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
