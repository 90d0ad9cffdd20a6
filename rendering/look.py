"""How a shape looks: what decides its pixels, where they are, and how it is painted."""

from itertools import pairwise
from math import ceil, floor

import cairo
import numpy as np
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP

STROKES = "stroke_rgbas", "background_stroke_rgbas"
# What moves by less stays where it is. Between two equal points manim's arithmetic errs by 1e-16;
# cairo counts in 1/256 of a pixel, which is 1e-5 of a unit even at 2160p.
STILL = 1e-9
OPAQUE = 0.99  # cairo takes 0xFF00 of 0xFFFF and more for opaque


class Outline:
    """Where a shape is: its points, as manim holds them and as a path of cairo."""

    def __init__(self, shape, context):
        if not np.isfinite(shape.points).all():
            raise ValueError(f"{shape} has points that are not finite: look for a division by zero in what places it")
        self.points = shape.points.copy()
        self.bytes = shape.points.tobytes()
        trace(context, self.points, shape.tolerance_for_point_equality)
        self.path = context.copy_path()
        self.filled, self.mask = False, None

    def coverage(self, box, context):
        """How much of each pixel within `box` the filled shape covers, for cairo, from the second time on, else None.

        To paint through it gives the same bits, in a tenth of the time, as to fill the path with a colour that is
        not opaque. cairo itself fills otherwise with an opaque one, and what reaches over the edge of the picture.
        """
        surface, (left, top, right, bottom) = context.get_target(), box
        inside = left >= 0 and top >= 0 and right <= surface.get_width() and bottom <= surface.get_height()
        if self.filled and inside and self.mask is None:
            self.mask = cairo.ImageSurface(cairo.FORMAT_A8, right - left, bottom - top)
            self.mask.set_device_offset(-left, -top)
            within = cairo.Context(self.mask)
            within.set_matrix(context.get_matrix())
            within.append_path(self.path)
            within.fill()
        self.filled = True
        return self.mask

    def fits(self, shape):
        """Whether the shape is still there."""
        points = shape.points
        if points.tobytes() == self.bytes:
            return True
        return points.shape == self.points.shape and bool(np.abs(points - self.points).max() < STILL)


class Look:
    """One shape as it looked when it was last drawn.

    `box`: (left, top, right, bottom) in pixels, outside which it paints nothing; None if it is invisible.
    """

    def __init__(self, shape, found, outline, camera, context, before=None):
        self.style, self.outline = found, outline
        self.filled = visible(shape.fill_rgbas)
        self.stroked = bool(shape.stroke_width > 0) and visible(shape.stroke_rgbas)
        self.backed = bool(shape.background_stroke_width > 0) and visible(shape.background_stroke_rgbas)
        self.lines = self._lines(shape, camera)
        if not (self.filled or self.stroked or self.backed):
            self.box = None
        elif before is not None and before.outline is outline and before.box and before.lines == self.lines:
            self.box = before.box
        else:
            self.box = self._extents(context)

    def _lines(self, shape, camera):
        """Width, joint and cap of each stroke."""
        if not (self.stroked or self.backed):
            return []
        widths = [shape.stroke_width] * self.stroked + [shape.background_stroke_width] * self.backed
        join, cap = LINE_JOIN_MAP[shape.joint_type], CAP_STYLE_MAP[shape.cap_style]
        return [(width * camera.cairo_line_width_multiple, join, cap) for width in widths]

    def _extents(self, context):
        context.new_path()
        context.append_path(self.outline.path)
        inked = [context.path_extents()]
        for width, join, cap in self.lines:
            context.set_line_width(width)
            context.set_line_join(join)
            context.set_line_cap(cap)
            inked.append(context.stroke_extents())
        left, bottom = context.user_to_device(min(each[0] for each in inked), min(each[1] for each in inked))
        right, top = context.user_to_device(max(each[2] for each in inked), max(each[3] for each in inked))
        return floor(left) - 1, floor(top) - 1, ceil(right) + 1, ceil(bottom) + 1

    def paint(self, shape, camera, context):
        """Paint the shape as `Camera.display_vectorized` does, but not what is invisible of it."""
        context.new_path()
        context.append_path(self.outline.path)
        lines = list(self.lines)
        if self.backed:
            self._stroke(shape, shape.background_stroke_rgbas, lines.pop(), camera, context)
        if self.filled:
            self._fill(shape, camera, context)
        if self.stroked:
            self._stroke(shape, shape.stroke_rgbas, lines.pop(), camera, context)

    def _fill(self, shape, camera, context):
        rgbas = shape.fill_rgbas
        colour(context, rgbas, shape, camera)
        mask = self.outline.coverage(self.box, context) if len(rgbas) == 1 and rgbas[0, 3] < OPAQUE else None
        if mask is None:
            context.fill_preserve()
        else:
            context.save()
            context.identity_matrix()
            context.mask_surface(mask)
            context.restore()

    def _stroke(self, shape, rgbas, line, camera, context):
        width, join, cap = line
        colour(context, rgbas, shape, camera)
        context.set_line_width(width)
        context.set_line_join(join)
        context.set_line_cap(cap)
        context.stroke_preserve()


def look_at(shape, camera, context, before=None):
    """How a shape looks now; `before` itself if it still looks so, and its outline if that is still where it was."""
    found, same = style(shape), before is not None and before.outline.fits(shape)
    if same and found == before.style:
        return before
    return Look(shape, found, before.outline if same else Outline(shape, context), camera, context, before)


def colour(context, rgbas, shape, camera):
    """Paint with these colours (n, 4) from now on; cairo's blue is our red, for it counts from the other end."""
    if len(rgbas) == 1:
        red, green, blue, alpha = rgbas[0].tolist()
        context.set_source_rgba(blue, green, red, alpha)
    else:
        camera.set_cairo_context_color(context, rgbas, shape)


def style(shape):
    """All that decides how a shape is painted, to be compared."""
    has = shape.__dict__
    fill, stroked, backed = has["fill_rgbas"], has["stroke_width"], has["background_stroke_width"]
    found = [fill.tobytes(), stroked, backed]
    if stroked or backed:
        found += [has[name].tobytes() for name in STROKES]
        found += has["joint_type"], has["cap_style"]
    if stroked or backed or len(fill) > 1:
        found.append(has["sheen_direction"].tobytes())  # the way a gradient runs
    return found


def visible(rgbas):
    """Whether some of these colours (n, 4) is not transparent."""
    return bool(rgbas[0, 3] > 0 if len(rgbas) == 1 else (rgbas[:, 3] > 0).any())


def trace(context, points, tolerance):
    """Give cairo the Bézier curves of a shape, as `Camera.set_cairo_context_path` does, with less ado."""
    context.new_path()
    flat = points[: len(points) // 4 * 4, :2]
    starts, ends = flat[4::4], flat[3:-1:4]
    apart = (np.abs(ends - starts) > tolerance + 1e-5 * np.abs(starts)).any(axis=1)
    cuts = [0, *(4 * np.flatnonzero(apart) + 4).tolist(), len(flat)]
    for first, last in pairwise(cuts):
        if first == last:
            continue
        curves = flat[first:last].reshape(-1, 8).tolist()
        context.new_sub_path()
        context.move_to(curves[0][0], curves[0][1])
        for curve in curves:
            context.curve_to(*curve[2:])
        if (np.abs(flat[first] - flat[last - 1]) <= tolerance + 1e-5 * np.abs(flat[last - 1])).all():
            context.close_path()
