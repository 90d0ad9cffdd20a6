"""What is said of a sample though nothing is wrong with it: on stderr, a line each, while stdout has the path alone."""

import json
import sys
from pathlib import Path

import pytest

from core import load_example
from networks.__main__ import main
from tests.networks.test_sample import SINGLE, VALUES

LAYER = {"weights": [[4, 0], [0, 4]], "biases": [0, 0], "activation": "softmax"}
# Of rows 1 to 5 the network is sure, wrong, surely wrong, unsure, and cannot be asked.
ROWS = ["3,0,red", "0,1,red", "5,0,blue", "1,1,red", ",3,blue"]


@pytest.fixture
def said(tmp_path, monkeypatch, capsys):
    """A function that calls the command on net.json and a table, and gives the example and what is said on stderr."""
    monkeypatch.chdir(tmp_path)

    def call(layer, *options, rows=(), name="net.csv", **fields):
        Path("net.json").write_text(json.dumps({"version": 1, **fields, "network": {"layers": [layer]}}))
        if rows:
            Path(name).write_text("\n".join(["a,b,kind", *rows]))
        monkeypatch.setattr(sys, "argv", ["networks", "net.json", *options])
        status, out = main(), capsys.readouterr()
        assert (status, out.out) == (0, "media/net/example.json\n")
        return load_example("media/net/example.json"), out.err

    return call


SURE = ["--input=3,0", "--target=0"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (ROWS, "SAMPLE=3 is one that it gets wrong (then without INPUT and TARGET)\n"),
        ([ROWS[0], ROWS[3], "0,1,blue"], "SAMPLE=2 is one that it is less sure of (then without"),
        ([*ROWS[:1], "0,3,blue"], ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("options", [[], ["--data=net.csv"]])
def test_a_better_sample_is_proposed(said, rows, expected, options):
    """Where the network is sure of the sample, the row with the largest loss is named, if it is of more worth."""
    rows = [row.replace("red", "0").replace("blue", "1") for row in rows]
    err = said(LAYER, *SURE, *options, rows=rows, class_names=["0", "1"])[1]
    assert expected in err
    assert err.count("\n") == bool(expected)


def test_the_own_sample_is_left_for_a_better_one(said):
    """A row is proposed beside the file's own sample, too, through its mean and scale, and for a single sigmoid."""
    own = {"measurements": [6, 2], "true_class": 1, "mean": [2, 2], "scale": [0.5, 1], "class_names": ["no", "yes"]}
    err = said(SINGLE, rows=["6,2,yes", "0,2,yes", "0,2,no"], **own)[1]
    assert err.endswith("learns next to nothing from it: SAMPLE=2 is one that it gets wrong\n")
    assert said(SINGLE, "--sample=2", **own)[1] == ""


@pytest.mark.parametrize("options", [["--sample=1"], ["--input=1,1", "--target=0"], ["--input=3,0", "--target=1"]])
def test_nobody_else_gets_a_proposal(said, options):
    """Where a row was chosen, or the network is not sure of the right class, no row is proposed."""
    assert said(LAYER, *options, rows=ROWS)[1] == ""


@pytest.mark.parametrize("rows", [["1,2"], ["1,2,3,4"], ["x,y,z"], ["1,2,red", "1,2,tall", "3,4,blue"]])
def test_a_table_of_others_is_passed_over(said, rows):
    """A table beside the network that nobody asked for, and that does not fit, is no error."""
    assert said(LAYER, *SURE, rows=rows, class_names=["x", "y"])[1] == ""


def test_ten_thousand_rows_are_looked_at(said):
    """A row beyond the first ten thousand is not proposed, and those without a number are passed over."""
    rows = ["3,0,0"] * 9_999 + ["0,0.1,0", "5,0,1"]
    assert "SAMPLE=10000 is one that it gets wrong" in said(LAYER, *SURE, rows=rows, class_names=["0", "1"])[1]


def test_a_loss_that_no_rate_lowers_is_said(said):
    """Where no learning rate lowers the loss, the last is taken, and that is said, as is a loss that stays."""
    steep = {**VALUES, "weights": [[3.2, -1.5]], "biases": [100]}
    example, err = said(steep, "--input=52000,42", "--target=350000")
    assert example.learning_rate == 1e-6
    assert "no learning rate from 0.2 to 0.000001 lowers the loss of this sample: with the last" in err
    assert "train on standardised inputs and give their mean and scale, or take another sample\n" in err
    dead = {"weights": [[-1, 0]], "biases": [0], "activation": "relu"}
    assert (
        "no step changes the loss of this sample, 1, as its gradients vanish: choose another"
        in said(dead, "--input=1,1", "--target=1")[1]
    )
    assert said(steep, "--input=52000,42", "--target=350000", learning_rate=1e-6)[1] == ""


@pytest.mark.parametrize(
    ("options", "fields", "expected"),
    [
        (["--input=1e160,0", "--target=0,0"], {}, "no step can lower the loss of this sample: "),
        (["--input=1e150,0", "--target=0,0"], {}, "no learning rate from 0.2 to 0.000001 can be used: "),
        (["--input=1e150,0", "--target=0,0"], {"learning_rate": 1e9}, "a step with learning_rate 1e+09: "),
    ],
)
def test_a_step_out_of_all_numbers_is_refused(tmp_path, monkeypatch, capsys, options, fields, expected):
    """Where every step overflows, the refusal says that it is the step, and what to do."""
    monkeypatch.chdir(tmp_path)
    Path("net.json").write_text(json.dumps({"version": 1, **fields, "network": {"layers": [VALUES]}}))
    monkeypatch.setattr(sys, "argv", ["networks", "net.json", *options])
    assert main() == 2
    out = capsys.readouterr()
    assert (out.out, out.err.count("\n")) == ("", 1)
    assert f"net.json: {expected}" in out.err
    assert "give a smaller one" in out.err or "give their mean and scale, or take another sample" in out.err


def test_scores_of_classes_are_said_to_be_none(said):
    """A network of classes that ends without softmax is filmed as it is, and the line says how to give it one."""
    names = {"class_names": ["x", "y"]}
    err = said(VALUES, "--input=1,2", "--target=x", **names)[1]
    assert err.endswith("for probabilities, name all ACTIVATIONS, softmax last: ACTIVATIONS=softmax\n")
    example, err = said(VALUES, "--input=1,2", "--target=x", "--activations=softmax", **names)
    assert (example.network.loss, err) == ("cross_entropy", "")
