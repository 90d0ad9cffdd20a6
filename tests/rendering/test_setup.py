"""What a user types: the Makefile, its set-up, and the packages it installs."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
LOCKS = ["requirements.lock", "requirements-build.lock"]
# What a user may type after `make`.
TYPED = {"QUALITY", *re.search(r"^TYPED = (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[1].split()}


def make(*targets, folder=ROOT):
    """Call make as a user does, untouched by the make that may have started these tests."""
    inherited = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "EXAMPLE", *TYPED}
    environment = {name: value for name, value in os.environ.items() if name not in inherited}
    return subprocess.run(["make", *targets], cwd=folder, env=environment, capture_output=True, text=True)


def requirements(lock):
    """The requirements of a lock file, each with its hashes, as single lines."""
    lines = (ROOT / lock).read_text().replace("\\\n", " ").splitlines()
    return [line for line in lines if line and not line.lstrip().startswith("#")]


def normal(name):
    return re.match(r"[\w.-]+", name)[0].lower().replace("_", "-")


@pytest.mark.parametrize("arguments", [[], ["help"]])
def test_help_lists_every_target(arguments):
    """Plain `make` and `make help` describe every target of the Makefile."""
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[1]
    listed = re.findall(r"^make ([a-z-]+) +\S.*$", make(*arguments).stdout, re.MULTILINE)
    assert listed == phony.split()


@pytest.fixture
def fresh(tmp_path):
    """This project's Makefile with a set-up that only notes that it ran, and with a silent python."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in [*LOCKS, "pyproject.toml"]:
        (tmp_path / name).touch()
    script = tmp_path / "setup.sh"
    script.write_text(
        '#!/bin/sh\n[ "$1" = --for-tests ] && exit\n'
        "echo ran >>log\nmkdir -p .venv/bin\nln -sf /bin/true .venv/bin/python\n"
    )
    script.chmod(0o755)
    return tmp_path


def test_set_up_runs_once(fresh):
    """A second call of make installs nothing, and a changed lock file installs again."""
    for _ in range(2):
        assert make("render", folder=fresh).returncode == 0
    assert (fresh / "log").read_text() == "ran\n"
    newer = (fresh / ".venv" / "packages").stat().st_mtime + 10
    os.utime(fresh / "requirements.lock", (newer, newer))
    make("test", folder=fresh)
    assert (fresh / "log").read_text() == "ran\nran\n"


def test_clean_leaves_what_is_in_the_repository(fresh):
    """`make clean` removes films and caches, and keeps the stills and .gitkeep."""
    kept = {"media/.gitkeep", "media/stills/architecture.png"}
    made = {"media/videos/a/480p15/A.mp4", "core/__pycache__/forward.pyc", ".pytest_cache/README.md"}
    for name in kept | made:
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        (fresh / name).touch()
    assert make("clean", folder=fresh).returncode == 0
    assert {name for name in kept | made if (fresh / name).exists()} == kept


