"""Films are found and named by their files alone."""

import pytest

from rendering.films import QUALITIES, find_films, scene_class


def test_every_file_in_scenes_is_a_film(tmp_path, monkeypatch):
    """Each scenes/NAME.py is a film, in alphabetical order, and nothing else is."""
    (tmp_path / "scenes" / "mobjects").mkdir(parents=True)
    for name in ["__init__.py", "_draft.py", "notes.txt", "one.py", "another.py", "mobjects/bars.py"]:
        (tmp_path / "scenes" / name).touch()
    monkeypatch.chdir(tmp_path)
    assert list(find_films()) == ["another", "one"]


@pytest.mark.parametrize(("name", "expected"), [("architecture", "Architecture"), ("forward_pass", "ForwardPass")])
def test_a_film_is_its_files_name_in_camel_case(name, expected):
    """The class of a film follows from its file's name."""
    assert scene_class(name) == expected


@pytest.mark.parametrize("quality", QUALITIES)
def test_a_quality_is_what_its_name_says(quality):
    """The name of a quality is its height and its frame rate; films are 16:9, with even sides as H.264 needs them."""
    width, height, rate = QUALITIES[quality]
    assert quality == f"{height}p{rate}"
    assert width % 2 == height % 2 == 0
    assert abs(width - height * 16 / 9) < 1
