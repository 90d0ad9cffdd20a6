"""What holds for every test: it is repeatable, and it writes to its own folder only."""

import os
import random

import hypothesis
import manim
import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.scenes.networks import SPREAD
from tests.scenes.walk import FILMS

# The same examples on every run, and no time limit: a slow machine is not a fault.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")

ONE_BY_ONE = "tests/scenes/test_networks.py", "tests/scenes/test_strange.py"
# These look at the same films, each of which is walked once in a process.
TOGETHER = [
    [f"tests/scenes/test_{name}.py" for name in ("truth", "captions", "diagram", "equations", "layout")],
    ["tests/proof/test_statements.py", "tests/proof/test_verify.py"],
]
# One process begins with the pages, whose films it renders: another would wait for them.
FIRST = "tests/publishing/test_compress.py"
SLOW = FIRST, *ONE_BY_ONE, "tests/publishing/", "tests/rendering/", "tests/proof/", "tests/scenes/"
# The seed of the networks that are fresh in each run; STRANGE=17 makes those of a run again.
os.environ.setdefault("STRANGE", str(random.randrange(1, 10**6)))


def pytest_report_header():
    """The seed stands at the top of every report."""
    return f"strange networks: STRANGE={os.environ['STRANGE']}"


class ByFile(LoadScopeScheduling):
    """The tests of a file run in one process, one after another; those of each film of a network, which is walked
    once, are dealt out by themselves, and files that look at the same films stay together.
    """

    def _split_scope(self, nodeid):
        file = nodeid.split("::")[0]
        return film_of(nodeid) if file in ONE_BY_ONE else next((one[0] for one in TOGETHER if file in one), file)


def film_of(nodeid):
    """The film and the network that a test names; the test itself if it names none."""
    film, network = (max((name for name in names if name in nodeid), key=len, default="") for names in (FILMS, SPREAD))
    return f"{film} of {network}" if film and network else nodeid


def pytest_collection_modifyitems(items):
    """What takes long comes first: in the end no process has to wait long for another."""
    items.sort(key=lambda item: next((k for k, name in enumerate(SLOW) if item.nodeid.startswith(name)), len(SLOW)))


@pytest.hookimpl(optionalhook=True)  # without xdist too, one can test
def pytest_xdist_make_scheduler(config, log):
    """How `make test` deals out the tests."""
    return ByFile(config, log)


@pytest.fixture(autouse=True)
def media_in_tmp_path(tmp_path):
    """Whatever manim writes during a test goes to that test's own folder."""
    with manim.tempconfig({"media_dir": str(tmp_path / "media")}):
        yield
