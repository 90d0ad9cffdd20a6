"""A process that has imported manim, and renders each film in a fork of itself: manim's start takes longer than that.

What it is asked, line by line in JSON, is done as `python -m rendering` does it. What was imported before the film, and
so the film's fingerprint, stays the same: renders of other tests, which start anew, are compared with these.
"""

import gc
import json
import os
import runpy
import sys

from rendering.workers import fork


def main():
    """Do what is asked, one after another, and tell the status of each."""
    gc.disable()  # what it collects would be copied for each fork
    os.environ |= {"HOME": os.devnull, "OPENBLAS_NUM_THREADS": "1"}  # as rendering sets them while it imports manim
    import rendering.making  # noqa: F401 (imported for those who are forked)

    for line in sys.stdin:
        child = fork()
        if child == 0:
            become(**json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def become(arguments, folder, environment, said):
    """Be a fresh `python -m rendering` in a folder, whose output goes to two files; never return."""
    try:
        for wanted, name in enumerate([os.devnull, *said]):
            os.dup2(os.open(name, os.O_RDONLY if wanted == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC), wanted)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        sys.argv, sys.path[0] = ["rendering", *arguments], folder
        runpy.run_module("rendering", run_name="__main__", alter_sys=True)
    finally:
        os._exit(70)  # rendering ends its process itself


if __name__ == "__main__":
    main()
