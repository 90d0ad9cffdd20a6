"""The samples that a network was trained on, or is tried on: what was measured, and which class each really is."""

from dataclasses import dataclass

import numpy as np

from core.arrays import finite, read_only


@dataclass(frozen=True, eq=False)
class Samples:
    """Samples of known classes. measurements: (n, n0), in the units of an `Example`; classes: (n,) of indices.
    Raises ValueError for shapes that do not fit, and for what is no index.
    """

    measurements: np.ndarray
    classes: np.ndarray

    def __post_init__(self) -> None:
        measurements, classes = finite("samples", self.measurements), finite("classes", self.classes)
        if measurements.ndim != 2 or classes.shape != measurements.shape[:1]:
            raise ValueError(f"samples {measurements.shape}, classes {classes.shape}: give one class for each row")
        if (classes < 0).any() or (classes % 1).any():
            raise ValueError("classes of samples: give whole numbers, 0 for the first class")
        object.__setattr__(self, "measurements", measurements)
        object.__setattr__(self, "classes", read_only(classes.astype(int)))
