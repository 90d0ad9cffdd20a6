"""One film, rendered by this process and its children."""

import ast
import importlib.util
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path

import msgspec
from manim import config
from manim._config import make_config_parser
from tqdm import tqdm

from facts.onscreen import evidence
from facts.receipt import About, Caption, Play, Receipt, Section, Spoken, to_json
from facts.statement import Fact
from rendering import fingerprint
from rendering.film_folder import publish
from rendering.films import LEFT_OUT, QUALITIES, scene_class
from rendering.mp4 import write_film
from rendering.walk import Walk
from rendering.workers import Workers, WorkFailed


def make(source: Path, quality: str, holds: str, scratch: Path, cores: int) -> None:
    """Render a film into `scratch`, with captions, Film.json and receipt, and put them into the folder above.

    A film that cannot be told of its example is left out. Ends the process with what is to be said if a play fails,
    the source holds no film, or the disk is full.
    """
    expected = seconds_before(scratch.parent.parent, scene_class(source.stem))
    started, inputs = time.time_ns(), fingerprint.Inputs()
    configure(QUALITIES[quality], scratch)
    scene = load_scene(source)
    if left_out(source, scene, scratch.parent):
        return
    walk, plays, poster = draw(scene, cores, scratch, holds, expected)
    if not plays:
        sys.exit(f"{source} plays nothing: call self.play or self.wait in its construct")
    about = describe(source, scene, walk)
    name = scene_class(source.stem)
    try:
        write_film(scratch / f"{name}.mp4", plays, walk.spec, about)
        names = [
            f"{name}.mp4",
            *write_captions(walk, scratch / f"{name}.srt"),
            *write_poster(poster, scratch / f"{name}.png"),
        ]
        about = msgspec.structs.replace(about, **made_of(inputs.paths(scratch), started, quality, holds))
        sha256 = fingerprint.digest(scratch / f"{name}.mp4")
        names.append(write_receipt(scene, walk, about, sha256, scratch / f"{name}.numbers.json"))
        about = msgspec.structs.replace(about, sha256={file: fingerprint.digest(scratch / file) for file in names})
        (scratch / f"{name}.json").write_text(fingerprint.sealed(msgspec.to_builtins(about)), encoding="utf-8")
        publish(scratch, [*names, f"{name}.json"])
    except OSError as error:
        sys.exit(f"{scratch.parent}: {error.strerror}; the film that was there before is kept")


def draw(scene, cores, scratch, holds, expected):
    """Walk through the scene and draw it; the walk, of each piece its frames and samples, and a poster or None."""
    with progress_bar(scene, expected) as bar:
        workers = Workers(cores, scratch, bar.update)
        walk = Walk(scene, workers, constant_rate=holds == "repeat")
        try:
            scene.render()
            bar.total = walk.frames
            return walk, list(workers.results()), walk.poster(scene)
        except WorkFailed as failure:
            sys.exit(f"{failure.traceback}{failure}")
        finally:
            workers.stop()


def seconds_before(folder, name):
    """How long the film was when it was last made, in whatever quality; None if it was not."""
    for path in sorted(folder.glob(f"*/{name}.json"), key=lambda path: path.stat().st_mtime, reverse=True):
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            return fingerprint.read_sealed(path.parent, name)["seconds"]
    return None


def progress_bar(scene, expected):
    """A bar for the frames of a film, on a terminal; of all that there are if it is `expected` seconds long."""
    name, total = type(scene).__name__, expected and round(expected * scene.camera.frame_rate)
    columns, lines = shutil.get_terminal_size()  # 80 by 24 where a terminal does not know
    size = {"ncols": columns, "nrows": lines}
    return tqdm(desc=name, unit=" frames", total=total, disable=not sys.stderr.isatty(), **size)


def made_of(paths, started, quality, holds):
    """The input files with their digests, and the fingerprint; none if one of them was saved after `started`.

    What was read may then not be what stands there now.
    """
    inputs = fingerprint.digests(paths)
    settled = all(Path(path).stat().st_mtime_ns < started for path in paths if Path(path).exists())
    return {"fingerprint": fingerprint.fingerprint(inputs, quality, holds) if settled else None, "inputs": inputs}


def read_settings():
    """Give manim the project's own settings; what a manim.cfg of the folder one stands in says goes before them."""
    parser = make_config_parser(fingerprint.OWN_SETTINGS)
    parser.read(fingerprint.SETTINGS, encoding="utf-8")
    config.digest_parser(parser)


