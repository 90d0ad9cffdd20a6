"""Made beside its place and moved into it when it is whole: whoever looks sees the old one or the new one."""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def put_in_place(folder: Path):
    """Give an empty folder to fill, and put it in the place of `folder` at the end; nothing changes if that fails."""
    making, old = (folder.with_name(f".{folder.name}.{what}") for what in ("making", "old"))
    if old.exists() and not folder.exists():  # an earlier call was killed between the two renames
        old.rename(folder)
    for leftover in (making, old):
        shutil.rmtree(leftover, ignore_errors=True)
    making.mkdir(parents=True)
    try:
        yield making
        if folder.exists():
            folder.rename(old)
        making.rename(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def making(path: Path):
    """Give the path of a file to write, which takes the place of `path` at the end, or is gone if that fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.making")
    try:
        yield unfinished
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
