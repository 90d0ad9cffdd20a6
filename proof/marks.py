"""Whether shapes mean what they stand for: bars, arrows, edges, shades, rings, samples of a legend.

What is judged is the shape as it was measured on screen, against the values by core and by plain Python.
"""

from collections.abc import Iterator

from facts.receipt import Mark
from facts.ref import PLACE, Ref
from proof.beside import SAMPLES, VESSELS, meet, middle, same_row
from proof.case import Case
from proof.judge import Failure, Judge
from proof.lines import WIDEST, inks, neuron_left_of, sign, wrong_angle, wrong_form, wrong_width
from proof.planes import Planes
from proof.points import other_scale, wrong_point
from proof.recompute import Recomputed, largest_of
from proof.shades import FAINTEST, NEAR, begin, glass_of, wrong_level, wrong_pixels

FRAME = 8  # units in the height of a picture
NOISE = 1e-12  # what is less is what rounding leaves
FULL = 0.01  # what fills a circle is at least so large
LEAST_BAR, LEAST_ARROW = 0.01, 0.04  # units: what is drawn where the value is too small


class Marks:
    """The marks of one film, and what they should look like."""

    def __init__(self, case: Case, judge: Judge):
        self.case, self.judge, self.marks = case, judge, case.receipt.marks
        self.unit = case.size[1] / FRAME
        self.planes = Planes(judge, case.size, self.unit)
        self.hues: dict[tuple[str, str], str] = {}
        self.neurons = [mark for mark in self.marks if mark.kind == "neuron"]

    def failures(self) -> Iterator[Failure]:
        """All that is untrue of the marks."""
        kinds = {
            "edge": self.edge, "shade": self.shade, "bar": self.bar, "arrow": self.arrow, "ring": self.ring,
            "region": self.planes.region, "border": self.planes.border, "zero": self.planes.zero,
            "side": self.planes.side, "distance": self.planes.distance,
            "dots": lambda mark: self.planes.dots(mark) or self.hue("dots", mark.role.split("_")[0], inks(mark)),
            "strand": self.strand, "gate": self.gate, "sample": self.sample, "pixels": self.pixels, "point": self.point,
            # What is judged by where it stands.
            **dict.fromkeys(("neuron", "glass", "petal", "gauge", "ruler"), lambda mark: None),
        }  # fmt: skip
        for mark in self.marks:
            judge = kinds.get(mark.kind)
            try:
                wrong = judge(mark) if judge else "is a mark of a kind that nobody knows"
            except LookupError as error:
                wrong = f"comes from nowhere: {error}"
            if wrong:
                name = " ".join([mark.kind, mark.role]).strip()
                yield Failure(mark.start, name, wrong, next(iter(mark.places), None))
        yield from self.rings_spoken_of()

    def value(self, mark: Mark) -> float:
        """The number that a mark stands for."""
        return self.judge.value(mark.places[0])[0]

    def ref(self, mark: Mark) -> tuple[Recomputed, Ref]:
        """The sample that a mark speaks of, and its place in it."""
        return self.judge.ref(mark.places[0])

    def edge(self, mark: Mark) -> str | None:
        """An edge is as wide as its value is large, broken where it is negative, and of the hue of its sign."""
        recomputed, ref = self.ref(mark)
        gradient = ref.field == "grad_weights"
        value = -self.value(mark) if gradient else self.value(mark)
        largest = largest_of(recomputed, ref)
        zoom, time = mark.look["zoom"], (mark.start + mark.end) / 2
        there = (other for other in self.marks if other.kind == "edge" and other.start <= time < other.end)
        if any(other.look["zoom"] != zoom for other in there):
            return "is drawn to another scale than the edges beside it"
        share = min(WIDEST, abs(value) / largest) if largest > NOISE else 0
        return wrong_width(mark, value, share) or self.form(mark, "gradient" if gradient else "weight", value)

    def strand(self, mark: Mark) -> str | None:
        """The line of a weight that is drawn large looks like its edge."""
        recomputed, ref = self.ref(mark)
        value, largest = self.value(mark), largest_of(recomputed, ref)
        return wrong_width(mark, value, abs(value) / (largest or 1)) or self.form(mark, "weight", value)

    def form(self, mark: Mark, role: str, value: float) -> str | None:
        """A line is broken, or has a bead, and has the hue, as the sign of its value asks for."""
        return wrong_form(mark, role, value) or self.hue(role, sign(value), mark.look["stroke"])

    def hue(self, role: str, of: str, color: str) -> str | None:
        """All shapes of a role and a sign have one hue, and each sign another one."""
        others = {known for (its, _), known in self.hues.items() if its == role}
        if (role, of) not in self.hues and color in others:
            return f"has the hue of another, {color}, for a {of} {role}"
        if self.hues.setdefault((role, of), color) != color:
            return f"has the hue {color}, where {of} {role}s have {self.hues[role, of]}"
        return None

    def shade(self, mark: Mark) -> str | None:
        """A neuron is filled as high as its value is large beside the largest of its layer, or a probability beside 1,
        from below or from above and in the hue of its sign, and shows its own value.
        """
        recomputed, ref = self.ref(mark)
        glass = glass_of(mark, self.neurons)
        if glass is None:
            return "fills no neuron"
        layer, j = glass.look["neuron"]
        if (ref.index, 0 if ref.field == "x" else (ref.layer or 0) + 1) != ((j,), layer):
            return f"is neuron {j + 1} of layer {layer}, but shows another's value"
        probability = ref.field == "a" and recomputed.layers[ref.layer or 0].activation in ("softmax", "sigmoid")
        value = self.value(mark)
        share = max(-1.0, min(1.0, value / (1 if probability else max(FULL, largest_of(recomputed, ref)))))
        if wrong := wrong_level(mark.box, glass.box, share):
            return wrong
        of = f"{sign(value)} {'delta' if ref.field == 'delta' else 'activation'}" if value else "zero"
        return self.hue("rim", of, glass.look["stroke"]) or (
            self.hue("shade", of, mark.look["fill"]) if value else None
        )

    def pixels(self, mark: Mark) -> str | None:
        """A pixel is as bright as its value is large beside the largest of the picture, and stands in its own place;
        none is missing that is not dark.
        """
        together = [other for other in self.marks if other.kind == "pixels" and meet(mark, other)]
        refs = [self.judge.ref(path)[1] for path in mark.places]
        if any(ref.field != "measurements" for ref in refs):
            return "shows what is no measurement"
        measured = self.ref(mark)[0].plain["example"]["measurements"]
        shares = [value / max(measured) for value in measured]
        corner = begin(together[0], 0, self.ref(together[0])[1].index[0])
        shown, due = sum(len(other.places) for other in together), sum(share > FAINTEST for share in shares)
        if shown < due:
            return f"belongs to a picture of {shown} pixels instead of {due}"
        return wrong_pixels(mark, [ref.index[0] for ref in refs], shares, corner)

    def point(self, mark: Mark) -> str | None:
        """A dot stands where its value is, on the scale of all that share its line."""
        values = [self.judge.value(path)[0] for path in mark.places]
        if wrong := wrong_point(mark, values, self.case.size, self.unit):
            return wrong
        others = [other for other in self.marks if other.kind == "point" and other.group == mark.group]
        line = [other for other in others if mark.group and meet(mark, other)]
        return other_scale(mark, line) or self.hue("point", mark.role, inks(mark))

    def bar(self, mark: Mark) -> str | None:
        """A bar is as long as its value is large, on one scale for all bars of a moment, from one line."""
        value, wide = self.value(mark), (mark.box[2] - mark.box[0]) / self.unit
        together = [other for other in self.marks if other.kind == "bar" and meet(mark, other)]
        if any(other.look["one"] != mark.look["one"] for other in together):
            return "is drawn to another scale than the bars beside it"
        if any(abs(other.box[0] - mark.box[0]) > NEAR for other in together):
            return "does not begin where the bars beside it do"
        due = max(mark.look["one"] * value, LEAST_BAR)
        return None if abs(wide - due) * self.unit <= NEAR else f"is {wide:.2f} long, not {due:.2f} as its value is"

    def arrow(self, mark: Mark) -> str | None:
        """An arrow points to where an output should go, down where its delta is above zero, up below, and is as long as
        that is large.
        """
        value, way = self.value(mark), -mark.look["way"][1]
        if way * value > 0:
            return f"points {'up' if way > 0 else 'down'}, but its value is {value:.3g}"
        together = [other for other in self.marks if other.kind == "arrow" and meet(mark, other)]
        longest = max(together, key=lambda other: abs(self.value(other)))
        largest, length = abs(self.value(longest)), abs(float(longest.look["way"][1]))
        due = max(length * abs(value) / largest if largest else 0.0, LEAST_ARROW * self.unit)
        if abs(abs(way) - due) > 2 * NEAR:
            return f"is {abs(way):.0f} pixels long instead of {due:.0f}"
        return self.hue("rim", f"{sign(value)} delta" if value else "zero", mark.look["stroke"])

    def gate(self, mark: Mark) -> str | None:
        """A bar to the right of a neuron is as far open as its gate is."""
        ref = self.ref(mark)[1]
        if ref.field != "gate":
            return "stands for no gate"
        neuron = neuron_left_of(mark, self.neurons, self.unit)
        if neuron is None or tuple(neuron.look["neuron"]) != ((ref.layer or 0) + 1, ref.index[0]):
            return "stands before another neuron"
        return wrong_angle(mark, self.value(mark))

    def ring(self, mark: Mark) -> str | None:
        """A ring is around one neuron; that of the target, which is two, around the output of the true class."""
        if len(mark.look["rings"]) != (2 if mark.role == "target" else 1):
            return f"is {len(mark.look['rings'])} rings"
        if wrong := self.hue("ring", mark.role, mark.look["stroke"]):
            return wrong
        inside = self.ringed(mark)
        if inside is None:
            return "is around no neuron"
        if mark.role == "target":
            recomputed = self.judge.recomputed[""]
            due = len(recomputed.layers), recomputed.constants.get("true", -1)
            return None if inside == due else f"is around neuron {inside[1] + 1}, but the true class is {due[1] + 1}"
        return None

    def ringed(self, ring: Mark) -> tuple[int, int] | None:
        """Layer and number of the neuron inside a ring."""
        for mark in self.neurons:
            apart = [abs(a - b) for a, b in zip(middle(mark.box), middle(ring.box), strict=True)]
            if max(apart) < 2 * NEAR and meet(mark, ring):
                return mark.look["neuron"][0], mark.look["neuron"][1]
        return None

    def rings_spoken_of(self) -> Iterator[Failure]:
        """While a caption speaks of one neuron, the ring of the focus is around that one."""
        for spoken in self.case.receipt.spoken:
            neuron = spoken.says.slots.get("neuron") if spoken.says else None
            if spoken.where != "caption" or neuron is None:
                continue
            if not PLACE.fullmatch(neuron.places[0]):
                continue  # that it comes from nowhere is said where it is heard
            ref = Ref.parse(neuron.places[0])
            due, time = ((ref.layer or 0) + 1, ref.index[-1]), spoken.end - 0.1
            rings = (mark for mark in self.marks if (mark.kind, mark.role) == ("ring", "focus"))
            if any(self.ringed(ring) != due for ring in rings if ring.start <= time < ring.end):
                yield Failure(time, spoken.text, "is said while the ring is around another neuron", neuron.places[0])

    def sample(self, mark: Mark) -> str | None:
        """A sample of the legend looks like what it is a sample of."""
        if mark.role == "wider":
            return self.rising(mark)
        if mark.role in ("mine", "other"):
            return self.hue("dots", mark.role, inks(mark))
        if mark.role in VESSELS:
            return self.vessel(mark)
        if mark.role not in SAMPLES:
            return "is a sample of nothing"
        return self.form(mark, *SAMPLES[mark.role])

    def vessel(self, mark: Mark) -> str | None:
        """A sample of a filled neuron is filled from the side, and in the hue, of the sign that it is a sample of."""
        glass = glass_of(mark, [each for each in self.marks if each.kind == "glass"])
        if glass is None:
            return "is in no circle"
        full = (mark.box[3] - mark.box[1]) / (glass.box[3] - glass.box[1])
        if wrong := wrong_level(mark.box, glass.box, full * VESSELS[mark.role]):
            return wrong
        of = f"{sign(VESSELS[mark.role])} activation"
        return self.rising(mark) or (self.hue("shade", of, mark.look["fill"]) if full else None)

    def rising(self, mark: Mark) -> str | None:
        """The samples to the right of one are wider, or fuller."""
        row = [each for each in self.marks if (each.kind, each.role) == ("sample", mark.role) and meet(mark, each)]
        later = [other for other in row if other.box[0] > mark.box[2] and same_row(mark.box, other.box)]
        rises = all(strength(other) > strength(mark) for other in later)
        return None if rises else "is not less than what is right of it"


def strength(mark: Mark) -> float:
    """How wide a sample of an edge is, or how high that of a neuron is filled."""
    return float(mark.look["width"]) if mark.role == "wider" else mark.box[3] - mark.box[1]
