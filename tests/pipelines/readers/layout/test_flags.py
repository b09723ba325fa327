"""Damage nobody can undo is flagged with its column and its first rows, and the cells are left as they stand."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.readers.layout.flags import Watch
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
