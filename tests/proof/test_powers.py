"""Numbers with powers of ten are read in pictures too."""

import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from proof.case import Case, read_case
from proof.misread import misread
from proof.reading import installed

ROOT = Path(__file__).parent.parent.parent
PAGE = '''"""A page of numbers."""
import numpy as np
from manim import DOWN, VGroup

from core import Layer, Network
from scenes.mobjects import Film, Formula, Number


class Powers(Film):
    def construct(self):
        random = np.random.default_rng(6)
        size = random.uniform(1, 10, (3, 12)) * 10.0 ** random.integers(-12, 13, (3, 12))
        weights = (random.choice([-1, 1], (3, 12)) * [[float(f"{value:.3g}") for value in row] for row in size])
        network = Network([Layer(weights, np.zeros(3), "softmax")], "cross_entropy")
        places = [f"layers[0].weights[{j}, {i}]" for j in range(3) for i in range(12)]
        numbers = [Number(network, place) for place in places]
        rows = (Formula(*(piece for number in numbers[k:k + 4] for piece in (number, "  "))) for k in range(0, 36, 4))
        self.add(VGroup(*rows).arrange(DOWN))
        self.wait()
'''


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """A film of 36 numbers from 1e-12 to 1e13, in 720p30."""
    assert installed(), "these tests call tesseract: apt-get install tesseract-ocr"
    folder = tmp_path_factory.mktemp("powers")
    (folder / "scenes").mkdir()
    (folder / "scenes" / "powers.py").write_text(PAGE)
    command = [sys.executable, "-m", "rendering", "--quality", "720p30", "--media", folder / "media"]
    environment = {"PYTHONPATH": str(ROOT), "PATH": ""}
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)
    return folder / "media" / "videos" / "powers" / "720p30" / "Powers.mp4"


def powers_of(case):
    """The numbers of a receipt that are written with a power of ten."""
    return [number for number in case.numbers if "×" in number.text]


def test_powers_of_ten_are_read(film):
    """Every number of a page, most of them with a power of ten, reads as it is written."""
    case = read_case(film)
    assert len(powers_of(case)) >= 18
    assert misread(film, case) == (f"{len(case.numbers)} read in 1 pictures", [])


def other(text, place):
    """A number with another digit, or without its sign, at a place of its text."""
    lower, upper = "0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"
    digits = upper if text[place] in upper else lower
    new = digits[(digits.index(text[place]) + 5) % 10] if text[place] in digits else ""
    return text[:place] + new + text[place + 1 :]


@pytest.mark.parametrize("place", [-1, 0, 3], ids=["last of the power", "sign or first digit", "digit or point"])
def test_a_wrong_power_is_seen(film, place):
    """Where a receipt says another digit or sign than the picture, in the power or before it, each is found."""
    case = read_case(film)
    lies = [replace(number, text=other(number.text, place)) for number in powers_of(case)]
    _, failures = misread(film, Case(case.about, replace(case.receipt, numbers=tuple(lies))))
    assert len(failures) == len(lies)


def test_a_wrong_sign_of_a_power_is_seen(film):
    """Where a receipt says a power below zero instead of one above it, or the other way round, each is found."""
    case = read_case(film)
    turned = [n.text.replace("⁻", "") if "⁻" in n.text else n.text.replace("×10", "×10⁻") for n in powers_of(case)]
    lies = [replace(number, text=text) for number, text in zip(powers_of(case), turned, strict=True)]
    _, failures = misread(film, Case(case.about, replace(case.receipt, numbers=tuple(lies))))
    assert len(failures) == len(lies)
