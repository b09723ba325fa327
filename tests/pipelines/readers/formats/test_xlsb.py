"""XLSB: values as in the other workbooks, what it cannot tell is said, ids never lose their zeros."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.errors import FileRefused
from tests.pipelines.readers.formats.sheet_files import Error, SheetOf, Shown, xlsb

ROWS: list[list[object]] = [
    ["student_id", "held_on"],
    ["S1", dt.date(2026, 3, 4)],
    ["S2", dt.date(2026, 3, 14)],
]


@pytest.mark.parametrize("from_1904", [False, True])
def test_values_are_those_of_the_cells(understand, from_1904) -> None:
    rows: list[list[object]] = [
        ["what", "value"],
        ["whole", 123.0],
        ["part", 0.1 + 0.2],
        ["long", 12_345_678_901],
        ["yes", True],
        ["day", dt.date(2026, 3, 2)],
        ["moment", dt.datetime(2026, 3, 2, 14, 5)],
        ["a percentage", Shown(0.25, "0%")],
        ["two lines", "first\nsecond  one"],
        ["text of zeros", "00123"],
        ["told to be text", '="00123"'],
        ["hard blanks", "\u00a0Ana\u00a0"],
    ]
    reading = understand(xlsb(SheetOf(rows), from_1904=from_1904), "log.xlsb")
    (table,) = reading.tables
    assert reading.kind == "xlsb"
    assert dict(cells for _, cells in table.rows()) == {
        "whole": "123",
        "part": "0.3",
        "long": "12345678901",
        "yes": "TRUE",
        "day": "2026-03-02",
        "moment": "2026-03-02 14:05:00",
        "a percentage": "0.25",
        "two lines": "first\nsecond  one",
        "text of zeros": "00123",
        "told to be text": "00123",
        "hard blanks": "\u00a0Ana\u00a0",
    }


def test_rows_and_columns_keep_their_places(understand) -> None:
    rows: list[list[object]] = [[], ["", "", "Interviews of fall"], [], *([["", "", *row] for row in ROWS])]
    (table,) = understand(xlsb(SheetOf(rows)), "log.xlsb").tables
    assert (table.columns, table.header_rows) == (("student_id", "held_on"), (4,))
    assert list(table.rows()) == [(5, ["S1", "2026-03-04"]), (6, ["S2", "2026-03-14"])]


def test_all_sheets_come_and_what_is_not_known_is_said(understand) -> None:
    broken: list[list[object]] = [["student_id", "held_on", "n"], ["S3", Error(), 1], ["S4", "x", 2]]
    reading = understand(xlsb(SheetOf(ROWS, "Fall"), SheetOf(broken, "Old", is_hidden=True)), "log.xlsb")
    assert [table.sheet for table in reading.tables] == ["Fall", "Old"]
    assert list(reading.tables[1].rows()) == [(2, ["S3", "", "1"]), (3, ["S4", "x", "2"])]
    notes = " ".join(reading.notes)
    assert "“Old” is hidden" in notes
    assert notes.count("a binary workbook") == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            xlsb(SheetOf([["student_id", "n"], [Shown(123, "00000"), 1]])),
            r"zeros in front \(00123\).*save it as \.xlsx",
        ),
        (xlsb(SheetOf(ROWS), **{"xl__vbaProject.bin": b"x"}), "holds macros"),
        (xlsb(SheetOf(ROWS), **{"xl__externalLinks__externalLink1.bin": b"x"}), "other workbooks"),
        (xlsb(SheetOf([])), "is empty"),
        (xlsb(), "is empty|damaged"),
        (xlsb(SheetOf(ROWS))[:-40], "is damaged"),
        (xlsb(SheetOf(ROWS), big=bytes(20_000_000)), "100 times its size"),
    ],
)
def test_what_cannot_be_read_well_is_refused_with_what_to_do(read, content, words) -> None:
    with pytest.raises(FileRefused, match=words):
        read(content, "log.xlsb")


@pytest.mark.parametrize("at", range(0, 100, 7))
def test_a_damaged_one_is_refused_or_read_never_more(read, at) -> None:
    """Bytes of a sheet are changed, the zip around them is sound; the child may die of it, and nothing else."""
    whole = SheetOf(ROWS * 3)
    content = bytearray(xlsb(whole, from_1904=False))
    place = len(content) * at // 100
    content[place] ^= 0xFF
    try:
        reading = read(bytes(content), "log.xlsb")
    except FileRefused:
        return
    assert sum(table.row_count for table in reading.tables) <= len(whole.rows)
