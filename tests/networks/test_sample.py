"""`python -m networks`: which sample is chosen, and what is said when something is wrong with it."""

import json
import sys
from pathlib import Path

import pytest

from core import load_example, training_step
from networks.__main__ import main
from networks.defaults import RATES

CLASSES = {"weights": [[1, 2], [3, -1], [0.5, 0.5]], "biases": [0, 1, -1], "activation": "softmax"}
VALUES = {"weights": [[1, 2], [3, -1]], "biases": [0, 1], "activation": "identity"}
SINGLE = {"weights": [[1, 2]], "biases": [0], "activation": "sigmoid"}
TABLE = "width,height,kind\n1.5,2,red\n-3,1e-1,blue\n0,4,green\n"


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """A function that makes tmp_path/net.json of one layer and more fields, and calls the command on it.

    It gives the example written, the error if there is one, and checks that one line says where, or what is wrong.
    """
    monkeypatch.chdir(tmp_path)

    def call(layer, *options, **fields):
        Path("net.json").write_text(json.dumps({"version": 1, **fields, "network": {"layers": [layer]}}))
        monkeypatch.setattr(sys, "argv", ["networks", "net.json", *options])
        status, said = main(), capsys.readouterr()
        assert (said.out + said.err).count("\n") == 1
        assert status == (2 if said.err else 0)
        return said.err if status else load_example(said.out.strip())

    return call


def test_a_sample_by_its_numbers(run):
    """INPUT is in the units of the file, before mean and scale; TARGET is a class's name."""
    example = run(CLASSES, "--input=-1,4", "--target=b", class_names=["a", "b", "c"], mean=[1, 2], scale=[2, 4])
    assert example.measurements.tolist() == [-1, 4]
    assert example.x.tolist() == [-1, 0.5]
    assert example.true_class == 1


@pytest.mark.parametrize(("target", "expected"), [("2", 2), ("class 1", 1), ("class 0", 0), ("0", 0), ("2.0", 2)])
def test_classes_without_names(run, target, expected):
    """A class is found by its index, counted from 0, and by the plain name it gets: class 0, class 1, …."""
    example = run(CLASSES, "--input=1,2", f"--target={target}")
    assert example.true_class == expected
    assert example.class_names == ("class 0", "class 1", "class 2")
    assert example.feature_names == ("x1", "x2")
    assert example.title == "Which class is it?"


def test_empty_names_are_replaced(run):
    """A name, a title or a thing that is empty, or of nothing but signs that are not shown, becomes the plain one."""
    empty = {"feature_names": ["", "\u202e"], "class_names": ["", "b", "\0"], "title": "\u200e", "thing": ""}
    example = run(CLASSES, "--input=1,2", "--target=b", **empty)
    assert example.feature_names == ("x1", "x2")
    assert example.class_names == ("class 0", "b", "class 2")
    assert (example.title, example.thing) == ("Which class is it?", "sample")


def test_a_name_goes_before_an_index(run):
    """Where classes are called by numbers, TARGET means the name."""
    assert run(CLASSES, "--input=1,2", "--target=1", class_names=["1", "2", "3"]).true_class == 0


def test_a_name_of_two_classes_is_none(run):
    """A name that several classes share chooses none of them, while their indices still do."""
    names = ["a", "b", "a"]
    assert "TARGET=a is no class: give a or b or a, or an index" in run(
        CLASSES, "--input=1,2", "--target=a", class_names=names
    )
    assert run(CLASSES, "--input=1,2", "--target=2", class_names=names).true_class == 2


def test_values_as_target(run):
    """A network that computes values aims at values, and its outputs are y1, y2, …."""
    example = run(VALUES, "--input=1,2", "--target=-0.5,3")
    assert example.target.tolist() == [-0.5, 3]
    assert example.true_class is None
    assert example.output_names == ("y1", "y2")


def test_probabilities_as_target(run):
    """A softmax may aim at probabilities."""
    assert run(CLASSES, "--input=1,2", "--target=0.5,0.25,0.25").target.tolist() == [0.5, 0.25, 0.25]


def test_one_output_has_two_classes(run):
    """A single sigmoid output decides between two classes, which TARGET names."""
    example = run(SINGLE, "--input=1,2", "--target=yes", class_names=["no", "yes"])
    assert (example.true_class, example.output_names) == (1, ("yes",))


