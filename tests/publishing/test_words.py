"""Every word of the pages stands in the catalogue: with a catalogue in brackets, nothing is left outside of them."""

import re
from html.parser import HTMLParser

import pytest

from publishing.site import publish
from tests.publishing.browsing import settled, wait
from tests.publishing.tiny import make_film, receipt
from words import catalogue

SAID = ("alt", "aria-label", "aria-valuetext", "label", "title")
# Names of characters in which nothing is said.
SILENT = ("script", "style", "math")
EVERYTHING = """() => {
  const attributes = [...document.querySelectorAll("*")].flatMap((one) =>
    ["alt", "aria-label", "aria-valuetext", "label", "title"].map((name) => one.getAttribute(name) ?? ""));
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const unsaid = walker.currentNode.parentElement.closest("script, noscript, style, math, time");
    if (!unsaid) texts.push(walker.currentNode.data);
  }
  return [...texts, ...attributes];
}"""


def bracketed(entry):
    """An entry of a catalogue whose every template stands in brackets."""
    if isinstance(entry, str):
        return f"⟦{entry}⟧"
    return {name: text if name in ("by", "ordinal") else bracketed(text) for name, text in entry.items()}


def outside(text):
    """The words of a text that stand in no brackets."""
    while (inner := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = inner
    return re.findall(r"[^\W\d_]{2,}", text)


class Page(HTMLParser):
    """What a page says: its texts and the attributes that are read out."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.said, self.open = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        self.said += [value for name, value in attributes if name in SAID and value]

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if not set(self.open) & set(SILENT):
            self.said.append(data)

    def handle_comment(self, data):
        self.said.append(data)


@pytest.fixture(scope="module")
def bracketed_site(tmp_path_factory):
    """The site of a film without a letter, made with a catalogue whose every sentence stands in brackets."""
    media = tmp_path_factory.mktemp("bracketed")
    sections = [{"name": "3", "start": 0.0, "end": 2.0}, {"name": "4", "start": 2.0, "end": 4.0}]
    captions = [{"start": 0.0, "end": 1.9, "text": "5"}, {"start": 2.5, "end": 3.9, "text": "6: 1.0."}]
    shown = receipt("1.0 · 0.5 + 0.5 = 1.0")
    shown["lines"].append({"line": 1, "text": "1 2 3", "start": 2, "end": 4, "box": [10, 40, 100, 60]})
    shown["given"][""]["example"] |= {"feature_names": ["7"], "units": ["8"], "class_names": ["9", "10"]}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue(), "entries", {key: bracketed(entry) for key, entry in catalogue().entries.items()})
        make_film(media, name="1", shown=shown, title="1", summary="2", sections=sections, captions=captions)
        yield publish(media, "480p15")


@pytest.mark.parametrize(
    "name", ["index.html", "notes.html", "example-post.html", "1/transcript.html", "1/snippet.html"]
)
def test_no_word_of_a_page_stands_in_its_template(bracketed_site, name):
    """Whatever a page shows or has read out comes from the catalogue or from the film."""
    said = Page((bracketed_site / name).read_text(encoding="utf-8")).said
    assert any("⟦" in text for text in said)
    assert outside("\n".join(said)) == []


@pytest.mark.parametrize("name", ["hugo.html", "jekyll.html", "wordpress.html", "mdx", "md"])
def test_no_word_of_a_snippet_stands_in_its_template(bracketed_site, name):
    """A snippet's texts come from the catalogue or from the film; its code says nothing."""
    text = (bracketed_site / f"1/snippet.{name}").read_text(encoding="utf-8")
    text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)  # as JSX escapes
    text = re.sub(r"^.*(\$at :=|assign at =).*$", "", text, flags=re.MULTILINE)  # where the film's folder lies
    said = [*re.findall(r">([^<>]+)<", text), *re.findall(r'(?:alt|label|"label"|aria-label)[=:]["{]+([^"}]*)', text)]
    assert outside("\n".join(said)) == []
    assert text.count("⟦") >= 2


def test_no_word_of_a_transcript_in_markdown_stands_in_its_template(bracketed_site):
    """The headings of its tables, and what its lines are called, come from the catalogue."""
    text = (bracketed_site / "1/transcript.md").read_text(encoding="utf-8")
    assert "⟦" in text
    assert outside(text.replace("\\", "")) == []


def test_no_word_of_a_script_stands_in_it(browser, bracketed_site):
    """What the player page and its notes say when they are used comes from the catalogue too."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((bracketed_site / "index.html").as_uri())
        wait(page, "document.documentElement.classList.contains('ready')")
        heard = []
        with context.expect_page() as opened:
            page.keyboard.press("n")
        notes = opened.value
        wait(notes, "document.getElementById('waiting').hidden")
        for key in ("p", "ArrowRight", "ArrowRight", "ArrowRight", "End", "?"):
            page.keyboard.press(key)
            settled(page)
            heard += ["\n".join(window.evaluate(EVERYTHING)) for window in (page, notes)]
    assert all("⟦" in text for text in heard)
    assert outside("\n".join(heard)) == []
