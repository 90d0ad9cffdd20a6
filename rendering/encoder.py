"""One play's pictures, encoded as H.264 by x264 in this process and thread alone."""

from collections import defaultdict
from fractions import Fraction
from typing import NamedTuple

import av
import numpy as np
from av.codec.context import Flags
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, Interpolation, VideoReformatter

BORDER = 2  # pixels; even. No filter of swscale that is used here reaches farther
HELD_BETTER = 3.5  # how much lower the rate factor of a held picture is
# Four pixels share the mean of their colours. That is nearer to what was drawn than swscale's own choice, and it takes
# two thirds of the time: for FULL_CHR_H_INP alone there is vector code.
MEAN = Interpolation.AREA | Interpolation.FULL_CHR_H_INP
SIZES = 50  # of the regions for which a converter is kept
COLOUR_OPTIONS = {"colormatrix", "colorprim", "transfer", "range"}


class Sample(NamedTuple):
    """One encoded picture: the frame of the play at which it is shown, and whether a player can start there."""

    frame: int
    keyframe: bool
    data: bytes


class Encoder:
    """Encodes pictures (height, width, 4), uint8 RGBA without transparency, to `samples` in decoding order.

    Colours are converted with the BT.709 matrix and tagged as such: what players assume of HD.
    """

    def __init__(self, spec, held=False):
        self.context = open_codec(spec, held)
        self.samples = []
        self.picture = av.VideoFrame(spec.width, spec.height, spec.pixel_format)
        self.picture.time_base = self.context.time_base
        self.picture.colorspace, self.picture.color_range = Colorspace.ITU709, ColorRange.MPEG
        self.planes = planes(self.picture)
        self.converters = defaultdict(VideoReformatter)  # by size: one that is asked for another has to begin anew

    def show(self, pixels, boxes, frame):
        """Show `pixels` from frame number `frame` of the play on; they have changed within `boxes` alone."""
        for box in boxes:
            self._convert(pixels, box)
        self.picture.pts = frame
        self._keep(self.context.encode(self.picture))

    def _convert(self, pixels, box):
        """Convert a box with even sides, and the pixels beside it, whose colours mix with those inside."""
        height, width = pixels.shape[:2]
        left, top, right, bottom = widened(box, width, height)
        x, y, end_x, end_y = widened((left, top, right, bottom), width, height)
        part = av.VideoFrame.from_numpy_buffer(pixels[y:end_y, x:end_x], format="rgba")
        if len(self.converters) > SIZES:
            self.converters.clear()
        part = self.converters[part.width, part.height].reformat(
            part,
            format=self.context.pix_fmt,
            interpolation=MEAN,
            src_color_range=ColorRange.JPEG,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            threads=1,
        )
        for plane, new, scale in zip(self.planes, planes(part), (1, 2, 2), strict=True):
            x0, y0, x1, y1 = left // scale, top // scale, right // scale, bottom // scale
            dx, dy = x // scale, y // scale
            plane[y0:y1, x0:x1] = new[y0 - dy : y1 - dy, x0 - dx : x1 - dx]

    def finish(self):
        """Encode what is still waiting and return all samples."""
        self._keep(self.context.encode(None))
        return self.samples

    def _keep(self, packets):
        self.samples += [Sample(packet.pts, packet.is_keyframe, bytes(packet)) for packet in packets]


def widened(box, width, height):
    """The box with a border, within the picture."""
    left, top, right, bottom = box
    return max(left - BORDER, 0), max(top - BORDER, 0), min(right + BORDER, width), min(bottom + BORDER, height)


def planes(picture):
    """Brightness and the two colours of a picture, as arrays that share its memory."""
    return [np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[:, : plane.width] for plane in picture.planes]


def open_codec(spec, held=False):
    """The codec that manim.cfg asks for, with one thread: what it makes depends on the pictures alone."""
    context = av.CodecContext.create(spec.codec, "w")
    set_up(context, spec, held)
    context.flags |= Flags.global_header
    context.open()
    return context


def set_up(context, spec, held=False):
    """Give a codec context the settings that every play of a film shares."""
    context.width, context.height, context.pix_fmt = spec.width, spec.height, spec.pixel_format
    context.framerate = spec.frame_rate
    context.time_base = 1 / Fraction(spec.frame_rate)
    context.thread_count = 1
    context.options = {"profile": "high", **options(spec, held)}
    context.colorspace, context.color_range = 1, ColorRange.MPEG  # 1: BT.709, in the tables of H.264
    context.color_primaries, context.color_trc = ColorPrimaries.BT709, ColorTrc.BT709


def options(spec, held):
    """x264's options from manim.cfg without the colours: there they tag what plain manim converts with.

    Stitchable: the header does not depend on the quality. x264 draws a picture better that it sees shown for
    long; the one picture of a held play needs to be told.
    """
    given = dict(spec.options)
    if held and "crf" in given:
        given["crf"] = str(float(given["crf"]) - HELD_BETTER)
    rest = [item for item in given.pop("x264-params", "").split(":") if item.split("=")[0] not in COLOUR_OPTIONS]
    return given | {"x264-params": ":".join([*filter(None, rest), "stitchable=1"])}
