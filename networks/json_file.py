"""Networks as JSON that a person can read, and compare line by line: docs/network-format.md describes it."""

import json
from pathlib import Path
from typing import Any

from core.example import Example
from networks.contents import Contents
from networks.untrusted import MAX_PARAMETERS, MAX_TITLE, check_shapes, name_of

VERSION = 1
KINDS = {
    "title": "text", "source": "text", "feature_names": "texts", "units": "texts", "class_names": "texts",
    "target_names": "texts", "measurements": "numbers", "mean": "numbers", "scale": "numbers", "decimals": "whole",
    "true_class": "whole", "target": "numbers", "learning_rate": "number", "test_accuracy": "number",
    "version": "whole", "network": "object",
}  # fmt: skip
NETWORK = {"layers": "objects", "loss": "text"}
LAYER = {"weights": "rows", "biases": "numbers", "activation": "text"}


def is_a(value: Any, kind: str) -> bool:
    """Whether what JSON gave is of one of the kinds above. No numbers: true, false, and integers beyond 64 bits."""
    match kind:
        case "text":
            return isinstance(value, str)
        case "whole":
            return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63
        case "number":
            return isinstance(value, float) or is_a(value, "whole")
        case "object":
            return isinstance(value, dict)
    part = {"texts": "text", "numbers": "number", "rows": "numbers", "objects": "object"}[kind]
    return isinstance(value, list) and all(is_a(one, part) for one in value)


def checked(value: dict, kinds: dict[str, str], required: tuple[str, ...], where: str) -> dict:
    """The same object, when it has what is required, nothing unknown, and everything of its kind."""
    for name in required:
        if name not in value:
            raise ValueError(f"{where} has no {name!r}: give one")
    for name, part in value.items():
        if name not in kinds:
            raise ValueError(f"{where} has {name[:50]!r}, which is unknown: known are {', '.join(kinds)}")
        if not is_a(part, kinds[name]):
            words = {"text": "a text", "texts": "a list of texts", "number": "a number", "numbers": "a list of numbers",
                     "rows": "a list of rows of numbers", "whole": "a whole number", "object": "an object",
                     "objects": "a list of objects"}  # fmt: skip
            raise ValueError(f"{name!r} of {where} is not {words[kinds[name]]}: give that")
    return value


def parsed(data: bytes) -> Any:
    """The JSON in these bytes, strictly: no NaN, no infinity, no key twice, no more than a network may need.
    Raises ValueError.
    """
    # Python makes up to sixty bytes of memory of two characters: what they may hold is counted before.
    if data.count(b"[") + data.count(b"{") > 100_000 or data.count(b",") > 1.1 * MAX_PARAMETERS:
        raise ValueError("holds more lists, objects or values than any network that can be read")
    if not data.isascii() and len(data) > 20_000_000:
        raise ValueError("is larger than 20 MB and not plain ASCII: write other characters as \\u…")
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_number, object_pairs_hook=_once)
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8: {error.reason} at byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON: {error}") from None


def _no_number(word: str):
    raise ValueError(f"holds {word}: give finite numbers")


def _once(pairs: list[tuple[str, Any]]) -> dict:
    values = dict(pairs)
    if len(values) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"holds {max(names, key=names.count)[:50]!r} twice in one object")
    return values


def from_json(data: Any) -> Contents:
    """What is in JSON of version 1, as `parsed` gave it. Raises ValueError for what docs/network-format.md forbids."""
    if not isinstance(data, dict):
        raise ValueError("holds no JSON object: give one with \"version\": 1 and a \"network\"")
    if "version" in data and data["version"] != VERSION:
        raise ValueError(f"version is {data['version']!r:.50}: this program reads {VERSION}")
    fields = checked(dict(data), KINDS, ("version", "network"), "the file")
    network = checked(fields.pop("network"), NETWORK, ("layers",), "the network")
    layers = [
        checked(layer, LAYER, tuple(LAYER), f"layer {number}") for number, layer in enumerate(network["layers"], 1)
    ]
    check_shapes([(len(layer["weights"]), max(map(len, layer["weights"]), default=0)) for layer in layers])
    if "true_class" in fields and "target" in fields:
        raise ValueError("holds both true_class and target: give one of them")
    del fields["version"]
    for name, value in fields.items():
        if KINDS[name] == "text":
            fields[name] = name_of(value, MAX_TITLE)
        elif KINDS[name] == "texts":
            fields[name] = tuple(map(name_of, value))
    columns = ([layer[name] for layer in layers] for name in LAYER)
    return Contents(*columns, network.get("loss"), fields)


def write(path: Path | str, example: Example) -> None:
    """Write an example, with one row of numbers a line."""
    Path(path).write_text(text_of(vars(example)), encoding="utf-8")


def text_of(fields: dict[str, Any]) -> str:
    """JSON of version 1 that holds these fields of an Example."""
    unsaid = {name for name, part in fields.items() if part is None or (isinstance(part, str | tuple) and not part)}
    if fields.get("true_class") is not None:
        unsaid.add("target")
    said = {name: part for name, part in fields.items() if name not in unsaid}
    return _text({"version": VERSION, **said}) + "\n"


def _text(value: Any, indent: str = "") -> str:
    value = value.tolist() if hasattr(value, "tolist") else getattr(value, "__dict__", value)
    inner = indent + "  "
    if isinstance(value, dict):
        return _lines("{", [f"{json.dumps(name)}: {_text(part, inner)}" for name, part in value.items()], "}", indent)
    if isinstance(value, list | tuple) and not isinstance(value[0], int | float | str):
        return _lines("[", [_text(part, inner) for part in value], "]", indent)
    return json.dumps(value)


def _lines(first: str, lines: list[str], last: str, indent: str) -> str:
    separator = f"\n{indent}  "
    return f"{first}{separator}" + f",{separator}".join(lines) + f"\n{indent}{last}"
