"""Where a network says the example's class: polygons, made cell by cell on a grid, cut where it changes its mind."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

COLUMNS, ROWS = 216, 160  # cells of the grid, so small that none is wider than four pixels of 1080
# The corners of a cell in order around it, as (row, column) from its lower left one.
CORNERS = (0, 0), (0, 1), (1, 1), (1, 0)


@dataclass(frozen=True)
class Region:
    """polygons: whole cells in a row as one, and the parts of cells that are cut; border: pairs of places (n, 2, 2)
    between which the network changes its mind. All in inputs, as the plane has them.
    """

    polygons: list[np.ndarray]
    border: np.ndarray


@lru_cache(2)  # whoever draws an area often draws its border next
def region_of(plane):
    """The `Region` of a `core.plane.Plane`, on a grid of COLUMNS by ROWS cells."""
    grid = plane.grid(COLUMNS, ROWS)
    right = plane.right(grid)
    cuts = cuts_of(plane, grid, right)
    full = right[:-1, :-1] & right[1:, :-1] & right[:-1, 1:] & right[1:, 1:]
    polygons = [box(grid, row, *run) for row in range(ROWS) for run in runs(full[row])]
    some = right[:-1, :-1] | right[1:, :-1] | right[:-1, 1:] | right[1:, 1:]
    borders = []
    for row, column in np.argwhere(some & ~full):
        polygon, ends = cut_cell(grid, right, cuts, row, column)
        polygons.append(polygon)
        borders += ends
    return Region(polygons, np.array(borders).reshape(-1, 2, 2))


def cuts_of(plane, grid, right):
    """Where the network changes its mind on the sides of cells: {(corner, corner): place}, each corner as
    (row, column), the lower or left one first.
    """
    found = []
    for step in ((0, 1), (1, 0)):
        rows, columns = right.shape[0] - step[0], right.shape[1] - step[1]
        changes = np.argwhere(right[:rows, :columns] != right[step[0] :, step[1] :])
        found += [((row, column), (row + step[0], column + step[1])) for row, column in changes.tolist()]
    if not found:
        return {}
    ordered = [pair if right[pair[0]] else pair[::-1] for pair in found]
    inside, outside = (np.array([grid[pair[k]] for pair in ordered]) for k in (0, 1))
    return dict(zip(found, plane.crossing(inside, outside), strict=True))


def runs(whole):
    """From where to where entries are true: [start, end) pairs."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], whole, [False]])))
    return zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def box(grid, row, start, end):
    """The rectangle of the cells from start to end of a row."""
    return np.array([grid[row, start], grid[row, end], grid[row + 1, end], grid[row + 1, start]])


def cut_cell(grid, right, cuts, row, column):
    """The part of a cell that is inside, as a polygon, and the pieces of the border in it."""
    corners = [(row + up, column + across) for up, across in CORNERS]
    polygon, crossings = [], []
    for here, there in zip(corners, corners[1:] + corners[:1], strict=True):
        if right[here]:
            polygon.append(grid[here])
        if right[here] != right[there]:
            place = cuts[min(here, there), max(here, there)]
            polygon.append(place)
            crossings.append(place)
    if len(crossings) == 4 and not right[corners[0]]:  # two corners apart: a piece of border before each of them
        crossings = [*crossings[1:], crossings[0]]
    return np.array(polygon), [crossings[k : k + 2] for k in range(0, len(crossings), 2)]
