"""Checked, read-only arrays: what goes from one record to another is finite and stays as it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Rest:
    """What a long sum does not show one by one: the total of these terms, and how many they are."""

    total: float
    count: int


class Rests:
    """The sums over the rows of a table (n, terms): `[j, 0, 1]` is the `Rest` of row j without its terms 0 and 1."""

    def __init__(self, table: np.ndarray):
        self.table = table

    def __getitem__(self, index: tuple[int, ...]) -> Rest:
        row, *shown = index
        terms = np.delete(self.table[row], shown)
        return Rest(float(terms.sum()), terms.size)


@contextmanager
def in_layer(number: int) -> Iterator[None]:
    """Say in which layer, counted from 1, a ValueError arose."""
    try:
        yield
    except ValueError as error:
        raise ValueError(f"layer {number}: {error}") from None


def read_only(array: np.ndarray) -> np.ndarray:
    """The same array, locked against writing."""
    array.setflags(write=False)
    return array


def finite(name: str, values: ArrayLike) -> np.ndarray:
    """A read-only float64 copy. Raises ValueError for anything but a rectangle of finite real numbers."""
    try:
        array = np.asarray(values)
    except ValueError:
        raise ValueError(f"{name} has rows of different lengths: give a rectangle of numbers") from None
    if array.dtype.kind not in "iuf":
        raise ValueError(f"{name} holds {array.dtype} values: give integers or floats")
    if not np.isfinite(array).all():
        index = np.argwhere(~np.isfinite(array))[0].tolist()
        place = f"{name}{index}" if index else name
        raise ValueError(f"{place} is {array[tuple(index)]}: give finite numbers, not too large ones")
    return read_only(np.array(array, dtype=np.float64))
