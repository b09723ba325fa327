"""`make bench`: how fast, at 1,000,000 touches, in one run. Ratios where two things are compared; machines are noisy.

    python -m tests.benchmarks [--touches N] [--folder DIR] [importing reading figures pages clicking]

Writes docs/benchmarks.md only with --publish.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks import clicking, figures, importing, pages, reading

ROOT = Path(__file__).parents[2]
PARTS = {
    "importing": importing.run,
    "reading": reading.run,
    "figures": figures.run,
    "pages": pages.run,
    "clicking": clicking.run,
}


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    options.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which parts; all by default")
    options.add_argument("--touches", type=int, default=1_000_000)
    options.add_argument("--folder", type=Path, default=ROOT / "bench-data")
    options.add_argument("--publish", action="store_true", help="write docs/benchmarks.md")
    chosen = options.parse_args()
    office = chosen.folder / f"office-{chosen.touches}"
    if not (office / "outreach.csv").exists():
        started = time.perf_counter()
        subprocess.run(
            [
                sys.executable,
                str(ROOT / "sample_data" / "generate.py"),
                "--touches",
                str(chosen.touches),
                "--out",
                str(office),
            ],
            check=True,
        )
        print(f"generated in {time.perf_counter() - started:.1f} s")
    lines = [
        "# Benchmarks",
        "",
        "Printed by `make bench` (`python -m tests.benchmarks --publish`). One machine, one run; compare ratios, not seconds.",
        "",
        f"{datetime.now(UTC):%B %-d, %Y}; {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()};"
        f" {chosen.touches:,} touches.",
        "",
    ]
    for name in chosen.parts or PARTS:
        section = PARTS[name](office, chosen.folder)
        print("\n".join(section), flush=True)
        lines += [*section, ""]
    if chosen.publish:
        (ROOT / "docs" / "benchmarks.md").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
