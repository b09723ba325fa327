"""How the sample office feels in a real browser: a click, opening More, from page to page, the first page after a start.

A click is measured in clicking.py; what stands here is the rest of what a reader waits for.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.commands.sample_office import set_up
from pipelines.store.warehouse import Warehouse
from tests.browser.conftest import FLAGS, let_in, serve
from tests.browser.find_browser import browser_path

ROOT = Path(__file__).parents[2]
PAGES = ("Outreach", "Interviews", "Referrals", "Outcomes")
ROUNDS = 3

# From a press on until nothing of the page has changed for a quarter of a second while no script runs.
_AT_REST = """
() => new Promise(done => {
    const began = performance.now();
    let last = began;
    const watch = new MutationObserver(() => { last = performance.now() });
    watch.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
    const idle = () => document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        && !document.querySelector('[data-testid="stSkeleton"]');
    const look = () => {
        if (idle() && performance.now() - last > 250 && last > began) { watch.disconnect(); done(last - began); }
        else if (performance.now() - began > 20000) { watch.disconnect(); done(20000); }
        else setTimeout(look, 20);
    };
    document.querySelector(window.pressed).click();
    look();
})
"""
# How far the page moved by itself while it came: Chromium's layout shift, moves after a press left out.
_SHIFTS = """
() => { window.shifted = 0;
    new PerformanceObserver(list => { for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value })
        .observe({type: 'layout-shift', buffered: true}) }
"""


def run(_office: Path, _folder: Path) -> list[str]:
    sample = Path(tempfile.mkdtemp())
    list(set_up(Warehouse(sample), ROOT / "sample_data"))
    before = os.getloadavg()[0]
    begun = time.perf_counter()
    server, address = serve(sample, Path(tempfile.mkdtemp()) / "log.txt")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=list(FLAGS))
            started = time.perf_counter()
            page = _opened(browser, address)
            first = 1000 * (time.perf_counter() - started)
            whole = 1000 * (time.perf_counter() - begun)
            rows = [
                ("first page of a new server, in a new browser", [first]),
                ("from starting the server to that page", [whole]),
                ("from page to page", _tabs(page)),
                ("opening More", _more(page, address)),
            ]
            shifts = _shifts(browser, address)
            browser.close()
    finally:
        server.terminate()
        server.wait(10)
    lines = [f"| {what} | {statistics.median(times):.0f} | {max(times):.0f} |" for what, times in rows]
    moved = ", ".join(f"{name} {shift:.3f}" for name, shift in shifts.items())
    return [
        "## How it feels",
        "",
        "`python -m tests.benchmarks feeling`: milliseconds in Chromium on the sample office, until nothing changes any more;"
        f" load {before:.0f} before, {os.getloadavg()[0]:.0f} after.",
        "",
        "| what | p50 | slowest |",
        "|---|---:|---:|",
        *lines,
        "",
        f"Layout shift while a page comes: {moved}.",
    ]


def _opened(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    let_in(page.context, address)
    page.add_init_script(f"({_SHIFTS})()")
    page.goto(address)
    page.wait_for_selector('[data-testid="stPlotlyChart"] .main-svg', timeout=60_000)
    return page


def _pressed(page: Page, selector: str) -> float:
    page.wait_for_selector(selector)
    page.wait_for_timeout(700)  # what a page does after it has come
    page.evaluate("selector => { window.pressed = selector }", selector)
    return float(page.evaluate(_AT_REST))


def _tabs(page: Page) -> list[float]:
    """Each page by its link, visited once before."""
    page.goto(f"{page.url.rstrip('/')}/outreach")
    times = []
    for turn in range(ROUNDS + 1):
        for name in (*PAGES[1:], PAGES[0]):
            link = f".st-key-neighbors a[href*='{name.lower()}']"
            took = _pressed(page, link)
            times += [took] if turn else []
    return times


def _more(page: Page, address: str) -> list[float]:
    times = []
    for _ in range(ROUNDS):
        for name in PAGES:
            page.goto(f"{address}/{name.lower()}")
            page.wait_for_selector('[data-testid="stPlotlyChart"] .main-svg', timeout=60_000)
            fold = '[data-testid="stExpander"] summary'
            is_open = page.locator(fold).first.evaluate("fold => fold.parentElement.open")
            if is_open:
                _pressed(page, fold)
            times.append(_pressed(page, fold))
            _pressed(page, fold)
    return times


def _shifts(browser: Browser, address: str) -> dict[str, float]:
    found = {}
    for name in ("", *PAGES):
        page = _opened(browser, f"{address}/{name.lower()}")
        page.wait_for_timeout(2500)
        found[name or "Home"] = float(page.evaluate("() => window.shifted"))
        page.close()
    return found
