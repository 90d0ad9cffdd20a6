"""Networks in files: JSON that a person can read, and compare line by line."""

import json
import re
from pathlib import Path
from typing import Any

from core.network import Layer, Network


def write(path: Path, record: Any) -> None:
    """Write a record that holds a network, such as an Example, with one row of numbers a line."""
    text = json.dumps(record, indent=2, default=lambda it: it.tolist() if hasattr(it, "tolist") else vars(it))
    rows = re.sub(r"\[([^][{}]*)\]", lambda row: f"[{' '.join(row[1].split())}]", text)
    Path(path).write_text(rows + "\n", encoding="utf-8")


def read(path: Path, kind: type) -> Any:
    """The record of this kind that `write` wrote; the record itself checks what is in it.
    Raises ValueError, with the path, when the file is not JSON, or what it holds does not fit.
    """
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
        layers = tuple(Layer(**layer) for layer in data["network"]["layers"])
        return kind(**{**data, "network": Network(layers, data["network"]["loss"])})
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path} holds no {kind.__name__}: {error!r}") from None
