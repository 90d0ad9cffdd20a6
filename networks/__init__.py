"""From a network of any kind, in a file or in memory, to the example that the films show."""

from networks.files import read
from networks.json_file import write
from networks.models import from_sklearn, from_torch
from networks.untrusted import NetworkFileError

__all__ = ["NetworkFileError", "from_sklearn", "from_torch", "read", "write"]
