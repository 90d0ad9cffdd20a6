"""How the pages are for everyone: widths, light and dark, motion, screen readers, paper, no JavaScript."""

import io
import unicodedata
from itertools import pairwise
from pathlib import Path

import axe_playwright_python
import pytest
from pypdf import PdfReader

from publishing.steps import steps_of
from tests.publishing.browsing import settled, wait

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PAGES = ["index.html", "example-post.html", "notes.html", "forward_pass/transcript.html"]
WIDTHS = [360, 768, 1920]
# Of what it finds, axe-core is to work out and describe nothing but what is wrong: that takes most of its time.
VIOLATIONS = """async (only) => {
  const alone = { preload: false, resultTypes: ["violations"], selectors: false };
  const { violations } = await axe.run(document, { ...alone, ...only });
  return violations.flatMap(({ id, nodes }) => nodes.map((one) => [id, one.html.slice(0, 200), one.failureSummary]));
}"""
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


def violations(page, scheme="dark"):
    """What axe-core finds wrong with a page as it is now; in light, of which nothing but the colours is another, what
    is wrong with them.
    """
    page.evaluate(AXE)
    only = {"light": {"runOnly": ["color-contrast", "link-in-text-block"]}, "dark": {}}
    return page.evaluate(VIOLATIONS, only[scheme])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(open_page, site, name, scheme):
    """In light and in dark, axe-core has nothing to say against a page."""
    assert violations(open_page(f"{site.as_uri()}/{name}", color_scheme=scheme), scheme) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_class(open_page, site, films, scheme):
    """A question, the help, the notes and a phone's width are as accessible as the page at rest."""
    steps = steps_of(next(film for film in films if film.name == "forward_pass"))
    pairs = ((one, other) for one, other in pairwise(steps) if one.section == other.section)
    chapter = 1 + next(one.section for one, other in pairs if one.asks and other.asks and one.section > 1)
    page = open_page(f"{site.as_uri()}/index.html#forward_pass-{chapter}", width=360, color_scheme=scheme)
    page.keyboard.press("p")
    page.keyboard.press("ArrowRight")
    assert page.locator(".ask").count() > 0
    page.eval_on_selector_all("details", "all => all.forEach((one) => (one.open = true))")
    assert violations(page, scheme) == []
    with page.expect_popup() as popup:
        page.keyboard.press("n")
    wait(popup.value, "!document.querySelector('.now').hidden")
    assert violations(popup.value, scheme) == []
    page.eval_on_selector_all("details", "all => all.forEach((one) => (one.open = false))")
    page.keyboard.press("?")
    assert violations(page, scheme) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_overflows(open_page, site, name, width):
    """At the width of a phone, a tablet and a large screen nothing is wider than the window."""
    page = open_page(f"{site.as_uri()}/{name}", width=width, height=900)
    page.eval_on_selector_all("details", "all => all.forEach((one) => (one.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    outside = """all => all.filter((one) => !one.closest('.formula, .hidden, dialog'))
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 80))"""
    assert page.eval_on_selector_all("body *", outside) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_controls_are_large_enough_for_a_finger(open_page, site, width):
    """Every button, field and link of the player is at least 44 pixels high, and 44 wide where it is a button."""
    page = open_page(f"{site.as_uri()}/index.html", width=width, height=900)
    for selector, side in [
        ("button, .player select, .position", "width"),
        ("button, .columns a, .films a, summary", "height"),
    ]:
        sizes = page.eval_on_selector_all(
            selector, f"all => all.map((one) => one.getBoundingClientRect().{side}).filter(Boolean)"
        )
        assert len(sizes) > 10
        assert min(sizes) >= 44


@pytest.mark.parametrize("width", [360, 1920])
def test_nothing_jumps(player, width):
    """While the page loads and a film plays through its captions, nothing is moved about."""
    page = player("backprop", width=width, height=900)
    page.evaluate("player.video.playbackRate = 2")
    page.keyboard.press("k")
    wait(page, "player.video.currentTime > 3")
    assert page.evaluate(SHIFTS) == 0
    place = "document.querySelector('.position').getBoundingClientRect().top"
    assert len(set(page.evaluate(f"player.film.steps.map((step) => (player.seek(step.last), {place}))"))) == 1


def test_the_post_does_not_jump(open_page, origin):
    """A film in a post has its place before it is loaded, in the shape of its picture."""
    page = open_page(f"{origin}/example-post.html")
    for video in page.locator("video").all():
        video.scroll_into_view_if_needed()
        box = video.bounding_box()
        assert box["width"] / box["height"] == pytest.approx(854 / 480, abs=0.01)
        assert video.evaluate("video => getComputedStyle(video).aspectRatio") == "auto 854 / 480"
    assert page.evaluate(SHIFTS) == 0


def test_the_post_embeds_every_film(open_page, origin, films):
    """The films of the example post load with their captions, wait to be started, and play within the page."""
    page = open_page(f"{origin}/example-post.html")
    videos = "[...document.querySelectorAll('video')]"
    wait(page, f"{videos}.every((video) => video.readyState >= 1 && video.textTracks[0].cues?.length)")
    assert page.evaluate(f"{videos}.map((video) => video.textTracks[0].cues.length)") == [
        len(film.about.captions) for film in films
    ]
    assert page.evaluate(f"{videos}.every((one) => one.paused && !one.autoplay && one.controls && one.playsInline)")
    assert page.evaluate(f"{videos}.every((one) => one.preload === 'metadata' && one.poster)")
    page.evaluate("document.querySelector('video').play()")
    wait(page, "document.querySelector('video').currentTime > 0.2")


def test_snippets_are_those_of_the_post(site, films):
    """The example post has in it, letter by letter, the snippet of each film."""
    post = (site / "example-post.html").read_text(encoding="utf-8")
    assert all((site / film.name / "snippet.html").read_text(encoding="utf-8").strip() in post for film in films)


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_reduced_motion_is_honoured(player, motion):
    """Whoever asks for less motion gets no animation of the page and no smooth scrolling; nothing plays by itself."""
    page = player(reduced_motion=motion)
    page.evaluate("document.querySelector('.asks').innerHTML = '<span class=ask>?</span>'")
    running = page.evaluate("document.getAnimations().length")
    assert (running == 0) == (motion == "reduce")
    assert page.evaluate("transcript.calm.matches") == (motion == "reduce")
    assert not page.evaluate("player.playing")


def test_without_javascript_there_are_plain_videos(open_page, origin, films):
    """Without JavaScript each film is a video with controls, and its whole transcript stands below it."""
    page = open_page(f"{origin}/index.html", java_script_enabled=False)
    videos = page.locator("video[controls]")
    assert videos.count() == len(films)
    for k, film in enumerate(films):
        assert videos.nth(k).is_visible()
        assert page.get_by_text(film.about.captions[0].text, exact=True).first.is_visible()
    assert not page.locator(".player").is_visible()


def test_paper_shows_posters_and_all_words(open_page, site, films):
    """Printed, the page has a picture of each film, its captions and its numbers, and no player."""
    page = open_page(f"{site.as_uri()}/index.html")
    wait(page, "[...document.images].every((image) => image.complete)")
    pdf = PdfReader(io.BytesIO(page.pdf()))
    printed = unicodedata.normalize("NFKC", " ".join(sheet.extract_text() for sheet in pdf.pages))  # "ﬂ" is "fl"
    text = " ".join(printed.split())
    for film in films:
        assert all(caption.text in text for caption in film.about.captions)
    assert "gradient of the weight from neuron 4 to neuron 1 of layer 3" in text
    assert "Step mode" not in text
    assert sum(len(sheet.images) for sheet in pdf.pages) == len(films)


def test_a_printed_post_has_pictures_of_the_films(open_page, site, films):
    """On paper a post shows the poster of each film in the place of its player."""
    page = open_page(f"{site.as_uri()}/example-post.html")
    page.emulate_media(media="print")
    assert page.locator("video:visible").count() == 0
    assert page.locator(".film-printed:visible").count() == len(films)


def test_every_control_has_a_name(player, films):
    """A screen reader finds each control by its name, hears whether it is on, and where in the film it is."""
    page = player()
    for name in [
        "First step",
        "Previous step",
        "Play",
        "Next step",
        "Last step",
        "Step mode",
        "Predict",
        "Captions",
        "Notes",
    ]:
        assert page.get_by_role("button", name=name, exact=True).count() == 1
    page.get_by_role("button", name="Step mode").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("button", name="Step mode", pressed=True).count() == 1
    page.get_by_role("button", name="Last step").click()
    settled(page)
    slider = page.get_by_role("slider", name="Position in the film")
    steps = steps_of(films[0])
    minutes, seconds = divmod(int(steps[-1].last / films[0].about.frame_rate), 60)
    said = f"{minutes}:{seconds:02d}, step {len(steps)} of {len(steps)}"
    assert slider.get_attribute("aria-valuetext") == said
    assert page.get_by_role("region", name="Transcript").count() == 1


def test_focus_can_be_seen(player):
    """Whoever comes by keyboard sees where they are: each control they reach has a ring around it."""
    page = player()
    for _ in range(12):
        page.keyboard.press("Tab")
        ring = page.evaluate("getComputedStyle(document.activeElement).outline")
        assert "solid 3px" in ring, page.evaluate("document.activeElement.outerHTML")


def test_the_film_chosen_is_the_one_played(player, films):
    """A click on a film's name brings its film, its chapters and its transcript."""
    page = player()
    page.click(".films li:nth-child(3) a")
    wait(page, "player.video.currentSrc.includes('backprop') && player.video.readyState >= 2")
    assert page.evaluate("player.video.duration") == pytest.approx(films[2].about.seconds, abs=0.02)
    assert page.locator(".chapters li").count() == len(films[2].about.sections)
    assert page.inner_text("article.current h2") == films[2].title
    assert page.url.endswith("#backprop")
