"""A film in words: section by section what is said, what is shown, and every number that stood on screen."""

import re

from facts.number import times
from publishing.captions import minutes
from publishing.films import Film
from publishing.names import name
from publishing.steps import Step
from words import sentence

# What makes a line a formula, and what makes it no more than the name of a part of the picture.
FORMULA = re.compile(r"[=≈]|^\[")
LABEL = re.compile(r"\S*(_\w|\^\()\S*|\S|\+ \S+")
# Of the picture's height: what stands less apart from top to bottom stands in one row.
ROW = 0.02


def transcript(film: Film, steps: list[Step]) -> list[dict]:
    """The sections of a film: name, start; steps (number, start, time, said, formulas, words); numbers, summary."""
    sections = []
    for place, section in enumerate(film.about.sections):
        mine = [(k, step) for k, step in enumerate(steps) if step.section == place]
        numbers = table(film, film.frame(section.start), film.frame(section.end))
        sections.append(
            {
                "name": section.name,
                "start": section.start,
                "steps": [told(film, k, step) for k, step in mine],
                "numbers": numbers,
                "summary": sentence("page.numbers", count=len(numbers), section=section.name),
            }
        )
    return sections


def told(film, number, step):
    """One step: its number from 0, its time, what is said, the formulas and the words that it brings on screen."""
    lines = [line for line in film.receipt.lines if step.start <= film.frame(line.start) < step.end]
    texts = list(dict.fromkeys(line.text.strip() for line in in_reading_order(film, lines)))
    numbers = {number.text for number in film.receipt.numbers}
    rest = [text for text in texts if not FORMULA.search(text) and not LABEL.fullmatch(text) and text not in numbers]
    return {
        "number": number,
        "start": round(step.start / film.rate, 3),
        "time": minutes(int(step.start / film.rate)),
        "said": step.said,
        "formulas": [text for text in texts if FORMULA.search(text)],
        "words": rest,
    }


def in_reading_order(film, shown):
    """As it came on screen; of what came at once, line by line, and in a line row by row."""

    def place(one):
        left, top, *_ = one.box
        return one.start, one.line, round(top / (ROW * film.receipt.height)), left

    return sorted(shown, key=place)


def table(film, first, end):
    """Every number that appeared in a section, once: symbol, words, value."""
    rows = {}
    for number in in_reading_order(film, film.receipt.numbers):
        if first <= film.frame(number.start) < end:
            symbol, words = name(number.path, film.receipt.example)
            value = number.text + (times(number.unit) if number.unit else "")
            rows[words, value] = {"symbol": symbol, "words": words, "value": value}
    return list(rows.values())
