"""A child process for each piece of work, at most one to a core, and none that outlives its parent."""

import ctypes
import os
import pickle
import select
import signal
import sys
import tempfile
import threading
import time
import traceback
import warnings
from dataclasses import dataclass
from typing import BinaryIO

SILENCE = 300  # seconds without news after which a child is taken for hung
PATIENCE = 0.1  # seconds between two reports of a child
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
FAILED = 100  # exit status of a child that has left Python's words in its store; above it: plus an errno


class WorkFailed(BaseException):  # not for the "except Exception" of a scene
    """A child failed: what it was doing, why, and Python's words on an error in the child or ""."""

    def __init__(self, what, why, traceback=""):
        super().__init__(f"{what} {why}")
        self.traceback = traceback


@dataclass
class Running:
    """A child at work: its process, what it does, its result's file, and when it was last heard."""

    pid: int
    what: str
    store: BinaryIO
    heard: float


class Workers:
    """Starts children, `count` at a time, and collects what they return.

    A child sees all that its parent had made when it was started, and the parent nothing of what the child
    does. Results come back through files without names in `folder`, which are gone with their last user.
    """

    def __init__(self, count, folder, heard=lambda frames: None):
        self.count, self.folder, self.heard = count, folder, heard
        self.running, self.stores = {}, []

    def start(self, what, work):
        """Call `work(report)` in a child as soon as a core is free; it calls `report(frames)` as it goes on."""
        if child := self.fork(what):
            try:
                result = work(child.report)
            except BaseException as error:
                child.fail(error)
            child.leave(result)

    def fork(self, what):
        """Start a child as soon as a core is free: None here, and in the child, which goes on, the `Child` it is.

        WorkFailed if a thread runs beside this one: a child has its locks, but not the thread that would open them.
        """
        if others := beside():
            names = ", ".join(others)
            raise WorkFailed(what, f"cannot be drawn beside a thread ({names}): join it before you call play or wait")
        while len(self.running) >= self.count:
            self._listen()
        store = tempfile.TemporaryFile(dir=self.folder)  # noqa: SIM115 (closed when its result is read)
        ear, mouth = os.pipe()
        parent, child = os.getpid(), fork()
        if child == 0:
            return Child(parent, store, mouth)
        os.close(mouth)
        self.running[ear] = Running(child, what, store, time.monotonic())
        self.stores.append(store)
        return None

    def results(self):
        """Wait for all children; what each returned, in the order in which they were started."""
        while self.running:
            self._listen()
        for store in self.stores:
            with store:
                store.seek(0)
                yield pickle.load(store)

    def stop(self):
        """End all children at once; what they returned is gone."""
        for ear, child in self.running.items():
            os.kill(child.pid, signal.SIGKILL)
            os.waitpid(child.pid, 0)
            os.close(ear)
        for store in self.stores:
            store.close()
        self.running.clear()

    def _listen(self):
        ready, _, _ = select.select(list(self.running), [], [], 1)
        for ear in ready:
            news = os.read(ear, 1 << 16)
            if news:
                self.running[ear].heard = time.monotonic()
                self.heard(len(news))
            else:
                self._ended(ear)
        for child in self.running.values():
            if time.monotonic() - child.heard > SILENCE:
                raise WorkFailed(child.what, f"hangs: it has drawn nothing for {SILENCE} s")

    def _ended(self, ear):
        os.close(ear)
        child = self.running.pop(ear)
        status = os.waitstatus_to_exitcode(os.waitpid(child.pid, 0)[1])
        if status < 0:
            raise WorkFailed(child.what, f"was killed by {signal.Signals(-status).name}")
        if status > FAILED:
            raise WorkFailed(child.what, f"cannot be kept: {os.strerror(status - FAILED)}")
        if status == FAILED:
            child.store.seek(0)
            raise WorkFailed(child.what, "failed", child.store.read().decode())


class Report:
    """Tells the parent how many frames were drawn, not for each of them: that would wake it up each time."""

    def __init__(self, mouth):
        self.mouth, self.frames, self.told = mouth, 0, time.monotonic()

    def __call__(self, frames=1):
        """Note that so many frames more were drawn."""
        self.frames += frames
        if time.monotonic() - self.told > PATIENCE:
            self.tell()

    def tell(self):
        """Tell what was not yet told."""
        os.write(self.mouth, b"." * self.frames)
        self.frames, self.told = 0, time.monotonic()


class Child:
    """A child's own side: it ends by `leave` or by `fail`, and never returns into what its parent was doing."""

    def __init__(self, parent, store, mouth):
        self.store, self.report = store, Report(mouth)
        try:
            die_with(parent)
        except BaseException as error:
            self.fail(error)

    def leave(self, result):
        """End the process; this is what the parent gets."""
        self._end(0, lambda: pickle.dump(result, self.store))

    def fail(self, error):
        """End the process; the parent gets Python's words on the error."""
        self._end(FAILED, lambda: self.store.write(traceback_of(error).encode(errors="replace")))

    def _end(self, status, write):
        try:
            self.report.tell()
            write()
            self.store.flush()
        except OSError as error:
            status = FAILED + (error.errno or 0)
        finally:
            os._exit(status)


def beside():
    """The names of Python's threads in this process, without the one that asks."""
    return [thread.name for thread in threading.enumerate() if thread is not threading.current_thread()]


def fork():
    """The child's number; 0 in the child."""
    with warnings.catch_warnings():
        # From 3.12 on, Python also warns of threads that are not its own: Typst leaves some, and no child needs them.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def apart(work):
    """Do the work in a process of its own and wait for it; whether it ended well, else it has said why not."""
    sys.stdout.flush()
    parent, child = os.getpid(), fork()
    if child == 0:
        status = 1
        try:
            die_with(parent)
            work()
            status = 0
        except SystemExit as refusal:
            print(refusal, file=sys.stderr)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    try:
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    except BaseException:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise
    if ended < 0:
        print(f"killed by {signal.Signals(-ended).name}", file=sys.stderr)
    return ended == 0


def die_with(parent):
    """End this process, by whatever signal, as soon as its parent has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent ends its children
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def traceback_of(error):
    """The error as Python shows it, with the lines that led to the fork too."""
    report = traceback.TracebackException.from_exception(error)
    outer = traceback.extract_stack(error.__traceback__.tb_frame)[:-1]
    report.stack = traceback.StackSummary.from_list([*outer, *report.stack])
    return "".join(report.format())
