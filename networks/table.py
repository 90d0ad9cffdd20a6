"""Samples in a table: CSV whose header names the features and, last, the class or the values. A line is a row."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from networks.untrusted import MAX_NEURONS, NetworkFileError, checked_file, name_of

MAX_LINE = MAX_ROWS = 1_000_000


@dataclass(frozen=True)
class Table:
    """What is needed of a table: its header, one of its rows, how many it has, and what stands in its last column.
    row: None where none is wanted; last: different entries, not more than a network has neurons, and one.
    """

    path: Path
    header: list[str]
    row: list[str] | None
    count: int
    last: set[str]

    @classmethod
    def read(cls, path: Path, wanted: int | None = None) -> "Table":
        """The table in a file of comma-separated values, UTF-8, with the row of this number, counted from 1.
        Raises NetworkFileError for what is no such table, and where it has no such row.
        """
        header: list[str] | None = None
        row, count, last = None, 0, set[str]()
        for cells in _rows(path):
            if header is None:
                header = list(map(name_of, cells))
                continue
            count += 1
            if count > MAX_ROWS:
                raise NetworkFileError(path, f"has more than {MAX_ROWS:,} rows: give fewer")
            if len(cells) != len(header):
                raise NetworkFileError(path, f"row {count} has {len(cells)} cells, the header {len(header)}")
            row = cells if count == wanted else row
            if len(last) <= MAX_NEURONS:
                last.add(name_of(cells[-1]))
        if header is None or not count:
            raise NetworkFileError(path, "has no rows below a header: give a header, then a sample a line")
        if wanted is not None and row is None:
            raise NetworkFileError(path, f"has no row {wanted}: give one from 1 to {count}")
        return cls(path, header, row, count, last)

    @property
    def classes(self) -> list[str]:
        """The entries of the last column, as scikit-learn sorts classes: numbers by value, words by letter."""
        try:
            return sorted(self.last, key=float)
        except ValueError:
            return sorted(self.last)


def _rows(path: Path) -> Iterator[list[str]]:
    """The cells of each line that is not empty."""
    checked_file(path)
    try:
        with path.open("rb") as file:
            number, encoding = 0, "utf-8-sig"
            while line := file.readline(MAX_LINE + 1):
                number += 1
                if len(line) > MAX_LINE:
                    raise NetworkFileError(path, f"line {number} is longer than a megabyte")
                if text := line.decode(encoding).strip("\r\n"):
                    yield next(csv.reader([text], strict=True))
                encoding = "utf-8"
    except UnicodeDecodeError as error:
        raise NetworkFileError(path, f"line {number} is not UTF-8: {error.reason} at byte {error.start}") from None
    except csv.Error as error:
        raise NetworkFileError(path, f"line {number} is no row of a table: {error}") from None
    except OSError as error:
        raise NetworkFileError(path, str(error.strerror)) from None
