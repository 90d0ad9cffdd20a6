"""What is played as one is drawn by one child, and stored as one piece."""

import os

import manim
import pytest
from manim import Scene, tempconfig

from rendering.walk import Walk
from rendering.workers import Workers, WorkFailed
from scenes.mobjects import as_one, tell
from tests.rendering.test_drawing import SIZE, Noting


def test_a_piece_is_drawn_by_one_child(tmp_path, monkeypatch):
    """What is played as one is one piece, also within another; what follows begins the next, in this process again."""
    monkeypatch.setattr("rendering.walk.Encoder", Noting)
    square, here = manim.Square(), os.getpid()
    with tempconfig(SIZE):
        workers, scene = Workers(2, tmp_path), Scene()
        Walk(scene, workers)
        with as_one(scene):
            scene.play(square.animate.shift(manim.UP), run_time=0.3)
            with as_one(scene):
                scene.wait(0.5)
            scene.play(manim.FadeOut(square), run_time=0.2)
        scene.wait(0.4)
        assert os.getpid() == here
        pieces = list(workers.results())
    assert [(frames, [frame for frame, _ in shown]) for frames, shown in pieces] == [
        (10, [0, 1, 2, 3, 4, 8, 9]),
        (4, [0]),
    ]


def test_what_a_caption_tells_is_one_piece(tmp_path, monkeypatch):
    """What moves under a caption, what is pointed at, and the rest are one piece, which has one whole picture."""
    monkeypatch.setattr("rendering.walk.Encoder", Noting)
    with tempconfig(SIZE):
        workers, scene = Workers(1, tmp_path), Scene()
        Walk(scene, workers)
        tell(scene, "A square is four lines of one length.", manim.FadeIn(manim.Square()), run_time=0.3)
        [(frames, _)] = workers.results()
    assert frames > 20


def test_what_fails_in_a_piece_is_said(tmp_path, monkeypatch):
    """An error in a later play of a piece, or in what is encoded at its end, ends the child and is told by its play."""
    for name in ("show", "finish"):
        with tempconfig(SIZE), monkeypatch.context() as patched:
            patched.setattr("rendering.walk.Encoder", Noting)
            patched.setattr(Noting, name, failing_from(4))
            workers, scene = Workers(1, tmp_path), Scene()
            Walk(scene, workers)
            with as_one(scene):
                scene.wait(0.3)
                scene.play(manim.FadeIn(manim.Square()), run_time=0.3)
            with pytest.raises(WorkFailed, match="play 1 failed") as failure:
                list(workers.results())
            workers.stop()
            assert "no room for frame" in failure.value.traceback


def failing_from(first):
    """In place of a method of the encoder: fails at a frame, or at the end."""

    def method(_, __=None, ___=None, frame=first):
        if frame >= first:
            raise ValueError(f"no room for frame {frame}")

    return method
