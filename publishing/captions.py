"""Captions and chapters as WebVTT, which every browser reads, and nothing in them but text."""

from html import escape

from facts.receipt import Caption
from publishing.films import Film
from publishing.steps import captions_of


def captions(film: Film) -> str:
    """What is said, as captions."""
    return vtt(captions_of(film))


def chapters(film: Film) -> str:
    """The sections, as chapters."""
    return vtt(Caption(section.start, section.end, section.name) for section in film.about.sections)


def vtt(cues) -> str:
    """A WebVTT file of cues: start and end in seconds, and text, in which no arrow and no empty line ends the cue."""
    blocks = (f"{clock(cue.start)} --> {clock(cue.end)}\n{spoken(cue.text)}\n" for cue in cues if cue.text.strip())
    return "\n".join(["WEBVTT\n", *blocks])


def spoken(text):
    """A cue's text: escaped, and without empty lines."""
    return "\n".join(escape(line, quote=False) for line in text.splitlines() if line.strip())


def clock(seconds: float) -> str:
    """Seconds as WebVTT writes them: 00:01:02.500."""
    milliseconds = round(1000 * seconds)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest / 1000:06.3f}"


def minutes(seconds: float) -> str:
    """Seconds as people say them: 1:05."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"
