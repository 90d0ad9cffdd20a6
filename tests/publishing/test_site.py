"""The site as a folder of files: whole, small, and replaced at once or not at all."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from publishing.__main__ import main
from publishing.archive import write_archive
from publishing.films import PublishError, find_films
from publishing.pages import SNIPPETS
from publishing.replacing import making, put_in_place
from publishing.site import publish
from publishing.steps import steps_of
from tests.publishing.tiny import make_film

ROOT = Path(__file__).parent.parent.parent
QUALITY = "480p15"
BUNDLE = {
    "film.mp4",
    "poster.webp",
    "poster.png",
    "captions.vtt",
    "chapters.vtt",
    "loop.webp",
    "transcript.md",
    "transcript.html",
    "film.json",
    "film.css",
    *SNIPPETS,
}


def command(*arguments, folder):
    """Run `python -m publishing` as make does."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    arguments = [sys.executable, "-m", "publishing", *arguments, "--quality", QUALITY]
    return subprocess.run(arguments, cwd=folder, env=environment, capture_output=True, text=True)


def test_each_film_has_its_bundle(site, films):
    """The folder of a film holds all that a blog needs."""
    for film in films:
        assert {path.name for path in (site / film.name).iterdir()} == BUNDLE


def test_pictures_have_their_sizes(site, films):
    """Posters are 1280 × 720; the preview moves for under five seconds and 1.5 MB."""
    for film in films:
        for name in ("poster.webp", "poster.png"):
            with Image.open(site / film.name / name) as poster:
                assert poster.size == (1280, 720)
        with Image.open(site / film.name / "loop.webp") as preview:
            assert 1 < preview.n_frames < 5 * 12
        assert (site / film.name / "loop.webp").stat().st_size < 1_500_000


def test_film_and_page_are_small(site, films):
    """A film with its captions and its share of the page takes less than 60 KiB for each second."""
    page = sum((site / name).stat().st_size for name in ("index.html", "page.css")) + 60_000
    for film in films:
        own = sum((site / film.name / name).stat().st_size for name in ("film.mp4", "captions.vtt", "transcript.html"))
        assert own + page / len(films) < 60 * 1024 * film.about.seconds


def test_no_address_leaves_the_site(site):
    """No page, style, script or snippet names an address of another server, or one from the root of its own."""
    for path in site.rglob("*"):
        if path.suffix in (".html", ".css", ".js", ".md", ".vtt") and not re.search("jekyll|hugo|wordpress", path.name):
            text = path.read_text(encoding="utf-8").replace("http://www.w3.org/", "")
            assert not re.search(r"https?:|(?:src|href)=\"/|url\(", text), path


def test_every_link_leads_somewhere(site):
    """Each file that a page refers to is there."""
    for page in site.rglob("*.html"):
        if "snippet" in page.name:
            continue
        links = re.findall(r'(?:src|href|poster)="([^"#]+)', page.read_text(encoding="utf-8"))
        for link in links:
            assert link.startswith("data:") or (page.parent / link).is_file(), (page, link)


@pytest.fixture
def tiny(tmp_path):
    """The record of a tiny film, published."""
    path = make_film(tmp_path)
    publish(tmp_path, QUALITY)
    return path


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_publish_is_the_same(tiny, tmp_path):
    """Published again, an unchanged film gives the same files to the last byte."""
    before = contents(tmp_path / "site")
    publish(tmp_path, QUALITY)
    assert contents(tmp_path / "site") == before
    assert not list(tmp_path.glob(".site*"))


def test_a_changed_film_is_made_anew(tiny, tmp_path):
    """When the film has changed, nothing of the old one is kept."""
    make_film(tmp_path, poster=0.0)
    (tmp_path / "site" / "tiny" / "film.json").write_text('{"made_of": ["of another film", 1]}')
    (tmp_path / "site" / "tiny" / "poster.png").write_bytes(b"old")
    publish(tmp_path, QUALITY)
    assert (tmp_path / "site" / "tiny" / "poster.png").read_bytes() != b"old"


def damaged(tiny):
    tiny.with_suffix(".mp4").write_bytes(b"no film")


def without_receipt(tiny):
    tiny.with_suffix(".numbers.json").unlink()


