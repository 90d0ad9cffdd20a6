"""Where a number comes from: paths such as forward.layers[1].z[2], and the places that have several names."""

import re
from typing import Any

PATH = re.compile(r"[a-z]\w*(?:\.[a-z]\w*|\[\d+(?:, ?\d+)*\])*", re.ASCII)
STEP = re.compile(r"(\w+)|\[([^]]+)\]")


def look_up(record: Any, path: str) -> Any:
    """What the path names in a record, a dict or lists of lists. Raises LookupError where it names nothing."""
    if not PATH.fullmatch(path):
        raise LookupError(f"{path} is no path")
    found = record
    try:
        for name, position in STEP.findall(path):
            if name:
                found = found[name] if isinstance(found, dict) else getattr(found, name)
                continue
            place = tuple(map(int, position.split(",")))
            while isinstance(found, list) and place:
                found, *place = found[place[0]], *place[1:]
            if place:
                found = found[tuple(place) if len(place) > 1 else place[0]]
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        raise LookupError(f"{path} leads nowhere") from None
    return found


# What has a longer name, and its shorter one.
SAME = {
    r"example\.(network|learning_rate)\b": r"\1",
    r"backward\.forward\.": "forward.",
    r"forward\.network\.": "network.",
    r"again\.network\.": "step.",
    r"forward\.(layers\[\d+\])\.layer\.": r"network.\1.",
    r"again\.(layers\[\d+\])\.layer\.": r"step.\1.",
    r"backward\.target\b": "example.target",
    r"(?:forward|again)\.(?:layers\[0\]\.)?input\b": "example.x",
    r"step\.(sizes|parameter_count|layers\[\d+\]\.(?:n_in|n_out|parameter_count))": r"network.\1",
}


def canonical(path: str, last: int) -> str:
    """The one name for a place that has several, such as an input, which is the activation one layer before.

    last: the index of the last layer.
    """
    path = path.replace(" ", "")
    for longer, shorter in SAME.items():
        path = re.sub(f"^{longer}", shorter, path)
    path = re.sub(r"^(forward|again)\.output\b", rf"\1.layers[{last}].a", path)
    path = re.sub(r"\.layers\[(\d+)\]\.input\b", lambda layer: f".layers[{int(layer[1]) - 1}].a", path)
    return re.sub(r"\.layers\[(\d+)\]\.n_(in|out)$", lambda n: f".sizes[{int(n[1]) + (n[2] == 'out')}]", path)
