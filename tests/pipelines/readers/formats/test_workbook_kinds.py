"""XLS and ODS beside XLSX: the same values, the same words about what cannot be seen, the same refusals."""

from __future__ import annotations

import datetime as dt
import re
import struct

import pytest

from pipelines.errors import FileRefused
from tests.pipelines.readers.formats.sheet_files import (
    Error,
    SheetOf,
    Shown,
    content_of,
    ods,
    ods_with,
    xls,
    xlsx,
)

HIDDEN = [["student", "contact"], ["s1", "Ana"], ["s2", "Bo"]]


KINDS = {"xlsx": xlsx, "xls": xls, "ods": ods}
every_kind = pytest.mark.parametrize("kind", KINDS)


@every_kind
def test_values_come_out_alike(understand, kind):
    rows = [
        ["what", "value"],
        ["whole", 123.0],
        ["part", 0.1 + 0.2],
        ["long", 12_345_678_901],
        ["yes", True],
        ["day", dt.date(2026, 3, 2)],
        ["moment", dt.datetime(2026, 3, 2, 14, 5)],
        ["an id kept as a number", Shown(123, "00000")],
        ["a percentage", Shown(0.25, "0%")],
        ["an error", Error()],
        ["two lines", "first\nsecond  one"],
        ["text of zeros", "00123"],
        ["told to be text", '="00123"'],
        ["hard blanks", "\u00a0Ana\u00a0"],
    ]
    reading = understand(KINDS[kind](SheetOf(rows)), f"log.{kind}")
    (table,) = reading.tables
    assert reading.kind == kind
    assert dict(cells for _, cells in table.rows()) == {
        "whole": "123",
        "part": "0.3",
        "long": "12345678901",
        "yes": "TRUE",
        "day": "2026-03-02",
        "moment": "2026-03-02 14:05:00",
        "an id kept as a number": "00123",
        "a percentage": "0.25",
        "an error": "#N/A",
        "two lines": "first\nsecond  one",
        "text of zeros": "00123",
        "told to be text": "00123",
        "hard blanks": "\u00a0Ana\u00a0",
    }
    assert [(flag.kind, flag.column, flag.count, flag.rows) for flag in table.flags] == [
        ("error_cell", "value", 1, (10,))
    ]
    assert any("25% as 0.25" in note for note in reading.notes)


@every_kind
def test_what_nobody_sees_is_read_and_said(understand, kind):
    reading = understand(
        KINDS[kind](
            SheetOf(HIDDEN, hidden_rows=(1,), hidden_columns=(0,)),
            SheetOf(HIDDEN, name="Aside", is_hidden=True),
        ),
        f"log.{kind}",
    )
    assert [(table.sheet, table.row_count) for table in reading.tables] == [("Log", 2), ("Aside", 2)]
    said = " ".join(reading.notes)
    assert "Sheet “Log”: 1 hidden row was" in said
    assert "Sheet “Log”: hidden columns" in said
    assert "Sheet “Aside” is hidden" in said


@every_kind
def test_a_cell_merged_downward_is_in_every_row_it_covers(understand, kind):
    rows = [
        ["student", "contact", "held_on"],
        ["s1", "Ana", dt.date(2026, 3, 2)],
        [None, "Bo", dt.date(2026, 3, 3)],
        [None, None, None],
        ["s2", "Cy", dt.date(2026, 3, 4)],
    ]
    reading = understand(KINDS[kind](SheetOf(rows, merges=[(1, 3, 0, 0)])), f"log.{kind}")
    assert [(number, cells[:2]) for number, cells in reading.tables[0].rows()] == [
        (2, ["s1", "Ana"]),
        (3, ["s1", "Bo"]),
        (5, ["s2", "Cy"]),
    ]
    assert any("1 merged cell was read into each of the rows" in note for note in reading.notes)


