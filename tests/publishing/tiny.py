"""A film of four seconds in a media folder, as rendering leaves it, whose every text can be chosen."""

import hashlib
import json

import av
import numpy as np

RATE, SIZE = 10, (128, 72)
PLAYS = [(0, 1, False), (1, 2, True), (2, 2.5, False), (2.5, 3, False), (3, 4, True)]
EXAMPLE = {
    "title": "A or B?",
    "feature_names": ["length"],
    "units": ["cm"],
    "class_names": ["A", "B"],
    "measurements": [2.0],
    "mean": [1.0],
    "scale": [2.0],
    "true_class": 0,
    "learning_rate": 0.5,
    "network": {
        "layers": [
            {"weights": [[1.0], [-1.0]], "biases": [0.5, 0.0], "activation": "relu"},
            {"weights": [[0.5, 1.0], [-1.0, 2.0]], "biases": [0.0, 1.0], "activation": "softmax"},
        ],
        "loss": "cross_entropy",
    },
}


def number(path, text, start, end, line=0, box=(10, 10, 30, 20)):
    """A number of a receipt."""
    return {"line": line, "path": path, "text": text, "decimals": 1, "start": start, "end": end, "box": list(box)}


def receipt(text="z_1^(1) = 1.0 · 0.5 + 0.5 = 1.0", example=EXAMPLE):
    """What stood on screen: one line with two numbers, of which the second is the result of an equation."""
    return {
        "width": SIZE[0],
        "height": SIZE[1],
        "film": "Tiny",
        "fingerprint": None,
        "sha256": "",
        "frame_rate": float(RATE),
        "given": {"": {"kind": "step", "example": example, "learning_rate": 0.5}},
        "lines": [{"line": 0, "text": text, "start": 2, "end": 4, "box": [10, 10, 100, 20]}],
        "numbers": [
            number("example.x[0]", "0.5", 0, 4),
            number("forward.layers[0].z[0]", "1.0", 2.5, 4, box=(64, 36, 96, 48)),
        ],
        "equations": [
            {
                "line": 0,
                "left": "1.0 · 0.5 + 0.5",
                "sign": "=",
                "right": "1.0",
                "result": "forward.layers[0].z[0]",
                "operands": [["0.5", "example.x[0]"]],
                "start": 2.5,
                "end": 4,
            }
        ],
    }


def make_film(media, name="tiny", quality="480p15", shown=None, **about):
    """Write videos/NAME/QUALITY/Tiny.mp4 with its Film.json and its receipt; fields of the first can be given."""
    folder = media / "videos" / name / quality
    folder.mkdir(parents=True, exist_ok=True)
    write_video(folder / "Tiny.mp4")
    told = {
        "title": "Tiny",
        "summary": "A film.",
        "network": "",
        "seconds": 4.0,
        "frames": 40,
        "frame_rate": float(RATE),
        "width": SIZE[0],
        "height": SIZE[1],
        "poster": 3.0,
        "sections": [{"name": "One", "start": 0.0, "end": 2.0}, {"name": "Two", "start": 2.0, "end": 4.0}],
        "plays": [{"start": start, "end": end, "held": held} for start, end, held in PLAYS],
        "captions": [{"start": 0.0, "end": 1.9, "text": "First."}, {"start": 2.5, "end": 3.9, "text": "Second: 1.0."}],
        "sha256": {"Tiny.mp4": hashlib.sha256((folder / "Tiny.mp4").read_bytes()).hexdigest()},
        **about,
    }
    (folder / "Tiny.json").write_text(json.dumps(told), encoding="utf-8")
    (folder / "Tiny.numbers.json").write_text(json.dumps(shown or receipt()), encoding="utf-8")
    return folder / "Tiny.json"


def write_video(path):
    """Forty frames, each a little brighter than the one before; those of a held play are alike."""
    with av.open(path, "w") as container:
        stream = container.add_stream("libx264", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        for k in range(40):
            still = next(
                (int(RATE * start) for start, end, held in PLAYS if held and RATE * start <= k < RATE * end), k
            )
            frame = av.VideoFrame.from_ndarray(np.full((SIZE[1], SIZE[0], 3), 40 + 4 * still, np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
