"""The fields of a network file: their names, their kinds, and what is asked of each."""

from collections.abc import Iterable
from typing import Any

from core import Network
from core.arrays import finite
from core.backward import one_hot
from core.samples import Samples
from networks.untrusted import MAX_TITLE, name_of

# What an Example has besides its network, and what each layer has, under the same names.
FIELDS = {
    "title": "text", "source": "text", "feature_names": "texts", "units": "texts", "class_names": "texts",
    "target_names": "texts", "measurements": "numbers", "mean": "numbers", "scale": "numbers", "decimals": "whole",
    "thing": "text", "true_class": "whole", "target": "numbers", "learning_rate": "number",
    "test_accuracy": "number", "file": "text", "sha256": "text", "samples": "object",
}  # fmt: skip
SAMPLES = {"measurements": "rows", "classes": "numbers"}
LAYER = {"weights": "rows", "biases": "numbers", "activation": "text", "slope": "number"}
WORDS = {
    "text": "a text", "texts": "a list of texts", "whole": "a whole number", "number": "a number",
    "numbers": "a list of numbers", "rows": "a list of rows of numbers",
    "object": "an object", "objects": "a list of objects",
}  # fmt: skip


def is_a(value: Any, kind: str) -> bool:
    """Whether a value is of one of the kinds above. No numbers: true, false, and integers beyond 64 bits."""
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


def checked(value: dict, kinds: dict[str, str], required: Iterable[str], where: str) -> dict:
    """The same object, when it has what is required, nothing unknown, and everything of its kind."""
    for name in required:
        if name not in value:
            raise ValueError(f"{where} has no {name!r}: give one")
    for name, part in value.items():
        if name not in kinds:
            raise ValueError(f"{where} has {name[:50]!r}, which is unknown: known are {', '.join(kinds)}")
        if not is_a(part, kinds[name]):
            raise ValueError(f"{name!r} of {where} is not {WORDS[kinds[name]]}: give that")
    return value


def cleaned(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of an Example from a file, with names that may be shown. Raises ValueError for what is not one."""
    checked(fields, FIELDS, (), "the file")
    if "true_class" in fields and "target" in fields:
        raise ValueError("holds both true_class and target: give one of them")
    plain = dict(fields)
    for name, value in fields.items():
        if FIELDS[name] == "text":
            plain[name] = name_of(value, MAX_TITLE)
        elif FIELDS[name] == "texts":
            plain[name] = tuple(map(name_of, value))
        elif name == "samples":
            plain[name] = Samples(**checked(value, SAMPLES, SAMPLES, "samples"))
    return plain


def fitted(fields: dict[str, Any], network: Network) -> dict[str, Any]:
    """The fields beside the network to which they have to fit. Raises ValueError where they do not."""
    n_in, n_out = network.sizes[0], network.sizes[-1]
    counts = {"measurements": n_in, "mean": n_in, "scale": n_in, "feature_names": n_in, "units": n_in,
              "target": n_out, "target_names": n_out, "class_names": max(n_out, 2)}  # fmt: skip
    whole = {**fields, "network": network}
    for name in counts.keys() & fields.keys():
        if FIELDS[name] == "numbers":
            whole[name] = finite(name, fields[name])
        if len(fields[name]) != counts[name]:
            raise ValueError(f"{name} has {len(fields[name])} entries: give {counts[name]}, as the network has")
    if "scale" in fields and (whole["scale"] <= 0).any():
        raise ValueError(f"scale is {whole['scale'].tolist()[:20]}: give positive numbers")
    if "true_class" in fields:
        one_hot(fields["true_class"], n_out)
    return whole
