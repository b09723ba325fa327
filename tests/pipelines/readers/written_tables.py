"""A table as text or as a workbook, and the one table of a reading."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

import openpyxl

from pipelines.readers import RawTable, Reading
from tests.pipelines.readers.formats.sheet_files import SheetOf, ods, xlsx


def as_csv(*rows: list[object], delimiter: str = ",", end: str = "\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(
        [["" if cell is None else cell for cell in row] for row in rows]
    )
    return out.getvalue()


def as_xlsx(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row, cells in enumerate(rows, start=1):
        for column, value in enumerate(cells, start=1):
            book.active.cell(row, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_workbook(sheets: Mapping[str, list[list[object]]]) -> bytes:
    """An XLSX with these sheets, by name."""
    return xlsx(*(SheetOf(rows, name) for name, rows in sheets.items()))


def as_ods(*rows: list[object]) -> bytes:
    return ods(SheetOf(list(rows)))


FORMATS = {"log.csv": as_csv, "log.xlsx": as_xlsx, "log.ods": as_ods}


def only(reading: Reading) -> RawTable:
    (table,) = reading.tables
    return table
