"""Transcripts, captions and chapters: everything that is said and shown, as text."""

import re
from html.parser import HTMLParser

import pytest

from facts.receipt import Caption
from publishing.captions import captions, clock, vtt
from publishing.names import name
from tests.publishing.tiny import EXAMPLE


class Tables(HTMLParser):
    """The rows of all tables of a page, as lists of texts, and the texts of its captions."""

    def __init__(self):
        super().__init__()
        self.rows, self.spoken, self.into = [], [], None

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self.into = self.rows[-1]
        elif dict(attributes).get("class") == "spoken":
            self.spoken.append("")
            self.into = self.spoken

    def handle_endtag(self, tag):
        if tag in ("td", "th", "p"):
            self.into = None

    def handle_data(self, data):
        if self.into is not None:
            self.into[-1] += data


def tables(page):
    parser = Tables()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser


def test_every_number_stands_in_a_table(site, films):
    """Each number that stood on screen is a row of the transcript's tables, with its name and as it was shown."""
    for film in films:
        rows = {tuple(row[1:]) for row in tables(site / film.name / "transcript.html").rows}
        for number in film.receipt.numbers:
            assert (name(number.path, film.receipt.example)[1], number.text) in rows


def test_every_caption_is_told(site, films):
    """The transcript tells all captions, in their order."""
    for film in films:
        spoken = tables(site / film.name / "transcript.html").spoken
        assert spoken == [caption.text for caption in film.about.captions]


def test_every_formula_is_shown(site, films):
    """Each equation that stood on screen is in the transcript, as MathML and, in Markdown, letter by letter."""
    for film in films:
        page = (site / film.name / "transcript.html").read_text(encoding="utf-8")
        text = (site / film.name / "transcript.md").read_text(encoding="utf-8")
        formulas = {line.text.strip() for line in film.receipt.lines if "=" in line.text}
        assert len(re.findall("<math", page)) >= len(formulas)
        for formula in formulas:
            assert " ".join(formula.split("\n")[0].split()) in text


def test_markdown_has_the_same_numbers(site, films):
    """The Markdown transcript has as many rows as the page, and each is a row of three cells."""
    for film in films:
        text = (site / film.name / "transcript.md").read_text(encoding="utf-8")
        rows = [line for line in text.splitlines() if line.startswith("| ")]
        assert len(rows) == len(tables(site / film.name / "transcript.html").rows)
        assert all(len(re.findall(r"(?<!\\)\|", row)) == 4 for row in rows)


def test_every_path_of_the_films_has_a_name(films):
    """No number of the real films is called by its path alone."""
    for film in films:
        for number in film.receipt.numbers:
            assert name(number.path, film.receipt.example)[1] != number.path


@pytest.mark.parametrize(
    ("path", "symbol", "words"),
    [
        ("forward.layers[0].z[1]", "z_2^(1)", "weighted sum of neuron 2 of layer 1"),
        ("forward.layers[0].a[0]", "a_1^(1)", "activation of neuron 1 of layer 1"),
        (
            "network.layers[1].weights[0, 1]",
            "w_1,2^(2)",
            "weight from neuron 2 to neuron 1 of layer 2",
        ),
        ("network.layers[0].weights[1, 0]", "w_2,1^(1)", "weight from input 1 to neuron 2 of layer 1"),
        ("example.scale[0]", "", "standard deviation of the length"),
        ("again.layers[1].a[1]", "p_2", "output 2, the probability of B, after the step"),
        ("new_network.layers[0].biases[1]", "b_2^(1)", "bias of neuron 2 of layer 1, after the step"),
        ("network.sizes[0]", "", "inputs"),
        ("network.sizes[2]", "", "neurons in layer 2"),
        ("forward2.mystery", "", "forward2.mystery"),
    ],
)
def test_numbers_have_names(path, symbol, words):
    """A path is named in words, with neurons and layers counted from 1."""
    assert name(path, EXAMPLE) == (symbol, words)


def test_captions_are_those_of_the_film(site, films):
    """captions.vtt has the film's captions at their times, and chapters.vtt its sections."""
    for film in films:
        text = (site / film.name / "captions.vtt").read_text(encoding="utf-8")
        cues = re.findall(r"(\S+) --> (\S+)\n(.*)\n", text)
        assert cues == [(clock(one.start), clock(one.end), one.text) for one in film.about.captions]
        text = (site / film.name / "chapters.vtt").read_text(encoding="utf-8")
        assert re.findall(r"--> .*\n(.*)\n", text) == [section.name for section in film.about.sections]
        assert captions(film).startswith("WEBVTT\n\n")


def test_a_cue_cannot_end_early():
    """Arrows, tags and empty lines in what is said do not make cues or markup of their own."""
    text = vtt([Caption(0, 1, "a --> b\n\n00:02.000 --> 00:03.000\n<b>c</b> & d")])
    assert text == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n"
        "a --&gt; b\n00:02.000 --&gt; 00:03.000\n&lt;b&gt;c&lt;/b&gt; &amp; d\n"
    )


@pytest.mark.parametrize(
    ("seconds", "written"), [(0, "00:00:00.000"), (62.5, "00:01:02.500"), (3599.9996, "01:00:00.000")]
)
def test_times_are_those_of_webvtt(seconds, written):
    """Seconds are written as hours, minutes, seconds and thousandths."""
    assert clock(seconds) == written
