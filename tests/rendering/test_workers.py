"""Children tell how far they are."""

import threading
import warnings

import pytest

from rendering.workers import Workers, WorkFailed, beside


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


def test_a_thread_is_named(tmp_path):
    """A child is not started beside another thread, which is named, and is started once that thread has ended."""
    go = threading.Event()
    thread = threading.Thread(target=go.wait, name="clock")
    thread.start()
    try:
        assert "clock" in beside()
        with pytest.raises(WorkFailed, match=r"drawing cannot be drawn beside a thread \(clock\): join it before"):
            Workers(1, tmp_path).start("drawing", lambda report: None)
    finally:
        go.set()
        thread.join()
    workers = Workers(1, tmp_path)
    workers.start("drawing", lambda report: 5)
    assert list(workers.results()) == [5]


def test_threads_that_are_not_pythons_are_no_warning(tmp_path):
    """After Typst has set type, for which it starts threads of its own, a child is started without a warning."""
    import typst

    with warnings.catch_warnings(record=True) as said:  # one that is an error is lost in a fork
        warnings.simplefilter("always")
        typst.compile(b"$ x^2 $", format="svg")
        workers = Workers(1, tmp_path)
        workers.start("setting", lambda report: len(typst.compile(b"$ x^3 $", format="svg")))
        [length] = workers.results()
    assert length > 100
    assert said == []
