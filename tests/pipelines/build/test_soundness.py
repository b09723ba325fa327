"""What is looked at in a warehouse, and what is said of one that is not sound."""

from __future__ import annotations

from pathlib import Path

from pipelines.build.build import build
from pipelines.build.soundness import examine
from pipelines.ingest.ledger import undo
from pipelines.store.warehouse import Warehouse
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
        "ledger", "rows", "rejected and skipped rows", "published build",
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
