"""`python -m rendering`, as it is called by make: what it says, and when it renders."""

import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "core" / "example.json"
FILM = "media/videos/tiny_film/480p15/TinyFilm.mp4"


def pictures(path):
    """All frames in RGB, converted with the matrix that the film names."""
    with av.open(path) as film:
        return [
            frame.reformat(format="rgb24", src_colorspace=frame.colorspace).to_ndarray().astype(int)
            for frame in film.decode(video=0)
        ]


def test_a_render_says_what_it_made_and_leaves_nothing_else(project, run_rendering):
    """A render prints one line per film and leaves the film, its captions, its record and its lock."""
    done = run_rendering()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{FILM}: 0:02 long, 0.0 MB, rendered in ")
    assert done.stdout.count("\n") == 1
    made = sorted(path.name for path in (project / "media").rglob("*") if path.is_file())
    assert made == [".lock", "TinyFilm.json", "TinyFilm.mp4", "TinyFilm.numbers.json", "TinyFilm.srt"]


def test_what_is_up_to_date_is_not_rendered(project, run_rendering, run_warm):
    """A second render of unchanged sources says so, draws nothing, and does not even start manim."""
    run_warm()
    before = (project / FILM).stat().st_mtime_ns
    (project / "manim.py").write_text("raise RuntimeError('manim was imported')\n")
    done = run_rendering()
    assert done.stdout == f"{FILM}: 0:02 long, 0.0 MB, unchanged\n"
    assert (project / FILM).stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("numbers_shown.py", "2.0", "2.001"),
        ("scenes/tiny_film.py", "RED", "BLUE"),
        ("manim.cfg", "crf = 17.5", "crf = 21"),
    ],
)
def test_whatever_shapes_a_film_renders_it_again(project, run_warm, name, old, new):
    """A changed number, source or setting changes the film."""
    run_warm()
    before = (project / FILM).read_bytes()
    text = (project / name).read_text()
    assert old in text
    (project / name).write_text(text.replace(old, new))
    assert "rendered in" in run_warm().stdout
    assert (project / FILM).read_bytes() != before


def test_a_file_that_a_film_reads_is_part_of_its_fingerprint(project, run_warm, change_film):
    """A film is rendered again when a data file that it opened has changed, and only then."""
    (project / "network.json").write_text("2")
    change_film("from numbers_shown import SIZE", "import json\nSIZE = json.load(open('network.json'))")
    run_warm()
    assert "unchanged" in run_warm().stdout
    (project / "network.json").write_text("3")
    assert "rendered in" in run_warm().stdout


def test_a_changed_weight_renders_a_network_again(project, run_warm, change_film):
    """A film of the user's network is rendered again when a weight in that file, or the example, is another one."""
    change_film(
        "from numbers_shown import SIZE",
        "from scenes.mobjects.telling.film import given_example\n"
        "SIZE = 1 + given_example().network.layers[0].weights[0, 0]",
    )
    network = project / "net.json"
    read = [sys.executable, "-m", "networks", str(network)]

    def said():
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        made = subprocess.run(read, cwd=project, env=environment, capture_output=True, text=True, check=True).stdout
        return run_warm("--media", "media/net", EXAMPLE=made.strip()).stdout

    network.write_text(EXAMPLE.read_text())
    assert "rendered in" in said()
    assert "unchanged" in said()
    network.write_text(EXAMPLE.read_text().replace("0.3, -0.8", "0.30001, -0.8"))
    assert "rendered in" in said()
    assert "rendered in" in run_warm("--media", "media/net", EXAMPLE=str(EXAMPLE)).stdout


def test_only_the_changed_film_is_rendered(project, run_warm, change_film):
    """Of two films, the one whose source was edited is rendered, the other is left as it is."""
    text = (project / "scenes" / "tiny_film.py").read_text()
    (project / "scenes" / "other.py").write_text(text.replace("TinyFilm", "Other"))
    run_warm()
    change_film("RED", "BLUE")
    other, tiny = run_warm().stdout.splitlines()
    assert other.endswith("unchanged")
    assert "rendered in" in tiny


def test_one_process_and_many_make_the_same_bytes(project, run_rendering, run_warm):
    """The film depends neither on how many processes draw it nor on the run."""
    run_rendering("--cores", "1")
    run_warm("--cores", "3", "--media", "again")
    assert (project / FILM).read_bytes() == (project / FILM.replace("media", "again", 1)).read_bytes()


def test_plain_manim_draws_the_same_film(project, run_warm):
    """Plain `manim render` from the same folder shows the same pictures at the same times, and the captions."""
    run_warm("--holds", "repeat")
    plain = [sys.executable, "-m", "manim", "render", "-ql", "--media_dir", "plain", "scenes/tiny_film.py"]
    environment = {**os.environ, "PYTHONPATH": str(project)}
    subprocess.run([*plain, "TinyFilm"], cwd=project, env=environment, check=True, capture_output=True)
    theirs = project / FILM.replace("media", "plain", 1)
    both = list(zip(pictures(project / FILM), pictures(theirs), strict=True))
    assert max(np.abs(ours - plain).mean() for ours, plain in both) < 1
    assert max(np.abs(ours - next_plain).mean() for (ours, _), (_, next_plain) in pairwise(both)) > 1
    assert (project / FILM).with_suffix(".srt").read_text() == theirs.with_suffix(".srt").read_text()


def test_a_users_own_manim_settings_are_not_read(project, run_rendering, run_warm):
    """A manim.cfg in the user's home does not take part in a render."""
    settings = project / "home" / ".config" / "manim" / "manim.cfg"
    settings.parent.mkdir(parents=True)
    settings.write_text("[CLI]\ndry_run = True\nbackground_color = #FF0000\n")
    run_warm()
    assert run_rendering("--media", "again", HOME=str(project / "home")).returncode == 0
    assert (project / FILM).read_bytes() == (project / FILM.replace("media", "again", 1)).read_bytes()


def test_a_film_without_its_class_is_told_so(project, run_warm):
    """A file without the class of its name ends with status 1 and names the class that it needs."""
    shutil.move(project / "scenes" / "tiny_film.py", project / "scenes" / "other.py")
    done = run_warm()
    assert done.returncode == 1
    assert "scenes/other.py made no film; write its plays in a class Other(Scene)" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--film", "tiny"], "FILM=tiny is not in scenes/; choose tiny_film\n"),
        (["--film", "../tiny_film"], "FILM=../tiny_film is not in scenes/; choose tiny_film\n"),
        (["--quality", "4k"], "QUALITY=4k is unknown; choose 480p15 or 720p30 or 1080p60 or 2160p60\n"),
        (["--quality", "481p15"], "QUALITY=481p15 is unknown; choose 480p15 or 720p30 or 1080p60 or 2160p60\n"),
        (["--quality", "480p0"], "QUALITY=480p0 is unknown; choose 480p15 or 720p30 or 1080p60 or 2160p60\n"),
        (["--holds", "never"], "HOLDS=never is unknown; choose once or repeat\n"),
    ],
)
def test_a_wrong_name_gets_one_line(run_warm, arguments, line):
    """An unknown film, quality or way to hold ends with status 2 and one line that lists the right ones."""
    done = run_warm(*arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", line)
