"""Numbers read off pictures by tesseract, which knows nothing of what should stand there.

It was taught with print: dark on white, of one size, and it takes the long minus of mathematics for a rule. So each
number is set as print is: its glyphs apart, the minus no longer than a hyphen, a single digit three times.
"""

import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from PIL import Image, ImageChops, ImageFilter

from proof.case import Box
from proof.powers import joined, parts

PROGRAM = "tesseract"
OPTIONS = ["stdin", "stdout", "--psm", "6", "-l", "eng", "-c", "tessedit_char_whitelist=0123456789.-+() ", "tsv"]
# In pixels of a film 1080 high: around a number, and how much larger and bolder it is set, the best first.
MARGIN, HEIGHT = 4, 1080
TALL = 32  # a line that is higher is set as high as this, as most are
WAYS = (2.0, 5), (1.75, 5), (2.1, 5), (1.6, 5), (1.75, 3)
INK, SHORT, LETTER_SPACE = 190, 0.2, 0.15
PAGE_WIDTH, GAP, ROW_GAP, MOST_ON_PAGE = 2200, 35, 24, 250


class ReadingError(RuntimeError):
    """The OCR program did not do its work; the message is its own."""


def installed() -> bool:
    """Whether the OCR program can be called."""
    return shutil.which(PROGRAM) is not None


