"""`make fuzz`: 5,000 damaged files. Prints what became of them; stops at the first that must not be.

python -m tests.fuzz [--files 5000] [--from 0] [--only NUMBER]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path

from tests.fuzz.corpus import seeds
from tests.fuzz.judging import Judge
from tests.fuzz.mutating import mutant


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.fuzz")
    options.add_argument("--files", type=int, default=5_000)
    options.add_argument("--from", type=int, default=0, dest="first", help="number of the first file")
    options.add_argument("--only", type=int, help="one file: it is left in the folder that is printed")
    chosen = options.parse_args()
    warnings.simplefilter("ignore")
    if chosen.only is not None:
        folder = Path(tempfile.mkdtemp())
        made = mutant(chosen.only, seeds())
        (folder / made.name).write_bytes(made.content)
        print(f"{made.story}\n{folder / made.name}", flush=True)
        print(Judge(folder / "judged", seeds()).judge(chosen.only))
        return
    faults: list[int] = []
    outcomes: Counter[str] = Counter()
    slowest = (0.0, -1)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        judge = Judge(Path(folder), seeds())
        for number in range(chosen.first, chosen.first + chosen.files):
            started = time.perf_counter()
            try:
                outcomes[judge.judge(number)] += 1
            except Exception:
                traceback.print_exc()
                faults.append(number)
            slowest = max(slowest, (time.perf_counter() - started, number))
    told = ", ".join(f"{count:,} {kind}" for kind, count in outcomes.most_common())
    print(f"{chosen.files:,} damaged files in {time.perf_counter() - began:.0f} s: {told}.")
    print(f"The slowest, file {slowest[1]}, took {slowest[0]:.1f} s.")
    if faults:
        sys.exit(f"{len(faults)} that must not be: {', '.join(map(str, faults[:50]))}")


if __name__ == "__main__":
    main()
