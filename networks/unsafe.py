"""Files that run code when they are opened: recognised, refused, and how to get a safe file out of them."""

import zipfile

from networks.npz_file import archive_of
from networks.untrusted import HOME

PICKLE, PYTORCH, MODULE, KERAS = "pickle", "PyTorch", "PyTorch model", "Keras"
SUFFIXES = {
    ".pkl": PICKLE, ".pickle": PICKLE, ".joblib": PICKLE, ".sav": PICKLE,
    ".pt": PYTORCH, ".pth": PYTORCH, ".ckpt": PYTORCH, ".keras": KERAS, ".h5": KERAS, ".hdf5": KERAS,
}  # fmt: skip
# What is told to whoever has such a file and trusts it: a line for Python, in which the file is named `it`; `home`
# finds this program for a Python in which it is not installed.
ADVICE = {
    PICKLE: '{home}; import joblib, networks; networks.write("model.json", networks.from_sklearn(joblib.load({it})))',
    PYTORCH: 'import torch, safetensors.torch as s; d = torch.load({it}, "cpu", weights_only=True); '
    'd = d.get("state_dict", d.get("model_state_dict", d)); '
    's.save_file({{k: v.clone().contiguous() for k, v in d.items()}}, "model.safetensors")',
    MODULE: "{home}; import torch, networks; networks.write("
    '"model.json", networks.from_torch(torch.load({it}, "cpu", weights_only=False)))',
    KERAS: "{home}; import keras; from networks.keras_model import from_keras, write; "
    'write("model.json", from_keras(keras.models.load_model({it}, compile=False)))',
}
HDF5 = b"\x89HDF\r\n\x1a\n"


def kind_of(name: str, data: bytes) -> str | None:
    """Which of the unsafe kinds a file is, by its name or its first bytes; None for all others."""
    suffix = name[name.rfind(".") :].lower()
    if data.startswith(HDF5):
        return KERAS
    if data[:1] == b"\x80" and data[1:2] in (b"\2", b"\3", b"\4", b"\5"):
        return _of_torch(data) if SUFFIXES.get(suffix) == PYTORCH else PICKLE
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
        return _of_torch(data)
    return KERAS if any(name.endswith(".h5") for name in names) else None


def _of_torch(data: bytes) -> str:
    """Whether PyTorch saved a whole model, or its weights alone. It packs without compressing."""
    return MODULE if b"ctorch.nn.modules" in data else PYTORCH


def refusal(name: str, kind: str) -> str:
    """Why a file of an unsafe kind is not opened, and the line of Python that makes a safe one of it."""
    line = ADVICE[kind].format(it=repr(name), home=HOME)
    return f"a {kind} file can run code when it is opened. If you trust it: {line}"
