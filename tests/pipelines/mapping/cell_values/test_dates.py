"""Dates, moments and graduating classes: every way they are written, at the edges of what is taken."""

from __future__ import annotations

import calendar
from datetime import date

import pytest

from pipelines.mapping.cell_values.parsers import parse
from pipelines.mapping.cell_values.reading import ColumnReading
from pipelines.mapping.zones import Shift
from tests.pipelines.mapping.cell_values.reading_cells import column, read

DAY, MOMENT, DAYS, CLASS = (column(type) for type in ("date", "timestamp", "dates", "class_year"))
EAST = Shift("UTC", "America/New_York", ("it",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1900-01-03", "1900-01-03"),
        ("1900-01-01", "!placeholder_date"),
        ("1899-12-31", "!placeholder_date"),
        ("1970-01-01", "!placeholder_date"),
        ("1/0/1900", "!placeholder_date"),
        ("0000-00-00", "!placeholder_date"),
        ("9999-12-31", "!placeholder_date"),
        ("1899-12-29", "!bad_date"),
        ("2100-12-31", "2100-12-31"),
        ("2101-01-01", "!bad_date"),
        ("1/2/68", "2068-01-02"),
        ("1/2/69", "1969-01-02"),
        ("1/2/00", "2000-01-02"),
        ("2024-02-29", "2024-02-29"),
        ("2023-02-29", "!bad_date"),
        ("12/13/2025", "2025-12-13"),
        ("13/12/2025", "2025-12-13"),
        ("12/12/2025", "2025-12-12"),
        ("1.12.2025", "2025-12-01"),
        ("20260302", "2026-03-02"),
        ("18260302", "!bad_date"),
        ("1 of May 2026", "2026-05-01"),
        ("1st May 2026", "2026-05-01"),
        ("may 1 2026", "2026-05-01"),
        ("Sept. 5, 2026", "2026-09-05"),
        ("Thurs, 5 Mar 2026", "2026-03-05"),
        ("5 Mai 2026", "2026-05-05"),
        ("4 de marzo de 2026", "2026-03-04"),
        ("le 1er mars 2026", "2026-03-01"),
        ("4. März 2026", "2026-03-04"),
        ("2026年3月4日", "2026-03-04"),
        ("5 listopad 2026", "!bad_date"),  # November or October, by the language
        ("2026 March 5", "2026-03-05"),
        ("05MAR2026", "2026-03-05"),
        ("Mar 5 '26", "2026-03-05"),
        ("4. 3. 2026", "2026-03-04"),
        ("Wed 3/4/2026", "2026-03-04"),
        ("Fri 3/4/2026", "2026-04-03"),  # the weekday tells
        ("3/4/2026 3pm", "2026-03-04"),
        ("3/4/2026 at 3:30 PM", "2026-03-04"),
        ("March 4, 2026, 3-4pm", "2026-03-04"),
        ("3pm 3/4/2026", "2026-03-04"),
        ("3/4/2026 (Wed) morning", "2026-03-04"),
        ("Mar 10-14", "!bad_date"),
        ("March 10, 14", "!bad_date"),
        ("10-14 March 2026", "!bad_date"),
        ("3/10-14", "!bad_date"),
        ("3/10-14/2026", "!bad_date"),
        ("3/10/2026 - 3/14/2026", "!bad_date"),
        ("week of 3/10/2026", "!bad_date"),
        ("2026-W11", "!bad_date"),
        ("3/10/2026 3", "!bad_date"),
        ("1772582400", "!bad_date"),
        ("March 2026", "!bad_date"),
        ("2026-03-02 25:00", "2026-03-02"),  # a day is a day, whatever its clock says
    ],
)
def test_a_day(text: str, expected: str) -> None:
    assert read(DAY, text) == expected


@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_in_full_and_short(month: int) -> None:
    name = calendar.month_name[month]
    for written in (name, name.upper(), name[:3], f"{name[:3]}."):
        assert read(DAY, f"{written} 4, 2026") == read(DAY, f"4 {written} 2026") == f"2026-{month:02}-04"


def test_nothing_said_of_a_column_is_the_month_first() -> None:
    assert read(DAY, "1/2/2026") == "2026-01-02"


