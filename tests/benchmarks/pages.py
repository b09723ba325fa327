"""Everything a page asks the build for, together: the sum of its queries, with the caches empty."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from dashboard.data import WAREHOUSE_VARIABLE
from pipelines import memory
from pipelines.warehouse import Published
from tests.benchmarks.importing import built_office

ROOT = Path(__file__).parents[2]
PAGES = ("overview", "outreach", "interviews", "referrals", "outcomes", "growth", "follow_through")
RUNS = 7
ASKED_ANEW = ("measured", "figure", "follow_through", "extent", "late_weeks", "people_talked_to")
# (what is timed, its page, what a new filter asks anew). What stands out comes when the browser has drawn the charts.
TIMED = (
    *((page, page, ASKED_ANEW) for page in PAGES),
    ("overview, what stands out included", "overview", (*ASKED_ANEW, "what_stands_out")),
)


def run(office: Path, folder: Path) -> list[str]:
    os.environ[WAREHOUSE_VARIABLE] = str(built_office(office))
    spent: list[float] = []
    query = Published.query

    def timed(self: Published, sql: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        started = time.perf_counter()
        rows = query(self, sql, params)
        spent.append((time.perf_counter() - started) * 1000)
        return rows

    Published.query = timed  # type: ignore[method-assign]
    lines = [
        "## Pages",
        "",
        "Milliseconds of all queries of a page together, this academic year beside the year before, asked as if the filter"
        f" were new; {RUNS} runs. “What stands out” is found after the Overview's charts are drawn.",
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
                memory.forget(*forgotten)
                spent.clear()
                at.run()
                totals.append(sum(spent))
            lines.append(f"| {name} | {len(spent)} | {statistics.median(totals):.0f} | {max(totals):.0f} |")
    finally:
        Published.query = query  # type: ignore[method-assign]
    return lines
