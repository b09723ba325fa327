"""Several tables in one sheet or file: where the first one ends, and what stands beside or below it.

An ordinary table has blank rows, blank columns, sections and remarks, and must never be split. So a table of
its own needs evidence: below a blank row, a row of words which name what is under them and are not the first
table's header again; beside a blank column, a header in another row, the same header once more, or rows that
go on where the first table has long ended.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.readers.layout import header
from pipelines.readers.layout.header_again import HeaderWatch
from pipelines.readers.records import FileRecord, FileRecords, column_letters, is_blank

_TITLES = 3  # rows with a single cell that may stand above a table's header
_LOOK_AHEAD = 30  # rows of a block that are looked at
_KNOWN_ROWS = 200  # rows of the first table whose cells are remembered
_ROWS_ON = 3  # rows beyond the end of the first table that show another one beside it


@dataclass
class OtherTable:
    """A table that is not read: where it is (rows and columns from 1) and its header's cells."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int
    header: tuple[str, ...]

    def take(self, record: FileRecord) -> None:
        """Grow by a row."""
        full = _positions(record.cells)
        if full:
            self.last_row = record.number
            self.first_column = min(self.first_column, full[0] + 1)
            self.last_column = max(self.last_column, full[-1] + 1)

    @property
    def range(self) -> str:
        """As a spreadsheet writes it: B3:F20."""
        return (
            f"{column_letters(self.first_column)}{self.first_row}:"
            f"{column_letters(self.last_column)}{self.last_row}"
        )


def _positions(cells: Sequence[str]) -> list[int]:
    return [at for at, cell in enumerate(cells) if cell and not cell.isspace()]


