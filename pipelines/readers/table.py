"""From numbered records to one table: header, columns, and rows yielded, skipped or bad, all counted."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipelines.errors import FileRefused, Problem
from pipelines.readers import header, row_rules, survey_tools
from pipelines.readers.model import MAX_COLUMNS, CellFile, RawTable, Skipped
from pipelines.readers.survey_tools import Layout

HEAD_ROWS = 300  # looked at to find the header
MAX_SKIPPED = 200_000
MAX_BAD_ROWS = 100_000
_MAX_QUOTED = 20_000  # characters of a bad row that are kept for the file of rejected rows


class Record(NamedTuple):
    """One record of a file. `is_broken`: its quotation marks do not close; the cells are a best guess."""

    number: int
    cells: Sequence[str]
    is_broken: bool = False


Records = Callable[[], Iterator[Record]]
"""A source that can be read from the beginning more than once."""


@dataclass(frozen=True)
class Plan:
    """What is decided about a table before its rows are written."""

    layout: Layout
    width: int  # cells a row should have, dropped columns included
    kept: tuple[int, ...]  # positions that become columns
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    header_rows: tuple[int, ...]
    preamble_rows: tuple[int, ...]
    dropped_columns: tuple[str, ...]
    header: tuple[str, ...]
    notes: tuple[str, ...]
    has_rows: bool
    filled_columns: int  # named columns that hold anything in the first rows below the header

    @property
    def keeps_all(self) -> bool:
        return len(self.kept) == self.width


def plan(records: Records, where: str, reach: int = 0) -> Plan | None:
    """Find header and columns; None when every record is blank.

    `where` names the file or sheet in messages; `reach` is how far right its cells are known to go, where
    every one of them stands in a column for certain (a sheet).
    """
    head = list(itertools.islice(records(), HEAD_ROWS))
    layout = survey_tools.layout_of([record.cells for record in head])
    if layout is None:
        return None
    below = layout.last_header_row + 1
    raw = list(layout.names)
    width = max(reach, header.usual_reach((one.cells for one in head[below:]), at_least=len(raw)))
    if width > MAX_COLUMNS:
        raise FileRefused(f"{where} has {width:,} columns; at most {MAX_COLUMNS:,} can be read.")
    raw += [""] * (width - len(raw))
    labels = [*layout.labels, *[""] * (width - len(layout.labels))]
    unique = header.names(raw)

    nameless = {at for at, name in enumerate(raw) if not header.fold(name)}
    used = _filled_positions(records, head[below - 1].number, nameless) if nameless else set()
    places = {at for at, name in enumerate(raw) if survey_tools.is_place(name)}
    kept = tuple(at for at in range(width) if at not in places and (at not in nameless or at in used))
    notes = []
    if empty := len(nameless - used):
        notes.append(f"{where}: {empty:,} {_columns(empty)} without name or content {_were(empty)} left out.")
    if named := sorted(nameless & used):
        notes.append(
            f"{where}: {len(named):,} {_columns(len(named))} without a name {_were(len(named))} called "
            + ", ".join(f"“{unique[at]}”" for at in named[:5])
            + (" …" if len(named) > 5 else "")
            + "."
        )
    if places:
        notes.append(
            f"{where}: {', '.join(f'“{unique[at]}”' for at in sorted(places))} "
            f"{_were(len(places))} dropped on reading; IP addresses and positions are never kept."
        )
    first = layout.header_rows[0]
    return Plan(
        layout,
        width,
        kept,
        tuple(unique[at] for at in kept),
        tuple(labels[at] for at in kept),
        tuple(head[at].number for at in layout.header_rows),
        tuple(record.number for record in head[:first]),
        tuple(unique[at] for at in sorted(places)),
        tuple(raw),
        tuple(notes),
        len(head) > below,
        sum(1 for at in kept if at not in nameless and _holds(head[below:], at)),
    )


def _holds(rows: Sequence[Record], at: int) -> bool:
    return any(at < len(row.cells) and row.cells[at].strip() for row in rows)


def _columns(count: int) -> str:
    return "column" if count == 1 else "columns"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _filled_positions(records: Records, last_header_row: int, wanted: set[int]) -> set[int]:
    found: set[int] = set()
    for record in records():
        if record.number <= last_header_row or not any(record.cells):
            continue
        cells = record.cells
        found |= {at for at in wanted - found if at < len(cells) and cells[at].strip()}
        if found == wanted:
            break
    return found


class _Writer:
    """Writes the rows of one table and keeps the count of everything it was given."""

    def __init__(self, plan: Plan, out: io.TextIOBase, where: str) -> None:
        self.plan = plan
        self.where = where
        self.rows_read = self.written = self.padded = 0
        self.skipped: list[Skipped] = []
        self.bad: list[Problem] = []
        self._out = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        self._waiting: list[tuple[int, Sequence[str]]] = []  # lonely rows: notes, if nothing follows them
        self._tests = [
            (at, values)
            for name, values in plan.layout.skips.items()
            for at, found in enumerate(plan.header)
            if header.fold(found) == name
        ]
        self._width = plan.width
        self._kept = None if plan.keeps_all else plan.kept
        self._header = list(plan.header)

    def take(self, record: Record) -> None:
        self.rows_read += 1
        number, cells, is_broken = record
        if not any(cells) or not any(map(str.strip, cells)):
            self._skip(number, "blank", "nothing in the row")
            return
        if is_broken:
            self._reject(record, "unclosed_quote", "A quotation mark is opened and not closed in this row.")
            return
        if len(cells) != self._width:
            if len(cells) > self._width and any(map(str.strip, cells[self._width :])):
                self._reject(
                    record,
                    "too_many_cells",
                    f"The row has {header.reach(cells):,} cells, the header {self._width:,}. Often a comma "
                    "or line break in a text that is not in quotation marks.",
                )
                return
            self.padded += len(cells) < self._width
            cells = [*cells[: self._width], *[""] * (self._width - len(cells))]
        for at, values in self._tests:
            if (reason := values.get(cells[at].strip().lower())) is not None:
                self._skip(number, *reason)
                return
        if self._kept is not None:
            kept_cells: Sequence[str] = [cells[at] for at in self._kept]
        else:
            kept_cells = cells
        if row_rules.may_be_total_line(kept_cells) and row_rules.is_total_line(kept_cells):
            self._skip(number, "total_line", "a line of totals")
            return
        if cells == self._header:
            self._skip(number, "note", "the header again")
            return
        if row_rules.is_lonely(kept_cells):
            self._waiting.append((number, kept_cells))
            return
        if self._waiting:
            self._flush()
        self._write(number, kept_cells)

    def finish(self) -> None:
        """Decide about the rows still waiting: notes under the table, or short rows like any other."""
        for number, cells in self._waiting:
            if row_rules.is_note(cells):
                self._skip(number, "note", "a note below the table")
            else:
                self._write(number, cells)
        self._waiting.clear()
        self.skipped.sort(key=lambda one: one.row)
        if self.rows_read != self.written + len(self.skipped) + len(self.bad):
            raise AssertionError("rows read are not rows written, skipped and bad")

    def _flush(self) -> None:
        for number, cells in self._waiting:
            self._write(number, cells)
        self._waiting.clear()

    def _write(self, number: int, cells: Sequence[str]) -> None:
        self._out.writerow([number, *cells])
        self.written += 1

    def _skip(self, number: int, rule: str, detail: str) -> None:
        if len(self.skipped) >= MAX_SKIPPED:
            raise FileRefused(
                f"{self.where} has more than {MAX_SKIPPED:,} blank or unusable rows. Delete them and "
                "save again."
            )
        self.skipped.append(Skipped(number, rule, detail))

    def _reject(self, record: Record, code: str, message: str) -> None:
        if len(self.bad) >= MAX_BAD_ROWS:
            raise FileRefused(
                f"More than {MAX_BAD_ROWS:,} rows of {self.where} do not fit its header; the first is row "
                f"{self.bad[0].row:,}. Export the file again."
            )
        self.bad.append(
            Problem(
                code,
                message,
                row=record.number,
                found=as_line(record.cells)[:_MAX_QUOTED],
                expected=f"{self._width:,} cells",
            )
        )


def as_line(cells: Sequence[str]) -> str:
    """Cells as one CSV line without its end."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def write(records: Records, plan: Plan, out: Path, sheet: str, where: str) -> tuple[RawTable, list[str]]:
    """Write the table's rows to `out` (see CellFile) and return it with sentences about what was mended."""
    last_header_row = plan.header_rows[-1]
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = _Writer(plan, file, where)
        for record in records():
            if record.number > last_header_row:
                writer.take(record)
        writer.finish()
    notes = list(plan.notes)
    if writer.padded:
        notes.append(
            f"{where}: {writer.padded:,} {'row has' if writer.padded == 1 else 'rows have'} fewer cells than "
            "the header; the missing ones at the end count as empty."
        )
    table = RawTable(
        sheet,
        plan.columns,
        plan.labels,
        plan.header_rows,
        plan.preamble_rows,
        writer.rows_read,
        tuple(writer.skipped),
        plan.dropped_columns,
        plan.layout.time_zone,
        CellFile(out, is_original=False),
        tuple(writer.bad),
    )
    return table, notes
