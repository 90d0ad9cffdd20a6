"""One play's pictures, encoded as H.264 by x264 in this process and thread alone."""

from fractions import Fraction
from typing import NamedTuple

import av
from av.codec.context import Flags
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

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

    def __init__(self, spec):
        self.context = open_codec(spec)
        self.samples = []

    def show(self, pixels, frame):
        """Show `pixels` from frame number `frame` of the play on."""
        picture = av.VideoFrame.from_numpy_buffer(pixels, format="rgba")
        picture = picture.reformat(
            format=self.context.pix_fmt,
            src_color_range=ColorRange.JPEG,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
        )
        picture.pts, picture.time_base = frame, self.context.time_base
        self._keep(self.context.encode(picture))

    def finish(self):
        """Encode what is still waiting and return all samples."""
        self._keep(self.context.encode(None))
        return self.samples

    def _keep(self, packets):
        self.samples += [Sample(packet.pts, packet.is_keyframe, bytes(packet)) for packet in packets]


def open_codec(spec):
    """The codec that manim.cfg asks for, with one thread: what it makes depends on the pictures alone."""
    context = av.CodecContext.create(spec.codec, "w")
    set_up(context, spec)
    context.flags |= Flags.global_header
    context.open()
    return context


def set_up(context, spec):
    """Give a codec context the settings that every play of a film shares."""
    context.width, context.height, context.pix_fmt = spec.width, spec.height, spec.pixel_format
    context.framerate = spec.frame_rate
    context.time_base = Fraction(1, 1) / spec.frame_rate
    context.thread_count = 1
    context.options = {"profile": "high", **options(spec)}
    context.colorspace, context.color_range = 1, ColorRange.MPEG  # 1: BT.709, in the tables of H.264
    context.color_primaries, context.color_trc = ColorPrimaries.BT709, ColorTrc.BT709


def options(spec):
    """x264's options from manim.cfg without the colours: there they tag what plain manim converts with."""
    given = dict(spec.options)
    rest = [item for item in given.pop("x264-params", "").split(":") if item.split("=")[0] not in COLOUR_OPTIONS]
    return given | ({"x264-params": ":".join(rest)} if any(rest) else {})
