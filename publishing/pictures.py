"""Pictures of a film: its poster, and a short silent preview."""

from pathlib import Path

import av
from PIL import Image

from publishing.films import Film

POSTER = 1280, 720
PREVIEW = 640, 360
# A picture that moves by itself for longer than five seconds would need a button that stops it (WCAG 2.2, 2.2.2).
PREVIEW_SECONDS, PREVIEW_RATE = 4.8, 12
PREVIEW_BYTES = 1_400_000


def write_poster(film: Film, folder: Path) -> None:
    """poster.webp and poster.png, 1280 × 720."""
    picture = poster_of(film)
    picture.save(folder / "poster.webp", quality=88, method=6)
    as_palette(picture).save(folder / "poster.png", optimize=True)


def poster_of(film: Film) -> Image.Image:
    """The film's own poster, or the picture of it that says most, 1280 × 720."""
    picture = Image.open(film.poster) if film.poster else picture_at(film, film.frame(film.about.poster))
    return picture.resize(POSTER, Image.Resampling.LANCZOS)


def as_palette(picture: Image.Image) -> Image.Image:
    """The picture in 256 colours, a third of its size. The octree keeps rare hues, which a median cut merges."""
    return picture.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def write_preview(film: Film, path: Path) -> None:
    """An animated WebP of the seconds that lead up to the poster, as good as its size allows."""
    length = min(PREVIEW_SECONDS, film.about.seconds)
    begin = max(film.about.poster - length, 0)
    count = max(round(length * PREVIEW_RATE), 1)
    pictures = pictures_at(film, [film.frame(begin + k / PREVIEW_RATE) for k in range(count)])
    small = [picture.resize(PREVIEW, Image.Resampling.LANCZOS) for picture in pictures]
    for quality in (70, 50, 30, 10):
        small[0].save(
            path,
            save_all=True,
            append_images=small[1:],
            duration=round(1000 / PREVIEW_RATE),
            loop=0,
            quality=quality,
            method=2,
        )
        if path.stat().st_size < PREVIEW_BYTES:
            break


def picture_at(film: Film, frame: int) -> Image.Image:
    """What stands on screen in frame number `frame`, also where one long frame stands for many."""
    return pictures_at(film, [frame])[0]


def pictures_at(film: Film, frames: list[int]) -> list[Image.Image]:
    """The pictures of several frames, in their order."""
    with av.open(film.video) as container:
        stream = container.streams.video[0]
        container.seek(int(frames[0] / film.rate / stream.time_base), stream=stream)
        pictures, standing = [], None
        for decoded in container.decode(stream):
            now = film.frame(decoded.time)
            while standing and len(pictures) < len(frames) and frames[len(pictures)] < now:
                pictures.append(standing.to_image())
            standing = decoded
            if len(pictures) == len(frames):
                return pictures
    return pictures + [standing.to_image()] * (len(frames) - len(pictures))
