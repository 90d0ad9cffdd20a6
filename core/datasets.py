"""The Iris flowers (Fisher 1936) from scikit-learn: split first, then standardised by the training part."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Dataset:
    """Flowers in two parts. measurements: (samples, features), in cm; classes: (samples,) of indices.
    mean and scale: (features,), of the training part alone; x and x_test are standardised with these two.
    """

    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]
    measurements: np.ndarray
    test_measurements: np.ndarray
    classes: np.ndarray
    test_classes: np.ndarray
    mean: np.ndarray
    scale: np.ndarray
    x: np.ndarray
    x_test: np.ndarray


def iris(split: int = 42, features: Sequence[int] = (0, 1, 2, 3), classes: Sequence[int] = (0, 1, 2)) -> Dataset:
    """Iris with a random fifth kept for testing, chosen by the seed `split`.
    features and classes, in rising order, pick columns and kinds of flower; the kinds count from 0 anew.
    """
    from sklearn import datasets, model_selection  # only here: no film should wait for this slow import

    bunch = datasets.load_iris()
    chosen = np.isin(bunch.target, classes)
    flowers, labels = bunch.data[chosen][:, list(features)], np.searchsorted(classes, bunch.target[chosen])
    parts = model_selection.train_test_split(flowers, labels, test_size=0.2, random_state=split)
    measurements, test, labels, test_labels = parts
    mean, scale = measurements.mean(axis=0), measurements.std(axis=0)
    names = tuple(bunch.feature_names[i].removesuffix(" (cm)") for i in features)
    kinds = tuple(str(bunch.target_names[i]) for i in classes)
    x, x_test = (measurements - mean) / scale, (test - mean) / scale
    return Dataset(names, kinds, measurements, test, labels, test_labels, mean, scale, x, x_test)
