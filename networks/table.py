"""Samples in a table: CSV whose header names the features and, last, the class or the values."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from networks.untrusted import NetworkFileError, bytes_of, name_of

MAX_BYTES = 50_000_000


@dataclass(frozen=True)
class Table:
    """A header and rows of as many cells, all text."""

    path: Path
    header: list[str]
    rows: list[list[str]]

    @classmethod
    def read(cls, path: Path) -> "Table":
        """The table in a file of comma-separated values, UTF-8. Raises NetworkFileError."""
        try:
            text = bytes_of(path, MAX_BYTES).decode("utf-8-sig")
            if text.count(",") > MAX_BYTES // 25:  # a cell takes up to sixty bytes of memory
                raise ValueError("holds more cells than can be read")
            rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
        except UnicodeDecodeError as error:
            raise NetworkFileError(path, f"is not UTF-8: {error.reason} at byte {error.start}") from None
        except (csv.Error, ValueError) as error:
            if isinstance(error, NetworkFileError):
                raise
            raise NetworkFileError(path, f"is no table: {error}") from None
        if len(rows) < 2:
            raise NetworkFileError(path, "has no rows below a header: give a header, then a sample a line")
        for number, row in enumerate(rows[1:], start=1):
            if len(row) != len(rows[0]):
                raise NetworkFileError(path, f"row {number} has {len(row)} cells, the header {len(rows[0])}")
        return cls(path, [name_of(name) for name in rows[0]], rows[1:])

    def row(self, number: int) -> list[str]:
        """A row, counted from 1, the header not counted. Raises NetworkFileError if there is none."""
        if not 1 <= number <= len(self.rows):
            raise NetworkFileError(self.path, f"has no row {number}: give one from 1 to {len(self.rows)}")
        return self.rows[number - 1]

    def classes(self, column: int) -> list[str]:
        """The different entries of a column, as scikit-learn sorts classes: numbers by value, words by letter."""
        entries = {row[column].strip() for row in self.rows}
        try:
            return sorted(entries, key=float)
        except ValueError:
            return sorted(entries)
