"""The real films, rendered small and published once, and a real browser to look at them with."""

import fcntl
import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections import defaultdict
from pathlib import Path

import pytest

from publishing.films import find_films
from publishing.site import publish
from tests.publishing.browsing import wait

ROOT = Path(__file__).parent.parent.parent
QUALITY = "480p15"
# As Debian's Chromium runs without a screen, and without asking anyone for anything.
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def media(tmp_path_factory):
    """A media folder with the three films in 480p15, held pictures stored in either way, and their site.

    All processes of a run share it: the first one that comes makes it, the others wait.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with open(folder / "publishing.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # until the file is closed, or its process has ended
        if not (folder / "publishing").exists():
            making = tmp_path_factory.mktemp("making")
            make_films(making)
            making.rename(folder / "publishing")
    return folder / "publishing"


def make_films(folder):
    """Render the films into a media folder, and publish them there."""
    for name, holds in [("architecture", "once"), ("forward_pass", "repeat"), ("backprop", "repeat")]:
        command = [sys.executable, "-m", "rendering", "--film", name, "--quality", QUALITY, "--holds", holds]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [*command, "--media", str(folder)], cwd=ROOT, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
    publish(folder, QUALITY)


@pytest.fixture(scope="session")
def films(media):
    """The films that were rendered, in the order of the lesson."""
    return find_films(media, QUALITY)


@pytest.fixture(scope="session")
def site(media):
    """The published site, only to be read."""
    return media / "site"


class Server(http.server.SimpleHTTPRequestHandler):
    """A web server that sends parts of files, as players ask for, and says nothing."""

    def log_message(self, *_):
        """Keep the tests' output clean."""

    def end_headers(self):
        """Keep Chromium from holding back a request until it has stored the answer to the one before."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_head(self):
        """Answer `Range: bytes=A-B` with that part of the file; all else as usual."""
        path, wanted = Path(self.translate_path(self.path)), self.headers.get("Range", "")
        if not wanted.startswith("bytes=") or not path.is_file():
            return super().send_head()
        size = path.stat().st_size
        first, last = wanted.removeprefix("bytes=").split("-")
        start, end = int(first or 0), min(int(last or size - 1), size - 1)
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Range", f"bytes {start}-{end}/{size}")
        self.send_header("Content-Length", str(end - start + 1))
        self.end_headers()
        with open(path, "rb") as file:
            file.seek(start)
            try:
                self.wfile.write(file.read(end - start + 1))
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the player has seen enough


@pytest.fixture(scope="session")
def served(site):
    """The address of a local web server for the site."""
    handler = functools.partial(Server, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session", params=["file", "http"])
def origin(request, site):
    """Where the site is looked at: from the file system, and from a web server."""
    return site.as_uri() if request.param == "file" else request.getfixturevalue("served")


@pytest.fixture(scope="session")
def browser():
    """Chromium, started once."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        pytest.skip("no Chromium on this machine: install the package chromium, then run the tests again")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def windows(browser):
    """The windows that were opened, by what they were asked to be: a new one takes longer than most looks into it."""
    return defaultdict(list)


@pytest.fixture
def open_page(browser, windows):
    """Open an address in a window of its own; what the page complains of, or asks of others, ends the test."""
    taken, complaints = [], []

    def open_it(address, width=1280, height=800, **options):
        free = windows[width, height, *sorted(options.items())]
        window = free.pop() if free else Window(browser, viewport={"width": width, "height": height}, **options)
        taken.append((free, window))
        window.complaints = complaints
        window.page.goto(address)
        return window.page

    yield open_it
    for free, window in taken:
        window.leave()
        free.append(window)
    assert complaints == []


class Window:
    """A window that nobody else looks into, and what its pages complain of. A test gets it as if it were new."""

    def __init__(self, browser, **options):
        self.context, self.complaints = browser.new_context(**options), []
        self.context.on("page", self.watch)
        self.page = self.context.new_page()

    def watch(self, page):
        """Note each complaint of a page, also of one that another page opens."""
        page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", lambda request: self.complaints.append(request.url) if foreign(request.url) else None)
        page.on("response", lambda answer: self.complaints.append(answer.url) if answer.status >= 400 else None)
        page.on("dialog", self.dismiss)

    def dismiss(self, dialog):
        """No page of ours opens a dialog of the browser's."""
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def leave(self):
        """Close what was opened beside the page, and forget the page: there is no history, storage or mouse left."""
        for page in self.context.pages:
            if page != self.page:
                page.close()
        self.page.emulate_media(media="null")
        self.page.mouse.move(0, 0)
        self.page.goto("about:blank")


def foreign(url):
    """Whether a request would leave this machine."""
    return not url.startswith(("file:", "data:", "blob:", "http://127.0.0.1:"))


@pytest.fixture
def player(open_page, origin):
    """The player page at the film `name`, as a page whose film can be played."""

    def start(name="architecture", **options):
        page = open_page(f"{origin}/index.html#{name}", **options)
        wait(page, "player.video.readyState >= 2")
        return page

    return start
