"""The rows of a table that a network can take: samples whose classes are known."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from core.samples import Samples
from networks.cells import COMMA, label_of, number_in
from networks.classes import class_index, classes_in
from networks.columns import columns_of
from networks.table import Table
from networks.untrusted import NetworkFileError

MAX_ROWS, MAX_NUMBERS, BATCH = 10_000, 10_000_000, 256
KEPT = 60_000  # numbers that go into an example at most


def batches(
    fields: dict[str, Any], path: Path, target_column: str | None
) -> Iterator[tuple[list[int], np.ndarray, np.ndarray]]:
    """The first rows of a table that are whole: their numbers, what was measured, and their classes.
    fields: of an Example; path: of the table. Raises NetworkFileError where the table is that of another network.
    """
    table = Table.read(path, None, fields["feature_names"])
    inputs, outcome = columns_of(table, fields, target_column)
    names = classes_in(table, outcome[0], fields)
    rows = islice(enumerate(table.rows(), start=1), min(MAX_ROWS, MAX_NUMBERS // len(inputs)))
    while some := list(islice(rows, BATCH)):
        whole = [found for number, cells in some if (found := _whole(number, cells, table, inputs, outcome, names))]
        if whole:
            numbers, measurements, classes = zip(*whole, strict=True)
            yield list(numbers), np.array(measurements), np.array(classes)


def _whole(
    number: int, cells: list[str], table: Table, inputs: list[int], outcome: list[int], names: tuple[str, ...]
) -> tuple[int, list[float], int] | None:
    """A row's number, inputs and class; None where one is missing."""
    index = class_index(label_of(cells[outcome[0]], table.sign), names)
    texts = [cells[column] for column in inputs]
    try:
        values = _quickly(texts) if table.sign != COMMA else None
        values = values or [number_in(text, table.sign) for text in texts]
    except ValueError:
        return None
    return None if index is None or not np.isfinite(values).all() else (number, values, index)


def _quickly(texts: list[str]) -> list[float] | None:
    """Numbers as Python writes them: most are, and they are many."""
    try:
        return [float(text) for text in texts]
    except ValueError:
        return None


def samples_in(fields: dict[str, Any], path: Path, target_column: str | None) -> Samples:
    """The samples of a table; of one that has too many, some of all its parts. Raises NetworkFileError where it has
    none.
    """
    found = list(batches(fields, path, target_column))
    if not found:
        raise NetworkFileError(path, "has no row that fits")
    measurements, classes = (np.concatenate(part) for part in list(zip(*found, strict=True))[1:])
    most = max(1, KEPT // measurements.shape[1])
    chosen = np.unique(np.linspace(0, len(classes) - 1, min(most, len(classes))).astype(int))
    return Samples(measurements[chosen], classes[chosen])
