"""`python -m networks`: what is written where, and that nothing else is said."""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from core import load_example
from core.example import FILE
from networks.__main__ import main, slug
from tests.networks.test_sample import CLASSES

ROOT = Path(__file__).parent.parent.parent


def test_the_path_and_nothing_else_is_printed(tmp_path):
    """As a program of its own it prints the path, quietly, with warnings as errors, and keeps what is the same."""
    network = tmp_path / "My Näme; $(x).json"
    network.write_text(FILE.read_text())
    command = [sys.executable, "-W", "error", "-m", "networks", "--media=my media", "--", str(network)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    for _ in range(2):
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert (done.returncode, done.stdout, done.stderr) == (0, "my media/my-name-x/example.json\n", "")
        made = tmp_path / "my media" / "my-name-x" / "example.json"
        source = {"file": str(network), "sha256": hashlib.sha256(network.read_bytes()).hexdigest()}
        assert json.loads(made.read_text()) == json.loads(FILE.read_text()) | source
        os.utime(made, (1, 1))
    assert made.stat().st_mtime == 1
    assert [path.name for path in made.parent.iterdir()] == ["example.json"]
    network.write_text(FILE.read_text().replace("0.3, -0.8", "0.3, -0.9"))
    subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert load_example(made).network.layers[0].weights[0, 1] == -0.9


def test_conversion_needs_no_sample(tmp_path, monkeypatch, capsys):
    """With --convert a network without sample becomes JSON that the command reads again."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "net.json").write_text(json.dumps({"version": 1, "network": {"layers": [CLASSES]}}))
    monkeypatch.setattr(sys, "argv", ["networks", "--convert", "net.json"])
    assert main() == 0
    assert capsys.readouterr().out == "media/net/network.json\n"
    written = json.loads((tmp_path / "media" / "net" / "network.json").read_text())
    assert written["class_names"] == ["class 0", "class 1", "class 2"]
    assert "measurements" not in written
    options = ["--input=1,2", "--target=1", "--out=o.json"]
    monkeypatch.setattr(sys, "argv", ["networks", "media/net/network.json", *options])
    assert main() == 0
    assert load_example("o.json").true_class == 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("model.onnx", "model"), ("../../../etc/My Model.v2.npz", "my-model-v2"), ("Größe.json", "grosse"),
        ("模型.json", "network"), ("-rf.json", "rf"), ("videos.json", "videos-network"), ("..json", "network"),
        ("x" * 200 + ".json", "x" * 60), ("a\nb'\"$.json", "a-b"),
    ],
)  # fmt: skip
def test_a_slug_is_safe(name, expected):
    """The folder is named by small letters, digits and hyphens, and never like one that holds something else."""
    assert slug(Path(name)) == expected
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", slug(Path(name)))


def test_what_is_not_needed_is_not_imported():
    """Reading JSON waits for no library that only other files need, and for nothing that draws."""
    names = "{'manim', 'onnx', 'safetensors', 'sklearn', 'torch'}"
    code = f"import sys, networks.__main__; print({names} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@pytest.mark.parametrize(("name", "package"), [("m.onnx", "onnx"), ("m.safetensors", "safetensors")])
def test_a_missing_package_is_named(tmp_path, monkeypatch, capsys, name, package):
    """Where a package is missing that a file needs, the message says what to type."""
    (tmp_path / name).write_bytes(bytes(8) + b"{}")
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setattr(sys, "argv", ["networks", str(tmp_path / name)])
    assert main() == 2
    way_out = f"type: .venv/bin/python -m pip install {package}"
    assert capsys.readouterr().err.endswith(f"{name}: wants the package {package}; {way_out}\n")
