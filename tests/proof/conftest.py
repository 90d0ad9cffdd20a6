"""A film to verify, and the command that does."""

import pytest

from core import load_example
from proof import __main__ as command
from tests.proof.story import Story, write


@pytest.fixture
def film(tmp_path, monkeypatch):
    """The files of a film that tells the truth, except that nothing can be seen in it; tesseract is not there."""
    monkeypatch.setattr(command, "installed", lambda: False)
    path = tmp_path / "videos" / "story" / "1080p60" / "Story.mp4"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"a film")
    write(path, Story(load_example()).receipt())
    return path


@pytest.fixture
def verify(tmp_path, monkeypatch, capsys):
    """Calls the command in a folder that has no scenes; its status, and what it printed."""

    monkeypatch.chdir(tmp_path)

    def call(*words):
        monkeypatch.setattr("sys.argv", ["proof", *words, "--media", str(tmp_path)])
        status = command.main()
        said = capsys.readouterr()
        return status, said.out + said.err

    return call
