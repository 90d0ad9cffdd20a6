"""Files that run code when they are opened: recognised, refused, and how to get a safe file out of them."""

import zipfile

from networks.npz_file import archive_of

PICKLE, PYTORCH, KERAS = "pickle", "PyTorch", "Keras"
SUFFIXES = {
    ".pkl": PICKLE, ".pickle": PICKLE, ".joblib": PICKLE, ".sav": PICKLE,
    ".pt": PYTORCH, ".pth": PYTORCH, ".ckpt": PYTORCH, ".keras": KERAS, ".h5": KERAS, ".hdf5": KERAS,
}  # fmt: skip
# What is told to whoever has such a file and trusts it: a line for Python, in which the file is named `it`.
ADVICE = {
    PICKLE: 'import joblib, networks; networks.write("model.json", networks.from_sklearn(joblib.load({it})))',
    PYTORCH: "import torch, safetensors.torch as s; s.save_file(torch.load({it}, weights_only=True), "
    '"model.safetensors")',
    KERAS: 'import keras, numpy as np; d = keras.models.load_model({it}).layers; np.savez("model.npz", '
    '**{{f"W{{i}}": l.get_weights()[0].T for i, l in enumerate(d)}}, **{{f"b{{i}}": l.get_weights()[1] for i, l in '
    "enumerate(d)}}, activations=[l.activation.__name__ for l in d])",
}
HDF5 = b"\x89HDF\r\n\x1a\n"


def kind_of(name: str, data: bytes) -> str | None:
    """Which of the unsafe kinds a file is, by its name or its first bytes; None for all others."""
    suffix = name[name.rfind(".") :].lower()
    if data.startswith(HDF5):
        return KERAS
    if data[:1] == b"\x80" and data[1:2] in (b"\2", b"\3", b"\4", b"\5"):
        return PYTORCH if SUFFIXES.get(suffix) == PYTORCH else PICKLE
    if data.startswith(b"PK\3\4"):
        return _of_archive(data) or SUFFIXES.get(suffix)
    return SUFFIXES.get(suffix)


def _of_archive(data: bytes) -> str | None:
    try:
        with archive_of(data) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return None
    if any(name.endswith("data.pkl") for name in names):
        return PYTORCH
    return KERAS if any(name.endswith(".h5") for name in names) else None


def refusal(name: str, kind: str) -> str:
    """Why a file of an unsafe kind is not opened, and the line of Python that makes a safe one of it."""
    return f"a {kind} file can run code when it is opened. If you trust it: {ADVICE[kind].format(it=repr(name))}"
