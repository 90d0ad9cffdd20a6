"""The picture of a real film is read by tesseract: what stands in it, and not what its receipt says."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import av
import pytest
from av.video.frame import PictureType
from msgspec.structs import replace

from proof import reading
from proof.case import Case, Number, read_case
from proof.frames import moments
from proof.misread import misread
from proof.reading import ReadingError, installed
from proof.verify import verify

ROOT = Path(__file__).parent.parent.parent
FOLDER = Path("videos", "architecture", "720p30")


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """A folder with the film Architecture in 720p30."""
    assert installed(), "these tests call tesseract: apt-get install tesseract-ocr"
    media = tmp_path_factory.mktemp("media")
    options = ["--film", "architecture", "--quality", "720p30", "--media", media]
    subprocess.run([sys.executable, "-m", "rendering", *options], cwd=ROOT, check=True, capture_output=True)
    return media


@pytest.fixture
def film(rendered, tmp_path):
    """The film, to be changed."""
    shutil.copytree(rendered / FOLDER, tmp_path / FOLDER)
    return tmp_path / FOLDER / "Architecture.mp4"


def called(media):
    """Call `python -m proof`; its status, and what it printed."""
    words = [sys.executable, "-m", "proof", "architecture", "--quality", "720p30", "--media", media]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def changed(film, change):
    """Change the receipt of a film."""
    path = film.with_suffix(".numbers.json")
    receipt = json.loads(path.read_text(encoding="utf-8"))
    change(receipt)
    path.write_text(json.dumps(receipt), encoding="utf-8")


def test_a_real_film_is_true_and_reads_so(rendered):
    """Every number of a rendered film is true, and is read as such in its picture."""
    status, said = called(rendered)
    assert status == 0, said
    count = len(read_case(rendered / FOLDER / "Architecture.mp4").numbers)
    assert count > 30
    assert f"all true; {count} read in " in said


def test_a_consistent_lie_is_seen_in_the_picture(film):
    """A receipt that is true to itself, but of another network than the one that was filmed, is found by reading."""

    def lie(receipt):
        receipt["given"][""]["example"]["network"]["layers"][0]["weights"][1][0] = 0.6
        for number in receipt["numbers"]:
            if number["path"] == "network.layers[0].weights[1, 0]":
                number["text"] = "0.6"
        for line in receipt["lines"]:
            line["text"] = line["text"].replace("0.2 , −0.7", "0.6 , −0.7").replace("0.2  −0.7", "0.6  −0.7")

        receipt["marks"] = [mark for mark in receipt["marks"] if mark["kind"] not in ("edge", "strand")]

    changed(film, lie)
    case = read_case(film)
    assert [failure for failure in verify(case) if failure.path] == []
    _, failures = misread(film, case)
    assert {(failure.text, failure.wrong, failure.path) for failure in failures} == {
        ("0.6", "reads “0.2” in the picture", "network.layers[0].weights[1, 0]")
    }


def test_every_wrong_digit_and_sign_is_seen(film):
    """Where a receipt says other digits or another sign than the picture, for each of its numbers, none is passed."""
    case = read_case(film)
    wrong = [replace(n, text=n.text[:-1] + str((int(n.text[-1]) + 5) % 10)) for n in case.numbers]
    signs = [replace(n, text=n.text[1:] if n.text.startswith("−") else f"−{n.text}") for n in case.numbers]
    lies = *wrong, *signs
    _, failures = misread(film, Case(case.about, replace(case.receipt, numbers=lies)))
    assert sorted((each.time, each.text, each.path) for each in failures) == sorted(
        (lie.start, lie.text, lie.path) for lie in lies
    )


def test_a_swapped_picture_is_seen(film):
    """A film in which one number was painted over by another is found, though its receipt has the film's sha256."""
    case = read_case(film)
    weights = [n for n in case.numbers if n.path.startswith("network.layers[0].weights")]
    matrix = [n for n in weights if n.start == weights[-1].start]
    hidden = matrix[0]
    shown = next(n for n in matrix if n.text != hidden.text and len(n.text) == len(hidden.text))
    paint(film, hidden, shown)
    changed(film, lambda data: data.update(sha256=hashlib.sha256(film.read_bytes()).hexdigest()))
    status, said = called(film.parents[3])
    assert status == 1
    assert f"“{hidden.text}” reads “{shown.text}” in the picture ({hidden.path})" in said


