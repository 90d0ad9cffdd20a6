"""Take the README's stills from the rendered films: python -m publishing.stills."""

from pathlib import Path

import av
from PIL import Image

# The second at which each film says most in one picture.
SECONDS = {"architecture": 44, "forward_pass": 71, "backprop": 73}
STILLS = Path("media", "stills")
SIZE = 1280, 720
# Drawn pictures have few hues: 96 are enough, and keep a still well under 150 KB.
COLORS = 96


def take_still(film: Path, seconds: float) -> Image.Image:
    """The picture on screen `seconds` after the start of `film`, or its last one if the film is shorter."""
    with av.open(film) as container:
        for frame in container.decode(video=0):
            if frame.time >= seconds:
                break
        return frame.to_image()


def main() -> None:
    """Write media/stills/NAME.png for every film, and print each path with its size."""
    for film in sorted(Path("media", "videos").glob("*/1080p60/*.mp4")):
        name = film.parts[2]
        if name not in SECONDS:
            continue
        picture = take_still(film, SECONDS[name]).resize(SIZE, Image.Resampling.LANCZOS)
        path = STILLS / f"{name}.png"
        picture.quantize(COLORS, dither=Image.Dither.NONE).save(path, optimize=True)
        print(f"{path}: {path.stat().st_size / 1000:.0f} KB")


if __name__ == "__main__":
    main()
