"""Whether a dot stands where its value is on a scale: on a number line, or beside two axes."""

from facts.receipt import Mark
from proof.beside import middle

NEAR = 2.5  # pixels


def wrong_point(mark: Mark, values: list[float], size: tuple[int, int], unit: float) -> str | None:
    """What is wrong with the place of a dot.

    values: what it stands for, across and perhaps up; none of them means zero. size, unit: of the picture, in pixels.
    """
    zero, one = mark.look["zero"], mark.look["one"]
    if min(one) <= 0:
        return "is on a scale that runs backwards"
    across = size[0] / 2 + (zero[0] + one[0] * (values[0] if values else 0)) * unit
    up = size[1] / 2 - (zero[1] + one[1] * (values[1] if len(values) > 1 else 0)) * unit
    here = middle(mark.box)
    if abs(here[0] - across) <= NEAR and abs(here[1] - up) <= NEAR:
        return None
    return f"stands {here[0] - across:+.0f} pixels across and {here[1] - up:+.0f} down from where its value is"


def other_scale(mark: Mark, others: list[Mark]) -> str | None:
    """Whether one of the others, on the same line, is drawn to another scale."""
    differs = any((other.look["zero"], other.look["one"]) != (mark.look["zero"], mark.look["one"]) for other in others)
    return "is drawn to another scale than what is beside it" if differs else None
