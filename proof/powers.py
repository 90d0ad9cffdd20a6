"""Powers of ten in pictures: tesseract reads no raised digits, so the number before ×, the ten, and what stands above
are set apart, each as a number of its own.
"""

from PIL import Image

from facts.number import SUPERSCRIPTS

FULL, RAISED = 0.8, 0.25  # of the height of a digit: at least of one; above the foot of the line
SIGN = 0.3  # of the height of a digit: what is lower is a minus

Box = tuple[int, int, int, int]


def parts(line: Image.Image, glyphs: list[Box]) -> list[Image.Image]:
    """The line; or, if it ends with a power of ten, three: the number before it, the ten, the power as large as they.

    glyphs: left, top, right and bottom of each, from left to right.
    """
    highest = max((bottom - top for _, top, _, bottom in glyphs), default=0)
    _, top, _, foot = next((box for box in glyphs if box[3] - box[1] >= FULL * highest), (0, 0, 0, 0))
    height, above = foot - top, 0
    while above < len(glyphs) and foot - glyphs[-1 - above][3] > RAISED * height:
        above += 1
    power = glyphs[len(glyphs) - above :]
    digits = [box for box in power if box[3] - box[1] > SIGN * height]
    before, ten = glyphs[: -above - 3], glyphs[-above - 2 : -above]
    if not (before and digits):
        return [line]
    first, last = min(box[1] for box in digits), max(box[3] for box in digits)
    raised = stripe(line, power, first, last)
    size = raised.width * height // (last - first), raised.height * height // (last - first)
    plain = (stripe(line, some, top, foot) for some in (before, ten))
    return [*plain, raised.resize(size, Image.Resampling.BICUBIC)]


def stripe(line: Image.Image, glyphs: list[Box], top: int, foot: int) -> Image.Image:
    """Some glyphs of a line, and a little above the top and below the foot of digits."""
    margin = max(1, (foot - top) // 8)
    return line.crop((glyphs[0][0], max(0, top - margin), glyphs[-1][2], min(line.height, foot + margin)))


def joined(texts: list[str]) -> str:
    """What was read in the `parts` of a line, as a receipt would write it."""
    return texts[0] if len(texts) == 1 else f"{texts[0]}×{texts[1]}{texts[2].replace('−', '-').translate(SUPERSCRIPTS)}"
