"""Which parts of the picture have to be drawn again."""

import numpy as np

TILE = 32  # pixels; even, because two rows and columns of pixels share their colour in a film
SLACK = 3000  # pixels that are drawn in vain rather than to begin another part
COST = 24  # of a region besides its pixels, in tiles


def regions(boxes, width, height):
    """A few boxes (left, top, right, bottom) within the picture that cover all of the given ones."""
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
        both = _around(part, new)
        if _area(both) <= _area(part) + _area(new) + COST:
            parts.remove(part)
            _add(parts, both)
            return
    parts.append(new)


def _around(one, other):
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _area(part):
    return (part[2] - part[0]) * (part[3] - part[1])


def joined(boxes, width, height):
    """The given boxes within the picture, fewer: what lies side by side, as the letters of a word, is joined."""
    parts = []
    for box in dict.fromkeys(boxes):
        part = max(box[0], 0), max(box[1], 0), min(box[2], width), min(box[3], height)
        if part[0] >= part[2] or part[1] >= part[3]:
            continue
        if parts:
            both = _around(parts[-1], part)
            if _area(both) <= _area(parts[-1]) + _area(part) + SLACK:
                parts[-1] = both
                continue
        parts.append(part)
    return parts
