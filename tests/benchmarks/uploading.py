"""From dropping a file to its card, a choice, an import and an undo, in a real browser."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from dashboard.commands.sample_office import set_up
from pipelines.sources.names import column_name
from pipelines.store.warehouse import Warehouse
from tests.browser.conftest import FLAGS, let_in, serve
from tests.browser.find_browser import browser_path

ROOT = Path(__file__).parents[2]
ROUNDS = 5
ROWS = 45
LARGE = 24_900_000  # bytes: a page takes up to 25 MB
HEAD = "Student ID,Contact Name,Company,Interview Date,Minutes,How did it go?\n"
_IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def run(_office: Path, _folder: Path) -> list[str]:
    sample = Path(tempfile.mkdtemp())
    list(set_up(Warehouse(sample), ROOT / "sample_data"))
    load = os.getloadavg()[0]
    server, address = serve(sample, Path(tempfile.mkdtemp()) / "log.txt")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=list(FLAGS))
            page = browser.new_page(viewport={"width": 1440, "height": 1000})
            let_in(page.context, address)
            page.goto(f"{address}/uploads")
            page.wait_for_selector(_IDLE, timeout=120_000)
            rounds = [_round(page, number) for number in range(ROUNDS)]
            large = _seconds(page, lambda: _drop(page, "large.csv", _log("L", LARGE)), '[aria-label="Steps"]')
            browser.close()
    finally:
        server.terminate()
        server.wait(10)
    steps = zip(
        ("drop to card", "a choice", "import to figures", "undo"), zip(*rounds, strict=True), strict=True
    )
    return [
        "## From drop to figures",
        "",
        f"`python -m tests.benchmarks uploading`: a log of {ROWS} interviews into the sample office, {ROUNDS} times, then one"
        f" of 25 MB to its card. Seconds in Chromium; load {load:.0f} before, {os.getloadavg()[0]:.0f} after.",
        "",
        "| step | p50 | slowest |",
        "|---|---:|---:|",
        *(f"| {name} | {statistics.median(times):.1f} | {max(times):.1f} |" for name, times in steps),
        f"| 25 MB, drop to card | {large:.1f} | {large:.1f} |",
    ]


def _log(who: str, size: int = 0) -> bytes:
    """A log of 45 interviews, or of as many as make the size."""
    rows, length, number = [HEAD], len(HEAD), 0
    while number < ROWS or length < size:
        day = f"2026-{number % 9 + 1:02}-{number % 28 + 1:02}"
        rows.append(
            f"{who}{number},Contact {who} {number},Company {number % 97},{day},{15 + number % 40},fine\n"
        )
        length, number = length + len(rows[-1]), number + 1
    return "".join(rows).encode()


def _round(page: Page, number: int) -> tuple[float, float, float, float]:
    steps = '[aria-label="Steps"]'
    to_card = _seconds(page, lambda: _drop(page, f"log{number}.csv", _log(f"B{number}x")), steps)
    box = page.get_by_role("combobox", name="How did it go")
    box.click()
    option = page.get_by_role("option", name=column_name("contact_title"), exact=True)
    choice = _seconds(page, option.click, _IDLE)
    _seconds(page, page.get_by_role("button", name="Check the rows").click, _IDLE)
    button = page.get_by_role("button", name=f"Import {ROWS} interviews")
    figures = _seconds(page, button.click, "text=The figures are up to date.")
    undone = page.get_by_text("Undone").count()  # earlier ones stay in the history
    undo = _seconds(
        page,
        page.get_by_role("button", name="Undo").first.click,
        f':nth-match(:text("Undone"), {undone + 1})',
    )
    return to_card, choice, figures, undo


def _drop(page: Page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )


def _seconds(page: Page, act: Callable[[], object], until: str) -> float:
    """From an act to what it leads to, and the page at rest."""
    started = time.perf_counter()
    act()
    page.wait_for_timeout(30)
    page.wait_for_selector(until, timeout=240_000, state="attached")
    page.wait_for_selector(_IDLE, timeout=240_000)
    return time.perf_counter() - started
