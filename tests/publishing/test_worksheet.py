"""The worksheet: its numbers are those of the films, on its question pages there are none of the answers."""

import copy
import json
import re

import pytest
from pypdf import PdfReader

from publishing.films import PublishError
from publishing.worksheet import MOST_NEURONS, answers, worksheet, write_worksheet, written
from tests.publishing.tiny import EXAMPLE, make_film, number, receipt

QUALITY = "480p15"


@pytest.fixture(scope="module")
def pages(media):
    """The text of each page of the films' worksheet."""
    return texts(write_worksheet(media, QUALITY))


def texts(path):
    return [page.extract_text() for page in PdfReader(path).pages]


def test_two_pages_and_two_of_answers(pages):
    """The films' worksheet has two pages with blanks and two with the answers, said at their feet."""
    assert [page.split()[-2:] for page in pages] == [["Page", "1"], ["Page", "2"], ["page", "1"], ["page", "2"]]
    assert "Answers" not in pages[0]
    assert "Answers" in pages[2].split("1 Forward")[0]


def wanted(films, *names):
    """The answers that a page has to give: everything the films show of these arrays."""
    known = answers(films)
    return {text for path, text in known.items() if any(name in path for name in names)}


def test_the_forward_answers_are_the_films_numbers(pages, films):
    """The first answer page has each z and each a of the forward pass as a film shows it."""
    values = wanted(films, "forward.layers[0].z", "forward.layers[1].z", "forward.layers[2].z", "forward.layers[2].a")
    assert len(values) > 8
    assert values <= set(pages[2].split())


def test_the_backward_answers_are_the_films_numbers(pages, films):
    """The second answer page has the loss, each delta, each blame and the weight's step as the films show them."""
    values = wanted(films, "backward.loss", ".grad_a", ".delta", "new_network.layers", "loss_again")
    assert len(values) > 10
    assert values <= {word.rstrip(".") for word in pages[3].split()}


def test_no_answer_stands_on_a_question_page(pages, films):
    """What is to be worked out is on no page with blanks."""
    hidden = wanted(
        films, "forward.layers[1].z", "forward.layers[2].z", ".grad_a", "backward.loss", "new_network.layers"
    )
    assert not hidden & set(f"{pages[0]} {pages[1]}".split())


def test_all_that_is_given_is_on_the_question_page(pages, films):
    """The first page has each weight, each bias and each input that the sums need."""
    network = films[0].receipt.example["network"]
    numbers = [value for layer in network["layers"] for row in [*layer["weights"], layer["biases"]] for value in row]
    words = re.findall(r"−?\d+\.\d+", pages[0])
    for one in numbers:
        assert words.count(written(one)) >= sum(written(other) == written(one) for other in numbers)


def test_answers_agree_with_the_network(films):
    """The answers for the first layer can be worked out from the weights, biases and inputs of the sheet."""
    sheet = worksheet(films)
    inputs = [float(feature["x"].replace("−", "-")) for feature in sheet["features"]]
    layer = sheet["layers"][0]
    for row, bias, z in zip(layer["weights"], layer["biases"], layer["z"], strict=True):
        plain = [float(value.replace("−", "-")) for value in (*row, bias, z)]
        assert sum(w * x for w, x in zip(plain, inputs, strict=False)) + plain[-2] == pytest.approx(
            plain[-1], abs=0.005
        )


def wide_film(media, n):
    """A film of a network with n neurons in its first layer, which shows each of their sums."""
    example = copy.deepcopy(EXAMPLE)
    example["network"]["layers"][0] = {"weights": [[0.1]] * n, "biases": [0.5] * n, "activation": "tanh"}
    example["network"]["layers"][1]["weights"] = [[0.25] * n, [-0.75] * n]
    shown = receipt(example=example)
    shown["numbers"] += [number(f"forward.layers[0].z[{j}]", f"{j}.25", 0, 4) for j in range(n)]
    make_film(media, shown=shown)


@pytest.mark.parametrize("n", [1, MOST_NEURONS])
def test_another_network_fits(tmp_path, n):
    """A network of other sizes, up to eight neurons a layer, is set with all of its numbers on two pages."""
    wide_film(tmp_path, n)
    pages = texts(write_worksheet(tmp_path, QUALITY))
    assert len(pages) == 4
    assert {f"{j}.25" for j in range(1, n)} <= set(pages[2].split())
    assert "left out" not in pages[0]


def test_a_large_network_says_what_it_leaves_out(tmp_path):
    """Of a larger layer the first neurons are shown, and the sheet says how many are not."""
    wide_film(tmp_path, 30)
    pages = texts(write_worksheet(tmp_path, QUALITY))
    assert "Only the first 8 neurons are shown" in pages[0]
    assert "22 of this layer are left out" in " ".join(pages[0].split())
    assert "7.25" in pages[2].split()
    assert "8.25" not in pages[2].split()


def test_films_without_a_forward_pass_are_named(tmp_path):
    """Where no film computes anything, the command that renders one is named."""
    shown = receipt()
    shown["numbers"], shown["equations"] = [], []
    make_film(tmp_path, shown=shown)
    with pytest.raises(PublishError, match="make render FILM=forward_pass"):
        write_worksheet(tmp_path, QUALITY)
    assert not (tmp_path / "worksheet.pdf").exists()


def test_the_template_gets_plain_data(films):
    """What the template sets is JSON: texts, numbers and None, nothing that it could run."""
    assert json.loads(json.dumps(worksheet(films))) == worksheet(films)
