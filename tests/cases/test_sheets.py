"""Nothing is lost below the fold: sheets and blocks of columns come in together, or it is said that they do not."""

from __future__ import annotations

from datetime import date

from pipelines.figures.results import Question
from tests.cases.bringing import CaseOffice


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
