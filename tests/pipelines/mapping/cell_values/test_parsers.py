"""One cell at a time: what people write, and what it is read as."""

from __future__ import annotations

import pytest

from pipelines.mapping.cell_values.date_orders import date_order
from pipelines.mapping.cell_values.parsers import parse
from pipelines.mapping.cell_values.reading import ColumnReading
from pipelines.sources.catalog import sources
from tests.pipelines.mapping.cell_values.reading_cells import read_as

DATES = """
    2026-03-02              2026-03-02
    2026-3-2                2026-03-02
    2026/03/02              2026-03-02
    20260302                2026-03-02
    3/2/2026                2026-03-02
    03-02-26                2026-03-02
    25/12/2025              2025-12-25
    2.3.2026                2026-03-02
    12 Mar 2024             2024-03-12
    12-Mar-24               2024-03-12
    Mar 12, 2024            2024-03-12
    March 12th, 2024        2024-03-12
    Tuesday, March 12, 2024 2024-03-12
    2026-03-02T23:59:59Z    2026-03-02
    2026-03-02 14:05:00.123 2026-03-02
    2026-03-02T14:05:00-05:00   2026-03-02
    3/2/2026 2:05 PM        2026-03-02
    Mar 2, 2026, 2:05 PM    2026-03-02
    1/2/69                  1969-01-02
    2/30/2026               !bad_date
    13/13/2025              !bad_date
    Oct-49                  !bad_date
    yesterday               !bad_date
    45000                   !bad_date
    2026-11-21              !future_date
    11/21/2026              !future_date
    1776-07-04              !bad_date
"""


@pytest.mark.parametrize("line", [line for line in DATES.splitlines() if line.strip()])
def test_dates_are_read_the_way_people_write_them(line: str) -> None:
    text, expected = line.strip().rsplit(maxsplit=1)
    assert read_as("outreach_log", "sent_on", text.strip()) == expected


def test_the_order_of_day_and_month_is_decided_by_the_whole_column() -> None:
    assert date_order(["1/2/2026", "25/2/2026"]).order == "dmy"
    assert date_order(["1/2/2026", "2/25/2026"]).order == "mdy"
    undecided = date_order(["1/2/2026", "3/3/2026", "2026-05-06"])
    assert (undecided.order, undecided.is_known, undecided.ambiguous) == ("mdy", False, 1)
    assert date_order(["25/2/2026", "2/25/2026"]).is_mixed
    assert read_as("outreach_log", "sent_on", "1/2/2026", order="dmy") == "2026-02-01"
    assert read_as("outreach_log", "sent_on", "26/03/02", order="ymd") == "2026-03-02"


def test_excel_day_numbers_count_only_where_the_whole_column_is_numbers() -> None:
    assert date_order(["45000", "46013", "n/a"], frozenset({"n/a"})).is_serial
    assert not date_order(["45000", "3/2/2026"]).is_serial
    assert read_as("outreach_log", "sent_on", "45000", is_serial=True) == "2023-03-15"
    assert read_as("survey", "responded_at", "45000.604166667", is_serial=True) == "2023-03-15 14:30:00"


