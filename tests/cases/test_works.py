"""Files that are taken in as they are meant."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.figures.results import Question
from tests.cases.bringing import CaseOffice


def on(office: CaseOffice, *days: date) -> list[int]:
    """Interviews held on each of these days."""
    return [int(office.cell("interview_volume", Question(since=day, until=day)).value or 0) for day in days]


@pytest.mark.parametrize(
    ("file", "interviews"),
    [
        ("sep_line.csv", 1),
        ("copied_sheet.xlsx", 5),
        ("email_consent_beside_email.csv", 5),
        ("email_is_the_students.csv", 5),
        ("exports_appended.csv", 3),
        ("date_without_year.csv", 1),
        ("thank_you_dates_late_in_the_column.csv", 200),
    ],
)
def test_interviews_of_a_log(office: CaseOffice, file: str, interviews: int) -> None:
    brought = office.given(f"works/{file}")
    assert brought.report.status == "imported"
    assert office.interviews == interviews


@pytest.mark.parametrize(
    ("file", "days"),
    [
        (
            "day_first_with_clock.csv",
            (date(2026, 4, 2), date(2026, 4, 14), date(2026, 6, 11), date(2026, 6, 13)),
        ),
        ("day_first_column.csv", (date(2026, 5, 3), date(2026, 4, 7))),
        ("month_first_said.csv", (date(2026, 4, 1), date(2026, 3, 15))),
        ("mac_workbook_dates.xlsx", (date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 6))),
    ],
)
def test_days_of_a_log(office: CaseOffice, file: str, days: tuple[date, ...]) -> None:
    office.given(f"works/{file}")
    assert on(office, *days) == [1] * len(days)


def test_an_export_pasted_under_its_earlier_ones(office: CaseOffice) -> None:
    report = office.given("works/exports_appended.csv").report
    assert (report.accepted, report.rejected, report.skipped) == (3, 0, 5)


def test_a_day_without_a_year_is_not_guessed(office: CaseOffice) -> None:
    brought = office.given("works/date_without_year.csv")
    assert (brought.report.accepted, brought.report.rejected) == (1, 2)


def test_one_talk_known_three_ways(office: CaseOffice) -> None:
    for file in ("one_talk_roster.csv", "one_talk_log.csv", "one_talk_tracker.csv"):
        office.given(f"works/{file}")
    assert office.interviews == 1
    assert office.reached == (1, 1)


def test_two_students_of_one_name_are_asked_about(office: CaseOffice) -> None:
    office.given("works/two_students_of_one_name_roster.csv")
    office.given("works/two_students_of_one_name_log.csv")
    assert office.interviews == 4
    proposed = {asked.right_name for asked in office.asked_about if asked.left_name.startswith("Wei Chen")}
    assert len(proposed) == 2, "both Wei Chens"


def test_three_messages_of_a_day_are_one_new_contact(office: CaseOffice) -> None:
    report = office.given("works/three_messages_one_day.csv").report
    assert report.rows_read == 3
    assert office.new_contacts == 1


def test_lines_below_a_table(office: CaseOffice) -> None:
    office.given("works/lines_below_the_table.csv")
    assert office.names_per_interview == (1.0, 3)


def test_counts_are_no_log_and_named(office: CaseOffice) -> None:
    brought = office.given("works/counts_by_week.xlsx")
    assert brought.report.is_refused
    assert brought.says("counts"), brought.printed


def test_a_packed_table_comes_in_and_it_is_said(office: CaseOffice) -> None:
    brought = office.given("works/packed.csv.gz")
    assert (brought.report.source, office.interviews) == ("interview_log", 1)
    assert brought.says("Unpacked"), brought.printed
