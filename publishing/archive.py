"""The site as one file, for a learning platform: index.html at its top, as such platforms expect."""

import zipfile
from pathlib import Path

from publishing.replacing import making

# What is compressed already would only take time.
STORED = {".mp4", ".webp", ".png"}


def write_archive(site: Path, path: Path) -> Path:
    """Pack all files of the site into a zip file; its path."""
    with making(path) as file, zipfile.ZipFile(file, "w") as archive:
        for part in sorted(part for part in site.rglob("*") if part.is_file()):
            packed = zipfile.ZIP_STORED if part.suffix in STORED else zipfile.ZIP_DEFLATED
            archive.write(part, part.relative_to(site), compress_type=packed)
    return path
