"""Reads type as a viewer does: by the outlines that are drawn, not by what the film meant to write."""

from functools import cache, lru_cache
from string import ascii_letters, digits

import numpy as np

from scenes.mobjects import Formula, Words

# Typst's source of one character in each of the styles that the films use.
STYLES = {
    "number": lambda c: f'"{c}"',
    "italic": lambda c: c,
    "upright": lambda c: f"upright({c})",
    "index": lambda c: f"#hide[x]^idx({c})",
    "words": Words,
    "bold": lambda c: Words(c, bold=True),
}
SIGNS = {"−": "−", ".": '"."', "+": "+", "(": "\\(", ")": "\\)", "=": "=", "≈": "≈"}
GREEK = {"δ": "δ", "σ": "σ", "η": "η"}
ALIKE = 0.01


T = np.linspace(0, 1, 9)
WEIGHTS = np.stack([(1 - T) ** 3, 3 * T * (1 - T) ** 2, 3 * T**2 * (1 - T), T**3])


def outline(points):
    """Points along a path of cubic Bézier curves, (curves, 9, 2): the ends of its short straight pieces."""
    return along(points.tobytes())


@lru_cache(20_000)  # most of what is on screen stands where it stood before
def along(path):
    """The `outline` of a path that is given as bytes; not to be changed."""
    curves = np.frombuffer(path).reshape(-1, 4, 3)[:, :, :2]
    return np.einsum("kt,ckx->ctx", WEIGHTS, curves)


def shape(points):
    """What makes an outline's shape, wherever and however large it stands: its sides, its area, its moments.

    They stay the same when manim cuts the curves into pieces, as it does before it transforms them.
    """
    path = outline(points)
    low, high = path.min(axis=(0, 1)), path.max(axis=(0, 1))
    path = (path - low) / (high - low).max()
    (x0, y0), (x1, y1) = np.moveaxis(path[:, :-1], -1, 0), np.moveaxis(path[:, 1:], -1, 0)
    cross = x0 * y1 - x1 * y0
    moments = [1, x0 + x1, y0 + y1, x0**2 + x0 * x1 + x1**2, y0**2 + y0 * y1 + y1**2]
    factors = [1 / 2, 1 / 6, 1 / 6, 1 / 12, 1 / 12]
    return np.array([*path.max(axis=(0, 1)), *(f * (cross * m).sum() for f, m in zip(factors, moments, strict=True))])


def extent(points):
    """The longer side of the box around an outline."""
    path = outline(points)
    return (path.max(axis=(0, 1)) - path.min(axis=(0, 1))).max()


@cache
def alphabet():
    """The known characters: their names, their styles, their shapes, their extents at an em of 1."""
    names, styles, glyphs = [], [], []
    for style, source in STYLES.items():
        characters = digits + ("" if style == "number" else ascii_letters)
        sources = {c: source(c) for c in characters} | (SIGNS | GREEK if style == "number" else {})
        names += sources
        styles += [style] * len(sources)
        glyphs += [Formula(piece, size=1).glyphs[0].points for piece in sources.values()]
    return names, styles, np.array([*map(shape, glyphs)]), np.array([*map(extent, glyphs)])


@cache
def digit_height(style):
    """How high a digit of a style stands at an em of 1."""
    return Formula(STYLES[style]("1"), size=1).glyphs[0].height


def read_glyph(points):
    """The character of an outline, "" if unknown, and how high a digit stands in type of that size."""
    return _read((points - points[0]).round(6).tobytes())


@cache
def _read(data):
    points = np.frombuffer(data).reshape(-1, 3)
    names, styles, shapes, extents = alphabet()
    away = np.abs(shapes - shape(points)).max(axis=1)
    best = away.argmin()
    if away[best] > ALIKE:
        return "", np.nan
    return names[best], extent(points) / extents[best] * digit_height(styles[best])
