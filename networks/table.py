"""Samples in a table: CSV whose header, if it has one, names the columns. A line is a row."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, pairwise
from pathlib import Path

from networks.cells import COMMA, decimal_sign_of, is_missing, is_number, label_of
from networks.untrusted import MAX_NEURONS, NetworkFileError, checked_file, name_of

MAX_LINE = MAX_ROWS = MAX_CELLS = 1_000_000
SEPARATORS = "\t;|,"
# What people call the column that should come out.
OUTCOMES = {"target", "targets", "label", "labels", "class", "classes", "species", "outcome"}
# What Excel may put before the header.
SEPARATOR_LINE = re.compile("sep=.", re.IGNORECASE)


@dataclass(frozen=True)
class Table:
    """What is needed of a table: how it is written, its header, one of its rows, and how many it has.
    header: empty where the first line is a row; row: None where none is wanted; sign: the decimal sign of cells that
    may be read in two ways, None where that is open.
    """

    path: Path
    separator: str
    header: list[str]
    width: int
    row: list[str] | None
    count: int
    sign: str | None

    @classmethod
    def read(cls, path: Path, wanted: int | None = None, names: Sequence[str] | None = None) -> "Table":
        """The table in a file with commas, semicolons or tabs, UTF-8, with the row of this number, counted from 1.
        names: of features, by which a header of numbers is known; None: the first line is a header, whatever it holds.
        Raises NetworkFileError for what is no such table, and where it has no such row.
        """
        head = [line for _, line in islice(_lines(path), 2)]
        separator = separator_of(head)
        row, count, width, commas = None, 0, 0, False
        header: list[str] | None = None
        for cells in _rows(path, separator):
            if header is None:
                width, header = len(cells), header_of(path, cells, names)
                if header:
                    continue
            count += 1
            if count > MAX_ROWS:
                raise NetworkFileError(path, f"has more than {MAX_ROWS:,} rows: give fewer")
            if len(cells) != width:
                raise _ragged(path, count, len(cells), header, width, separator)
            row = cells if count == wanted else row
            commas = commas or any(COMMA in cell for cell in cells)
        if header is None or not count:
            raise NetworkFileError(path, "has no rows below a header: give a header, then a sample a line")
        if wanted is not None and row is None:
            raise NetworkFileError(path, f"has no row {wanted}: give one from 1 to {count}")
        table = cls(path, separator, header, width, row, count, None)
        return replace(table, sign=decimal_sign_of(table.cells())) if commas else table

    def rows(self) -> Iterator[list[str]]:
        """All rows, without the header."""
        return islice(_rows(self.path, self.separator), 1 if self.header else 0, None)

    def cells(self) -> Iterator[str]:
        """The first million cells, row by row."""
        return islice(chain.from_iterable(self.rows()), MAX_CELLS)

    def labels(self, column: int) -> dict[str, int]:
        """The different entries of a column, each with the first row that has it; not more than a network has
        neurons, and one. Missing ones are left out.
        """
        found: dict[str, int] = {}
        for number, cells in enumerate(self.rows(), start=1):
            if len(found) > MAX_NEURONS:
                break
            if not is_missing(cells[column]):
                found.setdefault(label_of(cells[column], self.sign), number)
        return found

    def place(self, column: int) -> str:
        """A column as an error names it."""
        return f"column {self.header[column]!r}" if self.header else f"column {column + 1}"

    @property
    def classes(self) -> list[str]:
        """The entries of the last column, sorted."""
        return sorted_labels(self.labels(self.width - 1))


def sorted_labels(labels: Iterable[str]) -> list[str]:
    """As scikit-learn sorts classes: numbers by value, words by letter."""
    labels = list(labels)
    return sorted(labels, key=float) if all(map(is_number, labels)) else sorted(labels)


def separator_of(lines: list[str]) -> str:
    """What stands between the cells: the first of SEPARATORS that gives all lines as many cells, more than one."""
    for separator in SEPARATORS:
        try:
            counts = {len(_cells(line, separator)) for line in lines}
        except csv.Error:
            continue
        if len(counts) == 1 and counts != {1}:
            return separator
    return max(reversed(SEPARATORS), key="".join(lines[:1]).count)


def header_of(path: Path, cells: list[str], names: Sequence[str] | None) -> list[str]:
    """The names in the first line; none where it is a row: where all its cells are numbers, or all but one.
    Numbers that run on, as pandas names columns, are names. Raises NetworkFileError where it may be either.
    """
    header = [name_of(cells[0]).lstrip("# "), *map(name_of, cells[1:])]  # numpy marks its header so
    numbers = [cell.strip() for cell in cells if is_number(cell)]
    words = [cell for cell in cells if not is_number(cell) and not is_missing(cell)]
    if not numbers or names is None or (names and set(names) <= set(header)):
        return header
    if not all(cell.isdecimal() for cell in numbers):
        return []
    if len(words) > 1 or any(word.casefold() in OUTCOMES for word in words):
        return header
    steps = {int(after) - int(before) for before, after in pairwise(numbers)}
    if len(numbers) < 3 or len(steps) > 1 or max(steps) < 1:
        return []
    if int(numbers[0]) == 0 and steps == {1} and len(numbers) > 4:
        return header
    raise NetworkFileError(path, f"line 1, {','.join(header)[:50]}, may be names or a row: give a header with words")


def _ragged(table: Path, number: int, count: int, header: list[str], width: int, separator: str) -> NetworkFileError:
    """That a row is too short or too long."""
    first = "the header" if header else "the first"
    way_out = "complete it"
    if separator == COMMA:
        way_out = "name each column, and put cells with a comma in quotes, or separate by semicolons"
    return NetworkFileError(table, f"row {number} has {count} cells, {first} {width}: {way_out}")


def _rows(path: Path, separator: str) -> Iterator[list[str]]:
    """The cells of each line that is not empty."""
    for number, line in _lines(path):
        try:
            yield _cells(line, separator)
        except csv.Error as error:
            raise NetworkFileError(
                path, f"line {number} is no row of a table: {error}: give each row a line, close its quotes"
            ) from None


def _cells(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator, strict=True, skipinitialspace=True))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not empty, with their numbers."""
    checked_file(path)
    try:
        with path.open("rb") as file:
            number, encoding = 0, "utf-8-sig"
            while line := file.readline(MAX_LINE + 1):
                number += 1
                if len(line) > MAX_LINE:
                    raise NetworkFileError(path, f"line {number} is longer than a megabyte")
                if b"\0" in line:
                    raise NetworkFileError(path, f"line {number} holds what is no text: save it as CSV in UTF-8")
                for text in line.decode(encoding).strip("\r\n").split("\r"):
                    if text.strip(" ") and not (number == 1 and SEPARATOR_LINE.fullmatch(text)):
                        yield number, text
                encoding = "utf-8"
    except UnicodeDecodeError as error:
        place = f"line {number} is not UTF-8: {error.reason} at byte {error.start}"
        raise NetworkFileError(path, f"{place}: save it as CSV in UTF-8") from None
    except OSError as error:
        raise NetworkFileError(path, str(error.strerror)) from None
