"""Many reports in one run, and what of the memory comes back: on the sample office, one report for each major, again and
again.

    python -m tests.benchmarks reports
"""

from __future__ import annotations

import gc
import io
import os
import resource
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.commands.sample_office import SAMPLES, set_up
from dashboard.reports import each, library
from pipelines.store.warehouse import Warehouse

RUN, AFTER = 60, 100  # reports: of one run, and after how many memory is looked at
NAME, BY = "dean_page", "major"


def run(_office: Path, _folder: Path) -> list[str]:
    with tempfile.TemporaryDirectory() as place:
        warehouse = Warehouse(Path(place) / "sample")
        list(set_up(warehouse, SAMPLES))
        os.environ[WAREHOUSE_VARIABLE] = str(warehouse.folder)
        asked = Ask(warehouse.published())
        lines = [
            "## Reports",
            "",
            f"{RUN} times `{NAME}` of the sample office in one run, one for each {BY}, packed into one ZIP.",
            "",
            "Beside the clock's seconds those of the processor, which other programs on the machine do not lengthen; what the",
            "browser takes to draw charts for PDF and HTML is in the clock's alone. The first format asks the figures, the",
            "others find them remembered.",
            "",
            "| format | seconds | of the processor | a report |",
            "|---|---:|---:|---:|",
        ]
        for ending in ("pptx", "docx", "xlsx", "pdf", "html"):
            seconds, busy = _packed(asked, ending, RUN)
            lines.append(f"| {ending} | {seconds:.0f} | {busy:.0f} | {seconds / RUN:.2f} |")
        before = _held()
        _packed(asked, "pptx", AFTER)
        after = _held()
        lines += ["", f"Memory before and after {AFTER} more as slides: {before:,} and {after:,} MB."]
        return lines


def _packed(asked: Ask, ending: str, how_many: int) -> tuple[float, float]:
    """Seconds for so many reports, and those of the processor; of fewer majors than that, some come again."""
    plan = library.ready()[NAME]

    def endless() -> object:
        while True:
            yield from each.one_for_each(plan, asked, BY, "publishable", ending)

    started, busy = time.perf_counter(), time.process_time()
    numbered = (
        each.Made(f"{number}-{one.file or one.of}", one.of, one.report)
        for number, one in enumerate(islice(endless(), how_many))  # type: ignore[call-overload]
    )
    each.into_zip(numbered, io.BytesIO(), ending)
    return time.perf_counter() - started, time.process_time() - busy


def _held() -> int:
    """Megabytes this process holds now; where the system does not say, the most it ever held."""
    gc.collect()
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() // 2**20
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (2**20 if sys.platform == "darwin" else 2**10)
