"""Equations that stand on screen: what they say, and which sign they may have."""

import math
from dataclasses import dataclass, replace

from core.shown import rounded
from facts.number import NOISE
from scenes.mobjects.type.calculator import sign_between
from scenes.mobjects.type.parts import Number

MOST_FINER = 13  # a double has about sixteen digits


@dataclass(frozen=True)
class Relation:
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


class Unvouched(ValueError):
    """The digits of a left side, as many as may be shown, do not give its result."""


def relate(left, result, fixed=()):
    """The relation that the pieces `left` give `result`, with as many of its decimals as their digits vouch for.

    "=" holds to the last digit, "≈" is within one unit of it. Where not even two digits of the result are vouched
    for, the numbers on the left show more of their own, in the relation's `left`; those that are `fixed` stay as they
    are. Raises Unvouched where nothing helps.
    """
    wanted = result.decimals_needed if result.decimals is None else result.decimals
    enough = min(wanted, two_digits(result.value)) if wanted < 0 else max(0, min(wanted, two_digits(result.value)))
    for finer, least in [*((finer, enough) for finer in range(MOST_FINER)), (0, min(0, two_digits(result.value)))]:
        pieces = tuple(piece if any(piece is one for one in fixed) else refined(piece, finer) for piece in left)
        for decimals in range(wanted, least - 1, -1):
            rounded = replace(result, decimals=decimals)
            try:
                return Relation(pieces, sign_between(read(pieces), rounded.plain), rounded)
            except ValueError:
                continue
    raise Unvouched(f"“{read(left)}” does not give {result.path} = {result.value}")


def two_digits(value):
    """The decimals that leave two digits of a value."""
    return 1 - math.floor(math.log10(abs(value))) if abs(value) >= NOISE else MOST_FINER


def refined(piece, finer):
    """A number with so many more decimals, but no more than write it exactly; other pieces as they are."""
    if not finer or not isinstance(piece, Number):
        return piece
    decimals = piece.decimals_needed if piece.decimals is None else piece.decimals
    more = next((k for k in range(finer) if float(rounded(piece.value, decimals + k)) == piece.value), finer)
    return replace(piece, decimals=decimals + more) if more else piece


def regrouped(groups, pieces):
    """Pieces in a row, in groups as long as these."""
    pieces = iter(pieces)
    return [[next(pieces) for _ in group] for group in groups]


def read(pieces):
    """The pieces of a line as a viewer reads them."""
    return " ".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


def added(terms):
    """Terms, each a list of pieces, with a plus between any two."""
    return [piece for term in terms for piece in ("+", *term)][1:]
