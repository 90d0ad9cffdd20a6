"""Places in the records of core: one grammar for the paths that name them, such as forward.layers[1].z[2]."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

PATH = re.compile(r"[a-z]\w*(?:\.[a-z]\w*|\[\d+(?:, ?\d+)*\])*", re.ASCII)
LINK = re.compile(r"(\w+)|\[([^]]+)\]")
PLACE = re.compile(r"(\w+)(?:\.layers\[(\d+)\])?(?:\.(\w+))?(?:\[([\d, ]+)\])?(?:\.(total|count))?", re.ASCII)
# What has a longer name, and its shorter one. {last}: the index of the last layer.
SAME = [
    (r"example\.(network|learning_rate)\b", r"\1"),
    (r"backward\.forward\.", "forward."),
    (r"forward\.network\.", "network."),
    (r"again\.network\.", "new_network."),
    (r"forward\.(layers\[\d+\])\.layer\.", r"network.\1."),
    (r"again\.(layers\[\d+\])\.layer\.", r"new_network.\1."),
    (r"backward\.target\b", "example.target"),
    (r"(?:forward|again)\.(?:layers\[0\]\.)?input\b", "example.x"),
    (r"new_network\.(sizes|parameter_count|layers\[\d+\]\.(?:n_in|n_out|parameter_count))", r"network.\1"),
    (r"(forward|again)\.output\b", r"\1.layers[{last}].a"),
]


@dataclass(frozen=True)
class Ref:
    """A place in one training step: forward.layers[1].z[2] has root forward, layer 1, field z, index (2,).

    layer, counted from 0, and field are None where there is none; part: "total" or "count" of a rest.
    """

    root: str
    layer: int | None = None
    field: str | None = None
    index: tuple[int, ...] = ()
    part: str | None = None

    @classmethod
    def parse(cls, path: str) -> "Ref":
        """The place that a path names. Raises LookupError where it is none of this form."""
        found = PLACE.fullmatch(path)
        if not found:
            raise LookupError(f"{path} is no path")
        root, layer, field, index, part = found.groups()
        indices = tuple(map(int, index.split(","))) if index else ()
        return cls(root, int(layer) if layer else None, field, indices, part)

    def __str__(self) -> str:
        layer = "" if self.layer is None else f".layers[{self.layer}]"
        field = "" if self.field is None else f".{self.field}"
        index = f"[{', '.join(map(str, self.index))}]" if self.index else ""
        return f"{self.root}{layer}{field}{index}{f'.{self.part}' if self.part else ''}"

    def at(self, **changes: Any) -> "Ref":
        """The same place but for some of its fields."""
        return replace(self, **changes)


def look_up(record: Any, path: str) -> Any:
    """What the path names in a record, a dict or lists of lists. Raises LookupError where it names nothing."""
    if not PATH.fullmatch(path):
        raise LookupError(f"{path} is no path")
    found = record
    try:
        for name, position in LINK.findall(path):
            if name:
                found = found[name] if isinstance(found, dict) else getattr(found, name)
                continue
            index = tuple(map(int, position.split(",")))
            while isinstance(found, list) and index:
                found, index = found[index[0]], index[1:]
            if index:
                found = found[index if len(index) > 1 else index[0]]
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        raise LookupError(f"{path} leads nowhere") from None
    return found


@cache
def canonical(path: str, last: int) -> str:
    """The one name for a place that has several, such as an input, which is the activation one layer before.

    last: the index of the last layer.
    """
    path = re.sub(r",\s*", ", ", path)
    for longer, shorter in SAME:
        path = re.sub(f"^{longer}", shorter.replace("{last}", str(last)), path)
    path = re.sub(r"\.layers\[(\d+)\]\.input\b", lambda layer: f".layers[{int(layer[1]) - 1}].a", path)
    return re.sub(r"\.layers\[(\d+)\]\.n_(in|out)$", lambda n: f".sizes[{int(n[1]) + (n[2] == 'out')}]", path)
