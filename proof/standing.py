"""Whether shapes stand where they belong: edges between their neurons, rings around one, bars in the row of their name.

Looked at whenever a play has ended; boxes and ways are in pixels, down is positive.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from facts.receipt import Box, Line, Mark, Number
from facts.ref import Ref
from proof.beside import middle, named_neuron, same_row
from proof.case import POSTER, Case
from proof.judge import Failure, Judge
from proof.lines import ends_of, nearest
from proof.petals import misnamed, off_scale

NEAR = 2.5  # pixels: more than rounding, less than two places lie apart
# Whose weights bring forth the activations of a forward pass.
THROUGH = {"forward": "network", "again": "new_network"}

Faults = Iterator[tuple[Mark, str]]


@dataclass(frozen=True)
class Screen:
    """What stood on screen together at the end of a play."""

    time: float
    marks: list[Mark]
    lines: list[Line]
    numbers: list[Number]

    def of(self, *kinds: str) -> list[Mark]:
        """The marks of these kinds."""
        return [mark for mark in self.marks if mark.kind in kinds]

    @property
    def neurons(self) -> dict[tuple[int, int], Mark]:
        """The circles of neurons, by layer, from 0, the inputs, and number."""
        return {(mark.look["neuron"][0], mark.look["neuron"][1]): mark for mark in self.of("neuron")}


def screens(case: Case) -> Iterator[Screen]:
    """The screen at the end of each play, and the poster, which counts as seen in the second after the film."""
    times = sorted({end for _, end, _ in case.plays})
    if any(mark.end > times[-1] + POSTER for mark in case.receipt.marks):
        times.append(times[-1] + POSTER)
    for time in times:

        def there(seen: Mark | Line | Number, time: float = time) -> bool:
            return seen.start < time and (seen.end > time or time == times[-1] <= seen.end)

        yield Screen(
            time,
            list(filter(there, case.receipt.marks)),
            list(filter(there, case.receipt.lines)),
            list(filter(there, case.receipt.numbers)),
        )


def misplaced(case: Case, judge: Judge) -> Iterator[Failure]:
    """What stands where it does not belong, in words; each fault once."""
    told = set()
    for screen in screens(case):
        for check in (columns, ends, strands, inside, rings, passes, rows, petals):
            for mark, wrong in check(screen, judge):
                if (id(mark), wrong) not in told:
                    told.add((id(mark), wrong))
                    name = " ".join([mark.kind, mark.role]).strip()
                    yield Failure(screen.time, name, wrong, next(iter(mark.places), None))


def petals(screen: Screen, judge: Judge) -> Faults:
    """Petals, and the gauges on them, are drawn to one scale, and have their own names."""
    yield from off_scale(screen.marks, screen.numbers, judge)
    yield from misnamed(screen.marks, screen.lines, judge)


def ref_of(path: str, judge: Judge) -> Ref:
    """The place in its own sample that a path names. Raises LookupError where it is none."""
    return judge.ref(path)[1]


def neuron_of(path: str, judge: Judge) -> tuple[int, int]:
    """The layer, from 0, the inputs, and the number of the neuron that a place belongs to."""
    ref = ref_of(path, judge)
    if ref.root == "example" and ref.field == "target":
        return len(judge.resolve(path)[0].layers), ref.index[-1]
    return (0 if ref.layer is None or ref.field == "input" else ref.layer + 1), (ref.index or (-1,))[-1]


def columns(screen: Screen, judge: Judge) -> Faults:
    """The neurons of a layer stand below each other by their numbers, the layers beside each other."""
    ordered = sorted(screen.neurons.items())
    for ((layer, _), before), ((other, j), mark) in pairwise(ordered):
        (x, y), (right, low) = middle(before.box), middle(mark.box)
        if not (abs(right - x) < NEAR < low - y if layer == other else right > x + NEAR):
            yield mark, f"stands where neuron {j + 1} of layer {other} does not belong"


def ends(screen: Screen, judge: Judge) -> Faults:
    """An edge runs from its input's circle to its neuron's."""
    for mark in screen.of("edge"):
        ref = ref_of(mark.places[0], judge)
        layer, (j, i) = ref.layer or 0, ref.index
        tail, head = screen.neurons.get((layer, i)), screen.neurons.get((layer + 1, j))
        due = rims(tail, head) if tail and head else None
        if not due or any(math.dist(*pair) > NEAR for pair in zip(ends_of(mark), due, strict=True)):
            yield mark, f"does not run from neuron {i + 1} to neuron {j + 1} of the next layer"


def strands(screen: Screen, judge: Judge) -> Faults:
    """On a line that is drawn large stands its own weight."""
    for mark in screen.of("strand"):
        on = nearest(mark, [number.box for number in screen.numbers])
        if on is None or screen.numbers[on].path != mark.places[0]:
            yield mark, f"has {'no number' if on is None else screen.numbers[on].path} on it"


def rims(tail: Mark, head: Mark) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where the line between the middles of two circles leaves the one and meets the other."""
    (x, y), (right, low) = middle(tail.box), middle(head.box)
    way = math.dist((x, y), (right, low)) or 1.0
    across, down = (right - x) / way, (low - y) / way
    near, far = (tail.box[2] - tail.box[0]) / 2, (head.box[2] - head.box[0]) / 2
    return (x + near * across, y + near * down), (right - far * across, low - far * down)


