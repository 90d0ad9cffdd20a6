"""The README: what it shows has been tried; and the links of the pages beside it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
FILM, NETWORK = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def test_the_film_of_the_readme_is_the_tested_one():
    """The film that the README tells to save is the one that the tests walk through and render."""
    assert (ROOT / "tests" / "scenes" / "prediction.py").read_text(encoding="utf-8") == FILM


def test_the_network_of_the_readme_learns():
    """The lines that use core alone run, and their step lowers the loss."""
    names = {}
    exec(NETWORK, names)
    assert names["backward"](names["forward"](names["network"], [0.5, -1.0, 2.0]), 1).loss < names["gradients"].loss


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/words-of-the-house.md"])
def test_links_lead_somewhere(page):
    """Each link and picture of a page is a file or folder of the repository."""
    links = set(re.findall(r"\]\(([^)]+)\)", (ROOT / page).read_text(encoding="utf-8")))
    assert links
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


def test_the_targets_of_the_readme_exist():
    """Each `make` target that the README names is in the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z-]+)", README, re.MULTILINE)) <= targets
