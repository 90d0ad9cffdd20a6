"""Two samples that are nearly alike and of different classes, and by how much they differ."""

from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from core.arrays import read_only
from core.example import Example
from core.samples import Samples
from core.shown import rounded

MM = {"mm": 1, "cm": 10, "m": 1000}  # how many millimetres one of a unit has
NOISE = 9  # decimals: samples that are equally near are not told apart by what rounding leaves


@dataclass(frozen=True, eq=False)
class Twins:
    """Two samples, measured in the same units."""

    one: Example
    other: Example

    @property
    def difference(self) -> np.ndarray:
        """What one has more than the other, (n0,), to the decimals that both were measured with: 5.1 − 5.0 is 0.1."""
        return self._in_units([1.0] * len(self.one.units))

    @property
    def difference_in_mm(self) -> np.ndarray:
        """The same in millimetres, (n0,); NaN where the unit is no length."""
        return self._in_units([MM.get(unit, np.nan) for unit in self.one.units])

    def _in_units(self, factors: list[float]) -> np.ndarray:
        pairs = zip(self.one.measurements.tolist(), self.other.measurements.tolist(), factors, strict=True)
        return read_only(np.array([difference(*pair) for pair in pairs]))


def difference(one: float, other: float, factor: float) -> float:
    """The difference of two values times a factor, with no more decimals than the two are written with."""
    decimals = max(0, *(-int(Decimal(repr(value)).as_tuple().exponent) for value in (one, other)))
    return float(rounded(factor * (one - other), decimals)) if np.isfinite(factor) else np.nan


def twin(example: Example, samples: Samples | None) -> Example | None:
    """The sample of another class that is nearest to the example's, with its network; of equally near ones the first.

    Near: by the Euclidean distance of the inputs, standardised as the example's, but not rounded. samples has
    measurements, (n, n0), and classes, (n,), or is None. None where there is no such sample.
    """
    if samples is None or example.true_class is None:
        return None
    others = np.flatnonzero(np.asarray(samples.classes) != example.true_class)
    if not len(others):
        return None
    apart = (np.asarray(samples.measurements)[others] - example.measurements) / example.scale
    nearest = others[np.argmin(np.linalg.norm(apart, axis=1).round(NOISE))]
    found = {"measurements": samples.measurements[nearest], "true_class": int(samples.classes[nearest])}
    return replace(example, **found, target=None)  # type: ignore[arg-type]  # made of true_class