def _words(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(folded for cell in cells if (folded := header.fold(cell)))


# --- one below the other ---


def header_of(block: Sequence[FileRecord]) -> int | None:
    """The index of the header in rows without a blank one between, if they are a table for certain, below at most
    three titles."""
    at = next((index for index, record in enumerate(block) if len(_positions(record.cells)) > 1), None)
    if at is None or at > _TITLES:
        return None
    return at if header.is_certain(block[at].cells, [record.cells for record in block[at + 1 :]]) else None


def _blocks(records: Iterable[FileRecord]) -> Iterator[tuple[list[FileRecord], list[FileRecord]]]:
    """(blank records, the filled ones after them) as they follow each other; a sheet's gaps have no records."""
    blank: list[FileRecord] = []
    block: list[FileRecord] = []
    for record in records:
        if is_blank(record.cells):
            if block:
                yield blank, block
                blank, block = [], []
            blank.append(record)
        elif block and record.number > block[-1].number + 1:
            yield blank, block
            blank, block = [], [record]
        else:
            block.append(record)
    yield blank, block


def cut(head: Sequence[FileRecord]) -> int:
    """How many of a file's first records belong to its first table and what stands above that."""
    seen: list[FileRecord] = []
    headers: list[FileRecord] = []
    for blank, block in _blocks(head):
        at = header_of(block[: _LOOK_AHEAD + 1])
        if at is not None:
            if headers and _is_new(block[at], headers, seen):
                return len(seen) + len(blank)
            headers.append(block[at])
        seen += [*blank, *block]
    return len(head)


def _is_new(candidate: FileRecord, headers: Sequence[FileRecord], rows: Iterable[FileRecord]) -> bool:
    """The header of another table: not one of these again, in whatever order, and none of its words a value of the
    same column."""
    if any(HeaderWatch(one.cells).order_in(candidate) for one in headers):
        return False
    words = _words(candidate.cells)
    if any(_words(one.cells) == words for one in headers):
        return False
    numbers = {one.number for one in headers}
    words_at = [(at, header.fold(candidate.cells[at]).lower()) for at in _positions(candidate.cells)]
    return not any(
        at < len(row.cells) and header.fold(row.cells[at]).lower() == text
        for row in rows
        if row.number not in numbers
        for at, text in words_at
    )


@dataclass
class Follower:
    """Yields the rows of the first table and keeps account of the tables below it."""

    headers: Sequence[FileRecord]
    above: int  # number of the last row above the data
    ends_before: int | None = None  # number of a row known to belong to the next table
    others: list[OtherTable] = field(default_factory=list)

    def first(self, records: Iterator[FileRecord]) -> Iterator[FileRecord]:
        """The records of the first table, of those below its header. Looks ahead only after a blank row, so
        that a long file streams."""
        known: list[FileRecord] = []
        before = self.above
        pending: FileRecord | None = None
        while (record := pending or next(records, None)) is not None:
            pending = None
            if is_blank(record.cells):
                yield record
                continue
            if record.number == before + 1:
                block = [record]
            else:
                block, pending = _block(record, records)
                if record.number == self.ends_before or self._is_another(block, known):
                    self._others(itertools.chain(block, [pending] if pending else [], records))
                    return
            if len(known) < _KNOWN_ROWS:
                known += block
            before = block[-1].number
            yield from block

    def _is_another(self, block: Sequence[FileRecord], known: Sequence[FileRecord]) -> bool:
        at = header_of(block)
        return at is not None and bool(known) and _is_new(block[at], self.headers, known)

    def _others(self, records: Iterable[FileRecord]) -> None:
        for _, block in _blocks(records):
            at = header_of(block)
            if not self.others:
                at = at or 0  # known to be one, however few of its rows were looked at
            if at is not None and _words(block[at].cells) not in {one.header for one in self.others}:
                full = _positions(block[at].cells)
                first = block[0].number
                self.others.append(
                    OtherTable(first, first, full[0] + 1, full[-1] + 1, _words(block[at].cells))
                )
            for record in block:
                self.others[-1].take(record)


def _block(first: FileRecord, records: Iterator[FileRecord]) -> tuple[list[FileRecord], FileRecord | None]:
    """The rows up to the next blank one, at most a few dozen, and the record that was read beyond them."""
    block = [first]
    for record in itertools.islice(records, _LOOK_AHEAD):
        if is_blank(record.cells) or record.number > block[-1].number + 1:
            return block, record
        block.append(record)
    return block, None


# --- side by side ---


@dataclass
class _Part:
    """Neighbouring columns between blank ones: positions from `first` up to `last`, and what is in them."""

    first: int
    last: int
    rows: list[FileRecord]

    @property
    def header_at(self) -> int | None:
        return header.find([record.cells for record in self.rows])


@dataclass(frozen=True)
class Beside:
    """Where the first of several tables side by side has its columns (positions), and the tables beside it."""

    first: int
    last: int
    others: tuple[OtherTable, ...]


def beside(head: Sequence[FileRecord], records: FileRecords) -> Beside | None:
    """The columns of the first table where others stand to its right behind a blank column; else None.

    `records` are read to their end only where the first ones leave a column blank between filled ones.
    """
    runs = _runs(head)
    if len(runs) < 2:
        return None
    parts = [_Part(first, last, _cropped(head, first, last)) for first, last in runs]
    last = parts[0].last
    for index, part in enumerate(parts[1:], start=1):
        left = _Part(parts[0].first, last, _cropped(head, parts[0].first, last))
        if _is_apart(left, part, records):
            others = tuple(_other_of(one, records) for one in parts[index:])
            return Beside(parts[0].first, last, others)
        last = part.last
    return None


def _runs(head: Sequence[FileRecord]) -> list[tuple[int, int]]:
    """Columns that hold anything in rows of two cells or more, as runs of neighbours."""
    used = {at for record in head if len(_positions(record.cells)) > 1 for at in _positions(record.cells)}
    runs: list[tuple[int, int]] = []
    for at in sorted(used):
        if runs and at == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return runs


def _cropped(records: Iterable[FileRecord], first: int, last: int) -> list[FileRecord]:
    cut_out = (record._replace(cells=record.cells[first : last + 1]) for record in records)
    return [record for record in cut_out if not is_blank(record.cells)]


def _is_apart(left: _Part, right: _Part, records: FileRecords) -> bool:
    """Whether the right part is a table of its own. Each part must be two columns or more, with rows below."""
    if left.last == left.first or right.last == right.first:
        return False
    left_at, right_at = left.header_at, right.header_at
    if left_at is None or right_at is None:
        return False
    left_header, right_header = left.rows[left_at], right.rows[right_at]
    if right_header.number != left_header.number:
        at_left_header = [record for record in right.rows if record.number == left_header.number]
        at_right_header = [record for record in left.rows if record.number == right_header.number]
        is_below = right_header.number > left_header.number
        return (
            header_of(right.rows[right_at:]) == 0
            and header_of(left.rows[left_at:]) == 0
            and not (at_left_header if is_below else at_right_header)
        )
    names = _words(right_header.cells)
    if len(names) > 1 and names == _words(left_header.cells):
        return True
    return header_of(right.rows[right_at:]) == 0 and _goes_on(left, right, left_header.number, records)


def _goes_on(left: _Part, right: _Part, header_row: int, records: FileRecords) -> bool:
    """The right part has rows without a break after the left part, without a break, has ended."""
    end = 0
    on = 0
    before = header_row
    for record in records():
        if record.number <= header_row:
            continue
        has_left = not is_blank(record.cells[left.first : left.last + 1])
        has_right = len(_positions(record.cells[right.first : right.last + 1])) > 1
        if has_left:
            if end or not has_right:
                return False  # rows the left part alone has, or has again: one table with gaps
            before = record.number
        elif has_right:
            end = end or record.number
            if end == record.number and record.number != before + 1:
                return False
            on += 1
    return on >= _ROWS_ON


def _other_of(part: _Part, records: FileRecords) -> OtherTable:
    at = part.header_at or 0
    names = _words(part.rows[at].cells)
    other = OtherTable(part.rows[0].number, part.rows[0].number, part.first + 1, part.last + 1, names)
    for record in records():
        if not is_blank(record.cells[part.first : part.last + 1]):
            other.last_row = max(other.last_row, record.number)
    return other


def doubtful(head: Sequence[FileRecord]) -> OtherTable | None:
    """Columns behind a blank one which hold a few full rows at the top and nothing further down: perhaps a list
    of what words mean. They may as well be filled in as far as somebody got, so they stay in the table."""
    runs = _runs(head)
    if len(runs) < 2 or runs[-1][0] == runs[-1][1]:
        return None
    first, last = runs[-1]
    left = _cropped(head, runs[0][0], runs[-2][1])
    part = _Part(first, last, _cropped(head, first, last))
    numbers = [record.number for record in part.rows]
    is_full = all(header.filled(record.cells) == last - first + 1 for record in part.rows)
    is_short = len(numbers) > 2 and left[-1].number >= numbers[-1] + _ROWS_ON
    if not (is_full and is_short and numbers[-1] - numbers[0] == len(numbers) - 1 and part.header_at == 0):
        return None
    keys = [record.cells[0] for record in part.rows]
    if len(set(keys)) < len(keys):
        return None
    return OtherTable(numbers[0], numbers[-1], first + 1, last + 1, _words(part.rows[0].cells))


def cropped(records: Iterable[FileRecord], columns: Beside) -> Iterator[FileRecord]:
    """The records with the first table's columns only; those that hold something elsewhere alone are left out."""
    for record in records:
        cells = record.cells[columns.first : columns.last + 1]
        if not is_blank(cells) or is_blank(record.cells):
            yield record._replace(cells=cells)


def sentences(where: str, others: Sequence[OtherTable]) -> list[str]:
    """A note for each table that is not read. Quotes its header, never its rows."""
    return [
        f"{where} holds another table in {one.range} (headers "
        + ", ".join(f"“{name}”" for name in one.header[:6])
        + (" …" if len(one.header) > 6 else "")
        + "), which was not read. Move it to a sheet or file of its own to have it read."
        for one in others
    ]
