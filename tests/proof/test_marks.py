"""What shapes claim is judged: true films pass, wrong drawing code and changed marks are found."""

from functools import cache
from random import Random

import msgspec
import numpy as np
import pytest

from proof.beside import VESSELS, Beside
from proof.case import Case
from proof.judge import Judge
from proof.marks import Marks
from proof.standing import misplaced, ringed
from proof.verify import verify
from scenes.mobjects import Film
from scenes.mobjects.diagram.pixels import Picture
from tests.proof import wrong_edges, wrong_values, wrong_vessels
from tests.proof.filmed import LOOKS, Short, filmed
from tests.scenes.networks import example

LIES = [*wrong_edges.LIES, *wrong_values.LIES, *wrong_vessels.LIES]
EDITS = 200


def told():
    """What the short film tells of: a network whose weights and deltas have both signs."""
    return example((2, 3, 3), seed=5, truth=2)


def untrue(case):
    """All that is found wrong with the marks of a film, and with the words beside them."""
    judge = Judge(case)
    beside = Beside(case, len(judge.recomputed[""].layers)).misplaced()
    return [*Marks(case, judge).failures(), *misplaced(case, judge), *beside]


@cache
def true_case():
    """The case of the short film, which is true."""
    return filmed(Short, told())


class Seen(Film):
    """A square picture, and what a test does to its pixels."""

    spoil = staticmethod(lambda pixels: None)

    def construct(self):
        picture = Picture(self.example, [0, 0, 0], 2.4)
        self.spoil(picture[1])
        self.add(picture)
        self.wait()


def darkened(pixels):
    pixels[20].set_fill(pixels[20].get_fill_color().darker(0.5))


def exchanged(pixels):
    here, there, *_ = (shape for shape in pixels if len(shape.points) == len(pixels[0].points))
    here.points, there.points = there.points, here.points


def mirrored(pixels):
    pixels[12].flip(about_point=[0, 0, 0])


def missing(pixels):
    pixels.remove(pixels[5])


def halved(pixels):
    most = max(pixels, key=lambda shape: len(shape.points))
    most.points = most.points[:16]


SPOILT = [
    (darkened, "asks for"),
    (exchanged, "another pixel"),
    (mirrored, "another pixel"),
    (missing, "instead of 64"),
    (halved, "has 1 pixels for"),
]


def digit():
    """A sample whose 64 inputs are a square picture."""
    pixels = np.random.default_rng(4).uniform(0.2, 1, 64).round(2)
    return example((64, 3), measurements=pixels, mean=np.zeros(64), scale=np.ones(64))


def test_a_picture_of_the_inputs_is_true():
    """Nothing is found in a picture of the inputs, each pixel of which is a mark."""
    case = filmed(Seen, digit())
    assert untrue(case) == []
    assert sum(len(mark.places) for mark in case.receipt.marks if mark.kind == "pixels") == 64


@pytest.mark.parametrize(("spoil", "wrong"), SPOILT)
def test_a_wrong_pixel_is_found(spoil, wrong):
    """A pixel with another's shade, in another's place or missing is found."""
    lie = type("Seen", (Seen,), {"spoil": staticmethod(spoil)})
    assert any(wrong in failure.wrong for failure in untrue(filmed(lie, digit())))


def test_the_short_film_is_true():
    """The film that lies are told in has marks of each kind, and is true without them whenever it is looked at."""
    sights = []
    whole = filmed(Short, told(), enough=sights.append)
    assert msgspec.to_builtins(whole.receipt) == msgspec.to_builtins(true_case().receipt)
    counts = [len(each.receipt.marks) for each in (*sights, whole)]
    assert counts == sorted(set(counts))
    assert [untrue(each) for each in sights] == [[] for _ in LOOKS]
    kinds = {mark.kind for mark in true_case().receipt.marks}
    assert kinds == {"arrow", "bar", "edge", "gate", "glass", "neuron", "ring", "sample", "shade", "strand"}
    assert verify(true_case()) == untrue(true_case()) == []


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.__name__)
def test_wrong_drawing_code_is_found(lie):
    """A film whose drawing code is wrong in this way is found out."""
    with pytest.MonkeyPatch.context() as patch:
        lie(patch)
        case = filmed(Short, told(), enough=untrue)
    assert untrue(case) != []


