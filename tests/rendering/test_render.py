"""`python -m rendering`, as it is called by make: the film it makes, and what it says when it cannot."""

import shutil
import subprocess
import sys

import av
import pytest

FILM = "media/videos/tiny_film/480p15/TinyFilm.mp4"


def pixels(path):
    with av.open(path) as film:
        return [frame.to_ndarray(format="rgb24").tobytes() for frame in film.decode(video=0)]


def test_a_film_plays_everywhere(project, run_rendering):
    """A film is H.264 in yuv420p with tagged colours, of the size and frame rate asked for."""
    run_rendering("--film", "tiny_film", "--quality", "480p15")
    with av.open(project / FILM) as film:
        video = film.streams.video[0]
        assert (video.codec.canonical_name, video.pix_fmt) == ("h264", "yuv420p")
        assert (video.width, video.height, video.average_rate, video.frames) == (854, 480, 15, 6)
        # BT.601, which is what manim converts with.
        assert (video.codec_context.colorspace, video.codec_context.color_primaries) == (6, 6)


def test_a_render_says_what_it_made_and_leaves_nothing_else(project, run_rendering):
    """A render prints one line per film and leaves the film and its captions, and no other file."""
    done = run_rendering("--quality", "480p15")
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith(f"{FILM}: 0:00 long, 0.0 MB, rendered in ")
    assert done.stdout.count("\n") == 1
    made = sorted(path.name for path in (project / "media").rglob("*") if path.is_file())
    assert made == ["TinyFilm.mp4", "TinyFilm.srt"]


def test_plain_manim_draws_the_same_film(project, run_rendering):
    """Plain `manim render` from the same folder gives the same pixels."""
    run_rendering("--quality", "480p15")
    plain = [sys.executable, "-m", "manim", "render", "-ql", "--media_dir", "plain", "scenes/tiny_film.py"]
    subprocess.run([*plain, "TinyFilm"], cwd=project, check=True, capture_output=True)
    assert pixels(project / FILM) == pixels(project / FILM.replace("media", "plain", 1))


def test_a_users_own_manim_settings_are_not_read(project, run_rendering):
    """A manim.cfg in the user's home does not take part in a render."""
    settings = project / "home" / ".config" / "manim" / "manim.cfg"
    settings.parent.mkdir(parents=True)
    settings.write_text("[CLI]\ndry_run = True\n")
    assert run_rendering("--quality", "480p15", HOME=str(project / "home")).returncode == 0


def test_a_failing_film_leaves_the_old_one(project, run_rendering):
    """A scene that fails shows its own error, ends with status 1, and harms no film made before."""
    old = project / FILM
    old.parent.mkdir(parents=True)
    old.write_bytes(b"yesterday's film")
    source = project / "scenes" / "tiny_film.py"
    source.write_text(source.read_text() + "        raise RuntimeError('the cat sat on the network')\n")
    done = run_rendering("--quality", "480p15")
    assert done.returncode == 1
    assert "the cat sat on the network" in done.stderr
    assert "CalledProcessError" not in done.stderr
    assert old.read_bytes() == b"yesterday's film"
    assert [path for path in (project / "media").rglob("*") if path.is_file()] == [old]


def test_a_film_without_its_class_is_told_so(project, run_rendering):
    """A file without the class of its name ends with status 1 and names the class that it needs."""
    shutil.move(project / "scenes" / "tiny_film.py", project / "scenes" / "other.py")
    done = run_rendering("--quality", "480p15")
    assert done.returncode == 1
    assert "scenes/other.py made no film; write its plays in a class Other(Scene)" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--film", "tiny"], "FILM=tiny is not in scenes/; choose tiny_film\n"),
        (["--film", "../tiny_film"], "FILM=../tiny_film is not in scenes/; choose tiny_film\n"),
        (
            ["--quality", "4k"],
            "QUALITY=4k is unknown; choose 480p15 or 720p30 or 1080p60 or 2160p60\n",
        ),
    ],
)
def test_a_wrong_name_gets_one_line(run_rendering, arguments, line):
    """An unknown film or quality ends with status 2 and one line that lists the right ones."""
    done = run_rendering(*arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", line)
