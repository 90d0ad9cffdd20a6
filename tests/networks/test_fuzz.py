"""Whatever is in a file: it gives a network or one clear NetworkFileError, in 500 MB of memory and an end."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.networks.bombs import BOMBS

ROOT = Path(__file__).parent.parent.parent
COUNT = 2500
MEGABYTES = 500
# What each bomb has to give; all others have to be refused for their size.
VALID = {"the_largest.json": "(4096, 970)", "cells.csv": "61796"}


def run(module, *arguments, **options):
    """Start a module of these tests as a process of its own, with warnings as errors."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, "-W", "error", "-m", f"tests.networks.{module}", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, **options)


def test_mutated_files(tmp_path):
    """Of thousands of mutated files of each kind, none gives anything but something valid or a clear error."""
    with run("fuzz", tmp_path, COUNT) as process:
        *failures, last = process.communicate()[0].splitlines()
    assert failures == []
    assert process.returncode == 0
    said = json.loads(last)
    assert said["megabytes"] < MEGABYTES
    assert all(50 < valid < COUNT - 50 for valid in said["valid"].values())


def test_bombs(tmp_path):
    """Files that would unpack, parse or grow to gigabytes are refused for it, and the largest network is read."""
    answers = {}
    with run("bombs", stdin=subprocess.PIPE) as process:
        for name, make in BOMBS.items():
            path = tmp_path / name
            path.write_bytes(make())
            process.stdin.write(f"{path}\n")
            process.stdin.flush()
            line = process.stdout.readline()
            path.unlink()
            assert line, f"{name} ended the process that read it: status {process.wait()}"
            answers[name], megabytes = line.split(" | ")
            assert int(megabytes) < MEGABYTES
    assert process.returncode == 0
    assert {name: said for name, said in answers.items() if re.fullmatch(r"[(), 0-9]+", said)} == VALID