@pytest.mark.parametrize(
    ("order", "text", "expected"),
    [
        ("mdy", "1/2/2026", "2026-01-02"),
        ("dmy", "1/2/2026", "2026-02-01"),
        ("dmy", "1/13/2026", "2026-01-13"),  # only one way makes a day
        ("mdy", "13/1/2026", "2026-01-13"),
        ("ymd", "26/1/2", "!bad_date"),
        ("ymd", "26/01/02", "2026-01-02"),
        ("ymd", "1/2/2026", "2026-01-02"),
        ("mdy", "26/01/02", "2002-01-26"),
        ("dmy", "13/13/2026", "!bad_date"),
    ],
)
def test_day_and_month_in_the_order_of_the_column(order: str, text: str, expected: str) -> None:
    assert read(DAY, text, order=order) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-02", "2026-03-02 00:00:00"),
        ("2026-03-02 9:05", "2026-03-02 09:05:00"),
        ("2026-03-02T14:05:07.25", "2026-03-02 14:05:07"),
        ("3/2/2026 12:30 AM", "2026-03-02 00:30:00"),
        ("3/2/2026 12:30 PM", "2026-03-02 12:30:00"),
        ("3/2/2026 1:30 p.m.", "2026-03-02 13:30:00"),
        ("3/2/2026 11:59 pm", "2026-03-02 23:59:00"),
        ("3/2/2026 13:30 PM", "!bad_timestamp"),
        ("3/2/2026 0:30 AM", "!bad_timestamp"),
        ("2026-03-02 23:59:59", "2026-03-02 23:59:59"),
        ("2026-03-02 24:00", "!bad_timestamp"),
        ("2026-03-02 12:60", "!bad_timestamp"),
        ("2026-03-02 12:00:60", "!bad_timestamp"),
        ("12:30", "!bad_timestamp"),
    ],
)
def test_a_moment(text: str, expected: str) -> None:
    assert read(MOMENT, text) == expected


@pytest.mark.parametrize(
    ("of", "text", "expected"),
    [
        (DAY, "45000", "2023-03-15"),
        (DAY, "45000.75", "2023-03-15"),
        (MOMENT, "45000", "2023-03-15 00:00:00"),
        (MOMENT, "45000.5", "2023-03-15 12:00:00"),
        (MOMENT, "45000.0423726851851852", "2023-03-15 01:01:01"),
        (MOMENT, "45000.999999", "2023-03-15 23:59:59"),
        (DAY, "2023-03-15", "!bad_date"),  # the whole column is numbers, or none of it is
    ],
)
def test_the_day_numbers_of_a_spreadsheet(of: object, text: str, expected: str) -> None:
    assert read(of, text, is_serial=True) == expected  # type: ignore[arg-type]


def test_a_day_after_the_import_is_no_day_of_a_log() -> None:
    latest = date(2026, 11, 20)
    assert read(DAY, "2026-11-20", latest=latest) == "2026-11-20"
    assert read(DAY, "2026-11-21", latest=latest) == "!future_date"
    assert read(MOMENT, "2026-11-20 23:00", latest=latest) == "2026-11-20 23:00:00"
    assert read(MOMENT, "2026-11-21 01:00", latest=latest) == "!future_date"
    assert read(DAY, "2027-01-01") == "2027-01-01"


