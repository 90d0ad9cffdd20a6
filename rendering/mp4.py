"""A film's file: the samples of its plays behind one another, with chapters and a title."""

from fractions import Fraction

import av

from rendering.encoder import set_up

# x264 refers to B-frames, which may refer to others: a decoder holds so many pictures back.
REORDER = 2


def write_film(path, plays, spec, about):
    """Write an MP4 that can be played while it loads.

    `plays`: of each play its number of frames and its samples; `about`: the title and sections of the film.
    """
    with av.open(f"file:{path}", "w", format="mp4", options={"movflags": "+faststart"}) as film:
        stream = film.add_stream(spec.codec, rate=spec.frame_rate)
        set_up(stream.codec_context, spec)
        film.metadata.update(title=about.title, description=about.summary, comment=about.network)
        film.set_chapters([chapter(k, section) for k, section in enumerate(about.sections)])
        film.start_encoding()
        for packet in packets(plays):
            packet.stream, packet.time_base = stream, 1 / Fraction(spec.frame_rate)
            film.mux(packet)


def chapter(number, section):
    """A section as PyAV wants it, in milliseconds."""
    start, end = round(1000 * section.start), round(1000 * section.end)
    metadata = {"title": section.name}
    return {"id": number, "start": start, "end": end, "time_base": Fraction(1, 1000), "metadata": metadata}


def packets(plays):
    """All samples as packets, timed in frames of the film; each lasts until the next is shown."""
    start, samples = 0, []
    for frames, play in plays:
        samples += [(start + sample.frame, sample) for sample in play]
        start += frames
    shown = sorted(frame for frame, _ in samples)
    until = dict(zip(shown, [*shown[1:], start], strict=True))
    for (frame, sample), decoded in zip(samples, [*range(-REORDER, 0), *shown], strict=False):
        packet = av.Packet(sample.data)
        packet.pts, packet.dts, packet.duration = frame, decoded, until[frame] - frame
        packet.is_keyframe = sample.keyframe
        yield packet