def inside(screen: Screen, judge: Judge) -> Faults:
    """The number in a circle is the one that its fill shows; in the empty circle of an input, what was measured."""
    for mark in screen.of("neuron"):
        shown = [path for shade in screen.of("shade") if lies_in(middle(shade.box), mark.box) for path in shade.places]
        layer, j = mark.look["neuron"]
        shown += [] if layer or shown else [f"example.measurements[{j}]"]
        for number in screen.numbers:
            if lies_in(middle(number.box), mark.box) and number.path not in shown:
                yield mark, f"holds the number “{number.text}” of {number.path}"


def lies_in(point: tuple[float, float], box: Box) -> bool:
    """Whether a point is in a box, or as good as on its edge."""
    (x, y), (left, top, right, bottom) = point, box
    return left - NEAR < x < right + NEAR and top - NEAR < y < bottom + NEAR


def rings(screen: Screen, judge: Judge) -> Faults:
    """A ring is around exactly one neuron."""
    for mark in screen.of("ring"):
        around = sum(surrounds(mark, circle) for circle in screen.neurons.values())
        if around != 1:
            yield mark, f"is around {around} neurons"


def surrounds(ring: Mark, circle: Mark) -> bool:
    """Whether a ring lies close around a circle."""
    wider = (ring.box[2] - ring.box[0]) / ((circle.box[2] - circle.box[0]) or 1.0)
    return math.dist(middle(ring.box), middle(circle.box)) < NEAR and 1 < wider < 2


def ringed(case: Case, time: float) -> str | None:
    """The place of the activation, or input, of the neuron that the ring of the focus is around at a time, or None."""
    there = [mark for mark in case.receipt.marks if mark.start <= time < mark.end]
    focus = [mark for mark in there if (mark.kind, mark.role) == ("ring", "focus")]
    for ring in sorted(focus, key=lambda mark: -mark.start)[:1]:
        for mark in there:
            if mark.kind == "neuron" and surrounds(ring, mark):
                layer, j = mark.look["neuron"]
                return f"forward.layers[{layer - 1}].a[{j}]" if layer else f"example.x[{j}]"
    return None


def passes(screen: Screen, judge: Judge) -> Faults:
    """The edges of a layer show one record, and a forward pass the weights that brought it forth."""
    shown: dict[int | None, tuple[str, str | None]] = {}
    for mark in screen.of("edge"):
        ref = ref_of(mark.places[0], judge)
        if shown.setdefault(ref.layer, (ref.root, ref.field)) != (ref.root, ref.field):
            yield mark, f"shows {ref.root}, while other edges of its layer show {shown[ref.layer][0]}"
    weights = {layer: root for layer, (root, field) in shown.items() if field == "weights"}
    for mark in screen.of("shade"):
        ref = ref_of(mark.places[0], judge)
        root = weights.get(ref.layer)
        if ref.field == "a" and root and THROUGH.get(ref.root, root) != root:
            yield mark, f"shows {ref.root}, while the edges show the weights of {root}"


def rows(screen: Screen, judge: Judge) -> Faults:
    """A bar or an arrow stands in the row of its own number, and a bar beside the name of its own output."""
    for mark in screen.of("bar", "arrow"):
        mine, last = neuron_of(mark.places[0], judge), len(judge.resolve(mark.places[0])[0].layers)
        beside = [number for number in screen.numbers if same_row(mark.box, number.box)]
        nearest = min(beside, key=lambda number: gap(mark.box, number.box, mark.kind == "bar"), default=None)
        if nearest is None or neuron_of(nearest.path, judge) != mine:
            yield mark, f"stands beside {nearest.path if nearest else 'no number'}"
        named = nearest_name(screen, mark, last) if mark.kind == "bar" else None
        if named and named != mine:
            yield mark, f"stands beside the name of output {named[1] + 1}"


def nearest_name(screen: Screen, bar: Mark, last: int) -> tuple[int, int] | None:
    """The layer and number of the neuron whose name stands nearest to the left of a bar; None without one."""
    left = [line for line in screen.lines if line.box[2] < bar.box[0] and same_row(bar.box, line.box)]
    said = ((line.box[2], line.parts[0].says) for line in left if len(line.parts) == 1)
    named = [(end, neuron) for end, says in said if says and (neuron := named_neuron(says, last))]
    return max(named)[1] if named else None


def gap(box: Box, other: Box, right: bool) -> float:
    """How far one box is to the right of another, or to the left; what is on the other side is out of reach."""
    apart = other[0] - box[2] if right else box[0] - other[2]
    return apart if apart > -NEAR else math.inf
