"""`make verify`: which films there must be, and what is said of those that are missing or cannot be read."""

import json
import shutil
from pathlib import Path

import pytest


@pytest.fixture
def scenes(film):
    """A function that makes the folder one stands in one with scenes of these names."""

    def make(*names):
        Path("scenes").mkdir()
        for name in names:
            Path("scenes", f"{name}.py").touch()

    return make


@pytest.fixture(autouse=True)
def here(film, verify):
    """Every test stands in a folder of its own, where there is a film."""


def left_out(film, name, reason):
    """Let rendering have left a film out; the folder in which it says so."""
    folder = film.parents[2] / name / "1080p60"
    folder.mkdir(parents=True)
    (folder / "LEFT_OUT").write_text(reason)
    return folder


def test_the_whole_set_is_true(scenes, verify):
    """Where each film of the set is there and true, and nothing else is, the status is 0."""
    scenes("story", "_draft")
    assert verify()[0] == 0


def test_a_missing_film_is_not_true(film, scenes, verify):
    """A set that lacks films is status 1 and one line that names them, though the films that are there are true."""
    scenes("story", "back_prop", "other")
    status, said = verify()
    assert status == 1
    lacks, true = said.splitlines()[::-1]
    assert lacks == f"{film.parents[2]} lacks back_prop, other in QUALITY=1080p60: render them first"
    assert true.startswith(f"{film}: 596 numbers")


def test_a_film_under_another_name_is_missing(film, scenes, verify):
    """The film of a scene is the one that bears its name, and no other in its folder."""
    scenes("story")
    for path in film.parent.iterdir():
        path.rename(path.with_name(path.name.replace("Story", "Tale")))
    assert "lacks story in" in verify()[1]


def test_a_film_that_is_named_need_not_have_the_others(scenes, verify):
    """Who names a film verifies that one, whatever else is missing."""
    scenes("story", "other")
    status, said = verify("story")
    assert status == 0
    assert said.count("\n") == 1


def test_a_named_film_that_is_missing_is_not_true(scenes, verify):
    """A film of the set that is named and not there is status 1 and one line."""
    scenes("story", "other")
    status, said = verify("other")
    assert status == 1
    assert "lacks other in QUALITY=1080p60: render it first" in said
    assert said.count("\n") == 1


def test_a_film_left_out_is_neither_missing_nor_false(film, scenes, verify):
    """A film that rendering left out is said with its reason on one line, and does not change the status."""
    scenes("story", "training")
    folder = left_out(film, "training", "it needs\nDATA\n")
    line = f"{folder}: left out, it needs DATA\n"
    assert verify("training") == (0, line)
    status, said = verify()
    assert status == 0
    assert said.endswith(line)
    assert said.count("\n") == 2


def test_a_reason_in_whatever_bytes_is_said(film, verify):
    """A reason that is no text is said as well as it can be."""
    (left_out(film, "training", "") / "LEFT_OUT").write_bytes(b"no \xff data")
    status, said = verify("training")
    assert status == 0
    assert said.endswith(": left out, no \ufffd data\n")


def test_a_reason_that_says_nothing_leaves_nothing_out(film, scenes, verify):
    """A film that is left out without a word is missing."""
    scenes("training")
    left_out(film, "training", "\n")
    assert verify("training")[0] == 1


def test_a_film_beside_its_reason_is_verified(film, verify):
    """What can be seen is verified, though it should have been left out."""
    (film.parent / "LEFT_OUT").write_text("it needs DATA")
    film.write_bytes(b"another film")
    status, said = verify()
    assert status == 1
    assert "sha256 differs" in said
    assert "left out" not in said


def test_a_film_that_is_no_scene_any_more_is_verified(film, scenes, verify):
    """A film in media whose scene is gone is verified too."""
    scenes("other")
    left_out(film, "other", "no data")
    film.write_bytes(b"another film")
    status, said = verify()
    assert status == 1
    assert "sha256 differs" in said


