"""Make the sample office, or an office of any size.

    python sample_data/generate.py                                  the sample office, into this folder
    python sample_data/generate.py --out DIR                        the same, elsewhere
    python sample_data/generate.py --students 100000 --out DIR      over a million touches, for measuring

The same seed makes the same bytes.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from making.bulk import write_bulk
from making.files import import_counts, write_office
from making.office import SEED, make_office
from making.toml_text import toml_text
from making.truth import expected

EXPECTED_NOTE = (
    "What the figures of the sample office must come to, worked out by generate.py from its own rows\n"
    "(interviews_with_problems.csv repeats rows of another file and changes none). Synthetic: do not cite."
)


def write_sample(folder: Path, seed: int = SEED) -> None:
    """The sample office: `office/` with the files and `expected.toml` with the figures they give."""
    office = make_office(seed)
    write_office(office, folder / "office")
    text = toml_text({**expected(office), "imports": import_counts(office)}, EXPECTED_NOTE)
    (folder / "expected.toml").write_text(text, encoding="utf-8", newline="\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0; what was written goes to standard output."""
    parser = argparse.ArgumentParser(description="Make the sample office, or an office of any size.")
    parser.add_argument("--out", type=Path, help="folder to write into (default: this one)")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--students", type=int, help="make an office of this many students, for measuring")
    parser.add_argument("--touches", type=int, help="about how many touches it has")
    chosen = parser.parse_args(arguments)
    if chosen.students is None and chosen.touches is None:
        folder = chosen.out or Path(__file__).resolve().parent
        write_sample(folder, chosen.seed)
        print(f"Wrote the sample office to {folder}.")
        return 0
    if chosen.out is None:
        parser.error("--students and --touches need --out, so that the sample office stays as it is")
    students = chosen.students or max(100, chosen.touches // 10)
    if students < 100 or (chosen.touches is not None and chosen.touches < students):
        parser.error("at least 100 students, and at least as many touches as students")
    begun = time.monotonic()
    rows = write_bulk(chosen.out, students, chosen.touches, chosen.seed)
    for name, count in rows.items():
        print(f"{name}: {count:,} rows")
    print(f"{time.monotonic() - begun:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
