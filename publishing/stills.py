"""Take the README's stills from the rendered films: python -m publishing.stills."""

from pathlib import Path

from PIL import Image

from publishing.films import ORDER, find_films
from publishing.pictures import POSTER, as_palette, picture_at

STILLS = Path("media", "stills")


def main() -> None:
    """Write media/stills/NAME.png, the picture that says most, for each film; print each path with its size."""
    for film in find_films(Path("media"), "1080p60"):
        if film.name in ORDER:
            picture = picture_at(film, film.frame(film.about.poster)).resize(POSTER, Image.Resampling.LANCZOS)
            path = STILLS / f"{film.name}.png"
            as_palette(picture).save(path, optimize=True)
            print(f"{path}: {path.stat().st_size / 1000:.0f} KB")


if __name__ == "__main__":
    main()
