"""Everything a page asks the build for, together: how long queries of it were under way, with the caches empty."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from dashboard.asking.served import WAREHOUSE_VARIABLE
from pipelines.store import answers
from pipelines.store.warehouse import Published
from tests.benchmarks.importing import built_office

ROOT = Path(__file__).parents[2]
PAGES = ("overview", "outreach", "interviews", "referrals", "outcomes", "growth", "this_week")
RUNS = 7
ASKED_ANEW = ("measured", "figure", "follow_through", "extent", "late_weeks", "people_talked_to")
# (what is timed, its page, what a new filter asks anew). What stands out comes when the browser has drawn the charts.
TIMED = (
    *((page, page, ASKED_ANEW) for page in PAGES),
    ("overview, what stands out included", "overview", (*ASKED_ANEW, "what_stands_out")),
)


def run(office: Path, folder: Path) -> list[str]:
    os.environ[WAREHOUSE_VARIABLE] = str(built_office(office))
    spent: list[tuple[float, float]] = []
    query = Published.query

    def timed(self: Published, sql: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        started = time.perf_counter()
        rows = query(self, sql, params)
        spent.append((started, time.perf_counter()))
        return rows

    Published.query = timed  # type: ignore[method-assign]
    lines = [
        "## Pages",
        "",
        "Milliseconds in which any query of a page was under way (they are asked several at once), this academic year beside"
        f" the year before, asked as if the filter were new; {RUNS} runs. “What stands out” is found after the Overview's charts are drawn.",
        "",
        "| page | queries | p50 | slowest |",
        "|---|---:|---:|---:|",
    ]
    try:
        for name, page, forgotten in TIMED:
            at = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=300)
            at.run()
            at.switch_page(f"app_pages/{page}.py").run()
            totals = []
            for _ in range(RUNS):
                answers.forget(*forgotten)
                spent.clear()
                at.run()
                assert not at.exception, f"{page} failed: {at.exception[0].message}"
                totals.append(_together(spent) * 1000)
            lines.append(f"| {name} | {len(spent)} | {statistics.median(totals):.0f} | {max(totals):.0f} |")
    finally:
        Published.query = query  # type: ignore[method-assign]
    return lines


def _together(spent: list[tuple[float, float]]) -> float:
    """How long at least one of these spans of time was under way."""
    total, reached = 0.0, 0.0
    for began, ended in sorted(spent):
        total += max(0.0, ended - max(began, reached))
        reached = max(reached, ended)
    return total
