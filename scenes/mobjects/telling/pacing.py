"""How a film speaks: a headline above, captions that can be read in time, a rest after each statement."""

from manim import UP, AnimationGroup, FadeIn, FadeOut, VGroup, smooth, squish_rate_func

from scenes.mobjects import theme
from scenes.mobjects.telling.pointing import LASTS, Point, spoken_of
from scenes.mobjects.type.fitting import shortened
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Words

CHARACTERS_PER_SECOND = 17
# Between two captions, so that no player shows both for a moment when times are rounded to frames.
GAP = 0.04
QUIET = 0.2  # after the last word that is pointed at
APART = 0.8  # of the time that pointing lasts: then the next may begin
LONGEST = 11.5  # of a headline, measured in letters that are not bold


def tell(scene, caption, *animations, run_time=1.0, rest=1.0):
    """Play `animations` under `caption`, then rest until it has been read, `rest` seconds at least; meanwhile what the
    caption speaks of is pointed at, in its order.

    Captions stay for their reading time at 17 characters a second (the BBC's and Netflix's guides
    allow 15 to 20 for adults).
    """
    rest = max(rest, GAP + len(caption) / CHARACTERS_PER_SECOND - run_time)
    scene.play(*animations, run_time=run_time, subcaption=caption, subcaption_duration=run_time + rest - GAP)
    scene.wait(rest - point_out(scene, caption, run_time, rest))


def point_out(scene, caption, since, rest):
    """Point at what a caption speaks of, which has been read for `since` seconds and has `rest` more; how long that
    takes.
    """
    groups, times = spoken_of(scene, caption, CHARACTERS_PER_SECOND)
    latest = rest - LASTS - QUIET
    if not groups or latest < 0:
        return 0
    starts = [max(0, time - since) for time in times]
    for k in range(1, len(starts)):  # one after the other, but the places of one number together
        if times[k] > times[k - 1]:
            starts[k] = max(starts[k], starts[k - 1] + APART * LASTS)
    hurry = min(1, latest / starts[-1]) if starts[-1] else 1
    pointing = Point(groups, [hurry * start for start in starts], run_time=hurry * starts[-1] + LASTS)
    scene.play(pointing)
    return pointing.run_time


class Headline(VGroup):
    """The one line above the picture that says what it is about; `formula`: its words, as they are set."""

    def __init__(self, text):
        self.formula = self._set(text)
        super().__init__(self.formula)

    def _set(self, text):
        words = Words(shortened(text, LONGEST, theme.HEADLINE), bold=True)
        formula = Formula(words, size=theme.HEADLINE).at(-theme.SAFE_X, theme.HEADLINE_Y)
        return formula.shift(min(0, theme.SAFE_Y - formula.get_top()[1]) * UP)  # some scripts are high

    def say(self, text):
        """Animate the change to another text: the old one is gone before the new one comes."""
        old, self.formula = self.formula, self._set(text)
        self.remove(old)
        self.add(self.formula)
        return out_then_in(old, self.formula)


def out_then_in(old, new):
    """Animate: what was there goes, and only then what is new comes."""
    return AnimationGroup(
        FadeOut(old, rate_func=squish_rate_func(smooth, 0, 0.5)),
        FadeIn(new, rate_func=squish_rate_func(smooth, 0.5, 1)),
    )


def turn_page(scene, headline, text, *old):
    """Take away what is no longer spoken of, and announce the next subject."""
    scene.play(
        headline.say(text),
        *(FadeOut(shapes, rate_func=squish_rate_func(smooth, 0, 0.6)) for shapes in old),
        run_time=0.8,
    )
