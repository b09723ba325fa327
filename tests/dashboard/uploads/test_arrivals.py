"""What arrived by itself and waits shows on Uploads, with the reason, and nothing shows where nothing waits."""

from __future__ import annotations

from pathlib import Path

from pipelines.arrivals.drop_folder import DropFolder
from pipelines.arrivals.watching import take_in_arrivals
from pipelines.store.warehouse import Warehouse
from tests.dashboard.conftest import Open
from tests.offices import office


def test_what_waits_is_named_with_its_reason(open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, interview_log="student_id | contact_name | held_on\nS1 | Ada | 2026-03-02")
    warehouse = Warehouse(tmp_path / "warehouse")
    assert "Arrived, and waiting for you" not in [
        header.value for header in open_page(warehouse.folder, "uploads").header
    ]
    drop = DropFolder(tmp_path / "landing")
    drop.path.mkdir()
    drop.check()
    (drop.path / "**odd** [name](x).csv").write_text(
        "student_id,contact_name,held_on\nS1,Bo,03/04/2026\n", encoding="utf-8"
    )
    take_in_arrivals(warehouse, drop, list(drop.look()), lambda report: report.message)
    at = open_page(warehouse.folder, "uploads")
    assert not at.exception
    assert "Arrived, and waiting for you" in [header.value for header in at.header]
    (said,) = [text.value for text in at.text if "**odd** [name](x).csv" in text.value]
    assert "month or day first" in said


def test_a_damaged_note_of_the_folders_is_said_on_the_page(open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, interview_log="student_id | contact_name | held_on\nS1 | Ada | 2026-03-02")
    (tmp_path / "warehouse" / "watched.json").write_text("{")
    at = open_page(tmp_path / "warehouse", "uploads")
    assert not at.exception
    assert any("watched.json" in text.value for text in at.text), [text.value for text in at.text]
