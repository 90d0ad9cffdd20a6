"""`make verify`: what it says of a film, and of one that it cannot verify."""

import json

import pytest

from core import Network, load_example
from core.example import Example
from tests.proof.story import ABOUT, Story, write


def test_a_true_film_is_one_line(film, verify):
    """Of a film that is true, one line says how much was checked, and what to install to have its picture read."""
    status, said = verify("story")
    assert status == 0
    assert said.startswith(
        f"{film}: 596 numbers, 160 equations, 0 statements and 0 marks checked, 0 things not, all true"
    )
    assert said.count("\n") == 1


def test_a_lie_has_its_time_its_text_its_truth_and_its_path(film, verify):
    """Of a number that is not true, a line says when it is on screen, what it is, what it should be, and its path."""
    receipt = Story(load_example()).receipt()
    next(number for number in receipt["numbers"] if number["path"] == "forward.layers[1].z[0]")["text"] = "0.839"
    write(film, receipt)
    status, said = verify()
    assert status == 1
    assert "1 not true" in said
    assert "\n  at 10.0 s: “0.839” should be “0.939” (forward.layers[1].z[0])\n" in said


def test_a_swapped_film_is_found(film, verify):
    """A film that is not the one of its receipt is named, though all numbers of the receipt are true."""
    film.write_bytes(b"another film")
    status, said = verify()
    assert status == 1
    assert "1 not true" in said
    assert "sha256 differs" in said


def test_a_receipt_of_another_rendering_is_found(film, verify):
    """A receipt whose fingerprint is not that of the film's own Film.json is named."""
    film.with_suffix(".json").write_text(json.dumps(ABOUT | {"fingerprint": "other"}))
    status, said = verify()
    assert status == 1
    assert "the fingerprint differs" in said


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"film": 1}', '{"film": NaN}', "[" * 100_000, '{"film": "Story"}', b"\xff\xfe"],
    ids=lambda text: str(text)[:20],
)
@pytest.mark.parametrize("suffix", [".numbers.json", ".json"])
def test_damaged_json_is_one_line(film, verify, suffix, text):
    """A receipt or record that is damaged in whatever way ends in one line that says to render again."""
    film.with_suffix(suffix).write_bytes(text if isinstance(text, bytes) else text.encode())
    status, said = verify()
    assert status == 1
    assert said.count("\n") == 1
    assert "render the film again" in said


@pytest.mark.parametrize("name", ["film", "fingerprint", "sha256", "given", "numbers", "equations", "lines"])
@pytest.mark.parametrize("value", [None, 7, "x", [7], [{}], {"a": 1}])
def test_a_damaged_entry_is_no_traceback(film, verify, name, value):
    """Whatever stands in an entry of a receipt, verifying it ends with a status and words."""
    receipt = json.loads(film.with_suffix(".numbers.json").read_text())
    film.with_suffix(".numbers.json").write_text(json.dumps({**receipt, name: value}))
    status, said = verify()
    assert status == 1
    assert said.startswith(str(film))


@pytest.mark.parametrize(("words", "about"), [(["other"], "other"), (["--quality", "480p15"], "480p15")])
def test_no_such_film_is_misuse(film, verify, words, about):
    """A film that was not rendered, or not in this quality, is status 2 and one line that says to render it."""
    status, said = verify(*words)
    assert status == 2
    assert about in said
    assert "render it first" in said
    assert said.count("\n") == 1


def test_a_film_without_a_receipt_is_not_true(film, verify):
    """A film without a receipt is status 1, like one with a damaged receipt, and one line that names it."""
    film.with_suffix(".numbers.json").unlink()
    status, said = verify()
    assert status == 1
    assert "Story.numbers.json" in said
    assert said.count("\n") == 1


def example_of(network, **target):
    """An example for any network."""
    n = network.sizes[0]
    names = {"class_names": ("no", "yes")} if network.loss == "cross_entropy" else {"target_names": ("y1", "y2")}
    given = {"measurements": [1.5, -0.25, 0.75][:n], "mean": [0.0] * n, "scale": [1.0] * n, "learning_rate": 0.1}
    return Example(title="Any", feature_names=("x",) * n, units=("",) * n, network=network, **names, **given, **target)


@pytest.mark.parametrize("hidden", ["relu", "sigmoid", "tanh", "identity"])
@pytest.mark.parametrize(
    ("sizes", "output", "loss", "target"),
    [
        ((3, 4, 2), "softmax", "cross_entropy", {"true_class": 1}),
        ((2, 3, 1), "sigmoid", "cross_entropy", {"true_class": 1}),
        ((3, 4, 3, 2), "identity", "mean_squared_error", {"target": [0.5, -1.0]}),
    ],
)
def test_any_network_is_verified(film, verify, hidden, sizes, output, loss, target):
    """Films of classes, of yes or no, and of values are true by their own formulas, with any activation."""
    network = Network.initialise(sizes, [*[hidden] * (len(sizes) - 2), output], seed=4, loss=loss)
    write(film, Story(example_of(network, **target)).receipt())
    status, said = verify()
    assert status == 0, said