@pytest.mark.parametrize(
    ("of", "text", "expected"),
    [
        (DAY, "2026-03-02 01:00", "2026-03-01"),
        (DAY, "2026-03-02", "2026-03-02"),  # no time, so nothing to bring anywhere
        (MOMENT, "2026-03-02 01:00", "2026-03-01 20:00:00"),
        (MOMENT, "2026-03-02", "2026-03-02 00:00:00"),
        (MOMENT, "2026-03-02T01:00:00+02:00", "2026-03-01 18:00:00"),
    ],
)
def test_a_moment_is_brought_to_the_offices_time(of: object, text: str, expected: str) -> None:
    assert read(of, text, zone=EAST) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-02", "2026-03-02"),
        ("2026-03-09; 2026-03-02;", "2026-03-02;2026-03-09"),
        ("2026-03-02|2026-03-02", "2026-03-02"),
        ("3/2/2026, 3/9/2026", "2026-03-02;2026-03-09"),
        ("Mar 12, 2024; Mar 10, 2024", "2024-03-10;2024-03-12"),
        ("2026-03-02\nsoon", "!bad_date"),
        ("3/2/2026, soon", "!bad_date"),
        (";|", None),
    ],
)
def test_several_days_in_a_cell(text: str, expected: str | None) -> None:
    assert read(DAYS, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026", "2026"),
        ("2026.0", "2026"),
        ("class of 2026", "2026"),
        ("Class 2026", "2026"),
        ("’26", "2026"),
        ("2025-26", "2026"),
        ("2025/2026", "2026"),
        ("2025-27", "!bad_class_year"),
        ("Spring 2026", "2026"),
        ("Fall 2025", "2026"),
        ("autumn 2025", "2026"),
        ("June 2026", "2026"),
        ("July 2026", "2027"),
        ("Winter 2026", "!bad_class_year"),
        ("6/30/2026", "2026"),
        ("7/1/2026", "2027"),
        ("1949", "!bad_class_year"),
        ("1950", "1950"),
        ("2100", "2100"),
        ("2101", "!bad_class_year"),
        ("senior", "!bad_class_year"),
    ],
)
def test_a_graduating_class(text: str, expected: str) -> None:
    assert read(CLASS, text) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mar 10-14", "several days"),
        ("3/10/2026 and 3/12/2026", "several days"),
        ("week of March 10", "several days"),
        ("3/9-3/13/2026", "several days"),
        ("yes - 3/4/2026", "is not a date."),
        ("maybe 3-4-2026", "is not a date."),
        ("3/4", "no year"),
        ("March 4th", "no year"),
        ("1772582400", "seconds since 1970"),
        ("45000", "number of a day"),
        ("0000-00-00", "no date"),
    ],
)
def test_what_is_wrong_with_a_cell_is_said(text: str, said: str) -> None:
    assert said in parse(text, ColumnReading(DAY)).message


def test_days_that_nobody_means_are_asked_about_and_a_mapping_may_say_that_they_are_right() -> None:
    limits = {"farthest": date(2028, 5, 1), "earliest": date(2016, 11, 1)}
    assert read(DAY, "10/15/2062", **limits) == "!far_date"
    assert read(DAY, "10/15/2006", **limits) == "!long_ago"
    assert read(DAY, "10/15/2026", **limits) == "2026-10-15"
    assert read(DAY, "10/15/2006", mapped={"10/15/2006": "2006-10-15"}, **limits) == "2006-10-15"


def test_true_dates_that_a_spreadsheet_exchanged_are_read_back() -> None:
    assert read(DAY, "2026-03-05", is_swapped=True, order="dmy") == "2026-05-03"
    assert read(DAY, "23/05/2026", is_swapped=True, order="dmy") == "2026-05-23"
    assert read(DAY, "2026-03-15", is_swapped=True, order="dmy") == "2026-03-15"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("26", "2026"),
        ("16", "2016"),  # ten years back and eight ahead of 2026, and no further
        ("15", "!bad_class_year"),
        ("34", "2034"),
        ("35", "!bad_class_year"),
        ("May 2027", "2027"),
        ("Fall 2026", "2027"),
        ("FA26", "2027"),
        ("Sp '27", "2027"),
        ("2027 Spring", "2027"),
        ("Dec 2026", "2027"),
        ("05/2027", "2027"),
        ("2026-12", "2027"),
        ("Summer 2026", "!bad_class_year"),
        ("68", "!bad_class_year"),
        ("2274", "!bad_class_year"),
        ("2064", "!bad_class_year"),
        ("202710", "!bad_class_year"),
        ("Senior", "!bad_class_year"),
        ("1st year", "!bad_class_year"),
    ],
)
def test_a_class_on_the_day_of_an_import(text: str, expected: str) -> None:
    assert read(CLASS, text, today=date(2026, 11, 20)) == expected


def test_what_a_spreadsheet_makes_of_a_text_is_said() -> None:
    for text in ("Oct-49", "10-Oct"):
        assert "spreadsheet makes of a text" in parse(text, ColumnReading(DAY)).message
    assert "spreadsheet" not in parse("October-49", ColumnReading(DAY)).message
    latest = ColumnReading(DAY, latest=date(2026, 1, 1))
    assert "or day first" in parse("12/2/2026", latest).expected
    assert "or day first" not in parse("2026-12-02", latest).expected
