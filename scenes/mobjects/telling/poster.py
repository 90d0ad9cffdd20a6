"""Posters: a hook in large letters, the plane that it is about, and the petal that marks the series."""

from manim import DL, DOWN, LEFT, UL, VGroup

from facts.predicate import claim
from facts.statement import Name, Statement
from scenes.mobjects import theme
from scenes.mobjects.plane.picture import PlanePicture
from scenes.mobjects.plane.turned import Turned
from scenes.mobjects.telling.opening import own_petal
from scenes.mobjects.type.fitting import shortened, width_of, wrapped
from scenes.mobjects.type.flow import SIZES, fitted
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Number, Symbol, Words
from scenes.mobjects.workings.outputs import loss_decimals

HOOK = 1.0  # the em of a hook: 90 of 720 lines
COUNTS, WORDS, MORE = (1.9, 1.5, 1.2, HOOK), (HOOK, 0.8, 0.65, *SIZES), (0.55, 0.45, *SIZES)
PLANE = 0.55, -theme.SAFE_Y, theme.SAFE_X - 0.55, 7.15  # left, bottom, width, height
ROOM, BOLD = 6.8, 1.2  # for the words to the left of it; how much wider bold letters are
BETWEEN, MARK = 0.5, 2.3  # two lines; how high a petal is


def verdict_poster(example, trace, plane):
    """Whether the network is right, and where the sample stands in the plane."""
    right = claim("verdict", (trace, "predicted_class"), (example, "true_class"))
    color = theme.TARGET if right.outcome == "right" else theme.LOSS
    lines = wrapped(Statement("verdict.right", verdict=right), ROOM / BOLD, 2, HOOK)
    hook = [in_words(Words(line, color=color, bold=True)) for line in lines]
    said = Statement("label.thing_is", thing=Name(example, "thing"))
    room = (ROOM - width_of(said, MORE[-1])) / BOLD - 0.2
    name = shortened(Name(example, f"class_names[{example.true_class}]"), room, MORE[-1])
    start, truth = Words(said), Words(name, color=theme.TARGET, bold=True)
    more = fitted(lambda size: Formula(start, truth, size=size), MORE, ROOM)
    picture = PlanePicture(plane, *PLANE)
    picture.add_to_back(picture.border()).add_to_back(picture.country())
    return composed(example, [*hook, more], picture)


def effect_poster(step):
    """What a step did to all samples, and to the loss of its own."""
    count, right, again = (Number(step, f"effect.{name}") for name in ("count", "right_count", "right_again_count"))
    hook = fitted(lambda size: Formula(right, "→", again, size=size), COUNTS, ROOM)
    of, are = (Words(Statement(f"label.{key}"), bold=True) for key in ("of", "are_right"))
    below = in_words(of, count, are)
    paths = ("backward.loss", "loss_again")
    before, after = (Number(step, path, loss_decimals(step), color=theme.LOSS) for path in paths)
    more = fitted(
        lambda size: Formula(Words(Statement("label.loss")), before, Symbol("→"), after, size=size), MORE, ROOM
    )
    picture = PlanePicture(step.plane, *PLANE)
    old = picture.border().set_stroke(theme.FAINT, 3)
    news = picture.crosses(step, after=True), Turned(picture, step)
    picture.add_to_back(picture.border(step.new_plane)).add_to_back(old).add_to_back(picture.country(step.new_plane))
    return composed(step.example, [hook, below, more], picture.add(*news))


def in_words(*pieces):
    """A line of a hook."""
    return fitted(lambda size: Formula(*pieces, size=size), WORDS, ROOM)


def composed(example, lines, picture):
    """Lines below each other on the left, with the petal below them, and a picture on the right."""
    left = VGroup(*lines).arrange(DOWN, buff=BETWEEN, aligned_edge=LEFT)
    left.align_to([-theme.SAFE_X, theme.SAFE_Y, 0], UL)
    petal = own_petal(example)
    if petal and left.get_bottom()[1] - BETWEEN > MARK - theme.SAFE_Y:
        petal.scale(MARK / petal.height, scale_stroke=True).align_to([-theme.SAFE_X, -theme.SAFE_Y, 0], DL)
    return VGroup(picture, left, petal)
