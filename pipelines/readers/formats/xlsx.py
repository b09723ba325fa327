"""XLSX by openpyxl's read-only mode, with defusedxml for the XML (no entities, no DTDs). Values only."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from pipelines.errors import FileRefused
from pipelines.readers.formats.sheets import (
    MAX_MERGES,
    SheetSource,
    SheetTraits,
    is_percentage,
    text_of,
    with_zeros,
)
from pipelines.readers.records import Merge


def sheets(file: IO[bytes]) -> Iterator[SheetSource]:
    """Every worksheet of an open workbook."""
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise FileRefused(
            "Workbooks cannot be read safely: the library defusedxml is missing. Install it, or save the "
            "sheet as CSV."
        )
    # An open file, not its path: openpyxl judges files by their suffix.
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    with zipfile.ZipFile(file) as archive:
        for sheet in book.worksheets:
            yield _XlsxSheet(sheet, archive)


class _XlsxSheet:
    def __init__(self, sheet: Any, archive: zipfile.ZipFile) -> None:
        self.name = str(sheet.title)
        self.is_hidden = sheet.sheet_state != "visible"
        self._sheet, self._archive = sheet, archive
        self._percentages = 0

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        self._sheet.reset_dimensions()  # what the file says about its size is often wrong
        for number, cells in enumerate(self._sheet.iter_rows(), start=1):
            if cells:
                yield number, [self._text(cell) for cell in cells]

    def _text(self, cell: Any) -> str:
        value = cell.value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            shown_as = cell.number_format
            self._percentages += is_percentage(shown_as)
            return with_zeros(text_of(value), shown_as)
        return text_of(value)

    def traits(self) -> SheetTraits:
        traits = _traits_of(self._archive, str(self._sheet._worksheet_path))
        traits.percentages = self._percentages
        traits.counts_from_1904 = self._sheet.parent.epoch.year == 1904
        return traits


_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"')
_HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\b[^>]*\bhidden="(?:1|true)"')
_UNSAVED = re.compile(
    rb"<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_MERGE = re.compile(
    rb'<(?:\w+:)?mergeCell\b[^>]*\bref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"'
)


def _traits_of(archive: zipfile.ZipFile, part: str) -> SheetTraits:
    """Hidden rows and columns, merged cells, formulas saved without their value; streams the sheet's XML."""
    traits = SheetTraits()
    merges: list[Merge] = []

    def look(text: bytes) -> None:
        traits.hidden_rows += len(_HIDDEN_ROW.findall(text))
        traits.has_hidden_columns = traits.has_hidden_columns or bool(_HIDDEN_COLUMN.search(text))
        traits.unsaved_formulas += len(_UNSAVED.findall(text))
        if len(merges) < MAX_MERGES and b"mergeCell" in text:
            merges.extend(
                Merge(int(first_row), int(last_row), _number(first), _number(last))
                for first, first_row, last, last_row in _MERGE.findall(text)
            )

    before = b""
    with archive.open(part) as file:
        while chunk := file.read(1 << 20):
            # Cut at the last complete row, cell or merge, so that nothing is counted twice or missed.
            joined = before + chunk
            cut = max(joined.rfind(b"</c>") + 4, joined.rfind(b"<row"), joined.rfind(b"<mergeCell "), 0)
            cut = cut if cut > 3 else 0
            look(joined[:cut])
            before = joined[cut:][-65536:]
    look(before)
    traits.merges = tuple(merges)
    return traits


def _number(letters: bytes) -> int:
    """A -> 1, AA -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
