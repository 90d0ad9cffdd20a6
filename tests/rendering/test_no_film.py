"""What ends in no film: it is said in one line, and other films are made all the same."""

from pathlib import Path

import pytest

FOLDER = Path("media/videos/tiny_film/480p15")
FAILED = "scenes/tiny_film.py failed; the reason stands above\n"


@pytest.fixture
def add_film(project):
    """Write a film whose construct has these lines, with these attributes of its class and lines before it."""

    def add(name, *lines, attributes=(), before=()):
        body = [*attributes, "def construct(self):", *(f"    {line}" for line in lines), "    self.wait(0.2)"]
        head = ["from manim import Dot, Scene", *before, "", "", f"class {name.title().replace('_', '')}(Scene):"]
        source = project / "scenes" / f"{name}.py"
        source.write_text("\n".join([*head, *(f"    {line}" for line in body), ""]))

    return add


@pytest.mark.parametrize("films", ["no folder", "empty", "a draft"])
@pytest.mark.parametrize("arguments", [[], ["--film", "tiny"]])
def test_a_folder_without_films_is_named(project, run_warm, films, arguments):
    """Where there is no film to render, one line names the folder that was searched, with status 2."""
    (project / "scenes" / "tiny_film.py").unlink()
    if films == "a draft":
        (project / "scenes" / "_draft.py").touch()
    elif films == "no folder":
        (project / "scenes").rmdir()
    done = run_warm(*arguments)
    line = f"{project}/scenes/ has no film; write one, scenes/NAME.py, or call this where there are some\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", line)


@pytest.mark.parametrize("name", ["core", "facts", "networks", "scenes", "words", "random", "types"])
def test_a_film_may_be_called_like_a_module(run_warm, add_film, name):
    """A film that has the name of a room or of a module of Python is made, and what it uses imports that module."""
    before = ["from scenes.mobjects import Words", f"import {name}", f"assert {name}.__file__ != __file__"]
    add_film(name, "self.add(Dot())", before=before)
    done = run_warm("--film", name)
    assert (done.returncode, done.stderr) == (0, "")
    assert "rendered in" in done.stdout


def test_a_failing_film_does_not_stop_the_others(run_warm, add_film):
    """All films are rendered whichever fail, which are named in a line each at the end, with status 1."""
    for name in ("a", "z"):
        add_film(name, f"raise RuntimeError('{name} cannot be told')")
    add_film("b", "self.add(Dot())")
    done = run_warm()
    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == [
        "media/videos/b/480p15/B.mp4",
        "media/videos/tiny_film/480p15/TinyFilm.mp4",
    ]
    assert done.stderr.count("cannot be told\n") == 2
    assert done.stderr.endswith("".join(FAILED.replace("tiny_film", name) for name in "az"))


TELLS = ["example = 2", "missing = staticmethod(lambda example: 'needs a hidden layer' if example < 3 else None)"]


def test_a_film_that_cannot_be_told_is_left_out(project, run_warm, add_film, finished):
    """A film that says what its example lacks is left out in one line, and what was made of it before is removed."""
    add_film("tiny_film", attributes=TELLS[1:])
    assert "rendered in" in run_warm().stdout
    (project / FOLDER / "TinyFilm.srt").touch()
    (project / FOLDER / "TinyFilmToo.mp4").touch()
    add_film("tiny_film", attributes=TELLS)
    add_film("another", attributes=["example = 3", TELLS[1]])
    done = run_warm()
    assert (done.returncode, done.stderr) == (0, "")
    made, left_out = done.stdout.splitlines()
    assert made.startswith("media/videos/another/480p15/Another.mp4: ")
    assert left_out == "scenes/tiny_film.py: left out, needs a hidden layer"
    assert sorted(path.name for path in (project / FOLDER).iterdir()) == [".lock", "LEFT_OUT", "TinyFilmToo.mp4"]
    assert (project / FOLDER / "LEFT_OUT").read_text() == "needs a hidden layer\n"


def test_sound_is_refused(project, run_warm, add_film):
    """A film that adds a sound, which would be lost, ends with status 1 and a line that names it."""
    add_film("tiny_film", "self.wait(0.2)", "self.add_sound('click.wav', gain=1)")
    done = run_warm()
    line = "TinyFilm adds the sound click.wav: films have pictures and captions alone; take add_sound out, or use manim"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{line} render\n{FAILED}")
    assert not (project / FOLDER / "TinyFilm.mp4").exists()


THREAD = """
import threading
LOCK, GO = threading.Lock(), threading.Event()
def hold():
    with LOCK:
        GO.wait()
THREAD = threading.Thread(target=hold, name="clock", daemon=True)
"""


def test_a_thread_is_not_forked(run_warm, add_film):
    """A film that plays while a thread of its own runs ends with status 1 and a line; one that joined it is made."""
    redraw = "self.add(Dot().add_updater(lambda dot: LOCK.acquire() and LOCK.release()))"
    add_film("tiny_film", "THREAD.start()", redraw, before=[THREAD])
    done = run_warm()
    line = "play 1 cannot be drawn beside a thread (clock): join it before you call play or wait"
    said = f"TinyFilm, section “autocreated”, {line}\n{FAILED}"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)
    add_film("tiny_film", "THREAD.start()", "GO.set()", "THREAD.join()", redraw, before=[THREAD])
    assert "rendered in" in run_warm().stdout
