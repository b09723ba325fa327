"""Workbooks: every sheet, values as text, what Excel hides."""

from __future__ import annotations

import datetime as dt
import errno
import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font

from pipelines.errors import FileRefused
from pipelines.readers.formats import sheets, xlsx


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of(*rows: list[object], title: str = "Log") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def rewritten(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with bytes of one part exchanged."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            data = before.read(name)
            if name == part:
                assert old in data
                data = data.replace(old, new)
            after.writestr(name, data)
    return out.getvalue()


def test_values_are_written_as_people_read_them(read):
    reading = read(
        saved(
            sheet_of(
                ["id", "value"],
                ["whole", 123.0],
                ["part", 0.1 + 0.2],
                ["long", 12_345_678_901],
                ["tiny", 1e-7],
                ["big", 1.2e10],
                ["yes", True],
                ["no", False],
                ["day", dt.date(2026, 3, 2)],
                ["moment", dt.datetime(2026, 3, 2, 14, 5)],
                ["time", dt.time(9, 30)],
                ["zeros", "00123"],
                ["text", "=not a formula"[1:]],
                ["nothing", None],
            )
        ),
        "log.xlsx",
    )
    (table,) = reading.tables
    assert (reading.kind, reading.delimiter, reading.encoding) == ("xlsx", "", "")
    assert dict(cells for _, cells in table.rows()) == {
        "whole": "123",
        "part": "0.3",
        "long": "12345678901",
        "tiny": "0.0000001",
        "big": "12000000000",
        "yes": "TRUE",
        "no": "FALSE",
        "day": "2026-03-02",
        "moment": "2026-03-02 14:05:00",
        "time": "09:30:00",
        "zeros": "00123",
        "text": "not a formula",
        "nothing": "",
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (dt.datetime(2026, 3, 2, 8, 59, 59, 999_995), "2026-03-02 09:00:00"),
        (dt.timedelta(hours=30, minutes=5), "30:05:00"),
        (-0.0, "0"),
        (float("nan"), ""),
        (2**60, "1152921504606846976"),
    ],
)
def test_text_of_odd_values(value, text):
    assert sheets.text_of(value) == text


def test_days_counted_from_1904(understand):
    book = sheet_of(["id", "held_on"], ["s1", dt.datetime(2026, 3, 2)])
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    (table,) = understand(saved(book), "log.xlsx").tables
    assert list(table.rows()) == [(2, ["s1", "2026-03-02"])]


def test_every_sheet_with_a_table_and_a_word_about_the_others(understand):
    book = sheet_of(["Contact tracker"], [], ["student", "contact"], ["s1", "Ana"], title="Ruiz")
    second = book.create_sheet("Li")
    for row in (["student", "contact"], ["s2", "Bo"], ["s2", "Cy"], ["Total", 2]):
        second.append(row)
    book.create_sheet("Lists").append(["Status"])
    book["Lists"].append(["sent"])
    book.create_sheet("Empty")
    book.create_sheet("Later").append(["student", "contact"])
    book["Li"].sheet_state = "hidden"
    reading = understand(saved(book), "tracker.xlsx")
    assert [(one.sheet, one.row_count) for one in reading.tables] == [("Ruiz", 1), ("Li", 2)]
    assert reading.tables[0].header_rows == (3,)
    assert list(reading.tables[0].rows()) == [(4, ["s1", "Ana"])]
    assert [one.rule for one in reading.tables[1].skipped] == ["total_line"]
    said = " ".join(reading.notes)
    for words in (
        "“Lists” holds no table",
        "“Empty” is empty",
        "“Later” has a header and no rows",
        "“Li” is hidden",
    ):
        assert words in said


def test_formatted_but_empty_rows_are_no_rows(understand):
    book = sheet_of(["company", "status"])
    for row in range(2, 37):
        book.active.cell(row, 1).font = Font(bold=True)
    with pytest.raises(FileRefused, match="no data yet"):
        understand(saved(book), "template.xlsx")
    (table,) = understand(saved(book), "template.xlsx", allow_empty=True).tables
    assert (table.columns, table.rows_read) == (("company", "status"), 0)


