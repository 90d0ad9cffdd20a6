"""A film may have a poster of its own: a picture beside it, whose numbers stand in the receipt."""

import hashlib
import json

import numpy as np
from PIL import Image

FILM = '''"""A number, and a poster."""
from manim import FadeIn, FadeOut, Scene

from core import load_example
from scenes.mobjects import Formula, Number


class PosterFilm(Scene):
    def construct(self):
        self.example = load_example()
        network = self.example.network
        weight = Formula(Number(network, "layers[0].weights[0, 0]"))
        self.play(FadeIn(weight), run_time=0.4)
        self.wait(0.6)

    def poster(self):
        return Formula(Number(self.example.network, "parameter_count"), size=2).center()
'''


def test_a_poster_is_a_picture_of_its_own(project, run_warm):
    """What `poster` gives is drawn alone, beside the film, in the film's size, and Film.json has its checksum."""
    (project / "scenes" / "poster_film.py").write_text(FILM)
    assert run_warm("--film", "poster_film").returncode == 0
    folder = project / "media/videos/poster_film/480p15"
    about = json.loads((folder / "PosterFilm.json").read_text())
    path = folder / "PosterFilm.png"
    assert about["sha256"]["PosterFilm.png"] == hashlib.sha256(path.read_bytes()).hexdigest()
    pixels = np.asarray(Image.open(path).convert("L"))
    assert pixels.shape == (480, 854)
    rows, columns = np.nonzero(pixels > 128)
    assert 60 < np.ptp(rows) < 100  # two digits 2 units high: the film's number would be lower
    assert abs((columns.min() + columns.max()) / 2 - 427) < 3


def test_a_posters_numbers_are_seen_after_the_film(project, run_warm):
    """The receipt has the numbers of a poster in the second after the film, which is as long as its plays."""
    (project / "scenes" / "poster_film.py").write_text(FILM)
    run_warm("--film", "poster_film")
    folder = project / "media/videos/poster_film/480p15"
    seconds = json.loads((folder / "PosterFilm.json").read_text())["seconds"]
    numbers = json.loads((folder / "PosterFilm.numbers.json").read_text())["numbers"]
    assert seconds == 1.0
    assert [(each["path"], each["start"], each["end"]) for each in numbers] == [
        ("network.layers[0].weights[0, 0]", 0.0, 1.0),
        ("network.parameter_count", 1.0, 2.0),
    ]


def test_without_a_poster_there_is_no_picture(finished):
    """A film that has no poster of its own leaves none."""
    assert not list(finished.glob("*.png"))
