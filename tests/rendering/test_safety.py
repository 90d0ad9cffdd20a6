"""Nothing that happens to a render damages a film, and nothing needs to be cleaned up by hand."""

import fcntl
import os
import random
import re
import resource
import shutil
import signal
import time
from pathlib import Path

import pytest

from rendering import film_folder

FILM = Path("media/videos/tiny_film/480p15/TinyFilm.mp4")


def alive(folder):
    """The processes that work in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").resolve() == folder and "rendering" in (process / "cmdline").read_text():
                found.append(process.name)
        except OSError:
            continue
    return found


def made(project):
    """The names of all files below media/, and the film's content."""
    files = {path.name: path for path in (project / "media").rglob("*") if path.is_file()}
    return sorted(files), files["TinyFilm.mp4"].read_bytes()


def wait_until(condition):
    end = time.monotonic() + 60  # far more than a busy machine needs: it is reached by a failure alone
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    assert condition()


def in_a_child(change_film, what):
    """Let the third play do something while a child draws it."""
    change_film("from numbers_shown import SIZE", "import os, time\nfrom numbers_shown import SIZE\nHERE = os.getpid()")
    change_film(
        "Transform(square, Circle(color=BLUE))",
        f"__import__('manim').UpdateFromAlphaFunc(square, lambda s, alpha: os.getpid() != HERE and {what})",
    )


FILES = [".lock", "TinyFilm.json", "TinyFilm.mp4", "TinyFilm.numbers.json", "TinyFilm.srt"]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks into /proc")
def test_ten_kills_leave_the_last_good_film(project, start_rendering, run_rendering, change_film):
    """Killed at ten moments, by SIGKILL, SIGTERM or Ctrl-C, a render leaves the old film or the new one, whole."""
    run_rendering("--media", "old")
    old = (project / "old" / FILM.relative_to("media")).read_bytes()
    change_film("RED", "BLUE")
    started = time.monotonic()
    run_rendering("--media", "untouched")
    seconds = time.monotonic() - started
    new = (project / "untouched" / FILM.relative_to("media")).read_bytes()
    for attempt in range(10):
        shutil.copytree(project / "old", project / "media", dirs_exist_ok=True)
        process = start_rendering()
        time.sleep(random.Random(attempt).uniform(0.05, 1) * seconds)
        process.send_signal([signal.SIGKILL, signal.SIGTERM, signal.SIGINT][attempt % 3])
        process.wait()  # not for its output, which an orphan would keep open
        wait_until(lambda: not alive(project))
        process.communicate()
        assert (project / FILM).read_bytes() in (old, new)
    run_rendering()
    assert made(project) == (FILES, new)


@pytest.mark.parametrize("name", FILES[1:])
@pytest.mark.parametrize("damage", ["truncate", "empty", "flip", "remove"])
def test_a_damaged_file_is_made_again(finished, project, run_warm, name, damage):
    """Each file that was cut, emptied, removed or changed by one bit is made again as it was."""
    copy = (project / FILM).parent
    shutil.copytree(finished, copy)
    shutil.copytree(finished.parents[3] / "scenes", project / "scenes", dirs_exist_ok=True)
    whole = (copy / name).read_bytes()
    spoilt = bytearray(whole)
    spoilt[len(spoilt) // 2] ^= 1
    (copy / name).write_bytes({"truncate": whole[:-9], "empty": b"", "flip": spoilt, "remove": b""}[damage])
    if damage == "remove":
        (copy / name).unlink()
    assert "rendered in" in run_warm().stdout
    assert (copy / name).read_bytes() == whole


def test_two_renders_at_once_make_one_film(project, start_rendering, finished):
    """Whoever finds a film's folder taken says in one line who is at work, and waits; of two, one finds it done."""
    folder = project / FILM.parent
    folder.mkdir(parents=True)
    with open(folder / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("4711")
        lock.flush()
        renders = start_rendering(), start_rendering()
        for render in renders:
            said = render.stderr.readline()
            assert said == f"{FILM.parent}: process 4711 is rendering this film; waiting for it\n"
    (said, problems), (said_too, problems_too) = (render.communicate() for render in renders)
    assert [render.returncode for render in renders] == [0, 0]
    assert "rendered in" in said + said_too
    assert "unchanged" in said + said_too
    assert problems == problems_too == ""
    assert made(project) == (FILES, (finished / "TinyFilm.mp4").read_bytes())


def test_who_is_at_work_is_known_before_it_is_said(tmp_path, monkeypatch):
    """A holder that has not written its process number yet is not named without one."""
    with open(tmp_path / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        monkeypatch.setattr(film_folder.time, "sleep", lambda _: print("4711", end="", file=lock, flush=True))
        said = []

        def say(line, file):
            said.append(line)
            fcntl.flock(lock, fcntl.LOCK_UN)

        monkeypatch.setattr(film_folder, "print", say, raising=False)
        with film_folder.alone_in(tmp_path):
            assert (tmp_path / ".lock").read_text() == str(os.getpid())
    assert (tmp_path / ".lock").read_text() == ""
    assert said == [f"{tmp_path}: process 4711 is rendering this film; waiting for it"]


def test_who_is_at_work_is_alone(tmp_path):
    """While a process works in a film's folder, no other one can take it, and afterwards any can."""
    with open(tmp_path / ".lock", "a") as lock:
        with film_folder.alone_in(tmp_path), pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


@pytest.mark.parametrize("limit", [2000, 20000])
def test_a_full_disk_leaves_the_old_film(project, run_rendering, run_warm, change_film, limit):
    """With no room for a play, or for the film, a render says so in one line, with status 1, and keeps the old film."""
    run_warm()
    before = made(project)
    change_film("RED", "BLUE")
    allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, allowed[1]))
    try:
        done = run_rendering(PYTHONDONTWRITEBYTECODE="1")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, allowed)
    assert done.returncode == 1
    assert "File too large" in done.stderr.splitlines()[-2]
    assert "Traceback" not in done.stderr
    assert made(project) == before
    assert run_warm().returncode == 0


