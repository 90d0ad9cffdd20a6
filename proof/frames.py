"""Pictures out of a film, at the moments when its numbers are at rest."""

from collections.abc import Iterator
from pathlib import Path

import av
from PIL import Image

from proof.reading import ReadingError
from proof.receipt import Play, Shown

INSTANT = 1e-3  # seconds: less than any frame lasts


def moments(numbers: list[Shown], plays: list[Play]) -> list[tuple[float, list[Shown]]]:
    """A few times, and for each the numbers to be read then: those at rest that no earlier time has.

    plays: (start, end, held). A number is at rest from the end of the play that brings it to the start of the play
    that takes it away; a picture at rest is the one with which a play starts, or the last one of the film.
    """
    times = [start for start, _, _ in plays] + [plays[-1][1]]
    waiting = {number: set(resting(number, plays, times)) for number in numbers}
    chosen = []
    while any(waiting.values()):
        time = max(times, key=lambda time: sum(time in moments for moments in waiting.values()))
        here = [number for number, moments in waiting.items() if time in moments]
        chosen.append((time, here))
        for number in here:
            del waiting[number]
    return sorted(chosen, key=lambda each: each[0])


def resting(number: Shown, plays: list[Play], times: list[float]) -> list[float]:
    """Of these times those at which a number is at rest."""
    came = next((end for start, end, held in plays if abs(start - number.start) < INSTANT and not held), number.start)
    left = next((start for start, end, held in plays if abs(end - number.end) < INSTANT and not held), number.end)
    end = left if left > came + INSTANT else number.end - INSTANT
    last = plays[-1][1]
    here = [time for time in times if came - INSTANT <= time <= end + INSTANT and (time < last or number.end >= last)]
    return here or ([last] if number.end > last - INSTANT else [])


def pictures(film: Path, times: list[float]) -> Iterator[Image.Image]:
    """What the film shows at each of these times, in their order; at its end, its last picture."""
    with av.open(film) as container:  # raises av.FFmpegError for what is no film
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        for time in times:
            container.seek(max(0, int((time - INSTANT) / stream.time_base)), stream=stream)
            shown = None
            for frame in container.decode(stream):
                if shown is not None and frame.time > time + INSTANT:
                    break
                shown = frame
            if shown is None:
                raise ReadingError(f"the film has no picture at {time:.1f} s")
            yield shown.to_image()
