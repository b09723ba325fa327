"""The drill: an office is backed up, loses its record in one way or another, and comes back as it was."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipelines.build.build import build
from pipelines.build.soundness import examine
from pipelines.cli.commands import app
from pipelines.errors import UserError, WarehouseBusy, WarehouseError
from pipelines.figures.measure import measure
from pipelines.figures.results import Question
from pipelines.ingest.ledger import imports
from pipelines.store import backups
from pipelines.store import warehouse as warehouse_module
from pipelines.store.backups import MANIFEST, back_up, restore
from pipelines.store.warehouse import Warehouse, fetch, migrations
from tests.offices import take_in

ROSTER = """
student_id | college | is_expected_to_log
S1         | Arts    | yes
S2         | Science | yes
S3         | Science | yes
"""
INTERVIEWS = """
student_id | contact_name | held_on
S1         | Ada          | 2026-03-02
S2         | Bo           | 2026-03-09
"""
MORE = """
student_id | contact_name | held_on
S3         | Cy           | 2026-04-02
"""


def participation(warehouse: Warehouse) -> list[tuple[Any, ...]]:
    cells = measure(warehouse.published(), "participation_rate", Question(by=("college",))).cells
    return [(dict(cell.segment), cell.value, cell.numerator, cell.denominator) for cell in cells]


def is_sound(warehouse: Warehouse) -> bool:
    return all(finding.is_sound for finding in examine(warehouse))


def note(path: Path, text: str) -> None:
    """Something people did, in the office's own store."""
    with sqlite3.connect(path) as connection:
        connection.execute("create table if not exists notes (text varchar)")
        connection.execute("insert into notes values (?)", (text,))
    connection.close()


