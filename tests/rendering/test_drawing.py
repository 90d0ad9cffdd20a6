"""Drawing only what has changed shows the same picture, to the last bit, as manim's own camera."""

import hashlib

import manim
import numpy as np
import pytest
from manim import Camera, Scene, tempconfig
from manim.renderer.cairo_renderer import CairoRenderer

from rendering.look import look_at
from rendering.motion import Changing
from rendering.walk import Walk
from rendering.workers import Workers
from scenes.mobjects import as_one

SIZE = {"pixel_width": 320, "pixel_height": 180, "frame_rate": 10, "progress_bar": "none", "dry_run": True}


class Everything(Scene):
    """Levels, strokes, gradients, groups that grow, successions, updaters, a cloud of points."""

    def construct(self):
        m = manim
        below = m.Circle(1.5, color=m.BLUE, fill_opacity=0.5, z_index=-1)
        star = m.Star(color=[m.RED, m.YELLOW], fill_opacity=0.7).shift(m.LEFT * 3)
        line = m.Line(m.LEFT * 5 + m.DOWN * 3, m.RIGHT * 6 + m.UP, stroke_width=9, z_index=2)
        above = m.Square(2, color=m.GREEN, fill_opacity=0.4, z_index=3).set_stroke(m.WHITE, 8, background=True)
        group = m.VGroup(star, below)
        self.add(line, above)
        self.play(m.FadeIn(group), run_time=0.4)
        self.wait(0.3)
        self.play(m.Succession(m.Create(m.Dot(m.UP * 2)), m.Rotate(star), m.FadeOut(below)), run_time=1)
        tracker = m.ValueTracker(0)
        follower = m.always_redraw(lambda: m.Dot(m.RIGHT * tracker.get_value(), z_index=5))
        self.add(follower)
        self.play(tracker.animate.set_value(3), m.Indicate(above), run_time=0.5)
        follower.clear_updaters()
        self.play(group.animate.set_z_index(4), m.ShowPassingFlash(line.copy().set_color(m.RED)), run_time=0.4)
        self.wait(0.2)
        cloud = m.PointCloudDot(color=m.RED)
        self.play(
            m.UpdateFromAlphaFunc(cloud, lambda cloud, alpha: alpha > 0.5 and cloud.reset_points()),
            m.UpdateFromAlphaFunc(star.move_to(above), lambda star, alpha: star.set_z_index(9 * (alpha < 0.7))),
            run_time=0.9,
        )
        self.play(m.Uncreate(star), m.TransformFromCopy(line, m.Square(1).shift(m.DOWN * 2)), run_time=0.3)
        self.play(m.LaggedStart(*(m.FadeIn(m.Dot(m.UP + m.RIGHT * k)) for k in range(4))), run_time=0.5)
        spinning = m.Square().add_updater(lambda square, dt: square.rotate(dt))
        self.add(spinning)
        self.wait(0.5)
        self.wait(1, stop_condition=lambda: spinning.get_corner(m.UR)[0] > 1.2)


class AsOne(Everything):
    """The same, all of it as one piece."""

    def construct(self):
        with as_one(self):
            super().construct()


class Leaving(Scene):
    """A cloud of points, which manim's camera has to draw, goes while a dot far from it moves on."""

    def construct(self):
        cloud = manim.PointCloudDot(color=manim.RED)
        leave = manim.UpdateFromAlphaFunc(cloud, lambda cloud, alpha: alpha > 0.5 and cloud.reset_points())
        self.play(leave, manim.Dot(manim.UR * 3).animate.shift(manim.DOWN), run_time=1)


class InTurn(Scene):
    """Successions within a succession, beside what moves all the time; shapes come, go and move twice."""

    def construct(self):
        m = manim
        star, square, dot = m.Star(), m.Square(0.8).shift(m.LEFT * 4), m.Dot(m.DOWN * 3)
        line = m.Line(m.LEFT * 6, m.RIGHT * 6, stroke_width=9, z_index=1)
        self.add(star, dot, line)
        inner = m.Succession(m.ShowPassingFlash(line.copy().set_color(m.RED)), star.animate.set_color(m.BLUE))
        group = m.AnimationGroup(star.animate.shift(m.UP), m.FadeIn(m.Circle(color=m.GREEN).shift(m.RIGHT * 3)))
        self.play(m.Succession(m.FadeIn(square), inner, group, m.FadeOut(star)), dot.animate.shift(m.UP), run_time=2)


class Stock(CairoRenderer):
    """manim's own renderer, which notes each frame."""

    def __init__(self):
        super().__init__()
        self.shown = []

    def add_frame(self, frame, num_frames=1):
        super().add_frame(frame, num_frames)
        self.shown += [hashlib.sha256(frame).hexdigest()] * num_frames