@every_kind
def test_groups_merged_above_the_names_become_part_of_them(understand, kind):
    rows = [
        ["Contact tracker of the spring course"],
        ["Student", "Outreach", None, "Interview", None],
        [None, "Date", "Reply", "Date", "Notes"],
        ["s1", dt.date(2026, 3, 2), "yes", dt.date(2026, 3, 9), "went well"],
        ["s2", dt.date(2026, 3, 3), "no", None, None],
    ]
    merges = [(0, 0, 0, 4), (1, 2, 0, 0), (1, 1, 1, 2), (1, 1, 3, 4)]
    (table,) = understand(KINDS[kind](SheetOf(rows, merges=merges)), f"log.{kind}").tables
    assert table.columns == (
        "Student",
        "Outreach - Date",
        "Outreach - Reply",
        "Interview - Date",
        "Interview - Notes",
    )
    assert (table.preamble_rows, table.header_rows, table.row_count) == ((1,), (2, 3), 2)
    assert table.header[1] == "Outreach\nDate"


def test_days_counted_from_1904(understand):
    sheet = SheetOf([["id", "held_on"], ["s1", dt.date(2026, 3, 2)]])
    (table,) = understand(xls(sheet, from_1904=True), "log.xls").tables
    assert list(table.rows()) == [(2, ["s1", "2026-03-02"])]


def test_a_day_no_calendar_holds_is_an_error_cell(understand):
    (table,) = understand(
        xls(SheetOf([["id", "held_on"], ["s1", Shown(9e9, "yyyy-mm-dd")]])), "log.xls"
    ).tables
    assert [flag.kind for flag in table.flags] == ["error_cell"]


@pytest.mark.parametrize(
    ("value", "text"), [(dt.timedelta(hours=9, minutes=30), "09:30:00"), (dt.timedelta(hours=30), "30:00:00")]
)
def test_times_and_durations_of_opendocument(understand, value, text):
    (table,) = understand(ods(SheetOf([["id", "took"], ["s1", value]])), "log.ods").tables
    assert list(table.rows()) == [(2, ["s1", text])]


def test_repeated_rows_and_cells_of_opendocument_are_written_out_and_remarks_left_out(understand):
    (table,) = understand(_repeating(), "log.ods").tables
    assert list(table.rows()) == [(2, ["x", "same", "same"]), (3, ["x", "same", "same"]), (6, ["z", "", ""])]


def _repeating() -> bytes:
    plain = ods(SheetOf([["a", "b", "c"], ["ROWS"]]))
    row = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string">'
        "<office:annotation><text:p>a remark</text:p></office:annotation><text:p>x</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>same</text:p>'
        '</table:table-cell></table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell/>'
        '</table:table-row><table:table-row><table:table-cell office:value-type="string"><text:p>z</text:p>'
        "</table:table-cell></table:table-row>"
    )
    content = content_of(plain)
    content = re.sub(
        r"<table:table-row><table:table-cell [^>]*><text:p>ROWS.*?</table:table-row>", row, content
    )
    return ods_with(content)


