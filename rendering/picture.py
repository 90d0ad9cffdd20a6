"""The picture on screen during one play: of each frame, only what has changed since the last is drawn."""

import numpy as np
from manim import VMobject
from manim.camera.camera import Camera
from manim.utils.family import extract_mobject_family_members
from manim.utils.iterables import list_update

from rendering.look import look_at
from rendering.regions import regions


class Picture:
    """`pixels` (height, width, 4), RGBA, always hold what manim's camera would have drawn, to the last bit.

    manim draws what stands below everything that moves once in a play, the rest in every frame; so do we,
    but of the rest only the regions in which some shape has come, gone or changed its look. `changing`: the
    shapes that can do so during the play, if that is known; `once`: it is drawn a single time.
    """

    def __init__(self, camera, scene, changing=None, once=False):
        self.camera, self.scene, self.changing = camera, scene, changing
        camera.pixel_array = np.empty_like(camera.background)  # the parent's would be copied, page by page
        camera.reset()
        if scene.static_mobjects:
            camera.capture_mobjects(scene.static_mobjects)
        self.pixels = camera.pixel_array
        self.base = self.pixels if once else self.pixels.copy()
        # Shapes are painted whole, beside the picture: clipped by cairo, an outline is shaded a little otherwise.
        self.easel = np.empty_like(self.pixels)
        self.context = camera.get_cairo_context(self.easel)
        height, width = self.pixels.shape[:2]
        self.whole = 0, 0, width, height
        self.order, self.shapes, self.looks, self.plain = Order(), None, {}, True
        self.known = True  # whether the pixels are what the looks say

    def draw(self):
        """Draw the next frame; the boxes (left, top, right, bottom), in pixels, outside which nothing changed."""
        mobjects = self.scene.moving_mobjects or list_update(self.scene.mobjects, self.scene.foreground_mobjects)
        settled = self.changing is not None and self.shapes is not None
        shapes = self.shapes if settled else self.order.of(mobjects)
        if shapes is not self.shapes:
            self.plain = type(self.camera) is Camera and all(map(is_plain, shapes))
        if not self.plain:
            self.camera.set_frame_to_background(self.base)
            self.camera.capture_mobjects(mobjects)
            self.looks, self.known = {}, False
            return [self.whole]
        changes = self._changes(shapes)
        boxes = regions(frozenset(changes), *self.whole[2:]) if self.known else [self.whole]
        self.known = True
        if boxes:
            self._draw(boxes)
        return boxes

    def _changes(self, shapes):
        """Look at all shapes that may have changed; the boxes within which something has."""
        if shapes is self.shapes and self.changing is not None:
            return self._look_at([shape for shape in shapes if shape in self.changing], self.looks)
        looks = {}
        changed = self._look_at(shapes, looks)
        if shapes is not self.shapes:
            changed += [look.box for shape, look in self.looks.items() if shape not in looks and look.box]
            stayed = [shape for shape in self.looks if shape in looks]
            if stayed != [shape for shape in shapes if shape in self.looks]:
                changed = [self.whole]
        self.shapes, self.looks = shapes, looks
        return changed

    def _look_at(self, shapes, looks):
        """Put the look of each shape into `looks`; the boxes within which one has changed."""
        changed = []
        for shape in shapes:
            before = self.looks.get(shape)
            looks[shape] = look = look_at(shape, self.camera, self.context, before)
            if look is not before:
                changed += {each.box for each in (before, look) if each is not None and each.box}
        return changed

    def _draw(self, boxes):
        visible = [(shape, look) for shape, look in self.looks.items() if look.box]
        if boxes == [self.whole]:
            np.copyto(self.pixels, self.base)
            context = self.camera.get_cairo_context(self.pixels)
            for shape, look in visible:
                look.paint(shape, self.camera, context)
            return
        sides = np.array([look.box for _, look in visible]).reshape(-1, 4)
        inside = np.zeros(len(visible), bool)
        for left, top, right, bottom in boxes:
            inside |= (sides[:, 0] < right) & (sides[:, 2] > left) & (sides[:, 1] < bottom) & (sides[:, 3] > top)
            self.easel[top:bottom, left:right] = self.base[top:bottom, left:right]
        for k in np.flatnonzero(inside).tolist():
            shape, look = visible[k]
            look.paint(shape, self.camera, self.context)
        for left, top, right, bottom in boxes:
            self.pixels[top:bottom, left:right] = self.easel[top:bottom, left:right]


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
