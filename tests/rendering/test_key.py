"""What a film's key depends on: everything that shapes the film, and nothing else."""

import os

import pytest

from rendering import key


def made():
    """The key of a film with one input."""
    return key.key({"scenes/tiny_film.py": "1234"}, "480p15", "once")


@pytest.mark.parametrize("package", ["av", "manim", "numpy", "pycairo", "typst"])
def test_a_packages_version_is_part_of_the_key(monkeypatch, package):
    """Another version of what computes, draws, sets type or encodes is another key."""
    before, version = made(), key.version
    monkeypatch.setattr(key, "version", lambda name: version(name) + ".1" * (name == package))
    assert made() != before


@pytest.mark.parametrize(
    ("module", "function"),
    [("cairo", "cairo_version_string"), ("manimpango", "pango_version"), ("platform", "python_version")],
)
def test_a_librarys_version_is_part_of_the_key(monkeypatch, module, function):
    """Another version of cairo, pango or Python is another key."""
    before = made()
    monkeypatch.setattr(getattr(key, module), function, lambda: "0.1")
    assert made() != before


def test_what_was_asked_for_is_part_of_the_key(monkeypatch):
    """Another input or content, quality, way to hold or example is another key, the same is the same."""
    before = made()
    others = [
        key.key({"scenes/tiny_film.py": "1235"}, "480p15", "once"),
        key.key({"scenes/tiny_film.py": "1234", "core/example.json": "1"}, "480p15", "once"),
        key.key({"scenes/tiny_film.py": "1234"}, "720p30", "once"),
        key.key({"scenes/tiny_film.py": "1234"}, "480p15", "repeat"),
    ]
    monkeypatch.setenv("EXAMPLE", "other.json")
    others.append(made())
    assert len({before, *others}) == 6
    monkeypatch.delenv("EXAMPLE")
    assert made() == before


def test_imports_of_imports_are_inputs(project, run_rendering, change_film):
    """A film is rendered again when the source of a module that its own module imports has changed."""
    (project / "numbers_shown.py").write_text("from theme import SIZE\n")
    (project / "theme.py").write_text("SIZE = 2.0\n")
    run_rendering()
    (project / "theme.py").write_text("SIZE = 2.001\n")
    assert "rendered in" in run_rendering().stdout


def test_what_is_saved_during_a_render_counts(project, run_rendering, change_film):
    """A film whose source was saved while it was rendered is rendered again, for nobody knows what was read."""
    change_film("self.wait(0.6)", "self.wait(0.6)\n        __import__('saving').save()")
    (project / "saving.py").write_text("import os\ndef save():\n    'SAVE' in os.environ and os.utime(__file__)\n")
    run_rendering(SAVE="now")
    assert "rendered in" in run_rendering().stdout
    assert "unchanged" in run_rendering().stdout


def test_no_old_number_comes_from_a_cache(project, run_rendering):
    """A number changed within a second, in a file as long as before, is shown, whatever Python has cached."""
    numbers, film = project / "numbers_shown.py", "videos/tiny_film/480p15/TinyFilm.mp4"
    run_rendering(PYTHONDONTWRITEBYTECODE="")
    time = numbers.stat().st_mtime_ns
    numbers.write_text("SIZE = 3.0\n")
    os.utime(numbers, ns=(time, time))
    run_rendering(PYTHONDONTWRITEBYTECODE="")
    (project / "scenes" / "tiny_film.py").write_text(
        (project / "scenes" / "tiny_film.py").read_text().replace("from numbers_shown import SIZE", "SIZE = 3.0")
    )
    run_rendering("--media", "true")
    assert (project / "media" / film).read_bytes() == (project / "true" / film).read_bytes()
