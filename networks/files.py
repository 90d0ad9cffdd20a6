"""One network from one file: which kind of file it is, and who reads it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from networks import json_file
from networks.untrusted import NetworkFileError, bytes_of


def read(path: Path | str, activations: Sequence[str] | None = None) -> dict[str, Any]:
    """What the file holds, as the fields of an Example: network, and whatever else there is.
    activations: one name per layer, for files that do not say them. Raises NetworkFileError.
    """
    path = Path(path)
    data = bytes_of(path)
    try:
        contents = json_file.from_json(json_file.parsed(data))
        return {**contents.fields, "network": contents.network(activations)}
    except ValueError as error:
        raise NetworkFileError(path, str(error)) from None
