"""The steps in which a film is taught: one for each caption, with the picture it comes to rest on."""

from dataclasses import dataclass, field
from itertools import pairwise

from facts.receipt import Caption
from publishing.films import Film

# At a step with more new results than these a class would have to say a whole matrix at once.
MOST_ASKED = 3


@dataclass(frozen=True)
class Step:
    """From frame `start` up to, not including, frame `end`; `said` is its caption, shown in the seconds `cue`.

    `section` counts from 0. `asks`: boxes (left, top, width, height), in percent of the picture, of the results that
    first appear here; whoever covers them in the step's last picture has a question. `rest`: for how many frames the
    picture stands still at the end.
    """

    start: int
    end: int
    section: int
    said: str = ""
    cue: tuple[float, float] = (0, 0)
    asks: list[tuple[float, ...]] = field(default_factory=list)
    rest: int = 1

    @property
    def last(self) -> int:
        """The frame that the step comes to rest on."""
        return self.end - 1


def steps_of(film: Film) -> list[Step]:
    """The steps of a film, without a gap from its first frame to its last."""
    cues, starts = captions_of(film), [film.frame(section.start) for section in film.about.sections]
    ends = [rest_before(film, cue, following) for cue, following in pairwise(cues)]
    steps, start = [], 0
    for cue, end in zip(cues, [*ends, film.about.frames], strict=True):
        section = sum(begin <= film.frame(cue.start) for begin in starts) - 1
        times = cue.start, cue.end
        asks, rest = questions(film, start, end), still(film, end)
        steps.append(Step(start, end, max(section, 0), cue.text, times, asks, rest))
        start = end
    return steps


def captions_of(film):
    """The captions, each later than the one before; where there are none, silence for every section."""
    captions = []
    for cue in film.about.captions or [Caption(one.start, one.end, "") for one in film.about.sections]:
        if captions and film.frame(cue.start) <= film.frame(captions[-1].start):
            before = captions[-1]
            captions[-1] = Caption(before.start, before.end, f"{before.text}\n{cue.text}".strip())
        else:
            captions.append(cue)
    return captions


def rest_before(film, cue, following):
    """The frame after the last rest between a caption's start and the start of the following one."""
    begin, limit = film.frame(cue.start), film.frame(following.start)
    plays = [(film.frame(play.start), film.frame(play.end), play.held) for play in film.about.plays]
    rests = [end for start, end, held in plays if held and begin < end <= limit]
    return max(rests, default=limit)


def still(film, end):
    """For how many frames the picture before frame `end` has stood still, 1 at least."""
    starts = (film.frame(play.start) for play in film.about.plays if play.held)
    ends = (film.frame(play.end) for play in film.about.plays if play.held)
    return max([1, *(end - start for start, stop in zip(starts, ends, strict=True) if start < end <= stop)])


def questions(film, start, end):
    """The boxes of the few results that are first shown from frame `start` to `end`, wherever they stand at the end.

    What the first chapter has announced, and is gone, can be found again.
    """
    numbers = film.receipt.numbers
    opening = film.frame(film.about.sections[0].end) if film.about.sections else 0
    shown = [number for number in numbers if film.frame(number.start) < start]
    before = {each.path for each in shown if film.frame(each.start) >= opening or film.frame(each.end) > start}
    results = {
        equation.result
        for equation in film.receipt.equations
        if equation.result and start <= film.frame(equation.start) < end
    }
    new = results - before
    if not new or len(results) > MOST_ASKED:
        return []
    standing = (number for number in numbers if film.frame(number.start) < end <= film.frame(number.end))
    return [in_percent(number.box, film.receipt) for number in standing if number.path in new]


def in_percent(box, picture):
    """A box (left, top, right, bottom) in pixels as (left, top, width, height) in percent, with room for its edges."""
    left, top, right, bottom = box
    x, y = 100 / picture.width, 100 / picture.height
    room = 0.003 * picture.width
    wide = ((left - room) * x, (top - room) * y, (right - left + 2 * room) * x, (bottom - top + 2 * room) * y)
    return tuple(round(part, 3) for part in wide)
