"""The sample that the films follow: the file's own, or one from the command line, or a row of a table."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from networks.cells import label_of, number_in
from networks.classes import allowed, class_index, classes_in, no_class
from networks.columns import columns_of
from networks.defaults import default_classes, hint_of_classes, is_of_classes
from networks.table import Table
from networks.untrusted import MAX_TITLE, NetworkFileError, name_of


@dataclass(frozen=True)
class Asked:
    """What the user asks for, as typed. input: numbers with commas; target: a class, its index, or values;
    sample: a row, counted from 1; data: the table that has it; target_column: where the table has what should come out.
    """

    input: str | None = None
    target: str | None = None
    sample: str | None = None
    data: str | None = None
    target_column: str | None = None

    def table(self, path: Path) -> Path:
        """The table, by default beside the network in this file."""
        return Path(self.data) if self.data else path.with_suffix(".csv")


def with_sample(fields: dict[str, Any], path: Path, asked: Asked) -> dict[str, Any]:
    """The fields with the sample that is asked for, or with the file's own. Raises ValueError."""
    if asked.sample is not None and (asked.input is not None or asked.target is not None):
        raise ValueError("SAMPLE and INPUT or TARGET: give the row of a table, or numbers, not both")
    if asked.sample is not None or asked.data is not None:
        number = None if asked.sample is None else whole("SAMPLE", asked.sample)
        table = Table.read(asked.table(path), number, fields.get("feature_names", ()))
        inputs, outcome = columns_of(table, fields, asked.target_column)
        fields = named_by(table, inputs, outcome, fields)
        if number is not None:
            return from_table(table, number, inputs, outcome, fields)
    elif asked.target_column is not None:
        raise ValueError("TARGET_COLUMN without SAMPLE: give the row of a table, too")
    if asked.input is not None:
        values = numbers("INPUT", asked.input, fields["network"].sizes[0])
        fields = {**without(fields, "source", "true_class", "target"), "measurements": values}
    if asked.target is not None:
        target = aim("TARGET", asked.target, fields)
        fields = {**without(fields, "true_class", "target"), **target}
    return fields


def without(fields: dict[str, Any], *names: str) -> dict[str, Any]:
    """The other fields."""
    return {name: value for name, value in fields.items() if name not in names}


def aim(name: str, text: str, fields: dict[str, Any]) -> dict[str, Any]:
    """The target, as true_class or target, from its text: a class by name or index from 0, or values."""
    n_out = fields["network"].sizes[-1]
    if not is_of_classes(fields):
        return {"target": numbers(name, text, n_out, f"; for classes, {hint_of_classes(fields)}")}
    names = fields.get("class_names") or default_classes(fields)
    if (index := class_index(text, names, typed=True)) is not None:
        return {"true_class": index}
    if "," in text:
        return {"target": numbers(name, text, n_out)}
    raise ValueError(f"{name}={text} is no class: give {allowed(names, typed=True)}")


def named_by(table: Table, inputs: list[int], outcome: list[int], fields: dict[str, Any]) -> dict[str, Any]:
    """The fields, with the names that the table has and the file has not. Raises NetworkFileError."""
    if is_of_classes(fields):
        fields = {**fields, "class_names": classes_in(table, outcome[0], fields)}
    if not table.header:
        return fields
    names = {"feature_names": tuple(table.header[column] for column in inputs)}
    if not is_of_classes(fields):
        names["target_names"] = tuple(table.header[column] for column in outcome)
    return {**fields, **{name: value for name, value in names.items() if not fields.get(name)}}


def from_table(
    table: Table, number: int, inputs: list[int], outcome: list[int], fields: dict[str, Any]
) -> dict[str, Any]:
    """The fields with the sample in the row of the table that was read, which has this number."""
    row, source = table.row or [], name_of(f"{table.path.name}, row {number}", MAX_TITLE)
    measurements = np.array([number_of(table, number, column) for column in inputs])
    found = {**without(fields, "true_class", "target"), "source": source, "measurements": measurements}
    if not is_of_classes(fields):
        hint = f"; for classes, {hint_of_classes(fields)}"
        return {**found, "target": np.array([number_of(table, number, column, hint) for column in outcome])}
    if (index := class_index(label_of(row[outcome[0]], table.sign), fields["class_names"])) is None:
        raise no_class(table, number, outcome[0], row[outcome[0]], fields["class_names"])
    return {**found, "true_class": index}


def number_of(table: Table, number: int, column: int, hint: str = "") -> float:
    """The number in a cell of the row that was read. Raises NetworkFileError, with a hint what else may be meant."""
    try:
        return number_in((table.row or [])[column], table.sign)
    except ValueError as error:
        way_out = f"give a number there, or another row with SAMPLE{hint}"
        raise NetworkFileError(table.path, f"row {number}, {table.place(column)} {error}: {way_out}") from None


def numbers(name: str, text: str, count: int, hint: str = "") -> np.ndarray:
    """So many numbers, with commas between them. Raises ValueError, with a hint what else may be meant."""
    try:
        values = [float(number) for number in text.split(",")]
    except ValueError:
        raise ValueError(f"{name}={text}: give {count} numbers with commas between them{hint}") from None
    if len(values) != count:
        raise ValueError(f"{name} has {len(values)} numbers: give {count}, as the network has{hint}")
    return np.array(values)


def whole(name: str, text: str) -> int:
    """A number of digits alone. Raises ValueError."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise ValueError(f"{name}={text}: give a whole number")
    return int(text)
