"""How much Python the product is, beside an earlier commit: `python -m tests.benchmarks.lines [--publish]`.

Counted by git, so only what is committed or staged counts, and the earlier commit must be in the clone.
"""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.benchmarks.publishing import publish

ROOT = Path(__file__).parents[2]
PACKAGES = ("pipelines", "dashboard")
BEFORE_THE_ROOMS = "2f4eafa"

Lines = Mapping[str, int]  # a module -> its lines


def lines_of(root: Path, commit: str) -> Lines:
    """The lines of every module of the two packages; those without any are left out."""
    counting = ["git", "grep", "--count", "", commit, "--", *(f"{package}/*.py" for package in PACKAGES)]
    counted = subprocess.run(counting, cwd=root, capture_output=True, text=True, check=True).stdout
    rows = (row.removeprefix(f"{commit}:").rsplit(":", 1) for row in counted.splitlines())
    return {path: int(number) for path, number in rows}


ROWS: tuple[tuple[str, Callable[[Lines], int]], ...] = (
    ("lines of Python", lambda lines: sum(lines.values())),
    ("of `pipelines/`", lambda lines: sum(n for path, n in lines.items() if path.startswith("pipelines/"))),
    ("of `dashboard/`", lambda lines: sum(n for path, n in lines.items() if path.startswith("dashboard/"))),
    ("modules", len),
    ("modules beside the folders of a package", lambda lines: sum(path.count("/") == 1 for path in lines)),
    ("modules of more than 400 lines", lambda lines: sum(n > 400 for n in lines.values())),
    ("lines of the longest module", lambda lines: max(lines.values())),
)


def table(before: Lines, now: Lines, commit: str) -> list[str]:
    """The section for docs/benchmarks.md."""
    return [
        "## Lines",
        "",
        f"Of the product, without tests, now and before it had rooms (`{commit}`): `python -m tests.benchmarks.lines`.",
        "",
        "| what | before | now |",
        "|---|---:|---:|",
        *(f"| {what} | {counted(before):,} | {counted(now):,} |" for what, counted in ROWS),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.lines", description=__doc__)
    parser.add_argument("--before", default=BEFORE_THE_ROOMS, metavar="COMMIT")
    parser.add_argument("--publish", action="store_true", help="write docs/benchmarks.md")
    asked = parser.parse_args()
    section = table(lines_of(ROOT, asked.before), lines_of(ROOT, "HEAD"), asked.before)
    print("\n".join(section))
    if asked.publish:
        publish(section)


if __name__ == "__main__":
    main()
