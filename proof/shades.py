"""Whether what is filled is so as its value asks for: neurons as high, and the pixels of a picture as bright."""

from collections.abc import Sequence

from facts.receipt import Box, Mark

NEAR = 1.5  # pixels
ROUNDED = 0.1  # pixels by which a height that was measured may be off: near the bottom a circle soon grows wide
TOLERANCE = 3  # of 255
FAINTEST = 1 / 64  # of the largest: a pixel that is less may be left dark


def wrong_level(liquid: Box, glass: Box, share: float) -> str | None:
    """What is wrong with what fills a circle, whose value is this share of the largest: less than 0 from the top."""
    tall, height = glass[3] - glass[1], liquid[3] - liquid[1]
    if abs(height - abs(share) * tall) > NEAR:
        return f"is {height / tall:.0%} full, but its value asks for {abs(share):.0%}"
    stands, hangs = abs(liquid[3] - glass[3]) <= NEAR, abs(liquid[1] - glass[1]) <= NEAR
    if (share > 0 and not stands) or (share < 0 and not hangs):
        return f"is filled from the {'bottom' if stands else 'top'}, but its value asks for the other side"
    least, most = (wide_at(level, tall) for level in (height - ROUNDED, height + ROUNDED))
    aside = (liquid[0] + liquid[2] - glass[0] - glass[2]) / 2
    if not least - NEAR <= liquid[2] - liquid[0] <= most + NEAR or abs(aside) > NEAR:
        return "does not fill its circle from side to side"
    return None


def wide_at(height: float, tall: float) -> float:
    """How wide that is which fills a circle up to a height."""
    height = min(max(height, 0.0), tall / 2)
    return float(2 * (height * (tall - height)) ** 0.5)


def glass_of(liquid: Mark, glasses: Sequence[Mark]) -> Mark | None:
    """The circle that something fills, as it looked at last when that came; None where it is in none."""
    (left, top, right, bottom), start = liquid.box, liquid.start
    around = [
        glass
        for glass in glasses
        if glass.start <= start < glass.end
        if glass.box[0] - NEAR < left and right < glass.box[2] + NEAR
        if glass.box[1] - NEAR < top and bottom < glass.box[3] + NEAR
    ]
    return max(around, key=lambda glass: glass.start, default=None)


def wrong_brightness(mark: Mark, share: float) -> str | None:
    """What is wrong with the fill of a mark whose value is this share of the largest."""
    hue, ground, fill = (channels(mark.look[name]) for name in ("hue", "ground", "fill"))
    due = [round(g + share * (h - g)) for g, h in zip(ground, hue, strict=True)]
    if max(abs(a - b) for a, b in zip(due, fill, strict=True)) <= TOLERANCE:
        return None
    return f"has the shade {mark.look['fill']}, but its value asks for #{bytes(due).hex().upper()}"


def channels(color: str) -> list[int]:
    """Red, green and blue of a colour such as #9AA5B1, 0 to 255."""
    return list(bytes.fromhex(color.removeprefix("#")))


def wrong_pixels(mark: Mark, which: Sequence[int], shares: Sequence[float], corner: tuple[float, float]) -> str | None:
    """What is wrong with the pixels of one shade.

    which: their numbers in the sample, from 0, row by row; shares: how large each measurement of the sample is beside
    the largest; corner: left and top of the picture that they belong to.
    """
    if len(mark.look["corners"]) != len(which):
        return f"has {len(mark.look['corners'])} pixels for {len(which)} measurements"
    for k, i in enumerate(which):
        if wrong := wrong_brightness(mark, shares[i]):
            return wrong
        if max(abs(a - b) for a, b in zip(begin(mark, k, i), corner, strict=True)) > mark.look["wide"] / 2:
            row, column = divmod(i, mark.look["side"])
            return f"stands where another pixel belongs, not in row {row + 1}, column {column + 1}"
    return None


def begin(mark: Mark, k: int, i: int) -> tuple[float, float]:
    """Left and top of the picture, if the k-th square of a mark is in its place as pixel i."""
    row, column = divmod(i, mark.look["side"])
    left, top = mark.look["corners"][k]
    return left - column * mark.look["wide"], top - row * mark.look["wide"]
