"""Who gets in, with a real browser: another name, another page, no key, the printed address, a download's address."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import APIRequestContext, Browser, BrowserContext, Page, expect

from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.door import KEY_VARIABLE, OTHER_NAME, OTHER_PAGE, PRINTED, SAMPLE_VARIABLE, cookie_name
from tests.browser.conftest import FLAGS, KEY, ROOT, let_in, settled, window
from tests.browser.find_browser import browser_path
from tests.browser.using import pick
from tests.offices import office

pytestmark = pytest.mark.browser

Served = Callable[[Path], str]

# Whatever a page can try to read another with. What came of each: the text that was read, or "refused".
ATTACK = """
async base => {
    const got = {};
    const socket = base.replace('http', 'ws') + '/_stcore/stream';
    got.socket = await new Promise(done => {
        const opened = new WebSocket(socket, ['streamlit']);
        opened.onopen = () => { opened.close(); done('open'); };
        opened.onerror = () => done('refused');
    });
    for (const path of ['/', '/student?student=S1', '/_stcore/health', '/_stcore/host-config'])
        for (const mode of ['cors', 'no-cors'])
            got[mode + path] = await fetch(base + path, {mode, credentials: 'include'})
                .then(answer => answer.text().then(text => text.slice(0, 300))).catch(() => 'refused');
    got.upload = await fetch(base + '/_stcore/upload_file/1/2', {method: 'PUT', body: 'x', credentials: 'include'})
        .then(answer => answer.status).catch(() => 'refused');
    got.script = await new Promise(done => {
        const script = document.createElement('script');
        script.onload = () => done('loaded'); script.onerror = () => done('refused');
        script.src = base + '/'; document.head.append(script);
    });
    const frame = document.createElement('iframe');
    const loaded = new Promise(done => { frame.onload = done; });
    frame.src = base + '/'; document.body.append(frame); await loaded;
    try { got.frame = frame.contentDocument === null ? 'refused' : frame.contentDocument.body.innerText; }
    catch (_) { got.frame = 'refused'; }
    return got;
}
"""


@contextmanager
def another_server() -> Iterator[tuple[str, list[str]]]:
    """A page of somebody else on this machine, and the cookies it is sent."""
    cookies: list[str] = []

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            cookies.append(self.headers.get("Cookie", ""))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Another page</title><body></body>")

        def log_message(self, *_: Any) -> None:
            """Not on the screen of the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", cookies
    server.shutdown()


