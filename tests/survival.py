"""kill -9 at any moment of everything that writes: nothing acknowledged is lost, nothing is doubled or half there.

    python -m tests.survival --cycles 200 --seed 7

A cycle starts a command as a person would, kills it after a random part of the time it usually takes, and looks at what
is there. The test suite runs a few.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.build.build import build
from pipelines.build.soundness import examine
from pipelines.ingest.ledger import imports
from pipelines.ingest.load import import_file
from pipelines.store import warehouse as store
from pipelines.store.backups import restore
from pipelines.store.warehouse import Warehouse
from tests.offices import TODAY

KINDS = ("import", "build", "undo", "redo", "backup", "restore", "migration")
ROWS = 1_500
Ledger = dict[str, str]  # file name -> live or undone


def command(warehouse: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "dashboard.cli", "--warehouse", str(warehouse), *arguments]


def outreach_file(path: Path, number: int, rows: int = 3_000) -> Path:
    lines = ["student_id,contact_name,contact_employer,sent_on,channel,reply"]
    lines += [
        f"S{row % 200},Contact {number}-{row},Employer {row % 50},2026-0{1 + row % 9}-1{row % 10},linkedin,replied"
        for row in range(rows)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def ledger(folder: Path) -> Ledger:
    rows = imports(Warehouse(folder))
    assert len({row["file_name"] for row in rows}) == len(rows), "a file is in the ledger twice"
    return {row["file_name"]: row["status"] for row in rows}


def touches(folder: Path) -> int:
    return int(Warehouse(folder).published().query("select count(*) as n from marts.touches")[0]["n"])


def assert_sound(folder: Path) -> None:
    """Everything can be read and adds up; the build may be older than the record, as after any kill."""
    wrong = [
        one.said for one in examine(Warehouse(folder)) if not one.is_sound and "older than" not in one.said
    ]
    assert not wrong, wrong


def as_the_version_before(folder: Path) -> None:
    """Take the newest step of the record's schema back: the columns it adds."""
    number, step = max(store.migrations().items())
    statements = [one for one in re.sub("--.*", "", step).split(";") if one.strip()]
    added = [
        re.fullmatch(r"alter table (record\.\w+) add column (\w+) \w+", " ".join(one.split()))
        for one in statements
    ]
    with Warehouse(folder).recording("going back a version") as connection:
        for column in added:
            assert column, f"step {number} does more than add columns: say here how it is taken back"
            connection.execute(f"alter table {column[1]} drop column {column[2]}")
        connection.execute("delete from record.schema_version where version = $number", {"number": number})


