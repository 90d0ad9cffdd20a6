"""Find the films and let manim render one, without ever harming a finished film."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import av

SCENES = Path("scenes")
MEDIA = Path("media")

# The name of a folder below media/videos/FILM, and manim's letter for it.
QUALITIES = {"480p15": "l", "720p30": "m", "1080p60": "h", "2160p60": "k"}


def find_films() -> dict[str, Path]:
    """All films of the folder one stands in: scenes/NAME.py by NAME, in alphabetical order."""
    return {path.stem: path for path in sorted(SCENES.glob("[!_]*.py"))}


def scene_class(name: str) -> str:
    """The class that holds a film: "forward_pass" is ForwardPass."""
    return "".join(word.capitalize() for word in name.split("_"))


def render(source: Path, quality: str) -> Path:
    """Render one film to media/videos/NAME/QUALITY/Name.mp4 and return that path.

    A film that was there before is replaced at once by the finished new one, or stays as it was.

    Raises
    ------
    subprocess.CalledProcessError
        If manim failed; it has already shown why.
    ValueError
        If the source does not define the class that the film's name asks for.

    """
    folder = Path("videos", source.stem, quality)
    scene = scene_class(source.stem)
    MEDIA.mkdir(exist_ok=True)
    # A scratch folder of its own, because manim trusts torn files that a killed run left in a shared one.
    with tempfile.TemporaryDirectory(prefix=".rendering-", dir=MEDIA) as scratch:
        _run_manim(source, scene, quality, scratch)
        made = sorted(Path(scratch, folder).glob(f"{scene}.*"))
        if Path(scratch, folder, f"{scene}.mp4") not in made:
            raise ValueError(f"{source} made no film; write its plays in a class {scene}(Scene)")
        (MEDIA / folder).mkdir(parents=True, exist_ok=True)
        for path in made:
            os.replace(path, MEDIA / folder / path.name)
    return MEDIA / folder / f"{scene}.mp4"


def _run_manim(source: Path, scene: str, quality: str, scratch: str) -> None:
    progress = "display" if sys.stderr.isatty() else "none"
    options = ["--config_file", "manim.cfg", "--media_dir", scratch, "--progress_bar", progress]
    command = [*options, "--quality", QUALITIES[quality], str(source), scene]
    subprocess.run(
        [sys.executable, "-m", "manim", "--hide-splash", "render", *command],
        # manim also reads ~/.config/manim/manim.cfg, which must not change a film.
        env={**os.environ, "HOME": scratch},
        stdin=subprocess.DEVNULL,
        check=True,
    )


def describe(path: Path, seconds: float) -> str:
    """One line about a finished film: its path, length, size, and the seconds it took."""
    with av.open(path) as film:
        length = round(film.duration / av.time_base)
    megabytes = path.stat().st_size / 1e6
    return f"{path}: {length // 60}:{length % 60:02} long, {megabytes:.1f} MB, rendered in {seconds:.0f} s"
