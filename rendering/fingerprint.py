"""What a film was made of: its fingerprint changes when any of that changes, and only then.

Nothing here imports manim, numpy or PyAV: that nothing has changed is said at once.
"""

import hashlib
import json
import os
import platform
import sys
import sysconfig
from importlib.metadata import version
from pathlib import Path

import cairo
import manimpango

PACKAGES = (
    "av",
    "babel",
    "manim",
    "manimpango",
    "msgspec",
    "numpy",
    "pycairo",
    "scikit-learn",
    "svgelements",
    "typst",
)
# Of the folder one stands in, where they need not be, and those that go with this package.
SETTINGS, OWN_SETTINGS = Path("manim.cfg"), Path(__file__).with_name("manim.cfg")
# Files below these belong to Python and its packages, whose versions are part of the fingerprint, or to the system.
NOT_OURS = {
    *(Path(path).resolve() for path in sysconfig.get_paths().values()),
    *map(Path, ("/proc", "/sys", "/dev", "/etc", "/usr", "/var/cache")),
}


def fingerprint(inputs: dict[str, str], quality: str, holds: str) -> str:
    """The digest of all that shapes a film: its input files by their digests, its settings, the versions."""
    whole = {
        "inputs": inputs,
        "quality": quality,
        "holds": holds,
        "example": os.environ.get("EXAMPLE"),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "cairo": cairo.cairo_version_string(),
        "pango": manimpango.pango_version(),
    }
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


def digest(path: str | Path) -> str:
    """The sha256 of a file, or "" if there is none."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def digests(paths: list[str]) -> dict[str, str]:
    """Each file's digest."""
    return {path: digest(path) for path in sorted(paths)}


def read_sealed(folder: Path, scene: str) -> dict:
    """What stands beside a film about it; ValueError if that is not what was written."""
    text = (folder / f"{scene}.json").read_text(encoding="utf-8")
    known = json.loads(text)
    if text != sealed({name: known[name] for name in known if name != "checksum"}):
        raise ValueError(f"{folder / scene}.json is damaged")
    return known


def sealed(known: dict) -> str:
    """What is known of a film as JSON, with a checksum of itself."""
    digest = hashlib.sha256(json.dumps(known).encode()).hexdigest()
    return json.dumps(known | {"checksum": digest}, indent=1, ensure_ascii=False) + "\n"


def unchanged(folder: Path, scene: str, quality: str, holds: str) -> bool:
    """Whether the film in `folder` is whole and would be the same if it were made again."""
    try:
        known = read_sealed(folder, scene)
        whole = all(digest(folder / name) == of_file for name, of_file in known["sha256"].items())
        return whole and known["fingerprint"] == fingerprint(digests(known["inputs"]), quality, holds)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


class Inputs:
    """Notes each file that this process reads from now on, and the modules it imports."""

    def __init__(self):
        self.opened = set()
        sys.addaudithook(self._note)

    def _note(self, event, arguments):
        if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
            mode, flags = arguments[1:]
            if not (set("wxa+") & set(mode or "")) and not (flags & (os.O_WRONLY | os.O_RDWR)):
                self.opened.add(os.path.abspath(os.fsdecode(arguments[0])))

    def paths(self, scratch: Path) -> list[str]:
        """The files that belong to the film, as paths from here where they lie below."""
        modules = {file for module in list(sys.modules.values()) if (file := getattr(module, "__file__", None))}
        named = {*self.opened, *modules, OWN_SETTINGS}
        files = {os.path.realpath(path) if os.path.islink(path) else path for path in named}
        here = Path.cwd()
        outside = {path for path in (*NOT_OURS, scratch.resolve()) if not here.is_relative_to(path)}
        # By their folders: thousands of files lie in a hundred, and to follow each path takes a tenth of a second.
        folders = {folder: Path(folder).resolve() for folder in set(map(os.path.dirname, files))}
        ours = {folder: path for folder, path in folders.items() if not outside & {path, *path.parents}}
        paths = {ours[folder] / name for folder, name in map(os.path.split, files) if folder in ours}
        found = {path for path in paths if path.is_file() and path.suffix != ".pyc"}
        # manim.cfg also where there is none: one that is written later changes the film.
        return sorted(
            str(path.relative_to(here) if path.is_relative_to(here) else path) for path in {*found, here / SETTINGS}
        )