def test_formulas_give_their_values_and_those_without_are_said(understand):
    content = saved(sheet_of(["id", "total", "more"], ["s1", "=1+1", "=2+2"], ["s2", 5, 6]))
    content = rewritten(content, "xl/worksheets/sheet1.xml", b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
    reading = understand(content, "log.xlsx")
    assert [cells for _, cells in reading.tables[0].rows()] == [["s1", "2", ""], ["s2", "5", "6"]]
    assert any("1 formulas were saved without" in note for note in reading.notes)


def test_error_cells_and_hidden_rows_are_said(understand):
    book = sheet_of(["id", "value"], ["s1", "#N/A"], ["s2", "#REF!"], ["s3", 4])
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True
    reading = understand(saved(book), "log.xlsx")
    assert reading.tables[0].row_count == 3
    said = " ".join(reading.notes)
    assert (
        "2 cells of “value” hold an error such as #N/A instead of a value; the first one is in row 2" in said
    )
    assert "1 hidden row was" in said
    assert "hidden columns" in said


def test_a_table_may_begin_anywhere_and_rows_keep_their_numbers(understand):
    book = openpyxl.Workbook()
    for row, values in ((4, ("student", "contact")), (5, ("s1", "Ana")), (9, ("s2", "Bo"))):
        for column, value in enumerate(values, start=3):
            book.active.cell(row, column, value)
    (table,) = understand(saved(book), "log.xlsx").tables
    assert table.columns == ("student", "contact")
    assert list(table.rows()) == [(5, ["s1", "Ana"]), (9, ["s2", "Bo"])]
    assert table.rows_read == 2


def test_a_cell_at_the_far_corner_is_refused_quickly(read):
    book = sheet_of(["a", "b"], [1, 2])
    book.active["XFD1048576"] = "x"
    with pytest.raises(FileRefused, match="1,000,000 rows"):
        read(saved(book), "log.xlsx")
    book = sheet_of(["a", "b"], [1, 2])
    book.active["XFD3"] = "x"
    with pytest.raises(FileRefused, match="16,384 columns in row 3"):
        read(saved(book), "log.xlsx")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_entities_are_refused_not_expanded(read, part):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_row(1, 0, ["x", "y"])
    with zipfile.ZipFile(out) as book:
        declaration = book.read(part).split(b"?>")[0] + b"?>"
    trick = declaration + b'<!DOCTYPE x [<!ENTITY e "aaaa">]>'
    assert read(out.getvalue(), "plain.xlsx").tables[0].row_count == 1
    with pytest.raises(FileRefused, match="damaged"):
        read(rewritten(out.getvalue(), part, declaration, trick), "log.xlsx")


def test_a_workbook_named_csv_is_read_as_what_it_is(understand):
    reading = understand(saved(sheet_of(["a", "b"], ["x", "y"])), "log.csv")
    assert (reading.kind, reading.tables[0].row_count) == ("xlsx", 1)


def test_macro_content_without_a_macro_is_read(understand):
    content = saved(sheet_of(["a", "b"], ["x", "y"]))
    assert understand(content, "log.xlsm").tables[0].row_count == 1


def test_damaged_workbooks_are_refused_or_read_never_more(read, understand):
    content = saved(sheet_of(["a", "b"], *[[f"s{i}", i] for i in range(50)]))
    outcomes = set()
    for at in range(0, len(content), 97):
        broken = content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]
        try:
            (table,) = understand(broken, "log.xlsx").tables
            assert sum(1 for _ in table.rows()) == table.row_count
            outcomes.add("read")
        except FileRefused:
            outcomes.add("refused")
    assert outcomes == {"read", "refused"}


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (OSError(errno.ENOSPC, "full"), OSError),
        (OSError(errno.EFBIG, "too large"), OSError),
        (OSError(errno.EDQUOT, "quota"), OSError),
        (OSError(errno.EIO, "unreadable"), FileRefused),
        (MemoryError(), MemoryError),
        (KeyError("sheet1"), FileRefused),
        (FileRefused("Not this one."), FileRefused),
    ],
)
def test_what_fails_while_reading_is_the_workbooks_fault_or_the_disks(understand, monkeypatch, error, raised):
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(xlsx, "sheets", fail)
    with pytest.raises(raised) as caught:
        understand(saved(sheet_of(["a", "b"], [1, 2])), "log.xlsx")
    if raised is FileRefused and not isinstance(error, FileRefused):
        assert "is damaged" in caught.value.message
    else:
        assert caught.value is error


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ([["student", "contact"], ["s1", "Ana"]], 2),
        ([["student", "contact"]], None),  # no rows yet
        ([["student"], ["s1"]], None),
        ([["student", "contact"], ["s1", None]], None),  # only one of them holds anything
    ],
)
def test_beside_a_table_a_sheet_of_one_column_is_none(understand, rows, columns):
    book = sheet_of(["student", "contact", "held on"], ["s1", "Ana", "x"])
    for row in rows:
        (book["Second"] if "Second" in book.sheetnames else book.create_sheet("Second")).append(row)
    found = {table.sheet: len(table.columns) for table in understand(saved(book), "log.xlsx").tables}
    assert found.get("Second") == columns
    assert found["Log"] == 3


def test_a_tool_is_named_where_all_sheets_are_its(understand):
    forms = ["ID", "Start time", "Completion time", "Who?"]
    book = sheet_of(forms, [1, "a", "b", "Ana"])
    book.create_sheet("Copy").append(forms)
    book["Copy"].append([2, "a", "b", "Bo"])
    assert understand(saved(book), "log.xlsx").tool == "ms_forms"
    book.create_sheet("Other").append(["student", "contact"])
    book["Other"].append(["s1", "Ana"])
    assert understand(saved(book), "log.xlsx").tool == ""
