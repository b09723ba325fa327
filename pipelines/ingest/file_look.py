"""What each table of a file looks like by its headers and first rows, asked once, before anything is decided.

Reading -> look_at() -> FileLook: a TableLook a table, with guesses or the reason why it is none of ours
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pipelines.errors import FileRefused
from pipelines.mapping import samples
from pipelines.mapping.source_guess import RECOGNISED, Guess, recognise
from pipelines.readers import RawTable, Reading


@dataclass(frozen=True)
class FileSheet:
    """A table of the file: its name, its rows, whether it is taken, and what it looks like ("" = nothing)."""

    name: str
    rows: int
    is_taken: bool
    source: str


@dataclass(frozen=True)
class TableLook:
    """A table and what it may be, best first; refusal: why it is known to be none of ours."""

    table: RawTable
    guesses: tuple[Guess, ...] = ()
    refusal: FileRefused | None = None

    @property
    def looks_like(self) -> str:
        """The source it is taken for, "" where nothing is near enough."""
        best = self.guesses[0] if self.guesses else None
        return best.source if best and best.score >= RECOGNISED else ""


@dataclass(frozen=True)
class FileLook:
    """A file as read, and a look at each of its tables, in their order."""

    reading: Reading
    tables: tuple[TableLook, ...]

    def sheets(self, taken: Collection[RawTable] = ()) -> Iterator[FileSheet]:
        """The tables that have names, which of them are taken and what each looks like."""
        for look in self.tables:
            table = look.table
            if table.sheet:
                is_taken = any(table is one for one in taken)
                yield FileSheet(table.sheet, table.row_count, is_taken, look.looks_like)


def look_at(reading: Reading) -> FileLook:
    """Recognize every table of a file."""
    return FileLook(reading, tuple(_look(table, reading.tool) for table in reading.tables))


def _look(table: RawTable, tool: str) -> TableLook:
    try:
        rows = samples.first_rows(table)
        return TableLook(table, tuple(recognise(table.columns, table.labels, tool, table.sheet, rows)))
    except FileRefused as refused:
        return TableLook(table, refusal=refused)
