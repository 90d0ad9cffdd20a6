"""Pages and snippets: templates filled with what is known of the films, everything in it shown as text."""

import base64
import json
import re
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from publishing.captions import captions, minutes
from publishing.films import Film
from publishing.mathml import mathml
from publishing.steps import Step
from publishing.transcript import transcript
from words import catalogue, sentence

PAGES = Path(__file__).parent / "web"
SNIPPETS = sorted(path.name for path in (PAGES / "snippets").iterdir())
# What is copied as it is: into the folder of each film, and into the site.
FOR_A_FILM = ["film.css"]
FOR_THE_SITE = ["icon.svg", "post.css", "page.css"]
SCRIPTS = ["begin.js", "words.js", "timeline.js", "player.js", "controls.js", "transcript.js", "notes.js", "page.js"]
# The tables of the catalogue that the scripts say something of.
SPOKEN = ("page", "button", "command", "keyboard", "notes")
# A formula of more characters in a line may be wider than a phone: it can be scrolled, by keyboard too.
WIDE = 28


def environment() -> Environment:
    """Templates that escape all they are given, whatever their file is called."""
    made = Environment(
        loader=FileSystemLoader([PAGES, PAGES / "snippets"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals |= {"say": sentence, "language": catalogue().locale.language, "link": link, "on_screen": on_screen}
    made.globals["words"] = {
        key: words
        for key, words in catalogue().entries.items()
        if key.split(".")[0] in SPOKEN and isinstance(words, str)
    }
    made.filters |= {"math": math, "inert": inert, "braced": braced, "markdown": markdown, "code": code}
    made.tests["wide"] = lambda formula: max(map(len, formula.split("\n"))) > WIDE
    return made


def described(film: Film, steps: list[Step]) -> dict:
    """What templates say of a film."""
    length = minutes(film.about.seconds)
    return {
        "name": film.name,
        "folder": quote(film.name, safe=""),
        "title": film.title,
        "about": " ".join(film.about.summary.split()),
        "width": film.about.width,
        "height": film.about.height,
        "length": length,
        "takes": sentence("page.takes", length=length, count=len(film.about.sections)),
        "sections": transcript(film, steps),
        "captions_base64": base64.b64encode(captions(film).encode()).decode(),
    }


def for_the_player(film: Film, steps: list[Step], page: dict) -> dict:
    """What the player page has to know of a film: times are frames, but for the cues' seconds."""
    told = {step["number"]: step for section in page["sections"] for step in section["steps"]}
    return {
        "name": film.name,
        "title": film.title,
        "video": f"{page['folder']}/film.mp4",
        "poster": f"{page['folder']}/poster.webp",
        "length": page["length"],
        "width": film.about.width,
        "height": film.about.height,
        "rate": film.rate,
        "frames": film.about.frames,
        "chapters": [{"name": section.name, "start": film.frame(section.start)} for section in film.about.sections],
        "steps": [
            {
                "start": step.start,
                "last": step.last,
                "rest": step.rest,
                "chapter": step.section,
                "said": step.said,
                "cue": step.cue,
                "asks": step.asks,
                "shown": [*told[k]["formulas"], *told[k]["words"]] if k in told else [],
            }
            for k, step in enumerate(steps)
        ],
    }


def link(to: str, text: str) -> Markup:
    """Text that leads to another page."""
    return Markup('<a href="{}">{}</a>').format(to, text)


def on_screen(words: list[str]) -> Markup:
    """The words on screen in a row; what they are is read out alone, because a viewer sees it."""
    before, after = sentence("page.on_screen", words="\n").split("\n")
    hidden = (Markup('<span class="hidden">{}</span>').format(text) if text else "" for text in (before, after))
    return Markup("{}{}{}").format(next(hidden), " · ".join(words), next(hidden))


def math(text: str) -> Markup:
    """A formula as MathML."""
    return Markup(mathml(text))


def inert(text: str) -> Markup:
    """Text for HTML in which neither Liquid nor Hugo nor WordPress finds anything of its own."""
    return Markup(re.sub(r"[{}\[\]]", lambda found: f"&#{ord(found[0])};", str(escape(text))))


def braced(text: str) -> Markup:
    """Text as an expression of JSX, in braces."""
    return Markup("{" + re.sub(r"[<>&{}]", lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text)) + "}")


def markdown(text: str) -> Markup:
    """Text so that Markdown shows it as it stands, in one line and in a cell of a table too."""
    plain = str(escape(" ".join(str(text).split())))
    return Markup(re.sub(r"([\\`*_{}\[\]()+!|~$^-]|(?<!&)#)", r"\\\1", plain))


def code(text: str) -> Markup:
    """Lines that Markdown shows letter by letter."""
    return Markup("\n".join(f"    {' '.join(line.split())}" for line in text.split("\n") if line.strip()))