def paint(film, hidden, shown):
    """Paint one number of a film over by another one, while it is on screen."""
    painted = film.with_name("painted.mp4")
    with av.open(film) as source, av.open(painted, "w") as target:
        pictures = source.streams.video[0]
        stream = target.add_stream("libx264", rate=pictures.average_rate)
        stream.width, stream.height, stream.pix_fmt = 1280, 720, "yuv420p"
        stream.codec_context.time_base = pictures.time_base
        stream.options = {"preset": "ultrafast", "crf": "16"}
        for frame in source.decode(pictures):
            new = frame
            if hidden.start < frame.time < hidden.end:
                new = av.VideoFrame.from_ndarray(covered(frame.to_ndarray(), hidden.box, shown.box), format="yuv420p")
            new.pts, new.time_base, new.pict_type = frame.pts, frame.time_base, PictureType.NONE
            target.mux(stream.encode(new))
        target.mux(stream.encode())
    painted.replace(film)


def covered(planes, hidden, shown):
    """A picture in yuv420p whose box `hidden` shows what stands in the box `shown`, with two pixels around it."""
    rows, columns = 720, 1280
    brightness, colours = planes[:rows], planes[rows:].reshape(2, rows // 2, columns // 2)
    x, y, left, top = (round(side - 2) // 2 for side in (*hidden[:2], *shown[:2]))
    width, height = (round(shown[k + 2] - shown[k] + 6) // 2 for k in (0, 1))
    for plane, size in [(brightness, 2), *((colour, 1) for colour in colours)]:
        piece = plane[size * top : size * (top + height), size * left : size * (left + width)]
        plane[size * y : size * (y + height), size * x : size * (x + width)] = piece.copy()
    return planes


def test_a_film_of_another_size_is_not_read(film):
    """A receipt for another size is refused, instead of numbers being looked for where they are not."""
    case = read_case(film)
    with pytest.raises(ReadingError, match="another size"):
        misread(film, Case(case.about, replace(case.receipt, width=1920, height=1080)))


def test_what_is_no_film_is_not_read(film):
    """A file that holds no pictures is refused in one line."""
    case = read_case(film)
    film.write_bytes(b"no film")
    with pytest.raises(ReadingError, match="cannot be decoded"):
        misread(film, case)


def test_a_film_of_sound_alone_is_not_read(film):
    """A film that has sound and no pictures is refused in one line."""
    case = read_case(film)
    with av.open(film, "w") as container:
        stream = container.add_stream("aac", rate=48000, layout="mono")
        silence = av.AudioFrame(format="fltp", layout="mono", samples=1024)
        silence.sample_rate = 48000
        silence.planes[0].update(bytes(4 * 1024))
        container.mux([*stream.encode(silence), *stream.encode()])
    with pytest.raises(ReadingError, match="has no pictures"):
        misread(film, case)


def test_what_tesseract_complains_of_is_one_line(film, monkeypatch):
    """If tesseract fails, for want of a language for example, its own words are the message."""
    monkeypatch.setattr(reading, "OPTIONS", ["stdin", "stdout", "-l", "xyz"])
    with pytest.raises(ReadingError, match=r"^tesseract: .*xyz[^\n]*$"):
        misread(film, read_case(film))


def number(start, end):
    """A number on screen for some time."""
    return Number(0, "forward.loss", "1", 0, start, end, (start, 0, end, 1))


def test_numbers_are_read_at_rest():
    """Each number is read once, when no play brings it or takes it away, in as few pictures as it takes."""
    plays = [(0, 1, False), (1, 3, True), (3, 4, False), (4, 5, False), (5, 9, True)]
    stays, first, second, brief, last = number(0, 9), number(0, 4), number(3, 9), number(3, 5), number(4, 9)
    chosen = moments([stays, first, second, brief, last], plays)
    assert [(time, set(here)) for time, here in chosen] == [(1, {first}), (4, {brief}), (5, {stays, second, last})]


def test_what_the_last_play_brings_is_read_at_the_end():
    """A number that the last play brings is read in the last picture."""
    last = number(1, 2)
    assert moments([last], [(0, 1, True), (1, 2, False)]) == [(2, [last])]


def test_a_number_that_never_rests_is_not_read():
    """A number that comes and goes within one play is left out."""
    assert moments([number(0, 1)], [(0, 1, False), (1, 2, True)]) == []
