"""A film in words: section by section what is said, what is shown, and every number that stood on screen."""

import re

from markupsafe import Markup

from publishing.captions import minutes
from publishing.films import Film
from publishing.mathml import mathml
from publishing.names import name
from publishing.steps import Step

RELATION = re.compile(r"[=≈]")


def transcript(film: Film, steps: list[Step]) -> list[dict]:
    """The sections of a film: name, start, time; steps (number, start, said, formulas, words); numbers."""
    sections = []
    for place, section in enumerate(film.record["sections"]):
        mine = [(k, step) for k, step in enumerate(steps) if step.section == place]
        span = film.frame(section["start"]), film.frame(section["end"])
        sections.append(
            {
                "name": section["name"],
                "time": minutes(section["start"]),
                "frame": span[0],
                "steps": [told(film, k, step) for k, step in mine],
                "numbers": table(film, *span),
            }
        )
    return sections


def told(film, number, step):
    """One step: its number from 0, its time, what is said, the formulas and the words that it brings on screen."""
    lines = [line for line in film.receipt["lines"] if step.start <= film.frame(line["from"]) < step.end]
    texts = list(dict.fromkeys(line["text"].strip() for line in sorted(lines, key=reading_order)))
    bare = {number["text"] for number in film.receipt["numbers"]}
    return {
        "number": number,
        "time": minutes(step.start / film.rate),
        "said": step.said,
        "formulas": [text for text in texts if RELATION.search(text)],
        "words": [text for text in texts if not RELATION.search(text) and text not in bare and len(text) > 1],
    }


def reading_order(line):
    """As it appeared; at once, the right half, where the workings are, from the top."""
    left, top, *_ = line["box"]
    return line["from"], top, left


def table(film, first, end):
    """Every number that appeared in a section, once: symbol, words, value."""
    rows = {}
    for number in sorted(film.receipt["numbers"], key=reading_order):
        if first <= film.frame(number["from"]) < end:
            symbol, words = name(number["path"], film.receipt["example"])
            rows[words, number["text"]] = {"symbol": symbol, "words": words, "value": number["text"]}
    return list(rows.values())


def math(text: str) -> Markup:
    """The formula as MathML, for a template."""
    return Markup(mathml(text))


def markdown(text: str) -> str:
    """Any text so that Markdown shows it as it stands, in one line and in a cell of a table too."""
    plain = " ".join(str(text).split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_{}\[\]()#+!|~$^-])", r"\\\1", plain)
