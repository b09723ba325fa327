"""XLS: values by their number formats, days of both calendars, and what is refused before anything is read."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.errors import FileRefused
from pipelines.readers.formats import xls as xls_module
from pipelines.readers.formats.sheets import SheetTraits
from pipelines.readers.records import Merge
from tests.pipelines.readers.formats.sheet_files import Error, SheetOf, Shown, xls

SHEET = SheetOf([["a", "b"], ["x", "y"]])


@pytest.fixture
def sheets_of(written: Callable[..., Path]):
    def sheets_of(content: bytes) -> list[tuple[str, bool, list[tuple[int, list[str]]], SheetTraits]]:
        return [
            (one.name, one.is_hidden, list(one.rows()), one.traits())
            for one in xls_module.sheets(written(content, "log.xls"))
        ]

    return sheets_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Ana", "Ana"),
        ('="001"', "001"),
        (12, "12"),
        (0.5, "0.5"),
        (Shown(123, "00000"), "00123"),
        (Shown(0.25, "0%"), "0.25"),
        (True, "TRUE"),
        (False, "FALSE"),
        (Error(), "#N/A"),
        (Error("#REF!", 0x17), "#REF!"),
        (Error("", 0x99), "#VALUE!"),  # no such error
        (dt.date(2026, 3, 2), "2026-03-02"),
        (dt.datetime(2026, 3, 2, 14, 5), "2026-03-02 14:05:00"),
        (Shown(0.0, "h:mm"), "00:00:00"),
        (Shown(0.5, "h:mm"), "12:00:00"),
        (Shown(0.999, "h:mm"), "23:58:33"),
        (Shown(9e9, "yyyy-mm-dd"), "#VALUE!"),
        (None, ""),
    ],
)
def test_a_cell_as_text(sheets_of, value: object, text: str) -> None:
    ((_, _, rows, _),) = sheets_of(xls(SheetOf([["a", value, "z"]])))
    assert rows == [(1, ["a", text, "z"])]


def test_days_are_counted_from_the_year_the_workbook_says(sheets_of) -> None:
    sheet = SheetOf([[dt.date(2026, 3, 2)]])
    ((_, _, rows, _),) = sheets_of(xls(sheet, from_1904=True))
    assert rows == [(1, ["2026-03-02"])]


def test_what_stands_beside_the_rows(sheets_of) -> None:
    content = xls(
        SheetOf(
            [["id", "n"], ["s1", Shown(0.1, "0%")], ["s2", Shown(0.2, "0%")]],
            hidden_rows=(1, 2, 7),  # one of them below the last row
            hidden_columns=(1,),
            merges=[(1, 2, 0, 0), (0, 0, 0, 1)],
        ),
        SheetOf([["x"]], name="Aside", is_hidden=True, hidden_columns=(5,)),
    )
    (name, is_hidden, _, traits), (aside, aside_hidden, _, aside_traits) = sheets_of(content)
    assert (name, is_hidden, aside, aside_hidden) == ("Log", False, "Aside", True)
    assert (traits.hidden_rows, traits.has_hidden_columns, traits.percentages) == (2, True, 2)
    assert traits.merges == (Merge(2, 3, 1, 1), Merge(1, 1, 1, 2))
    assert not aside_traits.has_hidden_columns  # beyond its columns


def record(code: int, data: bytes) -> bytes:
    return struct.pack("<HH", code, len(data)) + data


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (xls(SHEET, parts=("_VBA_PROJECT_CUR",)), "holds macros"),
        (xls(SHEET, extra=record(0x85, struct.pack("<IBB", 0, 0, 1) + b"\x01\0a")), "holds macros"),
        (xls(SHEET, extra=record(0x85, struct.pack("<IBB", 0, 0, 6) + b"\x01\0a")), "holds macros"),
        (xls(SHEET, extra=record(0x2F, b"\x01\0")), "protected with a password"),
        (xls(SHEET, extra=record(0x1AE, struct.pack("<HH", 1, 4) + b"\0b.xl")), "from other workbooks"),
        (
            xls(SHEET).replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le")),
            "old Office format, but no workbook",
        ),
    ],
)
def test_what_is_not_plain_is_refused(sheets_of, content: bytes, words: str) -> None:
    with pytest.raises(FileRefused, match=words) as caught:
        sheets_of(content)
    assert caught.value.message.startswith("“log.xls” ")


@pytest.mark.parametrize("data", [struct.pack("<H", 1) + b"\x01\x04", struct.pack("<H", 1) + b"\x01\x3a"])
def test_links_of_a_workbook_to_itself_and_to_functions_are_no_links(sheets_of, data: bytes) -> None:
    ((_, _, rows, _),) = sheets_of(xls(SHEET, extra=record(0x1AE, data)))
    assert rows == [(1, ["a", "b"]), (2, ["x", "y"])]


def test_what_stands_in_the_sheets_refuses_nothing(sheets_of) -> None:
    """Only the records about the workbook as a whole are looked at: a cell may hold any bytes."""
    ((_, _, rows, _),) = sheets_of(xls(SheetOf([["/\0\x02\0\x01\0", "b"]])))
    assert rows[0][1][1] == "b"


def test_records_of_a_stream_are_as_long_as_they_say() -> None:
    end = struct.pack("<HH", 0x0A, 0)
    stream = struct.pack("<HH3s", 7, 3, b"abc") + struct.pack("<HH", 8, 0) + struct.pack("<HH2s", 9, 2, b"de")
    assert list(xls_module._records(stream + end + struct.pack("<HH1s", 10, 1, b"x"))) == [
        (7, b"abc"),
        (8, b""),
        (9, b"de"),
    ]


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_stream_that_ends_in_a_records_head_has_no_such_record(cut: int) -> None:
    whole = struct.pack("<HH2s", 9, 2, b"de")
    assert list(xls_module._records(whole + struct.pack("<HH", 10, 1)[:cut])) == [(9, b"de")]


def test_a_record_with_nothing_but_its_head_at_the_end_is_one() -> None:
    assert list(xls_module._records(struct.pack("<HH", 9, 0))) == [(9, b"")]
    assert list(xls_module._records(struct.pack("<HH1s", 9, 5, b"a"))) == [(9, b"a")]