def configure(size, scratch):
    """Set what no manim.cfg may choose; what manim writes while it draws goes to `scratch`."""
    config.pixel_width, config.pixel_height, config.frame_rate = size
    config.media_dir = str(scratch)
    config.progress_bar = "none"
    tqdm.monitor_interval = 0  # no bar, of ours or of a film, starts a thread, which would be lost in each fork
    # Python takes a source of the same second and length for the one that it compiled before: it must not here.
    sys.pycache_prefix = str(scratch)


def load_scene(source):
    """The scene that a film's source defines, not yet constructed."""
    # By a name that no module can have: a film may be called like one of Python, or like a room.
    spec = importlib.util.spec_from_file_location(f"film:{source.stem}", source)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    name = scene_class(source.stem)
    if not hasattr(module, name):
        sys.exit(f"{source} made no film; write its plays in a class {name}(Scene)")
    return getattr(module, name)()


def left_out(source, scene, folder):
    """Whether a film cannot be told of its `example`, as `missing` of its class says; an older one is then removed."""
    missing = getattr(type(scene), "missing", None)
    words = missing(scene.example) if missing and hasattr(scene, "example") else None
    if words:
        for path in folder.glob(f"{scene_class(source.stem)}.*"):
            path.unlink()
        (folder / LEFT_OUT).write_text(f"{words}\n", encoding="utf-8")
        print(f"{source}: left out, {words}")
    else:
        (folder / LEFT_OUT).unlink(missing_ok=True)
    return bool(words)


def describe(source, scene, walk):
    """What is known of a film without looking at its pictures."""
    rate = walk.spec.frame_rate

    def at(frame):
        return float(frame / rate)

    held = [play for play in walk.plays if play.held] or walk.plays
    chosen = getattr(scene, "moment", None)
    poster = max(held, key=lambda play: play.shapes) if chosen is None else walk.plays[min(chosen, len(walk.plays) - 1)]
    return About(
        title=source.stem.replace("_", " ").capitalize(),
        summary=ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or "",
        network=getattr(getattr(scene, "example", None), "title", ""),
        seconds=at(walk.frames),
        frames=walk.frames,
        frame_rate=float(rate),
        width=walk.spec.width,
        height=walk.spec.height,
        poster=at(poster.start),
        sections=tuple(Section(str(name), at(start), at(end)) for name, start, end in sections(walk)),
        plays=tuple(Play(at(play.start), at(play.start + play.frames), play.held) for play in walk.plays),
        captions=tuple(
            Caption(cue.start.total_seconds(), cue.end.total_seconds(), str(cue.content))
            for cue in walk.file_writer.subcaptions
        ),
    )


def sections(walk):
    """The name, the first frame and the end of each section that something was played in."""
    firsts = []
    for play in walk.plays:
        if not firsts or firsts[-1][0] is not play.section:
            firsts.append((play.section, play.start))
    ends = [start for _, start in firsts[1:]] + [walk.frames]
    return [(section.name, start, end) for (section, start), end in zip(firsts, ends, strict=True)]


def write_captions(walk, path):
    """Let manim write the captions, if there are any; the names of the files written."""
    if not walk.file_writer.subcaptions:
        return []
    walk.file_writer.write_subcaption_file()
    walk.file_writer.output_plan.subcaption_file.rename(path)
    return [path.name]


def write_poster(picture, path):
    """Write the poster, if there is one; the names of the files written."""
    if picture is None:
        return []
    picture.save(path)
    return [path.name]


def write_receipt(scene, walk, about, sha256, path):
    """Write what was on screen and what was said, with where it comes from; the name of the file written."""
    facts = [cue.content for cue in walk.file_writer.subcaptions] + [name for name, *_ in sections(walk)]
    spoken = [Spoken("caption", caption.text, caption.start, caption.end) for caption in about.captions]
    spoken += [Spoken("section", section.name, section.start, section.end) for section in about.sections]
    said = {str(fact): fact for fact in facts if isinstance(fact, Fact)}
    shown = evidence(getattr(scene, "example", None), *walk.seen(), spoken, said)
    size = {"width": about.width, "height": about.height, "frame_rate": about.frame_rate}
    whose = {"film": path.name.split(".")[0], "fingerprint": about.fingerprint, "sha256": sha256}
    path.write_text(to_json(Receipt(**whose, **size, **shown, unknown=walk.witness.unknown)), encoding="utf-8")
    return path.name
