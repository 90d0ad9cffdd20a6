"""What the browser tests ask a page. A page with a strict policy lets nobody compile code in it: they poll."""

import time

PATIENCE = 20  # seconds, for a machine that has other things to do


def wait(page, condition):
    """Wait until a condition in JavaScript holds."""
    limit = time.monotonic() + PATIENCE
    while not page.evaluate(f"!!({condition})"):
        assert time.monotonic() < limit, f"never became true: {condition}"
        page.wait_for_timeout(20)


def settled(page):
    """Wait until the player seeks for nothing and plays nothing; what it shows then."""
    wait(page, "!player.video.seeking && !player.playing")
    said = "document.querySelector('.said').textContent"
    return page.evaluate(f"({{ frame: player.frame, step: player.step, playing: player.playing, said: {said} }})")
