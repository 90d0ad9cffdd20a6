"""Whether what is filled is as bright as its value asks for: neurons, and the pixels of a picture in their places."""

from collections.abc import Sequence

from facts.receipt import Mark

TOLERANCE = 3  # of 255
FAINTEST = 1 / 64  # of the largest: a pixel that is less may be left dark


def wrong_shade(mark: Mark, share: float) -> str | None:
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
        if wrong := wrong_shade(mark, shares[i]):
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
