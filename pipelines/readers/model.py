"""What a reader hands on: tables of text, with the file's own row numbers, and what was left out and why.

Everything here is plain data that crosses from the child process to its parent as JSON; the rows themselves
stay in a file (`CellFile`), so that half a gigabyte never has to fit into memory.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipelines.errors import Problem

MEBIBYTE = 1024 * 1024
MAX_COLUMNS = 2_000  # of a text file; a workbook's own limit is lower
MAX_LINE_BYTES = 1_000_000
MAX_CELL_CHARACTERS = 1_000_000
"""One cell. Python's csv stops at 131,072 by itself; a longer cell is nearly always a quotation mark that
was never closed, and is reported as such."""

ROW_RULES = ("preview", "unfinished", "duplicate", "note", "total_line", "no_event", "no_talk", "blank")
"""The named rules under which a row may be skipped on reading. (`superseded` belongs to the importer.)"""

MENDING_RULES = ("missing_trailing_cells", "superfluous_empty_cell", "unquoted_delimiter")
"""The named ways in which a ragged row may be mended: each only where there is one sensible way."""

FLAG_KINDS = ("date_for_number", "rounded_id", "damaged_text", "error_cell")
"""What a program did to cells before they reached us and nobody can undo: “Oct-49” for 10-49, 1.23E+10 for
an id, characters lost in a wrong encoding, #N/A."""


@dataclass(frozen=True)
class ReadLimits:
    """How much a child may use. Bytes and seconds."""

    file_bytes: int
    cpu_seconds: int
    wall_seconds: int
    memory_bytes: int = 1024 * MEBIBYTE
    unpacked_bytes: int = 200 * 1000 * 1000  # of a workbook, which is a zip
    output_bytes: int = 4096 * MEBIBYTE  # the largest file the child may write


PAGE_LIMITS = ReadLimits(25 * MEBIBYTE, cpu_seconds=30, wall_seconds=60, output_bytes=512 * MEBIBYTE)
COMMAND_LIMITS = ReadLimits(2048 * MEBIBYTE, cpu_seconds=900, wall_seconds=1800)


@dataclass(frozen=True)
class Skipped:
    """A row that is no record of anything: `rule` is one of ROW_RULES, `detail` never quotes the row."""

    row: int
    rule: str
    detail: str


@dataclass(frozen=True)
class Mended:
    """A ragged row that is among `rows()` after all: `rule` is one of MENDING_RULES; never quotes the row."""

    row: int
    rule: str
    detail: str


@dataclass(frozen=True)
class Flag:
    """Cells of one column that were damaged before they reached us. `kind` is one of FLAG_KINDS.

    rows: the first few file row numbers. What follows from a flag (an id column refuses `rounded_id`) is the
    importer's to say; the cells are yielded as they stand.
    """

    kind: str
    column: str
    count: int
    rows: tuple[int, ...]


@dataclass(frozen=True)
class CellFile:
    """Where a table's rows are, and everything a loader must know to read them without guessing.

    Either a file of ours (`is_original` false): UTF-8, no header, every cell quoted with `"`, `,` between,
    records ending in `newline`, the file row number in front. Cells may hold line breaks of any kind, so a
    loader must be told `newline` (DuckDB guesses wrong when the first rows hold a CR).

    Or the original (`is_original` true; also what was unpacked of it), whose bytes the child has checked: UTF-8, one
    column count and one kind of line end throughout, no blank lines, quotes well formed. Skip `skip_records` records
    (each is one physical line); the next one has row number `first_row`. `newline` is "" where lines end in CR-LF:
    DuckDB 2.0 finds that by itself and, when told so, silently gives no rows.
    """

    path: Path
    is_original: bool
    delimiter: str = ","
    quote: str = '"'
    skip_records: int = 0
    first_row: int = 0
    newline: str = "\n"


