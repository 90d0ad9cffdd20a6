"""The films there are, their sizes, and what is said of a finished one."""

from pathlib import Path

SCENES = Path("scenes")

# The name of a folder below videos/FILM: width, height, frames a second.
QUALITIES = {
    "480p15": (854, 480, 15),
    "720p30": (1280, 720, 30),
    "1080p60": (1920, 1080, 60),
    "2160p60": (3840, 2160, 60),
}
# The file that says, in a film's folder, why it was left out for a network that it cannot be told of.
LEFT_OUT = "LEFT_OUT"
# How a picture that stands still is stored: as one long frame, or as many, for editors that need a constant rate.
HOLDS = ("once", "repeat")


def find_films() -> dict[str, Path]:
    """All films of the folder one stands in: scenes/NAME.py by NAME, in alphabetical order."""
    return {path.stem: path for path in sorted(SCENES.glob("[!_]*.py"))}


def scene_class(name: str) -> str:
    """The class that holds a film: "forward_pass" is ForwardPass."""
    return "".join(word.capitalize() for word in name.split("_"))


def described(path: Path, length: float) -> str:
    """A film's path, length and size in one line."""
    seconds, megabytes = round(length), path.stat().st_size / 1e6
    return f"{path}: {seconds // 60}:{seconds % 60:02} long, {megabytes:.1f} MB"
