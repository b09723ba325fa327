"""Every figure, unfiltered and with one filter, in one process on a built office."""

from __future__ import annotations

import os
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


RUNS_OF_THE_PROCESSOR = 5  # its time hardly varies


def run_of_the_processor(office: Path, folder: Path) -> list[str]:
    """What each figure costs both cores together: that stays the same while others use the machine, as time does not."""
    published = Warehouse(built_office(office)).published()
    costs = {}
    for metric in catalog():
        times = []
        for _ in range(RUNS_OF_THE_PROCESSOR + 1):  # one to warm up
            answers.forget("measured")
            started = time.process_time()
            measure_alone(published, metric, Question())
            times.append((time.process_time() - started) * 1000)
        costs[metric] = statistics.median(times[1:])
    over = sorted((metric for metric in costs if costs[metric] > BAR), key=lambda metric: -costs[metric])
    listed = ", ".join(f"`{metric}` {costs[metric]:.0f}" for metric in over) or "none"
    return [
        "## Figures, by what they cost",
        "",
        f"Milliseconds of the processor, all cores together, of a figure alone, unfiltered, nothing cached (the middle of"
        f" {RUNS_OF_THE_PROCESSOR}): `python -m tests.benchmarks cost`. A query uses every core for most of its work, so on two"
        " cores that nobody else uses it is told in half of that to all of it.",
        "",
        f"{len(costs)} figures; half cost up to {statistics.median(costs.values()):.0f}. Over {BAR}: {listed}."
        f" Load average meanwhile: {os.getloadavg()[0]:.0f}; a busy machine makes the same work cost up to twice as much.",
    ]


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
