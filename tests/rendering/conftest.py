"""A small project of its own, with one tiny film, for the tests that render."""

import json
import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from tqdm import tqdm

from rendering.workers import beside

ROOT = Path(__file__).parent.parent.parent

TINY_FILM = '''"""A square becomes a circle."""
from manim import BLUE, RED, RIGHT, Circle, Create, FadeIn, Scene, Square, Transform

from numbers_shown import SIZE


class TinyFilm(Scene):
    def construct(self):
        self.next_section("Square")
        square = Square(SIZE, fill_color=RED, fill_opacity=1)
        self.play(FadeIn(square), run_time=0.4, subcaption="A square.")
        self.wait(0.6)
        self.next_section("Circle")
        self.play(Transform(square, Circle(color=BLUE)), run_time=0.4, subcaption="A circle.")
        self.play(square.animate.shift(RIGHT), Create(Circle(2, z_index=-1)), run_time=0.4)
        self.wait(0.4)
'''


def set_up(folder):
    """This project's manim.cfg, the film scenes/tiny_film.py and a module with its number."""
    shutil.copy(ROOT / "manim.cfg", folder)
    (folder / "scenes").mkdir()
    (folder / "scenes" / "tiny_film.py").write_text(TINY_FILM)
    (folder / "numbers_shown.py").write_text("SIZE = 2.0\n")
    return folder


def surroundings(environment):
    """The environment of a render: this process's with the project's path, and more."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **environment}


def start(folder, *arguments, **environment):
    """Start `python -m rendering` in 480p15 in a folder, with more arguments and environment."""
    return subprocess.Popen(
        [sys.executable, "-m", "rendering", "--quality", "480p15", *arguments],
        cwd=folder,
        env=surroundings(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """Threads that other tests have left, such as a browser's or a progress bar's, do not count as a film's own."""
    left = set(beside())
    monkeypatch.setattr("rendering.workers.beside", lambda: [name for name in beside() if name not in left])
    monkeypatch.setattr(tqdm, "monitor_interval", 0)


@pytest.fixture
def project(tmp_path):
    """A folder with the tiny film."""
    return set_up(tmp_path)


@pytest.fixture
def start_rendering(project):
    """Start a render in the small project."""
    return partial(start, project)


@pytest.fixture
def run_rendering(project):
    """Render in the small project, wait for the end, and give back what was said."""

    def run(*arguments, folder=project, **environment):
        process = start(folder, *arguments, **environment)
        stdout, stderr = process.communicate(timeout=300)
        return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)

    return run


@pytest.fixture(scope="session")
def warm(tmp_path_factory):
    """Render in a folder as `start` does, without the start of Python and manim that takes most of its time."""
    here = set_up(tmp_path_factory.mktemp("warm"))
    said = here / "stdout", here / "stderr"
    command = [sys.executable, "-m", "tests.rendering.warm"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=here, env=surroundings({}), **pipes) as server:

        def run(folder, *arguments, **environment):
            asked = {"arguments": ["--quality", "480p15", *arguments], "folder": str(folder)}
            asked |= {"environment": surroundings(environment), "said": list(map(str, said))}
            print(json.dumps(asked), file=server.stdin, flush=True)
            return subprocess.CompletedProcess(arguments, int(server.stdout.readline()), *map(Path.read_text, said))

        yield run
        server.stdin.close()


@pytest.fixture
def run_warm(project, warm):
    """Render in the small project by a process that has manim already; what was said."""

    def run(*arguments, folder=project, **environment):
        return warm(folder, *arguments, **environment)

    return run


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    """The folder of the tiny film, rendered once for all tests that only read it."""
    folder = set_up(tmp_path_factory.mktemp("finished"))
    process = start(folder)
    assert process.communicate(timeout=300)[1] == ""
    return folder / "media" / "videos" / "tiny_film" / "480p15"


@pytest.fixture
def change_film(project):
    """Replace a piece of the tiny film's source."""

    def change(old, new):
        source = project / "scenes" / "tiny_film.py"
        text = source.read_text()
        assert old in text
        source.write_text(text.replace(old, new))

    return change
