"""From the click on a filter to the last chart on the page painted, in a real browser."""

from __future__ import annotations

import itertools
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.commands.sample_office import set_up
from pipelines.store.warehouse import Warehouse
from tests.benchmarks.importing import built_office
from tests.browser.conftest import FLAGS, let_in, serve
from tests.browser.find_browser import browser_path

CHOICES = 6  # three colleges one after the other, then three classes

ROOT = Path(__file__).parents[2]
SCRIPTS = {
    "dashboard/server.py": ("", "outreach", "interviews", "referrals"),
    "tests/benchmarks/six_charts.py": ("",),
}
SCRIPTS_NAMED = {"dashboard/server.py": "home", "tests/benchmarks/six_charts.py": "a test page"}

# The last change inside a chart after the click, as painted. New drawings take the place of the old ones, which stay
# hidden until the script ends and are then taken apart outside the page: what is not connected to it is not seen.
_WATCH = """
() => {
    window.lastPaint = 0; window.clickedAt = 0;
    document.addEventListener('pointerdown', () => { window.clickedAt = performance.now(); window.lastPaint = 0 }, true);
    const chart = '.main-svg';
    new MutationObserver(changes => {
        // inside a drawing, or a drawing put in anew; not what stands around it and changes elsewhere or goes stale
        if (changes.some(change => change.target.isConnected && ((change.target.parentElement ?? change.target).closest?.(chart)
            || change.target.closest?.(chart))
            || [...change.addedNodes].some(node => node.nodeType === 1 && (node.matches(chart) || node.querySelector(chart))))) {
            requestAnimationFrame(() => { window.lastPaint = performance.now() });
        }
    }).observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
}
"""


def run(office: Path, folder: Path) -> list[str]:
    lines = [
        "## From click to paint",
        "",
        f"Milliseconds from choosing a college or class to the last chart painted, Chromium, {CHOICES} choices a page,"
        " each new to the cache.",
        "",
        "| page | charts | choices that painted | p50 | slowest |",
        "|---|---:|---:|---:|---:|",
    ]
    sample = Path(tempfile.mkdtemp())
    list(set_up(Warehouse(sample), ROOT / "sample_data"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=list(FLAGS))
        for said, warehouse in (("the large office", built_office(office)), ("the sample office", sample)):
            for script, pages in SCRIPTS.items():
                server, address = serve(warehouse, Path(tempfile.mkdtemp()) / "log.txt", script)
                try:
                    lines += [
                        _row(browser, f"{address}/{name}", name or SCRIPTS_NAMED[script], said)
                        for name in pages
                    ]
                finally:
                    server.terminate()
                    server.wait(10)
        browser.close()
    return lines


def _row(browser: Browser, address: str, name: str, said: str) -> str:
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    let_in(page.context, address)
    page.goto(address)
    page.wait_for_selector('[data-testid="stPlotlyChart"]', timeout=60_000)
    _idle(page)
    charts = page.locator('[data-testid="stPlotlyChart"]').count()
    times = _choices(page)
    page.close()
    return f"| {name}, {said} | {charts} | {len(times)} | {statistics.median(times):.0f} | {max(times):.0f} |"


def _choices(page: Page) -> list[float]:
    """Toggle colleges one by one: each step is a set of filters not asked before."""
    page.evaluate(_WATCH)
    times = []
    for box, _ in itertools.product(
        (page.get_by_role("combobox", name=name) for name in ("College", "Class")), range(CHOICES // 2)
    ):
        box.click()
        page.get_by_role("option").last.click()  # the first is "Select all"
        _idle(page)
        painted = page.evaluate("() => window.lastPaint - window.clickedAt")
        page.keyboard.press("Escape")
        page.wait_for_timeout(300)
        if painted > 0:  # a choice that leaves a chart as it was paints nothing
            times.append(float(painted))
    return times


def _idle(page: Page) -> None:
    page.wait_for_timeout(100)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=120_000)
    page.wait_for_timeout(700)
