"""The poster of a page is the film's own, where it has one."""

import hashlib

from PIL import Image, ImageColor

from publishing.site import publish
from tests.publishing.tiny import make_film

QUALITY = "480p15"


def test_a_films_own_poster_is_taken(tmp_path):
    """Where a film has a poster beside it, that is the site's, and another one makes the site anew."""
    tiny = make_film(tmp_path)
    for color in ("red", "blue"):
        picture = tmp_path / "videos/tiny/480p15/Tiny.png"
        Image.new("RGB", (854, 480), color).save(picture)
        digests = {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (picture, tiny.with_suffix(".mp4"))
        }
        make_film(tmp_path, sha256=digests)
        publish(tmp_path, QUALITY)
        with Image.open(tmp_path / "site" / "tiny" / "poster.png") as poster:
            assert poster.convert("RGB").getpixel((640, 360)) == ImageColor.getrgb(color)
