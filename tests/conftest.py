"""What holds for every test: it is repeatable, and it writes to its own folder only."""

import hypothesis
import manim
import pytest

# The same examples on every run, and no time limit: a slow machine is not a fault.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def media_in_tmp_path(tmp_path):
    """Whatever manim writes during a test goes to that test's own folder."""
    with manim.tempconfig({"media_dir": str(tmp_path / "media")}):
        yield
