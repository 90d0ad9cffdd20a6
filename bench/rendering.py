"""Rendering: how fast beside manim itself, how near to the limit, how good and how large.

`python -m bench.rendering [--json FILE] [FILM …]` prints a table and writes the figures to FILE. Whole processes
are timed, from launch to the finished MP4, at 1080p60 with empty caches, one after the other in one run: read
the ratios, for the seconds are those of this machine and hour.

of stock      to `manim render -qh --disable_caching` with manim's default settings
on all cores  how many times faster than on one
of limit      to the time that encoding the film's pictures takes, from memory, on all cores (bench/encoding.py)
preview       of any film in 480p15, to stock's 1080p60
size          to stock's
SSIM          of each stored picture against the same before it was encoded: the worst
memory        the largest process's, in MB
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rendering.films import find_films, scene_class

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = {
    "film": "",
    "of_stock": "of stock",
    "faster_on_all_cores": "on all cores",
    "of_limit": "of limit",
    "unchanged_seconds": "unchanged, s",
    "preview_of_stock": "preview",
    "size_of_stock": "size",
    "worst_ssim": "SSIM",
    "memory": "memory, MB",
}


def run(*command, folder=ROOT, home=None):
    """What a Python module prints, the seconds it takes, and the MB of the largest of its processes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(home or os.environ["HOME"])}
    started = time.perf_counter()
    command = [sys.executable, "-m", *map(str, command)]
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE) as process:
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with status {process.returncode}")
    return said, time.perf_counter() - started, used.ru_maxrss / 1000


def measure(film, folder):
    """All figures of one film, in whose empty `folder` they are made."""
    name = f"{scene_class(film)}.mp4"

    def ours(where, *options):
        return run("rendering", "--film", film, "--holds", "once", "--media", folder / where, *options)[1:]

    def size(where):
        return (folder / where / "videos" / film / "1080p60" / name).stat().st_size

    settings = ["-qh", "--disable_caching", "--progress_bar", "none", "--media_dir", folder / "stock"]
    command = ["manim", "render", *settings, ROOT / "scenes" / f"{film}.py", scene_class(film)]
    _, stock, _ = run(*command, folder=folder, home=folder)  # from a folder without manim.cfg
    (seconds, memory), (alone, _) = ours("all"), ours("one", "--cores", "1")
    (unchanged, _), (preview, _) = ours("all"), ours("all", "--quality", "480p15")
    encoded = json.loads(run("bench.encoding", film)[0])
    return {
        "film": film,
        "stock_seconds": stock,
        "seconds": seconds,
        "of_stock": seconds / stock,
        "faster_on_all_cores": alone / seconds,
        "of_limit": seconds / encoded["limit_seconds"],
        "unchanged_seconds": unchanged,
        "preview_of_stock": preview / stock,
        "size_of_stock": size("all") / size("stock"),
        "memory": memory,
        **encoded,
    }


def main():
    """Measure, print, and write where the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.rendering")
    parser.add_argument("films", nargs="*", default=list(find_films()))
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    print("".join(f"{title:>14}" for title in COLUMNS.values()))
    figures = []
    for film in asked.films:
        with tempfile.TemporaryDirectory() as folder:
            figures.append(measure(film, Path(folder)))
        values = (figures[-1][name] for name in COLUMNS)
        print("".join(f"{value:>14.4g}" if isinstance(value, float) else f"{value:>14}" for value in values))
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
