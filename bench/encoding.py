"""The least that a film can take: its pictures, drawn before, encoded on all cores; and how good they are then.

Each play is encoded on every core at the same time, because cores that encode slow each other down: a core's share of
that time is what the play costs.

`python -m bench.encoding FILM` prints, as JSON, the seconds, the number of pictures, and of each picture's
SSIM (structural similarity of the brightness, as FFmpeg's filter measures it) the worst and the mean.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean

import av

from rendering import making, walk
from rendering.__main__ import cores
from rendering.encoder import Encoder
from rendering.films import QUALITIES, find_films
from rendering.workers import Workers


class Measured(Encoder):
    """Keeps all pictures of a play in memory first, then encodes them against the clock."""

    def __init__(self, spec, held=False):
        super().__init__(spec, held)
        self.pictures = []

    def show(self, pixels, boxes, frame):
        """Convert and keep a picture."""
        for box in boxes:
            self._convert(pixels, box)
        self.pictures.append((frame, self.picture.to_ndarray(channel_last=False)))

    def finish(self):
        """Seconds of the encoding, with the same going on on all other cores, and the SSIM of each picture."""
        started = time.perf_counter()
        others = [self._elsewhere() for _ in range(1, cores())]
        samples = self._encoded()
        for other in others:
            os.waitpid(other, 0)
        return time.perf_counter() - started, self._similarities(samples)

    def _elsewhere(self):
        """Encode the pictures in another process too; its number."""
        process = os.fork()
        if process == 0:
            try:
                self._encoded()
            finally:
                os._exit(0)
        return process

    def _encoded(self):
        for frame, array in self.pictures:
            self._encode(array, frame)
        return super().finish()

    def _encode(self, array, frame):
        picture = av.VideoFrame.from_numpy_buffer(array, format=self.context.pix_fmt)
        picture.pts, picture.time_base = frame, self.context.time_base
        self._keep(self.context.encode(picture))

    def _similarities(self, samples):
        decoder = av.CodecContext.create("h264", "r")
        decoder.extradata = self.context.extradata
        graph, sources = similarity(self.context)
        decoded = (frame for sample in [*samples, None] for frame in decoder.decode(sample and av.Packet(sample.data)))
        found = []
        for number, (shown, (_, array)) in enumerate(zip(decoded, self.pictures, strict=True)):
            drawn = av.VideoFrame.from_numpy_buffer(array, format=self.context.pix_fmt)
            for source, frame in zip(sources, (shown, drawn), strict=True):
                frame.pts, frame.time_base = number, self.context.time_base
                source.push(frame)
            found.append(float(graph.pull().metadata["lavfi.ssim.Y"]))
        return found


def similarity(context):
    """FFmpeg's filter that compares two films of this size, and where they go in."""
    graph = av.filter.Graph()
    size = f"video_size={context.width}x{context.height}:pix_fmt={context.pix_fmt}:time_base={context.time_base}"
    sources = [graph.add("buffer", args=size) for _ in range(2)]
    compare, sink = graph.add("ssim"), graph.add("buffersink")
    for number, source in enumerate(sources):
        source.link_to(compare, 0, number)
    compare.link_to(sink)
    graph.configure()
    return graph, sources


def main():
    """Measure the film that the command line names."""
    source = find_films()[sys.argv[1]]
    walk.Encoder = Measured
    with tempfile.TemporaryDirectory() as folder:
        making.configure(QUALITIES["1080p60"], Path(folder))
        scene, workers = making.load_scene(source), Workers(1, folder)
        walk.Walk(scene, workers)
        scene.render()
        plays = [measured for _, measured in workers.results()]
    similar = [each for _, found in plays for each in found]
    figures = {"limit_seconds": sum(seconds for seconds, _ in plays) / cores(), "pictures": len(similar)}
    print(json.dumps(figures | {"worst_ssim": min(similar), "mean_ssim": mean(similar)}))


if __name__ == "__main__":
    main()
