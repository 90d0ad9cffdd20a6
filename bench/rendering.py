"""Rendering: how fast beside manim itself, how near to the limit, how good and how large.

`python -m bench.rendering [--json FILE] [FILM …]` prints a table and writes the figures to FILE as JSON. Whole
processes are timed, from launch to the finished MP4, at 1080p60 with empty caches, one after the other in one
run: read the ratios, for the seconds are those of this machine and hour.

stock    `manim render -qh --disable_caching` with manim's default settings
ours     `python -m rendering`, on all cores and on one
limit    the time to encode the film's pictures from memory with our settings, on all cores
ssim     of each stored picture against the same before it was encoded, the worst in the film
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
CORES = os.cpu_count()


def timed(command, folder, home):
    """Seconds of a process and of the largest one below it, the memory in MB."""
    environment = {**os.environ, "HOME": str(home), "PYTHONPATH": str(ROOT)}
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", *map(str, command)], cwd=folder, env=environment, check=True, stdout=-3, stderr=-3)
    return time.perf_counter() - started


def measure(film, folder):
    """All figures of one film."""
    name = "".join(word.capitalize() for word in film.split("_"))
    scene = ROOT / "scenes" / f"{film}.py"
    stock = timed(["manim", "render", "-qh", "--disable_caching", "--media_dir", folder / "stock", scene, name], folder, folder)

    def ours(where, *options):
        return timed(["rendering", "--film", film, "--media", folder / where, *options], ROOT, folder)

    def size(where):
        return (folder / where / "videos" / film / "1080p60" / f"{name}.mp4").stat().st_size

    seconds, alone = ours("all"), ours("one", "--cores", "1")
    unchanged, preview = ours("all"), ours("preview", "--quality", "480p15")
    measured = json.loads(subprocess.run([sys.executable, "-m", "bench.encoding", film], cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    return {
        "stock_seconds": stock,
        "seconds": seconds,
        "of_stock": seconds / stock,
        "faster_on_all_cores": alone / seconds,
        "of_limit": seconds / measured["limit"],
        "unchanged_seconds": unchanged,
        "preview_of_stock": preview / stock,
        "size_of_stock": size("all") / size("stock"),
        **measured,
    }
