"""The real dashboard on a free port, and a real browser. Any page error or request to another host fails.

A browser comes in with the cookie of the key its server was started with; `test_door.py` knocks without.
"""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.door import KEY_VARIABLE, cookie_name
from tests.browser.find_browser import browser_path

ROOT = Path(__file__).parents[2]
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--hide-scrollbars",
)
STARTS_WITHIN = 60.0  # seconds
KEY = secrets.token_urlsafe()  # of every server the tests start

expect.set_options(timeout=20_000)  # milliseconds; a busy machine takes longer than the usual 5 seconds


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = browser_path()
    assert path, "The browser tests need Chromium, Chrome or Edge. Install one, or name it in CHROMIUM."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


def serve(
    folder: Path, log: Path, script: str = "dashboard/server.py"
) -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    with log.open("wb") as out:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | {WAREHOUSE_VARIABLE: str(folder), KEY_VARIABLE: KEY},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).read() == b"ok":
                return server, url
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    server.kill()
    pytest.fail(f"The dashboard did not start:\n{log.read_text()}")


def let_in(context: BrowserContext, url: str) -> None:
    """Give a browser what the printed address would have given it."""
    context.add_cookies([{"name": cookie_name(urlsplit(url).port or 80), "value": KEY, "url": url}])


def asked_from_inside(url: str) -> urllib.request.Request:
    """A question without a browser, from somebody who was let in."""
    cookie = f"{cookie_name(urlsplit(url).port or 80)}={KEY}"
    return urllib.request.Request(url, headers={"Cookie": cookie})


@pytest.fixture(scope="session")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """serving(folder): the address of a dashboard on that warehouse, started once a folder."""
    running: dict[Path, tuple[subprocess.Popen[bytes], str, Path]] = {}

    def address(folder: Path) -> str:
        if folder not in running:
            log = tmp_path_factory.mktemp("server") / "log.txt"
            running[folder] = (*serve(folder, log), log)
        return running[folder][1]

    yield address
    for server, _, _ in running.values():
        server.terminate()
        server.wait(10)
    said = "".join(log.read_text() for _, _, log in running.values())
    assert "Traceback" not in said, said
    assert KEY not in said, "the key stands in the log"


def window(browser: Browser) -> BrowserContext:
    """A browser that has been nowhere yet: no cookies, nothing kept of earlier pages."""
    return browser.new_context(
        viewport={"width": 1440, "height": 1000},
        reduced_motion="reduce",
        timezone_id="UTC",
        locale="en-US",
        accept_downloads=True,
    )


@pytest.fixture(scope="session")
def _window(browser: Browser) -> Iterator[BrowserContext]:
    """One for all tests, as loading Streamlit's scripts anew takes most of a page's time."""
    context = window(browser)
    yield context
    context.close()


@pytest.fixture
def context(_window: BrowserContext) -> Iterator[BrowserContext]:
    """The browser of one test: what another had open, its cookies and what its pages stored are gone."""
    _window.clear_cookies()
    yield _window
    for page in _window.pages:
        page.close()


@pytest.fixture
def served(serving: Callable[[Path], str], context: BrowserContext) -> Callable[[Path], str]:
    """served(folder): the same, with the browser of this test let in."""

    def address(folder: Path) -> str:
        url = serving(folder)
        let_in(context, url)
        return url

    return address


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    opened = context.new_page()
    errors: list[str] = []
    foreign: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on(
        "console",
        lambda message: errors.append(message.text) if "Content Security Policy" in message.text else None,
    )
    opened.on(
        "request",
        lambda request: (
            foreign.append(request.url)
            if request.url.startswith(("http", "ws")) and "//127.0.0.1:" not in request.url
            else None
        ),
    )
    yield opened
    if opened.url.startswith("http"):
        opened.evaluate("() => localStorage.clear()")
    opened.close()
    assert not errors
    assert not foreign


SETTLED = """() =>
  document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]') !== null
  && document.querySelector('[data-testid="stSkeleton"]') === null"""


def settled(page: Page, within: float = 60.0) -> None:
    """The app is idle and has drawn: no script running, nothing still a placeholder.

    The script may end before the browser has loaded what the elements are drawn with.
    """
    page.wait_for_timeout(150)  # widgets send what was typed or clicked after a moment
    page.evaluate("() => new Promise(done => requestIdleCallback(done, { timeout: 5000 }))")
    for _ in range(2):  # a page may go on at once, as after a dialog
        page.wait_for_function(SETTLED, timeout=within * 1000)
        page.wait_for_timeout(125)
