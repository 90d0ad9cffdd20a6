"""The samples that an example takes from a table: all of a small one, some from all parts of a large one."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from core import load_example
from networks.__main__ import main
from networks.whole_rows import KEPT

NETWORK = {"layers": [{"weights": [[4, 0], [0, 4]], "biases": [0, 0], "activation": "softmax"}]}


@pytest.fixture
def made(tmp_path, monkeypatch, capsys):
    """A function that calls the command on net.json and a table of rows; its example, or None where it is refused."""
    monkeypatch.chdir(tmp_path)

    def call(rows, *options, **fields):
        fields = {"version": 1, "class_names": ["red", "blue"], **fields, "network": NETWORK}
        Path("net.json").write_text(json.dumps(fields))
        if rows:
            Path("net.csv").write_text("\n".join(["a,b,kind", *rows]))
        monkeypatch.setattr(sys, "argv", ["networks", "net.json", *options])
        status = main()
        capsys.readouterr()
        return load_example("media/net/example.json") if status == 0 else None

    return call


def test_the_rows_of_a_table_are_the_samples(made):
    """Every whole row of the table is a sample, measured and with its class; a row with a gap is none."""
    example = made(["3,0,red", "0,1.5,blue", ",3,blue", "5,0,red"], "--sample", "1")
    assert example.samples.measurements.tolist() == [[3, 0], [0, 1.5], [5, 0]]
    assert example.samples.classes.tolist() == [0, 1, 0]


def test_of_a_large_table_all_parts_are_kept(made):
    """Of a table with more numbers than an example keeps, rows from its beginning to its end are kept."""
    count = KEPT // 2 + 1000
    example = made([f"{k},1,red" for k in range(count)], "--sample", "1")
    kept = example.samples.measurements[:, 0]
    assert len(kept) <= KEPT // 2
    assert kept[-1] >= 9000
    assert np.diff(kept).min() >= 1


def test_without_a_table_there_are_no_samples(made):
    """An example whose network has no table knows no other samples."""
    assert made([], "--input", "1,2", "--target", "red").samples is None


def test_the_samples_of_the_file_are_kept(made):
    """The samples that the network's own file brings are those of its example."""
    samples = {"measurements": [[1, 2], [3, 4]], "classes": [1, 0]}
    example = made([], "--input", "1,2", "--target", "red", samples=samples)
    assert example.samples.measurements.tolist() == samples["measurements"]


@pytest.mark.parametrize(
    "samples",
    [{"measurements": [[1, 2]]}, {"measurements": [[1]], "classes": [0]}, {"measurements": [1], "classes": [0]}],
)
def test_samples_that_do_not_fit_are_refused(made, samples):
    """Samples without classes, or with other measurements than the network has inputs, are refused."""
    assert made([], "--input", "1,2", "--target", "red", samples=samples) is None
