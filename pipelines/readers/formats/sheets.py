"""What the readers of XLSX, XLSB, XLS and ODS have in common: a sheet, its cells as text, what it tells beside them.

Cells are the values themselves, as text: dates ISO, numbers without exponent, a percentage as the number it
stands for (25% is 0.25), an amount without its currency sign. What a number format shows is taken only where
it is part of the value: 00123 for an id kept as the number 123.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from pipelines.errors import FileRefused
from pipelines.readers.records import FileRecord, Merge, is_blank

MAX_ROWS = 1_000_000
MAX_COLUMNS = 200
MAX_MERGES = 100_000

_TEXT_FORMULA = re.compile(r'="([^"]*)"')
_ZEROS = re.compile(r"0{2,30}")
_ESCAPED = re.compile(r"_x00(0[9AD])_")


@dataclass
class SheetTraits:
    """What a sheet tells beyond its values. Complete once its rows were read to the end."""

    hidden_rows: int = 0
    has_hidden_columns: bool = False
    unsaved_formulas: int = 0
    percentages: int = 0
    counts_from_1904: bool = False
    merges: tuple[Merge, ...] = ()


class SheetSource(Protocol):
    """One sheet of a workbook, whatever its format."""

    name: str
    is_hidden: bool

    def rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """(row number from 1, cells as text) in order; blank rows may be left out. Once only."""

    def traits(self) -> SheetTraits:
        """Asked after `rows` has ended."""


class SpooledSheet:
    """The filled rows of one sheet, from the beginning as often as asked. Blank rows are not rows.

    The source is parsed once; its rows wait in a file of ours. `reach` is how far right its cells go.
    """

    def __init__(self, source: SheetSource, spool: Path) -> None:
        self.name, self.is_hidden = source.name, source.is_hidden
        self.reach = 0
        self._spool = spool
        with spool.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")  # a bare return needs it
            for number, cells in self._checked(source.rows()):
                writer.writerow([number, *cells])
        self.traits = source.traits()
        self.merges = self.traits.merges[:MAX_MERGES]
        self._down = sorted(one for one in self.merges if one.last_row > one.first_row)

    def __call__(self) -> Iterator[FileRecord]:
        """Every row has `reach` cells: what a sheet leaves out at the end of a row is empty, not missing.

        A cell merged downward is in every row it covers that holds something itself.
        """
        blanks = [""] * self.reach
        waiting = iter(self._down)
        coming = next(waiting, None)
        open_: dict[int, tuple[int, str]] = {}  # position -> (last row, text)
        with self._spool.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                number, cells = int(row[0]), row[1:] + blanks[len(row) - 1 :]
                for at, (last_row, text) in list(open_.items()):
                    if number > last_row:
                        del open_[at]
                    elif not cells[at]:
                        cells[at] = text
                while coming is not None and coming.first_row <= number:
                    at = coming.first_column - 1
                    if coming.first_row == number and at < len(cells) and cells[at]:
                        open_[at] = (coming.last_row, cells[at])
                    coming = next(waiting, None)
                yield FileRecord(number, cells)

    def merged_below(self, row: int) -> int:
        """How many cells below this row are merged downward."""
        return sum(1 for one in self._down if one.first_row > row)

    def _checked(self, rows: Iterator[tuple[int, Sequence[str]]]) -> Iterator[tuple[int, list[str]]]:
        for number, values in rows:
            if is_blank(values):
                continue
            cells = list(values)
            while not cells[-1].strip():
                cells.pop()
            if number > MAX_ROWS:
                raise FileRefused(f"Sheet “{self.name}” has more than {MAX_ROWS:,} rows. Save it as CSV.")
            if len(cells) > MAX_COLUMNS:
                raise FileRefused(
                    f"Sheet “{self.name}” has {len(cells):,} columns in row {number:,}; a workbook's table "
                    f"may have at most {MAX_COLUMNS}. Delete what stands far to the right, or save it as CSV."
                )
            self.reach = max(self.reach, len(cells))
            yield number, cells


# --- cells ---


def text_of(value: Any) -> str:
    """A cell's value as text: dates ISO, whole numbers without decimals, booleans TRUE or FALSE, None ""."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, dt.datetime):
        # Excel keeps a time as a fraction of a day: a second is the finest that survives.
        value = (value + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.replace(microsecond=0).isoformat()
    if isinstance(value, dt.timedelta):
        return duration_text(value)
    return str(value)


def _plain(text: str) -> str:
    """="00123" typed as text is 00123; _x000D_ is how a workbook writes a character XML cannot hold."""
    if text.startswith('="') and (inner := _TEXT_FORMULA.fullmatch(text)):
        return inner[1]
    if "_x00" in text:
        return _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text).replace("\r\n", "\n")
    return text


def number_text(value: float) -> str:
    """As a spreadsheet shows it: 15 digits, no exponent."""
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    shown = format(Decimal(format(value, ".15g")), "f")
    return "0" if shown == "-0" else shown


def duration_text(value: dt.timedelta) -> str:
    """30:05:00 for thirty hours and five minutes."""
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    hours, rest = divmod(abs(seconds), 3600)
    return f"{sign}{hours}:{rest // 60:02}:{rest % 60:02}"


def with_zeros(text: str, number_format: str) -> str:
    """The leading zeros an id's number format gives it back: 123 shown by “00000” is 00123."""
    if text.isdigit() and _ZEROS.fullmatch(number_format):
        return text.zfill(len(number_format))
    return text


def is_percentage(number_format: str) -> bool:
    """Whether a number format shows a number as a percentage."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", number_format)
