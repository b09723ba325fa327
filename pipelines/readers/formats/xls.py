"""XLS, the format of Excel 97 to 2003, by xlrd. Values only: no macro is run, no link followed.

xlrd and not calamine: it tells number formats, hidden rows and merged cells, and, being plain Python, raises on
a damaged file where the other may abort.
"""

from __future__ import annotations

import datetime as dt
import io
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelines.errors import FileRefused
from pipelines.readers.formats.sheets import SheetSource, SheetTraits, is_percentage, text_of, with_zeros
from pipelines.readers.records import Merge

_BOUND_SHEET, _FILE_PASS, _SUP_BOOK, _END = 0x85, 0x2F, 0x1AE, 0x0A
_WITHIN = (b"\x01\x04", b"\x01\x3a")  # of a SupBook: this workbook itself, add-in functions
_MACRO_SHEETS = (1, 6)  # of a BoundSheet: Excel 4 macros, a Visual Basic module


def sheets(path: Path) -> Iterator[SheetSource]:
    """Every worksheet. Raises FileRefused for macros, links to other workbooks and passwords."""
    import xlrd

    _refuse_what_is_not_plain(path)
    with xlrd.open_workbook(str(path), logfile=io.StringIO(), formatting_info=True, on_demand=True) as book:
        for number in range(book.nsheets):
            yield _XlsSheet(book, number)
            book.unload_sheet(number)


def _refuse_what_is_not_plain(path: Path) -> None:
    from xlrd.compdoc import CompDoc

    name = f"“{path.name}”"
    container = CompDoc(path.read_bytes(), logfile=io.StringIO())
    parts = {str(entry.name) for entry in container.dirlist}
    if any(part.startswith("_VBA_PROJECT") for part in parts):
        raise FileRefused(f"{name} holds macros. Save it as .xlsx (without macros).")
    book = next((part for part in ("Workbook", "Book") if part in parts), None)
    if book is None:
        raise FileRefused(
            f"{name} is in an old Office format, but no workbook. Copy its table into a sheet and save that as "
            ".xlsx."
        )
    memory, start, length = container.locate_named_stream(book)
    for code, data in _records(memory[start : start + length]):
        if code == _FILE_PASS:
            raise FileRefused(f"{name} is protected with a password. Remove the password and save it again.")
        if code == _SUP_BOOK and data[2:4] not in _WITHIN:
            raise FileRefused(
                f"{name} takes values from other workbooks. In Excel choose Data > Edit Links > Break Link and "
                "save it again."
            )
        if code == _BOUND_SHEET and data[5:6] and data[5] in _MACRO_SHEETS:
            raise FileRefused(f"{name} holds macros. Save it as .xlsx (without macros).")


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """The records about the workbook as a whole, which stand before those of its sheets ([MS-XLS] 2.1.4)."""
    at = 0
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        if code == _END:
            return
        yield code, stream[at + 4 : at + 4 + length]
        at += 4 + length


class _XlsSheet:
    def __init__(self, book: Any, number: int) -> None:
        self._book = book
        self._sheet = book.sheet_by_index(number)
        self.name = str(self._sheet.name)
        self.is_hidden = self._sheet.visibility != 0
        self._percentages = 0

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        for row in range(self._sheet.nrows):
            yield row + 1, [self._text(cell) for cell in self._sheet.row(row)]

    def _text(self, cell: Any) -> str:
        import xlrd

        if cell.ctype == xlrd.XL_CELL_TEXT:
            return text_of(cell.value)
        if cell.ctype == xlrd.XL_CELL_NUMBER:
            style = self._book.xf_list[cell.xf_index]
            shown_as = str(self._book.format_map[style.format_key].format_str)
            self._percentages += is_percentage(shown_as)
            return with_zeros(text_of(float(cell.value)), shown_as)
        if cell.ctype == xlrd.XL_CELL_DATE:
            return self._date(float(cell.value))
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            return text_of(bool(cell.value))
        if cell.ctype == xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(cell.value, "#VALUE!"))
        return ""

    def _date(self, days: float) -> str:
        """Below one day it is a time; what no calendar holds is an error, as it is in Excel."""
        import xlrd

        if 0 <= days < 1:
            return text_of((dt.datetime(2000, 1, 1) + dt.timedelta(days=days, microseconds=1)).time())
        try:
            return text_of(xlrd.xldate.xldate_as_datetime(days, self._book.datemode))
        except (xlrd.xldate.XLDateError, OverflowError, ValueError):
            return "#VALUE!"

    def traits(self) -> SheetTraits:
        sheet = self._sheet
        return SheetTraits(
            hidden_rows=sum(
                1 for row, info in sheet.rowinfo_map.items() if info.hidden and row < sheet.nrows
            ),
            has_hidden_columns=any(
                info.hidden and column < sheet.ncols for column, info in sheet.colinfo_map.items()
            ),
            percentages=self._percentages,
            counts_from_1904=self._book.datemode == 1,
            merges=tuple(
                Merge(first_row + 1, end_row, first_column + 1, end_column)
                for first_row, end_row, first_column, end_column in sheet.merged_cells
            ),
        )
