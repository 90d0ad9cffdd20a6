"""The film for the web: within its budget, and the same film."""

import av

from publishing.compress import encode, write_video
from publishing.films import read_film
from publishing.steps import steps_of
from tests.publishing.tiny import make_film


def pictures(path, rate):
    with av.open(path) as container:
        return {
            round(frame.time * rate): (frame.key_frame, frame.to_ndarray(format="gray"))
            for frame in container.decode(video=0)
        }


def test_a_film_compressed_again_has_the_same_pictures(tmp_path):
    """Each picture is there at its frame, a held one at its first and last, with a keyframe where a step rests."""
    film = read_film(make_film(tmp_path))
    encode(film, steps_of(film), tmp_path / "small.mp4", "20")
    old, new = pictures(film.video, film.rate), pictures(tmp_path / "small.mp4", film.rate)
    assert sorted(new) == [*range(11), *range(19, 31), *range(36, 40)]
    assert all(abs(new[k][1].astype(int) - old[k][1]).mean() < 3 for k in new)
    assert [k for k in new if new[k][0]] == [0, 10, 30]
    with av.open(tmp_path / "small.mp4") as container:
        assert container.duration == 4_000_000


def test_only_a_large_film_is_compressed_again(tmp_path, monkeypatch):
    """A film within its budget is copied as it is; one beyond it is made smaller until it is within."""
    film = read_film(make_film(tmp_path))
    write_video(film, steps_of(film), tmp_path / "copy.mp4")
    assert (tmp_path / "copy.mp4").read_bytes() == film.video.read_bytes()
    budget = film.video.stat().st_size * 0.9 / film.about.seconds
    monkeypatch.setattr("publishing.compress.MOST_BYTES", budget)
    write_video(film, steps_of(film), tmp_path / "small.mp4")
    assert (tmp_path / "small.mp4").stat().st_size <= budget * film.about.seconds


def test_long_frames_are_split(site, films):
    """Of a film whose held pictures were stored once, the site's has a frame of its own at the end of each step."""
    film = films[0]
    with av.open(film.video) as container:
        assert container.streams.video[0].frames < film.about.frames
    shown = pictures(site / film.name / "film.mp4", film.rate)
    assert {step.last for step in steps_of(film)} <= set(shown)