SHEET = SheetOf([["a", "b"], ["x", "y"]])
REFUSED = {
    "xls with macros": (xls(SHEET, parts=("_VBA_PROJECT_CUR",)), "log.xls", "holds macros"),
    "xls with a macro sheet": (
        xls(SHEET, extra=struct.pack("<HHIBB", 0x85, 10, 0, 0, 1) + b"\x01\x01a\0"),
        "log.xls",
        "holds macros",
    ),
    "xls with links": (
        xls(SHEET, extra=struct.pack("<HHHH", 0x1AE, 8, 1, 4) + b"\0b.xl"),
        "log.xls",
        "other workbooks",
    ),
    "xls with a password": (xls(SHEET, extra=struct.pack("<HHH", 0x2F, 2, 1)), "log.xls", "password"),
    "old document": (
        xls(SHEET).replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le")),
        "log.doc",
        "no workbook",
    ),
    "cut xls": (xls(SHEET)[:2000], "log.xls", "damaged"),
    "empty xls": (xls(SheetOf([])), "log.xls", "is empty"),
    "ods with macros": (ods(SHEET, Basic__Standard__Module1_xml=b"x"), "log.ods", "holds macros"),
    "ods with a password": (
        ods(SHEET, **{"META-INF__manifest.xml": b"<manifest:encryption-data/>"}),
        "log.ods",
        "password",
    ),
    "ods with a linked sheet": (
        ods_with(
            content_of(ods(SHEET)).replace(
                "<table:table-column", '<table:table-source table:table-name="x"/><table:table-column', 1
            )
        ),
        "log.ods",
        "other files",
    ),
    "opendocument text": (
        ods(SHEET, mimetype=b"application/vnd.oasis.opendocument.text"),
        "log.odt",
        "no spreadsheet",
    ),
    "entities": (ods(SHEET, before='<!DOCTYPE x [<!ENTITY e "aaaa">]>'), "log.ods", "damaged"),
    "ods bomb": (ods(SHEET, bomb=bytes(30_000_000)), "log.ods", "100 times its size"),
    "ods of many parts": (ods(SHEET, **{f"p{i}": b"x" for i in range(201)}), "log.ods", "203 parts"),
    "numbers": (
        ods(SHEET, mimetype=b"", Index__Document_iwa=b"x").replace(b"Document_iwa", b"Document.iwa"),
        "log.numbers",
        "Export To > Excel",
    ),
    "far column": (ods(SheetOf([["a", "b"], ["x", *[None] * 300, "y"]])), "log.ods", "302 columns in row 2"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_workbook_that_cannot_be_read_gets_a_sentence(understand, case):
    content, name, words = REFUSED[case]
    with pytest.raises(FileRefused, match=words) as caught:
        understand(content, name)
    assert caught.value.message.endswith(".")


def test_opendocument_rows_repeated_without_end_stop_at_a_limit(read):
    plain = ods(SHEET)
    content = content_of(plain)
    content = content.replace(
        "<table:table-row>", '<table:table-row table:number-rows-repeated="2000000000">'
    )
    with pytest.raises(FileRefused, match="1,000,000 rows"):
        read(ods_with(content), "log.ods")


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_damaged_workbooks_are_refused_or_read_never_more(understand, read, kind):
    content = KINDS[kind](SheetOf([["a", "b"], *[[f"s{i}", i] for i in range(40)]]))
    outcomes = set()
    for at in range(0, len(content), max(7, len(content) // 60)):
        broken = content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]
        try:
            for table in understand(broken, f"log.{kind}").tables:
                assert sum(1 for _ in table.rows()) == table.row_count
            outcomes.add("read")
        except FileRefused:
            outcomes.add("refused")
    assert outcomes == {"read", "refused"}
    with pytest.raises(FileRefused):  # and in a child process, where an abort would be a sentence too
        read(content[: len(content) // 2], f"log.{kind}")


def test_formulas_of_opendocument_without_their_values_are_said(understand):
    content = content_of(ods(SheetOf([["a", "b"], ["x", "y"]])))
    cell = '<table:table-cell table:formula="of:=1+1"/>'
    content = content.replace("</table:table-row>", f"{cell}</table:table-row>", 1)
    assert any(
        "1 formulas were saved without" in note for note in understand(ods_with(content), "log.ods").notes
    )


def test_formulas_that_reach_into_other_files_refuse_the_workbook(understand):
    content = content_of(ods(SheetOf([["a", "b"], ["x", "y"]])))
    cell = """<table:table-cell table:formula="of:='file:///other.ods'#$Sheet1.A1"/>"""
    with pytest.raises(FileRefused, match="other files"):
        understand(ods_with(content.replace("</table:table-row>", f"{cell}</table:table-row>", 1)), "log.ods")


def test_returns_that_xml_cannot_hold_come_back(understand):
    (table,) = understand(xlsx(SheetOf([["id", "text"], ["s1", "one_x000D_\ntwo"]])), "log.xlsx").tables
    assert list(table.rows()) == [(2, ["s1", "one\ntwo"])]
