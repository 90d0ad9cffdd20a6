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
LARGE = 200_000  # pixels of a box that a stroke, mostly, does not fill
OPAQUE = 0.996  # cairo takes 0xFF00 of 0xFFFF and more for opaque


class Outline:
    """Where a shape is: its points, as manim holds them and as a path of cairo."""

    def __init__(self, shape, context):
        if not np.isfinite(shape.points).all():
            raise ValueError(f"{shape} has points that are not finite: look for a division by zero in what places it")
        self.points = shape.points.copy()
        self.bytes = shape.points.tobytes()
        trace(context, self.points, shape.tolerance_for_point_equality)
        self.path = context.copy_path()
        self.masks = {}

    def coverage(self, pen, box, context):
        """How much of each pixel in `box` the fill or this stroke covers, for cairo; None at first.

        To paint through it gives the same bits, in a tenth of the time, as to paint the path with a colour that is
        not opaque. cairo itself paints otherwise with an opaque one, and what reaches over the edge of the picture.
        """
        if pen not in self.masks:
            self.masks[pen] = None
        elif self.masks[pen] is None and pays(pen, box, context.get_target()):
            self.masks[pen] = self._mask(pen, box, context)
        return self.masks[pen]

    def _mask(self, pen, box, context):
        left, top, right, bottom = box
        mask = cairo.ImageSurface(cairo.FORMAT_A8, right - left, bottom - top)
        mask.set_device_offset(-left, -top)
        within = cairo.Context(mask)
        within.set_matrix(context.get_matrix())
        within.append_path(self.path)
        if pen is None:
            within.fill()
        else:
            take(within, pen)
            within.stroke()
        return mask

    def fits(self, shape):
        """Whether the shape is still there."""
        points = shape.points
        if points.tobytes() == self.bytes:
            return True
        return points.shape == self.points.shape and bool(np.abs(points - self.points).max() < STILL)


class Look:
    """One shape as it looked when it was last drawn.

    `inks`: what is visible of it, in the order in which it is painted: the name of its colours, and the pen of a
    stroke (width, joint, cap) or None for the fill. `box`: (left, top, right, bottom) in pixels, outside which it
    paints nothing; None if it is invisible.
    """

    def __init__(self, shape, found, outline, camera, context, before=None):
        self.style, self.outline, self.inks = found, outline, inks(shape, camera)
        if not self.inks:
            self.box = None
        elif before is not None and before.outline is outline and before.inks == self.inks:
            self.box = before.box
        else:
            self.box = self._extents(context)

    def _extents(self, context):
        context.new_path()
        context.append_path(self.outline.path)
        inked = [context.path_extents()]
        for _, pen in self.inks:
            if pen is not None:
                take(context, pen)
                inked.append(context.stroke_extents())
        left, bottom = context.user_to_device(min(each[0] for each in inked), min(each[1] for each in inked))
        right, top = context.user_to_device(max(each[2] for each in inked), max(each[3] for each in inked))
        return floor(left) - 1, floor(top) - 1, ceil(right) + 1, ceil(bottom) + 1

    def paint(self, shape, camera, context):
        """Paint the shape as `Camera.display_vectorized` does, but not what is invisible of it."""
        for colours, pen in self.inks:
            rgbas = getattr(shape, colours)
            mask = None
            if len(rgbas) == 1:
                red, green, blue, alpha = rgbas[0].tolist()
                context.set_source_rgba(blue, green, red, alpha)  # cairo counts the colours from the other end
                mask = self.outline.coverage(pen, self.box, context) if alpha < OPAQUE else None
            else:
                camera.set_cairo_context_color(context, rgbas, shape)
            if mask is not None:
                context.save()
                context.identity_matrix()
                context.mask_surface(mask)
                context.restore()
                continue
            context.new_path()
            context.append_path(self.outline.path)
            if pen is None:
                context.fill()
            else:
                take(context, pen)
                context.stroke()


def inks(shape, camera):
    """What is visible of a shape, as `Look` has it."""
    found = []
    back, front = shape.background_stroke_width, shape.stroke_width
    if back > 0 and visible(shape.background_stroke_rgbas):
        found.append(("background_stroke_rgbas", pen_of(shape, back, camera)))
    if visible(shape.fill_rgbas):
        found.append(("fill_rgbas", None))
    if front > 0 and visible(shape.stroke_rgbas):
        found.append(("stroke_rgbas", pen_of(shape, front, camera)))
    return found


def pen_of(shape, width, camera):
    """Width, joint and cap of a stroke."""
    return width * camera.cairo_line_width_multiple, LINE_JOIN_MAP[shape.joint_type], CAP_STYLE_MAP[shape.cap_style]


def take(context, pen):
    """Stroke with such a pen from now on."""
    width, join, cap = pen
    context.set_line_width(width)
    context.set_line_join(join)
    context.set_line_cap(cap)


def pays(pen, box, surface):
    """Whether cairo gives the same bits through a mask of this box, and sooner."""
    left, top, right, bottom = box
    inside = left >= 0 and top >= 0 and right <= surface.get_width() and bottom <= surface.get_height()
    return inside and (pen is None or (right - left) * (bottom - top) < LARGE)


def look_at(shape, camera, context, before=None):
    """How a shape looks now; `before` itself if it still looks so, and its outline if that is still where it was."""
    found, same = style(shape), before is not None and before.outline.fits(shape)
    if same and found == before.style:
        return before
    return Look(shape, found, before.outline if same else Outline(shape, context), camera, context, before)


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
