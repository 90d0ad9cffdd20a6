"""The same commit draws the same pixels, and a student's film is short and renders."""

import os
import subprocess
import sys
from pathlib import Path

import av
import pytest

from tests.scenes import prediction
from tests.scenes.test_captions import overlapping, silent, too_fast
from tests.scenes.test_truth import strange_digits, untrue
from tests.scenes.layout import RULES
from tests.scenes.walk import FILMS, walk

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
    runs = [frames(seed, *FILMS) for seed in (1, 2)]
    first, second = (run.communicate()[0].splitlines() for run in runs)
    assert [run.returncode for run in runs] == [0, 0]
    assert first == second
    hashes = [line.split()[-1] for line in first]
    assert len(hashes) > 20
    assert len(set(hashes)) > 10
