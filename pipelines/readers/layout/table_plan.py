"""Before a table's rows are written: which rows and columns are the table's, where its header is, what to call it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.errors import FileRefused
from pipelines.readers.layout import header, regions, survey_tools
from pipelines.readers.layout.regions import Beside, Follower, OtherTable
from pipelines.readers.layout.survey_tools import ToolLayout
from pipelines.readers.model import MAX_COLUMNS
from pipelines.readers.records import FileRecord, FileRecords, Merge

HEAD_ROWS = 300  # looked at to find the header
_PREAMBLE_ROWS = 3  # of two cells or more above the header, from which a note names them
_TITLES = 20  # cells above the header that are handed on


@dataclass(frozen=True)
class TablePlan:
    """What is decided about a table before its rows are written. Positions count within the table's columns."""

    layout: ToolLayout
    width: int  # cells a row should have, dropped columns included
    kept: tuple[int, ...]  # positions that become columns
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    header_rows: tuple[int, ...]  # () where the table has no header
    preamble_rows: tuple[int, ...]
    dropped_columns: tuple[str, ...]
    header: tuple[str, ...]  # names before they were made unique, one a position
    notes: tuple[str, ...]
    has_rows: bool
    filled_columns: int  # named columns that hold anything in the first rows below the header
    headers: tuple[FileRecord, ...] = ()  # the header rows themselves
    originals: tuple[str, ...] = ()  # the header cells as the file has them, one a position
    above: int = 0  # number of the last row that is no data: of the header, else of the preamble
    ends_before: int | None = None  # number of the first row of another table below, where already known
    beside: Beside | None = None  # the table's columns, where others stand beside it
    titles: tuple[str, ...] = ()  # the first cells that stand above the header
    rows_above: int = 0  # above the header, perhaps somebody's table
    apart: OtherTable | None = None  # a part that was read as columns and may be another table

    @property
    def unsure_columns(self) -> tuple[str, ...]:
        """The columns of the part that may be another table, as they are called."""
        places = range(self.apart.first_column - 1, self.apart.last_column) if self.apart else ()
        return tuple(name for at, name in zip(self.kept, self.columns, strict=True) if at in places)

    @property
    def keeps_all(self) -> bool:
        return len(self.kept) == self.width

    @property
    def has_header(self) -> bool:
        return bool(self.header_rows)

    @property
    def file_header(self) -> tuple[str, ...]:
        """The header cells of the columns that are kept, as the file has them."""
        return tuple(self.originals[at] for at in self.kept)


def plan(records: FileRecords, where: str, reach: int = 0, merges: Sequence[Merge] = ()) -> TablePlan | None:
    """Find a file's or sheet's first table, its header and columns; None when every record is blank.

    `where` names the file or sheet in messages; `reach` is how far right its cells are known to go, where
    every one of them stands in a column for certain (a sheet).
    """
    whole = list(itertools.islice(records(), HEAD_ROWS))
    head = whole[: regions.cut(whole)]
    beside = regions.beside(head, records)
    apart = None if beside else regions.doubtful(head)
    if beside:
        head = list(regions.cropped(head, beside))
        reach = min(reach, beside.last - beside.first + 1)
    layout = survey_tools.layout_of([record.cells for record in head])
    if layout is None:
        return None
    heading = _header(head, layout, _within(merges, beside))
    if heading.rows and header.lacks_first_name(
        heading.names, (one.cells for one in head[heading.first_data :])
    ):
        heading = replace(heading, names=("", *heading.names), originals=("", *heading.originals))
    if not layout.tool:
        layout = replace(
            layout, header_rows=heading.rows, names=heading.names, labels=("",) * len(heading.names)
        )
    below = heading.first_data
    raw = list(layout.names)
    width = max(reach, header.usual_reach((one.cells for one in head[below:]), at_least=len(raw)))
    if width > MAX_COLUMNS:
        raise FileRefused(f"{where} has {width:,} columns; at most {MAX_COLUMNS:,} can be read.")
    raw += [""] * (width - len(raw))
    labels = [*layout.labels, *[""] * (width - len(layout.labels))]
    unique = header.names(raw)
    above = head[below - 1].number if below else 0

    nameless = {at for at, name in enumerate(raw) if not header.fold(name)}
    planned = TablePlan(layout, width, (), (), (), (), (), (), tuple(raw), (), False, 0, above=above)
    planned = replace(
        planned,
        headers=tuple(head[at] for at in heading.rows),
        ends_before=whole[len(head)].number if not beside and len(head) < len(whole) else None,
        beside=beside,
    )
    used = _filled_positions(rows_of(records, planned), nameless) if nameless else set()
    places = {at for at, name in enumerate(raw) if survey_tools.is_place(name)}
    kept = tuple(at for at in range(width) if at not in places and (at not in nameless or at in used))
    first = heading.rows[0] if heading.rows else below
    originals = [*heading.originals, *[""] * (width - len(heading.originals))]
    return replace(
        planned,
        kept=kept,
        columns=tuple(unique[at] for at in kept),
        labels=tuple(labels[at] for at in kept),
        header_rows=tuple(head[at].number for at in heading.rows),
        preamble_rows=tuple(record.number for record in head[:first]),
        titles=tuple(cell.strip() for record in head[:first] for cell in record.cells if cell.strip())[
            :_TITLES
        ],
        dropped_columns=tuple(unique[at] for at in sorted(places)),
        notes=(
            *_about_preamble(where, head[:first]),
            *_about_apart(where, apart),
            *_about_names(where, heading, unique, nameless, used),
            *_about_places(where, [unique[at] for at in sorted(places)]),
        ),
        has_rows=len(head) > below,
        filled_columns=sum(
            1 for at in kept if (at not in nameless or not heading.rows) and _holds(head[below:], at)
        ),
        originals=tuple(originals),
        rows_above=0 if layout.tool else _rows_above(head[:first]),
        apart=apart,
    )


