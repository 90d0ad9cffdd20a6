"""The rules of layout: each function names what is wrong on the screen at the end of one play."""

import numpy as np

from scenes.mobjects import theme
from scenes.mobjects.network_diagram import CENTER_Y

PIXELS = 135  # of a 1080p film in one unit
SMALLEST = 22
CONTRAST = 4.5
NEAR = 0.04  # five pixels
LEVELS = 0.15, 0.25


def apart(boxes, others):
    """How far apart boxes stand, (n, m): 0 or less where they overlap."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    return (low - high).max(axis=-1)


def overlaps(play):
    """Two texts come nearer to each other than five pixels."""
    found = []
    for k, text in enumerate(play.texts):
        for other in play.texts[:k]:
            near = apart(text.box[None], other.box[None]).item() < NEAR
            if near and (gap := apart(text.boxes, other.boxes).min()) < NEAR:
                found.append(f"{text} and {other} are {gap:.3f} units apart")
    return found


def outside(play):
    """Something stands nearer to the frame's edge than 0.4 units."""
    edges = np.array([theme.SAFE_X, theme.SAFE_Y])
    found = []
    for thing in [*play.texts, *play.shapes]:
        beyond = np.maximum(-thing.box[:2], thing.box[2:]) - edges
        if beyond.max() > 1e-6:
            found.append(f"{thing} is {beyond.max():.3f} units outside the safe area")
    return found


def too_small(play):
    """The digits of a text, or digits beside its letters, would be lower than 22 pixels."""
    found = []
    for text in play.texts:
        heights = np.array([height for _, height in text.characters]) * PIXELS
        if np.nanmin([*heights, np.inf]) < SMALLEST:
            found.append(f"{text} is {np.nanmin(heights):.1f} pixels high")
    return found


def backdrop(play, box, order):
    """The colour behind the middle of a box: that of the topmost filled shape below it."""
    color, middle = theme.BACKGROUND, (box[:2] + box[2:]) / 2
    for shape in play.shapes:
        inside = (shape.box[:2] < middle).all() and (middle < shape.box[2:]).all()
        if shape.opacity and shape.order < order and inside and shape.holds(middle):
            color = color.interpolate(shape.fill, shape.opacity)
    return color


def too_faint(play):
    """A glyph that is not dimmed on purpose has too little contrast to what lies behind it."""
    found = set()
    for text in play.texts:
        for box, color, opacity, level, order in zip(
            text.boxes, text.colors, text.opacities, text.levels, text.order, strict=True
        ):
            behind = backdrop(play, box, order)
            ratio = theme.contrast(behind.interpolate(color, opacity), behind)
            if level == 1 and ratio < CONTRAST:
                found.add(f"{text} has a contrast of {ratio:.2f}")
    return sorted(found)


def cut(starts, ends, box, width):
    """Whether any of the straight pieces, (n, 2) each, of this width enters a box."""
    low, high = box[:2] - width / 2, box[2:] + width / 2
    way = ends - starts
    with np.errstate(divide="ignore", invalid="ignore"):
        t0, t1 = (low - starts) / way, (high - starts) / way
    first, last = np.fmin(t0, t1), np.fmax(t0, t1)
    level = way == 0
    within = (low <= starts) & (starts <= high)
    first, last = np.where(level, np.where(within, 0, 2), first), np.where(level, np.where(within, 1, -1), last)
    return (np.maximum(first.max(axis=1), 0) <= np.minimum(last.min(axis=1), 1)).any()


def covered(play, box, line, order):
    """Whether an opaque shape lies between a line and the glyph in this box."""
    middle = (box[:2] + box[2:]) / 2
    return any(
        line.order < plate.order < order
        and plate.opacity > 0.99
        and (plate.box[:2] <= box[:2]).all()
        and (box[2:] <= plate.box[2:]).all()
        and plate.holds(middle)
        for plate in play.shapes
    )


def crossed(play):
    """A line or an outline enters the box of a glyph, with no plate between them."""
    found = set()
    for line in play.shapes:
        starts, ends = line.segments
        for text in play.texts:
            if apart(text.box[None], line.box[None]).item() > line.stroke:
                continue
            for box, order in zip(text.boxes, text.order, strict=True):
                near = apart(box[None], line.box[None]).item() <= line.stroke
                if near and cut(starts, ends, box, line.stroke) and not covered(play, box, line, order):
                    found.add(f"{line} crosses {text}")
    return sorted(found)


def off_centre(play):
    """A layer of the network does not stand in the middle of the diagram's height."""
    found = []
    for diagram in play.diagrams:
        for number, layer in enumerate(diagram.layers):
            middle = (layer[:, 1].min() + layer[:, 1].max()) / 2
            if abs(middle - CENTER_Y) > 1e-6:
                found.append(f"layer {number} is {middle - CENTER_Y:+.3f} units off the centre")
    return found


def wrongly_dimmed(play):
    """What is dimmed stands at 15 to 25 %."""
    levels = {round(float(level), 3) for text in play.texts for level in text.levels}
    return [f"dimmed to {level:.0%}" for level in levels if level < 1 and not LEVELS[0] <= level <= LEVELS[1]]


RULES = [overlaps, outside, too_small, too_faint, crossed, off_centre, wrongly_dimmed]
