"""Whether an example is the network of the file that it was read from: by the file's digest, and by its own output."""

import hashlib
import math
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from proof.recompute import Recomputed

# ONNX files compute in 32 bits, and readers fold scalers into weights.
CLOSE = 1e-4


def read_otherwise(recomputed: Recomputed) -> Iterator[str]:
    """In words, what shows that the example is not that of its file; nothing where the file cannot be compared."""
    example = recomputed.plain["example"]
    if not comparable(example):
        return
    path = Path(example["file"])
    if digest(path) != example["sha256"]:
        yield f"{path} is not the file that the example was read from: its sha256 differs"
    elif path.suffix.lower() == ".onnx" and find_spec("onnxruntime"):
        outputs = run(path, example["measurements"])
        mine = [recomputed.plain["forward"]["layers"][-1][name] for name in ("a", "z")]
        # A file may give the logarithms of what the example has as probabilities.
        outputs += [[math.exp(value) for value in output] for output in outputs if max(output, default=1) <= 0]
        if outputs and not any(near(output, one) for output in outputs for one in mine):
            yield f"{path} computes {shown(outputs[-1])} by onnxruntime, the example {shown(mine[0])}"


def digest(path: Path) -> str:
    """The sha256 of a file, and of the weights of an ONNX model that lie beside it."""
    whole, beside = hashlib.sha256(path.read_bytes()), path.with_name(f"{path.name}.data")
    if path.suffix.lower() == ".onnx" and beside.is_file():
        whole.update(beside.read_bytes())
    return whole.hexdigest()


def comparable(example: dict[str, Any]) -> bool:
    """Whether an example says which file it was read from, and the file is there."""
    return bool(example.get("file")) and Path(example["file"]).is_file()


def run(path: Path, measurements: list[float]) -> list[list[float]]:
    """The outputs of an ONNX file with one input that takes a row of measurements; none where it takes something else.

    Of a classifier with a single probability for two classes, that of the second class stands alone too.
    """
    import numpy as np
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    kinds = {"tensor(float)": np.float32, "tensor(double)": np.float64}
    inputs = session.get_inputs()
    if len(inputs) != 1 or inputs[0].type not in kinds:
        return []
    batch, row = inputs[0].shape[:-1], np.array(measurements, kinds[inputs[0].type])
    for size in reversed(batch):  # some files take a batch of a fixed size alone
        row = np.stack([row] * (size if isinstance(size, int) else 1))
    try:
        found = session.run(None, {inputs[0].name: row})
    except Exception:  # onnxruntime has no class of its own for an input of another shape
        return []
    numbers = [output for output in found if isinstance(output, np.ndarray) and output.dtype.kind == "f"]
    rows = [output.reshape(-1, output.shape[-1])[0].tolist() for output in numbers if output.ndim]
    return [*rows, *(row[1:] for row in rows if len(row) == 2)]


def near(one: list[float], other: list[float]) -> bool:
    """Whether two rows of outputs are the same but for the precision of 32 bits."""
    size = max(1.0, *map(abs, other))
    return len(one) == len(other) and all(abs(a - b) <= CLOSE * size for a, b in zip(one, other, strict=True))


def shown(row: list[float]) -> str:
    """A row of outputs in a few digits."""
    return ", ".join(f"{value:.6g}" for value in row[:4])
