"""A small project of its own, with one tiny film, for the tests that render."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

TINY_FILM = '''
from manim import RED, Scene, Square

class TinyFilm(Scene):
    def construct(self):
        self.add(Square(fill_color=RED, fill_opacity=1))
        self.add_subcaption("A square.", duration=0.4)
        self.wait(0.4)
'''


@pytest.fixture
def project(tmp_path):
    """A folder with this project's manim.cfg and the film scenes/tiny_film.py."""
    shutil.copy(ROOT / "manim.cfg", tmp_path)
    (tmp_path / "scenes").mkdir()
    (tmp_path / "scenes" / "tiny_film.py").write_text(TINY_FILM)
    return tmp_path


@pytest.fixture
def run_rendering(project):
    """Call `python -m rendering` in the small project with the given arguments and extra environment."""

    def run(*arguments, **environment):
        return subprocess.run(
            [sys.executable, "-m", "rendering", *arguments],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            text=True,
        )

    return run