def changed(mark, **fields):
    """A mark with other fields; `look` is added to what was measured."""
    return msgspec.structs.replace(mark, **fields | {"look": mark.look | fields.get("look", {})})


def edited(marks, random):
    """What an edit makes of some mark, or of two: (places in the list, new marks); None where it does not apply."""
    k, other = random.randrange(len(marks)), random.randrange(len(marks))
    mark, second = marks[k], marks[other]
    way = [-share for share in mark.look["way"]]
    edits = {
        "places": mark.kind == second.kind and mark.places != second.places and mark.places,
        "way": mark.kind in ("edge", "arrow"),
        "width": mark.kind == "edge",
        "dashes": mark.kind == "edge",
        "bead": "bead" in mark.look,
        "fill": mark.kind == "shade" and mark.look["drawn"] > 0,
        "stroke": mark.kind == "edge",
        "neuron": mark.kind == "neuron",
        "level": mark.kind == "shade",
        "shift": mark.kind in ("ring", "edge", "bar", "neuron", "shade") or mark.role in VESSELS,
    }
    edit = random.choice([name for name, applies in edits.items() if applies] or [None])
    look = mark.look
    made = {
        "places": lambda: [changed(mark, places=second.places), changed(second, places=mark.places)],
        "way": lambda: [changed(mark, look={"way": way})],
        "width": lambda: [changed(mark, look={"width": look["width"] * random.choice([0.7, 1.3])})],
        "dashes": lambda: [changed(mark, look={"drawn": 0.5 if look["drawn"] > 0.9 else 1.0})],
        "bead": lambda: [changed(mark, look={"bead": random.choice([0, -look["bead"]])})],
        "fill": lambda: [changed(mark, look={"fill": "#336699"})],
        "stroke": lambda: [changed(mark, look={"stroke": "#336699"})],
        "neuron": lambda: [changed(mark, look={"neuron": [look["neuron"][0], look["neuron"][1] + 1]})],
        "level": lambda: [changed(mark, box=(*mark.box[:3], mark.box[3] + random.choice([-3, 3])))],
        "shift": lambda: [changed(mark, box=tuple(side + 40 for side in mark.box))],
    }
    return (edit, [k, other][: len(made[edit]())], made[edit]()) if edit else None


def test_changed_marks_are_found():
    """Each of many random changes of what a mark stands for, where it is or how it looks is found."""
    random, case, missed, count = Random(0), true_case(), [], 0
    while count < EDITS:
        marks = list(case.receipt.marks)
        if not (edit := edited(marks, random)):
            continue
        name, where, new = edit
        old = [marks[k] for k in where]
        for k, mark in zip(where, new, strict=True):
            marks[k] = mark
        count += 1
        lying = Case(case.about, msgspec.structs.replace(case.receipt, marks=tuple(marks)))
        if not untrue(lying):
            missed.append((name, old, new))
    assert missed == []


def test_verify_judges_marks():
    """What is wrong with the look of a mark, and with where it stands, is said by `verify` too."""
    case = true_case()
    marks = list(case.receipt.marks)
    k, bar = next((k, mark) for k, mark in enumerate(marks) if mark.kind == "bar")
    marks[k] = changed(bar, box=(*bar.box[:2], bar.box[2] + 40, bar.box[3]))
    k, edge = next((k, mark) for k, mark in enumerate(marks) if mark.kind == "edge")
    marks[k] = changed(edge, box=tuple(side + 40 for side in edge.box))
    lying = Case(case.about, msgspec.structs.replace(case.receipt, marks=tuple(marks)))
    assert {"bar", "edge"} <= {failure.text for failure in verify(lying)}


def test_who_is_ringed():
    """The neuron that the ring of the focus is around can be asked for at any time, and is None while there is none."""
    found = [ringed(true_case(), time) for time in (0.5, 2.5, 3.5, 7.5)]
    assert found == [None, "forward.layers[0].a[0]", "forward.layers[0].a[1]", None]
