"""How a film speaks: a headline above, captions that can be read in time, a rest after each statement."""

from contextlib import nullcontext
from itertools import cycle

from manim import UP, AnimationGroup, FadeIn, FadeOut, VGroup, smooth, squish_rate_func

from scenes.mobjects import theme
from scenes.mobjects.telling.pointing import LEAST, MOST, QUIET, SOON, Point, news, spoken_of, strengths
from scenes.mobjects.type.fitting import shortened
from scenes.mobjects.type.flights import afterwards, fly
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Words

CHARACTERS_PER_SECOND = 17
# Between two captions, so that no player shows both for a moment when times are rounded to frames.
GAP = 0.04
APART = 0.5  # units between a headline and what is kept beside it
LONGEST = 11.5  # of a headline, measured in letters that are not bold


def tell(scene, caption, *animations, run_time=1.0, rest=1.0):
    """Play `animations` under `caption`, then rest until it has been read, `rest` seconds at least; meanwhile what the
    caption speaks of is pointed at, in its order, or else what is new or in the light.

    Captions stay for their reading time at 17 characters a second (the BBC's and Netflix's guides
    allow 15 to 20 for adults).
    """
    rest = max(rest, GAP + len(caption) / CHARACTERS_PER_SECOND - run_time)
    before = strengths(scene)
    with as_one(scene):
        scene.play(*animations, run_time=run_time, subcaption=caption, subcaption_duration=run_time + rest - GAP)
        groups, times = spoken_of(scene, caption, CHARACTERS_PER_SECOND)
        starts = [max(0, time - run_time) for time in times]
        if not groups:
            groups = news(scene, before)
            starts = [rest * k / len(groups) for k in range(len(groups))]
        scene.wait(rest - point_out(scene, groups, starts, rest))


def as_one(scene):
    """What is played meanwhile belongs together: our renderer stores it as one piece, manim's does not know of it."""
    return getattr(scene.renderer, "as_one", nullcontext)()


def point_out(scene, groups, starts, rest):
    """Point at groups of shapes, each from its start on, until shortly before the rest is over, if need be again; how
    many seconds that takes.
    """
    latest = rest - LEAST - QUIET
    if not groups or latest < 0:
        return 0
    starts = [start - max(0, starts[0] - SOON) for start in starts]
    for k in range(1, len(starts)):  # one after the other, but the places of one number together
        if starts[k] > starts[k - 1]:
            starts[k] = max(starts[k], starts[k - 1] + LEAST)
    hurry = min(1, latest / starts[-1]) if starts[-1] else 1
    starts = [hurry * start for start in starts]
    ends = [min((later for later in starts if later > start), default=rest - QUIET) for start in starts]
    spans = [(start, min(end, start + MOST)) for start, end in zip(starts, ends, strict=True)]
    again = cycle(groups)
    while (last := max(end for _, end in spans)) < rest - QUIET - 2 * LEAST:
        groups = [*groups, next(again)]
        spans.append((last, min(last + MOST, rest - QUIET)))
    pointing = Point(groups, spans, run_time=last)
    scene.play(pointing)
    return pointing.run_time


class Headline(VGroup):
    """The one line above the picture that says what it is about; `formula`: its words, as they are set.

    At the other end of the row stands what was found last, `kept`, until the next is found or words need the place.
    """

    def __init__(self, text):
        self.formula, self.kept = self._set(text), None
        super().__init__(self.formula)

    def _set(self, text):
        words = Words(shortened(text, LONGEST, theme.HEADLINE), bold=True)
        return lowered(Formula(words, size=theme.HEADLINE).at(-theme.SAFE_X, theme.HEADLINE_Y))

    def say(self, text):
        """Animate the change to another text: the old one is gone before the new one comes."""
        old, self.formula = self.formula, self._set(text)
        self.remove(old)
        self.add(self.formula)
        return AnimationGroup(out_then_in(old, self.formula), *self._make_room())

    def keep(self, line, origin):
        """Animate: the result of a line flies from `origin` to the end of the row, in place of the one before; `line`:
        three parts, name, sign and result.
        """
        gone = [*map(FadeOut, self.let_go())]
        self.kept = lowered(line.at(theme.SAFE_X, theme.HEADLINE_Y, "right"))
        shown = [] if self._make_room() else [fly(origin, line[2]), afterwards(*line[:2])]
        return AnimationGroup(*gone, *shown)

    def let_go(self):
        """What was kept, if anything was: from now on it is not."""
        gone, self.kept = [self.kept] if self.kept else [], None
        return gone

    def _make_room(self):
        """What was kept fades out where the words come near to it."""
        near = self.kept and self.kept.get_left()[0] < self.formula.get_right()[0] + APART
        return [*map(FadeOut, self.let_go())] if near else []


def lowered(line):
    """A line of the first row, no higher than the safe area: some scripts are high."""
    return line.shift(min(0, theme.SAFE_Y - line.get_top()[1]) * UP)


def out_then_in(old, new):
    """Animate: what was there goes, and only then what is new comes."""
    return AnimationGroup(
        FadeOut(old, rate_func=squish_rate_func(smooth, 0, 0.5)),
        FadeIn(new, rate_func=squish_rate_func(smooth, 0.5, 1)),
    )


def turn_page(scene, headline, text, *old, keep=None):
    """Take away what is no longer spoken of, and announce the next subject; `keep`: a line that stays beside it from
    now on, and the shapes that it comes from.
    """
    scene.play(
        headline.say(text),
        *([headline.keep(*keep)] if keep else []),
        *(FadeOut(shapes, rate_func=squish_rate_func(smooth, 0, 0.6)) for shapes in old),
        run_time=0.8,
    )