def test_continuous_integration_lints_and_tests(fresh):
    """`.ci/run`, from wherever it is called, calls `make lint test` and nothing else."""
    shutil.copytree(ROOT / ".ci", fresh / ".ci")
    (fresh / "make").write_text('#!/bin/sh\necho "$PWD: $*"\n')
    (fresh / "make").chmod(0o755)
    environment = {"PATH": f"{fresh}:{os.environ['PATH']}"}
    done = subprocess.run([fresh / ".ci" / "run"], cwd="/", env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == f"{fresh}: lint test\n"


def test_an_interrupted_set_up_is_taken_up_again(fresh):
    """A set-up that failed halfway fails the call and runs again on the next one."""
    whole = (fresh / "setup.sh").read_text()
    (fresh / "setup.sh").write_text(whole + "exit 1\n")
    assert make("render", folder=fresh).returncode == 2
    (fresh / "setup.sh").write_text(whole)
    assert make("render", folder=fresh).returncode == 0
    assert (fresh / "log").read_text() == "ran\nran\n"


def test_a_linked_environment_is_not_emptied(fresh):
    """Where .venv is a link, setup.sh ends with one line and leaves what it leads to alone."""
    shutil.copy(ROOT / "setup.sh", fresh)
    (fresh / "theirs").mkdir()
    (fresh / "theirs" / "kept").touch()
    (fresh / ".venv").symlink_to("theirs")
    done = subprocess.run(["./setup.sh", sys.executable], cwd=fresh, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == (
        "setup: .venv is a link to theirs, and filling it would empty that folder; remove the link first\n"
    )
    assert [path.name for path in (fresh / "theirs").iterdir()] == ["kept"]


HOSTILE = """it's $(shell touch pwned) `touch pwned` $(touch pwned) "$HOME" ; touch pwned #"""


@pytest.fixture
def recorded(fresh):
    """A function that calls make with a python which notes its arguments, one a line, and EXAMPLE.

    As `networks` it prints a path; its status is that of STATUS_networks or STATUS_rendering.
    """
    make("setup", folder=fresh)
    python = fresh / ".venv" / "bin" / "python"
    python.unlink()
    python.write_text(
        """#!/bin/sh
[ "$2" = pip ] && exit
printf '%s\\n' "$@" "EXAMPLE=$EXAMPLE" >>calls
[ "$2" = networks ] && echo "a media/my net/example.json"
eval "exit \\${STATUS_$2:-0}"
"""
    )
    python.chmod(0o755)

    def run(*arguments):
        (fresh / "calls").unlink(missing_ok=True)
        done = make(*arguments, folder=fresh)
        assert not (fresh / "pwned").exists()
        calls = fresh / "calls"
        return done, calls.read_text().splitlines() if calls.exists() else []

    return run


def test_a_wrong_film_ends_make_with_status_2(recorded, monkeypatch):
    """The name given as FILM reaches the renderer as it was typed, and its status comes back."""
    monkeypatch.setenv("STATUS_rendering", "2")
    done, calls = recorded("render", f"FILM={HOSTILE}", "QUALITY=4k")
    assert done.returncode == 2
    options = [f"--film={HOSTILE}", "--quality=4k", "--holds=once", "--media=media"]
    assert calls == ["-m", "rendering", *options, "EXAMPLE="]


@pytest.mark.parametrize("target", ["render", "preview"])
def test_a_network_is_read_before_it_is_filmed(recorded, target):
    """With NETWORK, all that was typed reaches the reader as it is, and the films land beside the example."""
    given = {name: f"{name} {HOSTILE}" for name in ("INPUT", "TARGET", "SAMPLE", "DATA", "ACTIVATIONS")}
    typed = [f"{name}={value}" for name, value in given.items()]
    done, calls = recorded(target, "NETWORK=-a net's $(x).onnx", f"MEDIA=m {HOSTILE}", *typed)
    assert done.returncode == 0
    options = [f"--{name.lower()}={value}" for name, value in given.items()]
    reading = ["-m", "networks", f"--media=m {HOSTILE}", *options, "--", "-a net's $(x).onnx", "EXAMPLE="]
    quality = "1080p60" if target == "render" else "480p15"
    drawing = ["-m", "rendering", f"--quality={quality}", "--holds=once", "--media=a media/my net"]
    assert calls == [*reading, *drawing, "EXAMPLE=a media/my net/example.json"]


def test_a_network_that_cannot_be_read_is_not_filmed(recorded, monkeypatch):
    """Where the reader fails, make fails and starts no rendering."""
    monkeypatch.setenv("STATUS_networks", "2")
    done, calls = recorded("render", "NETWORK=model.onnx")
    assert done.returncode == 2
    assert calls == ["-m", "networks", "--media=media", "--", "model.onnx", "EXAMPLE="]


def test_make_network_converts(recorded):
    """`make network` hands FROM and OUT to the reader as they were typed."""
    done, calls = recorded("network", f"FROM={HOSTILE}", f"OUT=o {HOSTILE}")
    assert done.stdout == "a media/my net/example.json\n"
    assert calls == ["-m", "networks", "--media=media", "--convert", f"--out=o {HOSTILE}", "--", HOSTILE, "EXAMPLE="]
    without, calls = recorded("network")
    assert without.returncode == 2
    assert "FROM: give FROM=path/to/model.onnx" in without.stderr
    assert calls == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_its_hashes(lock):
    """A lock file pins one version with hashes on each line and names no index or host."""
    assert len(requirements(lock)) > 5
    for line in requirements(lock):
        assert re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line), line
    assert "://" not in (ROOT / lock).read_text()


def test_all_that_is_needed_is_locked():
    """Every package that pyproject.toml asks for stands in the lock file that make lock writes it to."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = asked["project"]["dependencies"] + asked["dependency-groups"]["test"]
    build = asked["build-system"]["requires"] + asked["dependency-groups"]["build"]
    for lock, names in zip(LOCKS, [wanted, build], strict=True):
        locked = {normal(line) for line in requirements(lock)}
        assert {normal(name) for name in names} <= locked