class Noting:
    """In place of the encoder."""

    def __init__(self, spec, held=False):
        self.shown = []

    def show(self, pixels, boxes, frame):
        self.shown.append((frame, hashlib.sha256(pixels).hexdigest()))

    def finish(self):
        return self.shown


def walked(scene, folder):
    """What each frame shows, drawn by children."""
    workers = Workers(2, folder)
    walk = Walk(scene, workers)
    scene.construct()
    frames = []
    for count, shown in workers.results():
        shown = dict(shown)
        for frame in range(count):
            frames.append(shown.get(frame) or frames[-1])
    assert walk.frames == len(frames)
    return walk, frames


@pytest.mark.parametrize("kind", [Everything, AsOne, Leaving, InTurn])
def test_every_frame_is_what_manim_draws(tmp_path, monkeypatch, kind):
    """Plays drawn in children, region by region, show bit for bit what manim draws in one process, frame by frame."""
    monkeypatch.setattr("rendering.walk.Encoder", Noting)
    with tempconfig(SIZE):
        stock = kind(Stock())
        stock.construct()
        walk, frames = walked(kind(), tmp_path)
    pairs = enumerate(zip(frames, stock.renderer.shown, strict=True))
    assert [k for k, (ours, theirs) in pairs if ours != theirs] == []
    assert walk.time == stock.renderer.time


def test_common_animations_say_what_they_change():
    """Of an animation that moves straight, also of a copy and in a group, it is known which shapes it changes."""
    still, square, circle = manim.Dot(manim.UP), manim.Square(), manim.Circle()
    copied = manim.TransformFromCopy(square, circle)
    animations = [manim.LaggedStart(manim.FadeIn(still), square.animate.shift(manim.UP)), copied]
    for animation in animations:
        animation.begin()
    assert Changing(animations) == {still, square, copied.mobject}


def test_a_succession_says_what_it_changes_as_it_goes_on():
    """What the next animation of a succession changes is known, as a piece of news, once it has begun."""
    dot, square = manim.Dot(), manim.Square()
    succession = manim.Succession(dot.animate.shift(manim.UP), square.animate.shift(manim.DOWN), run_time=2)
    succession._setup_scene(Scene())
    succession.begin()
    changing = Changing([succession])
    assert changing == {dot}
    assert not changing.news
    succession.interpolate(0.6)
    assert changing == {dot, square}
    assert changing.news


def test_what_stands_still_is_neither_drawn_nor_stored(tmp_path, monkeypatch):
    """Frames of a play in which nothing moves any more are not stored again."""
    monkeypatch.setattr("rendering.walk.Encoder", Noting)
    square = manim.Square()
    with tempconfig(SIZE):
        workers, scene = Workers(1, tmp_path), Scene()
        Walk(scene, workers)
        scene.play(manim.Rotate(square, rate_func=manim.squish_rate_func(manim.smooth, 0, 0.5)), run_time=2)
        [(frames, shown)] = workers.results()
    assert frames == 20
    assert [frame for frame, _ in shown] == list(range(11))


def stars(place):
    """A filled and a stroked star at a place, one with both, one with a background; a line and a square."""
    m = manim
    filled = m.Star(outer_radius=0.5, color=m.random_color()).move_to(place).set_stroke(width=0)
    yield filled
    yield filled.copy().set_fill(opacity=0).set_stroke(m.random_color(), 5)
    yield filled.copy().set_stroke(m.random_color(), 3)
    yield filled.copy().set_stroke(m.random_color(), 7, background=True)
    yield m.Line(place, place + m.RIGHT + 0.3 * m.UP, stroke_width=4)
    yield m.Square(0.7).move_to(place)
    yield m.Circle(0.4).move_to(place)


@pytest.mark.parametrize("strength", [0.01, 0.5, 0.98, 0.9925, 0.9958, 0.9965, 0.999, 1])
def test_what_fades_is_painted_to_the_last_bit(strength):
    """A shape that stays where it is has manim's pixels at each of its strengths, also next to full."""
    random = np.random.default_rng(0)
    with tempconfig(SIZE):
        camera = Camera()
        ours = random.integers(0, 255, camera.background.shape, dtype=np.uint8)
        theirs = ours.copy()
        places = random.uniform((-7, -4, 0), (7, 4, 0), (30, 3))
        for shape in (shape for place in places for shape in stars(place)):
            look, filled = None, shape.get_fill_opacity() > 0
            for opacity in (0.3, 0.6, strength):
                shape.set_fill(opacity=opacity * filled)
                shape.set_stroke(opacity=opacity).set_stroke(opacity=opacity, background=True)
                look = look_at(shape, camera, camera.get_cairo_context(ours), look)
                look.paint(shape, camera, camera.get_cairo_context(ours))
                camera.display_vectorized(shape, camera.get_cairo_context(theirs))
    assert np.array_equal(ours, theirs)
