"""Would the tests notice a slip in the Python of a room? `python -m tests.mutants pipelines/readers --sample 100`."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tests.mutants.reporting import publish_room, summary
from tests.mutants.trial import Trial, equivalent, keys_printed, mutants, some

ROOT = Path(__file__).parents[2]
EQUIVALENT = Path(__file__).with_name("equivalent.toml")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("room", help="a folder or a module, such as pipelines/readers")
    parser.add_argument("--sample", type=int, metavar="N", help="try N of them (all)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="which N (1)")
    parser.add_argument("--only", default="", metavar="FILE", help="modules whose path contains this")
    parser.add_argument(
        "--again", type=Path, metavar="FILE", help="instead those that an earlier trial printed to FILE"
    )
    parser.add_argument(
        "--kept", type=Path, metavar="FILE", help="keep what each test runs for the next trial"
    )
    parser.add_argument(
        "--room-only", action="store_true", help="ask only the room's tests, not those of rooms that use it"
    )
    parser.add_argument("--list", action="store_true", help="print the changes and try none")
    parser.add_argument("--publish", action="store_true", help="write the room's row in docs/benchmarks.md")
    asked = parser.parse_args()
    try:
        every = mutants(ROOT, asked.room.rstrip("/"), asked.only)
    except ValueError as problem:
        parser.error(str(problem))
    chosen = some(every, asked.sample, asked.seed)
    if asked.again:
        printed = keys_printed(asked.again.read_text(encoding="utf-8"))
        chosen = [mutant for mutant in every if mutant.key in printed]
    if asked.list:
        print("\n".join(map(str, chosen)))
        return 0
    listed = equivalent(EQUIVALENT)
    tried = [mutant for mutant in chosen if mutant.key not in listed]
    print(f"{asked.room}: {len(every)} changes, {len(tried)} are tried", flush=True)
    unnoticed = 0
    with (
        tempfile.TemporaryDirectory(prefix="mutants-") as folder,
        closing(Trial(ROOT, Path(folder), kept=asked.kept)) as trial,
    ):
        # At once: a long run that is stopped has said what it found.
        left = (
            trial.survivors_of_room(tried)
            if asked.room_only
            else trial.survivors(tried, lambda one: print(f"\nnot by its room: {one}", flush=True))
        )
        for mutant in left:
            print(f"\n{mutant}", flush=True)
            unnoticed += 1
    known = len(chosen) - len(tried)
    print(f"\n{summary(len(tried), known, unnoticed)}")
    if asked.publish and tried:
        by = "its own" if asked.room_only else "its own and its users'"
        publish_room(asked.room.rstrip("/"), by, asked.seed, len(tried), known, unnoticed)
    return 1 if unnoticed else 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # so that the copy is removed
    sys.exit(main())
