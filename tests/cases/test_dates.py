"""Days as people and programs write them: read, rejected with the cell named, or asked about; never guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipelines.figures.results import Question
from tests.cases.bringing import Brought, CaseOffice

TODAY = date(2026, 11, 30)


def on(office: CaseOffice, *days: date) -> list[int]:
    """Interviews held on each of these days."""
    return [int(office.cell("interview_volume", Question(since=day, until=day)).value or 0) for day in days]


def days_of(brought: Brought, column: str = "held_on") -> list[object]:
    return [row.get(column) for row in brought.report.accepted_sample]


def is_asked(brought: Brought) -> bool:
    """Whether the order of the dates is a question, on the page and in print."""
    return any(one.is_ambiguous for one in brought.report.date_order) and brought.says("held_on")


def log(folder: Path, *days: str, head: str = "held_on") -> Path:
    path = folder / "brought.csv"
    rows = [f'S{n},Ana Kurz {n},Acme,"{day}"' for n, day in enumerate(days)]
    path.write_text(
        "\n".join([f"student_id,contact_name,contact_employer,{head}", *rows]) + "\n", encoding="utf-8"
    )
    return path


def test_day_and_month_that_a_spreadsheet_swapped_are_read_back_and_said(office: CaseOffice) -> None:
    brought = office.given("dates/day_and_month_swapped.xlsx")
    assert is_asked(brought)
    assert brought.says("swapped day and month", "5 dates")
    days = (date(2026, 5, 3), date(2026, 4, 7), date(2026, 6, 9), date(2026, 3, 11), date(2026, 2, 1))
    assert on(office, *days) == [1] * 5


@pytest.mark.parametrize(
    ("file", "accepted", "rejected"),
    [
        ("ranges_of_days", 3, ("Mar 10-14", "March 16-20", "April 6-10")),
        ("placeholders_and_clock", 3, ("1970-01-01", "1/0/1900", "0000-00-00")),
        ("year_typo", 2, ("10/15/2062",)),
    ],
)
def test_what_is_no_day_is_rejected_and_named(
    office: CaseOffice, file: str, accepted: int, rejected: tuple[str, ...]
) -> None:
    brought = office.given(f"dates/{file}.csv", today=TODAY)
    assert (brought.report.accepted, brought.report.rejected) == (accepted, len(rejected))
    assert brought.says(*rejected), brought.printed
    assert office.interviews == accepted


def test_a_time_of_day_beside_the_day(office: CaseOffice) -> None:
    office.given("dates/placeholders_and_clock.csv")
    assert on(office, date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 13)) == [1, 1, 1]


def test_the_bare_day_numbers_of_a_workbook_that_counts_from_1904(office: CaseOffice) -> None:
    office.given("dates/mac_workbook_bare_numbers.xlsx")
    assert on(office, date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 6)) == [1, 1, 1]


def test_two_digits_of_the_year_in_front(office: CaseOffice) -> None:
    brought = office.given("dates/two_digit_year_first.csv", today=TODAY)
    assert days_of(brought) == ["2026-03-04", "2026-03-15", "2026-02-27", "2026-04-01", "2026-04-30"]


def test_one_cell_does_not_turn_seven_others(office: CaseOffice) -> None:
    brought = office.given("dates/one_european_among_us.csv", today=TODAY)
    assert is_asked(brought)
    assert on(office, date(2026, 2, 3), date(2026, 11, 3), date(2026, 3, 15)) == [0, 0, 1]


def test_the_day_of_the_entry_is_no_day_of_a_message(office: CaseOffice) -> None:
    office.given("dates/log_day_is_no_message.csv")
    assert on(office, date(2026, 2, 27), date(2026, 2, 28)) == [1, 1]
    assert office.names_per_interview == (0.5, 2)
    assert office.new_contacts == 0


def test_yes_and_no_are_no_days_and_cost_no_row(office: CaseOffice) -> None:
    mapping = "dates/followed_up_yes_no.toml"
    brought = office.given("dates/followed_up_yes_no.csv", mapping=mapping)
    assert (brought.report.accepted, brought.report.rejected) == (3, 0)
    assert brought.says("Followed Up?")


def test_codes_of_terms_are_no_class(office: CaseOffice) -> None:
    brought = office.given("people/roster_term_codes.csv", today=TODAY)
    assert (brought.report.accepted, days_of(brought, "class_year")) == (3, [None] * 3)
    assert brought.says("Expected Grad Term", "2274", "2277", "2264")


def test_a_class_typed_in_five_ways(office: CaseOffice) -> None:
    brought = office.given("people/roster_class_standing.csv", today=TODAY)
    assert days_of(brought, "class_year") == [None, None, "2026", "2027", None, "2026", "2027"]
    assert {cell.found for cell in brought.report.not_recorded} == {"Senior", "Junior", "202710"}
    assert brought.says("Senior", "Junior", "202710")


# -- others of their kind ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "read"),
    [
        (
            ("4 de marzo de 2026", "12 mai 2026", "1. Oktober 2026"),
            ["2026-03-04", "2026-05-12", "2026-10-01"],
        ),
        (("3/4/2026 3-4pm", "3/16/2026 noon", "Mon 3/16/2026"), ["2026-03-04", "2026-03-16", "2026-03-16"]),
        (("15/03/2026", "16/03/2026", "3/4/2026"), ["2026-03-15", "2026-03-16", "2026-04-03"]),
        (("25/12/01", "26/01/15", "26/03/02"), ["2025-12-01", "2026-01-15", "2026-03-02"]),
        (("1/12/2026", "2/12/2026", "3/11/2026"), ["2026-01-12", "2026-02-12", "2026-03-11"]),
    ],
)
def test_days_in_other_words(
    office: CaseOffice, tmp_path: Path, days: tuple[str, ...], read: list[str]
) -> None:
    brought = office.given(log(tmp_path, *days), today=TODAY)
    assert days_of(brought) == read


@pytest.mark.parametrize(
    "day",
    [
        "week of 3/9/2026",
        "3/9-3/13/2026",
        "2026-03",
        "1772582400",
        "12/31/2099",
        "1/1/1900",
        "3/4/2029",
        "next week",
    ],
)
def test_what_is_no_day_is_no_interview(office: CaseOffice, tmp_path: Path, day: str) -> None:
    brought = office.given(log(tmp_path, "3/14/2026", "3/15/2026", day), source="interview_log", today=TODAY)
    assert (brought.report.accepted, brought.report.rejected) == (2, 1)
    assert brought.says(day), brought.printed


def test_the_header_says_the_order(office: CaseOffice, tmp_path: Path) -> None:
    path = log(tmp_path, "3/4/2026", "5/4/2026", head="Interview date (DD/MM/YYYY)")
    brought = office.given(path, source="interview_log", today=TODAY)
    assert days_of(brought) == ["2026-04-03", "2026-04-05"]
    assert not any(one.is_ambiguous for one in brought.report.date_order)


def test_a_day_long_before_the_others_is_asked_about_and_an_old_log_is_only_said(
    office: CaseOffice, tmp_path: Path
) -> None:
    brought = office.given(log(tmp_path, "3/14/2026", "3/15/2006", "3/16/2026"), today=TODAY)
    assert (brought.report.accepted, brought.report.rejected) == (2, 1)
    assert brought.says("3/15/2006")
    old = office.given(log(tmp_path, "3/14/2005", "3/15/2006", "3/16/2007"), today=TODAY)
    assert old.report.accepted == 3
    assert old.says("held_on", "2005")


def test_a_swapped_column_is_taken_as_it_stands_where_a_mapping_says_so(
    office: CaseOffice, tmp_path: Path
) -> None:
    mapping = tmp_path / "as_it_stands.toml"
    mapping.write_text('source = "interview_log"\ndate_order = "ymd"\n')
    brought = office.given("dates/day_and_month_swapped.xlsx", mapping=str(mapping))
    assert days_of(brought)[0] == "2026-03-05"


def test_bare_day_numbers_of_an_ordinary_workbook_count_from_1900(office: CaseOffice, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["student_id", "contact_name", "contact_employer", "held_on"])
    for n, day in enumerate((46085, 46086)):
        sheet.append([f"S{n}", f"Ana Kurz {n}", "Acme", day])
    book.save(tmp_path / "numbers.xlsx")
    assert days_of(office.given(tmp_path / "numbers.xlsx")) == ["2026-03-04", "2026-03-05"]


def test_one_day_of_contact_before_the_talk_leaves_the_others_as_they_are(
    office: CaseOffice, tmp_path: Path
) -> None:
    path = tmp_path / "tracker.csv"
    path.write_text(
        "student_id,contact_name,first_contacted_on,talked_on\n"
        "S1,Ana,2026-02-01,2026-02-10\nS1,Bo,2026-02-20,2026-02-11\nS1,Cy,2026-02-20,\n"
    )
    office.given(path, source="contact_tracker", today=TODAY)
    assert office.new_contacts == 3
