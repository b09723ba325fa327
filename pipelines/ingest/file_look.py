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
from pipelines.sources.catalog import source
from pipelines.sources.names import a_file


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

    @property
    def in_words(self) -> str:
        """What it looks like, for people: "looks like an interview log"."""
        if self.refusal and self.refusal.problems:
            return self.refusal.problems[0].message.removeprefix("This is ").rstrip(".")
        return (
            f"looks like {a_file(source(self.looks_like))}"
            if self.looks_like
            else "looks like none of our kinds"
        )

    @property
    def rows_in_words(self) -> str:
        return "1 row" if self.table.row_count == 1 else f"{self.table.row_count:,} rows"

    @property
    def is_explanation(self) -> bool:
        """Whether it is a sheet of our own templates that holds no rows."""
        problems = self.refusal.problems if self.refusal else ()
        return any(one.code.startswith("template_") for one in problems)


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
                is_taken = any(table.cells is one.cells for one in taken)
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
