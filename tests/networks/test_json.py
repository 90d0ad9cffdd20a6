"""The JSON format: what docs/network-format.md says of it is so, and what it forbids is refused by name."""

import json
import re
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from core import load_example
from core.example import FILE
from networks import NetworkFileError, read, write
from networks.json_file import parsed

ROOT = Path(__file__).parent.parent.parent
DOCS = (ROOT / "docs" / "network-format.md").read_text(encoding="utf-8")
DOCUMENTED = re.search(r"```json\n(.*?)```", DOCS, re.DOTALL)[1]
SCHEMA = jsonschema.Draft202012Validator(parsed((ROOT / "networks" / "schema.json").read_bytes()))
NETWORK = '{"layers": [{"weights": [[1, 2]], "biases": [3], "activation": "sigmoid"}]}'
SMALL = f'{{"version": 1, "network": {NETWORK}}}'


@pytest.fixture
def read_text(tmp_path):
    """A function that reads a file of this text, or of these bytes."""

    def run(text):
        path = tmp_path / "a network.json"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read(path)

    return run


@pytest.mark.parametrize("text", [FILE.read_text(), DOCUMENTED, SMALL])
def test_the_schema_agrees(text, read_text):
    """The films' example, the one of the documentation and the smallest satisfy the schema, and are read."""
    SCHEMA.validate(json.loads(text))
    assert read_text(text)["network"].layers


def test_what_the_documentation_shows_is_read(read_text):
    """The documented example gives each field as it stands there."""
    fields, written = read_text(DOCUMENTED), json.loads(DOCUMENTED)
    network = written.pop("network")
    assert fields["network"].loss == network["loss"]
    for layer, as_written in zip(fields.pop("network").layers, network["layers"], strict=True):
        np.testing.assert_array_equal(layer.weights, as_written["weights"])
        np.testing.assert_array_equal(layer.biases, as_written["biases"])
        assert layer.activation == as_written["activation"]
    del written["version"]
    plain = {name: getattr(value, "tolist", lambda value=value: value)() for name, value in fields.items()}
    assert {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()} == written


