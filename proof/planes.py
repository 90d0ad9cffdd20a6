"""Whether a plane over two inputs shows what the network says there: samples, regions, borders, lines of neurons.

A place is judged where it was measured in the picture, by what plain Python makes of the inputs that it stands for.
"""

from collections.abc import Callable
from itertools import pairwise

from facts.receipt import Mark
from proof.judge import Judge
from proof.others import Sheet

NEAR = 2.0  # pixels
COLUMNS, ROWS = 24, 18  # of the places that are tried
MOST = 400_000  # weights that are multiplied for one mark
# Of each role of dots that a step makes: whether its samples are right before the step, and after it.
TURNS = {
    "wrong": [(False, True), (False, False)], "wrong_again": [(True, False), (False, False)],
    "mine_rescued": [(False, True)], "wrong_lost": [(True, False)],
}  # fmt: skip
Place = tuple[float, float]


class Planes:
    """What is judged of the marks in planes; size, unit: of the picture, in pixels."""

    def __init__(self, judge: Judge, size: tuple[int, int], unit: float):
        self.judge, self.size, self.unit = judge, size, unit

    def sheet(self, mark: Mark) -> Sheet:
        """The plane that a mark belongs to. Raises LookupError where it belongs to none."""
        recomputed, ref = self.judge.ref(mark.places[0])
        return recomputed.sheet(ref.root)

    def place(self, mark: Mark, pixel: Place) -> Place:
        """What a pixel stands for, on the scale of a mark."""
        zero, one = mark.look["zero"], mark.look["one"]
        across, up = (pixel[0] - self.size[0] / 2) / self.unit, (self.size[1] / 2 - pixel[1]) / self.unit
        return (across - zero[0]) / one[0], (up - zero[1]) / one[1]

    def pixel(self, mark: Mark, place: Place) -> Place:
        """Where a place stands in the picture."""
        zero, one = mark.look["zero"], mark.look["one"]
        across, up = (z + o * value for z, o, value in zip(zero, one, place, strict=True))
        return self.size[0] / 2 + across * self.unit, self.size[1] / 2 - up * self.unit

    def undecided(self, mark: Mark, pixel: Place, says: Callable[[Place], bool]) -> bool:
        """Whether something else is said at a neighbour of a pixel than at the pixel itself."""
        steps = [(x, y) for x in (-NEAR, 0, NEAR) for y in (-NEAR, 0, NEAR)]
        here = says(self.place(mark, pixel))
        return any(says(self.place(mark, (pixel[0] + x, pixel[1] + y))) != here for x, y in steps)

    def tried(self, mark: Mark, sheet: Sheet) -> list[list[Place]]:
        """The pixels that are tried, row by row: the middles of so many cells, fewer for a large network."""
        weights = sum(len(row) for layer in sheet.layers for row in layer.weights)
        share = min(1.0, (MOST / (COLUMNS * ROWS * weights)) ** 0.5)
        columns, rows = max(4, int(COLUMNS * share)), max(4, int(ROWS * share))
        low, high = sheet.numbers["low"], sheet.numbers["high"]
        return [
            [
                self.pixel(
                    mark,
                    (
                        low[0] + (c + 0.5) / columns * (high[0] - low[0]),
                        low[1] + (r + 0.5) / rows * (high[1] - low[1]),
                    ),
                )
                for c in range(columns)
            ]
            for r in range(rows)
        ]

    def region(self, mark: Mark) -> str | None:
        """A region covers the places where the network says the film's class, and no others."""
        sheet = self.sheet(mark)
        return self.covers(mark, sheet, sheet.right)

    def covers(self, mark: Mark, sheet: Sheet, says: Callable[[Place], bool]) -> str | None:
        """What is wrong with the area of a mark, which should cover the places where this is true."""
        pieces = [Piece(corners) for corners in mark.look["pieces"]]
        for pixel in (pixel for row in self.tried(mark, sheet) for pixel in row):
            due = says(self.place(mark, pixel))
            if any(piece.holds(pixel) for piece in pieces) != due and not self.undecided(mark, pixel, says):
                return f"{'misses' if due else 'covers'} the place {described(self.place(mark, pixel))}"
        return None

    def border(self, mark: Mark) -> str | None:
        """A border runs where the network changes its mind, and nowhere is a piece of it missing."""
        sheet, ends = self.sheet(mark), [tuple(end) for piece in mark.look["pieces"] for end in piece]
        for end in ends:
            if not self.undecided(mark, end, sheet.right):
                return f"runs through {described(self.place(mark, end))}, where the network is of one mind"
        rows = self.tried(mark, sheet)
        for row in [*rows, *map(list, zip(*rows, strict=True))]:
            for here, there in pairwise(row):
                if sheet.right(self.place(mark, here)) != sheet.right(self.place(mark, there)):
                    middle = (here[0] + there[0]) / 2, (here[1] + there[1]) / 2
                    reach = apart(here, there)
                    if all(apart(end, middle) > reach for end in ends):
                        return f"is missing near {described(self.place(mark, middle))}"
        return None

    def zero(self, mark: Mark) -> str | None:
        """The line of a neuron runs where its sum is zero, from edge to edge of the plane."""
        left, top, right, bottom = mark.box
        way = mark.look["way"]
        ends = [(left, top), (right, bottom)] if way[0] * way[1] >= 0 else [(left, bottom), (right, top)]
        low, high = (self.sheet(mark).numbers[name] for name in ("low", "high"))
        for end in ends:
            if abs(self.off(mark, end)) > NEAR:
                return f"is {self.off(mark, end):.0f} pixels off where the sum is zero"
            corners = self.pixel(mark, (low[0], low[1])), self.pixel(mark, (high[0], high[1]))
            if min(abs(end[k] - corner[k]) for k in (0, 1) for corner in corners) > NEAR:
                return "does not reach the edge of the plane"
        return None

    def off(self, mark: Mark, pixel: Place) -> float:
        """How many pixels a place is from the line of a mark, above 0 where the sum is."""
        a, b, c = (self.judge.value(path)[0] for path in mark.places)
        x, y = self.place(mark, pixel)
        one = mark.look["one"]
        steep = ((a / one[0]) ** 2 + (b / one[1]) ** 2) ** 0.5
        return (a * x + b * y + c) / steep * self.unit if steep else 0.0

    def side(self, mark: Mark) -> str | None:
        """The bright side of a neuron is where its sum is above zero, and nothing else."""
        a, b, c = (self.judge.value(path)[0] for path in mark.places)
        return self.covers(mark, self.sheet(mark), lambda place: a * place[0] + b * place[1] + c > 0)

    def distance(self, mark: Mark) -> str | None:
        """A ruler reaches from the film's sample to the line of a neuron, as long as its distance is large."""
        one, way, due = mark.look["one"], mark.look["way"], abs(self.judge.value(mark.places[0])[0])
        if abs(one[0] - one[1]) > 1e-6 * one[0]:
            return "is drawn where the axes have two different units"
        long, due = (way[0] ** 2 + way[1] ** 2) ** 0.5, due * one[0] * self.unit
        if abs(long - due) > NEAR:
            return f"is {long:.0f} pixels long instead of {due:.0f}"
        sheet = self.sheet(mark)
        own = self.pixel(mark, tuple(sheet.x[axis] for axis in sheet.axes))
        left, top, right, bottom = mark.box
        start = left if way[0] >= 0 else right, top if way[1] >= 0 else bottom
        return None if apart(start, own) <= NEAR else "does not begin at the sample"

    def dots(self, mark: Mark) -> str | None:
        """Each dot stands where its sample's inputs are, and belongs to its role; none is missing."""
        values = [self.judge.value(path)[0] for path in mark.places]
        if len(mark.look["middles"]) != len(values) // 2:
            return f"has {len(mark.look['middles'])} dots for {len(values) // 2} samples"
        for middle, across, up in zip(mark.look["middles"], values[::2], values[1::2], strict=True):
            if apart(tuple(middle), self.pixel(mark, (across, up))) > NEAR:
                return f"has a dot at {described(self.place(mark, tuple(middle)))} for {described((across, up))}"
        which = [self.judge.ref(path)[1].index[0] for path in mark.places[::2]]
        due = self.due(mark)
        if which != [k for k, belongs in enumerate(due) if belongs]:
            return f"shows {len(which)} samples, which are not the {sum(due)} that it should"
        return None

    def due(self, mark: Mark) -> list[bool]:
        """Of each sample, whether it belongs to the dots of this role."""
        numbers = self.judge.ref(mark.places[0])[0].plain
        known = numbers["example"]
        if mark.role in TURNS:
            pairs = zip(numbers["effect"]["right"], numbers["effect"]["right_again"], strict=True)
            return [pair in TURNS[mark.role] for pair in pairs]
        return [(one == known["true_class"]) == (mark.role == "mine") for one in known["samples"]["classes"]]


class Piece:
    """A polygon of the picture: its corners in pixels, and its box, which most pixels are not even in."""

    def __init__(self, corners: list[Place]):
        self.corners = corners
        self.left, self.top = map(min, zip(*corners, strict=True))
        self.right, self.bottom = map(max, zip(*corners, strict=True))

    def holds(self, pixel: Place) -> bool:
        """Whether a pixel is inside: a ray to the right crosses the sides an odd number of times."""
        x, y = pixel
        if not (self.left <= x <= self.right and self.top <= y <= self.bottom):
            return False
        crossed = False
        for (x1, y1), (x2, y2) in zip(self.corners, self.corners[1:] + self.corners[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                crossed = not crossed
        return crossed


def apart(one: Place, other: Place) -> float:
    """How far two places are from each other."""
    return ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5


def described(place: Place) -> str:
    """A place in words."""
    return f"({place[0]:.2f}, {place[1]:.2f})"
