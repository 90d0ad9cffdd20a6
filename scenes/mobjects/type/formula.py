"""Words, numbers and formulas, set by Typst and turned into manim shapes.

A `Formula` is made of parts (`parts.py`), which can be addressed and coloured one by one, and of
plain strings between them: Typst's mathematics, for example "+".

Type is compiled in memory, with the fonts that Typst brings along: the same picture on every
machine, and no cache that could go stale. manim's own `Typst` mobject takes 60 ms for a line, of
which this takes 3, because each outline is read once; and it has no way to address the parts.
"""

from functools import cache, lru_cache
from xml.etree import ElementTree

import numpy as np
from manim import VGroup, VMobject
from manim.mobject.svg.svg_mobject import VMobjectFromSVGPath
from svgelements import Matrix, Path

from facts.onscreen import Line
from scenes.mobjects import theme
from scenes.mobjects.type.fonts import compiler_for
from scenes.mobjects.type.parts import Between, Number, Symbol
from scenes.mobjects.type.relations import read

# `part` colours a piece with its number, so that its shapes can be told apart in the picture Typst
# returns; colour does not change the layout. `idx` sets indices larger than the 70 % of the font.
PREAMBLE = f"""
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(size: 10pt, font: "New Computer Modern", weight: 450)
#show math.equation: set text(font: "New Computer Modern Math", weight: 450)
#let part(number, body) = text(fill: rgb(number), body)
#let idx(body) = text(size: {theme.SCRIPT / 0.7:.4f}em, body)
#let power(body) = text(size: {1 / 0.7:.4f}em, body)
"""
POINTS_PER_EM = 10
LEADING = 0.65  # the space between two lines, in em


class Glyph(VMobject):
    """One filled outline: a letter, a digit, a bar of a fraction. It knows the `Line` and the part it belongs to."""

    def __init__(self, points=None, color=theme.INK, line=None, part=None):
        super().__init__(fill_color=color, fill_opacity=1, stroke_width=0, z_index=theme.TYPE_LEVEL)
        self.line, self.part = line, part
        if points is not None:
            self.points = points


def glyphs_of(shapes):
    """The letters and digits among some shapes."""
    return [shape for shape in shapes.get_family() if isinstance(shape, Glyph)]


class Formula(VGroup):
    """A line or more of words, symbols and numbers; `formula[k]` is the k-th part, strings not counted.

    `size`: the em in units; `leading`: the space between two lines in em. `text` is what a viewer
    reads. `relations`: the equations in it, each a `Relation`.
    """

    def __init__(self, *pieces, size=theme.TEXT, color=theme.INK, leading=LEADING, relations=()):
        super().__init__()
        self.size = size
        parts = [piece for piece in pieces if not isinstance(piece, str | Between)]
        self.line = Line(parts, read(pieces), relations)
        groups = [VGroup() for _ in parts]
        self.between = VGroup()
        for number, points in _outlines(_source(pieces, leading), compiler_for(self.line.text)):
            group = groups[number - 1] if number else self.between
            ink = _color(parts, number) or color
            group.add(Glyph(points * (size / POINTS_PER_EM), ink, self.line, number - 1))
        self.line.glyphs, self.line.strings = [len(group) for group in groups], len(self.between)
        self.baseline = VMobject(stroke_width=0)
        self.baseline.points = np.zeros((1, 3))
        self.add(*groups, self.between, self.baseline)

    @property
    def parts(self):
        """The pieces that are no strings, in their order."""
        return self.line.parts

    @property
    def text(self):
        """What a viewer reads."""
        return self.line.text

    @property
    def relations(self):
        """The equations in it."""
        return self.line.relations

    @property
    def numbers(self):
        """The `Number`s of this line, each with the shapes that show it."""
        return [(part, self[k]) for k, part in enumerate(self.parts) if isinstance(part, Number)]

    @property
    def glyphs(self):
        """All shapes of the line, letter by letter."""
        return VGroup(*glyphs_of(self))

    def of(self, part):
        """The shapes of one of the parts that this formula was made of."""
        return next(self[k] for k, mine in enumerate(self.parts) if mine is part)

    def at(self, x, y, align="left"):
        """Put the line's left end, its middle or its right end at x, and its baseline at y."""
        here = self.get_left()[0] + {"left": 0, "center": 0.5, "right": 1}[align] * self.width
        return self.shift([x - here, y - self.baseline.points[0][1], 0])


