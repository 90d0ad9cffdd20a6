"""The parts that a line of type is made of: symbols, numbers, words.

A `Number` has no value of its own: it names a record of `core` and a path into it, and shows what it
finds there. So nothing can be on screen that was not computed.
"""

import math
import re
from dataclasses import dataclass

import numpy as np
from manim import ManimColor

from core.shown import shown
from scenes.mobjects import theme

# A number that four decimals write exactly is shown exactly; any other is rounded to three, or, where that leaves
# less than two of its digits, to more.
EXACT_DECIMALS, ROUNDED_DECIMALS, MOST_DECIMALS = 4, 3, 6


@dataclass(frozen=True)
class Symbol:
    """A letter of the theory, with its layer above and its indices below: z₂⁽¹⁾."""

    letter: str
    index: str = ""
    layer: int | str = ""
    color: ManimColor | None = None

    @property
    def markup(self):
        """Typst's source of the symbol."""
        # A comma would end Typst's argument.
        index = str(self.index).replace(",", "\\,")
        below = f"_idx({index})" if self.index else ""
        above = f"^idx(({self.layer}))" if self.layer != "" else ""
        return self.letter + below + above

    @property
    def text(self):
        """The symbol in plain characters: z_2^(1)."""
        index = f"_{self.index}" if self.index else ""
        layer = f"^({self.layer})" if self.layer != "" else ""
        return self.letter + index + layer


@dataclass(frozen=True)
class Derivative(Symbol):
    """The derivative of the loss by a symbol: ∂L/∂a₂⁽¹⁾."""

    color: ManimColor | None = theme.GRADIENT

    @property
    def markup(self):
        """Typst's source of the derivative."""
        return f"∂ L slash ∂ {super().markup}"

    @property
    def text(self):
        """The derivative in plain characters: ∂L/∂a_2^(1)."""
        return f"∂L/∂{super().text}"


@dataclass(frozen=True)
class Transposed(Symbol):
    """A column turned into a row: a⁽²⁾ᵀ."""

    @property
    def markup(self):
        """Typst's source of the row."""
        inside = super().markup
        return f"({inside})^idx(T)" if self.layer != "" else f"{inside}^idx(T)"

    @property
    def text(self):
        """The row in plain characters: a^(2)ᵀ."""
        return f"{super().text}ᵀ"


@dataclass(frozen=True)
class Words:
    """Text that is no mathematics; whatever it holds is shown as it stands."""

    text: str
    color: ManimColor | None = None
    bold: bool = False

    @property
    def markup(self):
        """Typst's source of the words, all in one quoted string."""
        escaped = self.text.replace("\\", "\\\\").replace('"', '\\"')
        weight = "700" if self.bold else "450"
        return f'#text(font: "New Computer Modern", weight: {weight}, "{escaped}")'


@dataclass(frozen=True)
class Between:
    """Markup between the parts whose reading differs from what Typst is told, as in a fraction."""

    markup: str
    text: str


@dataclass(frozen=True)
class Number:
    """The number that `record` (from `core`) holds at `path`, for example "layers[1].z[2]".

    `decimals`: how many are shown; by default as many as the value needs.
    `form`: "plain"; "operand", in brackets when negative; "term", with its sign as an operator.
    """

    record: object
    path: str
    decimals: int | None = None
    form: str = "plain"
    color: ManimColor | None = None

    @property
    def value(self):
        """What the record holds at the path."""
        return look_up(self.record, self.path)

    @property
    def decimals_needed(self):
        """How many decimals write the value exactly, if four can; else three, of a small one more."""
        return decimals_of(self.value)

    @property
    def plain(self):
        """The number without brackets or an operator's sign."""
        return shown(self.value, self.decimals_needed if self.decimals is None else self.decimals)

    @property
    def bracketed(self):
        """The number as it stands after an operator: a negative one in brackets."""
        return f"({self.plain})" if self.plain.startswith("−") else self.plain

    @property
    def text(self):
        """The number as it stands in its line."""
        negative = self.plain.startswith("−")
        if self.form == "operand":
            return self.bracketed
        if self.form == "term":
            return f"− {self.plain[1:]}" if negative else f"+ {self.plain}"
        return self.plain

    @property
    def markup(self):
        """Typst's source of the number."""
        # A digit before a full stop would start a Typst range; quotes keep the number in one piece.
        sign, digits = re.fullmatch(r"(\(?[−+]? ?)([\d.]+\)?)", self.text).groups()
        closing = ")" if digits.endswith(")") else ""
        return f'{sign}"{digits.rstrip(")")}"{closing}'


def decimals_of(values):
    """The decimals that a number, or all numbers of an array, need."""
    values = np.abs(np.atleast_1d(values))
    for decimals in range(EXACT_DECIMALS + 1):
        if (np.abs(values - values.round(decimals)) < 1e-9).all():
            return decimals
    return digits_of(values, ROUNDED_DECIMALS)


def digits_of(values, least):
    """The decimals, `least` or more, that leave two digits of the largest of some values."""
    largest = np.abs(values).max()
    return min(MOST_DECIMALS, max(least, 1 - math.floor(math.log10(largest)))) if largest else least


def look_up(record, path):
    """Return what `path` names in `record`: fields after dots, positions in square brackets."""
    found = record
    for name, position in re.findall(r"(\w+)|\[([\d, ]+)\]", path):
        if name:
            found = getattr(found, name)
        else:
            index = tuple(int(i) for i in position.split(","))
            found = found[index] if len(index) > 1 else found[index[0]]
    return found
