"""A whole office of ten million touches: every file taken in, then built; time, memory and what was spilled to disk.

    python -m tests.benchmarks.big_office [--touches 10000000] [--memory "4 GB"] [--folder DIR] [--publish]

Run by hand (many minutes, some 15 GB of disk); needs Linux, as `big_import` does, which samples memory the same way.
`--memory` is what the office's settings allow the database; without it, half of the machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.figures.measure import catalog, measure_alone
from pipelines.figures.results import Question
from pipelines.store import answers
from pipelines.store.leftovers import SPILL
from pipelines.store.warehouse import Warehouse
from tests.benchmarks.big_import import EVERY_SECONDS, ROOT, resident
from tests.benchmarks.publishing import publish

TOUCHES = 10_000_000
SOURCES = {
    "roster": "roster",
    "outreach": "outreach_log",
    "interviews": "interview_log",
    "degree_log": "degree_log",
    "first_destination": "first_destination",
}
IMPORT = """
import sys; from pathlib import Path
from pipelines.ingest.load import import_file
from pipelines.store.warehouse import Warehouse
report = import_file(Warehouse(Path(sys.argv[1])), Path(sys.argv[2]), source=sys.argv[3])
assert report.status == "imported" and not report.rejected, (report.status, report.rejected)
"""
BUILD = """
import sys; from pathlib import Path
from pipelines.build.build import build
from pipelines.store.warehouse import Warehouse
build(Warehouse(Path(sys.argv[1])))
"""


@dataclass(frozen=True)
class Spent:
    """What one process and its children took. seconds and cpu: of the clock and of all cores."""

    seconds: float
    cpu: float
    peak_mb: float
    spilled_mb: float

    def row(self, name: str) -> str:
        return (
            f"| {name} | {self.seconds:.0f} | {self.cpu:.0f} | {self.peak_mb:,.0f} | {self.spilled_mb:,.0f} |"
        )


def spent(code: str, warehouse: Path, *arguments: str) -> Spent:
    """Run some Python on a warehouse. Raises CalledProcessError where it fails."""
    command = [sys.executable, "-c", code, str(warehouse), *arguments]
    started, held, spilled = time.perf_counter(), 0, 0
    process = subprocess.Popen(command, cwd=ROOT)
    while True:
        gone, status, usage = os.wait4(process.pid, os.WNOHANG)
        if gone:
            break
        held = max(held, resident(process.pid))
        spilled = max(spilled, sum(_sizes(warehouse / SPILL)))
        time.sleep(EVERY_SECONDS)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command[:2])
    cpu = usage.ru_utime + usage.ru_stime
    return Spent(time.perf_counter() - started, cpu, held / 1e6, spilled / 1e6)


def _sizes(folder: Path) -> Iterator[int]:
    try:
        for file in folder.rglob("*"):
            yield file.stat().st_size
    except FileNotFoundError:  # it was removed while we looked
        return


def asked(warehouse: Path) -> str:
    """How fast the figures of an office are told: each asked once to warm up, then three times, nothing cached."""
    published = Warehouse(warehouse).published()
    middles = {}
    for metric in catalog():
        times = []
        for _ in range(4):
            answers.forget("measured")
            started = time.perf_counter()
            measure_alone(published, metric, Question())
            times.append((time.perf_counter() - started) * 1000)
        middles[metric] = statistics.median(times[1:])
    slowest = max(middles, key=lambda metric: middles[metric])
    half = statistics.median(middles.values())
    return (
        f"Its {len(middles)} figures, unfiltered, nothing cached: half take up to {half:.0f} ms,"
        f" the slowest (`{slowest}`) {middles[slowest]:.0f} ms."
    )


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks.big_office")
    options.add_argument("--touches", type=int, default=TOUCHES)
    options.add_argument(
        "--memory", help='what the office allows the database, such as "4 GB" (half of the machine)'
    )
    options.add_argument("--folder", type=Path, default=ROOT / "bench-data")
    options.add_argument("--publish", action="store_true", help="write its section of docs/benchmarks.md")
    chosen = options.parse_args()
    office, warehouse = chosen.folder / f"office-{chosen.touches}", chosen.folder / "big-office"
    if not all((office / f"{name}.csv").exists() for name in SOURCES):
        making = [sys.executable, str(ROOT / "sample_data" / "generate.py"), "--out", str(office)]
        subprocess.run([*making, "--touches", str(chosen.touches)], check=True)
    shutil.rmtree(warehouse, ignore_errors=True)
    warehouse.mkdir(parents=True, mode=0o700)
    if chosen.memory:
        (warehouse / "settings.toml").write_text(f'memory = "{chosen.memory}"\n', encoding="utf-8")
    told = f"--memory '{chosen.memory}'" if chosen.memory else ""
    section = [
        f"## A whole office of {chosen.touches:,} touches",
        "",
        f"Every file taken in, one process each, then built: `python -m tests.benchmarks.big_office {told}`.".replace(
            " `.", "`."
        ),
        f"The database may hold {chosen.memory or 'half of the machine'} in memory; what it could not hold it spilled to disk."
        " Memory is that of the process and its reader together, sampled twenty times a second.",
        "",
        "| what | seconds | CPU seconds | peak MB | spilled MB |",
        "|---|---:|---:|---:|---:|",
    ]
    for name, source in SOURCES.items():
        file = office / f"{name}.csv"
        took = spent(IMPORT, warehouse, str(file), source)
        section.append(took.row(f"`{file.name}`, {file.stat().st_size / 1e6:,.0f} MB"))
        print(section[-1], flush=True)
    section.append(spent(BUILD, warehouse).row("the build"))
    print(section[-1], flush=True)
    sizes = [sum(_sizes(warehouse / part)) / 1e6 for part in ("published", "")]
    section += [
        "",
        f"On disk: the record and the build {sizes[1]:,.0f} MB, of it the build {sizes[0]:,.0f} MB.",
        asked(warehouse),
    ]
    print("\n".join(section), flush=True)
    shutil.rmtree(warehouse)
    if chosen.publish:
        publish(section)


if __name__ == "__main__":
    main()