def test_the_sample_of_the_file(run):
    """Without options the file's own sample is taken, and with TARGET alone its input."""
    own = {"measurements": [5, 6], "true_class": 2, "source": "here"}
    assert run(CLASSES, **own).true_class == 2
    other = run(CLASSES, "--target=0", **own)
    assert (other.true_class, other.measurements.tolist(), other.source) == (0, [5, 6], "here")
    assert run(CLASSES, "--target=0", "--input=1,1", **own).source == ""


def test_a_row_of_the_table_beside(run, tmp_path):
    """SAMPLE takes a row of NAME.csv, counted from 1; the names of the table stand for those that are missing."""
    (tmp_path / "net.csv").write_text(TABLE)
    example = run(CLASSES, "--sample=2")
    assert example.measurements.tolist() == [-3, 0.1]
    assert example.class_names == ("blue", "green", "red")
    assert example.true_class == 0
    assert example.feature_names == ("width", "height")
    assert example.source == "net.csv, row 2"


def test_the_names_of_the_file_stand(run, tmp_path):
    """Names that the file gives are not replaced by those of the table, and find its columns, in whatever order."""
    (tmp_path / "other.csv").write_text("id,height,width,kind\n7,2,1.5,red\n")
    names = {"feature_names": ["width", "height"], "class_names": ["red", "green", "blue"]}
    example = run(CLASSES, "--sample=1", "--data=other.csv", **names)
    assert example.measurements.tolist() == [1.5, 2]
    assert example.class_names == ("red", "green", "blue")


def test_a_table_of_indices(run, tmp_path):
    """Classes that are 0, 1, … in the table are indices, though not all of them occur."""
    (tmp_path / "net.csv").write_text("a,b,class\n1,2,2\n3,4,0\n")
    example = run(CLASSES, "--sample=1")
    assert (example.true_class, example.class_names) == (2, ("0", "1", "2"))
    assert run(CLASSES, "--sample=2", class_names=["x", "y", "z"]).true_class == 0


def test_a_table_names_what_was_only_numbered(run, tmp_path):
    """Where the file knows its classes by number alone, the table's names are taken, sorted as scikit-learn does."""
    (tmp_path / "net.csv").write_text(TABLE)
    assert run(CLASSES, "--sample=1", class_names=["0", "1", "2"]).class_names == ("blue", "green", "red")
    (tmp_path / "net.csv").write_text("a,b,year\n1,2,10\n1,2,9\n1,2,100\n")
    assert run(CLASSES, "--sample=1").class_names == ("9", "10", "100")


def test_a_table_of_values(run, tmp_path):
    """For values the last columns of the table are what to aim at, and name it."""
    (tmp_path / "net.csv").write_text("a,b,price,rent\n1,2,3.5,-4\n")
    example = run(VALUES, "--sample=1")
    assert (example.target.tolist(), example.target_names) == ([3.5, -4], ("price", "rent"))


def test_a_given_table_names_a_sample_by_numbers(run, tmp_path):
    """DATA beside INPUT and TARGET gives the names."""
    (tmp_path / "my.csv").write_text(TABLE)
    example = run(CLASSES, "--input=1,2", "--target=red", "--data=my.csv")
    assert (example.true_class, example.feature_names) == (2, ("width", "height"))


@pytest.mark.parametrize("steep", [1e-3, 1, 30, 1e3])
def test_the_learning_rate_lowers_the_loss(run, steep):
    """Without a learning rate, it is the largest of 0.2, 0.1, 0.05, … with which the loss falls."""
    layer = {**VALUES, "weights": [[steep, 2], [3, -steep]]}
    example = run(layer, f"--input={steep},2", "--target=1,1")
    step = training_step(example)
    assert step.loss_again < step.backward.loss
    for rate in RATES[: RATES.index(example.learning_rate)]:
        assert training_step(example, rate).loss_again >= step.backward.loss
    assert run(layer, "--input=1,2", "--target=1,1", learning_rate=0.03).learning_rate == 0.03
    assert RATES[:4] == (0.2, 0.1, 0.05, 0.02)
    assert RATES[-1] == 1e-6


def test_a_loss_that_cannot_fall(run):
    """Where nothing is wrong and so no step lowers the loss, the last of the rates is taken."""
    assert run(VALUES, "--input=1,1", "--target=3,3").learning_rate == 1e-6


