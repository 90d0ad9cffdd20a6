"""What holds for every test: it is repeatable, and it writes to its own folder only."""

import os
import random

import hypothesis
import manim
import pytest

# The same examples on every run, and no time limit: a slow machine is not a fault.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")


# The seed of the networks that are fresh in each run; STRANGE=17 makes those of a run again.
os.environ.setdefault("STRANGE", str(random.randrange(1, 10**6)))


def pytest_report_header():
    """The seed stands at the top of every report."""
    return f"strange networks: STRANGE={os.environ['STRANGE']}"


@pytest.hookimpl(tryfirst=True)  # before xdist looks for groups
def pytest_collection_modifyitems(items):
    """The tests of a file run in one process, one after another, unless the file says that each may run alone; so do
    all that look at the published films.
    """
    for item in items:
        if "media" in item.fixturenames:  # the published films are made once, and nobody waits for them
            item.add_marker(pytest.mark.xdist_group("published"))
        elif not getattr(item.module, "EACH_ALONE", False):
            item.add_marker(pytest.mark.xdist_group(str(item.path)))


@pytest.fixture(autouse=True)
def media_in_tmp_path(tmp_path):
    """Whatever manim writes during a test goes to that test's own folder."""
    with manim.tempconfig({"media_dir": str(tmp_path / "media")}):
        yield
