"""A film for the web: the rendered one if it is small enough, else one of the same pictures in fewer bytes."""

import shutil
import sys
from fractions import Fraction
from itertools import chain, pairwise
from pathlib import Path

import av
from av.video.frame import PictureType

from publishing.films import Film
from publishing.steps import Step

# Of the 60 KiB that a second of film may take with captions and page together, this much is for the film.
MOST_BYTES = 54 * 1024
RATE_FACTORS = ["24", "27", "30", "33"]
# B-frames are decoded before they are shown: only with as many frames at either end is the film's length exact.
REORDER = 4


def write_video(film: Film, steps: list[Step], path: Path) -> None:
    """Write the film to `path`: the rendered file, or one of the same pictures with a keyframe where a step rests."""
    most = MOST_BYTES * film.about.seconds
    if film.video.stat().st_size <= most and not has_long_frames(film):
        shutil.copyfile(film.video, path)
        return
    if sys.stderr.isatty():
        print(f"{film.title}: made smaller for the web, which takes a while the first time", file=sys.stderr)
    for factor in RATE_FACTORS:
        encode(film, steps, path, factor)
        if path.stat().st_size <= most:
            break


def has_long_frames(film):
    """Whether one frame stands for many, as HOLDS=once stores them: Chromium, sent into one, shows the next."""
    with av.open(film.video) as container:
        return container.streams.video[0].frames < film.about.frames


def encode(film, steps, path, factor):
    """Write the film once more by H.264, with this rate factor of x264: the higher, the smaller."""
    wanted, keys = needed(film, steps)
    with av.open(film.video) as source, av.open(path, "w", format="mp4", options={"movflags": "+faststart"}) as target:
        rendered = source.streams.video[0]
        rendered.thread_type = "AUTO"
        rate = Fraction(film.rate).limit_denominator(1001)
        stream = target.add_stream("libx264", rate=rate, options=options(factor))
        same_picture(rendered.codec_context, stream.codec_context)
        stream.codec_context.time_base = 1 / rate
        target.metadata.update(source.metadata)
        target.set_chapters(source.chapters())
        for number, frame in standing(film, source.decode(rendered), wanted):
            frame.pts, frame.time_base = number, 1 / rate
            frame.pict_type = PictureType.I if number in keys else PictureType.NONE
            target.mux(stream.encode(frame))
        target.mux(stream.encode())


def options(factor):
    """What x264 is told. A forced keyframe is one that a player can start at."""
    return {"preset": "veryfast", "tune": "animation", "crf": factor, "g": "600", "forced-idr": "1"}


def same_picture(rendered, new):
    """Size, pixels and meaning of the colours as in the rendered film."""
    new.width, new.height, new.pix_fmt = rendered.width, rendered.height, rendered.pix_fmt
    for name in ("color_primaries", "color_trc", "colorspace", "color_range"):
        setattr(new, name, getattr(rendered, name))


def needed(film, steps):
    """The frames that differ from the one before, or end a play; and those that get a keyframe."""
    count, rests = film.about.frames, []
    numbers = {*range(min(REORDER, count)), *range(max(count - REORDER, 0), count)}
    for play in film.about.plays:
        start, end = film.frame(play.start), film.frame(play.end)
        numbers |= {start, end - 1} if play.held else set(range(start, end))
        rests += [start] * play.held
    numbers |= {step.last for step in steps}
    keys = {max((start for start in rests if start <= step.last), default=0) for step in steps}
    return sorted(numbers), keys | {0}


def standing(film, decoded, wanted):
    """Yield (number, picture) for each wanted frame number: the picture that stands on screen then."""
    queue = iter(wanted)
    number = next(queue, None)
    for before, after in pairwise(chain(decoded, [None])):
        until = film.frame(after.time) if after else film.about.frames
        while number is not None and number < until:
            yield number, before
            number = next(queue, None)
