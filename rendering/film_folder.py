"""A film's folder: one process works in it at a time, and a finished film appears in it at once or not at all."""

import fcntl
import os
import shutil
import sys
import time
from contextlib import contextmanager
from pathlib import Path

LOCK, SCRATCH = ".lock", ".making"


@contextmanager
def alone_in(folder: Path):
    """Work in `folder` alone, in an empty subfolder that is gone afterwards, or by the next time.

    Whoever comes second is told who is working there, and waits.
    """
    folder.mkdir(parents=True, exist_ok=True)
    scratch = folder / SCRATCH
    with open(folder / LOCK, "a+", encoding="utf-8") as lock:
        _wait_for(lock, folder)
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
            lock.truncate(0)


def _wait_for(lock, folder):
    while not _taken(lock):
        lock.seek(0)
        if holder := lock.read():
            print(f"{folder}: process {holder} is rendering this film; waiting for it", file=sys.stderr)
            fcntl.flock(lock, fcntl.LOCK_EX)
            break
        time.sleep(0.01)  # the holder has not written its number yet
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()


def _taken(lock):
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def publish(scratch: Path, names: list[str]) -> None:
    """Move finished files from `scratch` to the folder above it, each in place of the one that was there.

    Their content is on the disk before their names are: not even a power cut leaves half a film.
    """
    for name in names:
        with open(scratch / name, "rb") as file:
            os.fsync(file.fileno())
    for name in names:
        os.replace(scratch / name, scratch.parent / name)
    folder = os.open(scratch.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