def test_the_documentation_names_every_field():
    """The table of the documentation has the fields of the schema, and no other."""
    table = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`[^|]*) \|", DOCS.split("all else may be")[1], re.M))))
    fields = set(SCHEMA.schema["properties"]) - {"version", "network"}
    assert table == fields | {"layers", "loss"}


def test_an_example_survives_its_file(tmp_path):
    """What is written is read again, field by field, by the films too."""
    example = load_example(FILE)
    write(tmp_path / "again.json", example)
    again = load_example(tmp_path / "again.json")
    for name in ("title", "source", "feature_names", "units", "class_names", "true_class", "decimals", "test_accuracy"):
        assert getattr(again, name) == getattr(example, name)
    for one, other in zip(again.network.layers, example.network.layers, strict=True):
        np.testing.assert_array_equal(one.weights, other.weights)
        np.testing.assert_array_equal(one.biases, other.biases)
    assert (tmp_path / "again.json").read_text() == FILE.read_text()


@pytest.mark.parametrize(("given", "slope"), [(', "slope": 0.2', 0.2), ("", 0.01)])
def test_a_slope_survives_its_file(given, slope, read_text, tmp_path):
    """A leaky ReLU has the slope that its layer says, or 0.01, and it is written and read again."""
    text = SMALL.replace('"sigmoid"', f'"leaky_relu"{given}')
    SCHEMA.validate(json.loads(text))
    fields = read_text(text)
    assert fields["network"].layers[0].slope == slope
    write(tmp_path / "again.json", fields)
    again = json.loads((tmp_path / "again.json").read_text())
    SCHEMA.validate(again)
    assert again["network"]["layers"][0]["slope"] == read(tmp_path / "again.json")["network"].layers[0].slope == slope


def test_any_float_survives(read_text, tmp_path):
    """Weights come back to the last bit, the smallest and the largest among them."""
    fields = read_text(SMALL.replace("[[1, 2]]", "[[5e-324, 1.7976931348623157e308], [0.1, -2.5e-17]]").replace(
        "[3]", "[0.30000000000000004, -0.0]"))  # fmt: skip
    write(tmp_path / "again.json", fields)
    again = read(tmp_path / "again.json")["network"].layers[0]
    assert again.weights.tobytes() == fields["network"].layers[0].weights.tobytes()
    assert again.biases.tobytes() == fields["network"].layers[0].biases.tobytes()


def test_a_byte_order_mark_is_passed_over(read_text):
    """A file that an editor began with a byte order mark is read."""
    assert read_text(b"\xef\xbb\xbf" + SMALL.encode())["network"].sizes == (2, 1)


def test_names_are_fit_to_be_shown(read_text):
    """Control and bidirectional characters leave names, long ones are cut, and other scripts stay as they are."""
    names = ["a\u202eb\x00\x1b[31m\ud800", "水 温", "درجة", "नि\u200dम", "x" * 300, "two\nlines"]
    given = f'"title": "{"y" * 500}", "feature_names": {json.dumps(names)}, "network"'
    fields = read_text(SMALL.replace('"network"', given).replace("[1, 2]", "[1, 2, 3, 4, 5, 6]"))
    assert fields["feature_names"] == ("a b [31m", "水 温", "درجة", "नि\u200dम", "x" * 99 + "…", "two lines")
    assert fields["title"] == "y" * 199 + "…"


WRONG = {
    "no JSON": ("{nothing}", "is not JSON: Expecting property name"),
    "half of it": (SMALL[:40], "is not JSON: "),
    "more behind it": (SMALL + "x", "is not JSON: Extra data"),
    "no UTF-8": (b'{"title": "\xff"}', "is not UTF-8: invalid start byte at byte 11"),
    "NaN": (SMALL.replace("2]", "NaN]"), "holds NaN: give finite numbers"),
    "minus infinity": (SMALL.replace("2]", "-Infinity]"), "holds -Infinity: give finite numbers"),
    "beyond float64": (SMALL.replace("2]", "1e999]"), "layer 1: weights[0, 1] is inf: give finite numbers"),
    "a huge integer": (SMALL.replace("2]", "1" + "0" * 400 + "]"), "'weights' of layer 1 is not a list of rows"),
    "a huger integer": (SMALL.replace("2]", "1" + "0" * 9000 + "]"), "Exceeds the limit"),
    "a key twice": (SMALL.replace('"version": 1', '"version": 1, "version": 1'), "holds 'version' twice in one object"),
    "a layer's key twice": (SMALL.replace('"biases": [3]', '"biases": [3], "biases": [4]'), "holds 'biases' twice"),
    "deep brackets": ('{"title": ' + "[" * 90_000 + "]" * 90_000 + "}", "is nested too deeply"),
    "more brackets": ('{"title": ' + "[" * 200_000 + "]" * 200_000 + "}", "holds more lists, objects"),
    "another version": (SMALL.replace('"version": 1', '"version": 2'), "version is 2: this program reads 1"),
    "a version as text": (SMALL.replace('"version": 1', '"version": "1"'), "version is '1': this program reads 1"),
    "a true version": (SMALL.replace('"version": 1', '"version": true'), "'version' of the file is not a whole number"),
    "no version": (f'{{"network": {NETWORK}}}', "the file has no 'version': give one"),
    "no network": ('{"version": 1}', "the file has no 'network': give one"),
    "an unknown key": (SMALL.replace('"version"', '"colour": 1, "version"'), "the file has 'colour', which is unknown"),
    "an unknown key in a layer": (SMALL.replace('"biases"', '"b": 1, "biases"'), "layer 1 has 'b', which is unknown"),
    "no activation": (SMALL.replace(', "activation": "sigmoid"', ""), "layer 1 has no 'activation': give one"),
    "an unknown activation": (SMALL.replace("sigmoid", "swish"), "activation 'swish': the films show identity, relu"),
    "a slope of another": (SMALL.replace('"sigmoid"', '"sigmoid", "slope": 0.2'), "slope is 0.2, but sigmoid has none"),
    "a slope above 1": (SMALL.replace('"sigmoid"', '"leaky_relu", "slope": 2'), "slope must be a number between 0 and"),
    "a text for a slope": (SMALL.replace('"sigmoid"', '"leaky_relu", "slope": "a"'), "'slope' of layer 1 is not a num"),
    "an unknown loss": (SMALL.replace('"layers"', '"loss": "hinge", "layers"'), "loss must be one of cross_entropy"),
    "one softmax": (SMALL.replace("sigmoid", "softmax"), "a single softmax output is always 1: take sigmoid"),
    "no layers": (SMALL.replace(NETWORK, '{"layers": []}'), "0 dense layers: the films show 1 to 7"),
    "layers of numbers": (SMALL.replace(NETWORK, '{"layers": [1]}'), "'layers' of the network is not a list"),
    "a network of numbers": (SMALL.replace(NETWORK, "[1]"), "'network' of the file is not an object: give that"),
    "text for a weight": (SMALL.replace("2]", '"2"]'), "'weights' of layer 1 is not a list of rows of numbers"),
    "null for a weight": (SMALL.replace("2]", "null]"), "'weights' of layer 1 is not a list of rows of numbers"),
    "true for a weight": (SMALL.replace("2]", "true]"), "'weights' of layer 1 is not a list of rows of numbers"),
    "a row for weights": (SMALL.replace("[[1, 2]]", "[1, 2]"), "'weights' of layer 1 is not a list of rows of numbers"),
    "ragged weights": (SMALL.replace("[[1, 2]]", "[[1, 2], [3]]"), "layer 1: weights has rows of different lengths"),
    "empty weights": (SMALL.replace("[[1, 2]]", "[[]]"), "layer 1: weights have shape (1, 0): give 1 to 4096 neurons"),
    "biases that do not fit": (SMALL.replace("[3]", "[3, 4]"), "layer 1: weights (1, 2): give biases (1,), not (2,)"),
    "too wide": (SMALL.replace("[[1, 2]]", f"[{list(range(5000))}]"), "shape (1, 5000): give 1 to 4096 neurons"),
    "a number for a title": (SMALL.replace('"version"', '"title": 5, "version"'), "'title' of the file is not a text"),
    "numbers for names": (SMALL.replace('"version"', '"units": [1], "version"'), "'units' of the file is not a list"),
    "both targets": (SMALL.replace('"version"', '"true_class": 0, "target": [1], "version"'), "both true_class and"),
    "too few names": (SMALL.replace('"version"', '"units": ["cm"], "version"'), "units has 1 entries: give 2, as the"),
    "too many classes": (SMALL.replace('"version"', '"class_names": ["a", "b", "c"], "version"'), "has 3 entries"),
    "a flat scale": (SMALL.replace('"version"', '"scale": [0, 1], "version"'), "scale is [0.0, 1.0]: give positive"),
    "an infinite mean": (SMALL.replace('"version"', '"mean": [0, 1e999], "version"'), "mean[1] is inf: give finite"),
    "no such class": (SMALL.replace('"version"', '"true_class": 2, "version"'), "target is class 2, out of range"),
    "nothing": ("", "is not JSON: Expecting value: line 1"),
    "a list": ("[1]", "is JSON, but no object: give one with 'version' and 'network', see docs/network-format.md"),
    "a comment": ("// mine\n{}", "is not JSON: Expecting value: line 1 column 1"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_the_format_forbids_is_named(case, read_text, tmp_path):
    """A file that is not of the format is refused in one line, with its path and with what is wrong."""
    text, expected = WRONG[case]
    with pytest.raises(NetworkFileError, match=re.escape(expected)) as caught:
        read_text(text)
    assert str(caught.value).startswith(f"{tmp_path}/a network.json: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("case", [
    "another version", "no network", "an unknown key", "no activation", "too wide", "an unknown activation",
    "a slope of another", "a slope above 1", "a text for a slope",
])  # fmt: skip
def test_the_schema_forbids_it_too(case):
    """The schema is no more lenient than the reader in what it can say."""
    assert not SCHEMA.is_valid(json.loads(WRONG[case][0]))