@pytest.mark.parametrize(
    ("source", "column", "text", "expected"),
    [
        ("roster", "student_id", "  S001 ", "S001"),
        ("roster", "student_id", '="00123"', "00123"),
        ("roster", "student_id", "'00123", "00123"),
        ("roster", "student_id", "12345.0", "12345"),
        ("roster", "student_id", "0012345_", "0012345"),
        ("roster", "student_id", "ann_", "ann_"),
        ("roster", "student_id", "12_3", "12_3"),
        ("roster", "student_id", "1.23E+10", "!id_in_scientific_notation"),
        ("roster", "email", "<clear>", "<clear>"),
        ("outreach_log", "channel", "?", "unknown"),
        ("outreach_log", "channel", "--", None),
        ("degree_log", "degree_level", "<clear>", "!missing_value"),
        ("roster", "email", "Ana.Diaz@Example.EDU ", "ana.diaz@example.edu"),
        ("roster", "email", "Ana Diaz <ana@example.edu>", "ana@example.edu"),
        ("roster", "email", "ana.example.edu", "!bad_email"),
        ("roster", "email", "a@b.edu; c@d.edu", "!bad_email"),
        ("roster", "email", "n/a", None),
        ("roster", "first_name", "  Ana \u00a0 Maria ", "Ana Maria"),
        ("roster", "last_name", "Na", "Na"),
        ("roster", "majors", "Biology;  Art History;Biology", "Biology;Art History"),
        ("roster", "is_transfer", "Yes", "true"),
        ("roster", "is_transfer", "0", "false"),
        ("roster", "is_transfer", "perhaps", "!bad_yes_no"),
        ("roster", "class_year", "2025-26", "2026"),
        ("roster", "class_year", "Class of 2026", "2026"),
        ("roster", "class_year", "2026.0", "2026"),
        ("roster", "class_year", "Fall 2025", "2026"),
        ("roster", "class_year", "Spring 2026", "2026"),
        ("roster", "class_year", "2026-05-16", "2026"),
        ("roster", "class_year", "2026-07-01", "2027"),
        ("roster", "class_year", "2024-26", "!bad_class_year"),
        ("roster", "class_year", "senior", "!bad_class_year"),
        ("interview_log", "minutes", "1,234", "!unlikely_value"),
        ("interview_log", "minutes", "30.0", "30"),
        ("interview_log", "minutes", "99", "99"),
        ("interview_log", "minutes", "-99", None),
        ("interview_log", "minutes", "half an hour", "30"),
        ("interview_log", "minutes", "-5", "!out_of_range"),
        ("interview_log", "usefulness_rating", "6", "!out_of_range"),
        ("interview_log", "cost_usd", "$4.50", "4.5"),
        ("first_destination", "salary_usd", "$65,000", "65000"),
        ("first_destination", "salary_usd", "65k", "65000"),
        ("first_destination", "salary_usd", "-1", "!out_of_range"),
        ("first_destination", "salary_usd", "60-65k", "!several_amounts"),
        ("outreach_log", "channel", "LinkedIn", "linkedin"),
        ("outreach_log", "channel", "carrier pigeon", "!unknown_choice"),
        ("interview_log", "came_of_it", "Insight; Job shadow", "insight;job_shadow"),
        (
            "interview_log",
            "came_of_it",
            "Insight into a job, company or industry, An offer",
            "insight;offer",
        ),
        ("interview_log", "came_of_it", "insight; a pony", "!unknown_choice"),
        ("contact_tracker", "followed_up_on", "3/9/2026; 2026-03-02", "2026-03-02;2026-03-09"),
        ("contact_tracker", "followed_up_on", "Mar 12, 2024", "2024-03-12"),
        ("contact_tracker", "followed_up_on", "3/2/2026, 3/9/2026", "2026-03-02;2026-03-09"),
        ("contact_tracker", "followed_up_on", "3/2/2026; soon", "!bad_date"),
        ("survey", "responded_at", "3/2/2026 2:05 PM", "2026-03-02 14:05:00"),
        ("survey", "responded_at", "2026-03-02", "2026-03-02 00:00:00"),
        ("survey", "responded_at", "2026-03-02 25:00", "!bad_timestamp"),
        ("survey", "clarity", "4 - Clear", "4"),
        ("survey", "clarity", "-99", None),
        ("outreach_log", "contact_name", "-", None),
        ("outreach_log", "contact_name", "N/A", None),
    ],
)  # fmt: skip
def test_cells_are_read_the_way_people_write_them(
    source: str, column: str, text: str, expected: str | None
) -> None:
    assert read_as(source, column, text) == expected


def test_a_mapping_says_what_a_spelling_means_before_anything_else() -> None:
    mapped = {"Placed": "employed_full_time", "Left": "", "Odd": "no_such_status"}
    assert read_as("first_destination", "outcome_status", "placed", mapped=mapped) == "employed_full_time"
    assert read_as("first_destination", "outcome_status", "Left", mapped=mapped) is None
    assert read_as("first_destination", "outcome_status", "Odd", mapped=mapped) == "!unknown_choice"


def test_an_unknown_choice_names_what_is_allowed() -> None:
    parsed = parse("soon", ColumnReading(sources()["interview_log"].column("status")))
    assert parsed.expected.startswith("one of held, scheduled")
    assert "“soon”" in parsed.message


def test_a_required_cell_cannot_be_emptied() -> None:
    parsed = parse("<CLEAR>", ColumnReading(sources()["degree_log"].column("degree_level")))
    assert (parsed.code, parsed.message) == ("missing_value", "degree_level cannot be emptied.")


def test_what_a_spreadsheet_shows_instead_of_a_value_is_none() -> None:
    shown_by_spreadsheets = "#REF! #value! #NAME? #DIV/0! #NULL! #NUM! #SPILL! #CALC! #ERROR! #GETTING_DATA"
    for text in shown_by_spreadsheets.split():
        parsed = parse(text, ColumnReading(sources()["outreach_log"].column("contact_name")))
        assert (parsed.code, parsed.expected) == ("error_cell", "the value itself")
        assert text in parsed.message
