"""Rejected rows go out as a file, are corrected, come back, and only they are added, read as they were."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from pipelines.ingest.import_report import ImportReport
from pipelines.ingest.ledger import rejected
from pipelines.ingest.load import import_file
from pipelines.mapping.corrected import ROW, import_of, is_ours, why
from pipelines.store.warehouse import Warehouse, fetch
from tests.offices import TODAY, write_csv
from tests.pipelines.readers.written_tables import as_workbook

SECRET = "what she told me in confidence"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "warehouse")


def take(warehouse: Warehouse, path: Path, mapping: str = "", **options: object) -> ImportReport:
    if mapping:
        options["mapping_file"] = path.with_suffix(".toml")
        path.with_suffix(".toml").write_text(mapping, encoding="utf-8")
    return import_file(warehouse, path, today=TODAY, **options)  # type: ignore[arg-type]


def corrected(warehouse: Warehouse, import_id: int, folder: Path, *changes: tuple[str, str]) -> Path:
    """The rejected rows of an import with these texts replaced, under another name."""
    out = folder / "corrected by hand.csv"
    assert rejected(warehouse, import_id, out)
    text = out.read_text(encoding="utf-8-sig")
    for wrong, right in changes:
        assert wrong in text
        text = text.replace(wrong, right)
    out.write_text(text, encoding="utf-8")
    return out


def stored(warehouse: Warehouse, sql: str) -> list[tuple[object, ...]]:
    with warehouse.recording("looking") as connection:
        return [tuple(row.values()) for row in fetch(connection, sql)]


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.accepted, report.rejected, report.new, report.changed


def test_corrected_rows_are_all_that_is_added(warehouse: Warehouse, tmp_path: Path) -> None:
    log = write_csv(
        tmp_path / "log.csv",
        """
student_id | contact_name | held_on    | channel
a1         | Lee Park     | 2026-09-14 | linkedin
a1         | Ann Moss     | not a day  | cold
b2         | Sam Ortiz    | the 12th   | faculty
""",
    )
    assert counts(take(warehouse, log)) == (1, 2, 1, 0)
    back = corrected(warehouse, 1, tmp_path, ("not a day", "2026-10-05"), ("the 12th", "2026-10-12"))
    report = take(warehouse, back)
    assert counts(report) == (2, 0, 2, 0)
    assert report.corrects == 1
    assert not [match.column for match in report.matches if is_ours(match.header) and match.column]
    assert not [note for note in report.notes if ROW in note or "Why rejected" in note]
    assert take(warehouse, back).status == "unchanged"


def test_a_corrected_file_is_read_with_the_mapping_of_its_import(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    """Headers only a person could explain, a value only she could, and a wave that no column says."""
    answers = tmp_path / "answers.csv"
    answers.write_text(
        "When,Who,Q7,Q8\n2026-09-14,a1,4,meh\nsome day,a2,9,meh\n2026-09-16,a3,11,meh\n",
        encoding="utf-8",
    )
    mapping = """
source = "survey"
[columns]
responded_at = "When"
student_id = "Who"
clarity = "Q7"
goal_change = "Q8"
[values.goal_change]
meh = "unsure"
[constants]
wave = "post"
[scale]
low = 1
high = 10
direction = "up"
"""
    assert counts(take(warehouse, answers, mapping)) == (1, 2, 1, 0)
    report = take(warehouse, corrected(warehouse, 1, tmp_path, ("some day", "2026-09-15"), (",11,", ",10,")))
    assert counts(report) == (2, 0, 2, 0)
    assert stored(
        warehouse, "select clarity, goal_change, wave, scale_high from record.survey order by student_id"
    ) == [("4", "unsure", "post", "10"), ("9", "unsure", "post", "10"), ("10", "unsure", "post", "10")]


def test_dates_of_a_corrected_file_are_read_in_the_order_its_import_found(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    log = write_csv(
        tmp_path / "log.csv",
        """
