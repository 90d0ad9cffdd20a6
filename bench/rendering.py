"""Rendering: how fast beside manim itself, how near to the limit, how good and how large.

`python -m bench.rendering [--json FILE] [FILM …]` prints a table and writes the figures to FILE. Whole processes
are timed, from launch to the finished MP4, at 1080p60 with empty caches, one after the other in one run: read
the ratios, for the seconds are those of this machine and hour. The speed of a machine may drift by a third within
minutes: therefore renders are measured in turn with what they are compared with, except for stock's. Without FILM, the
last line is of all films, which stock renders one after the other and we by one command, and below it stands what a
large network costs.

of stock      to `manim render -qh --disable_caching` with manim's default settings
on all cores  how many times faster than bound to one
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
from statistics import mean

from networks.json_file import write
from rendering.films import find_films, scene_class
from tests.scenes.networks import SPREAD

TURNS = 3  # of which the mean is taken
WIDE = "784-128-64-10"
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


def run(*command, folder=ROOT, bound=False, **environment):
    """What a Python module prints, the seconds it takes, and the MB of the largest of its processes.

    `bound`: to one core of this machine, whatever the module makes of it.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    started = time.perf_counter()
    command = [sys.executable, "-m", *map(str, command)]
    bind = (lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})) if bound else None
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, preexec_fn=bind) as process:
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with status {process.returncode}")
    return said, time.perf_counter() - started, used.ru_maxrss / 1000


def ours(folder, *options, **settings):
    """Seconds and MB of a render of ours into `folder`."""
    return run("rendering", "--holds", "once", "--media", folder, *options, **settings)[1:]


def measure(film, folder):
    """All figures of one film, in whose empty `folder` they are made."""
    name, one = f"{scene_class(film)}.mp4", ("--film", film)

    def size(where):
        return (folder / where / "videos" / film / "1080p60" / name).stat().st_size

    settings = ["-qh", "--disable_caching", "--progress_bar", "none", "--media_dir", folder / "stock"]
    command = ["manim", "render", *settings, ROOT / "scenes" / f"{film}.py", scene_class(film)]
    _, stock, _ = run(*command, folder=folder, HOME=str(folder))  # from a folder without manim.cfg
    renders, encoded, alone = [], [], []
    for turn in range(TURNS):
        renders.append(ours(folder / f"all{turn}", *one))
        encoded.append(json.loads(run("bench.encoding", film)[0]))
        alone.append(ours(folder / f"one{turn}", *one, bound=True)[0])
    unchanged, _ = ours(folder / "all0", *one)
    preview, _ = ours(folder / "all0", *one, "--quality", "480p15")
    return {
        "film": film,
        "stock_seconds": stock,
        "seconds": mean(seconds for seconds, _ in renders),
        "alone_seconds": mean(alone),
        "unchanged_seconds": unchanged,
        "preview_of_stock": preview / stock,
        "size": size("all0"),
        "stock_size": size("stock"),
        "memory": max(memory for _, memory in renders),
        **encoded[0],
        "limit_seconds": mean(each["limit_seconds"] for each in encoded),
    }


def together(films, folder):
    """The figures of all films, those of each given, with ours rendered anew by one command."""
    (seconds, memory), (alone, _) = ours(folder / "all"), ours(folder / "one", bound=True)
    unchanged, _ = ours(folder / "all")
    added = ("stock_seconds", "size", "stock_size", "limit_seconds", "pictures")
    return {
        "film": "all films",
        **{name: sum(film[name] for film in films) for name in added},
        "seconds": seconds,
        "alone_seconds": alone,
        "unchanged_seconds": unchanged,
        "preview_of_stock": max(film["preview_of_stock"] for film in films),
        "memory": memory,
        "worst_ssim": min(film["worst_ssim"] for film in films),
    }


def ratios(figures):
    """The figures with what is read from them."""
    seconds = figures["seconds"]
    return figures | {
        "of_stock": seconds / figures["stock_seconds"],
        "faster_on_all_cores": figures["alone_seconds"] / seconds,
        "of_limit": seconds / figures["limit_seconds"],
        "size_of_stock": figures["size"] / figures["stock_size"],
    }


def cost_of_size(folder):
    """How many times as long Architecture of a network of many neurons takes as that of the built-in one."""
    path = folder / "wide.json"
    write(path, SPREAD[WIDE]())
    film = "--film", "architecture"
    (small, _), (large, _) = ours(folder / "small", *film), ours(folder / "large", *film, EXAMPLE=str(path))
    return {"seconds": small, "wide_seconds": large, "of_the_small": large / small}


def main():
    """Measure, print, and write where the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.rendering")
    parser.add_argument("films", nargs="*")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    print("".join(f"{title:>14}" for title in COLUMNS.values()))
    films = [shown(measure, film) for film in asked.films or find_films()]
    result = {"films": films}
    if not asked.films:
        result["all_films"] = shown(together, films)
        with tempfile.TemporaryDirectory() as folder:
            result["wide_network"] = wide = cost_of_size(Path(folder))
        print(f"Architecture of {WIDE}: {wide['of_the_small']:.2f} times as long as of the built-in network")
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def shown(measured, what):
    """What is measured in an empty folder, with its ratios, after it was printed as a line of the table."""
    with tempfile.TemporaryDirectory() as folder:
        figures = ratios(measured(what, Path(folder)))
    values = (figures[name] for name in COLUMNS)
    print("".join(f"{value:>14.4g}" if isinstance(value, float) else f"{value:>14}" for value in values), flush=True)
    return figures


if __name__ == "__main__":
    main()
