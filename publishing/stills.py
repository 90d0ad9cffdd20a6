"""Take the README's stills from the rendered films: python -m publishing.stills."""

from pathlib import Path

from publishing.films import ORDER, find_films
from publishing.pictures import as_palette, poster_of

STILLS = Path("media", "stills")


def main() -> None:
    """Write media/stills/NAME.png, the poster of each film; print each path with its size."""
    for film in find_films(Path("media"), "1080p60"):
        if film.name in ORDER:
            path = STILLS / f"{film.name}.png"
            as_palette(poster_of(film)).save(path, optimize=True)
            print(f"{path}: {path.stat().st_size / 1000:.0f} KB")


if __name__ == "__main__":
    main()
