"""Make what people open: python -m publishing site|present|zip|worksheet [--media DIR] [--quality QUALITY]."""

import argparse
import sys
import webbrowser
from pathlib import Path

from publishing.archive import write_archive
from publishing.films import PublishError
from publishing.site import publish
from publishing.worksheet import write_worksheet

WAYS = ("site", "present", "zip", "worksheet")


def main() -> int:
    """Make what the command line names, and print where it is. Status 1, and one line: that could not be made."""
    parser = argparse.ArgumentParser(prog="python -m publishing", description="Make pages of the rendered films.")
    parser.add_argument("what", choices=WAYS, help="the site, the site opened in the browser, a zip of it, a worksheet")
    parser.add_argument("--media", default="media", type=Path, help="the folder for what is made")
    parser.add_argument("--quality", default="1080p60", help="of which of the rendered films, such as 1080p60")
    asked = parser.parse_args()
    try:
        made = make(asked.what, asked.media, asked.quality)
    except PublishError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or asked.media}: {error.strerror}; what was there before is kept", file=sys.stderr)
        return 1
    print(f"{made}: {size(made) / 1e6:.1f} MB")
    if asked.what == "present":
        webbrowser.open((made / "index.html").resolve().as_uri())
    return 0


def make(what: str, media: Path, quality: str) -> Path:
    """Make it, and give back its path."""
    if what == "worksheet":
        return write_worksheet(media, quality)
    site = publish(media, quality)
    return write_archive(site, media / "site.zip") if what == "zip" else site


def size(path: Path) -> int:
    """The bytes of a file, or of all files in a folder."""
    return sum(file.stat().st_size for file in [path, *path.rglob("*")] if file.is_file())


if __name__ == "__main__":
    sys.exit(main())
