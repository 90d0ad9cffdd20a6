"""The site: from the finished films of a media folder to one folder of pages that needs no server."""

import json
import shutil
from dataclasses import asdict
from pathlib import Path

from msgspec import to_builtins

from publishing.captions import captions, chapters
from publishing.compress import write_video
from publishing.films import Film, find_films
from publishing.pages import FOR_A_FILM, FOR_THE_SITE, PAGES, SCRIPTS, SNIPPETS, described, environment, for_the_player
from publishing.pictures import write_poster, write_preview
from publishing.replacing import put_in_place
from publishing.steps import Step, steps_of

# One of these files of a film takes seconds to make: they are kept as long as the film stays the same.
SLOW = ["film.mp4", "poster.webp", "poster.png", "loop.webp"]
VERSION = 2  # of the slow files: whoever changes how they are made counts up


def publish(media: Path, quality: str) -> Path:
    """Make media/site anew from the films in media/videos; the site's folder.

    Raises PublishError if a film is missing or damaged; the site that was there before then stays.
    """
    films, site = find_films(media, quality), media / "site"
    with put_in_place(site) as folder:
        write_site(films, folder, site)
    return site


def write_site(films: list[Film], folder: Path, old: Path) -> None:
    """Write all pages into an empty folder; what is costly is taken from the old site where it is still right."""
    templates, shown, data = environment(), [], []
    for film in films:
        steps = steps_of(film)
        page = described(film, steps)
        (folder / film.name).mkdir()
        write_media(film, steps, folder / film.name, old / film.name)
        write_texts(film, steps, page, templates, folder / film.name)
        shown.append(page | {"snippet": (folder / film.name / "snippet.html").read_text(encoding="utf-8")})
        data.append(for_the_player(film, steps, page))
    for name in ("index.html", "notes.html", "example-post.html"):
        text = templates.get_template(name).render(films=shown, data=data, scripts=SCRIPTS)
        (folder / name).write_text(text, encoding="utf-8")
    for name in [*FOR_THE_SITE, *SCRIPTS, "notes-window.js"]:
        shutil.copyfile(PAGES / name, folder / name)


def write_media(film: Film, steps: list[Step], folder: Path, old: Path) -> None:
    """The film, its pictures and its captions."""
    if made_of(old) == [*film.digests, VERSION] and all((old / name).is_file() for name in SLOW):
        for name in SLOW:
            shutil.copyfile(old / name, folder / name)
    else:
        write_video(film, steps, folder / "film.mp4")
        write_poster(film, folder)
        write_preview(film, folder / "loop.webp")
    (folder / "captions.vtt").write_text(captions(film), encoding="utf-8")
    (folder / "chapters.vtt").write_text(chapters(film), encoding="utf-8")


def made_of(folder: Path) -> list | None:
    """From which rendered film, and by which version of publishing, a film's folder was made; None if unknown."""
    try:
        return json.loads((folder / "film.json").read_text(encoding="utf-8"))["made_of"]
    except (OSError, ValueError, KeyError):
        return None


def write_texts(film: Film, steps: list[Step], page: dict, templates, folder: Path) -> None:
    """The transcript, the snippets and film.json."""
    for name in ["transcript.html", "transcript.md", *SNIPPETS]:
        (folder / name).write_text(templates.get_template(name).render(film=page), encoding="utf-8")
    for name in FOR_A_FILM:
        shutil.copyfile(PAGES / name, folder / name)
    kept = ("title", "summary", "seconds", "frames", "frame_rate", "width", "height", "sections", "captions")
    about = {name: value for name, value in to_builtins(film.about).items() if name in kept}
    about |= {"steps": [asdict(step) for step in steps], "made_of": [*film.digests, VERSION]}
    (folder / "film.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
