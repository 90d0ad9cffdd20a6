"""The project installed as a wheel, far from the checkout."""

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.rendering.conftest import TINY_FILM

ROOT = Path(__file__).parent.parent.parent
FILM = Path("media/videos/tiny_film/480p15/TinyFilm.mp4")


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder with what a wheel of this project holds."""
    source, made, site = (tmp_path_factory.mktemp(name) for name in ("source", "made", "site"))
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())
    for room in {package.split(".")[0] for package in asked["tool"]["setuptools"]["packages"]}:
        shutil.copytree(ROOT / room, source / room, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-build-isolation", "--no-deps", "--no-index"]
    subprocess.run([*build, f"--wheel-dir={made}", source], check=True)
    [wheel] = made.iterdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


@pytest.fixture
def render_there(tmp_path, installed):
    """A function that renders scenes/tiny_film.py in a folder with nothing else, and gives its output and film."""

    def run(source):
        (tmp_path / "scenes").mkdir(exist_ok=True)
        (tmp_path / "scenes" / "tiny_film.py").write_text(source)
        command = [sys.executable, "-m", "rendering", "--quality", "480p15"]
        environment = {**os.environ, "PYTHONPATH": str(installed)}
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout, (tmp_path / FILM).read_bytes()

    return run


def test_a_film_far_from_the_checkout_looks_the_same(render_there, finished):
    """With no manim.cfg beside it, a film has the same ground, codec and settings, to the last byte."""
    _, film = render_there(TINY_FILM.replace("from numbers_shown import SIZE", "SIZE = 2.0"))
    assert film == (finished / "TinyFilm.mp4").read_bytes()


def test_the_theme_far_from_the_checkout_is_the_same(render_there):
    """Shapes that have the colour of the ground have it there too."""
    check = "from scenes.mobjects import theme\nSIZE = 2.0\nassert theme.BACKGROUND.to_hex() == '#101418'\n"
    render_there(TINY_FILM.replace("from numbers_shown import SIZE", check))


def test_settings_written_later_are_heard(render_there, tmp_path):
    """A manim.cfg that is laid beside a film changes what it says, and nothing else, and renders the film again."""
    film = TINY_FILM.replace("from numbers_shown import SIZE", "SIZE = 2.0")
    _, before = render_there(film)
    assert "unchanged" in render_there(film)[0]
    (tmp_path / "manim.cfg").write_text("[CLI]\nbackground_color = #101418\n")
    said, after = render_there(film)
    assert "rendered in" in said
    assert after == before
    (tmp_path / "manim.cfg").write_text("[CLI]\nbackground_color = #FF0000\n")
    assert render_there(film)[1] != before
