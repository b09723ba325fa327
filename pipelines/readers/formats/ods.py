"""ODS (LibreOffice, Google Sheets, Numbers): one streaming pass over content.xml by defusedxml.

Our own reading, because there is no kept library that streams it, guards its XML and tells hidden rows. Repeated
rows and cells are written out, as far as they hold anything; remarks on cells are no part of them.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import Element

from pipelines.errors import FileRefused
from pipelines.readers.formats.sheets import (
    MAX_COLUMNS,
    MAX_ROWS,
    SheetSource,
    SheetTraits,
    duration_text,
    number_text,
    text_of,
)
from pipelines.readers.records import Merge

_URN = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = (f"{_URN}{part}:1.0}}" for part in ("table", "office", "text", "style"))
_EXTENDED = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_ROW, _SHEET = _TABLE + "table-row", _TABLE + "table"
_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_WHOLE = (_ROW, _STYLE + "style")
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?")
_PADDED = re.compile(r"0\d+")
_ELSEWHERE = re.compile(r"'(?:file|https?):", re.IGNORECASE)
_DAY = dt.timedelta(days=1)
_FAR = 16_384  # no sheet has more columns; one far to the right is refused anyway


def sheets(file: IO[bytes]) -> Iterator[SheetSource]:
    """Every sheet of an open file, to be read one after the other. Raises FileRefused for links elsewhere."""
    with zipfile.ZipFile(file) as archive, archive.open("content.xml") as content:
        yield from _Content(content).sheets()


class _Content:
    """The pass over content.xml. Elements are let go of as soon as they were understood."""

    def __init__(self, content: IO[bytes]) -> None:
        from defusedxml.ElementTree import iterparse

        self._events = iterparse(content, events=("start", "end"), forbid_dtd=True)
        self._open: list[Element] = []  # from the root to the element being read
        self._kept = 0  # rows and styles among them: what is in one is needed until it is complete
        self._hidden_styles: set[str] = set()

    def sheets(self) -> Iterator[_OdsSheet]:
        for element in self._ends(started=_SHEET):
            if element.tag == _SHEET and self._is_sheet(element):
                sheet = _OdsSheet(self, element, element.get(_TABLE + "style-name") in self._hidden_styles)
                yield sheet
                for _ in sheet.rows():  # whatever was not asked for
                    pass

    def _is_sheet(self, element: Element) -> bool:
        return len(self._open) > 1 and self._open[-2].tag == _OFFICE + "spreadsheet"

    def _ends(self, started: str = "") -> Iterator[Element]:
        """Elements that are complete; those called `started` when they begin. Each is emptied afterwards."""
        for event, element in self._events:
            if event == "start":
                self._open.append(element)
                self._kept += element.tag in _WHOLE
                if element.tag == started:
                    yield element
                continue
            self._open.pop()
            self._kept -= element.tag in _WHOLE
            if element.tag == _STYLE + "style":
                self._note_style(element)
            if element.tag != started:
                yield element
            if not self._kept:
                element.clear()
                if self._open:
                    self._open[-1].remove(element)

    def _note_style(self, element: Element) -> None:
        if any(one.get(_TABLE + "display") == "false" for one in element):
            self._hidden_styles.add(element.get(_STYLE + "name", ""))

    def rows_of(self, sheet: Element) -> Iterator[Element]:
        """The sheet's rows and columns as they are completed, until the sheet itself is."""
        depth = len(self._open)
        for element in self._ends():
            if len(self._open) < depth:
                return
            yield element


