"""Dates, moments and graduating classes: every way they are written, at the edges of what is taken."""

from __future__ import annotations

import calendar
from datetime import date

import pytest

from pipelines.mapping.cell_values.dates import DateOrder, date_order
from pipelines.mapping.cell_values.parsers import parse
from pipelines.mapping.cell_values.reading import ColumnReading
from pipelines.mapping.zones import Shift
from tests.pipelines.mapping.cell_values.reading_cells import column, read

DAY, MOMENT, DAYS, CLASS = (column(type) for type in ("date", "timestamp", "dates", "class_year"))
EAST = Shift("UTC", "America/New_York", ("it",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1900-01-01", "1900-01-01"),
        ("1899-12-31", "!bad_date"),
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
        ("5 Mai 2026", "!bad_date"),
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
    ("cells", "order"),
    [
        ([], DateOrder()),
        (["1/2/2026"], DateOrder("mdy", ambiguous=1, example="1/2/2026")),
        (["1/2/2026", "3/4/2026"], DateOrder("mdy", ambiguous=2, example="1/2/2026")),
        (["1/1/2026", "12/12/2026"], DateOrder("mdy")),  # both ways the same day
        (["13/2/2026", "1/2/2026"], DateOrder("dmy", is_known=True, ambiguous=1, example="1/2/2026")),
        (["2/13/2026"], DateOrder("mdy", is_known=True)),
        (["12/13/2026", "13/12/2026"], DateOrder("mdy", is_known=True, is_mixed=True)),
        (["13/12/2026", "14/12/2026", "12/13/2026"], DateOrder("dmy", is_known=True, is_mixed=True)),
        (["13/13/2026"], DateOrder()),
        (["1.2.2026"], DateOrder()),  # dots are day first, whatever the others are
        (["13/2/2026;1/2/2026"], DateOrder("dmy", is_known=True, ambiguous=1, example="1/2/2026")),
        (["45000", "46000", "", "-", "<CLEAR>"], DateOrder(is_serial=True)),
        (["45000", "2026-03-02"], DateOrder()),
        (["2026-03-02", "45000"], DateOrder()),
        (["20000", "60000"], DateOrder(is_serial=True)),
        (["19999"], DateOrder()),
        (["60001"], DateOrder()),
        (["n/a", "45000"], DateOrder()),
    ],
)
def test_how_a_column_writes_its_dates(cells: list[str], order: DateOrder) -> None:
    assert date_order(cells) == order


def test_cells_that_are_as_good_as_empty_do_not_speak_for_a_column() -> None:
    assert date_order(["n/a", "45000"], frozenset({"n/a"})).is_serial


def test_what_a_spreadsheet_makes_of_a_text_is_said() -> None:
    for text in ("Oct-49", "10-Oct"):
        assert "spreadsheet makes of a text" in parse(text, ColumnReading(DAY)).message
    assert "spreadsheet" not in parse("October-49", ColumnReading(DAY)).message
    latest = ColumnReading(DAY, latest=date(2026, 1, 1))
    assert "or day first" in parse("12/2/2026", latest).expected
    assert "or day first" not in parse("2026-12-02", latest).expected