def cut(picture: Image.Image, box: Box) -> Image.Image:
    """One number out of a picture of a film, dark on white, at the size it has there."""
    left, top, right, bottom = (round(side) for side in box)
    margin = max(2, round(MARGIN * picture.height / HEIGHT))
    part = picture.crop((left - margin, top - margin, right + margin, bottom + margin))
    width, height = part.size
    away = ImageChops.difference(part, ground_of(part)).split()
    ink = ImageChops.lighter(ImageChops.lighter(away[0], away[1]), away[2])
    outside = margin - max(1, margin // 2)  # what is so far from the number is not of it
    ink = ink.crop((outside, outside, width - outside, height - outside))
    levels = [level for level, count in enumerate(ink.histogram()) if count]
    darkest = 0.7 * max([1, *levels])  # so that thin strokes are as black as thick ones
    return ink.point(lambda value: 255 - min(255, int(255 * value / darkest)))


def ground_of(part: Image.Image) -> Image.Image:
    """What a number stands on, row by row: what fills a neuron may end at some height of it. It is darker than type,
    and as in most rows beside, so that the bar of a large 4 is no ground.
    """
    seen = [part.crop((0, y, part.width, y + 1)).split() for y in range(part.height)]
    grounds = [[sorted(channel.tobytes())[part.width // 5] for channel in row] for row in seen]
    rows, near = Image.new("RGB", (1, part.height)), part.height // 8
    for y in range(part.height):
        beside = zip(*grounds[max(0, y - near) : y + near + 1], strict=True)
        rows.putpixel((0, y), tuple(sorted(channel)[len(channel) // 2] for channel in beside))
    return rows.resize(part.size, Image.Resampling.NEAREST)


def glyphs(line: Image.Image) -> list[tuple[int, int, int, int]]:
    """Left, top, right and bottom of each glyph of a line."""
    black = line.point(lambda value: 0 if value < INK else 255)
    columns = black.resize((line.width, 1), Image.Resampling.BOX).tobytes()
    found, start = [], None
    for x, column in enumerate([*columns, 255]):
        if column < 255 and start is None:
            start = x
        elif column == 255 and start is not None:
            left, right = max(0, start - 1), min(line.width, x + 1)
            _, top, _, bottom = box_of(black.crop((left, 0, right, line.height)))
            found.append((left, top, right, bottom))
            start = None
    return found


def box_of(black: Image.Image) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is black in a picture; its own where nothing is."""
    return ImageChops.invert(black).getbbox() or (0, 0, *black.size)


def printed(line: Image.Image) -> Image.Image:
    """A number as it would be in print."""
    space, end, pieces = round(LETTER_SPACE * line.height), None, []
    for left, top, right, bottom in glyphs(line):
        glyph = line.crop((left, 0, right, line.height))
        if bottom - top < SHORT * line.height < (right - left) / 1.5:
            glyph = glyph.resize((glyph.width // 2, glyph.height), Image.Resampling.BOX)
        pieces.append((glyph, space if end is None else max(space, left - end)))
        end = right
    pieces *= 3 if len(pieces) == 1 else 1
    page = Image.new("L", (sum(glyph.width + gap for glyph, gap in pieces) + space, line.height), 255)
    x = 0
    for glyph, gap in pieces:
        page.paste(glyph, (x + gap, 0))
        x += gap + glyph.width
    return page


def read(lines: list[Image.Image], height: int, way: int = 0) -> list[str]:
    """What tesseract reads in each line, with a true minus sign and without brackets or a plus.

    height: of the film, in pixels; way: one of several, for another opinion.
    """
    pieces = [parts(line, glyphs(line)) for line in lines]
    texts = iter(read_each([piece for group in pieces for piece in group], height, way))
    return [joined([next(texts) for _ in group]) for group in pieces]


def read_each(lines: list[Image.Image], height: int, way: int) -> list[str]:
    """What tesseract reads in each of some lines in which nothing is raised."""
    zoom, bold = WAYS[way]
    zoom *= HEIGHT / height
    tiles = []
    for line in map(printed, lines):
        size = zoom * min(1.0, TALL * height / HEIGHT / line.height)
        tile = line.resize((round(line.width * size), round(line.height * size)), Image.Resampling.BICUBIC)
        tiles.append(tile.filter(ImageFilter.MinFilter(bold)))
    order = sorted(range(len(tiles)), key=lambda k: tiles[k].height)
    count = max(1, min(len(order), max(os.cpu_count() or 1, -(-len(order) // MOST_ON_PAGE))))
    shares = [order[k * len(order) // count : (k + 1) * len(order) // count] for k in range(count)]
    found: dict[int, str] = {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for share, texts in zip(shares, pool.map(read_page, [[tiles[k] for k in s] for s in shares]), strict=True):
            found |= zip(share, texts, strict=True)
    singles = [len(glyphs(line)) == 1 for line in lines]
    return [tidy(found[k], single) for k, single in enumerate(singles)]


def tidy(text: str, single: bool) -> str:
    """What was read, as a receipt would write it."""
    text = text.replace(" ", "").replace("(", "").replace(")", "").removeprefix("+").replace("-", "−").strip(".")
    return text[0] if single and text and text == text[0] * 3 else text


def read_page(tiles: list[Image.Image]) -> list[str]:
    """Set the tiles in rows on one page, and read it."""
    if not tiles:
        return []
    rows: list[list[tuple[int, int]]] = [[]]
    x = GAP
    for k, tile in enumerate(tiles):  # the lowest first, so that those of a row are about as high
        if rows[-1] and x + tile.width + GAP > PAGE_WIDTH:
            rows, x = [*rows, []], GAP
        rows[-1].append((k, x))
        x += tile.width + GAP
    places: dict[int, tuple[int, int]] = {}
    y = ROW_GAP
    for row in rows:
        height = max(tiles[k].height for k, _ in row)
        places |= {k: (x, y + (height - tiles[k].height) // 2) for k, x in row}
        y += height + ROW_GAP
    page = Image.new("L", (max(PAGE_WIDTH, *(tile.width + 2 * GAP for tile in tiles)), y), 255)
    for k, place in places.items():
        page.paste(tiles[k], place)
    texts: list[list[tuple[float, str]]] = [[] for _ in tiles]
    for left, middle, text in words(page):
        for k, (x, y) in places.items():
            if x - GAP / 2 < left < x + tiles[k].width and y - ROW_GAP / 2 < middle < y + tiles[k].height + ROW_GAP / 2:
                texts[k].append((left, text))
    return ["".join(text for _, text in sorted(found)) for found in texts]


def words(page: Image.Image) -> list[tuple[float, float, str]]:
    """The words of a page: where each starts, at what height its middle is, and the word."""
    file = BytesIO()
    page.save(file, "PNG")
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}  # the pages are read side by side
    done = subprocess.run([PROGRAM, *OPTIONS], input=file.getvalue(), capture_output=True, env=environment, check=False)
    if done.returncode:
        raise ReadingError(f"{PROGRAM}: {' '.join(done.stderr.decode(errors='replace').split())}")
    rows = [row.split("\t") for row in done.stdout.decode(errors="replace").splitlines()[1:]]
    return [(float(row[6]), float(row[7]) + float(row[9]) / 2, row[11]) for row in rows if row[-1].strip()]
