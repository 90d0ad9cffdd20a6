"""The player page in a real browser: films play, steps halt to the frame, keys do what the help says."""

import json

import pytest

from publishing.steps import steps_of
from tests.publishing.browsing import settled, wait

NAMES = ["architecture", "forward_pass", "backprop"]
# The number of the picture that the browser has drawn, by the time that the film itself gives it.
DRAWN = """() => new Promise((done) => {
  const { video, film } = player;
  const seen = (_, { mediaTime }) => done(Math.round(mediaTime * film.rate));
  video.requestVideoFrameCallback(seen);
  video.currentTime = video.currentTime;
})"""


def steps(films, name):
    return steps_of(next(film for film in films if film.name == name))


@pytest.mark.parametrize("name", NAMES)
def test_a_film_plays(player, films, name):
    """Each film is as long and as large as its record says, and plays."""
    page, film = player(name), next(film for film in films if film.name == name)
    size = page.evaluate("[player.video.duration, player.video.videoWidth, player.video.videoHeight]")
    assert size == [pytest.approx(film.about.seconds, abs=0.02), film.about.width, film.about.height]
    page.keyboard.press("k")
    wait(page, "player.playing && player.video.currentTime > 0.3")
    page.keyboard.press("k")
    assert not settled(page)["playing"]


@pytest.mark.parametrize("name", NAMES)
def test_every_step_is_reached_to_the_frame(open_page, site, films, name):
    """Forwards and backwards, each step ends on its last frame, and that is the picture on screen."""
    page = open_page(f"{site.as_uri()}/index.html#{name}")
    wait(page, "player.video.readyState >= 2")
    ends = [step.last for step in steps(films, name)]
    for key, expected in [("ArrowRight", ends), ("ArrowLeft", [*ends[-2::-1], 0])]:
        for end in expected:
            page.keyboard.press(key)
            assert settled(page)["frame"] == end
            assert page.evaluate(DRAWN) == end


def test_step_mode_halts_after_every_step(player, films):
    """In step mode the film plays one step at a key, waits on its last frame, and a step back replays nothing."""
    page, mine = player(), steps(films, "architecture")
    page.evaluate("player.video.playbackRate = 2")
    page.keyboard.press("s")
    for step in mine[:3]:
        page.keyboard.press("ArrowRight")
        assert page.evaluate("player.playing")
        state = settled(page)
        assert (state["frame"], state["said"]) == (step.last, step.said)
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("[player.playing, player.frame]") == [False, mine[1].last]
    assert settled(page)["frame"] == mine[1].last


def test_an_end_left_behind_does_not_halt_a_step(player, films):
    """A step plays on where the browser, late, reports the end of the film that it was asked to leave."""
    page, mine = player(), steps(films, "architecture")
    page.keyboard.press("s")
    page.evaluate(
        """(frame) => {
      player.jump(frame);
      player.play();
      player.video.pause(); // as browsers do at the end
      player.video.dispatchEvent(new Event("ended"));
    }""",
        mine[0].last,
    )
    assert settled(page)["frame"] == mine[1].last


def test_a_key_in_the_middle_of_a_step_ends_it(player, films):
    """Whoever presses next while a step still plays sees its end at once."""
    page, mine = player(), steps(films, "architecture")
    page.keyboard.press("s")
    page.keyboard.press("ArrowRight")
    wait(page, "player.video.currentTime > 0.2")
    page.keyboard.press("ArrowRight")
    assert settled(page)["frame"] == mine[0].last


def test_a_clicker_leads_through_step_mode(player, films):
    """PageDown, PageUp, Home and End step in step mode, and are the page's own keys outside it."""
    page, mine = player(), steps(films, "architecture")
    page.keyboard.press("End")
    assert page.evaluate("player.frame") == 0
    page.keyboard.press("s")
    page.keyboard.press("End")
    assert settled(page)["frame"] == mine[-1].last
    page.keyboard.press("PageUp")
    assert settled(page)["frame"] == mine[-2].last
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    assert settled(page)["frame"] == mine[-1].last
    page.keyboard.press("Home")
    assert settled(page)["frame"] == 0


