"""What is asked of a name or a number before anything is computed with it."""

from collections.abc import Collection
from numbers import Integral, Real

import numpy as np


def check_name(what: str, name: str, allowed: Collection[str]) -> None:
    """Raise ValueError unless the name is one of those allowed."""
    if not isinstance(name, str) or name not in allowed:
        raise ValueError(f"{what} must be one of {', '.join(allowed)}; not {name!r}")


def check_positive(what: str, number: float, kind: type = Real) -> None:
    """Raise ValueError unless the number is positive and finite, and whole where `kind` is Integral."""
    if not (is_number(number, kind) and 0 < number < np.inf):
        raise ValueError(f"{what} must be a positive {'whole ' * (kind is Integral)}number; not {number!r}")


def check_fraction(what: str, number: float) -> None:
    """Raise ValueError unless the number lies between 0 and 1, and is neither."""
    if not (is_number(number, Real) and 0 < number < 1):
        raise ValueError(f"{what} must be a number between 0 and 1; not {number!r}")


def is_number(value: object, kind: type) -> bool:
    """Whether a value is a number of a kind; true and false are none."""
    return isinstance(value, kind) and not isinstance(value, bool)