def width_at(pieces, size, leading=LEADING):
    """How wide a line of these pieces is in a size, without making it."""
    line = _outlines(_source(pieces, leading), compiler_for(read(pieces)))
    xs = [0, *(x for _, points in line for x in (points[:, 0].min(), points[:, 0].max()))]  # 0: where the line begins
    return (max(xs) - min(xs)) * size / POINTS_PER_EM


def _source(pieces, leading):
    """Typst's source of one line, with a colour #000001, #000002, … for each part."""
    number, body = 0, []
    for piece in pieces:
        if isinstance(piece, str | Between):
            body.append(piece if isinstance(piece, str) else piece.markup)
        else:
            number += 1
            body.append(f'#part("#{number:06x}", ${piece.markup}$)')
    return f"{PREAMBLE}#set par(leading: {leading}em)\n$ {' '.join(body)} $"


def _color(parts, number):
    """A part's own colour; a symbol has the colour of its letter, a string that of the line."""
    part = parts[number - 1] if number else None
    if isinstance(part, Symbol):
        return part.color or theme.SYMBOL_COLORS.get(part.letter)
    return part and part.color


@lru_cache(64)  # whoever measures a line often makes it next
def _outlines(source, compiler):
    """(part number, points) of each shape; the first baseline's left end is the origin."""
    return tuple(_traced(source, compiler))


def _traced(source, compiler):
    root = ElementTree.fromstring(compiler.compile(input=source.encode(), format="svg"))
    tag = root.tag.removesuffix("svg")
    outlines = {symbol.get("id"): symbol[0].get("d") for symbol in root.iter(f"{tag}symbol")}
    origin = None
    for shape in _shapes(root, tag, np.eye(3)):
        element, placed = shape
        if element.tag == f"{tag}use":
            outline = _outline(outlines[element.get("{http://www.w3.org/1999/xlink}href")[1:]])
            points = outline + np.array([float(element.get("x")), float(element.get("y")), 0])
            part = element.get("fill")
        else:
            points = _bar(element)
            part = element.get("stroke")
        if origin is None:
            origin = placed[:, 2] * [0, 1, 0]
        flat = np.column_stack([points[:, :2], np.ones(len(points))]) @ placed.T - origin
        flat[:, 1] *= -1
        flat[:, 2] = 0
        yield int(part[1:], 16), flat


def _shapes(element, tag, placed):
    """Yield (element, its 3 × 3 transform) of all that is drawn, in the order of drawing."""
    for child in element:
        if child.tag == f"{tag}defs":
            continue
        transform = Matrix(child.get("transform", ""))
        here = placed @ [
            [transform.a, transform.c, transform.e],
            [transform.b, transform.d, transform.f],
            [0, 0, 1],
        ]
        if child.tag in (f"{tag}use", f"{tag}path"):
            yield child, here
        yield from _shapes(child, tag, here)


def _bar(element):
    """The bar of a fraction or a root: a stroked line in SVG, a thin filled box here."""
    half = float(element.get("stroke-width")) / 2
    line = Path(element.get("d")).bbox()
    left, right, top, bottom = line[0], line[2], line[1] - half, line[3] + half
    corners = [(left, top, 0), (right, top, 0), (right, bottom, 0), (left, bottom, 0), (left, top, 0)]
    return VMobject().set_points_as_corners(corners).points


@cache
def _outline(path):
    """The points of a glyph's outline; each glyph is read once."""
    return VMobjectFromSVGPath(Path(path)).points
