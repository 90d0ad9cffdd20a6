"""Networks as JSON that a person can read, and compare line by line: docs/network-format.md describes it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from core import Example
from networks.contents import Contents
from networks.fields import FIELDS, LAYER, checked, cleaned
from networks.foreign_json import from_foreign
from networks.untrusted import MAX_PARAMETERS, check_shapes

VERSION = 1


def parsed(data: bytes) -> Any:
    """The JSON in these bytes, strictly: no NaN, no infinity, no key twice, no more than a network may need.
    Raises ValueError.
    """
    # Python takes up to a hundred bytes of memory for two of these: they are counted before.
    small = {b"[": 100_000, b"{": 1_000, b'"': 100_000, b",": int(1.1 * MAX_PARAMETERS)}
    if any(data.count(sign) > most for sign, most in small.items()):
        raise ValueError("holds more lists, objects, texts or numbers than any network that can be read")
    if len(data) > 20_000_000 and not data.isascii():
        raise ValueError("is larger than 20 MB and not plain ASCII: write other characters as \\u…")
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_number, object_pairs_hook=_once)
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8: {error.reason} at byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON: {error}") from None


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"holds {word}: give finite numbers")


def _once(pairs: list[tuple[str, Any]]) -> dict:
    values = dict(pairs)
    if len(values) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"holds {max(names, key=names.count)[:50]!r} twice in one object")
    return values


def from_json(data: dict) -> Contents:
    """What is in JSON of version 1, as `parsed` gave it. Raises ValueError for what docs/network-format.md forbids.
    JSON with neither version nor network is that of another program.
    """
    if not data.keys() & {"version", "network"}:
        return from_foreign(data)
    if data.get("version", VERSION) != VERSION:
        raise ValueError(f"version is {repr(data['version'])[:50]}: this program reads {VERSION}")
    kinds = {"version": "whole", **FIELDS, "network": "object"}
    fields = dict(checked(data, kinds, ("version", "network"), "the file"))
    del fields["version"]
    network = checked(fields.pop("network"), {"layers": "objects", "loss": "text"}, ("layers",), "the network")
    layers = network["layers"]
    for number, layer in enumerate(layers, start=1):
        checked(layer, LAYER, LAYER.keys() - {"slope"}, f"layer {number}")
    check_shapes([(len(layer["weights"]), max(map(len, layer["weights"]), default=0)) for layer in layers])
    weights, biases, activations, slopes = ([layer.get(name) for layer in layers] for name in LAYER)
    return Contents(weights, biases, activations, slopes, network.get("loss"), cleaned(fields))


def write(path: Path | str, record: Example | dict[str, Any]) -> None:
    """Write an Example, or fields of one, network among them, with one row of numbers a line."""
    fields = record if isinstance(record, dict) else vars(record)
    unsaid = {name for name, part in fields.items() if part is None or (isinstance(part, str | tuple) and not part)}
    if fields.get("true_class") is not None:
        unsaid.add("target")
    said = {name: part for name, part in fields.items() if name not in unsaid}
    with Path(path).open("w", encoding="utf-8") as file:
        file.writelines(_pieces({"version": VERSION, **said}, ""))
        file.write("\n")


def _pieces(value: Any, indent: str) -> Iterator[str]:
    value = getattr(value, "__dict__", value)
    inner = indent + "  "
    if isinstance(value, dict):
        said = {name: part for name, part in value.items() if part is not None}  # most layers have no slope
        for number, (name, part) in enumerate(said.items()):
            yield f"{',' if number else '{'}\n{inner}{json.dumps(name)}: "
            yield from _pieces(part, inner)
        yield f"\n{indent}}}"
    elif isinstance(value, np.ndarray | list | tuple) and not isinstance(value[0], int | float | str):
        for number, part in enumerate(value):
            yield f"{',' if number else '['}\n{inner}"
            yield from _pieces(part, inner)
        yield f"\n{indent}]"
    else:
        yield json.dumps(value.tolist() if hasattr(value, "tolist") else value)
