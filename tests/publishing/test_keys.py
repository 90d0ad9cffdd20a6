"""Every key of the player does what the help says, and so does the mouse."""

import pytest

from publishing.steps import steps_of
from tests.publishing.browsing import settled, wait


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("l", 10),
        ("l l j", 10),
        (". . . ,", 2 / 15),
        ("2", "chapter 1"),
        ("4", "chapter 3"),
    ],
)
def test_keys_move_the_film(player, films, keys, expected):
    """J and L are ten seconds, comma and full stop a frame, digits the chapters."""
    page, film = player(), films[0]
    for key in keys.split():
        page.keyboard.press(key)
    if isinstance(expected, str):
        expected = film.about.sections[int(expected.split()[1])].start
    assert settled(page)["frame"] == film.frame(expected)


@pytest.mark.parametrize(
    ("key", "switched"),
    [
        (" ", "player.playing"),
        ("k", "player.playing"),
        ("s", "player.stepMode"),
        ("p", "player.predict && player.stepMode"),
        ("c", "!controls.captions"),
        ("f", "document.fullscreenElement === document.querySelector('.player')"),
    ],
)
def test_keys_switch_on_and_off(player, key, switched):
    """A second press of a key takes back the first."""
    page = player()
    page.keyboard.press(key)
    wait(page, switched)
    page.keyboard.press(key)
    wait(page, f"!({switched})")


def test_the_help_lists_every_key(player):
    """The help opens with ?, names every key that does something, and Escape closes it."""
    page = player()
    page.keyboard.press("?")
    listed = page.eval_on_selector_all("#help kbd", "keys => keys.map((key) => key.textContent)")
    assert listed == page.evaluate("COMMANDS.flatMap(({ shown }) => shown.split(' '))")
    page.keyboard.press("s")
    assert not page.evaluate("player.stepMode")
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    assert page.evaluate("player.stepMode")


def test_keys_can_be_switched_off(player):
    """Without the tick in the help, keys do nothing; buttons still do."""
    page = player()
    page.keyboard.press("?")
    page.click("#keys")
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("s")
    assert not page.evaluate("player.stepMode")
    page.click("[data-do=steps]")
    assert page.evaluate("player.stepMode")


def test_keys_are_ignored_while_typing(player):
    """A letter typed into a field of the page moves nothing."""
    page = player()
    page.focus(".speed select")
    page.keyboard.press("s")
    assert not page.evaluate("player.stepMode")


def test_the_mouse_does_what_keys_do(player, films):
    """Every button works, and leaves the space bar to the film."""
    page, mine = player(), steps_of(films[0])
    for button in ("steps", "last", "previous", "next"):
        page.click(f"[data-do={button}]")
    assert settled(page)["frame"] == mine[-1].last
    page.click("[data-do=first]")
    page.click(".chapters li:nth-child(3) button")
    assert page.evaluate("player.frame") == films[0].frame(films[0].about.sections[2].start)
    page.select_option(".speed select", "0.5")
    assert page.evaluate("player.video.playbackRate") == 0.5
    page.click("[data-do=captions]")
    page.keyboard.press(" ")
    assert page.evaluate("[player.playing, controls.captions]") == [True, False]
