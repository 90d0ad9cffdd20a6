"""From a network in a file to an example to film: python -m networks FILE; --help lists the rest."""

import argparse
import filecmp
import hashlib
import os
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

from core import Example
from networks.defaults import completed, is_of_classes, with_names
from networks.files import read
from networks.json_file import write
from networks.notes import notes_on
from networks.sample import Asked, with_sample
from networks.untrusted import NetworkFileError, one_line
from networks.whole_rows import samples_in

# Folders in MEDIA that hold something else.
TAKEN = ("videos", "stills")


def main() -> int:
    """Write MEDIA/SLUG/example.json, or OUT, and print its path. Status 2: the file or the sample is not right."""
    parser = argparse.ArgumentParser(prog="python -m networks", description="Make a network ready to be filmed.")
    parser.add_argument("file", type=Path, help="the network: .json, .npz, .safetensors or .onnx")
    parser.add_argument("--input", help="the sample, in the units of the file: 5.1,1.4,0.2")
    parser.add_argument("--target", help="what should come out: a class, its index from 0, or values")
    parser.add_argument("--sample", help="a row of the table instead, counted from 1")
    parser.add_argument("--data", help="the table, CSV; by default beside the network, as NAME.csv")
    parser.add_argument("--target-column", help="where the table has what should come out, by name or number")
    parser.add_argument("--activations", help="for files that do not say them: relu,relu,softmax")
    parser.add_argument("--media", default="media", type=Path, help="the folder for what is made")
    parser.add_argument("--out", type=Path, help="the file to write instead")
    parser.add_argument("--convert", action="store_true", help="a sample may be missing; write MEDIA/SLUG/network.json")
    asked = parser.parse_args()
    try:
        print(make(asked))
    except NetworkFileError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(one_line(f"{error.filename2 or error.filename}: {error.strerror}"), file=sys.stderr)
        return 2
    return 0


def make(asked: argparse.Namespace) -> Path:
    """Write what is asked for, unless it is there already, and return its path."""
    activations = asked.activations.split(",") if asked.activations is not None else None
    fields = read(asked.file, activations)
    sample = Asked(asked.input, asked.target, asked.sample, asked.data, asked.target_column)
    try:
        fields = with_sample(fields, asked.file, sample)
        named = with_names(fields, asked.file) | {"file": str(asked.file), "sha256": digest(asked.file)}
        named |= known_samples(named, sample, asked.file)
        whole = not asked.convert or "measurements" in fields
        record: Example | dict[str, Any] = completed(named) if whole else named
    except ValueError as error:
        raise error if isinstance(error, NetworkFileError) else NetworkFileError(asked.file, str(error)) from None
    if isinstance(record, Example) and not asked.convert:
        for note in notes_on(record, named, asked.file, sample):
            print(one_line(f"{asked.file}: {note}"), file=sys.stderr)
    path = asked.out or asked.media / slug(asked.file) / ("network.json" if asked.convert else "example.json")
    replace(path, record)
    return path


def known_samples(fields: dict[str, Any], asked: Asked, file: Path) -> dict[str, Any]:
    """The samples of the table, by the name of their field; {} where there is no table, or it is another's."""
    table = asked.table(file)
    if not is_of_classes(fields) or not (asked.data or table.is_file()):
        return {}
    try:
        return {"samples": samples_in(fields, table, asked.target_column)}
    except ValueError:
        if asked.data:
            raise
        return {}


def digest(path: Path) -> str:
    """The sha256 of a file and of what lies beside an ONNX model as its weights, so that anyone can tell whether they
    are still those that were read.
    """
    whole, beside = hashlib.sha256(path.read_bytes()), path.with_name(f"{path.name}.data")
    if path.suffix.lower() == ".onnx" and beside.is_file():
        whole.update(beside.read_bytes())
    return whole.hexdigest()


def slug(path: Path) -> str:
    """A folder's name from the file's: small letters, digits and hyphens, not one that is taken."""
    plain = unicodedata.normalize("NFKD", path.stem.casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain)[:60].strip("-") or "network"
    return f"{words}-network" if words in TAKEN else words


def replace(path: Path, record: Example | dict[str, Any]) -> None:
    """Write the record by rename: whoever reads sees the old file or the new one. Untouched if it is the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.parent / f".{os.getpid()}.json"
    try:
        write(part, record)
        if not (path.is_file() and filecmp.cmp(part, path, shallow=False)):
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