student_id | contact_name | held_on    | referrals_count | referrals_with_permission_count
a1         | Lee Park     | 25/3/2026  | 1               | 1
a1         | Joe Reed     | 26/3/2026  | 1               | 1
a1         | Ann Moss     | 4/3/2026   | 1               | 77
""",
    )
    take(warehouse, log)
    take(warehouse, corrected(warehouse, 1, tmp_path, ("77", "1")))
    assert stored(warehouse, "select held_on from record.interview_log where contact_name = 'Ann Moss'") == [
        ("2026-03-04",)
    ]


@pytest.mark.parametrize("wrong", [1, 2], ids=["first", "second"])
def test_a_second_touch_of_a_day_comes_back_as_the_touch_it_was(
    warehouse: Warehouse, tmp_path: Path, wrong: int
) -> None:
    """Two equal touches, one of them rejected for the day of its reply: corrected, there are two."""
    replies = ["2099-09-15" if number == wrong else "2026-09-15" for number in (1, 2)]
    log = write_csv(
        tmp_path / "log.csv",
        "student_id | contact_name | sent_on | replied_on\n"
        + "\n".join(f"a1 | Lee Park | 2026-09-14 | {reply}" for reply in replies),
    )
    take(warehouse, log)
    report = take(warehouse, corrected(warehouse, 1, tmp_path, ("2099-09-15", "2026-09-16")))
    assert counts(report) == (1, 0, 1, 0)
    whole = log.with_name("whole.csv")
    whole.write_text(log.read_text().replace("2099-09-15", "2026-09-16"))
    assert counts(take(warehouse, whole)) == (2, 0, 0, 0)  # the same two touches


def test_the_students_sheet_comes_along(warehouse: Warehouse, tmp_path: Path) -> None:
    head = ["Contact", "Employer", "First contacted", "Reply"]
    sheets = {
        student: [head, ["Lee Park", "Acme", day, "declined"]]
        for student, day in (("S1", "2026-09-14"), ("S2", "2099-09-14"))
    }
    (tmp_path / "tracker.xlsx").write_bytes(as_workbook(sheets))
    take(
        warehouse, tmp_path / "tracker.xlsx", 'source = "contact_tracker"\n[columns]\nstudent_id = "@sheet"\n'
    )
    report = take(warehouse, corrected(warehouse, 1, tmp_path, ("2099-09-14", "2026-09-14")))
    assert counts(report) == (1, 0, 1, 0)
    assert stored(warehouse, "select student_id, reply from record.contact_tracker order by 1") == [
        ("S1", "declined"),
        ("S2", "declined"),
    ]


def test_cells_of_columns_that_are_not_used_are_not_kept(warehouse: Warehouse, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(
        "student_id,contact_name,held_on,Anything else you want to tell us\n"
        f"a1,Lee Park,2026-09-14,fine\na1,Ann Moss,soon,{SECRET}\na1,Bo,2026-09-15,{SECRET},more,{SECRET}\n",
        encoding="utf-8",
    )
    report = take(warehouse, log)
    assert report.rejected == 2
    out = tmp_path / "out.csv"
    rejected(warehouse, 1, out)
    with out.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["student_id", "contact_name", "held_on", "Anything else you want to tell us", ROW, why(1)]
    assert [row[:4] for row in rows] == [["a1", "Ann Moss", "soon", ""], ["a1", "Bo", "2026-09-15", ""]]
    assert SECRET not in json.dumps(stored(warehouse, "select cells, problems from record.rejects"))


def test_an_import_that_is_not_there_is_read_like_any_file(warehouse: Warehouse, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(f"student_id,contact_name,held_on,{ROW},{why(7)}\na1,Lee Park,2026-09-14,2,\n")
    assert take(warehouse, log).accepted == 1


def test_our_headers_are_known_however_a_spreadsheet_left_them() -> None:
    assert import_of(["a", why(12)]) == 12
    assert import_of(["a", " why rejected  (IMPORT 12) "]) == 12
    assert import_of(["a", "Why rejected"]) is None
    assert import_of([why(1), why(2)]) is None  # two files pasted together
    assert is_ours(ROW)
    assert not is_ours("Reason")
