"""What is asked of every file: that it is one, that it is not too large, and that what is said of it is one line."""

import re

import pytest

from networks import NetworkFileError, read
from networks.untrusted import check_shapes, one_line


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    """A file beyond 100 MB is refused by its size alone."""
    with (tmp_path / "large.json").open("wb") as file:
        file.truncate(100_000_001)
    with pytest.raises(NetworkFileError, match=r"large\.json: is larger than 100 MB"):
        read(tmp_path / "large.json")


@pytest.mark.parametrize(("name", "expected"), [("none.json", "there is no such file"), (".", "is no file")])
def test_what_is_no_file_is_named(tmp_path, name, expected):
    """A path that leads to no file is refused with the path, and so is one that cannot lead anywhere."""
    with pytest.raises(NetworkFileError, match=re.escape(f"{tmp_path / name}: {expected}")):
        read(tmp_path / name)
    with pytest.raises(NetworkFileError, match="there is no such file"):
        read(f"{name}\0")


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        ([], "0 dense layers: the films show 1 to 7"),
        ([(2, 2)] * 8, "8 dense layers: the films show 1 to 7"),
        ([(2, 3), (4097, 2)], "layer 2: weights have shape (4097, 2): give 1 to 4096 neurons"),
        ([(2, 4097)], "layer 1: weights have shape (2, 4097): give 1 to 4096 neurons"),
        ([(2, 0)], "layer 1: weights have shape (2, 0)"),
        ([(2,)], "layer 1: weights have shape (2,)"),
        ([(4096, 4096)], "16,781,312 parameters: at most 4,000,000 are read"),
        ([(1000, 1999), (1000, 1000), (1000, 1000)], "4,002,000 parameters: at most 4,000,000 are read"),
    ],
)
def test_shapes_have_limits(shapes, expected):
    """A network has 1 to 7 layers, 1 to 4096 neurons in each, and four million parameters at most."""
    with pytest.raises(ValueError, match=re.escape(expected)):
        check_shapes(shapes)
    check_shapes([(4096, 900), (64, 4096), *[(64, 64)] * 4, (1, 64)])


def test_a_long_path_leaves_room_for_the_reason():
    """What is to be done stays whole however deep the file lies: its name then stands for its path."""
    reason = "In Python: " + "x" * 400
    assert str(NetworkFileError("/" + "deep/" * 40 + "net.json", reason)) == f"net.json: {reason}"


def test_a_message_is_one_line():
    """Whatever stands in a path or a file, a message is one line of visible characters, and not a long one."""
    said = str(NetworkFileError("a\nb\x1b[31m\u202e.json", "is\r\nwrong" + "x" * 1000))
    assert said.startswith("a b [31m .json: is wrongxxx")
    assert len(said) == 500
    assert one_line("plain: ä 水 −") == "plain: ä 水 −"
