"""What is looked at in a warehouse, and what is said of one that is not sound."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from pipelines.build.build import build
from pipelines.build.soundness import examine
from pipelines.ingest.ledger import undo
from pipelines.store.warehouse import Published, Warehouse, fetch
from tests.offices import office

LOG = "student_id | contact_name | held_on\nS1 | Ada | 2026-03-02\nS1 | Bo | 2026-03-03"


def unsound(warehouse: Warehouse) -> dict[str, str]:
    return {finding.what: finding.said for finding in examine(warehouse) if not finding.is_sound}


def test_a_folder_without_a_record_says_what_to_do(tmp_path: Path) -> None:
    assert unsound(Warehouse(tmp_path)) == {"record": "This folder holds no record yet. Import a file first."}


def test_what_was_touched_from_outside_is_found(tmp_path: Path) -> None:
    office(tmp_path, interview_log=LOG)
    warehouse = Warehouse(tmp_path / "warehouse")
    assert unsound(warehouse) == {}
    assert [finding.what for finding in examine(warehouse)] == [
        "ledger", "rows", "cells", "rejected and skipped rows", "published build",
    ]  # fmt: skip
    for statement, what, says in (
        ("delete from record.interview_log where row_number = 2", "Interview log", "rows of import 1 are missing or too many"),
        ("insert into record.rejects values (1, 9, '', '[]', '[]')", "rejected and skipped rows", "those of import 1 do not match"),
        ("update record.imports set changed = changed + 1", "ledger", "the counts of import 1 do not add up"),
    ):  # fmt: skip
        with warehouse.recording("testing") as connection:
            connection.execute(statement)
        assert says in unsound(warehouse)[what]


def test_a_build_that_is_not_the_records_or_is_gone_is_found(tmp_path: Path) -> None:
    name = office(tmp_path, interview_log=LOG).build
    warehouse = Warehouse(tmp_path / "warehouse")
    undo(warehouse, 1)
    assert unsound(warehouse) == {
        "published build": f"build {name}; it is older than the record: import any file to rebuild"
    }
    build(warehouse)
    assert unsound(warehouse) == {}
    fresh = Warehouse(warehouse.folder)
    fresh.name_current("b0")
    assert "The published build b0 is missing from the warehouse folder" in unsound(fresh)["published build"]


# -- damage ---------------------------------------------------------------------------------------------------------

DAMAGES = (8, 24)  # of each file: whenever tests run, and thoroughly


def everything(file: Path) -> dict[str, object]:
    """What a file holds: a sum over every cell of each table."""
    warehouse = Warehouse(file.parent if file.name == "record.duckdb" else file.parents[1])
    tables = "select schema_name || '.' || table_name as name from duckdb_tables() where not temporary"
    if file.name == "record.duckdb":
        with warehouse.recording("testing") as connection:
            names = [row["name"] for row in fetch(connection, tables)]
            return {name: fetch(connection, f"select bit_xor(hash(t)) from store.{name} t") for name in names}
    published = Published(file)
    return {
        row["name"]: published.query(f"select bit_xor(hash(t)) from {row['name']} t")
        for row in published.query(tables)
    }


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    lines = ["student_id | contact_name | contact_employer | held_on | minutes"]
    lines += [
        f"S{n % 90} | Contact {n} | Employer {n % 40} | 2026-0{1 + n % 9}-1{n % 10} | {n % 60}"
        for n in range(3_000)
    ]
    office(folder, interview_log="\n".join(lines))
    return folder / "warehouse"


@pytest.mark.slow
@pytest.mark.parametrize("which", ["record", "build"])
@pytest.mark.sampled(2)
@pytest.mark.parametrize("damages", DAMAGES)
def test_every_damage_that_changes_what_is_read_is_found(
    large: Path, tmp_path: Path, which: str, damages: int
) -> None:
    rng = random.Random(20261130 + damages)
    harmless = 0
    for number in range(damages):
        folders = [tmp_path / f"{number}{name}" for name in ("read", "checked")]
        flip: tuple[int, int] | None = None
        for folder in folders:  # one to see what has changed, one to be checked: a file is opened once
            shutil.copytree(large, folder)
            file = (
                folder / "record.duckdb"
                if which == "record"
                else next((folder / "published").glob("b*.duckdb"))
            )
            content = bytearray(file.read_bytes())
            # a fifth of them where the file says what it is
            flip = flip or (rng.randrange(len(content) if number % 5 else 12_288), 1 << rng.randrange(8))
            content[flip[0]] ^= flip[1]
            file.write_bytes(content)
        sound = large / file.relative_to(folders[1])
        found = unsound(Warehouse(folders[1]))
        try:
            is_same = everything(folders[0] / file.relative_to(folders[1])) == everything(sound)
        except Exception:  # whatever reading a damaged file comes to
            is_same = False
        harmless += is_same
        assert is_same or found, f"a flip at {flip} of the {which} was not found"
        for said in found.values():
            assert file.name in said
            assert "Restore your last backup" in said or "made anew" in said
    assert harmless < damages
