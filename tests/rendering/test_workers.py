"""Children tell how far they are."""

import pytest

from rendering.workers import Workers


@pytest.mark.parametrize("patience", [-1, 3600])
def test_every_frame_is_reported(tmp_path, monkeypatch, patience):
    """The parent hears of each frame that a child has drawn, in one piece of news if the child may be patient."""
    monkeypatch.setattr("rendering.workers.PATIENCE", patience)
    news = []
    workers = Workers(1, tmp_path, news.append)
    workers.start("drawing", lambda report: [report() for _ in range(20)] and report(30))
    list(workers.results())
    assert sum(news) == 50
    assert patience < 0 or news == [50]
