"""What setup.sh does on a machine that lacks something."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def bare_machine(tmp_path):
    """Run setup.sh on a machine that has Python, no compiler, and else only the commands given as scripts."""
    shutil.copy(ROOT / "setup.sh", tmp_path)
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ["bash", "env", "dirname", "tr"]:
        (folder / name).symlink_to(shutil.which(name))
    (folder / "python3").symlink_to(sys.executable)

    def run(python="python3", status=1, **scripts):
        for name, script in scripts.items():
            (folder / name.replace("_", "-")).write_text(f"#!/bin/sh\n{script}\n")
            (folder / name.replace("_", "-")).chmod(0o755)
        done = subprocess.run(
            [tmp_path / "setup.sh", python], env={"PATH": str(folder)}, capture_output=True, text=True
        )
        assert done.returncode == status
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


def test_what_only_tests_need_is_installed_or_done_without(bare_machine):
    """For tests, root gets a browser and a reader of pictures; elsewhere the tests go on without, and it is said."""
    said = bare_machine("--for-tests", status=0)
    assert said == "setup: they could not be installed here; the tests that need them are skipped, and say so\n"
    said = bare_machine("--for-tests", status=0, id="echo 0", apt_get='echo "apt-get $*" >&2').splitlines()
    assert said[1] == "apt-get install -y -qq --no-install-recommends chromium tesseract-ocr"
    assert bare_machine("--for-tests", status=0, chromium="", tesseract="") == ""
