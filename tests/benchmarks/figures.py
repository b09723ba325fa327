"""Every figure, unfiltered and with one filter, in one process on a built office."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipelines.figures.measure import catalog, dimensions_for, measure, measure_alone, segment_domain
from pipelines.figures.results import Question
from pipelines.store import answers
from pipelines.store.warehouse import Warehouse
from tests.benchmarks.importing import built_office

RUNS = 60
RUNS_AT_THE_BAR = 200  # of fewer, the few in which the machine stalls would be the 95th percentile
BAR = 40  # milliseconds


def run(office: Path, folder: Path) -> list[str]:
    published = Warehouse(built_office(office)).published()
    college = next(value for value in segment_domain(published, "college") if value != "Unknown")
    of_college = Question(where=(("college", college),))
    asked: dict[str, tuple[Callable[..., Any], Question]] = {
        "unfiltered": (measure_alone, Question()),
        "with those beside it": (measure, Question()),
        "one college": (measure_alone, of_college),
    }
    lines = [
        "## Figures",
        "",
        f"Milliseconds of a figure alone ({RUNS_AT_THE_BAR} runs) and with those it is never shown without or for one"
        f" college ({RUNS} runs), after one to warm up, nothing cached, one process.",
        "",
        "| figure | " + " | ".join(f"{name} p50 | p95" for name in asked) + " |",
        "|---|" + "---:|" * (2 * len(asked)),
    ]
    slow: list[str] = []
    for metric in catalog():
        cells = []
        for name, (ask, question) in asked.items():
            if question.where and "college" not in dimensions_for(metric):
                cells += ["–", "–"]
                continue
            ask(published, metric, question)
            times = []
            for _ in range(RUNS_AT_THE_BAR if name == "unfiltered" else RUNS):
                answers.forget("measured")
                started = time.perf_counter()
                ask(published, metric, question)
                times.append((time.perf_counter() - started) * 1000)
            p95 = statistics.quantiles(times, n=20)[-1]
            if name == "unfiltered" and p95 > BAR:
                slow.append(f"`{metric}`")
            cells += [f"{statistics.median(times):.0f}", f"{p95:.0f}"]
        lines.append(f"| `{metric}` | {' | '.join(cells)} |")
    lines += [
        "",
        f"Unfiltered p95 over {BAR} ms: {', '.join(slow) or 'none'}; {len(catalog())} figures in all.",
    ]
    return lines
