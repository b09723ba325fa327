"""Cells a program damaged before they reached us: looked for while rows are written, one flag a column and kind.

Nothing is mended and nothing refused here; what follows from a flag is the importer's to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.readers.model import Flag

ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!")
)
_ERROR = re.compile(r"Err:5\d\d")  # LibreOffice's own
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d{1,2}|\d[.,]\d+[eE]\d{1,2}")
_DIGITS_KEPT = 15  # of a number, by any spreadsheet

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_RANGE_AS_DATE = re.compile(rf"{_MONTH}-\d\d|\d{{1,2}}-{_MONTH}", re.IGNORECASE)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_RANGE = re.compile(
    r"\d{1,6}\s*(?:-|–|—|to)\s*\d{1,6}|(?:over |under |more than |less than |[<>] ?)?\d{1,6} ?\+?"
)

_FIRST_ROWS = 5
_LOOKED_AT = 500  # rows after which only columns of ranges and small numbers are asked for dates
_LEAST_SHARE = 0.8  # of a column's other cells are ranges or small numbers, if its dates are to be doubted


@dataclass
class _Cells:
    """How many, and the first few row numbers."""

    count: int = 0
    rows: list[int] = field(default_factory=list)

    def take(self, row: int) -> None:
        self.count += 1
        if len(self.rows) < _FIRST_ROWS:
            self.rows.append(row)


@lru_cache(maxsize=4096)
def _looks_like(cell: str) -> str:
    """number, range, date or other."""
    if cell.isdigit() and len(cell) < 7:
        return "number"
    if _RANGE.fullmatch(cell):
        return "range"
    return "date" if _RANGE_AS_DATE.fullmatch(cell) or _ISO_DAY.fullmatch(cell) else "other"


class Watch:
    """Takes every row of a table and says at the end which columns hold damage."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = columns
        self._found: dict[tuple[str, int], _Cells] = {}
        self._long: Counter[int] = Counter()  # numbers of more than 15 digits, by column
        self._dates: dict[int, _Cells] = {}
        self._kinds: Counter[tuple[int, str]] = Counter()  # of other cells, by column
        self._asked: Sequence[int] = range(len(columns))
        self._rows = 0

    def take(self, number: int, cells: Sequence[str]) -> None:
        """One row, as wide as the table. Cheap for a row without anything odd."""
        joined = "\n".join(cells)
        if "#" in joined or "Err:5" in joined:
            self._mark(
                "error_cell",
                number,
                (at for at, cell in enumerate(cells) if cell in ERRORS or _ERROR.fullmatch(cell)),
            )
        if "E" in joined or "e+" in joined:
            self._mark(
                "rounded_id",
                number,
                (
                    at
                    for at, cell in enumerate(cells)
                    if cell[:1].isdigit() and _SCIENTIFIC.fullmatch(cell.strip())
                ),
            )
        if len(joined) > _DIGITS_KEPT and max(map(len, cells)) > _DIGITS_KEPT:
            for at, cell in enumerate(cells):
                if len(cell) > _DIGITS_KEPT and cell.isdigit():
                    self._long[at] += 1
                    if not cell[_DIGITS_KEPT:].strip("0"):
                        self._cells("rounded_number", at).take(number)
        self._look_for_dates(number, cells)

    def _cells(self, kind: str, at: int) -> _Cells:
        return self._found.setdefault((kind, at), _Cells())

    def _mark(self, kind: str, number: int, positions: Iterable[int]) -> None:
        for at in positions:
            self._cells(kind, at).take(number)

    def _look_for_dates(self, number: int, cells: Sequence[str]) -> None:
        self._rows += 1
        for at in self._asked:
            cell = cells[at].strip()
            if not cell:
                continue
            looks = _looks_like(cell)
            if looks == "date":
                self._dates.setdefault(at, _Cells()).take(number)
            else:
                self._kinds[at, looks] += 1
        if self._rows == _LOOKED_AT:
            self._asked = [at for at in self._asked if self._are_ranges(at)]

    def _are_ranges(self, at: int) -> bool:
        """A column of ranges or small numbers: a day of the calendar is none of its values."""
        ranges, numbers = self._kinds[at, "range"], self._kinds[at, "number"]
        fitting = ranges + numbers
        if not fitting or fitting < _LEAST_SHARE * (fitting + self._kinds[at, "other"]):
            return False
        return bool(ranges) or fitting >= self._dates.get(at, _Cells()).count

    def flags(self) -> tuple[Flag, ...]:
        """What was found, by column."""
        rounded: dict[int, _Cells] = {
            at: one for (kind, at), one in self._found.items() if kind == "rounded_id"
        }
        for (kind, at), one in self._found.items():
            # A long number may end in a zero of its own; a column of them does not.
            if kind == "rounded_number" and one.count == self._long[at] and at not in rounded:
                rounded[at] = one
        errors = {at: one for (kind, at), one in self._found.items() if kind == "error_cell"}
        dates = {at: one for at, one in self._dates.items() if self._are_ranges(at)}
        return tuple(
            Flag(kind, self._columns[at], columns[at].count, tuple(columns[at].rows))
            for kind, columns in (("date_for_number", dates), ("rounded_id", rounded), ("error_cell", errors))
            for at in sorted(columns)
        )


_SAYS = {
    "date_for_number": "days where the other cells are ranges or small numbers; a spreadsheet may have taken 10-49 for "
    "a date",
    "rounded_id": "numbers that a spreadsheet has rounded, such as 1.23E+10; their last digits are lost",
    "error_cell": "an error such as #N/A instead of a value",
}


def sentences(where: str, flags: Sequence[Flag]) -> list[str]:
    """A note a flag: the column, how many cells, where the first one is. Never quotes a cell."""
    return [
        f"{where}: {flag.count:,} {'cell' if flag.count == 1 else 'cells'} of “{flag.column}” "
        f"{'holds' if flag.count == 1 else 'hold'} {_SAYS[flag.kind]}; the first one is in row {flag.rows[0]:,}."
        for flag in flags
    ]
