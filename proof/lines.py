"""What is wrong with a line as it was drawn: an edge, the sample of one, the bar of a gate."""

from math import atan2, degrees, dist, inf

from facts.receipt import Box, Mark
from proof.beside import meet, middle

# An edge is so wide for 0 and for the largest value of its layer, and grows no further than this beyond it.
THIN, THICK, WIDEST = 1.2, 5.0, 1.4
DASHED = 0.9  # a line of which less than this share is drawn is broken
ON_LINE = 6.0  # pixels: what stands on a line has its middle so near to it
OPEN, TURNED, BESIDE = 80, 3.0, 0.25  # degrees: a gate of 1, and what nobody sees; units from a neuron


def wrong_width(mark: Mark, value: float, share: float) -> str | None:
    """Whether an edge is so wide as this share of the largest value asks for."""
    width = mark.look["zoom"] * (THIN + (THICK - THIN) * share)
    if abs(mark.look["width"] - width) > 0.02:
        return f"is {mark.look['width']:.2f} wide, but its value {value:.3g} asks for {width:.2f}"
    return None


def nearest(mark: Mark, boxes: list[Box]) -> int | None:
    """Which of some boxes stands on a line, with its middle nearest to it; None where none does."""
    (start, end), away = ends_of(mark), []
    across, down = end[0] - start[0], end[1] - start[1]
    for box in boxes:
        x, y = middle(box)
        along = ((x - start[0]) * across + (y - start[1]) * down) / (across**2 + down**2 or 1.0)
        there = start[0] + along * across, start[1] + along * down
        away.append(dist((x, y), there) if 0 < along < 1 else inf)
    least = min(away, default=inf)
    return away.index(least) if least < ON_LINE else None


def ends_of(mark: Mark) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where a line starts and ends."""
    left, top, right, bottom = mark.box
    across, down = mark.look["way"]
    x = (left, right) if across >= 0 else (right, left)
    y = (top, bottom) if down >= 0 else (bottom, top)
    return (x[0], y[0]), (x[1], y[1])


def wrong_form(mark: Mark, role: str, value: float) -> str | None:
    """What is wrong with the form of a line: that of a negative weight is broken, on that of a change there is a bead,
    which points up where the weight will rise.
    """
    broken, bead = mark.look["drawn"] < DASHED, mark.look.get("bead", 0)
    if broken != (role == "weight" and value < 0):
        return f"is {'broken' if broken else 'whole'}, but its value is {value:.3g}"
    if sign(bead) != (sign(value) if role == "gradient" else "zero"):
        seen = {"positive": "a bead that points up", "negative": "a bead that points down", "zero": "no bead"}
        return f"has {seen[sign(bead)]}, but its value is {value:.3g}"
    return None


def sign(value: float) -> str:
    """Which side of zero a value is on."""
    return "positive" if value > 0 else "negative" if value < 0 else "zero"


def neuron_left_of(mark: Mark, neurons: list[Mark], unit: float) -> Mark | None:
    """The neuron that a bar stands before, hinged above its middle."""
    for neuron in neurons:
        above = neuron.box[1] <= mark.box[1] < middle(neuron.box)[1]
        if above and meet(neuron, mark) and 0 < mark.box[0] - neuron.box[2] < BESIDE * unit:
            return neuron
    return None


def wrong_angle(mark: Mark, gate: float) -> str | None:
    """A bar is shut where the gate is 0, and the further open the larger that is, up to 1."""
    across, down = mark.look["way"]
    angle, due = degrees(atan2(across, down)), OPEN * max(0.0, min(1.0, gate))
    return None if abs(angle - due) <= TURNED else f"is open by {angle:.0f} degrees instead of {due:.0f}"


def inks(mark: Mark) -> str:
    """The colour of a dot, or of a cross."""
    return str(mark.look["fill"] or mark.look["stroke"])
