"""Whether the numbers that can be read in a film are those of its receipt."""

from collections import Counter
from pathlib import Path

import av
from PIL import Image

from proof.case import Case, Number
from proof.frames import moments, pictures
from proof.reading import WAYS, ReadingError, cut, read
from proof.verify import Failure

ENOUGH = 80


def misread(film: Path, case: Case) -> tuple[str, list[Failure]]:
    """What was read in the film, in words, and the numbers that read otherwise than the receipt says.

    Raises ReadingError where the film or the OCR program does not let itself be read.
    """
    chosen = moments(list(case.numbers), case.plays)
    texts = seen(film, case, chosen)
    unlike = [number for number, text in texts.items() if text != number.text]
    # What was dimmed then may be bright at another time.
    more = moments(unlike, case.plays, but={time for time, _ in chosen})
    texts |= {number: text for number, text in seen(film, case, more).items() if text == number.text}
    wrong = [
        Failure(number.start, number.text, f"reads “{text}” in the picture", number.path)
        for number, text in texts.items()
        if text != number.text
    ]
    never = len(case.numbers) - len(texts)
    moving = f", {never} never stand still" if never else ""
    return f"{len(texts)} read in {len(chosen) + len(more)} pictures{moving}", wrong


def seen(film: Path, case: Case, chosen: list[tuple[float, list[Number]]]) -> dict[Number, str]:
    """What stands in the film in the place of each number, at the times that were chosen."""
    lines: dict[Number, Image.Image] = {}
    try:
        for (_, numbers), picture in zip(chosen, pictures(film, [time for time, _ in chosen]), strict=True):
            if picture.size != case.size:
                raise ReadingError(f"the film is {picture.width} × {picture.height}, its receipt for another size")
            lines |= {number: cut(picture, number.box) for number in numbers}
    except av.FFmpegError as error:
        raise ReadingError(f"the film cannot be decoded: {error.strerror}") from None
    return read_well(lines, case.size[1]) if lines else {}


def read_well(lines: dict[Number, Image.Image], height: int) -> dict[Number, str]:
    """What stands in each line: at first sight, or, where that is not expected, what most sights have seen."""
    numbers = list(lines)
    sights = {number: [text] for number, text in zip(numbers, read(list(lines.values()), height), strict=True)}
    unexpected = [number for number in numbers if sights[number][0] != number.text]
    # A page with few numbers on it reads worse.
    page = (unexpected + [number for number in numbers if number not in unexpected])[: max(ENOUGH, len(unexpected))]
    for way in range(1, len(WAYS) if unexpected else 1):
        texts = read([lines[number] for number in page], height, way)
        for number, text in zip(unexpected, texts, strict=False):
            sights[number].append(text)
    return {number: Counter(seen).most_common(1)[0][0] for number, seen in sights.items()}
