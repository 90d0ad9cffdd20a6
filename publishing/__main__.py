"""Make media/site of the rendered films: python -m publishing [--media DIR] [--quality QUALITY]."""

import argparse
import sys
from pathlib import Path

from publishing.films import PublishError
from publishing.site import publish


def main() -> int:
    """Publish what the command line names, and print where it is; status 1 and one line if that fails."""
    parser = argparse.ArgumentParser(prog="python -m publishing", description="Make pages of the rendered films.")
    parser.add_argument("--media", default="media", type=Path, help="the folder for what is made")
    parser.add_argument("--quality", default="1080p60", help="of which of the rendered films, such as 1080p60")
    asked = parser.parse_args()
    try:
        site = publish(asked.media, asked.quality)
    except (PublishError, OSError) as error:
        print(said(error), file=sys.stderr)
        return 1
    print(f"{site / 'index.html'}: {sum(path.stat().st_size for path in site.rglob('*') if path.is_file()) / 1e6:.1f} MB")
    return 0


def said(error: Exception) -> str:
    """An error in one line, for whoever typed the command."""
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}; the site that was there before is kept"
    return str(error)


if __name__ == "__main__":
    sys.exit(main())