WRONG = {
    "no sample": ([], "net.json: no sample to film: give INPUT=5.1,1.4 and TARGET=class, or SAMPLE=17, a row"),
    "no target": (["--input=1,2"], "net.json: no target to film: give INPUT="),
    "too few numbers": (["--input=1", "--target=1"], "net.json: INPUT has 1 numbers: give 2, as the network has"),
    "words for numbers": (["--input=1,a", "--target=1"], "net.json: INPUT=1,a: give 2 numbers with commas"),
    "a NaN": (["--input=1,nan", "--target=1"], "net.json: measurements[1] is nan: give finite numbers"),
    "an infinity": (["--input=1,inf", "--target=1"], "net.json: measurements[1] is inf: give finite numbers"),
    "a huge number": (["--input=1e308,1e308", "--target=1"], "net.json: layer 1: z["),
    "no such class": (["--input=1,2", "--target=d"], "net.json: TARGET=d is no class: give class 0 or class 1 or"),
    "no such index": (["--input=1,2", "--target=3"], "net.json: TARGET=3 is no class: give class 0 or class 1"),
    "no probabilities": (["--input=1,2", "--target=1,2,3"], "net.json: target is out of range: with cross_entropy"),
    "two samples": (["--input=1,2", "--sample=1"], "net.json: SAMPLE and INPUT or TARGET: give the row of a table"),
    "no table": (["--sample=1"], "net.csv: there is no such file"),
    "a folder for a table": (["--sample=1", "--data=."], ".: is no file"),
    "row 0": (["--sample=0", "--data=table.csv"], "table.csv: has no row 0: give one from 1 to 3"),
    "row 4": (["--sample=4", "--data=table.csv"], "table.csv: has no row 4: give one from 1 to 3"),
    "a word for a row": (["--sample=²", "--data=table.csv"], "net.json: SAMPLE=²: give a whole number"),
    "a row of words": (
        ["--sample=1", "--data=words.csv"],
        "words.csv: row 1, column 'x' is 'a', no number: give a number",
    ),
    "a wide table": (["--sample=1", "--data=wide.csv"], "wide.csv: has 4 columns: give 2 of the inputs, then"),
    "a ragged table": (["--sample=1", "--data=ragged.csv"], "ragged.csv: row 2 has 2 cells, the header 3"),
    "an empty table": (["--sample=1", "--data=empty.csv"], "empty.csv: has no rows below a header"),
    "other classes": (["--sample=1", "--data=four.csv"], "four.csv: has 4 classes (a, b, c, d, …), the network 3"),
    "no text": (["--sample=1", "--data=bytes.csv"], "bytes.csv: line 1 is not UTF-8: invalid start byte at"),
    "an open quote": (["--sample=1", "--data=quote.csv"], "quote.csv: line 2 is no row of a table: unexpected end"),
    "other activations": (["--activations=relu"], "net.json: ACTIVATIONS=relu, but the file says softmax: leave them"),
    "too many activations": (["--activations=relu,softmax"], "net.json: 2 activations, relu,softmax, for 1 layers"),
    "an unknown activation": (["--activations=swish"], "net.json: activation 'swish': the films show identity"),
    "a path through a file": (["--input=1,2", "--target=1", "--out=table.csv/x"], "table.csv: File exists"),
}
TABLES = {
    "table.csv": TABLE.encode(), "words.csv": b"x,y,kind\na,b,1\n", "wide.csv": b"n,x,y,kind\n1,2,3,1\n",
    "ragged.csv": b"x,y,kind\n1,2,1\n1,2\n", "empty.csv": b"x,y,kind\n", "bytes.csv": b"x,y,\xff\n1,2,1\n",
    "four.csv": b"x,y,kind\n1,2,a\n1,2,b\n1,2,c\n1,2,d\n", "quote.csv": b'x,y,kind\n1,2,"a\n',
}  # fmt: skip


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--input=1,2", "--target=red"], "TARGET=red: give 2 numbers with commas between them; for classes, name all"),
        (["--input=1,2", "--target=1"], "TARGET has 1 numbers: give 2, as the network has; for classes, name all ACT"),
        (["--sample=1", "--data=table.csv"], "then 2 to aim at; or, for a class, name all ACTIVATIONS, softmax last"),
    ],
)
def test_who_means_classes_is_told_how(run, tmp_path, options, expected):
    """For a network that ends without softmax, the message says how to give it one."""
    (tmp_path / "table.csv").write_text(TABLE)
    assert expected in run(VALUES, *options)


@pytest.mark.parametrize("case", WRONG)
def test_what_does_not_fit_is_one_line(run, tmp_path, case):
    """A sample that cannot be is said in one line, with the file, and nothing is written."""
    options, expected = WRONG[case]
    for name, data in TABLES.items():
        (tmp_path / name).write_bytes(data)
    assert expected in run(CLASSES, *options)
    assert not (tmp_path / "media").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"net.json", *TABLES}
