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


def make(*targets, folder=ROOT):
    """Call make as a user does, untouched by the make that may have started these tests."""
    inherited = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "FILM", "QUALITY"}
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
    script.write_text("#!/bin/sh\necho ran >>log\nmkdir -p .venv/bin\nln -sf /bin/true .venv/bin/python\n")
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


def test_an_interrupted_set_up_is_taken_up_again(fresh):
    """A set-up that failed halfway fails the call and runs again on the next one."""
    whole = (fresh / "setup.sh").read_text()
    (fresh / "setup.sh").write_text(whole + "exit 1\n")
    assert make("render", folder=fresh).returncode == 2
    (fresh / "setup.sh").write_text(whole)
    assert make("render", folder=fresh).returncode == 0
    assert (fresh / "log").read_text() == "ran\nran\n"


def test_a_wrong_film_ends_make_with_status_2(fresh):
    """The name given as FILM reaches the renderer as it is, and its status comes back."""
    python = fresh / ".venv" / "bin" / "python"
    make("setup", folder=fresh)
    python.unlink()
    python.write_text('#!/bin/sh\nprintf "%s|" "$@"\nexit 2\n')
    python.chmod(0o755)
    done = make("render", "FILM=it's $(x) a", "QUALITY=4k", folder=fresh)
    assert done.returncode == 2
    assert done.stdout == "-m|rendering|--film|it's  a|--quality|4k|--holds|repeat|--media|media|"


@pytest.fixture
def bare_machine(tmp_path):
    """Run setup.sh on a machine that has Python, no compiler, and else only the commands given as scripts."""
    shutil.copy(ROOT / "setup.sh", tmp_path)
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ["bash", "env", "dirname", "tr"]:
        (folder / name).symlink_to(shutil.which(name))
    (folder / "python3").symlink_to(sys.executable)

    def run(python="python3", **scripts):
        for name, script in scripts.items():
            (folder / name.replace("_", "-")).write_text(f"#!/bin/sh\n{script}\n")
            (folder / name.replace("_", "-")).chmod(0o755)
        done = subprocess.run(
            [tmp_path / "setup.sh", python], env={"PATH": str(folder)}, capture_output=True, text=True
        )
        assert done.returncode == 1
        assert not (tmp_path / ".venv").exists()
        return done.stderr

    return run


def test_no_python_is_one_line(bare_machine):
    """A missing Python is said in one line that tells what to do."""
    line = "setup: snake was not found; install Python 3.11 or newer, or name it: make setup PYTHON=…\n"
    assert bare_machine(python="snake") == line


def test_an_old_python_is_one_line(bare_machine):
    """A Python before 3.11 is said in one line that tells its version and what to do."""
    old = f'exec {sys.executable} -c "import sys; sys.version_info = (3, 10, 13); $2"'
    said = bare_machine(python="old", old=old)
    assert said == "setup: old is Python 3.10; 3.11 or newer is needed; name another: make setup PYTHON=…\n"


def test_without_apt_the_commands_are_named(bare_machine):
    """Where there is no apt-get, set-up stops with the command for Homebrew, dnf and pacman."""
    said = bare_machine()
    for command in ["brew install cairo", "sudo dnf install gcc", "sudo pacman -S --needed gcc"]:
        assert command in said


def test_without_rights_the_command_is_named(bare_machine):
    """A user who may not install gets the exact command to type, and nothing is tried."""
    said = bare_machine(apt_get="echo tried >&2", id="echo 1000")
    assert "apt-get install -y --no-install-recommends gcc libc6-dev pkg-config libcairo2-dev" in said
    assert "tried" not in said


@pytest.mark.parametrize("user", ["root", "sudoer"])
def test_root_and_sudo_install_what_is_missing(bare_machine, user):
    """Root, or a user with sudo, installs the missing packages, and set-up checks that they came."""
    scripts = {"id": "echo 0"} if user == "root" else {"id": "echo 1000", "sudo": '[ "$1" = -n ] || "$@"'}
    said = bare_machine(apt_get='echo "apt-get $*" >&2', **scripts).splitlines()
    assert said[0] == "apt-get update -qq"
    assert said[1].startswith("apt-get install -y -qq --no-install-recommends gcc libc6-dev pkg-config")
    assert said[2].startswith("setup: still missing for python3 after the installation: gcc")


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
