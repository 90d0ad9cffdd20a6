"""What a step, made for one sample, does to all the others: seen in the plane, and counted."""

from manim import Create, FadeIn, FadeOut, Indicate, VGroup

from facts.predicate import claim
from facts.statement import Name, Statement
from scenes.mobjects import theme
from scenes.mobjects.plane.picture import PlanePicture
from scenes.mobjects.plane.sweep import Sweep
from scenes.mobjects.plane.turned import Turned
from scenes.mobjects.telling.pacing import tell, turn_page
from scenes.mobjects.type.flights import afterwards
from scenes.mobjects.type.flow import SIZES, fitted
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Between, Number, Words

COUNTS_Y, TURNED_Y = 2.45, 1.95
TALL = 5.3
SCORES = 0.55, theme.BIG, *SIZES  # sizes of the counts
AGAIN = 1.5  # units beside them for the new one


class TheOthers:
    """The samples of a step's example, before the step and after it, in a scene."""

    def __init__(self, scene, step, headline):
        self.scene, self.step, self.headline = scene, step, headline
        self.thing = Name(step.example, "thing")
        self.change = claim("compared", (step, "effect.right_again_count"), (step, "effect.right_count"))

    def tell(self, *old):
        """All samples, the step sweeping over them, and what is left right, in place of what is old."""
        self.scene.next_section(Statement("backprop.all_of_them"))
        turn_page(self.scene, self.headline, Statement("backprop.all_of_them"), *old)
        step, things = self.step, Statement("thing.many", thing=self.thing)
        count, right = Number(step, "effect.count"), Number(step, "effect.right_count")
        rescued, lost = Number(step, "effect.rescued"), Number(step, "effect.lost")
        again = Number(step, "effect.right_again_count")
        picture = PlanePicture(step.plane, theme.WORK_LEFT, -theme.SAFE_Y, theme.WORK_WIDTH, TALL)
        region, border, crosses = picture.country(), picture.border(), picture.crosses(step)
        picture.add_to_back(border).add_to_back(region)
        score = fitted(lambda size: self.score(right, count, size), SCORES, theme.WORK_WIDTH - AGAIN)
        caption = Statement("backprop.there_are", count=count, things=things, right=right)
        tell(self.scene, caption, FadeIn(picture), Create(crosses), afterwards(score), run_time=2)
        sweep = Sweep(picture, step.new_plane, [(region, picture.country), (border, picture.border)])
        before = picture.border(step.plane).set_stroke(theme.FAINT, 2)
        picture.add_to_back(before)
        tell(self.scene, Statement("backprop.line_moves", thing=self.thing), sweep, FadeOut(crosses), run_time=3)
        self.scene.choose_moment()
        after = picture.crosses(step, after=True)
        caption = Statement("backprop.rescued_and_lost", rescued=rescued, lost=lost)
        turned, rings = self.turned(rescued, lost), Turned(picture, step)
        new = Formula("→", again, size=score.size).at(score.get_right()[0] + 0.25, COUNTS_Y)
        tell(self.scene, caption, Create(after), FadeIn(turned), afterwards(rings, new), run_time=2)
        closing = self.headline.say(Statement("backprop.forgot", thing=self.thing, change=self.change))
        tell(self.scene, Statement("backprop.right_now", right=again, change=self.change), closing)
        asking = Indicate(VGroup(score, new), scale_factor=1.06, color=None)
        tell(self.scene, Statement("backprop.best_for_all", count=count), asking)
        return VGroup(picture, after, rings, score, turned, new)

    def score(self, right, count, size):
        """How many are right, of how many."""
        words = [Words(Statement(f"label.{key}")) for key in ("of", "are_right")]
        return Formula(right, words[0], count, words[1], size=size).at(theme.WORK_LEFT, COUNTS_Y)

    def turned(self, rescued, lost):
        """How many have turned right, and how many wrong."""
        words = [Words(Statement(f"label.{key}")) for key in ("rescued", "lost")]
        gap = Between("#h(1em)", " ")
        return Formula(rescued, words[0], gap, lost, words[1], color=theme.FAINT).at(theme.WORK_LEFT, TURNED_Y)
