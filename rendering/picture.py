"""The picture on screen during one play: of each frame, only what has changed since the last is drawn."""

import numpy as np
from manim import VMobject
from manim.camera.camera import Camera
from manim.utils.family import extract_mobject_family_members
from manim.utils.iterables import list_update

from rendering.look import look_at
from rendering.regions import joined, regions

NOWHERE = 0, 0, 0, 0  # the box of what is invisible


class Picture:
    """`pixels` (height, width, 4), RGBA, always hold what manim's camera would have drawn, to the last bit.

    manim draws what stands below everything that moves once in a play, the rest in every frame; so do we,
    but of the rest only the regions in which some shape has come, gone or changed its look. `changing`: what is
    known of the shapes that can do so during the play (`Changing`).
    """

    def __init__(self, camera, scene, changing):
        self.camera, self.scene, self.changing = camera, scene, changing
        self.base = camera.background  # what all that may change is painted on
        if scene.static_mobjects:
            self.base = camera.pixel_array = self.base.copy()
            camera.capture_mobjects(scene.static_mobjects)
        self.pixels = camera.pixel_array = np.empty_like(self.base)
        # Shapes are painted whole, beside the picture: clipped by cairo, an outline is shaded a little otherwise.
        self.easel = np.empty_like(self.pixels)
        self.context = camera.get_cairo_context(self.easel)
        height, width = self.pixels.shape[:2]
        self.whole = 0, 0, width, height
        self.order, self.shapes, self.looks, self.plain = Order(), [], [], True
        self.sides, self.mobile, self.plans = None, [], {}
        self.known = False  # whether the pixels are what the looks say

    def draw(self):
        """Draw the next frame; the boxes (left, top, right, bottom), in pixels, outside which nothing changed."""
        mobjects = self.scene.moving_mobjects or list_update(self.scene.mobjects, self.scene.foreground_mobjects)
        news, self.changing.news = self.changing.news, False
        settled = self.changing.known and self.known and not news
        shapes = self.shapes if settled else self.order.of(mobjects)
        if shapes is not self.shapes:
            self.plain = type(self.camera) is Camera and all(map(is_plain, shapes))
        if not self.plain:
            self.camera.set_frame_to_background(self.base)
            self.camera.capture_mobjects(mobjects)
            self.shapes, self.looks, self.known = [], [], False
            return [self.whole]
        changed = self._look() if shapes is self.shapes and not news else self._take(shapes)
        if not self.known or self.whole in changed:
            self.known = True
            self._draw_all()
            return [self.whole]
        return self._draw(changed) if changed else []

    def _take(self, shapes):
        """Take other shapes than those of the last frame, if only in their order; the boxes that have changed."""
        before = dict(zip(self.shapes, self.looks, strict=True))
        looks = {shape: look_at(shape, self.camera, self.context, before.get(shape)) for shape in shapes}
        pairs = [(before.get(shape), looks.get(shape)) for shape in {**before, **looks}]
        changed = [look.box for old, new in pairs if old is not new for look in (old, new) if look and look.box]
        if [shape for shape in before if shape in looks] != [shape for shape in shapes if shape in before]:
            changed = [self.whole]
        self.shapes, self.looks, self.plans = shapes, list(looks.values()), {}
        self.sides = np.array([look.box or NOWHERE for look in self.looks]).reshape(-1, 4)
        self.mobile = [k for k, shape in enumerate(shapes) if shape in self.changing]
        return changed

    def _look(self):
        """Look at all shapes that may have changed; the boxes within which something has."""
        changed = []
        for k in self.mobile:
            before = self.looks[k]
            self.looks[k] = look = look_at(self.shapes[k], self.camera, self.context, before)
            if look is not before:
                if before.box:
                    changed.append(before.box)
                if look.box != before.box:
                    changed += [look.box] if look.box else []
                    self.sides[k] = look.box or NOWHERE
                    self.plans = {}
        return changed

    def _draw_all(self):
        np.copyto(self.pixels, self.base)
        context = self.camera.get_cairo_context(self.pixels)
        for shape, look in zip(self.shapes, self.looks, strict=True):
            if look.box:
                look.paint(shape, self.camera, context)

    def _draw(self, changed):
        """Draw these boxes again; the regions in which they lie."""
        key = tuple(changed)  # what only changes its colour is in the same place in every frame
        if key not in self.plans:
            self.plans[key] = self._plan(changed)
        parts, inside, found = self.plans[key]
        for left, top, right, bottom in parts:
            self.easel[top:bottom, left:right] = self.base[top:bottom, left:right]
        for k in inside:
            self.looks[k].paint(self.shapes[k], self.camera, self.context)
        for left, top, right, bottom in parts:
            self.pixels[top:bottom, left:right] = self.easel[top:bottom, left:right]
        return found

    def _plan(self, changed):
        """What to draw if these boxes have changed: parts of the picture, the shapes in them, and the regions."""
        parts = joined(changed, *self.whole[2:])
        left, top, right, bottom = np.array(parts).reshape(-1, 4).T
        sides = self.sides[:, :, None]
        inside = (sides[:, 0] < right) & (sides[:, 2] > left) & (sides[:, 1] < bottom) & (sides[:, 3] > top)
        return parts, np.flatnonzero(inside.any(axis=1)).tolist(), regions(parts, *self.whole[2:])


class Order:
    """The shapes on screen in the order in which they are drawn; sorted again only when the family has changed."""

    def __init__(self):
        self.given, self.family, self.shapes = [], [], []
        self.state = None

    def of(self, mobjects):
        """What manim's camera would display of these and their families; the same list as long as it is the same."""
        if mobjects != self.given or self._state() != self.state:
            self.given, self.family = list(mobjects), extract_mobject_family_members(mobjects)
            self.shapes = extract_mobject_family_members(mobjects, use_z_index=True, only_those_with_points=True)
            below, *rest = self._state()
            self.state = [list(members) for members in below], *rest
        return self.shapes

    def _state(self):
        family = self.family
        return [each.submobjects for each in family], [each.z_index for each in family], [*map(has_points, family)]


def has_points(mobject):
    """Whether there is anything of it to be drawn."""
    return mobject.points.shape[0] > 0


def is_plain(shape):
    """Whether it is drawn by cairo alone, without images or points."""
    return isinstance(shape, VMobject) and shape.background_image is None
