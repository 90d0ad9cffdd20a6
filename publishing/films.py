"""A rendered film as publishing finds it: the MP4, and what rendering wrote beside it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from facts.receipt import About, Receipt, ReceiptError, read_about, read_receipt

# The films that make one lesson, in the order in which they are told; a student's films follow.
ORDER = ["architecture", "forward_pass", "backprop"]


class PublishError(Exception):
    """What keeps a film from being published, in one line for whoever asked for it."""


@dataclass(frozen=True)
class Film:
    """A film's `name`, as in scenes/NAME.py, its `video`, `about` (Film.json) and `receipt` (Film.numbers.json).

    Times in both are seconds. `digest`: the SHA-256 of the video.
    """

    name: str
    video: Path
    about: About
    receipt: Receipt
    digest: str

    @property
    def title(self) -> str:
        """What the film is called."""
        return self.about.title

    @property
    def rate(self) -> float:
        """Frames a second."""
        return self.about.frame_rate

    @property
    def digests(self) -> tuple[str, str]:
        """Those of the video and of the poster."""
        return self.digest, self.about.sha256.get(f"{self.video.stem}.png", "")

    @property
    def poster(self) -> Path | None:
        """The poster that the film has of its own."""
        path = self.video.with_suffix(".png")
        return path if path.name in self.about.sha256 and path.is_file() else None

    def frame(self, seconds: float) -> int:
        """The number of the frame that starts at `seconds`."""
        return round(seconds * self.rate)


def find_films(media: Path, quality: str) -> list[Film]:
    """All films of this quality below media/videos. Raises PublishError if there is none, or one is damaged."""
    found = [path for path in media.glob(f"videos/*/{quality}/*.json") if not path.name.endswith(".numbers.json")]
    if not found:
        raise PublishError(f"{media / 'videos'} holds no film in {quality}: type make render QUALITY={quality}")
    films = [read_film(path) for path in found]
    told = {name: place for place, name in enumerate(ORDER)}
    return sorted(films, key=lambda film: (told.get(film.name, len(ORDER)), film.name))


def read_film(path: Path) -> Film:
    """The film whose Film.json is `path`. Raises PublishError, with what to do, if its files do not fit together."""
    video, name = path.with_suffix(".mp4"), path.parent.parent.name
    again = f"type make render FILM={name} QUALITY={path.parent.name}"
    try:
        about, receipt = read_about(video), read_receipt(video)
    except ReceiptError as error:
        raise PublishError(f"{str(error).rsplit(': ', 1)[0]}; {again}") from None
    try:
        digest = hashlib.sha256(video.read_bytes()).hexdigest()
    except OSError as error:
        raise PublishError(f"{video}: {error.strerror}; {again}") from None
    if about.sha256.get(video.name) != digest:
        raise PublishError(f"{video} is not the film that {path.name} describes; {again}")
    return Film(name, video, about, receipt, digest)
