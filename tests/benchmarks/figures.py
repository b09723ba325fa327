"""Every figure, unfiltered and with one filter, in one process on a built office."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from pipelines import memory
from pipelines.metrics import catalog, dimensions_for, measure, segment_domain
from pipelines.results import Question
from pipelines.warehouse import Warehouse
from tests.benchmarks.importing import built_office

RUNS = 20


def run(office: Path, folder: Path) -> list[str]:
    published = Warehouse(built_office(office)).published()
    college = next(value for value in segment_domain(published, "college") if value != "Unknown")
    questions = {"unfiltered": Question(), "one college": Question(where=(("college", college),))}
    lines = [
        "## Figures",
        "",
        f"Milliseconds of `measure()`, {RUNS} runs each after one to warm up, one process.",
        "",
        "| figure | unfiltered p50 | p95 | one college p50 | p95 |",
        "|---|---:|---:|---:|---:|",
    ]
    everything: list[float] = []
    for metric in catalog():
        cells = []
        for question in questions.values():
            if question.where and "college" not in dimensions_for(metric):
                cells += ["–", "–"]
                continue
            measure(published, metric, question)
            times = []
            for _ in range(RUNS):
                memory.forget("measured")
                started = time.perf_counter()
                measure(published, metric, question)
                times.append((time.perf_counter() - started) * 1000)
            everything += times
            cells += [f"{statistics.median(times):.0f}", f"{statistics.quantiles(times, n=20)[-1]:.0f}"]
        lines.append(f"| `{metric}` | {' | '.join(cells)} |")
    lines += [
        "",
        f"All together: p50 {statistics.median(everything):.0f}, p95 {statistics.quantiles(everything, n=20)[-1]:.0f}.",
    ]
    return lines