def notes(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    found = [row[0] for row in connection.execute("select text from notes")]
    connection.close()
    return found


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A roster and two interviews taken in and published; a setting, a mapping and a note of the office's own."""
    folder = tmp_path_factory.mktemp("template")
    office = Warehouse(folder / "warehouse")
    take_in(office, folder / "files", {"roster": ROSTER, "interview_log": INTERVIEWS})
    (office.folder / "settings.toml").write_text('office_name = "North"\n', encoding="utf-8")
    (office.folder / "mappings").mkdir()
    (office.folder / "mappings" / "spring.toml").write_text('source = "roster"\n', encoding="utf-8")
    note(office.folder / "office.sqlite", "before")
    build(office)
    return office.folder


@pytest.fixture
def warehouse(template: Path, tmp_path: Path) -> Warehouse:
    shutil.copytree(template, tmp_path / "warehouse")
    return Warehouse(tmp_path / "warehouse", wait_seconds=0.2)


def test_a_lost_record_comes_back_with_the_very_figures(warehouse: Warehouse, tmp_path: Path) -> None:
    before = participation(warehouse), imports(warehouse), warehouse.current_build()
    made = back_up(warehouse, tmp_path / "backup")
    assert made.imports == 2
    assert set(made.files) == {"record.duckdb", "settings.toml", "office.sqlite", "mappings/spring.toml"}
    take_in(warehouse, tmp_path / "more", {"interview_log": MORE})
    warehouse.record_path.write_bytes(b"no database any more" * 5000)
    assert not is_sound(warehouse)
    done = restore(warehouse, tmp_path / "backup")
    build(warehouse)
    assert (participation(warehouse), imports(warehouse), warehouse.current_build()) == before
    assert is_sound(warehouse)
    assert done.restored == ("record.duckdb",)
    assert done.replaced
    assert (done.replaced / "record.duckdb").read_bytes().startswith(b"no database any more")


def test_a_backup_starts_a_new_machine(warehouse: Warehouse, tmp_path: Path) -> None:
    back_up(warehouse, tmp_path / "disk" / "backup")
    new = Warehouse(tmp_path / "new machine")
    done = restore(new, tmp_path / "disk" / "backup")
    build(new)
    assert participation(new) == participation(warehouse)
    assert notes(new.folder / "office.sqlite") == ["before"]
    assert (new.folder / "mappings" / "spring.toml").read_text(encoding="utf-8") == 'source = "roster"\n'
    assert done.replaced is None
    assert done.left_as_they_were == ()


def test_a_backup_is_for_its_owner_alone_and_holds_no_builds(warehouse: Warehouse, tmp_path: Path) -> None:
    back_up(warehouse, tmp_path / "backup")
    assert stat.S_IMODE((tmp_path / "backup").stat().st_mode) == 0o700
    assert {path.name for path in (tmp_path / "backup").iterdir()} == {
        "record.duckdb", "settings.toml", "office.sqlite", "mappings", MANIFEST,
    }  # fmt: skip


def test_what_the_office_did_since_is_kept_unless_it_is_damaged(warehouse: Warehouse, tmp_path: Path) -> None:
    """The office's store remembers which figures were released: an older one would forget some."""
    store = warehouse.folder / "office.sqlite"
    back_up(warehouse, tmp_path / "backup")
    note(store, "since")
    kept = restore(warehouse, tmp_path / "backup")
    assert "office.sqlite" in kept.left_as_they_were
    assert notes(store) == ["before", "since"]
    store.write_bytes(b"no store any more" * 1000)
    done = restore(warehouse, tmp_path / "backup")
    assert notes(store) == ["before"]
    assert done.replaced
    assert (done.replaced / "office.sqlite").read_bytes().startswith(b"no store any more")


def test_a_store_in_use_is_copied_whole(warehouse: Warehouse, tmp_path: Path) -> None:
    """Rows that are only in SQLite's log, as with a dashboard running, are in the copy."""
    open_store = sqlite3.connect(warehouse.folder / "office.sqlite")
    open_store.execute("pragma journal_mode = wal")
    open_store.execute("insert into notes values ('in the log')")
    open_store.commit()
    back_up(warehouse, tmp_path / "backup")
    open_store.close()
    assert notes(tmp_path / "backup" / "office.sqlite") == ["before", "in the log"]


def test_the_old_log_never_meets_the_restored_record(warehouse: Warehouse, tmp_path: Path) -> None:
    back_up(warehouse, tmp_path / "backup")
    left = warehouse.record_path.with_name("record.duckdb.wal")
    left.write_bytes(b"what a killed writer left" * 100)
    done = restore(warehouse, tmp_path / "backup")
    assert done.replaced
    assert (done.replaced / left.name).read_bytes().startswith(b"what a killed writer left")
    assert is_sound(warehouse)


def test_a_copy_made_before_an_upgrade_is_restored_by_its_name(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = migrations()
    added = {**steps, max(steps) + 1: "create table record.added as select 7 as seven"}
    monkeypatch.setattr(warehouse_module, "migrations", lambda: added)
    before = imports(warehouse)  # opening it migrates, and copies first
    (copy,) = (warehouse.folder / "backups").iterdir()
    warehouse.record_path.write_bytes(b"gone wrong" * 5000)
    restore(warehouse, copy)
    assert imports(warehouse) == before
    with warehouse.recording("testing") as connection:
        assert fetch(connection, "select seven from record.added") == [{"seven": 7}]


# -- what is refused ------------------------------------------------------------------------------------


def changed(backup: Path, name: str) -> None:
    content = bytearray((backup / name).read_bytes())
    content[len(content) // 2] ^= 0x20
    (backup / name).write_bytes(bytes(content))


def renamed(backup: Path, name: str, other: str) -> None:
    told = json.loads((backup / MANIFEST).read_text())
    told["files"][other] = told["files"].pop(name)
    (backup / MANIFEST).write_text(json.dumps(told))


BROKEN = {
    "a bit of the record changed": (lambda backup: changed(backup, "record.duckdb"), "damaged: record.duckdb"),
    "a file missing": (lambda backup: (backup / "settings.toml").unlink(), "settings.toml is missing"),
    "no list of files": (lambda backup: (backup / MANIFEST).unlink(), "is not a backup"),
    "a list that is none": (lambda backup: (backup / MANIFEST).write_text("[1]"), "is not a backup"),
    "no record": (lambda backup: renamed(backup, "record.duckdb", "other"), "is not a backup"),
    "a name that leads out": (
        lambda backup: renamed(backup, "settings.toml", "../warehouse/settings.toml"),
        "settings.toml is missing",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_backup_is_refused_and_nothing_is_touched(
    warehouse: Warehouse, tmp_path: Path, case: str
) -> None:
    spoil, words = BROKEN[case]
    back_up(warehouse, tmp_path / "backup")
    before = warehouse.record_path.read_bytes()
    spoil(tmp_path / "backup")
    with pytest.raises(UserError, match=words) as caught:
        restore(warehouse, tmp_path / "backup")
    assert "Nothing was changed" in caught.value.message
    assert warehouse.record_path.read_bytes() == before
    assert not (warehouse.folder / "backups").exists()


def test_a_backup_of_a_newer_version_is_refused(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with warehouse.recording("testing") as connection:
        connection.execute("update record.schema_version set version = 99")
    newer = tmp_path / "newer.duckdb"
    newer.write_bytes(warehouse.record_path.read_bytes())
    with pytest.raises(WarehouseError, match=r"newer version .*record 99"):
        restore(Warehouse(tmp_path / "other"), newer)
    assert not (tmp_path / "other").exists()


def test_a_file_that_is_no_record_is_refused(warehouse: Warehouse, tmp_path: Path) -> None:
    other = tmp_path / "holiday.duckdb"
    other.write_bytes(b"photographs" * 2000)
    with pytest.raises(WarehouseError, match=r"holiday\.duckdb is damaged"):
        restore(warehouse, other)
    assert is_sound(warehouse)


def test_a_backup_never_overwrites_and_never_lies_inside_what_it_protects(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "mine.txt").write_text("mine")
    with pytest.raises(UserError, match="not an empty folder"):
        back_up(warehouse, taken)
    with pytest.raises(UserError, match="inside the warehouse folder"):
        back_up(warehouse, warehouse.folder / "copy")
    with pytest.raises(UserError, match="nothing to back up"):
        back_up(Warehouse(tmp_path / "empty"), tmp_path / "copy")
    assert [path.name for path in taken.iterdir()] == ["mine.txt"]
    assert not (tmp_path / "copy").exists()


def test_a_backup_that_fails_leaves_nothing_half(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (warehouse.folder / "office.sqlite").write_bytes(b"no store any more" * 1000)
    (tmp_path / "safe").mkdir()
    with pytest.raises(WarehouseError, match=r"office\.sqlite is damaged"):
        back_up(warehouse, tmp_path / "safe" / "backup")
    assert list((tmp_path / "safe").iterdir()) == []


def test_a_restore_waits_for_whoever_writes(warehouse: Warehouse, tmp_path: Path) -> None:
    back_up(warehouse, tmp_path / "backup")
    other = Warehouse(warehouse.folder, wait_seconds=0.2)
    with warehouse.recording("importing a file"), pytest.raises(WarehouseBusy, match="importing a file"):
        restore(other, tmp_path / "backup")


def test_a_restore_that_stops_half_way_leaves_a_record_in_place(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(warehouse, tmp_path / "backup")
    before = imports(warehouse)
    monkeypatch.setattr(backups, "_put", lambda *_: (_ for _ in ()).throw(OSError("the disk went away")))
    with pytest.raises(OSError, match="went away"):
        restore(warehouse, tmp_path / "backup")
    assert imports(warehouse) == before
    assert list((warehouse.folder / "incoming").iterdir()) == []


# -- a log left by a killed writer ------------------------------------------------------------------------

KILLED = """
import os, sys
from pathlib import Path
from pipelines.store.warehouse import Warehouse
with Warehouse(Path(sys.argv[1])).recording("testing") as connection:
    for number in range(100):
        connection.execute(f"insert into record.skips select {number}, i, '', 'note', '' from range(3) t(i)")
    os.kill(os.getpid(), 9)
"""


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """The record and its log as a writer of 100 times 3 rows leaves them when it is killed."""
    folder = tmp_path_factory.mktemp("killed")
    with Warehouse(folder).recording("testing"):
        pass
    assert not (folder / "record.duckdb.wal").exists()  # whatever is finished is in the file itself
    place = str(Path(warehouse_module.__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder)], env=os.environ | {"PYTHONPATH": place}, check=False
    )
    assert done.returncode == -signal.SIGKILL
    return (folder / "record.duckdb").read_bytes(), (folder / "record.duckdb.wal").read_bytes()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.35, 0.6, 0.999, 1.0])
def test_a_log_that_ends_early_gives_whole_changes_only(
    tmp_path: Path, killed: tuple[bytes, bytes], share: float
) -> None:
    record, log = killed
    (tmp_path / "record.duckdb").write_bytes(record)
    (tmp_path / "record.duckdb.wal").write_bytes(log[: int(len(log) * share)])
    with Warehouse(tmp_path).recording("testing") as connection:
        rows = fetch(connection, "select import_id, count(*) as n from record.skips group by 1")
    assert {row["n"] for row in rows} <= {3}
    assert len(rows) <= 100
    assert len(rows) == 100 or share < 1


def test_a_damaged_log_is_told_and_what_was_finished_is_there(
    tmp_path: Path, killed: tuple[bytes, bytes]
) -> None:
    record, log = killed
    wal = tmp_path / "record.duckdb.wal"
    spoiled = bytearray(log)
    spoiled[log.index(b"note", len(log) // 2)] ^= 1
    (tmp_path / "record.duckdb").write_bytes(record)
    wal.write_bytes(bytes(spoiled))
    with (
        pytest.raises(WarehouseError, match=r"record\.duckdb\.wal is damaged") as caught,
        Warehouse(tmp_path).recording("testing"),
    ):
        pytest.fail("opened")
    assert "move record.duckdb.wal aside" in caught.value.message
    assert wal.read_bytes() == bytes(spoiled)
    wal.rename(tmp_path / "aside.wal")  # as the sentence says
    assert imports(Warehouse(tmp_path)) == []


# -- from the command line --------------------------------------------------------------------------------


def test_the_two_commands_say_what_they_did(warehouse: Warehouse, tmp_path: Path) -> None:
    def said(*arguments: str | Path) -> str:
        done = CliRunner().invoke(app, ["--warehouse", str(warehouse.folder), *map(str, arguments)])
        assert done.exit_code == 0, done.output
        return done.output

    place = tmp_path / "backup"
    assert said("backup", "-o", place) == f"2 imports and 4 files are backed up in {place}.\n"
    warehouse.record_path.unlink()
    words = said("restore", place)
    assert words.startswith("Restored: record.duckdb. The figures are up to date (build ")
    assert "Left as they were: mappings/spring.toml, office.sqlite, settings.toml." in words
    assert is_sound(warehouse)
    told = json.loads(said("restore", place, "--json"))
    assert told["restored"] == ["record.duckdb"]
    assert Path(told["replaced"], "record.duckdb").exists()
