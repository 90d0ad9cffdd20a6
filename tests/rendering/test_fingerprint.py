"""What a film's fingerprint depends on: everything that shapes the film, and nothing else."""

import ast
import os
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from rendering import fingerprint

ROOT = Path(__file__).parent.parent.parent
# The rooms whose code runs while a film is rendered.
ROOMS = "core", "facts", "words", "scenes", "rendering"
# What shows how far a render is, and shapes no film.
SHAPES_NOTHING = {"tqdm"}


def imported():
    """The top names of all modules that these rooms import, inside functions too."""
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    for node in (node for path in files for node in ast.walk(ast.parse(path.read_text()))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def shaping():
    """The distributions that the code which makes a film is written with."""
    ours = {path.name for path in ROOT.iterdir() if path.is_dir()}
    known = packages_distributions()
    names = {normal(known[name][0]) for name in {*imported()} - ours - sys.stdlib_module_names}
    return sorted(names - SHAPES_NOTHING)


def normal(name):
    """The name of a distribution as package indexes compare it."""
    return name.lower().replace("_", "-")


def made():
    """The fingerprint of a film with one input."""
    return fingerprint.fingerprint({"scenes/tiny_film.py": "1234"}, "480p15", "once")


def test_the_fingerprint_knows_the_packages_that_shape_a_film():
    """The versions in the fingerprint are those of the packages that are imported by the rooms which make a film."""
    assert sorted(fingerprint.PACKAGES) == shaping()


@pytest.mark.parametrize("package", shaping())
def test_a_packages_version_is_part_of_the_fingerprint(monkeypatch, package):
    """Another version of what computes, draws, sets type or encodes is another fingerprint."""
    before, version = made(), fingerprint.version
    monkeypatch.setattr(fingerprint, "version", lambda name: version(name) + ".1" * (name == package))
    assert made() != before


@pytest.mark.parametrize(
    ("module", "function"),
    [("cairo", "cairo_version_string"), ("manimpango", "pango_version"), ("platform", "python_version")],
)
def test_a_librarys_version_is_part_of_the_fingerprint(monkeypatch, module, function):
    """Another version of cairo, pango or Python is another fingerprint."""
    before = made()
    monkeypatch.setattr(getattr(fingerprint, module), function, lambda: "0.1")
    assert made() != before


def test_what_was_asked_for_is_part_of_the_fingerprint(monkeypatch):
    """Another input or content, quality, way to hold or example is another fingerprint, the same is the same."""
    before = made()
    others = [
        fingerprint.fingerprint({"scenes/tiny_film.py": "1235"}, "480p15", "once"),
        fingerprint.fingerprint({"scenes/tiny_film.py": "1234", "core/example.json": "1"}, "480p15", "once"),
        fingerprint.fingerprint({"scenes/tiny_film.py": "1234"}, "720p30", "once"),
        fingerprint.fingerprint({"scenes/tiny_film.py": "1234"}, "480p15", "repeat"),
    ]
    monkeypatch.setenv("EXAMPLE", "other.json")
    others.append(made())
    assert len({before, *others}) == 6
    monkeypatch.delenv("EXAMPLE")
    assert made() == before


def test_imports_of_imports_are_inputs(project, run_warm, change_film):
    """A film is rendered again when the source of a module that its own module imports has changed."""
    (project / "numbers_shown.py").write_text("from theme import SIZE\n")
    (project / "theme.py").write_text("SIZE = 2.0\n")
    run_warm()
    (project / "theme.py").write_text("SIZE = 2.001\n")
    assert "rendered in" in run_warm().stdout


def test_what_is_saved_during_a_render_counts(project, run_warm, change_film):
    """A film whose source was saved while it was rendered is rendered again, for nobody knows what was read."""
    change_film("self.wait(0.6)", "self.wait(0.6)\n        __import__('saving').save()")
    (project / "saving.py").write_text("import os\ndef save():\n    'SAVE' in os.environ and os.utime(__file__)\n")
    run_warm(SAVE="now")
    assert "rendered in" in run_warm().stdout
    assert "unchanged" in run_warm().stdout


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
