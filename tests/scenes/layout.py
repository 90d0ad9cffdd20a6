"""The rules of layout: each function names what is wrong on the screen at the end of one screen."""

from functools import cache

import numpy as np
from manim import ManimColor

from scenes.mobjects import theme
from scenes.mobjects.diagram.network import CENTER_Y

PIXELS = 135  # of a 1080p film in one unit
SMALLEST = 22
CONTRAST = 4.5
NEAR = 0.04  # five pixels
EXACT = 0.01 / PIXELS  # outlines of glyphs are rounded to a few millionths of a unit
FAINTEST = 0.35, 0.4  # the strength of what is not spoken of; names and such stay as easy to read as ever
# In a name or a unit, m², these are as small as their font has them.
RAISED = set("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉ªº")


def apart(boxes, others):
    """How far apart boxes stand, (n, m): 0 or less where they overlap."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    return (low - high).max(axis=-1)


def overlaps(screen):
    """Two texts come nearer to each other than five pixels."""
    found, texts = [], screen.texts
    boxes = np.array([text.box for text in texts]).reshape(-1, 4)
    for k, other in np.argwhere(np.tril(apart(boxes, boxes) < NEAR, -1)):
        if (gap := apart(texts[k].boxes, texts[other].boxes).min()) < NEAR:
            found.append(f"{texts[k]} and {texts[other]} are {gap:.3f} units apart")
    return found


def outside(screen):
    """Something stands nearer to the frame's edge than 0.4 units."""
    edges = np.array([theme.SAFE_X, theme.SAFE_Y])
    things = [*screen.texts, *screen.shapes]
    boxes = np.array([thing.box for thing in things]).reshape(-1, 4)
    beyond = (np.maximum(-boxes[:, :2], boxes[:, 2:]) - edges).max(axis=1)
    return [f"{things[k]} is {beyond[k]:.3f} units outside the safe area" for k in np.flatnonzero(beyond > EXACT)]


def too_small(screen):
    """The digits of a text, or digits beside its letters, would be lower than 22 pixels."""
    found = []
    for text in screen.texts:
        raised = {k for k, part in enumerate(text.formula.parts) if RAISED & set(getattr(part, "text", ""))}
        # What reads as a character that is not in the text is another one, such as a letter with dots.
        pairs = zip(text.characters, text.part, strict=True)
        plain = [height for (read, height), k in pairs if k not in raised and read in text.formula.text]
        heights = np.array(plain) * PIXELS
        if np.nanmin([*heights, np.inf]) < SMALLEST:
            found.append(f"{text} is {np.nanmin(heights):.1f} pixels high")
    return found


def backdrop(plates, place, order):
    """The colour behind a place: that of the filled shapes that lie below it."""
    color = theme.BACKGROUND
    for plate in plates:
        if plate.order < order and plate.holds(place):
            color = color.interpolate(plate.fill, plate.opacity)
    return color


@cache
def contrast(color, opacity, behind):
    """The contrast ratio of a colour, given in hex like what lies behind it."""
    behind = ManimColor(behind)
    return theme.contrast(behind.interpolate(ManimColor(color), opacity), behind)


def places_in(box):
    """The middle of a box, and the middles of its sides: what is behind may change inside it."""
    middle = (box[:2] + box[2:]) / 2
    return [
        middle,
        *(np.where([across, not across], box[side : side + 2], middle) for across in (True, False) for side in (0, 2)),
    ]


def too_faint(screen):
    """A glyph that is not dimmed on purpose has too little contrast to what lies behind some part of it."""
    found, filled = set(), [shape for shape in screen.shapes if shape.opacity]
    boxes = np.array([shape.box for shape in filled]).reshape(-1, 4)
    for text in screen.texts:
        behind = np.flatnonzero(apart(boxes, text.box[None])[:, 0] < 0)
        plates = [filled[number] for number in behind]
        known = tuple((id(plate.box), tuple(plate.order < text.order)) for plate in plates)
        if known not in text.memo:
            text.memo[known] = faintest(text, plates)
        if text.memo[known] < CONTRAST:
            found.add(f"{text} has a contrast of {text.memo[known]:.2f}")
    return sorted(found)


def faintest(text, plates):
    """The least contrast of a glyph of a text that is not dimmed on purpose to what is behind some part of it."""
    least = np.inf
    glyphs = zip(text.boxes, text.colors, text.opacities, text.levels, text.order, strict=True)
    for box, color, opacity, _, order in (glyph for glyph in glyphs if glyph[3] > FAINTEST[1]):
        behind = {backdrop(plates, place, order).to_hex() for place in places_in(box)}
        least = min(least, *(contrast(color.to_hex(), opacity, ground) for ground in behind))
    return least


def cut(line, boxes):
    """Whether a line, drawn as wide as it is, enters boxes: one truth for each."""
    low, high = boxes[:, None, :2] - line.stroke / 2, boxes[:, None, 2:] + line.stroke / 2
    way = line.ends - line.starts
    still = np.abs(way) < 1e-9  # along the x or the y axis
    way = np.where(still, 1, way)
    t0, t1 = (low - line.starts) / way, (high - line.starts) / way
    within = (low <= line.starts) & (line.starts <= high)
    first = np.where(still, np.where(within, 0, 2), np.minimum(t0, t1)).max(axis=-1)
    last = np.where(still, np.where(within, 1, -1), np.maximum(t0, t1)).min(axis=-1)
    return (np.maximum(first, 0) <= np.minimum(last, 1)).any(axis=-1)


def covered(screen, box, line, order):
    """Whether an opaque shape lies between a line and the glyph in this box."""
    middle = (box[:2] + box[2:]) / 2
    return any(
        line.order < plate.order < order
        and plate.opacity > 0.99
        and (plate.box[:2] <= box[:2]).all()
        and (box[2:] <= plate.box[2:]).all()
        and plate.holds(middle)
        for plate in screen.shapes
    )


def crossed(screen):
    """A line enters the box of a glyph, with no plate between them."""
    found, lines = set(), [shape for shape in screen.shapes if shape.stroke]
    if not lines:
        return []
    boxes, strokes = np.array([line.box for line in lines]), np.array([line.stroke for line in lines])
    for text in screen.texts:
        for number in np.flatnonzero(apart(boxes, text.box[None])[:, 0] <= strokes):
            line = lines[number]
            near = np.flatnonzero(apart(text.boxes, line.box[None])[:, 0] <= line.stroke)
            for glyph in near[cut(line, text.boxes[near])]:
                if not covered(screen, text.boxes[glyph], line, text.order[glyph]):
                    found.add(f"{line} crosses {text}")
    return sorted(found)


def off_centre(screen):
    """A layer of the network does not stand in the middle of the diagram's height."""
    found = []
    for diagram in screen.diagrams:
        for number, layer in enumerate(diagram.layers):
            middle = (layer[:, 1].min() + layer[:, 1].max()) / 2
            if abs(middle - CENTER_Y) > 1e-6:
                found.append(f"layer {number} is {middle - CENTER_Y:+.3f} units off the centre")
    return found


def wrongly_dimmed(screen):
    """What is dimmed stands at 35 to 40 %, or is still to be read like a name."""
    levels = {round(float(level), 3) for text in screen.texts for level in text.levels} - {1, theme.DIMMED_NAME}
    return [f"dimmed to {level:.0%}" for level in levels if not FAINTEST[0] <= level <= FAINTEST[1]]


RULES = [overlaps, outside, too_small, too_faint, crossed, off_centre, wrongly_dimmed]
