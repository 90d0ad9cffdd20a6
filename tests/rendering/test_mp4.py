"""The finished file: what a player, an editor and a browser find in it."""

import hashlib
import json
import struct
from fractions import Fraction

import av
import pytest

# The first frame of each play, and the frame after the last.
STARTS, END = [0, 6, 15, 21, 27], 33


@pytest.fixture
def film(finished):
    """The tiny film, opened."""
    with av.open(finished / "TinyFilm.mp4") as container:
        yield container


@pytest.fixture
def record(finished):
    """What stands beside it."""
    return json.loads((finished / "TinyFilm.json").read_text())


def boxes(data):
    """The names of the outermost boxes of an MP4."""
    place = 0
    while place < len(data):
        size = int.from_bytes(data[place : place + 4], "big")
        yield data[place + 4 : place + 8].decode()
        place += size


def test_it_plays_while_it_loads(finished):
    """The index of an MP4, moov, stands before its pictures, mdat."""
    names = list(boxes((finished / "TinyFilm.mp4").read_bytes()))
    assert names[0] == "ftyp"
    assert names.index("moov") < names.index("mdat")


def test_it_plays_everywhere(film):
    """A film is H.264 of high profile in yuv420p, of the size and frame rate asked for."""
    video = film.streams.video[0]
    assert (video.codec.canonical_name, video.profile, video.pix_fmt) == ("h264", "High", "yuv420p")
    assert (video.width, video.height, video.base_rate) == (854, 480, 15)


def test_colours_are_what_they_are_said_to_be(film):
    """The film is tagged as BT.709, and a red square, fully faded in, comes back as manim's red."""
    codec = film.streams.video[0].codec_context
    assert (codec.colorspace, codec.color_primaries, codec.color_trc, codec.color_range) == (1, 1, 1, 1)
    frame = next(frame for frame in film.decode(video=0) if frame.time >= 0.5)
    red = frame.reformat(format="rgb24", src_colorspace="ITU709").to_ndarray()[240, 427]
    assert abs(red.astype(int) - [0xFC, 0x62, 0x55]).max() <= 3


def test_a_held_picture_is_stored_once(film):
    """A wait is one frame, long as the wait, and the film is as long as its plays together."""
    times = [frame.pts * frame.time_base * 15 for frame in film.decode(video=0)]
    assert times == [*range(7), *range(15, 28)]
    assert film.streams.video[0].duration * film.streams.video[0].time_base == Fraction(END, 15)
    assert film.duration == pytest.approx(END / 15 * av.time_base, abs=av.time_base / 1000)


def test_seeking_to_a_play_is_exact(film, finished):
    """Each play begins with a keyframe, and the index of the file lists it."""
    keys = [packet.pts * packet.time_base * 15 for packet in film.demux(video=0) if packet.is_keyframe]
    assert keys == STARTS
    _, table = (finished / "TinyFilm.mp4").read_bytes().split(b"stss")
    _, count, *samples = struct.unpack_from(f">{2 + len(STARTS)}I", table)
    assert (count, samples) == (len(STARTS), [1, 7, 8, 14, 20])


def test_chapters_are_the_sections(film):
    """Each section is a chapter, and the title and the question it is about are in the file."""
    chapters = [(each["metadata"]["title"], each["start"], each["end"]) for each in film.chapters()]
    assert chapters == [("Square", 0, 1000), ("Circle", 1000, 2200)]
    assert (film.metadata["title"], film.metadata["description"]) == ("Tiny film", "A square becomes a circle.")


def test_the_record_tells_the_film(finished, record):
    """The JSON beside a film has its length, size, rate, sections, plays, captions and checksum."""
    assert (record["seconds"], record["frames"], record["frame_rate"]) == (2.2, END, 15)
    assert (record["width"], record["height"]) == (854, 480)
    assert record["sections"] == [
        {"name": "Square", "start": 0.0, "end": 1.0},
        {"name": "Circle", "start": 1.0, "end": 2.2},
    ]
    assert [play["start"] * 15 for play in record["plays"]] == pytest.approx(STARTS)
    assert [play["end"] * 15 for play in record["plays"]] == pytest.approx([*STARTS[1:], END])
    assert [play["held"] for play in record["plays"]] == [False, True, False, False, True]
    assert [line["text"] for line in record["captions"]] == ["A square.", "A circle."]
    assert [(line["start"], line["end"]) for line in record["captions"]] == [(0, 0.4), (1, 1.4)]
    assert record["poster"] == 1.8
    film = (finished / "TinyFilm.mp4").read_bytes()
    assert record["sha256"]["TinyFilm.mp4"] == hashlib.sha256(film).hexdigest()


def test_editors_can_have_a_constant_rate(project, run_warm):
    """With HOLDS=repeat every frame is stored, none of them longer than another."""
    run_warm("--holds", "repeat")
    with av.open(project / "media/videos/tiny_film/480p15/TinyFilm.mp4") as film:
        assert [frame.pts * frame.time_base * 15 for frame in film.decode(video=0)] == list(range(END))
        assert film.streams.video[0].average_rate == 15
