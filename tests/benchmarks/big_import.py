"""A file of half a gigabyte through the command line: time and memory of the whole process tree, stage by stage.

    python -m tests.benchmarks.big_import [--touches 4100000] [--folder DIR] [--publish]

Run by hand (minutes); needs Linux, whose /proc tells what a process and its children hold at a moment. Memory is
the sum of the resident memory of all processes, sampled twenty times a second: pages they share count twice.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.publishing import publish

ROOT = Path(__file__).parents[2]
EVERY_SECONDS = 0.05
TOUCHES = 4_100_000  # about 500 MB of outreach log
BAR_MB = 1_500


def resident(pid: int) -> int:
    """Bytes of memory a process and all its descendants hold now; 0 for one that has gone."""
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        try:
            total += int(Path(f"/proc/{one}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except (OSError, ValueError):  # it ended while we looked
            continue
    return total


@dataclass
class Stages:
    """What the command said it was doing, when it began that, and the most memory held meanwhile."""

    names: list[str] = field(default_factory=lambda: ["starting"])
    began: list[float] = field(default_factory=lambda: [time.perf_counter()])
    peaks: list[int] = field(default_factory=lambda: [0])

    def enter(self, name: str) -> None:
        if name != self.names[-1]:
            self.began.append(time.perf_counter())
            self.peaks.append(0)
            self.names.append(name)

    def hold(self, bytes_held: int) -> None:
        self.peaks[-1] = max(self.peaks[-1], bytes_held)

    def rows(self) -> list[tuple[str, float, float]]:
        """(stage, seconds, peak MB)."""
        ends = [*self.began[1:], time.perf_counter()]
        spans = zip(self.names, self.began, ends, self.peaks, strict=True)
        return [(name, end - begin, peak / 1e6) for name, begin, end, peak in spans]


def watched(command: list[str]) -> tuple[Stages, str]:
    """Run a command that tells its progress as JSON lines; its stages and what it printed."""
    stages = Stages()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)

    def listen() -> None:
        for line in process.stderr or ():
            if line.startswith("{"):
                stages.enter(json.loads(line)["stage"])
            else:
                print(line, end="", file=sys.stderr)

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    printed: list[str] = []
    reader = threading.Thread(target=lambda: printed.append(process.stdout.read() if process.stdout else ""))
    reader.start()
    while process.poll() is None:
        stages.hold(resident(process.pid))
        time.sleep(EVERY_SECONDS)
    listener.join()
    reader.join()
    return stages, printed[0]


def messy(source: Path, target: Path) -> None:
    """The same rows as people keep them: cp1252, semicolons, titles, American dates, breaks, ragged and blank rows."""
    with (
        source.open(encoding="utf-8", newline="") as rows,
        target.open("w", encoding="cp1252", errors="replace", newline="") as out,
    ):
        reader = csv.reader(rows)
        header = next(reader)
        days = [place for place, name in enumerate(header) if name.endswith("_on")]
        name = header.index("contact_name")
        out.write("Outreach log;;;\r\nExported by José;;;\r\n\r\n")
        writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
        writer.writerow(header)
        for number, row in enumerate(reader):
            for place in days:
                if row[place]:
                    year, month, day = row[place].split("-")
                    row[place] = f"{int(month)}/{int(day)}/{year}"
            if number % 200 == 0:
                row[days[0]] = "sometime"
            if number % 50 == 0:
                row[name] += '; "José"\nJr.'
            if number % 1_000 == 0:
                row.append("more")
            if number % 1_500 == 0:
                out.write("\r\n")
            writer.writerow(row)
        out.write("Total;4100000\r\n")


def taken_in(file: Path, warehouse: Path, what: str) -> tuple[list[str], float]:
    """Import one file and build; a table's lines and the peak in MB."""
    command = [sys.executable, "-m", "dashboard.cli", "--warehouse", str(warehouse), "import", str(file)]
    stages, printed = watched([*command, "--source", "outreach_log", "--progress-json", "--json"])
    (report,) = json.loads(printed)
    rows = stages.rows()
    seconds, peak = sum(row[1] for row in rows), max(row[2] for row in rows)
    return [
        f"{what}: {file.stat().st_size / 1e6:,.0f} MB, {report['rows_read']:,} rows read ="
        f" {report['accepted']:,} accepted + {report['rejected']:,} rejected + {report['skipped']:,} skipped;"
        f" {report['new']:,} new, {report['changed']:,} changed, {report['unchanged']:,} unchanged.",
        "",
        "| stage | seconds | peak MB |",
        "|---|---:|---:|",
        *(f"| {name} | {took:.1f} | {held:,.0f} |" for name, took, held in rows if took >= EVERY_SECONDS),
        f"| all of it | {seconds:.1f} | {peak:,.0f} |",
        "",
    ], peak


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks.big_import")
    options.add_argument("--touches", type=int, default=TOUCHES)
    options.add_argument("--folder", type=Path, default=ROOT / "bench-data")
    options.add_argument("--publish", action="store_true", help="write its section of docs/benchmarks.md")
    chosen = options.parse_args()
    office = chosen.folder / f"office-{chosen.touches}"
    regular, irregular = office / "outreach.csv", chosen.folder / f"messy-{chosen.touches}.csv"
    if not regular.exists():
        making = [sys.executable, str(ROOT / "sample_data" / "generate.py"), "--out", str(office)]
        subprocess.run([*making, "--touches", str(chosen.touches)], check=True)
    if not irregular.exists():
        messy(regular, irregular)
    section = [
        "## A file of half a gigabyte",
        "",
        "Through the command line, the build of the figures included: `python -m tests.benchmarks.big_import`."
        " Memory of the command and its reading process together, sampled twenty times a second; the database is"
        f" allowed 1 GB, all of it is to stay below {BAR_MB:,} MB.",
        "",
    ]
    peaks = []
    for file, what in (
        (irregular, "A messy file, into an empty record"),
        (regular, "Its regular twin, on top"),
    ):
        lines, peak = taken_in(file, chosen.folder / "big-import", what)
        print("\n".join(lines), flush=True)
        section += lines
        peaks.append(peak)
    shutil.rmtree(chosen.folder / "big-import", ignore_errors=True)
    if chosen.publish:
        publish(section[:-1])
    if max(peaks) > BAR_MB:
        raise SystemExit(f"More than {BAR_MB:,} MB.")


if __name__ == "__main__":
    main()