@contextmanager
def started(
    *command: str, environment: dict[str, str] | None = None
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A dashboard started by hand, and the line it prints with its address."""
    clean = {name: value for name, value in os.environ.items() if name not in (KEY_VARIABLE, SAMPLE_VARIABLE)}
    with subprocess.Popen(
        [sys.executable, "-u", "-m", *command],
        cwd=ROOT,
        env=clean | (environment or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        try:
            yield (
                server,
                next(line for line in server.stdout if line.startswith("Career Conversations is open at")),
            )
        finally:
            server.send_signal(signal.SIGTERM)


def address_in(line: str) -> str:
    found = re.search(r"http://\S+", line)
    assert found
    return found[0]


def free_port() -> str:
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.server_close()
    return str(server.server_port)


@pytest.fixture(scope="module")
def an_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    office(folder, interview_log="student_id | contact_name | held_on\nS1 | Adalberta | 2026-03-02")
    return folder / "warehouse"


@pytest.fixture
def misled(browser: Browser) -> Iterator[Browser]:
    """A browser on a machine where other names lead here."""
    rules = "--host-resolver-rules=MAP evil.example 127.0.0.1, MAP *.example.edu 127.0.0.1"
    misled = browser.browser_type.launch(executable_path=browser_path(), args=[*FLAGS, rules])
    yield misled
    misled.close()


@pytest.fixture
def elsewhere(browser: Browser) -> Iterator[APIRequestContext]:
    """Somebody else's browser."""
    context = browser.new_context()
    yield context.request
    context.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that was nowhere before, with nothing kept to show where it is refused."""
    context = window(browser)
    yield context
    context.close()


@pytest.fixture
def anybody(context: BrowserContext) -> Page:
    """A page that may meet refusals: what a browser says of them on its console is no fault."""
    return context.new_page()


# -- another name, another page ---------------------------------------------------------------------------------


def test_a_page_whose_name_was_pointed_here_reads_nothing(
    misled: Browser, served: Served, sample_folder: Path
) -> None:
    """DNS rebinding: evil.example has led to its own server and now leads here, to the port that was guessed."""
    url = served(sample_folder)
    evil = url.replace("127.0.0.1", "evil.example")
    page = misled.new_page(bypass_csp=True)  # a page of the attacker's own has no such policy
    let_in(page.context, url)
    let_in(page.context, evil)  # even then
    answer = page.goto(f"{evil}/student?student=S1")
    assert answer is not None
    assert (answer.status, page.inner_text("body")) == (400, OTHER_NAME)
    got = page.evaluate(ATTACK, evil)
    assert got["socket"] == got["script"] == "refused"
    assert got["upload"] == 400
    assert {got[name] for name in got if "/" in name} == {OTHER_NAME}
    assert got["frame"] in (OTHER_NAME, "refused")

    page.goto(f"{url}/student?student=S1")  # the same browser, the same cookie, the right name
    settled(page)
    got = page.evaluate(ATTACK, url)
    assert got["socket"] == "open"
    assert "Streamlit" in got["cors/"]


def test_a_page_on_another_port_reads_nothing(anybody: Page, served: Served, sample_folder: Path) -> None:
    url = served(sample_folder)
    with another_server() as (other, cookies):
        anybody.goto(other)
        got = anybody.evaluate(ATTACK, url)
    assert set(got.values()) == {"refused"}
    assert (
        cookie_name(urlsplit(url).port or 0) in cookies[0]
    )  # a machine's name has one set of cookies: docs/privacy.md


def test_neither_reads_the_sample_office_which_asks_for_no_key(anybody: Page, sample_folder: Path) -> None:
    port = free_port()
    arguments = ("dashboard.cli", "--warehouse", str(sample_folder), "demo", "--port", port)
    with started(*arguments) as (_, line), another_server() as (other, _):
        url = address_in(line)
        assert url == f"http://127.0.0.1:{port}"
        anybody.goto(other)
        assert set(anybody.evaluate(ATTACK, url).values()) == {"refused"}
        rebound = anybody.request.get(url, headers={"Host": f"evil.example:{port}"})
        assert (rebound.status, rebound.text()) == (400, OTHER_NAME)
        anybody.goto(url)
        settled(anybody)
        expect(anybody.get_by_test_id("stMetric").first).to_be_visible()


# -- the key ----------------------------------------------------------------------------------------------------

EVERYTHING = ("/", "/student?student=S1", "/static/", "/assets/inter-latin-wght-normal.woff2", "/media/1.csv",
              "/_stcore/host-config", "/_stcore/metrics", "/favicon.png")  # fmt: skip


def test_without_the_key_there_is_a_plain_page_and_nothing_else(
    browser: Browser, serving: Served, sample_folder: Path
) -> None:
    url = serving(sample_folder)
    page = browser.new_page(bypass_csp=True)
    answer = page.goto(url)
    assert answer is not None
    assert (answer.status, page.inner_text("body")) == (403, PRINTED)
    for path in EVERYTHING:
        refused = page.request.get(url + path)
        assert (refused.status, refused.text()) == (403, PRINTED)
    got = page.evaluate(ATTACK, url)
    assert (got["socket"], got["upload"]) == ("refused", 403)
    assert {got[name] for name in got if "/" in name and "health" not in name} == {PRINTED}
    page.close()


def test_the_printed_address_opens_the_dashboard_and_does_not_keep_the_key(
    page: Page, serving: Served, sample_folder: Path
) -> None:
    url = serving(sample_folder)
    page.goto(f"{url}/outreach?key={KEY}&college=School+of+Business")
    settled(page)
    assert page.url == f"{url}/outreach?college=School+of+Business"
    expect(page.locator(".st-key-chip_college")).to_contain_text("School of Business")
    assert KEY not in page.evaluate(
        "document.cookie + JSON.stringify(performance.getEntries()) + document.referrer"
    )
    page.goto(url)  # from now on without it
    settled(page)
    expect(page.get_by_test_id("stMetric").first).to_be_visible()


def test_a_link_in_a_message_opens_the_dashboard_for_who_is_in(
    anybody: Page, served: Served, sample_folder: Path
) -> None:
    """The digest is read in webmail, on another site."""
    url = served(sample_folder)
    with another_server() as (other, _):
        anybody.goto(other.replace("127.0.0.1", "localhost"))
        anybody.evaluate("url => { location = url }", f"{url}/outreach")
        anybody.wait_for_url("**/outreach")
        settled(anybody)
        expect(anybody.get_by_role("heading", level=1)).to_be_visible()


def test_serve_prints_the_address_and_hides_the_key_from_others_of_the_machine(
    anybody: Page, an_office: Path, tmp_path: Path
) -> None:
    """Anybody may read the arguments of a process: those of the server, and of the browser it opens."""
    told = tmp_path / "told"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$@" > {told}.new && mv {told}.new {told}\n')
    browser.chmod(0o755)
    arguments = ("dashboard.cli", "--warehouse", str(an_office), "serve", "--port", free_port(), "--open")
    with started(*arguments, environment={"BROWSER": f"{browser} %s"}) as (server, line):
        printed = address_in(line)
        key = printed.partition("?key=")[2]
        assert len(key) >= 40
        running = subprocess.run(
            ["ps", "-A", "-o", "args"], capture_output=True, text=True, check=True
        ).stdout
        assert "dashboard/server.py" in running
        assert key not in running
        deadline = time.monotonic() + 30
        while not told.exists():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        opened = told.read_text().strip()
        assert key not in opened
        anybody.goto(opened)
        anybody.wait_for_url(urlsplit(printed)._replace(query="").geturl())
        settled(anybody)
        assert anybody.get_by_text(PRINTED).count() == 0
        server.send_signal(signal.SIGTERM)
        _, log = server.communicate(timeout=30)
        assert key not in log
        assert not Path(urlsplit(opened).path).exists()


def test_the_key_of_an_earlier_start_opens_nothing(anybody: Page, an_office: Path) -> None:
    arguments = ("dashboard.cli", "--warehouse", str(an_office), "serve", "--port", free_port())
    with started(*arguments) as (_, line):
        earlier = address_in(line)
        anybody.goto(earlier)
        settled(anybody)
    with started(*arguments) as (_, line):
        assert address_in(line) != earlier
        for address in (earlier, earlier.partition("?")[0]):
            anybody.goto(address)
            assert anybody.inner_text("body") == PRINTED


def test_another_name_that_was_given_is_answered(misled: Browser, an_office: Path) -> None:
    arguments = ("dashboard.cli", "--warehouse", str(an_office), "serve", "--port", free_port())
    with started(*arguments, "--host-name", "Careers.example.edu") as (server, line):
        assert server.stdout is not None
        other = address_in(next(server.stdout))
        assert urlsplit(other).hostname == "careers.example.edu"
        assert urlsplit(other).query == urlsplit(address_in(line)).query
        page = misled.new_page()
        page.goto(other)
        settled(page)
        page.goto(other.replace("careers.", "other."))
        assert page.inner_text("body") == OTHER_NAME


@pytest.mark.parametrize("claims", ["", "yes"])
def test_started_in_another_way_it_is_not_open(claims: str, anybody: Page, an_office: Path) -> None:
    """By hand, without a key; and by somebody who says that it is the sample office."""
    port = free_port()
    arguments = ("streamlit", "run", "dashboard/server.py", "--server.port", port)
    environment = {WAREHOUSE_VARIABLE: str(an_office), SAMPLE_VARIABLE: claims}
    with started(*arguments, environment=environment) as (_, line):
        anybody.goto(f"http://127.0.0.1:{port}")
        assert anybody.inner_text("body") == PRINTED
        anybody.goto(address_in(line))
        settled(anybody)
        assert anybody.get_by_text(PRINTED).count() == 0


# -- downloads --------------------------------------------------------------------------------------------------


def test_a_download_needs_the_key_and_is_gone_after_the_session(
    page: Page, served: Served, sample_folder: Path, elsewhere: APIRequestContext
) -> None:
    page.goto(f"{served(sample_folder)}/outreach")
    settled(page)
    pick(page, "new_contacts", "Export…")
    settled(page)
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name="(CSV)").click()
    address = waiting.value.url
    assert "/media/" in address
    assert page.request.get(address).ok
    refused = elsewhere.get(address)
    assert (refused.status, refused.text()) == (403, PRINTED)
    foreign = page.request.get(address, headers={"Origin": "http://evil.example"})
    assert (foreign.status, foreign.text()) == (403, OTHER_PAGE)
    page.goto("about:blank")
    deadline = time.monotonic() + 90
    while page.request.get(address).status != 404:
        assert time.monotonic() < deadline, "the file of the download outlived its session"
        time.sleep(1)
