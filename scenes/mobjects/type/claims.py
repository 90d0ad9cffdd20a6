"""Equations that stand on screen: what they say, and which sign they may have."""

from dataclasses import dataclass, replace

from scenes.mobjects.type.calculator import relation
from scenes.mobjects.type.parts import Number


@dataclass(frozen=True)
class Claim:
    """An equation: the pieces of its left side, its sign, and the number, or constant, on its right side."""

    left: tuple
    sign: str
    right: Number | str

    @property
    def equation(self):
        """The two sides as a viewer reads them, and the sign between: (left, sign, right)."""
        return read(self.left), self.sign, self.right if isinstance(self.right, str) else self.right.plain

    @property
    def operands(self):
        """The numbers of the left side, in their order."""
        return [piece for piece in self.left if isinstance(piece, Number)]


def relate(left, result):
    """The claim that the pieces `left` give `result`, with as many of its decimals as their digits vouch for.

    "=" holds to the last digit, "≈" is within one unit of it.
    """
    wanted = result.decimals_needed if result.decimals is None else result.decimals
    for decimals in range(wanted, -1, -1):
        rounded = replace(result, decimals=decimals)
        try:
            return Claim(tuple(left), relation(read(left), rounded.plain), rounded)
        except ValueError:
            continue
    raise ValueError(f"“{read(left)}” does not give {result.path} = {result.value}")


def read(pieces):
    """The pieces of a line as a viewer reads them."""
    return " ".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


def added(terms):
    """Terms, each a list of pieces, with a plus between any two."""
    return [piece for term in terms for piece in ("+", *term)][1:]
