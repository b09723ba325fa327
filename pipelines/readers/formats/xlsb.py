"""XLSB, Excel's binary workbook, by calamine: its values, dates by their format, and whether a sheet is hidden.

Number formats are not handed over. A workbook that shows numbers with zeros in front (00123) would come in with other
ids, so it is refused; what else is not known is said (decision 12). The library may abort: the child is there for that.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelines.errors import FileRefused
from pipelines.readers.formats.sheets import SheetSource, SheetTraits, text_of

NOT_TOLD = (
    "It is a binary workbook (.xlsb), which does not tell what is hidden, merged, a percentage or an error: errors "
    "(#N/A) came in as empty cells. Save it as .xlsx to have that told."
)
_STYLES = "xl/styles.bin"
# How a number format of zeros stands in the styles: its length, then UTF-16 ([MS-XLSB] 2.5.169).
_WITH_ZEROS = tuple(struct.pack("<I", zeros) + b"0\0" * zeros for zeros in range(2, 31))


def sheets(path: Path) -> Iterator[SheetSource]:
    """Every worksheet. Raises FileRefused where ids would lose their zeros."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    _refuse_formats_of_zeros(path)
    with CalamineWorkbook.from_path(str(path)) as book:
        for about in book.sheets_metadata:
            if about.typ == SheetTypeEnum.WorkSheet:
                yield _XlsbSheet(book, about.name, about.visible != SheetVisibleEnum.Visible)


def _refuse_formats_of_zeros(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        styles = archive.read(_STYLES) if _STYLES in archive.namelist() else b""
    if any(one in styles for one in _WITH_ZEROS):
        raise FileRefused(
            f"“{path.name}” is a binary workbook (.xlsb) that shows numbers with zeros in front (00123), and the zeros "
            "would be lost. Open it in Excel and save it as .xlsx."
        )


class _XlsbSheet:
    def __init__(self, book: Any, name: str, is_hidden: bool) -> None:
        self.name, self.is_hidden = name, is_hidden
        self._book = book

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        sheet = self._book.get_sheet_by_name(self.name)
        _, first_column = sheet.start or (0, 0)
        blanks = [""] * first_column
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            yield number, [*blanks, *map(text_of, cells)]

    def traits(self) -> SheetTraits:
        return SheetTraits()
