"""What has changed is drawn and converted again, wherever it lies."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rendering.encoder import Encoder
from rendering.regions import joined, regions

boxes = st.tuples(*[st.integers(-50, 2000)] * 2, *[st.integers(1, 300)] * 2).map(
    lambda box: (box[0], box[1], box[0] + box[2], box[1] + box[3])
)


@given(st.lists(boxes, max_size=20))
@settings(deadline=None)
def test_joined_boxes_cover_what_changed(changed):
    """Each changed pixel of the picture lies in a part, parts lie in the picture, and there are no more than boxes."""
    found, parts = np.zeros((1080, 1920), bool), joined(changed, 1920, 1080)
    for left, top, right, bottom in parts:
        assert 0 <= left < right <= 1920
        assert 0 <= top < bottom <= 1080
        found[top:bottom, left:right] = True
    for left, top, right, bottom in changed:
        assert found[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)].all()
    assert len(parts) <= len(changed)


@given(st.lists(boxes, max_size=20))
@settings(deadline=None)
def test_regions_cover_what_changed(changed):
    """Each changed pixel of the picture lies in a region, regions lie in the picture, and their sides are even."""
    found = np.zeros((1080, 1920), bool)
    for left, top, right, bottom in regions(changed, 1920, 1080):
        assert 0 <= left < right <= 1920
        assert 0 <= top < bottom <= 1080
        assert not (left | top | right | bottom) & 1
        found[top:bottom, left:right] = True
    for left, top, right, bottom in changed:
        assert found[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)].all()


def test_a_converted_region_is_what_the_whole_would_be():
    """Converting only what has changed gives the same brightness and colours as converting the whole picture."""
    random = np.random.default_rng(1)
    spec = SimpleNamespace(
        codec="libx264", width=320, height=180, pixel_format="yuv420p", frame_rate=Fraction(10), options=()
    )
    parts, whole = Encoder(spec), Encoder(spec)
    pixels = random.integers(0, 255, (180, 320, 4), dtype=np.uint8)
    parts.show(pixels, [(0, 0, 320, 180)], 0)
    for box in [(64, 64, 128, 128), (0, 0, 64, 180), (192, 128, 320, 180)]:
        left, top, right, bottom = box
        pixels[top:bottom, left:right] = random.integers(0, 255, (bottom - top, right - left, 4))
        parts.show(pixels, [box], 1)
    whole.show(pixels, [(0, 0, 320, 180)], 0)
    for ours, theirs in zip(parts.planes, whole.planes, strict=True):
        assert np.array_equal(ours, theirs)
