"""What rendering/ takes from manim without asking for it by a public name is as it was in manim 0.22."""

import hashlib
import inspect
from fractions import Fraction
from pathlib import Path

import manim
import numpy as np
import pytest
from manim import (
    Animation,
    AnimationGroup,
    Camera,
    Mobject,
    Scene,
    Succession,
    Transform,
    TransformFromCopy,
    VMobject,
    straight_path,
)
from manim._config import make_config_parser
from manim._config.utils import config_file_paths
from manim.manager import Manager
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter
from manim.scene.section import Section
from manim.utils.bezier import interpolate
from manim.utils.family import extract_mobject_family_members
from manim.utils.iterables import list_update

# What the renderer takes from manim 0.22 without asking for it by a public name, and what it does in its stead.
RELIED_ON = {
    CairoRenderer.play: "5affbe0f311d6099",
    CairoRenderer.update_frame: "8f79c10a482647be",
    CairoRenderer.save_static_frame_data: "bd2d2188c2085080",
    CairoRenderer.freeze_current_frame: "a95825fff9f7570d",
    Scene.play_internal: "c83eff575fd77321",
    Scene.update_to_time: "c554748b52bb38f6",
    Scene.begin_animations: "5560d14ab0eb5995",
    Scene.compile_animation_data: "3299d9c41aae9261",
    Scene.get_moving_mobjects: "d78d2af73679041f",
    Scene.get_moving_and_static_mobjects: "c72dd989507bf329",
    Camera.capture_mobjects: "958b8f23af48f900",
    Camera.display_vectorized: "4d9d158f2a424050",
    Camera.set_cairo_context_path: "0e53e5837e78857d",
    Camera.set_cairo_context_color: "2c53d3a7c71e4250",
    Camera.apply_fill: "021a92466cd3f493",
    Camera.apply_stroke: "81447e68863efb9d",
    Camera.get_cairo_context: "52cd4d27b9131e67",
    Scene.get_run_time: "bf8e8ce20a615a8b",
    Scene.is_current_animation_frozen_frame: "8cf611b8cec5a1ce",
    Scene.update_mobjects: "8d4edd0afd900f59",
    Camera.set_frame_to_background: "5bf85c954726e648",
    Manager.add_sound: "1dd4009a9a74ca2d",
    SceneFileWriter.next_section: "cbdf62c2c4a39faa",
    SceneFileWriter.write_subcaption_file: "4779451b5a14eb4c",
    Animation.interpolate: "ef6a9a690c6beb24",
    Animation.interpolate_mobject: "6df42ab42e168d57",
    Animation.get_sub_alpha: "0e40f96921a785d4",
    Animation.get_all_families_zipped: "dbbf81642ac72deb",
    Animation.finish: "d2cb9ad54830c1d4",
    Animation.clean_up_from_scene: "055f70240b012325",
    Transform.interpolate_submobject: "cb3c7233b8c1b898",
    Transform.get_all_families_zipped: "cf5fcb6ffe0afe4b",
    TransformFromCopy.interpolate: "5ffff83ca927ff6b",
    AnimationGroup.interpolate: "777aed72eb93c35d",
    Succession.interpolate: "91f0709c0859c65a",
    Succession.update_active_animation: "dbc7d5bf8ce74804",
    Mobject.interpolate: "398eaf3ece840bb3",
    VMobject.interpolate_color: "1f9f95a1383f72ba",
    straight_path: "40075a17016bbc15",
    interpolate: "a2a2d9f04594078e",
    list_update: "7b43c370d872887d",
    config_file_paths: "e7e1833b2f3ee4b3",
    make_config_parser: "ebc22259df142f6a",
    extract_mobject_family_members: "90b769a1324ec5df",
}


@pytest.mark.parametrize("function", RELIED_ON, ids=lambda function: function.__qualname__)
def test_manim_is_as_the_renderer_knows_it(function):
    """The parts of manim that rendering/ stands in for or reaches into are those of version 0.22."""
    found = hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:16]
    assert found == RELIED_ON[function], (
        f"manim {manim.__version__} has another {function.__qualname__} than 0.22.0: read what changed, "
        f"adapt rendering/walk.py, picture.py, look.py, motion.py or making.py, then write {found} here"
    )


# What rendering/ reads of a scene that has not yet played, and of what kind it is.
READ = {
    "session_spec.video_encoder.codec": str,
    "session_spec.video_encoder.pixel_format": str,
    "session_spec.video_encoder.width": int,
    "session_spec.video_encoder.height": int,
    "session_spec.video_encoder.frame_rate": Fraction,
    "session_spec.video_encoder.options": tuple,
    "renderer.file_writer.output_plan.subcaption_file": Path,
    "renderer.file_writer.subcaptions": list,
    "renderer.file_writer.sections": list,
    "renderer.file_writer.sections[-1]": Section,
    "renderer.file_writer.sections[-1].name": str,
    "renderer.file_writer.sections[-1].skip_animations": bool,
    "renderer.camera.frame_rate": float,
    "renderer.camera.frame_height": float,
    "renderer.camera.frame_center": np.ndarray,
    "renderer.camera.pixel_width": int,
    "renderer.camera.pixel_height": int,
    "renderer.camera.pixel_array": np.ndarray,
    "renderer.camera.background": np.ndarray,
    "renderer.camera.cairo_line_width_multiple": float,
    "mobjects": list,
    "foreground_mobjects": list,
    "moving_mobjects": list,
    "static_mobjects": list,
    "updaters": list,
    "always_update_mobjects": bool,
    "duration": float,
    "stop_condition": type(None),
}


@pytest.mark.parametrize("path", READ)
def test_a_scene_is_as_the_renderer_knows_it(path):
    """Each attribute of a scene, its camera and its writer that rendering/ reads exists and is of the kind known."""
    found = eval(f"scene.{path}", {"scene": Scene()})
    assert isinstance(found, READ[path]), (
        f"manim {manim.__version__} has a {type(found).__name__} as {path}: adapt rendering/, then write that here"
    )


def test_a_caption_is_as_the_renderer_knows_it():
    """A caption has its content, and its start and end as lengths of time."""
    scene = Scene()
    scene.add_subcaption("A square.", duration=2, offset=1)
    [caption] = scene.renderer.file_writer.subcaptions
    assert (caption.content, caption.start.total_seconds(), caption.end.total_seconds()) == ("A square.", 1, 3)
