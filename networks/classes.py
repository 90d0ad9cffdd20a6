"""The classes of a network and the labels of a table: which label is which class."""

from typing import Any

from networks.cells import is_number, label_of
from networks.defaults import class_names_of
from networks.table import Table, sorted_labels
from networks.untrusted import NetworkFileError


def class_index(text: str, names: tuple[str, ...], typed: bool = False) -> int | None:
    """The class that a text names, in capitals or not, or whose index from 0 it is; None for no class.
    In a table, whose classes are called by numbers, a number is a name and no index; what is typed may be either.
    """
    label, known = label_of(text), [label_of(name) for name in names]
    for one, each in ((label, known), (label.casefold(), [name.casefold() for name in known])):
        if each.count(one) == 1:
            return each.index(one)
    if label.isdecimal() and len(label) < 6 and int(label) < len(names) and (typed or not all(map(is_number, known))):
        return int(label)
    return None


def allowed(names: tuple[str, ...], typed: bool = False) -> str:
    """What `class_index` takes, for an error."""
    some = " or ".join(names[:10]) + (" …" if len(names) > 10 else "")
    return some if all(map(is_number, names)) and not typed else f"{some}, or an index from 0 to {len(names) - 1}"


def classes_in(table: Table, column: int, fields: dict[str, Any]) -> tuple[str, ...]:
    """The names of the classes: those of the network's file, or else of the table's labels in this column.
    Where the file knows them by number alone, words of the table may name them. Raises NetworkFileError for labels
    that cannot be those of the network.
    """
    labels, count = table.labels(column), max(fields["network"].sizes[-1], 2)
    given, words = class_names_of(fields), bool(labels) and not any(map(is_number, labels))
    numbered = {label_of(name) for name in given or ()} <= set(map(str, range(count + 1)))
    if given and not (numbered and words):
        for label, row in labels.items():
            if is_number(label) and class_index(label, given) is None:
                raise no_class(table, row, column, label, given)
        return given
    if broken := [label for label in labels if is_number(label) and not label.lstrip("+-").isdecimal()]:
        holds = (
            f"{table.place(column)} holds {', '.join(sorted_labels(broken)[:3])}, numbers with decimals and no classes"
        )
        raise NetworkFileError(table.path, f"{holds}: choose the column of the classes with TARGET_COLUMN")
    indices = tuple(str(index) for index in range(count))
    if labels.keys() <= set(indices):
        return indices
    if len(labels) != count:
        some, place = ", ".join(sorted_labels(labels)[:5]), table.place(column)
        way_out = "give a table that has them all, class_names in the network's file, or another TARGET_COLUMN"
        has = f"has {len(labels)} classes ({some}, …), the network {count}, in {place}"
        raise NetworkFileError(table.path, f"{has}: {way_out}")
    return tuple(sorted_labels(labels))


def no_class(table: Table, row: int, column: int, label: str, names: tuple[str, ...]) -> NetworkFileError:
    """That a label of the table is none of the network's classes."""
    said = f"{label_of(label)[:50]!r} is no class of the network" if label.strip() else "a class is missing"
    way_out = f"give {allowed(names)}, or another TARGET_COLUMN"
    return NetworkFileError(table.path, f"row {row}, {table.place(column)}: {said}: {way_out}")
