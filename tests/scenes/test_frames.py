"""The same commit draws the same pixels, and a student's film is short and renders."""

import os
import subprocess
import sys
from pathlib import Path

import av

from tests.scenes import prediction
from tests.scenes.layout import RULES
from tests.scenes.test_captions import overlapping, silent, too_fast
from tests.scenes.test_truth import strange_digits, untrue
from tests.scenes.walk import walk

ROOT = Path(__file__).parents[2]


def frames(seed, *names):
    """A process of its own, in which sets and hashes come in another order, draws these films."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.scenes.frames", *names],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_frames_are_reproducible():
    """Two processes draw the same pixels, and different ones for different plays."""
    runs = [frames(seed, "backprop") for seed in (1, 3)]  # it draws all that the others do
    first, second = (run.communicate()[0].splitlines() for run in runs)
    assert [run.returncode for run in runs] == [0, 0]
    assert first == second
    hashes = [line.split()[-1] for line in first]
    assert len(hashes) > 10
    assert len(set(hashes)) > 5


def test_a_students_film_is_short():
    """The student's film has fewer than 30 lines."""
    assert len(Path(prediction.__file__).read_text().splitlines()) < 30


def test_a_students_film_keeps_all_rules():
    """What the pieces draw without further care is true, can be read, and can be followed."""
    film = walk(prediction.Prediction)
    for play in film.moves:
        assert [fault for rule in RULES for fault in rule(play.screen)] == [], play
        assert [fault for text in play.screen.texts for fault in untrue(text) + strange_digits(text)] == [], play
    assert [fault for rule in (overlapping, silent, too_fast) for fault in rule(film)] == []
    assert film.sections == ["The network", "The answer"]


def test_a_students_film_renders(tmp_path):
    """Plain manim turns the student's film into an MP4 with captions."""
    small = ["--resolution", "426,240", "--fps", "10", "--media_dir", str(tmp_path), "--progress_bar", "none"]
    source = str(Path(prediction.__file__).relative_to(ROOT))
    subprocess.run([sys.executable, "-m", "manim", "render", *small, source, "Prediction"], cwd=ROOT, check=True)
    [path] = tmp_path.rglob("Prediction.mp4")
    with av.open(path) as video:
        stream = video.streams.video[0]
        assert (stream.width, stream.height) == (426, 240)
        assert 8 < video.duration / av.time_base < 15
    assert "It answers" in path.with_suffix(".srt").read_text()
