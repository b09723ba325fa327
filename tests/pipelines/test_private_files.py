"""Nothing about a person is readable by others of the machine, whatever the umask of whoever starts the program."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.office.put_away import PutAway
from pipelines.build.build import build
from pipelines.ingest.load import import_file
from pipelines.mapping.mapping_file import MappingFile
from pipelines.mapping.saved_mappings import remember
from pipelines.private_files import private_files, private_folder
from pipelines.store.backups import back_up, restore
from pipelines.store.warehouse import Warehouse
from tests.offices import TODAY, write_csv

LOG = """
student_id | contact_name | held_on
S1         | Ada          | 2026-03-02
S2         | Bo           | 2026-03-09
"""


@pytest.fixture(autouse=True)
def open_handed() -> Iterator[None]:
    """The umask of somebody who lets everybody read and write."""
    before = os.umask(0)
    yield
    assert os.umask(before) == 0, "the umask was not given back"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def open_to_others(folder: Path) -> list[tuple[str, str]]:
    """What of a folder, itself included, anybody but its owner may read, write or enter."""
    return [
        (path.relative_to(folder).as_posix(), oct(mode(path)))
        for path in (folder, *folder.rglob("*"))
        if mode(path) & 0o077
    ]


def an_office(folder: Path, log: Path) -> Warehouse:
    warehouse = Warehouse(folder)
    assert import_file(warehouse, log, source="interview_log", today=TODAY).status == "imported"
    build(warehouse)
    return warehouse


def test_a_new_warehouse_is_for_its_owner_alone(tmp_path: Path) -> None:
    warehouse = an_office(tmp_path / "offices" / "one", write_csv(tmp_path / "log.csv", LOG))
    PutAway(warehouse.folder).put(["an item"], "done")
    remember(warehouse.folder, "interview_log", MappingFile(values={"mode": {"phoned": "phone"}}))
    with warehouse.recording("migrating") as connection:
        warehouse._back_up(connection, 1)
    assert open_to_others(warehouse.folder) == []
    made = {path.name for path in warehouse.folder.rglob("*")}
    assert made >= {
        "record.duckdb",
        "record.lock",
        "current",
        "office.sqlite",
        "backups",
        "published",
        "incoming",
    }


def test_a_backup_and_what_a_restore_makes_are_for_their_owner_alone(tmp_path: Path) -> None:
    warehouse = an_office(tmp_path / "office", write_csv(tmp_path / "log.csv", LOG))
    back_up(warehouse, tmp_path / "away" / "backup")
    assert open_to_others(tmp_path / "away") == []
    restore(warehouse, tmp_path / "away" / "backup")
    other = Warehouse(tmp_path / "other")
    restore(other, tmp_path / "away" / "backup")
    build(other)
    assert open_to_others(warehouse.folder) == open_to_others(other.folder) == []


def test_what_is_on_the_disk_while_files_come_in_is_for_its_owner_alone(tmp_path: Path) -> None:
    """The rows a child process has read, the log of the record, the lock and who holds it."""
    log, folder = write_csv(tmp_path / "log.csv", LOG), tmp_path / "office"
    seen: dict[str, int] = {}

    def look(_stage: str, _done: float) -> None:
        seen.update({path.name: mode(path) for path in folder.rglob("*")})

    import_file(Warehouse(folder), log, source="interview_log", today=TODAY, progress=look)
    assert {"record.duckdb.wal", "record.holder", "record.lock", "in-use"} <= set(seen)
    assert any(name.startswith("read-") for name in seen)
    assert {name: oct(found) for name, found in seen.items() if found & 0o077} == {}


def test_a_folder_that_is_there_stays_as_the_office_made_it(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o770)
    private_folder(shared)
    assert mode(shared) == 0o770


def test_the_command_line_makes_them_so_too_and_leaves_what_is_asked_for_to_the_person(
    tmp_path: Path,
) -> None:
    log, folder, out = write_csv(tmp_path / "log.csv", LOG), tmp_path / "office", tmp_path / "rate.csv"
    for arguments in (["import", str(log)], ["export", "referral_yield", "-o", str(out)]):
        command = [sys.executable, "-m", "dashboard.cli", "--warehouse", str(folder), *arguments]
        subprocess.run(command, check=True, capture_output=True)
    assert open_to_others(folder) == []
    assert mode(out) == 0o666


def test_the_first_in_narrows_it_and_the_last_out_gives_it_back() -> None:
    entered, leave = threading.Event(), threading.Event()

    def longer() -> None:
        with private_files():
            entered.set()
            leave.wait(10)

    with private_files():
        other = threading.Thread(target=longer)
        other.start()
        assert entered.wait(10)
    assert os.umask(0o077) == 0o077  # the other thread still needs it
    leave.set()
    other.join()


def test_it_is_given_back_after_a_failure() -> None:
    with pytest.raises(KeyError), private_files():
        raise KeyError
