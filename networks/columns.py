"""Which columns of a table are the inputs of a network, and which hold what should come out."""

import csv
from typing import Any

from networks.defaults import hint_of_classes, is_of_classes
from networks.table import OUTCOMES, Table
from networks.untrusted import NetworkFileError

# What pandas, R and others call a column that numbers the rows.
ROW_IDS = {"id", "index", "unnamed: 0", "row", "row_id", "rowid", "rownames"}


def columns_of(table: Table, fields: dict[str, Any], chosen: str | None = None) -> tuple[list[int], list[int]]:
    """The columns of the inputs, and of what should come out: one of the classes, or one for each value.
    The inputs are found by name where the table has the names of the features, else in order; the outcome is what
    is left, or chosen: TARGET_COLUMN, one name or, with commas, one for each value. Raises NetworkFileError.
    """
    n_in, n_out = fields["network"].sizes[0], 1 if is_of_classes(fields) else fields["network"].sizes[-1]
    names = fields.get("feature_names", ())
    inputs = _named(table, names)
    outcome = None if chosen is None else _chosen(table, chosen, n_out, inputs or [])
    if outcome is None and n_out == len(set(fields.get("target_names", ())) & set(table.header)):
        outcome = [table.header.index(name) for name in fields["target_names"]]
    if inputs is None:
        return _in_order(table, n_in, n_out, outcome, fields)
    for column in outcome or ():
        if column in inputs:
            some = _some(table, [each for each in range(table.width) if each not in inputs])
            said = f"{table.place(column)} is an input of the network: choose {some} with TARGET_COLUMN"
            raise NetworkFileError(table.path, said)
    return inputs, outcome or _left(table, inputs, n_out, fields)


def _named(table: Table, names: tuple[str, ...]) -> list[int] | None:
    """The columns that have the names of the features, in capitals or not; None where the table has none of them."""
    header, keys = [name.casefold() for name in table.header], [name.casefold() for name in names]
    if "" in keys or len(set(keys)) < len(keys) or not set(keys) & set(header):
        return None
    for name, key in zip(names, keys, strict=True):
        if (count := header.count(key)) != 1:
            has = "has no column" if not count else "has more than one column"
            raise NetworkFileError(table.path, f"{has} {name!r}, an input of the network: give one for each input")
    return [header.index(key) for key in keys]


def _chosen(table: Table, chosen: str, n_out: int, inputs: list[int]) -> list[int]:
    """The columns of TARGET_COLUMN: by name, or by number, counted from 1."""
    words = [chosen.strip()] if n_out == 1 else [word.strip() for word in next(csv.reader([chosen]), [])]
    if len(words) != n_out:
        raise NetworkFileError(table.path, f"TARGET_COLUMN={chosen}: give {n_out} columns, with commas between them")
    columns = []
    for word in words:
        if table.header.count(word) == 1:
            columns.append(table.header.index(word))
        elif word.isascii() and word.isdecimal() and len(word) < 6 and 1 <= int(word) <= table.width:
            columns.append(int(word) - 1)
        else:
            some = _some(table, [each for each in range(table.width) if each not in inputs])
            raise NetworkFileError(table.path, f"TARGET_COLUMN={word} is none of its columns: give {some}")
    if len(set(columns)) < n_out:
        raise NetworkFileError(table.path, f"TARGET_COLUMN={chosen} has a column twice: give {n_out} different ones")
    return columns


def _left(table: Table, inputs: list[int], n_out: int, fields: dict[str, Any]) -> list[int]:
    """The columns beside the inputs, when they are as many as are asked for, the numbers of rows left aside."""
    left = [column for column in range(table.width) if column not in inputs]
    plain = [column for column in left if not _is_row_id(table, column)]
    for columns in (plain, left):
        if len(columns) == n_out:
            return columns
    if len(plain) > n_out:
        likely = [*_spoken(table, plain), plain[-1]][0]
        ask = f"say which is meant with TARGET_COLUMN={table.header[likely] or likely + 1}"
        ask += "" if n_out == 1 else f", with commas between {n_out} of them"
        raise NetworkFileError(table.path, f"has {_some(table, plain, ' and ')} beside the inputs: {ask}")
    has = f"has only {_some(table, plain)} beside" if plain else "has no column beside"
    raise NetworkFileError(table.path, f"{has} the inputs: give {_meant(n_out, fields)}")


def _in_order(
    table: Table, n_in: int, n_out: int, outcome: list[int] | None, fields: dict[str, Any]
) -> tuple[list[int], list[int]]:
    """The inputs as the first columns, the outcome as the last or as chosen, the numbers of rows left aside."""
    columns = [each for each in range(table.width) if each in (outcome or ()) or not _is_row_id(table, each)]
    if len(columns) != n_in + n_out:
        ids = [table.header[each] or each + 1 for each in range(table.width) if each not in columns]
        wanted = f"give {n_in} of the inputs, then {_meant(n_out, fields)}"
        wanted += "" if table.width > 1 else ", with commas, semicolons or tabs between them"
        wanted += f", besides {', '.join(map(str, ids))}, which numbers the rows" if ids else ""
        raise NetworkFileError(table.path, f"has {table.width} columns: {wanted}")
    outcome = outcome or _last(table, columns, n_out)
    return [column for column in columns if column not in outcome], outcome


def _last(table: Table, columns: list[int], n_out: int) -> list[int]:
    """The last columns. Raises NetworkFileError where another one has such a name as what should come out has."""
    spoken = _spoken(table, columns)
    if n_out == 1 and spoken and columns[-1] not in spoken:
        either = f"{table.place(spoken[0])} may be what should come out, or the last, {table.header[columns[-1]]!r}"
        raise NetworkFileError(table.path, f"{either}: say which with TARGET_COLUMN={table.header[spoken[0]]}")
    return columns[-n_out:]


def _spoken(table: Table, columns: list[int]) -> list[int]:
    """Those of the columns whose names say that they should come out: target, label or, in the first place, y."""
    names = [name.casefold() for name in table.header]
    return [
        each for each in columns if names and (names[each] in OUTCOMES or (each == columns[0] and names[each] == "y"))
    ]


def _meant(n_out: int, fields: dict[str, Any]) -> str:
    if is_of_classes(fields):
        return "the class"
    return f"{n_out} to aim at; or, for a class, {hint_of_classes(fields)}"


def _is_row_id(table: Table, column: int) -> bool:
    """Whether a column numbers the rows, by its name; without one the first or last may, beside one that has one."""
    if not table.header or table.header[column]:
        return bool(table.header) and table.header[column].casefold() in ROW_IDS
    beside = table.header[1:2] if column == 0 else table.header[-2:-1]
    return column in (0, table.width - 1) and any(beside)


def _some(table: Table, columns: list[int], between: str = " or ") -> str:
    """The columns by name, or number, the first ten of them."""
    return between.join((table.header[each] if table.header else "") or str(each + 1) for each in columns[:10])
