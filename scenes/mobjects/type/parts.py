"""The parts that a line of type is made of: symbols, numbers, words.

A `Number` has no value of its own: it names a record of `core` and a path into it, and shows what it
finds there. So nothing can be on screen that was not computed.
"""

import re
from dataclasses import dataclass

from manim import ManimColor

from facts.number import Shown, times
from facts.receipt import Part
from facts.statement import Fact
from scenes.mobjects import theme
from scenes.mobjects.type.calculator import PLAIN

TIMES = '"×"#h(0.08em)'


def ten_to(power):
    """Typst's source of 10 to a power; its digits are as large as others (type/formula.py)."""
    return f'"10"^power("{str(power).replace("-", "−")}")'


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

    def told(self, records):
        """The symbol as a receipt holds it."""
        kind = type(self).__name__.lower()
        return Part(kind, self.text, self.letter, str(self.index), str(self.layer))


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

    def told(self, records):
        """The words as a receipt holds them; a bare text does not know what it says."""
        says = self.text.said(records) if isinstance(self.text, Fact) else None
        return Part("words", str(self.text), says=says)


@dataclass(frozen=True)
class Power:
    """The power of ten in units of which numbers are shown: ×10⁻⁷, or `bare` 10⁻⁷."""

    unit: int
    bare: bool = False
    color: ManimColor | None = None

    @property
    def markup(self):
        """Typst's source of the power."""
        return ("" if self.bare else TIMES) + ten_to(self.unit)

    @property
    def text(self):
        """The power in plain characters."""
        return times(self.unit).removeprefix("×" if self.bare else "")

    def told(self, records):
        """The power as a receipt holds it."""
        return Part("power", self.text)


@dataclass(frozen=True)
class Between:
    """Markup between the parts whose reading differs from what Typst is told, as in a fraction."""

    markup: str
    text: str


@dataclass(frozen=True)
class Number(Shown):
    """The number that `record` (from `core`) holds at `path`, for example "layers[1].z[2]".

    `decimals`: how many are shown; by default as many as the value needs.
    `form`: "plain"; "operand", in brackets when negative; "term", with its sign as an operator.
    """

    form: str = "plain"
    color: ManimColor | None = None

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
        sign, digits, power, closing = re.fullmatch(
            r"(\(?[−+]? ?)([\d.]+)(?:×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?(\)?)", self.text
        ).groups()
        power = f"#h(0.08em){TIMES}{ten_to(power.translate(PLAIN))}" if power else ""
        # A sign that stands close to its number is its own, and never that of a subtraction.
        sign = f'#math.class("normal", "{sign}")' if sign in ("−", "+") else sign
        return f'{sign}"{digits}"{power}{closing or ""}'

    def told(self, records):
        """The number as a receipt holds it."""
        return Part("number", self.text, path=records.path(self.record, self.path))