def test_a_failing_play_shows_its_own_error(project, run_warm, change_film):
    """An error of the scene's code, while it is drawn, is shown as Python shows it, with film, section and play."""
    run_warm()
    before = made(project)
    in_a_child(change_film, "1 / 0")
    done = run_warm()
    assert done.returncode == 1
    assert re.search(r'File ".*scenes/tiny_film.py", line \d+, in construct\n    self.play\(', done.stderr)
    assert "ZeroDivisionError: division by zero\n" in done.stderr
    assert "TinyFilm, section “Circle”, play 3 failed\n" in done.stderr
    assert made(project) == before


def test_a_failing_construct_shows_its_own_error(project, run_warm, change_film):
    """An error between two plays is shown with the line in the scene, and the old film is kept."""
    run_warm()
    before = made(project)
    change_film("self.wait(0.6)", "raise RuntimeError('the cat sat on the network')")
    done = run_warm()
    assert done.returncode == 1
    assert "RuntimeError: the cat sat on the network" in done.stderr
    assert re.search(r'scenes/tiny_film.py", line \d+, in construct\n    raise', done.stderr)
    assert made(project) == before


@pytest.mark.parametrize(
    ("what", "said"),
    [("os.kill(os.getpid(), 9)", "was killed by SIGKILL"), ("time.sleep(99)", "hangs: it has drawn nothing for 5 s")],
)
def test_a_lost_child_is_named(project, run_rendering, change_film, what, said):
    """A child that dies or hangs is named with its film, section and play, and takes nothing with it."""
    in_a_child(change_film, what)
    (project / "sitecustomize.py").write_text("import rendering.workers\nrendering.workers.SILENCE = 5\n")
    # One core: no other child, slow on a busy machine, is silent at the same time.
    done = run_rendering(
        "--cores", "1", PYTHONPATH=f"{project}:{os.environ.get('PYTHONPATH', '')}:{Path(__file__).parents[2]}"
    )
    assert done.returncode == 1
    assert f"TinyFilm, section “Circle”, play 3 {said}\n" in done.stderr
    assert not alive(project)


def test_nan_is_an_error(run_warm, change_film):
    """A shape with a coordinate that is not a number ends the render, and is named."""
    change_film("square.animate.shift(RIGHT)", "square.animate.shift(RIGHT * float('nan'))")
    done = run_warm()
    assert done.returncode == 1
    assert "ValueError: Square has points that are not finite" in done.stderr


@pytest.mark.parametrize("name", ["with space", "it's", "Ünïcödé", "a%b#c:d", "concat:a"])
def test_any_path_works(tmp_path, project, run_warm, finished, name):
    """The same film is made in a folder of any name, for output of any name."""
    there = tmp_path / name
    shutil.copytree(project / "scenes", there / "scenes")
    for file in ("manim.cfg", "numbers_shown.py"):
        shutil.copy(project / file, there)
    done = run_warm("--media", f"{name} films", folder=there)
    assert done.returncode == 0
    film = there / f"{name} films" / FILM.relative_to("media")
    assert film.read_bytes() == (finished / "TinyFilm.mp4").read_bytes()


def test_a_torn_svg_heals_itself(project, run_warm, change_film):
    """Type that manim itself sets and caches is set anew in every render."""
    change_film('self.next_section("Circle")', "self.add(__import__('manim').Text('a'))")
    for torn in ("media/texts", "media/Tex"):
        (project / torn).mkdir(parents=True)
    assert run_warm().returncode == 0
    assert not list((project / "media").rglob("*.svg"))
