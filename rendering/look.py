"""How a shape looks: what decides its pixels, where they are, and how it is painted."""

from math import ceil, floor

import numpy as np
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP

# The attributes of a VMobject that manim's camera reads.
ARRAYS = "points", "fill_rgbas", "stroke_rgbas", "background_stroke_rgbas", "sheen_direction"
SINGLE = "stroke_width", "background_stroke_width", "joint_type", "cap_style"


def appearance(shape):
    """All that decides the pixels of a shape, to be compared."""
    has = shape.__dict__
    return *[has[name].tobytes() for name in ARRAYS], *[has[name] for name in SINGLE]


class Look:
    """One shape as it looked when it was last drawn.

    `box`: (left, top, right, bottom) in pixels, outside which it paints nothing; None if it is invisible.
    """

    def __init__(self, shape, appearance, camera, context, before=None):
        self.appearance = appearance
        self.filled = bool((shape.fill_rgbas[:, 3] > 0).any())
        self.stroked = shape.stroke_width > 0 and bool((shape.stroke_rgbas[:, 3] > 0).any())
        self.backed = shape.background_stroke_width > 0 and bool((shape.background_stroke_rgbas[:, 3] > 0).any())
        self.path = self.box = None
        if not (self.filled or self.stroked or self.backed):
            return
        if before is not None and before.path is not None and before.appearance[0] == appearance[0]:
            self.path = before.path
            context.new_path()
            context.append_path(self.path)
        else:
            refuse_nan(shape)
            camera.set_cairo_context_path(context, shape)
            self.path = context.copy_path()
        self.box = self._extents(shape, camera, context)

    def _extents(self, shape, camera, context):
        inked = [context.path_extents()]
        for visible, width in ((self.stroked, shape.stroke_width), (self.backed, shape.background_stroke_width)):
            if visible:
                context.set_line_width(width * camera.cairo_line_width_multiple)
                context.set_line_join(LINE_JOIN_MAP[shape.joint_type])
                context.set_line_cap(CAP_STYLE_MAP[shape.cap_style])
                inked.append(context.stroke_extents())
        x0, y0, x1, y1 = np.transpose(inked)
        left, bottom = context.user_to_device(x0.min(), y0.min())
        right, top = context.user_to_device(x1.max(), y1.max())
        return floor(left) - 1, floor(top) - 1, ceil(right) + 1, ceil(bottom) + 1

    def paint(self, shape, camera, context):
        """Paint the shape as `Camera.display_vectorized` does, without the strokes and fills that are invisible."""
        context.new_path()
        context.append_path(self.path)
        if self.backed:
            camera.apply_stroke(context, shape, background=True)
        if self.filled:
            camera.apply_fill(context, shape)
        if self.stroked:
            camera.apply_stroke(context, shape)


def refuse_nan(shape):
    """manim would leave out such a shape without a word."""
    if not np.isfinite(shape.points).all():
        raise ValueError(f"{shape} has points that are not finite: look for a division by zero in what places it")
