"""What pages and worksheet say of any network is true of it."""

import json
import re

import pytest
from pypdf import PdfReader

from core.activations import ACTIVATIONS
from publishing.films import find_films
from publishing.names import name
from publishing.steps import steps_of
from publishing.transcript import transcript
from publishing.worksheet import TEMPLATE, words_of_the_sheet, worksheet, write_worksheet
from tests.publishing.told import tell
from tests.scenes.networks import SPREAD, example

QUALITY = "480p15"
HIDDEN = [each for each in ACTIVATIONS if each != "softmax"]
HALF_SCALED = {"mean": [0, 5, 0], "scale": [1, 1, 2], "measurements": [1, 2, 3]}
NETWORKS = SPREAD | {
    "one sigmoid for the first class": lambda: example((2, 3, 1), truth=0),
    "labels without one class": lambda: example((2, 3, 3), ("tanh", "sigmoid"), true_class=None, target=[1, 0, 1]),
    "classes without probabilities": lambda: example(
        (2, 2), ("identity",), class_names=("no", "yes"), target_names=(), target=[0, 1]
    ),
    "some inputs scaled": lambda: example((3, 2), **HALF_SCALED),
    "a tiny learning rate": lambda: example((2, 3, 2), learning_rate=1e-5),
    **{f"hidden {each}": lambda each=each: example((2, 3, 2), (each, "softmax")) for each in HIDDEN},
}


@pytest.fixture(scope="module", params=NETWORKS)
def told(request, tmp_path_factory):
    """An example, the media folder of a film that shows all its numbers, and their paths."""
    given, media = NETWORKS[request.param](), tmp_path_factory.mktemp("told")
    return given, media, tell(media, given)


def names(told):
    """What each number of the film is called, by its path: symbol and words."""
    _, media, paths = told
    (film,) = find_films(media, QUALITY)
    return {path: name(path, film.receipt.example) for path in paths}


def text_of(media):
    """The text of each page of the worksheet."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(write_worksheet(media, QUALITY)).pages]


@pytest.fixture(scope="module")
def pages(told):
    """The text of each page of the network's worksheet, which is set once."""
    return text_of(told[1])


def test_each_number_has_a_name(told):
    """No number of any network is called by its path, and no slot of a name stays empty."""
    assert [path for path, (_, words) in names(told).items() if words == path or re.search(r"[{}\[]", words)] == []


def test_the_transcript_tells_each_number(told):
    """The transcript of a film of any network has each of its numbers by its name."""
    (film,) = find_films(told[1], QUALITY)
    rows = {row["words"] for section in transcript(film, steps_of(film)) for row in section["numbers"]}
    assert rows == {words for _, words in names(told).values()}


def test_an_output_is_called_by_what_it_speaks_for(told):
    """An output and its target have the name of their class or value, a single output that of the second class."""
    given, last = told[0], len(told[0].network.layers) - 1
    wanted = (given.class_names or given.target_names)[-given.network.sizes[-1] :]
    for path, (_, words) in names(told).items():
        if found := re.fullmatch(rf"(?:(?:forward|again)\.layers\[{last}\]\.a|example\.target)\[(\d+)\]", path):
            assert words.removesuffix(", after the step").endswith(wanted[int(found[1])])


def test_only_a_probability_is_called_one(told):
    """An output is a probability if it comes out of softmax or sigmoid for a class; nothing else ever is."""
    given, last = told[0], len(told[0].network.layers) - 1
    probable = given.class_names and given.network.layers[last].activation in ("softmax", "sigmoid")
    for path, (_, words) in names(told).items():
        is_output = re.match(rf"(forward|again)\.layers\[{last}\]\.a\[", path)
        assert ("probability" in words) == bool(probable and is_output)


def test_p_comes_out_of_softmax(told):
    """The symbol p belongs to the outputs of softmax, and any other activation is an a."""
    given, last = told[0], len(told[0].network.layers) - 1
    softmax = given.network.layers[last].activation == "softmax"
    for path, (symbol, _) in names(told).items():
        if found := re.match(r"(?:forward|again)\.layers\[(\d+)\]\.a\[", path):
            assert symbol[0] == ("p" if softmax and int(found[1]) == last else "a")


