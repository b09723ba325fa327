"""Nothing is lost below the fold: sheets and blocks of columns come in together, or it is said that they do not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pipelines.figures.results import Question
from pipelines.ingest import ledger
from tests.cases.bringing import CaseOffice
from tests.pipelines.readers.written_tables import as_workbook


def test_sheets_of_other_kinds_are_said_with_their_rows_and_how_to_take_them(office: CaseOffice) -> None:
    brought = office.given("sheets/interviews_outreach_roster.xlsx")
    assert brought.report.accepted == 9
    assert brought.says("“Interviews” (5 rows", "“Roster” (4 rows", "give the file again and choose it")
    assert "--sheet" in brought.printed
    others = [
        office.given("sheets/interviews_outreach_roster.xlsx", sheet=name)
        for name in ("Interviews", "Roster")
    ]
    assert [(one.report.source, one.report.accepted) for one in others] == [
        ("interview_log", 5),
        ("roster", 4),
    ]
    assert office.interviews == 5
    assert office.new_contacts > 0, "the first sheet is still there"


def test_sheets_of_one_kind_taken_one_after_the_other_add_up(office: CaseOffice, tmp_path: Path) -> None:
    head = ["student_id", "contact_name", "contact_employer", "held_on", "minutes"]
    sheets = {
        name: [
            head,
            *(
                [student, f"Ana {name} {day}", "Acme", f"2026-{month:02}-0{day}", 30]
                for day, student in enumerate(students, 1)
            ),
        ]
        for name, month, students in (("Spring", 3, ("S1", "S2")), ("Fall", 10, ("S1", "S3", "S4")))
    }
    path = tmp_path / "terms.xlsx"
    path.write_bytes(as_workbook(sheets))
    spring, fall = (office.given(path, sheet=name).report for name in ("Spring", "Fall"))
    assert (spring.accepted, fall.new, office.interviews) == (2, 3, 5)
    again = office.given(path, sheet="Spring").report
    assert (again.status, office.interviews) == ("unchanged", 5)
    # another way of reading a sheet takes the place of how that sheet was read, and of no other
    mapping = tmp_path / "spring.toml"
    mapping.write_text('source = "interview_log"\nsheet = "Fall"\n[columns]\nminutes = ""\n')
    assert office.given(path, mapping=str(mapping)).report.status == "imported"
    assert office.interviews == 5
    assert office.cell("minutes").denominator == 2
    ledger.undo(office.warehouse, 3)
    office.__dict__.pop("published", None)
    assert (office.interviews, office.cell("minutes").denominator) == (5, 5)
    # both sheets are one table when nobody says otherwise: still the same five talks
    assert office.given(path).report.status in ("imported", "unchanged")
    assert office.interviews == 5


def test_a_column_that_is_not_taken_costs_no_sheet(office: CaseOffice) -> None:
    brought = office.given("sheets/terms_one_with_notes.xlsx")
    assert brought.report.accepted == 18
    assert office.interviews == 18
    january = Question(since=date(2026, 1, 1), until=date(2026, 1, 31))
    assert office.cell("interview_volume", january).value == 6


def test_a_strict_workbook_is_read_like_any_other(office: CaseOffice) -> None:
    assert office.given("sheets/strict_workbook.xlsx").report.accepted == 2
    for day in (date(2026, 3, 4), date(2026, 3, 14)):
        assert office.cell("interview_volume", Question(since=day, until=day)).value == 1
