"""Damage nobody can undo is flagged with its column and its first rows, and the cells are left as they stand."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.readers import Flag
from pipelines.readers.layout.flags import ERRORS, Watch, sentences
from tests.pipelines.readers.formats.sheet_files import SheetOf, xls


def flags(*cells: str) -> list[tuple[str, int, tuple[int, ...]]]:
    watch = Watch(["column"])
    for number, cell in enumerate(cells, start=2):
        watch.take(number, [cell])
    return [(flag.kind, flag.count, flag.rows) for flag in watch.flags()]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1-9", "Oct-49", "50-99", "100-499"], [("date_for_number", 1, (3,))]),
        (["9-Jan", "Oct-49", "50-99", "500+"], [("date_for_number", 2, (2, 3))]),
        (["3", "2026-05-04", "2", "5"], [("date_for_number", 1, (3,))]),
        (["2026-05-04", "2026-05-05", "n/a", "2026-05-06"], []),
        (["2026-05-04", "2026-05-05", "45000", "2026-05-06"], []),
        (["May-26", "Jun-26", "Jul-26"], []),
        (["1.23E+10", "12345678901"], [("rounded_id", 1, (2,))]),
        (["1,23E+10"], [("rounded_id", 1, (2,))]),
        (["5E12", "E101", "3.5"], []),
        (["1234567890123450000", "9876543210987650000"], [("rounded_id", 2, (2, 3))]),
        (["1234567890123456789", "9876543210987654320"], []),
        (["#N/A", "4", "#REF!", "Err:502"], [("error_cell", 3, (2, 4, 5))]),
        (["#1", "# of people", "Err: no"], []),
        (["#N/A"] * 9, [("error_cell", 9, (2, 3, 4, 5, 6))]),
    ],
)
def test_what_is_flagged(cells, expected):
    assert flags(*cells) == expected


def test_a_late_date_among_ranges_is_still_found():
    assert flags(*["1-9"] * 800, "Oct-49") == [("date_for_number", 1, (802,))]


def test_flags_come_with_the_table_from_text_and_workbooks(understand):
    reading = understand("employer,size\nEY,10-49\nKPMG,Oct-49\nUBS,50-99\n")
    (table,) = reading.tables
    assert [(flag.kind, flag.column, flag.rows) for flag in table.flags] == [
        ("date_for_number", "size", (3,))
    ]
    assert [cells[1] for _, cells in table.rows()] == ["10-49", "Oct-49", "50-99"]
    assert any("1 cell of “size” holds days" in note for note in reading.notes)
    rows = [
        ["id", "size"],
        ["s1", "1-9"],
        ["s2", dt.date(2049, 10, 1)],
        ["s3", "50-99"],
        [1.2345678901234567e18, "5-9"],
    ]
    (table,) = understand(xls(SheetOf(rows)), "log.xls").tables
    assert [(flag.kind, flag.column, flag.rows) for flag in table.flags] == [
        ("date_for_number", "size", (3,)),
        ("rounded_id", "id", (5,)),
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # a column of small numbers and ranges: four of five other cells, and no fewer
        (["1-9", "1-9", "1-9", "1-9", "x", "Oct-49"], [("date_for_number", 1, (7,))]),
        (["1-9", "1-9", "1-9", "x", "Oct-49"], []),
        # without a range, as many numbers as dates
        (["1", "2", "2026-05-04", "2026-05-05"], [("date_for_number", 2, (4, 5))]),
        (["1", "2026-05-04", "2026-05-05"], []),
        (["1-9", "2026-05-04", "2026-05-05"], [("date_for_number", 2, (3, 4))]),
        # what a range is, and a small number
        (["over 500", "Oct-49"], [("date_for_number", 1, (3,))]),
        (["<10", "Oct-49"], [("date_for_number", 1, (3,))]),
        (["10 to 49", "Oct-49"], [("date_for_number", 1, (3,))]),
        (["999999", "999998", "Oct-49"], [("date_for_number", 1, (4,))]),
        (["9999999", "9999998", "Oct-49"], []),
        (["1-9999999", "Oct-49"], []),
        (["Oct-49"], []),
        # numbers that are rounded, and texts that only look like it
        ([" 1.23E+10 "], []),
        (["1.23E+10 "], [("rounded_id", 1, (2,))]),
        (["1E+10", "1.5E10", "1.5E100", "x1E+10", "1E10"], [("rounded_id", 2, (2, 3))]),
        (["1.23e+10"], [("rounded_id", 1, (2,))]),
        (["123456789012345"], []),
        (["1234567890123450"], [("rounded_id", 1, (2,))]),
        (["1234567890123450", "1234567890123456"], []),
        (["1234567890123450", "1.2E+15"], [("rounded_id", 1, (3,))]),
        (["1234567890123450", "words of more than fifteen letters"], [("rounded_id", 1, (2,))]),
        # errors
        (["Err:502", "Err:602", "#N/A!", "#REF! x"], [("error_cell", 1, (2,))]),
    ],
)
def test_what_makes_a_cell_damaged(cells, expected):
    assert flags(*cells) == expected


@pytest.mark.parametrize("error", sorted(ERRORS))
def test_every_error_of_a_spreadsheet_is_known(error):
    assert flags(error) == [("error_cell", 1, (2,))]


@pytest.mark.parametrize(
    "month", ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
)
def test_every_month_may_have_been_a_range(month):
    assert flags("1-9", f"{month}-49", f"9-{month.lower()}") == [("date_for_number", 2, (3, 4))]


def test_after_many_rows_only_columns_of_ranges_are_asked():
    """A column of words that turns into ranges far down is no longer looked at; one of ranges always is."""
    late = ["1-9"] * 4000
    assert flags(*["word"] * 101, *["1-9"] * 399, *late, "Oct-49") == []
    assert flags(*["word"] * 100, *["1-9"] * 400, *late, "Oct-49") == [("date_for_number", 1, (4502,))]
    assert flags(*["word"] * 101, *["1-9"] * 398, "1-9", "Oct-49") == []


def test_flags_stand_by_kind_and_column():
    watch = Watch(["a", "b"])
    for number in range(5, 12):
        watch.take(number, ["x", "1-9"])
    watch.take(2, ["#N/A", "1-9"])
    watch.take(3, ["1.23E+10", "Oct-49"])
    watch.take(4, ["", "#REF!"])
    assert [(flag.kind, flag.column, flag.rows) for flag in watch.flags()] == [
        ("date_for_number", "b", (3,)),
        ("rounded_id", "a", (3,)),
        ("error_cell", "a", (2,)),
        ("error_cell", "b", (4,)),
    ]


def test_a_flag_is_said_with_its_column_count_and_first_row():
    assert sentences(
        "The file", [Flag("error_cell", "size", 1, (3,)), Flag("rounded_id", "id", 1200, (1001, 1002))]
    ) == [
        "The file: 1 cell of “size” holds an error such as #N/A instead of a value; the first one is in row 3.",
        "The file: 1,200 cells of “id” hold numbers that a spreadsheet has rounded, such as 1.23E+10; their last digits "
        "are lost; the first one is in row 1,001.",
    ]
