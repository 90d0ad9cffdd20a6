"""The twin of a sample, and by how much the two differ."""

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import numpy as np
import pytest

from core import load_example
from core.datasets import iris
from core.twin import Twins, twin
from tests.scenes.networks import SPREAD


def with_measurements(*values, **fields):
    """The built-in example, measured otherwise."""
    return replace(load_example(), measurements=np.array(values), **fields)


def test_the_twin_of_the_flower():
    """The twin of the built-in flower is row 53 of the training part, a virginica of 6.0, 5.0 and 1.5 cm."""
    flowers, example = iris(split=35, features=(0, 2, 3), classes=(1, 2)), load_example()
    other = twin(example, flowers)
    assert flowers.measurements[76].tolist() == example.measurements.tolist()
    assert other.measurements.tolist() == flowers.measurements[53].tolist() == [6.0, 5.0, 1.5]
    assert (other.true_class, other.target.tolist(), other.network) == (1, [0.0, 1.0], example.network)


@pytest.mark.parametrize(
    ("rows", "classes", "found"),
    [
        ([[6.0, 5.1, 1.6], [6.0, 5.0, 1.6], [6.6, 5.1, 1.6]], [0, 1, 1], 1),
        ([[6.0, 5.1, 2.0], [6.0, 5.8, 1.6]], [1, 1], 1),
        ([[6.0, 5.2, 1.6], [6.0, 5.0, 1.6]], [1, 1], 0),
    ],
    ids=["of another class", "by standardised distance", "the first of equals"],
)
def test_which_sample_is_the_twin(rows, classes, found):
    """The twin is the nearest of another class in standard deviations, and of equally near ones the first."""
    samples = SimpleNamespace(measurements=np.array(rows), classes=np.array(classes))
    assert twin(load_example(), samples).measurements.tolist() == rows[found]


def test_there_may_be_no_twin():
    """Without samples, without a sample of another class and without classes there is no twin."""
    example, values = load_example(), SPREAD["3-4-2 of values"]()
    same = SimpleNamespace(measurements=np.ones((2, 3)), classes=np.zeros(2, int))
    assert [twin(example, None), twin(example, same), twin(values, same)] == [None] * 3


@pytest.mark.parametrize("seed", range(20))
def test_a_difference_has_no_noise(seed):
    """A difference is the float nearest to that of the decimals as they are written, in its unit and in millimetres."""
    random = np.random.default_rng(seed)
    one, other = (random.uniform(0, 100, 3).round(random.integers(0, 4)) for _ in range(2))
    units = "mm", "cm", "m"
    twins = Twins(*(with_measurements(*values, units=units) for values in (one, other)))
    exact = [Decimal(repr(a)) - Decimal(repr(b)) for a, b in zip(one.tolist(), other.tolist(), strict=True)]
    assert twins.difference.tolist() == [float(value) for value in exact]
    in_mm = [float(value * factor) for value, factor in zip(exact, (1, 10, 1000), strict=True)]
    assert twins.difference_in_mm.tolist() == in_mm


def test_one_millimetre():
    """5.1 cm − 5.0 cm is 0.1 cm, which is 1 mm; of kilograms there are no millimetres."""
    units = "cm", "cm", "kg"
    twins = Twins(with_measurements(6.0, 5.1, 1.6, units=units), with_measurements(6.0, 5.0, 1.5, units=units))
    assert twins.difference.tolist() == [0.0, 0.1, 0.1]
    assert twins.difference_in_mm[:2].tolist() == [0.0, 1.0]
    assert np.isnan(twins.difference_in_mm[2])
