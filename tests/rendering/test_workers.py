"""Children tell how far they are."""

import time

import pytest

from rendering.workers import PATIENCE, Workers


@pytest.mark.parametrize("pause", [0, PATIENCE / 5])
def test_every_frame_is_reported(tmp_path, pause):
    """The parent hears of each frame that a child has drawn, in fewer pieces of news than there are frames."""
    news = []
    workers = Workers(1, tmp_path, news.append)
    workers.start("drawing", lambda report: [(report(), time.sleep(pause)) for _ in range(20)] and report(30))
    list(workers.results())
    assert sum(news) == 50
    assert len(news) < 10