@pytest.mark.parametrize("folder", ["again/1080p60", "story/1080p60"])
@pytest.mark.parametrize("wrong", [Path.touch, Path.mkdir])
def test_every_film_is_verified_though_the_first_is_false(film, verify, folder, wrong):
    """A film that is not true, or no file, does not keep others from being verified, in its folder or elsewhere."""
    other = film.parents[2] / folder / "Again.mp4"
    other.parent.mkdir(parents=True, exist_ok=True)
    for suffix in (".json", ".numbers.json"):
        shutil.copy(film.with_suffix(suffix), other.with_suffix(suffix))
    wrong(other)
    status, said = verify()
    assert status == 1
    assert f"{other}: " in said
    assert f"{film}: 596 numbers, 160 equations, 0 statements and 0 marks checked, 0 things not, all true" in said


@pytest.mark.parametrize("names", [(), ("story", "other")])
def test_an_empty_media_folder_is_one_line(film, scenes, verify, names):
    """Where nothing was rendered at all, one line says so, and the status is not 0."""
    scenes(*names)
    shutil.rmtree(film.parents[2])
    status, said = verify()
    assert status == (1 if names else 2)
    assert "render" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    "name", ["story/1080p60", "../story", "*", "st?ry", "", "/", "Story.mp4", "story\n", "x" * 999]
)
def test_a_film_by_no_name_is_misuse(verify, name):
    """What is no film's name is status 2 and one line that says which there are, even if it leads to a film."""
    status, said = verify(name)
    assert status == 2
    assert "is neither in scenes nor in" in said
    assert "choose story" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("quality", ["480p15", "4k", "*", "../1080p60/..", "", "x" * 999])
@pytest.mark.parametrize("names", [(), ("story",)])
def test_an_unknown_quality_is_one_line(scenes, verify, names, quality):
    """A quality in which there is no film is one line that says in which there are, and no status of 0."""
    scenes(*names)
    status, said = verify("--quality", quality)
    assert status > 0
    assert said.count("\n") == 1
    assert "choose 1080p60" in said or "too long" in said


def become_a_folder(path):
    """Put a folder where a file was."""
    path.unlink()
    path.mkdir()


def become_a_circle(path):
    """Put a link to itself where a file was: what cannot be read, even by who may read everything."""
    path.unlink()
    path.symlink_to(path)


@pytest.mark.parametrize("become", [become_a_folder, become_a_circle])
@pytest.mark.parametrize("suffix", [".mp4", ".json", ".numbers.json"])
def test_what_cannot_be_read_is_one_line(film, scenes, verify, become, suffix):
    """A folder or an unreadable file in the place of a film's file is status 1 and one line that names it."""
    scenes("story")
    become(film.with_suffix(suffix))
    status, said = verify()
    assert status == 1
    assert said.startswith(str(film.with_suffix("")))
    assert said.count("\n") == 1


@pytest.mark.parametrize("become", [become_a_folder, become_a_circle])
def test_a_reason_that_cannot_be_read_is_one_line(film, scenes, verify, become):
    """A reason that is no file is status 1 and one line that names it."""
    folder = left_out(film, "training", "")
    become(folder / "LEFT_OUT")
    status, said = verify("training")
    assert status == 1
    assert said.startswith(str(folder / "LEFT_OUT"))
    assert said.count("\n") == 1


def test_a_file_for_the_folder_of_films_is_one_line(film, verify):
    """Where the folder of films is a file, one line says that there is no film."""
    shutil.rmtree(film.parents[2])
    film.parents[2].touch()
    status, said = verify()
    assert status == 2
    assert said.count("\n") == 1


def test_a_film_without_a_number_is_not_called_true(film, verify):
    """Of a film that shows no number, it is said that it shows none, and not that all is true."""
    path = film.with_suffix(".numbers.json")
    receipt = json.loads(path.read_text())
    path.write_text(json.dumps({**receipt, "numbers": [], "equations": [], "lines": []}))
    status, said = verify()
    assert status == 0
    assert said.startswith(f"{film}: shows no number; picture not read")
