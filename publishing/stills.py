"""Take the README's stills from the rendered films: python -m publishing.stills."""

from pathlib import Path

import av
from PIL import Image

# The second at which each film says most in one picture.
SECONDS = {"architecture": 44, "forward_pass": 82, "backprop": 84}
STILLS = Path("media", "stills")
SIZE = 1280, 720


def take_still(film: Path, seconds: float) -> Image.Image:
    """The picture on screen `seconds` after the start of `film`, or its last one if the film is shorter."""
    with av.open(film) as container:
        for frame in container.decode(video=0):
            if frame.time >= seconds:
                break
        return frame.to_image()


def as_palette(picture: Image.Image) -> Image.Image:
    """The picture in 256 colours, a third of its size. The octree keeps rare hues, which a median cut merges."""
    return picture.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def main() -> None:
    """Write media/stills/NAME.png for every film, and print each path with its size."""
    for film in sorted(Path("media", "videos").glob("*/1080p60/*.mp4")):
        name = film.parts[2]
        if name not in SECONDS:
            continue
        picture = take_still(film, SECONDS[name]).resize(SIZE, Image.Resampling.LANCZOS)
        path = STILLS / f"{name}.png"
        as_palette(picture).save(path, optimize=True)
        print(f"{path}: {path.stat().st_size / 1000:.0f} KB")


if __name__ == "__main__":
    main()