@dataclass
class Survival:
    """One office and what is done to it."""

    place: Path
    rng: random.Random
    usual: dict[str, float] = field(default_factory=dict)  # kind -> seconds where nobody kills it
    killed: Counter[str] = field(default_factory=Counter)
    number: int = 0

    @property
    def folder(self) -> Path:
        return self.place / "warehouse"

    def new_file(self) -> Path:
        self.number += 1
        return outreach_file(self.place / f"{self.number}.csv", self.number, rows=ROWS)

    def run(self, kind: str, folder: Path, *arguments: str) -> bool:
        """Run a command and kill it on the way, but for the first of its kind; was it acknowledged?"""
        started = time.monotonic()
        process = subprocess.Popen(
            command(folder, *arguments), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        limit = self.usual[kind] * self.rng.uniform(0.15, 1.1) if kind in self.usual else None
        try:
            _, errors = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            self.killed[kind] += 1
            return False
        assert process.returncode == 0, errors
        self.usual.setdefault(kind, time.monotonic() - started)
        return True

    def first(self) -> None:
        for _ in range(2):
            import_file(Warehouse(self.folder), self.new_file(), today=TODAY)
        build(Warehouse(self.folder))

    def cycle(self, kind: str) -> None:
        """Do one thing, perhaps to its end, and look at what is there."""
        before = ledger(self.folder)
        after = getattr(self, f"_{kind}")(before)
        now = ledger(self.folder)
        assert now in after, f"{kind}: {now} is none of {after}"
        assert_sound(self.folder)
        assert touches(self.folder) % ROWS == 0, "a build is half there"

    # -- what may be there afterwards: one ledger where it was acknowledged, else that or the one before ----------

    def _import(self, before: Ledger) -> list[Ledger]:
        file = self.new_file()
        done = {**before, file.name: "live"}
        return [done] if self.run("import", self.folder, "import", str(file)) else [done, before]

    def _build(self, before: Ledger) -> list[Ledger]:
        """Of a record whose builds are gone: the same file again changes nothing and builds."""
        live = [name for name, status in before.items() if status == "live"]
        if not live:
            return self._import(before)
        whole = build(Warehouse(self.folder)).build
        for path in Warehouse(self.folder).published_folder.glob("b*.duckdb"):
            path.unlink()
        if not self.run("build", self.folder, "import", str(self.place / self.rng.choice(live))):
            build(Warehouse(self.folder))
        assert Warehouse(self.folder).current_build() == whole
        assert touches(self.folder) == ROWS * len(live)
        return [before]

    def _undo(self, before: Ledger) -> list[Ledger]:
        return self._change(before, "undo", "live", "undone")

    def _redo(self, before: Ledger) -> list[Ledger]:
        return self._change(before, "redo", "undone", "live")

    def _change(self, before: Ledger, what: str, of: str, to: str) -> list[Ledger]:
        rows = [row for row in imports(Warehouse(self.folder)) if row["status"] == of]
        if not rows:
            return self._import(before)
        row = self.rng.choice(rows)
        done = {**before, row["file_name"]: to}
        return [done] if self.run(what, self.folder, what, str(row["import_id"])) else [done, before]

    def _backup(self, before: Ledger) -> list[Ledger]:
        out = self.place / f"backup-{self.rng.random()}"
        if (
            self.run("backup", self.folder, "backup", "-o", str(out)) or out.exists()
        ):  # there is none, or a whole one
            with tempfile.TemporaryDirectory(dir=self.place) as other:
                restore(Warehouse(Path(other)), out)
                assert ledger(Path(other)) == before
            shutil.rmtree(out)
        return [before]

    def _restore(self, before: Ledger) -> list[Ledger]:
        out = self.place / f"backup-{self.rng.random()}"
        subprocess.run(command(self.folder, "backup", "-o", str(out)), check=True, capture_output=True)
        file = self.new_file()
        import_file(Warehouse(self.folder), file, today=TODAY)
        build(Warehouse(self.folder))
        with_it = {**before, file.name: "live"}
        acknowledged = self.run("restore", self.folder, "restore", str(out))
        shutil.rmtree(out)
        if ledger(self.folder) == before:  # the build in use may still hold what was taken back
            build(Warehouse(self.folder))
        return [before] if acknowledged else [before, with_it]

    def _migration(self, before: Ledger) -> list[Ledger]:
        """An office of the version before, opened by this one."""
        old = self.place / f"old-{self.rng.random()}"
        import_file(Warehouse(old), self.place / "1.csv", source="outreach_log", today=TODAY)
        as_the_version_before(old)
        file = self.new_file()
        acknowledged = self.run("migration", old, "import", str(file))
        assert ledger(old) in [
            {"1.csv": "live", file.name: "live"},
            *([] if acknowledged else [{"1.csv": "live"}]),
        ]
        build(Warehouse(old))
        assert_sound(old)
        assert touches(old) == ROWS * len(ledger(old))
        shutil.rmtree(old)
        return [before]

    def last(self) -> None:
        """Everything once more: each file is in once, and the figures hold every row once."""
        names = ledger(self.folder)
        for name in names:
            import_file(Warehouse(self.folder), self.place / name, source="outreach_log", today=TODAY)
        build(Warehouse(self.folder))
        assert ledger(self.folder) == dict.fromkeys(names, "live")
        assert touches(self.folder) == ROWS * len(names)
        assert all(finding.is_sound for finding in examine(Warehouse(self.folder)))


def survive(
    place: Path, cycles: int, seed: int, tell: Callable[[str], None] = lambda _said: None
) -> Survival:
    """So many cycles over all KINDS in turn; raises AssertionError where anything is lost, doubled or half there."""
    office = Survival(place, random.Random(seed))
    office.first()
    for number in range(cycles):
        kind = KINDS[number % len(KINDS)]
        office.cycle(kind)
        tell(f"{number + 1} of {cycles}: {kind}")
    office.last()
    return office


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--cycles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20261120)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        office = survive(Path(place), chosen.cycles, chosen.seed, lambda said: print(said, flush=True))
    print(json.dumps({"cycles": chosen.cycles, "killed": dict(office.killed), "lost, doubled or half": 0}))


if __name__ == "__main__":
    main()