def half_an_about(tiny):
    tiny.write_text('{"title": "Tiny"}')


def no_json(tiny):
    tiny.write_text("{")


def without_film(tiny):
    tiny.with_suffix(".mp4").unlink()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (damaged, "Tiny.mp4 is not the film that Tiny.json describes"),
        (without_receipt, "Tiny.numbers.json is missing"),
        (half_an_about, "Tiny.json is damaged, Object missing required field `summary`"),
        (no_json, "Tiny.json is damaged"),
        (without_film, "Tiny.mp4: No such file or directory"),
    ],
)
def test_what_is_wrong_is_one_line_and_the_site_stays(tiny, tmp_path, harm, said):
    """A film that cannot be published is named in one line that tells what to type, and the old site is untouched."""
    before = contents(tmp_path / "site")
    harm(tiny)
    done = command("site", "--media", str(tmp_path), folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert done.stderr.endswith("type make render FILM=tiny QUALITY=480p15\n")
    assert done.stderr.count("\n") == 1
    assert contents(tmp_path / "site") == before


def test_a_failure_halfway_leaves_the_old_site(tiny, tmp_path, monkeypatch):
    """When the disk is full in the middle of it, the site that was there is there still, and nothing else."""

    def full(*_):
        raise OSError(28, "No space left on device")

    before = contents(tmp_path / "site")
    monkeypatch.setattr("publishing.site.write_texts", full)
    with pytest.raises(OSError, match="No space left"):
        publish(tmp_path, QUALITY)
    assert contents(tmp_path / "site") == before
    assert not list(tmp_path.glob(".site*"))


def test_present_opens_the_page(tmp_path, monkeypatch):
    """The browser is sent to the player page, by an address that holds wherever one stands."""
    make_film(tmp_path)
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr("sys.argv", ["publishing", "present", "--media", str(tmp_path), "--quality", QUALITY])
    assert main() == 0
    assert opened == [(tmp_path / "site" / "index.html").as_uri()]


def test_no_film_is_one_line(tmp_path):
    """Without a film in that quality, the command that makes one is named."""
    with pytest.raises(PublishError, match="holds no film in 480p15: type make render QUALITY=480p15"):
        find_films(tmp_path, QUALITY)


def test_the_command_tells_what_it_made(tmp_path):
    """The site, its zip and the worksheet are made by one command each, which prints where they are."""
    make_film(tmp_path / "media")
    for what, made in [("site", "media/site"), ("zip", "media/site.zip"), ("worksheet", "media/worksheet.pdf")]:
        done = command(what, folder=tmp_path)
        assert done.stderr == ""
        assert re.fullmatch(rf"{re.escape(made)}: \d+\.\d MB\n", done.stdout)
        assert (tmp_path / made).exists()


def test_an_interrupted_change_is_undone(tmp_path):
    """What was killed between taking the old site away and putting the new one there has the old one back."""
    (tmp_path / ".site.old").mkdir()
    (tmp_path / ".site.old" / "index.html").touch()
    with pytest.raises(RuntimeError), put_in_place(tmp_path / "site"):
        raise RuntimeError
    assert [path.name for path in tmp_path.rglob("*")] == ["site", "index.html"]


def test_an_unfinished_file_is_gone(tmp_path):
    """A file that could not be finished leaves nothing behind, and the old one as it was."""
    (tmp_path / "sheet.pdf").write_text("old")

    def fail():
        with making(tmp_path / "sheet.pdf") as file:
            file.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("sheet.pdf", "old")]


def test_the_zip_holds_the_site(site, tmp_path):
    """All files of the site are in the zip, index.html at its top, and its films are what they were."""
    with zipfile.ZipFile(write_archive(site, tmp_path / "site.zip")) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            str(path): content for path, content in contents(site).items()
        }
        assert "index.html" in archive.namelist()


def test_the_record_tells_the_steps(site, films):
    """film.json holds sections, captions and steps, and names no path of this machine."""
    for film in films:
        text = (site / film.name / "film.json").read_text(encoding="utf-8")
        assert len(json.loads(text)["steps"]) == len(steps_of(film))
        assert str(ROOT) not in text
