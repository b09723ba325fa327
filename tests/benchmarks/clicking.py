"""From the click on a filter to the last chart on the page painted, in a real browser."""

from __future__ import annotations

import itertools
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.importing import built_office
from tests.browser.conftest import FLAGS, serve
from tests.browser.find_browser import browser_path

ROUNDS = 12

# Time of the last change inside any chart after the click, once nothing has changed for half a second.
_WATCH = """
() => {
    window.lastPaint = 0; window.clickedAt = 0;
    document.addEventListener('click', () => { window.clickedAt = performance.now(); window.lastPaint = 0 }, true);
    new MutationObserver(changes => {
        for (const change of changes) {
            const node = change.target.nodeType === 1 ? change.target : change.target.parentElement;
            if (node && node.closest('[data-testid="stPlotlyChart"]')) {
                requestAnimationFrame(() => { window.lastPaint = performance.now() });
                return;
            }
        }
    }).observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
}
"""


def run(office: Path, folder: Path) -> list[str]:
    lines = [
        "## From click to paint",
        "",
        f"Milliseconds from choosing a college to the last chart painted, Chromium, {ROUNDS} choices a page,"
        " each new to the cache.",
        "",
        "| page | charts | p50 | slowest |",
        "|---|---:|---:|---:|",
    ]
    server, address = serve(built_office(office), Path(tempfile.mkdtemp()) / "log.txt")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=list(FLAGS))
            for name in ("", "outreach", "interviews", "referrals"):
                page = browser.new_page(viewport={"width": 1440, "height": 1000})
                page.goto(f"{address}/{name}")
                _idle(page)
                times = _choices(page)
                charts = page.locator('[data-testid="stPlotlyChart"]').count()
                lines.append(
                    f"| {name or 'overview'} | {charts} | {statistics.median(times):.0f} | {max(times):.0f} |"
                )
                page.close()
            browser.close()
    finally:
        server.terminate()
        server.wait(10)
    return lines


def _choices(page: Page) -> list[float]:
    """Toggle colleges one by one: each step is a set of filters not asked before."""
    page.evaluate(_WATCH)
    times = []
    box = page.get_by_role("combobox").nth(1)
    for turn in itertools.count():
        if turn >= ROUNDS:
            return times
        box.click()
        options = page.get_by_role("option")
        if not options.count():
            return times
        options.nth(turn % options.count()).click()
        page.keyboard.press("Escape")
        _idle(page)
        painted = page.evaluate("() => window.lastPaint - window.clickedAt")
        if painted > 0:
            times.append(float(painted))
    return times


def _idle(page: Page) -> None:
    page.wait_for_timeout(100)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=120_000)
    page.wait_for_timeout(700)
