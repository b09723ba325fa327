"""`make bench`: how fast, at 1,000,000 touches, in one run. Ratios where two things are compared; machines are noisy.

    python -m tests.benchmarks [--touches N] [--folder DIR]
        [importing reading figures cost pages clicking uploading feeling reports]

With --publish, the sections measured take their places in docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks import clicking, feeling, figures, importing, pages, reading, reports, uploading
from tests.benchmarks.publishing import publish

ROOT = Path(__file__).parents[2]
PARTS = {
    "importing": importing.run,
    "reading": reading.run,
    "figures": figures.run,
    "cost": figures.run_of_the_processor,
    "pages": pages.run,
    "clicking": clicking.run,
    "uploading": uploading.run,
    "feeling": feeling.run,
    "reports": reports.run,
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
    for name in chosen.parts or PARTS:
        section = PARTS[name](office, chosen.folder)
        print("\n".join(section), flush=True)
        if chosen.publish:
            publish(section)


if __name__ == "__main__":
    main()
