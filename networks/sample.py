"""The sample that the films follow: the file's own, or one from the command line, or a row of a table."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from networks.defaults import default_names, is_of_classes
from networks.table import Table
from networks.untrusted import MAX_TITLE, NetworkFileError, name_of

# What helps where PyTorch left the softmax to the loss.
SOFTMAX = "name all ACTIVATIONS, softmax last"


@dataclass(frozen=True)
class Asked:
    """What the user asks for, as typed. input: numbers with commas; target: a class, its index, or values;
    sample: a row, counted from 1; data: the table that has it.
    """

    input: str | None = None
    target: str | None = None
    sample: str | None = None
    data: str | None = None


def with_sample(fields: dict[str, Any], path: Path, asked: Asked) -> dict[str, Any]:
    """The fields with the sample that is asked for, or with the file's own. Raises ValueError."""
    if asked.sample is not None and (asked.input is not None or asked.target is not None):
        raise ValueError("SAMPLE and INPUT or TARGET: give the row of a table, or numbers, not both")
    if asked.sample is not None or asked.data is not None:
        number = None if asked.sample is None else whole("SAMPLE", asked.sample)
        table = Table.read(Path(asked.data) if asked.data else path.with_suffix(".csv"), number)
        fields = named_by(table, fields)
        if number is not None:
            return from_table(table, number, fields)
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
        hint = "" if n_out == 1 else f"; for classes, {SOFTMAX}"
        return {"target": numbers(name, text, n_out, hint)}
    names = fields.get("class_names") or default_names("class {}", max(n_out, 2))
    if names.count(name_of(text)) == 1:
        return {"true_class": names.index(name_of(text))}
    if text.strip().isdecimal() and len(text) < 6 and int(text) < len(names):
        return {"true_class": int(text)}
    if "," in text:
        return {"target": numbers(name, text, n_out)}
    some = " or ".join(names[:10])
    raise ValueError(f"{name}={text} is no class: give {some}, or an index from 0 to {len(names) - 1}")


def columns_of(table: Table, fields: dict[str, Any]) -> tuple[list[int], list[int]]:
    """The columns of the inputs, by name if the table has all names of the features, and of what should come out."""
    n_in, n_out = fields["network"].sizes[0], 1 if is_of_classes(fields) else fields["network"].sizes[-1]
    names, width = fields.get("feature_names", ()), len(table.header)
    outcome = list(range(width - n_out, width))
    if names and all(table.header.count(name) == 1 for name in names):
        return [table.header.index(name) for name in names], outcome
    if width != n_in + n_out:
        last = "the class" if is_of_classes(fields) else f"{n_out} to aim at; or, for a class, {SOFTMAX}"
        raise NetworkFileError(table.path, f"has {width} columns: give {n_in} of the inputs, then {last}")
    return list(range(n_in)), outcome


def named_by(table: Table, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields, with the names that the table has and the file has not. Raises NetworkFileError."""
    inputs, outcome = columns_of(table, fields)
    n_out = fields["network"].sizes[-1]
    names = {"feature_names": tuple(table.header[column] for column in inputs)}
    if not is_of_classes(fields):
        names["target_names"] = tuple(table.header[column] for column in outcome)
    elif set(fields.get("class_names", ())) <= set(map(str, range(n_out + 1))):  # none, or numbers for names
        fields = without(fields, "class_names")
        names["class_names"] = class_names(table, max(n_out, 2))
    return {**fields, **{name: value for name, value in names.items() if not fields.get(name)}}


def class_names(table: Table, count: int) -> tuple[str, ...]:
    """The names of so many classes from the last column: its entries, or 0, 1, … where it holds such indices."""
    entries = table.classes
    indices = [str(index) for index in range(count)]
    if set(entries) <= set(indices):
        return tuple(indices)
    if len(entries) != count:
        some = ", ".join(entries[:5])
        raise NetworkFileError(table.path, f"has {len(entries)} classes ({some}, …), the network {count}")
    return tuple(entries)


def from_table(table: Table, number: int, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with the sample in a row of the table."""
    row, (inputs, outcome) = table.row or [], columns_of(table, fields)
    source = name_of(f"{table.path.name}, row {number}", MAX_TITLE)
    try:
        values = numbers("inputs", ",".join(row[column] for column in inputs), len(inputs))
        target = aim("outcome", ",".join(row[column].strip() for column in outcome), fields)
    except ValueError as error:
        raise NetworkFileError(table.path, f"row {number}: {error}") from None
    return {**without(fields, "true_class", "target"), "source": source, "measurements": values, **target}


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
