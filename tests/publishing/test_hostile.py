"""Titles, names and captions that look like code come out as text, everywhere."""

import copy
import json
import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

from publishing.films import find_films
from publishing.site import publish
from publishing.worksheet import write_worksheet
from tests.publishing.tiny import EXAMPLE, make_film, receipt

EVIL = """<script>alert("1")</script> '"> {{ 7*7 }} {% raw %} --> `x` [a](b) | <!-- #emph[x] $y$ & \\"""
QUALITY = "480p15"


class Page(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.text, self.scripts, self.comments = [], [], "", [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data):
        if self.tags and self.tags[-1] == "script":
            self.scripts[-1] += data
        self.text += data

    def handle_comment(self, data):
        self.comments.append(data)


@pytest.fixture(scope="module")
def evil(tmp_path_factory):
    """A site whose one film has hostile text wherever a film can have text."""
    media = tmp_path_factory.mktemp("evil")
    example = copy.deepcopy(EXAMPLE) | {
        "title": EVIL,
        "feature_names": [EVIL],
        "units": [EVIL],
        "class_names": [EVIL, EVIL],
    }
    make_film(
        media,
        shown=receipt(f"{EVIL} = 1.0", example),
        title=EVIL,
        summary=EVIL,
        sections=[{"name": EVIL, "start": 0.0, "end": 4.0}],
        captions=[{"start": 0.0, "end": 3.0, "text": EVIL}],
    )
    return publish(media, QUALITY)


@pytest.mark.parametrize("page", ["index.html", "example-post.html", "notes.html", "tiny/transcript.html"])
def test_a_page_shows_it_as_text(evil, page):
    """A page has no element, attribute or comment that a film's text put there."""
    shown = Page((evil / page).read_text(encoding="utf-8"))
    own = len(re.findall("<script", (evil.parent / "site" / page).read_text(encoding="utf-8")))
    assert shown.tags.count("script") == own
    assert "emph" not in shown.tags
    assert shown.comments == []
    assert not [name for name, _ in shown.attributes if name.startswith("on")]
    if page != "notes.html":
        assert EVIL in shown.text


def test_the_data_of_the_page_is_kept(evil):
    """The page's data ends where it should, and holds the text as it is."""
    scripts = Page((evil / "index.html").read_text(encoding="utf-8")).scripts
    (film,) = json.loads(scripts[-1])
    assert film["title"] == film["chapters"][0]["name"] == film["steps"][0]["said"] == EVIL


@pytest.mark.parametrize("name", ["snippet.html", "snippet.jekyll.html", "snippet.hugo.html", "snippet.wordpress.html"])
def test_a_snippet_shows_it_as_text(evil, name):
    """No snippet has a tag, a template command or a shortcode that a film's text put there."""
    text = (evil / "tiny" / name).read_text(encoding="utf-8")
    body = text[text.index("<figure") :]
    page = Page(body)
    assert set(page.tags) <= {"figure", "link", "video", "source", "track", "a", "img", "figcaption", "span"}
    assert EVIL in page.text
    assert "7*7" not in "".join(re.findall(r"\{\{.*?\}\}", body))
    assert not re.search(r"\{%|\[a\]", body)


def test_the_mdx_snippet_holds_it_in_strings(evil):
    """In MDX a film's text stands in expressions that are strings, and says there what it is."""
    text = (evil / "tiny" / "snippet.mdx").read_text(encoding="utf-8")
    strings = [json.loads(found) for found in re.findall(r'\{("(?:[^"\\]|\\.)*")\}', text)]
    assert strings.count(EVIL) == 5
    rest = re.sub(r'\{"(?:[^"\\]|\\.)*"\}', "", text)
    assert "<script" not in rest
    assert "7*7" not in rest


@pytest.mark.parametrize("name", ["snippet.md", "transcript.md"])
def test_markdown_shows_it_as_text(evil, name):
    """Markdown, rendered with HTML allowed, has no element that a film's text put there."""
    rendered = (
        MarkdownIt("commonmark", {"html": True}).enable("table").render((evil / "tiny" / name).read_text("utf-8"))
    )
    page = Page(rendered)
    assert set(page.tags) <= {
        "p",
        "a",
        "img",
        "h1",
        "h2",
        "strong",
        "pre",
        "code",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert [value for key, value in page.attributes if key == "href" and value == "b"] == []
    assert " ".join(EVIL.split()) in page.text


def test_captions_hold_it(evil):
    """The captions have one cue, and in it the text."""
    text = (evil / "tiny" / "captions.vtt").read_text(encoding="utf-8")
    assert text.count("-->") == 1
    assert "&lt;script&gt;" in text


def test_the_worksheet_shows_it_as_text(evil):
    """Typst sets the text as it stands, and runs nothing in it."""
    pdf = PdfReader(write_worksheet(evil.parent, QUALITY))
    text = pdf.pages[0].extract_text()
    assert "#emph[x]" in text
    assert "{{ 7*7 }}" in text


def test_it_can_be_read_in_a_browser(evil, open_page):
    """A page full of it complains of nothing, runs nothing, and steps as any other."""
    page = open_page((evil / "index.html").as_uri())
    page.keyboard.press("ArrowRight")
    assert page.inner_text(".said") == " ".join(EVIL.split())
    open_page((evil / "example-post.html").as_uri())


def test_film_names_are_quoted_in_addresses(tmp_path):
    """A film whose file has an odd name has its folder, and links that lead there."""
    make_film(tmp_path, name='odd "name" #1')
    site = publish(tmp_path, QUALITY)
    (film,) = find_films(tmp_path, QUALITY)
    assert (site / film.name / "film.mp4").is_file()
    assert "odd%20%22name%22%20%231/film.mp4" in (site / "index.html").read_text(encoding="utf-8")
