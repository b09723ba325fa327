"""XLSX: values as they are, and what Excel hides, told from the sheet's own XML wherever it is cut in pieces."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter

from pipelines.errors import FileRefused
from pipelines.readers.formats import xlsx
from pipelines.readers.records import Merge
from tests.pipelines.readers.formats.sheet_files import SheetOf, Shown
from tests.pipelines.readers.formats.sheet_files import xlsx as written_xlsx


def sheets_of(content: bytes) -> list[tuple[str, bool, list[tuple[int, list[str]]], xlsx.SheetTraits]]:
    """Of each sheet: name, whether it is hidden, filled rows, and what stands beside them."""
    with io.BytesIO(content) as file:
        return [
            (one.name, one.is_hidden, [row for row in one.rows() if any(row[1])], one.traits())
            for one in xlsx.sheets(file)
        ]


def test_every_worksheet_with_its_rows_and_traits() -> None:
    rows = [["id", "share"], ["s1", Shown(0.25, "0%")], ["s2", Shown(0.5, "0.0%")], [Shown(7, "000"), True]]
    content = written_xlsx(
        SheetOf(rows, merges=[(1, 2, 0, 0), (1, 1, 27, 28)], hidden_rows=(1, 2), hidden_columns=(1,)),
        SheetOf([["x"]], name="Aside", is_hidden=True),
    )
    (name, is_hidden, found, traits), (aside, aside_hidden, _, aside_traits) = sheets_of(content)
    assert (name, is_hidden, aside, aside_hidden) == ("Log", False, "Aside", True)
    assert [(number, cells[:2]) for number, cells in found] == [
        (1, ["id", "share"]),
        (2, ["s1", "0.25"]),
        (3, ["", "0.5"]),  # under a merged cell
        (4, ["007", "TRUE"]),
    ]
    assert (traits.hidden_rows, traits.has_hidden_columns, traits.percentages) == (2, True, 2)
    assert set(traits.merges) == {Merge(2, 3, 1, 1), Merge(2, 2, 28, 29)}
    assert aside_traits == xlsx.SheetTraits()


def test_formulas_saved_without_their_values_are_counted() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for row in range(3):
            sheet.write_formula(row, 0, "=1+1", value="")
        sheet.write_formula(3, 0, "=1+1", value=2)
        sheet.write_formula(4, 0, '=""', value="text")
    ((_, _, _, traits),) = sheets_of(out.getvalue())
    assert traits.unsaved_formulas == 3


def test_a_megabyte_of_sheet_is_counted_to_the_last_row_cell_and_merge() -> None:
    """The XML is looked at piece by piece; nothing at a seam is missed or counted twice."""
    out = io.BytesIO()
    count = 9_000
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for row in range(count):
            sheet.write_row(row, 0, [f"student {row}", row, "some words to make it long enough", "x"])
            sheet.write_formula(row, 4, "=1+1", value="")
            sheet.set_row(row, None, None, {"hidden": True})
            sheet.merge_range(row, 5, row, 6, "m")
    assert zipfile.ZipFile(out).getinfo("xl/worksheets/sheet1.xml").file_size > 2 << 20
    ((_, _, rows, traits),) = sheets_of(out.getvalue())
    assert len(rows) == count
    assert (traits.hidden_rows, traits.unsaved_formulas) == (count, count)
    assert traits.merges == tuple(Merge(row, row, 6, 7) for row in range(1, count + 1))


def test_more_merges_than_anybody_makes_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_MERGES", 0)
    ((_, _, _, traits),) = sheets_of(written_xlsx(SheetOf([["a", "b"]], merges=[(0, 0, 0, 1)])))
    assert traits.merges == ()


def test_what_a_sheet_says_of_its_size_is_not_believed() -> None:
    content = written_xlsx(SheetOf([["a", "b"], ["x", "y"]]))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'<dimension ref="A1:B2"', b'<dimension ref="A1:A1"'))
    ((_, _, rows, _),) = sheets_of(out.getvalue())
    assert rows == [(1, ["a", "b"]), (2, ["x", "y"])]


def test_without_the_guard_of_its_xml_no_workbook_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openpyxl, "DEFUSEDXML", False)
    with pytest.raises(FileRefused, match="defusedxml is missing"):
        sheets_of(written_xlsx(SheetOf([["a"]])))