@dataclass(frozen=True)
class RawTable:
    """One table of a file, as text. `rows_read` = rows yielded + skipped + bad_rows, always."""

    sheet: str  # "" for text files
    columns: tuple[str, ...]  # unique and non-empty
    labels: tuple[str, ...]  # the question's text where the tool gives one, else ""
    header_rows: tuple[int, ...]
    preamble_rows: tuple[int, ...]
    rows_read: int
    skipped: tuple[Skipped, ...]
    dropped_columns: tuple[str, ...]  # IP address, latitude, longitude: never kept
    time_zone: str  # "" unless the file says
    cells: CellFile
    bad_rows: tuple[Problem, ...] = ()
    """Rows that fit the header in no sensible way; not among `rows()`. `found` is the row as CSV."""
    header: tuple[str, ...] = ()
    """The header cells as the file has them, one a column, before names were made unique; () = as `columns`."""
    has_header: bool = True  # False: the file had none, and `columns` are names of ours
    mended: tuple[Mended, ...] = ()
    flags: tuple[Flag, ...] = ()
    titles: tuple[str, ...] = ()  # the first cells that stand above the header
    other_tables: tuple[str, ...] = ()  # below and beside it, not read: their ranges, D3:F20
    unsure_table: str = ""  # a part that was read as columns of it and may be another table: its range
    unsure_columns: tuple[str, ...] = ()  # what the columns of that part are called
    rows_above: int = 0  # rows of several cells above the header, of the preamble; 0 where they are a title's
    counts_from_1904: bool = False  # its workbook numbers days from January 1, 1904

    @property
    def row_count(self) -> int:
        """How many rows `rows()` yields."""
        return self.rows_read - len(self.skipped) - len(self.bad_rows)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (file row number, cells as text); an empty cell is "", and every column has a cell."""
        csv.field_size_limit(max(csv.field_size_limit(), MAX_CELL_CHARACTERS))
        source = self.cells
        with source.path.open(encoding="utf-8-sig" if source.is_original else "utf-8", newline="") as lines:
            reader = csv.reader(lines, delimiter=source.delimiter, quotechar=source.quote)
            if not source.is_original:
                for row in reader:
                    yield int(row[0]), row[1:]
                return
            for _ in range(source.skip_records):
                next(reader)
            yield from enumerate(reader, start=source.first_row)


@dataclass(frozen=True)
class Reading:
    """What one file was understood to be."""

    file_name: str
    sha256: str
    size: int
    kind: str  # csv, tsv, xlsx, ics
    tool: str  # qualtrics, google_forms, surveymonkey, ms_forms, linkedin; "" = unknown
    encoding: str
    delimiter: str  # "" for workbooks
    tables: tuple[RawTable, ...]
    notes: tuple[str, ...]  # sentences


def table_as_json(table: RawTable, original: Path) -> dict[str, Any]:
    """The table as JSON values, without its path: the parent says where files are, never the child. "" is the
    original."""
    document = asdict(table)
    document["cells"]["path"] = "" if table.cells.path == original else table.cells.path.name
    return document


def table_from_json(document: Mapping[str, Any], original: Path, folder: Path) -> RawTable:
    """Rebuild a table in the parent; any other is looked for in `folder` by its bare name."""
    cells = dict(document["cells"])
    cells["path"] = folder / Path(cells["path"]).name if cells["path"] else original
    values = dict(document)
    for name in (
        "columns",
        "labels",
        "header_rows",
        "preamble_rows",
        "dropped_columns",
        "header",
        "titles",
        "other_tables",
        "unsure_columns",
    ):
        values[name] = tuple(values[name])
    values["skipped"] = tuple(Skipped(**one) for one in document["skipped"])
    values["bad_rows"] = tuple(Problem(**one) for one in document["bad_rows"])
    values["mended"] = tuple(Mended(**one) for one in document["mended"])
    values["flags"] = tuple(Flag(**{**one, "rows": tuple(one["rows"])}) for one in document["flags"])
    values["cells"] = CellFile(**cells)
    return RawTable(**values)
