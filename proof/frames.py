"""Pictures out of a film, at the moments when its numbers are at rest."""

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

import av
from PIL import Image

from proof.case import POSTER, Number, Play
from proof.reading import ReadingError

INSTANT = 1e-3  # seconds: less than any frame lasts


def moments(numbers: list[Number], plays: list[Play], but: Collection[float] = ()) -> list[tuple[float, list[Number]]]:
    """A few times, and for each the numbers to be read then: those at rest that no other time has. `but`: not then."""
    resting_times = {number: [time for time in resting(number, plays) if time not in but] for number in numbers}
    waiting = {number: times for number, times in resting_times.items() if times}
    chosen = []
    while waiting:
        time, _ = Counter(time for times in waiting.values() for time in times).most_common(1)[0]
        here = [number for number, times in waiting.items() if time in times]
        chosen.append((time, here))
        for number in here:
            del waiting[number]
    return sorted(chosen, key=lambda each: each[0])


def resting(number: Number, plays: list[Play]) -> list[float]:
    """When a number is at rest: from the end of the play that brings it to the start of the one that takes it away.

    These are the starts of plays that stand still; where there is none, of others, whose first picture is that of a
    moment before; or the end of the film. What is on the poster counts as seen in the second after that.
    """
    last = plays[-1][1]
    if number.start > last - INSTANT:
        return [last + POSTER]
    came = next((end for start, end, held in plays if abs(start - number.start) < INSTANT and not held), number.start)
    left = next((start for start, end, held in plays if abs(end - number.end) < INSTANT and not held), number.end)
    inside = [play for play in plays if came - INSTANT < play[0] and (play[1] if play[2] else play[0]) < left + INSTANT]
    still = [start for start, _, held in inside if held]
    at_end = [last] if min(came, number.end) > last - INSTANT else []
    return still or [start for start, _, _ in inside] or at_end


def pictures(film: Path, times: list[float]) -> Iterator[Image.Image]:
    """What the film shows at each of these times, in their order; after its end, the poster."""
    with av.open(film) as container:  # raises av.FFmpegError for what is no film
        stream = next(iter(container.streams.video), None)
        if stream is None or stream.time_base is None:
            raise ReadingError("the film has no pictures")
        stream.thread_type = "AUTO"
        end = float((stream.duration or 0) * stream.time_base)
        for time in times:
            if time > end + POSTER / 2:
                yield Image.open(film.with_suffix(".png"))
                continue
            container.seek(max(0, int((time - INSTANT) / stream.time_base)), stream=stream)
            shown = None
            for frame in container.decode(stream):
                if shown is not None and frame.time > time + INSTANT:
                    break
                shown = frame
            if shown is None:
                raise ReadingError(f"the film has no picture at {time:.1f} s")
            yield shown.to_image()