def test_captions_are_the_words_of_the_moment(player, films):
    """In the middle of every cue its words stand below the film, and nothing before the first."""
    page, film = player("backprop"), films[2]
    for cue in film.about.captions:
        page.evaluate(f"player.seek({film.frame((cue.start + cue.end) / 2)})")
        assert page.inner_text(".said") == cue.text
    cues = page.evaluate("[...player.track.cues].map((cue) => [cue.startTime, cue.text])")
    assert cues == [[pytest.approx(cue.start), cue.text] for cue in film.about.captions]
    page.click("[data-do=captions]")
    assert page.inner_text(".said") == ""


def test_predict_hides_the_result_until_the_next_key(player, films):
    """At a step with a result, boxes cover it and its words are kept back, until the next key shows both."""
    page, mine = player("forward_pass"), steps(films, "forward_pass")
    k = next(k for k, step in enumerate(mine) if step.asks)
    page.keyboard.press("p")
    page.evaluate(f"player.seek({mine[k - 1].last})")
    page.keyboard.press("ArrowRight")
    settled(page)
    stage = page.locator(".stage").bounding_box()
    boxes = [mark.bounding_box() for mark in page.locator(".ask").all()]
    for box, (left, top, width, height) in zip(boxes, mine[k].asks, strict=True):
        assert (box["x"] - stage["x"]) / stage["width"] * 100 == pytest.approx(left, abs=0.3)
        assert (box["y"] - stage["y"]) / stage["height"] * 100 == pytest.approx(top, abs=0.3)
        assert box["width"] / stage["width"] * 100 == pytest.approx(width, abs=0.3)
        assert box["height"] / stage["height"] * 100 == pytest.approx(height, abs=0.5)
    assert mine[k].said not in page.inner_text("body")
    assert page.inner_text(".said") == "What comes out here? Say it first."
    page.keyboard.press("PageDown")
    assert page.locator(".ask").count() == 0
    assert page.inner_text(".said") == mine[k].said
    assert settled(page)["frame"] == mine[k].last


def test_the_transcript_follows_and_leads(player, films):
    """The step that plays is marked in the transcript, and a click on a time goes there."""
    page, mine = player(), steps(films, "architecture")
    page.click("article.current a.time[data-step='7']")
    assert settled(page)["frame"] == mine[7].start
    marked = page.locator("li[aria-current=true]")
    assert marked.count() == 1
    assert mine[7].said in marked.inner_text()


def test_the_notes_stay_in_step(player, films):
    """The second window shows the words of this step and the next, a clock, and steps the film itself."""
    page, mine = player(), steps(films, "architecture")
    page.keyboard.press("s")
    with page.expect_popup() as popup:
        page.keyboard.press("n")
    notes = popup.value
    wait(notes, "document.getElementById('said')")  # a window is there before its page is
    start = next(k for k, step in enumerate(mine) if step.section == 3)
    for key, k in [("4", start), ("ArrowLeft", start - 1)]:
        page.keyboard.press(key)
        here = page.evaluate("player.step")
        assert here == k
        wait(notes, f"said.textContent === {json.dumps(mine[here].said)}")
        assert notes.inner_text("#next") == mine[here + 1].said
    notes.keyboard.press("PageUp")
    wait(notes, f"said.textContent === {json.dumps(mine[start - 2].said)}")
    assert page.evaluate("player.frame") == mine[start - 2].last
    assert notes.inner_text("#elapsed").startswith("0:")


def test_the_data_of_the_page_is_that_of_the_films(site, films):
    """What the page knows of the films is what was rendered: frames, steps, chapters."""
    text = (site / "index.html").read_text(encoding="utf-8")
    data = json.loads(text.split('id="films">')[1].split("</script>")[0])
    assert [one["frames"] for one in data] == [film.about.frames for film in films]
    assert [[step["last"] for step in one["steps"]] for one in data] == [
        [step.last for step in steps_of(film)] for film in films
    ]