def test_only_what_was_standardised_is_called_so(told):
    """An input is called standardised if its own mean or scale changed it."""
    for path, (_, words) in names(told).items():
        found = re.fullmatch(r"example\.x\[(\d+)\]", path)
        changed = found and (told[0].mean[int(found[1])] != 0 or told[0].scale[int(found[1])] != 1)
        assert words.endswith("standardised") == bool(changed)


def test_what_is_of_another_sample_has_no_name_of_this_one():
    """A number of another sample is not called as if it were one of the film's own."""
    assert name("forward2.layers[0].z[1]", {"network": {"layers": []}}) == ("", "forward2.layers[0].z[1]")


def test_each_network_has_a_worksheet(told, pages):
    """A worksheet is made of any network, with its outputs' names, and its answers stand on the answer pages."""
    given, media, _ = told
    whole = "".join(" ".join(pages).split())
    if given.title.isascii():
        assert all("".join(output.split()) in whole for output in given.output_names[:8])
    sheet = worksheet(find_films(media, QUALITY))
    answers = {answer for layer in sheet["layers"] for answer in (*layer["z"], *layer["delta"])}
    assert answers <= {word.rstrip(".") for word in " ".join(pages[len(pages) // 2 :]).split()}


def test_the_numbers_of_a_worksheet_are_whole(told):
    """Each weight and bias of a sheet has digits on both sides of its point, and a small rate is not written as 0."""
    given, media, _ = told
    sheet = worksheet(find_films(media, QUALITY))
    numbers = [text for layer in sheet["layers"] for row in [*layer["weights"], layer["biases"]] for text in row]
    assert all(re.fullmatch(r"−?\d+\.\d+", text) for text in numbers)
    assert float(sheet["rate"]) == pytest.approx(given.learning_rate)


def test_each_page_of_a_worksheet_has_its_number(tmp_path):
    """The pages of questions and those of answers are both counted from 1, however many there are."""
    tell(tmp_path, SPREAD["six hidden layers"]())
    numbers = [page.split()[-1] for page in text_of(tmp_path)]
    assert numbers == ["1", "2", "3", "4"] * 2


def test_a_worksheet_says_which_loss_it_means(told, pages):
    """A sheet names a true class only where there is one, and the logarithm of the output that the loss is made of."""
    given = told[0]
    assert any("The true class is" in page for page in pages) == (given.true_class is not None)
    squared = given.network.loss == "mean_squared_error"
    assert any("mean of the squared errors" in page for page in pages) == squared
    single = given.network.sizes[-1] == 1 and not squared
    assert any("ln(1−" in page.replace(" ", "") for page in pages) == (single and given.true_class == 0)


def test_the_sheet_shows_the_rule_of_each_activation(tmp_path):
    """A leaky layer's rule and gate on the sheet have its own slope."""
    given = example((2, 3, 2), ("leaky_relu", "softmax"))
    tell(tmp_path, given)
    sheet = worksheet(find_films(tmp_path, QUALITY))
    assert sheet["layers"][0]["rule"] == "a = max(0.01 dot z, z)"
    assert sheet["layers"][0]["gate_rule"].endswith(" 0.01")
    assert "max(0.01" in text_of(tmp_path)[0].replace(" ", "")


def test_the_weight_of_an_input_comes_from_an_input(tmp_path):
    """The weight whose step is worked out comes, in the first layer, from an input and not from a neuron."""
    tell(tmp_path, example((2, 3)))
    text = text_of(tmp_path)[1]
    assert "to neuron 1 from input 1" in text
    assert "δ⋅x" in text.replace(" ", "").replace("𝛿", "δ").replace("𝑥", "x").replace("·", "⋅")


def test_the_template_has_no_sentence_of_its_own():
    """Each sentence of the sheet is one of words/, and each one there is used."""
    source = TEMPLATE.read_text(encoding="utf-8")
    used = set(re.findall(r'"((?:loss|blame|weight|head)_?[a-z_]*|[a-z_]+)"', source))
    assert {key for key in words_of_the_sheet() if not key.startswith("loss_")} - {"document"} <= used
    assert re.findall(r"(?<![#\w.\"-])\[[^\]$#]*[A-Za-z]{3,} [a-z]{2,}", source) == []


def test_the_data_of_a_sheet_is_plain(told):
    """What the template sets is JSON for any network."""
    sheet = worksheet(find_films(told[1], QUALITY))
    assert json.loads(json.dumps(sheet)) == sheet