class _OdsSheet:
    def __init__(self, content: _Content, element: Element, is_hidden: bool) -> None:
        self.name = element.get(_TABLE + "name", "")
        self.is_hidden = is_hidden
        self._content, self._element = content, element
        self._traits = SheetTraits()
        self._merges: list[Merge] = []
        self._rows = self._parsed()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        return self._rows

    def traits(self) -> SheetTraits:
        self._traits.merges = tuple(self._merges)
        return self._traits

    def _parsed(self) -> Iterator[tuple[int, list[str]]]:
        number = 1
        for element in self._content.rows_of(self._element):
            if element.tag == _TABLE + "table-source":
                raise _links()
            if element.tag == _TABLE + "table-column":
                self._traits.has_hidden_columns |= _is_hidden(element)
            if element.tag != _ROW:
                continue
            repeated = _count(element, "number-rows-repeated")
            cells = self._cells(element, number)
            if cells:
                self._traits.hidden_rows += repeated * _is_hidden(element)
                if number + repeated - 1 > MAX_ROWS:  # refused by its last number
                    yield number + repeated - 1, cells
                    return
                for again in range(repeated):
                    yield number + again, cells
            number += repeated

    def _cells(self, row: Element, number: int) -> list[str]:
        cells: list[str] = []
        at = 0
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            repeated = _count(cell, "number-columns-repeated")
            text = self._text(cell) if cell.tag == _CELLS[0] else ""
            self._note_merge(cell, number, at + 1)
            if text:
                cells += [""] * (min(at, _FAR) - len(cells))
                cells += [text] * min(repeated, MAX_COLUMNS + 1)
            at += repeated
        return cells

    def _note_merge(self, cell: Element, row: int, column: int) -> None:
        down, right = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if down > 1 or right > 1:
            self._merges.append(Merge(row, row + down - 1, column, column + right - 1))

    def _text(self, cell: Element) -> str:
        kind = cell.get(_OFFICE + "value-type", "")
        formula = cell.get(_TABLE + "formula", "")
        if formula and _ELSEWHERE.search(formula):
            raise _links()
        shown = "\n".join(_shown(part) for part in cell if part.tag == _TEXT + "p")
        if cell.get(_EXTENDED + "value-type") == "error":
            return shown
        if formula and not kind:
            self._traits.unsaved_formulas += 1
        self._traits.percentages += kind == "percentage"
        if kind in ("float", "percentage", "currency"):
            value = number_text(float(cell.get(_OFFICE + "value", "nan")))
            padded = shown.strip()
            return padded if _PADDED.fullmatch(padded) and padded.lstrip("0") == value.lstrip("0") else value
        if kind == "date":
            return _date(cell.get(_OFFICE + "date-value", ""))
        if kind == "time":
            return _time(cell.get(_OFFICE + "time-value", ""))
        if kind == "boolean":
            return cell.get(_OFFICE + "boolean-value", "").upper()
        return text_of(shown or cell.get(_OFFICE + "string-value", ""))


def _links() -> FileRefused:
    return FileRefused(
        "The workbook takes values from other files. In LibreOffice choose Edit > Links to External Files > Break "
        "Link and save it again."
    )


def _is_hidden(element: Element) -> bool:
    return element.get(_TABLE + "visibility", "visible") != "visible"


def _count(element: Element, name: str) -> int:
    return max(1, int(element.get(_TABLE + name, "1")))


def _shown(paragraph: Any) -> str:
    """A paragraph's text: several blanks, tabs and line breaks are elements of their own."""
    if paragraph.tag == _TEXT + "s":
        text = " " * min(_blanks(paragraph), 1000)
    elif paragraph.tag == _TEXT + "tab":
        text = "\t"
    elif paragraph.tag == _TEXT + "line-break":
        text = "\n"
    elif paragraph.tag.startswith(_OFFICE):  # a remark
        text = ""
    else:
        text = (paragraph.text or "") + "".join(_shown(part) + (part.tail or "") for part in paragraph)
    return text


def _blanks(element: Element) -> int:
    return max(1, int(element.get(_TEXT + "c", "1")))


def _date(value: str) -> str:
    """2026-03-02T14:05:00 -> 2026-03-02 14:05:00; a day alone stays one."""
    day, _, clock = value.partition("T")
    clock = clock.partition(".")[0]
    return day if not clock or clock == "00:00:00" else f"{day} {clock}"


def _time(value: str) -> str:
    """PT09H30M00S -> 09:30:00; from a day on it is a duration and counts its hours."""
    parts = _DURATION.fullmatch(value)
    if not parts:
        return value
    sign, days, hours, minutes, seconds = (part or "" for part in parts.groups())
    length = dt.timedelta(
        days=int(days or 0),
        hours=int(hours or 0),
        minutes=int(minutes or 0),
        seconds=round(float((seconds or "0").replace(",", "."))),
    )
    if sign or length >= _DAY:
        return duration_text(-length if sign else length)
    return text_of((dt.datetime(2000, 1, 1) + length).time())
