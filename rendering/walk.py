"""The walk through a scene's `construct`: each play is drawn by a child, while the walk goes on to the next.

What a film plays `as_one` a child draws as one piece: it begins with the only picture that is stored whole.
"""

from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial

import numpy as np
from manim import PhaseFlow, UpdateFromFunc
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.section import Section

from rendering.encoder import Encoder
from rendering.motion import Changing, every
from rendering.picture import Picture
from rendering.witness import Witness
from rendering.workers import WorkFailed

# A picture that is held after others is encoded so often: the second time, x264 mends what it left undone.
SETTLED = 2
# Animations whose end depends on each step that led to it.
STEPWISE = UpdateFromFunc, PhaseFlow


@dataclass
class Play:
    """One call of `play` or `wait`: its section, its first frame, whether it stands still, what is there at its end."""

    section: Section
    start: int
    frames: int
    held: bool
    shapes: int = 0


class Walk(CairoRenderer):
    """Takes the place of a scene's renderer. It draws nothing: `workers` draw and encode each play.

    The order of the steps is that of `CairoRenderer.play` and `Scene.play_internal`. `plays` lists what was
    played; the workers return, for each piece, its number of frames and its samples.
    """

    def __init__(self, scene, workers, constant_rate=False):
        self.camera, self.file_writer = scene.renderer.camera, scene.renderer.file_writer
        self.spec = scene.session_spec.video_encoder
        self.workers, self.constant_rate = workers, constant_rate
        self.skip_animations, self.static_image = False, None
        self.time, self.num_plays, self.frames = 0.0, 0, 0
        self.plays, self.witness = [], Witness(self.camera)
        self.piece, self.beyond = None, 0
        scene.renderer = self
        self.file_writer.add_sound = partial(refuse_sound, scene)

    def play(self, scene, *animations, **options):
        """Let a child draw this play, and take the scene to the play's end."""
        section = self.file_writer.sections[-1]
        what = f"{type(scene).__name__}, section “{section.name}”, play {len(self.plays) + 1}"
        with self.as_one():
            try:
                scene.compile_animation_data(*animations, **options)
                scene.begin_animations()
                if section.skip_animations:
                    self.time += scene.duration
                    jump(scene)
                else:
                    self._play(scene, section, what)
            except Exception as error:
                error.add_note(f"This happened in {what}.")
                raise

    def as_one(self):
        """What is played within `with` is one piece; what is within such a piece already, belongs to that."""
        return nullcontext() if self.piece else Piece(self)

    def _play(self, scene, section, what):
        held, stepwise = scene.is_current_animation_frozen_frame(), steps_count(scene)
        play = Play(section, self.frames, len(self.times(scene)), held)
        if self.piece.is_drawn_here(what, held):
            self.draw(scene, play, stepwise)
            finish(scene) if stepwise else jump(scene)
        else:
            if not held:
                play.frames = step(scene, self.times(scene)) if stepwise else jump(scene) or play.frames
            play.shapes = self.witness.look(scene, play)
        self.plays.append(play)
        self.num_plays += 1
        self.frames += play.frames
        # Added up in manim's order, so that captions begin at the same millisecond.
        for frames in [play.frames] if held else [1] * play.frames:
            self.time += frames * (1 / self.camera.frame_rate)

    def times(self, scene):
        """The times, in seconds from the start of the play, of its frames."""
        tick = 1 / self.camera.frame_rate
        if scene.is_current_animation_frozen_frame():
            return [0.0] * int(scene.duration / tick)
        return np.arange(0, scene.get_run_time(scene.animations), tick)

    def draw(self, scene, play, stepwise):
        """Draw a play and encode it, as the next of its piece."""
        piece, report = self.piece, self.piece.child.report
        if stepwise:
            update, changing = scene.update_to_time, Changing()
        else:
            update, changing = lambda time: interpolate(scene, time), Changing(scene.animations)
        picture, settled = Picture(self.camera, scene, changing), SETTLED if piece.frames else 1
        for frame, time in enumerate(self.times(scene)):
            if not play.held:
                update(time)
            elif frame >= settled and not self.constant_rate:
                report(play.frames - settled)
                break
            changed = [] if play.held and frame else picture.draw()
            if changed or frame == 0 or play.held or self.constant_rate:
                piece.encoder.show(picture.pixels, changed if frame else [picture.whole], piece.frames + frame)
            report()
            if scene.stop_condition is not None and scene.stop_condition():
                play.frames = frame + 1
                break
        piece.frames += play.frames

    def scene_finished(self, scene):
        """Nothing: `workers` still draw."""

    def poster(self, scene):
        """The poster that a film has of its own, as a picture of Pillow's, or None.

        What is on it counts as seen in the second after the film.
        """
        shapes = scene.poster() if hasattr(scene, "poster") else None
        if shapes is None:
            return None
        scene.clear()
        scene.add(*shapes)
        self.camera.reset()
        self.camera.capture_mobjects(scene.mobjects)
        self.witness.look(scene, Play(None, self.frames, 0, held=True))
        self.beyond = round(self.camera.frame_rate)
        return self.camera.get_image().convert("RGB")

    def seen(self):
        """All that was seen, of type and of shapes."""
        return self.witness.seen(self.frames + self.beyond, self.spec.frame_rate)


class Piece:
    """Plays of a walk, drawn and encoded by one child, which goes on through the scene until the piece ends.

    child, encoder: None where the piece is not drawn; frames: how many were drawn so far.
    """

    def __init__(self, walk):
        self.walk, self.begun, self.child, self.encoder, self.frames = walk, False, None, None, 0

    def is_drawn_here(self, what, held):
        """Whether this process is the child that draws; the first play starts it."""
        if not self.begun:
            self.begun, self.child = True, self.walk.workers.fork(what)
            self.encoder = self.child and Encoder(self.walk.spec, held and not self.walk.constant_rate)
        return self.child is not None

    def __enter__(self):
        self.walk.piece = self

    def __exit__(self, _, error, __):
        self.walk.piece = None
        if self.child:
            try:
                result = self.frames, self.encoder.finish()
            except BaseException as trouble:
                error = error or trouble
            if error:
                self.child.fail(error)
            self.child.leave(result)


def refuse_sound(scene, sound, *_, **__):
    """Raise WorkFailed: what is put together here is pictures and captions."""
    why = f"adds the sound {sound}: films have pictures and captions alone; take add_sound out, or use manim render"
    raise WorkFailed(type(scene).__name__, why)


def steps_count(scene):
    """Whether the end of the current play depends on each of its steps, so that it must not be jumped to."""
    return bool(
        scene.stop_condition is not None
        or scene.always_update_mobjects
        or scene.updaters
        or any(shape.updaters for shape in scene.get_mobject_family_members())
        or any(isinstance(animation, STEPWISE) for animation in every(scene.animations))
    )


def interpolate(scene, time):
    """What `Scene.update_to_time` does where nothing has an updater."""
    for animation in scene.animations:
        animation.interpolate(time / animation.run_time)


def step(scene, times):
    """Take the scene through all frames of the current play to its end; how many there were."""
    frames = 0
    for time in times:
        scene.update_to_time(time)
        frames += 1
        if scene.stop_condition is not None and scene.stop_condition():
            break
    finish(scene)
    return frames


def jump(scene):
    """Take the scene to the end of the current play at once, as manim does for one that it skips."""
    if not scene.is_current_animation_frozen_frame():
        scene.update_to_time(scene.duration)
        finish(scene)


def finish(scene):
    """End the animations of the current play."""
    for animation in scene.animations:
        animation.finish()
        animation.clean_up_from_scene(scene)
    scene.update_mobjects(0)