def _header(head: Sequence[FileRecord], layout: ToolLayout, merges: Sequence[Merge]) -> header.Header:
    """The header a tool is known to write, else what the cells themselves say."""
    if not layout.tool:
        return header.decide(head, layout.header_rows[0], merges)
    rows = layout.header_rows
    levels = [head[at].cells for at in rows]
    columns = itertools.zip_longest(*levels, fillvalue="")
    originals = tuple("\n".join(cell for cell in column if header.fold(cell)) for column in columns)
    return header.Header(rows, rows[-1] + 1, layout.names, tuple(levels[0]) if len(rows) == 1 else originals)


def _within(merges: Sequence[Merge], beside: Beside | None) -> Sequence[Merge]:
    """The merges of a table's own columns, counted from its first one."""
    if beside is None:
        return merges
    by = beside.first
    return [
        one._replace(first_column=one.first_column - by, last_column=one.last_column - by)
        for one in merges
        if by < one.first_column and one.last_column <= beside.last + 1
    ]


def rows_of(
    records: FileRecords, planned: TablePlan, others: list[OtherTable] | None = None
) -> Iterator[FileRecord]:
    """The records of the planned table below its header; tables below and beside it are added to `others`."""
    own = records()
    if planned.beside:
        own = regions.cropped(own, planned.beside)
    follower = Follower(planned.headers, planned.above, planned.ends_before)
    yield from follower.first(record for record in own if record.number > planned.above)
    if others is not None:
        others += follower.others
        others += planned.beside.others if planned.beside else ()


def _holds(rows: Sequence[FileRecord], at: int) -> bool:
    return any(at < len(row.cells) and row.cells[at].strip() for row in rows)


def _filled_positions(records: Iterator[FileRecord], wanted: set[int]) -> set[int]:
    positions: set[int] = set()
    for record in records:
        cells = record.cells
        positions |= {at for at in wanted - positions if at < len(cells) and cells[at].strip()}
        if positions == wanted:
            break
    return positions


# --- sentences ---


def _columns(count: int) -> str:
    return "column" if count == 1 else "columns"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _rows_above(rows: Sequence[FileRecord]) -> int:
    """Rows above the header that might be somebody's table: a few titles go without saying."""
    wide = sum(header.filled(record.cells) > 1 for record in rows)
    return wide if wide >= _PREAMBLE_ROWS else 0


def _about_preamble(where: str, rows: Sequence[FileRecord]) -> list[str]:
    if not _rows_above(rows):
        return []
    return [
        f"{where}: rows {rows[0].number:,} to {rows[-1].number:,} stand above the table and were not read as "
        "rows of it."
    ]


def _about_apart(where: str, part: OtherTable | None) -> list[str]:
    if part is None:
        return []
    quoted = ", ".join(f"“{name}”" for name in part.header)
    return [
        f"{where}: {quoted} ({part.range}) stand behind an empty column and only in the first rows. They were read as "
        "columns of the table; if they are a list beside it, move them to a sheet of their own."
    ]


def _about_names(
    where: str, heading: header.Header, unique: Sequence[str], nameless: set[int], used: set[int]
) -> list[str]:
    named = [f"“{unique[at]}”" for at in sorted(nameless & used)]
    if not heading.rows:
        return [
            f"{where} has no row of headers: the first row is data, so the columns are called {named[0]} to "
            f"{named[-1]}."
        ]
    first_name = min((at for at in range(len(unique)) if at not in nameless), default=0)
    sentences = []
    if empty := sum(
        1 for at in nameless - used if at > first_name
    ):  # left of a table there is nothing to say
        sentences.append(
            f"{where}: {empty:,} {_columns(empty)} without name or content {_were(empty)} left out."
        )
    if named:
        sentences.append(
            f"{where}: {len(named):,} {_columns(len(named))} without a name {_were(len(named))} called "
            + ", ".join(named[:5])
            + (" …" if len(named) > 5 else "")
            + "."
        )
    return sentences


def _about_places(where: str, places: Sequence[str]) -> list[str]:
    if not places:
        return []
    quoted = ", ".join(f"“{name}”" for name in places)
    return [
        f"{where}: {quoted} {_were(len(places))} dropped on reading; IP addresses and positions are never kept."
    ]
