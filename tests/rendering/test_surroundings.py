"""What is around a render: a terminal, a read-only checkout, the network, other films."""

import fcntl
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

from rendering.fingerprint import sealed

ROOT = Path(__file__).parent.parent.parent
FILM = "videos/tiny_film/480p15/TinyFilm.mp4"


def seen_on_a_terminal(folder):
    """What a render in 480p15 writes to a terminal that does not know its width."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "rendering", "--quality", "480p15"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    seen = b""
    try:
        while data := os.read(ours, 4096):
            seen += data
    except OSError:  # so Linux says that the other side has been closed
        pass
    os.close(ours)
    assert process.wait() == 0
    return seen.decode()


def test_progress_is_shown_on_a_terminal(project):
    """A bar names the film, its frames done of all that there are, its frames a second and the time left."""
    seen = seen_on_a_terminal(project)
    assert re.search(r"TinyFilm: 100%.* 33/33 \[\d\d:\d\d<\d\d:\d\d, .*frames", seen)


def test_the_time_left_is_that_of_the_film_before(project, run_rendering):
    """From the first frame on, the bar counts on a film as long as the one last made, in whatever quality."""
    folder = project / "media" / "videos" / "tiny_film" / "720p30"
    folder.mkdir(parents=True)
    (folder / "TinyFilm.json").write_text(sealed({"seconds": 4.0}))
    first, *_ = re.findall(r"TinyFilm: .*?(\d+/\d+) ", seen_on_a_terminal(project))
    assert first == "0/60"
    assert "unchanged" in run_rendering().stdout


def test_a_checkout_is_only_read(project, tmp_path_factory, run_rendering, finished):
    """With MEDIA elsewhere a render writes nothing where the sources are, in the plainest of environments."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    before = sorted((path, path.stat().st_mtime_ns) for path in [project, *project.rglob("*")])
    plain = {"PYTHONDONTWRITEBYTECODE": "", "LC_ALL": "C", "HOME": ""}
    assert "rendered in" in run_rendering("--media", str(elsewhere), **plain).stdout
    assert sorted((path, path.stat().st_mtime_ns) for path in [project, *project.rglob("*")]) == before
    assert (elsewhere / FILM).read_bytes() == (finished / "TinyFilm.mp4").read_bytes()


def test_the_network_is_not_asked(project, run_rendering):
    """A render that would end with any call to the network does not end."""
    (project / "sitecustomize.py").write_text(
        "import os, sys\nsys.addaudithook(lambda event, _: event.startswith('socket.') and os._exit(77))\n"
    )
    done = run_rendering(PYTHONPATH=f"{project}:{ROOT}")
    assert (done.returncode, done.stderr) == (0, "")
    (project / "scenes" / "tiny_film.py").write_text("import socket\nsocket.getaddrinfo('localhost', 80)\n")
    assert run_rendering(PYTHONPATH=f"{project}:{ROOT}").returncode != 0


def test_films_do_not_disturb_each_other(project, run_warm, finished):
    """What one film changes in manim, and a render of it that lasts, reaches no other film."""
    (project / "scenes" / "another.py").write_text(
        (project / "scenes" / "tiny_film.py").read_text().replace("TinyFilm", "Another")
        + "\n\n__import__('manim').config.background_color = RED\n"
    )
    assert run_warm().stdout.count("rendered in") == 2
    assert (project / "media" / FILM).read_bytes() == (finished / "TinyFilm.mp4").read_bytes()
    with open(project / "media" / "videos" / "another" / "480p15" / ".lock", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "unchanged" in run_warm("--film", "tiny_film").stdout
        (project / "numbers_shown.py").write_text("SIZE = 1.0\n")
        assert "rendered in" in run_warm("--film", "tiny_film").stdout
