"""Ragged rows: mended where there is exactly one sensible way, else left to be rejected with the reason.

What is sensible is told by the regular rows of the same table: each column has a `ColumnShape` (numbers, dates,
e-mails, ids of one pattern, nothing at all, free text; whether it is ever blank; a few choices), and a mended row must
fit all of them. A row that would come in with a cell its column never holds is rejected, not padded or cut.
Everything here is pure but `Mender`, which reads the records once more when it meets the first ragged row.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.readers.layout import cell_kinds
from pipelines.readers.layout.cell_kinds import DATE, EMAIL, NUMBER, TEXT, TIME, URL, kind_of
from pipelines.readers.model import Mended
from pipelines.readers.records import FileRecord, FileRecords

Cells = Sequence[str]

ID, EMPTY = "id", "empty"
_STRICT = {NUMBER, DATE, TIME, EMAIL, URL, ID}

MIN_REGULAR = 3
"""Regular rows needed before anything is concluded from them."""

_LEARNED_ROWS = 5_000
_SHARE = 0.95  # of a column's filled cells must have a kind: people write "n/a" and "tbd" among numbers
_MIN_EMPTY = 20  # regular rows without a single value before a column counts as always empty
_MAX_PATTERNS = 3
_MAX_CHOICES = 12  # different texts of a column of choices
_PER_CHOICE = 8  # cells, on average, of each of them
_HABIT = 0.02  # share of rows that are short, from which empty cells at the end are just not written
_RARE = 0.02  # share of cells that begin with a blank, below which a blank after a delimiter means something
_MAX_HELD = 10_000  # short rows kept while looking for records cut by a line break

_NOTHING = {"", "-", "--", ".", "n/a", "na", "none", "null", "nil", "?", "tbd"}


# --- what columns hold ---


def _is_blank(cell: str) -> bool:
    return not cell or cell.isspace()


@dataclass(frozen=True)
class ColumnShape:
    """What one column's cells look like in the regular rows.

    `kind` is one of `cell_kinds`, or id or empty.
    """

    kind: str
    patterns: frozenset[str] = frozenset()  # of an id

    @property
    def is_strict(self) -> bool:
        """A cell that does not fit stands in the wrong column; what an empty column holds may just be its first."""
        return self.kind in _STRICT

    def fits(self, cell: str) -> bool:
        """Whether a cell could stand in this column; a blank or a word for nothing always can."""
        cell = cell.strip()
        if self.kind == TEXT or cell.lower() in _NOTHING:
            return True
        if self.kind == ID:
            return cell_kinds.shape(cell) in self.patterns
        return kind_of(cell) == self.kind  # of an always empty column: no cell's kind


_TEXT = ColumnShape(TEXT)


def shape_of(cells: Iterable[str], rows: int) -> ColumnShape:
    """The shape of one column, from its filled cells in `rows` regular rows."""
    values = [cell.strip() for cell in cells if cell.strip().lower() not in _NOTHING]
    if not values:
        return ColumnShape(EMPTY) if rows >= _MIN_EMPTY else _TEXT
    needed = max(MIN_REGULAR, len(values) * _SHARE)
    kind, count = Counter(map(kind_of, values)).most_common(1)[0]
    if kind != TEXT and count >= needed:
        return ColumnShape(kind)
    patterns = Counter(map(cell_kinds.shape, values)).most_common(_MAX_PATTERNS)
    if sum(count for pattern, count in patterns if pattern) >= needed:
        return ColumnShape(ID, frozenset(pattern for pattern, _ in patterns if pattern))
    return _TEXT


@dataclass(frozen=True)
class ColumnContent:
    """What a column's cells were in the regular rows: their kinds; its texts in lower case, if they are a few again
    and again; whether any is blank."""

    kinds: frozenset[str]
    choices: frozenset[str]
    is_filled: bool

    @classmethod
    def of(cls, cells: Sequence[str]) -> ColumnContent:
        values = [bare for cell in cells if (bare := cell.strip().lower()) not in _NOTHING]
        counts = Counter(values)
        again = sum(count for count in counts.values() if count > 1)
        are_few = 1 < len(counts) <= min(_MAX_CHOICES, len(values) / _PER_CHOICE)
        return cls(
            frozenset(map(kind_of, values)),
            frozenset(counts) if are_few and again >= len(values) * _SHARE else frozenset(),
            not any(map(_is_blank, cells)),
        )


@dataclass(frozen=True)
class TableShape:
    """The shapes and contents of all columns; whether cells usually begin with a blank; whether rows were enough to
    tell what a column never holds."""

    columns: tuple[ColumnShape, ...]
    has_leading_blanks: bool = False
    contents: tuple[ColumnContent, ...] = ()
    is_known: bool = False

    def fit(self, cells: Cells) -> bool:
        return all(shape.fits(cell) for shape, cell in zip(self.columns, cells, strict=True))

    def suit(self, cells: Cells) -> bool:
        """They fit, and no cell begins with a blank as the rest of a cut text does."""
        return self.fit(cells) and (self.has_leading_blanks or not any(cell[:1] == " " for cell in cells))

    def is_at_home(self, cell: str, at: int) -> bool:
        """The column holds such cells, and blanks only where it has any. Stricter than `fits`; where few rows are
        known, only of what can hardly be anything else: a date, an address."""
        content, bare = self.contents[at], cell.strip().lower()
        if not bare:
            return not (self.is_known and content.is_filled)
        if bare in _NOTHING or not content.kinds:
            return True
        if not self.is_known:
            kind = kind_of(bare)
            return kind in (TEXT, NUMBER) or kind in content.kinds
        if content.choices:
            return bare in content.choices
        return kind_of(bare) in content.kinds and self.columns[at].fits(cell)

    def is_telling(self, at: int) -> bool:
        """Few other texts would be at home in the column."""
        return self.columns[at].is_strict or bool(self.contents[at].choices)

    def are_at_home(self, cells: Cells) -> bool:
        """Every cell of these, the first ones of a row, is."""
        return all(self.is_at_home(cell, at) for at, cell in enumerate(cells))

    def contradicts(self, cells: Cells) -> bool:
        """A cell of these, the first ones of a row, cannot be what its column holds."""
        return any(
            shape.is_strict and not shape.fits(cell) for shape, cell in zip(self.columns, cells, strict=False)
        )


def learn(rows: Sequence[Cells], width: int) -> TableShape | None:
    """The shapes of a table's columns from its regular rows; None where they are too few to tell."""
    if len(rows) < MIN_REGULAR:
        return None
    columns = tuple(shape_of((row[at] for row in rows), len(rows)) for at in range(width))
    spaced = sum(1 for row in rows for cell in row[1:width] if cell[:1] == " ")
    contents = tuple(ColumnContent.of([row[at] for row in rows]) for at in range(width))
    is_known = len(rows) >= _MIN_EMPTY
    return TableShape(columns, spaced > len(rows) * (width - 1) * _RARE, contents, is_known)


# --- rows too long ---


class Mend(NamedTuple):
    """One way to mend a row: the rule's name, the cells it gives, and the column it touches."""

    rule: str
    cells: Cells
    at: int


def ways_to_shorten(cells: Cells, shapes: TableShape, joint: str) -> list[Mend]:
    """The sensible ways to bring a row that is too long to its width; `joint` is the delimiter as written."""
    width = len(shapes.columns)
    surplus = len(cells) - width
    ways: dict[tuple[str, ...], Mend] = {}
    if surplus == 1:
        for at, cell in enumerate(cells):
            if _is_blank(cell):
                way = (*cells[:at], *cells[at + 1 :])
                ways.setdefault(way, Mend("superfluous_empty_cell", way, min(at, width - 1)))
    if width <= 2 or len(cells) < width * 2 - 1:  # else rather two records in one line
        for at in range(width):
            pieces = cells[at : at + surplus + 1]
            if _is_blank(pieces[0]) or _is_blank(pieces[-1]):
                continue  # an empty neighbor is superfluous, not part of a text
            way = (*cells[:at], joint.join(pieces), *cells[at + surplus + 1 :])
            ways.setdefault(way, Mend("unquoted_delimiter", way, at))
    fitting = [one for one in ways.values() if shapes.fit(one.cells)]
    return fitting if len(fitting) < 2 else _by_punctuation(fitting, cells, shapes)


def _by_punctuation(ways: list[Mend], cells: Cells, shapes: TableShape) -> list[Mend]:
    """Of several ways, the one that leaves no cell beginning with a blank: `Acme, Inc.` has its comma inside.

    Only where the regular rows have no such cells; else a blank after a delimiter says nothing.
    """
    if shapes.has_leading_blanks:
        return ways
    surplus = len(cells) - len(shapes.columns)
    clean = [
        one
        for one in ways
        if one.rule == "unquoted_delimiter"
        and all(piece[:1] == " " for piece in cells[one.at + 1 : one.at + surplus + 1])
        and shapes.suit(one.cells)
    ]
    return clean or ways


def has_doubled_cell(cells: Cells, shapes: TableShape) -> bool:
    """A cell of a row one too long stands there twice, and the row would fit without the second one."""
    return len(cells) == len(shapes.columns) + 1 and any(
        one == other and not _is_blank(one) and shapes.fit([*cells[:at], *cells[at + 1 :]])
        for at, (one, other) in enumerate(itertools.pairwise(cells))
    )


# --- rows too short ---


def may_lack_inner_cell(cells: Cells, shapes: TableShape) -> bool:
    """Nothing shows that what is missing is missing at the end: the last columns are never blank, and the last cell
    would be at home further right as well, where it stands if one before it is missing."""
    width = len(shapes.columns)
    full = [at for at, cell in enumerate(cells) if not _is_blank(cell)]
    if not full or not any(content.is_filled for content in shapes.contents[len(cells) :]):
        return False
    last, moved = full[-1], full[-1] + width - len(cells)
    if moved >= width or (shapes.is_telling(last) and not shapes.is_telling(moved)):
        return False
    return shapes.is_at_home(cells[last], moved)


def lacks_inner_cell(cells: Cells, shapes: TableShape) -> bool:
    """The cells do not fit their columns from the left, but would if some were missing further in.

    A cell that would move into a column of free text proves nothing: one must arrive where it belongs.
    """
    if not shapes.contradicts(cells):
        return False
    missing = len(shapes.columns) - len(cells)
    for at in range(len(cells)):
        moved = [*cells[:at], *[""] * missing, *cells[at:]]
        arrived = zip(shapes.columns[at + missing :], cells[at:], strict=True)
        if not shapes.contradicts(moved) and any(
            to.is_strict and not _is_blank(cell) for to, cell in arrived
        ):
            return True
    return False


def cut_by_line_breaks(run: Sequence[FileRecord], shapes: TableShape, is_habit: bool = True) -> Iterator[int]:
    """Row numbers, of a run of short rows, that together are one record: a line break stood outside quotes.

    So where neighbors add up to a whole row that fits, and one after the first does not fit by itself. Where short
    rows are no habit of the file, that they add up is enough.
    """
    width = len(shapes.columns)
    start = 0
    while start < len(run):
        pieces: list[Cells] = []
        reached = 0
        for end in range(start, len(run)):
            cells = run[end].cells
            reached += len(cells) - bool(pieces)
            pieces.append(cells)
            if reached >= width:
                break
        if (
            reached == width
            and len(pieces) > 1
            and (not is_habit or any(map(shapes.contradicts, pieces[1:])))
            and shapes.fit(_joined(pieces))
        ):
            yield from (one.number for one in run[start : start + len(pieces)])
            start += len(pieces)
        else:
            start += 1


def _joined(pieces: Sequence[Cells]) -> list[str]:
    whole = list(pieces[0])
    for piece in pieces[1:]:
        whole[-1] += "\n" + piece[0]
        whole += piece[1:]
    return whole


# --- one table's ragged rows ---


class Verdict(NamedTuple):
    """What became of a ragged row. Mended: `cells`, and a `rule` where it is worth a word. Else `code` and
    `message`, which never quote the row."""

    cells: Cells = ()
    rule: str = ""
    detail: str = ""
    code: str = ""
    message: str = ""


@dataclass
class Mender:
    """Mends the ragged rows of one table.

    records: the table's source, read once more when the first ragged row comes. last_header_row: its number.
    names: what to call the columns, one each. joint: the delimiter as the file has it.
    """

    records: FileRecords
    last_header_row: int
    names: Sequence[str]
    joint: str
    _shapes: TableShape | None = field(default=None, init=False)
    _cut: frozenset[int] = field(default=frozenset(), init=False)
    _has_learned: bool = field(default=False, init=False)
    _is_habit: bool = field(default=False, init=False)  # rows are short wherever their last cells are empty

    def mend(self, record: FileRecord) -> Verdict:
        """Bring a row that has too few or too many cells to its width, or say why not."""
        if not self._has_learned:
            self._learn()
        width = len(self.names)
        cells = record.cells
        if len(cells) < width:
            return self._lengthened(record)
        shapes = self._shapes
        filled = max((at for at, cell in enumerate(cells, start=1) if not _is_blank(cell)), default=0)
        if filled <= width and (
            shapes is None or (shapes.suit(cells[:width]) and shapes.are_at_home(cells[:width]))
        ):
            return Verdict(cells[:width])
        ways = ways_to_shorten(cells, shapes, self.joint) if shapes else []
        if shapes and not ways and width < filled < len(cells):
            ways = ways_to_shorten(cells[:filled], shapes, self.joint)
        if (
            shapes
            and len(ways) == 1
            and shapes.are_at_home(ways[0].cells)
            and not has_doubled_cell(cells, shapes)
        ):
            (way,) = ways
            return Verdict(way.cells, way.rule, self._detail(way))
        count = filled if filled > width else len(cells)
        message = (
            f"The row has {count:,} cells, the header {width:,}. Often a comma or line break in a text "
            "that is not in quotation marks."
        )
        if len(ways) > 1:
            message += " It could be mended in more than one way."
        elif ways or filled <= width:
            message += " Put into the columns, its cells do not look like those of the other rows."
        return Verdict(code="too_many_cells", message=message)

    def contradicts(self, cells: Cells) -> bool:
        """A cell of a row as wide as the table cannot be what its column holds."""
        if not self._has_learned:
            self._learn()
        return bool(self._shapes and self._shapes.contradicts(cells))

    def _lengthened(self, record: FileRecord) -> Verdict:
        cells, width = record.cells, len(self.names)
        missing = width - len(cells)
        lacking = f"The row has {len(cells):,} {_cells(len(cells))}, the header {width:,}."
        if record.number in self._cut:
            return Verdict(
                code="cut_record",
                message=f"{lacking} It looks like part of a record that a line break outside quotation marks "
                "cut in two: join it with the row before or after it, in quotation marks.",
            )
        if self._shapes and lacks_inner_cell(cells, self._shapes):
            return Verdict(
                code="too_few_cells",
                message=f"{lacking} What is there does not fit the columns from the left: a cell seems to be "
                "missing in the middle. Add it, or the delimiter that is missing.",
            )
        if self._shapes and self._is_doubtful(cells, self._shapes):
            return Verdict(
                code="too_few_cells",
                message=f"{lacking} Nothing shows that the missing ones are the last: put into the columns from the "
                "left, its cells do not look like those of the other rows. Add the cell or delimiter that is missing.",
            )
        one = missing_at_the_end(record.number, missing)
        return Verdict((*cells, *[""] * missing), one.rule, one.detail)

    def _is_doubtful(self, cells: Cells, shapes: TableShape) -> bool:
        """A cell is not at home where it would stand, a quotation mark took others in, or the gap may be inside."""
        if not shapes.are_at_home(cells):
            return True
        if self.joint and any(self.joint + mark in cell for cell in cells for mark in "\"'"):
            return True
        return shapes.is_known and not self._is_habit and may_lack_inner_cell(cells, shapes)

    def _detail(self, way: Mend) -> str:
        name = self.names[way.at]
        if way.rule == "superfluous_empty_cell":
            return f"an empty cell too many at “{name}”"
        return f"a delimiter without quotation marks in “{name}”"

    def _learn(self) -> None:
        """One pass: shapes from the regular rows, then the records that line breaks have cut."""
        self._has_learned = True
        width = len(self.names)
        regular: list[Cells] = []
        wider: list[Cells] = []  # with empty cells beyond the last column
        runs: list[list[FileRecord]] = [[]]
        short = count = 0
        for record in self.records():
            cells = record.cells
            if record.number <= self.last_header_row or not any(map(str.strip, cells)):
                continue
            count += 1
            is_short = len(cells) < width
            if is_short and not record.is_broken:
                short += 1
                if short <= _MAX_HELD:
                    runs[-1].append(record)
                continue
            if runs[-1]:
                runs.append([])
            if not record.is_broken and all(map(_is_blank, cells[width:])):
                rows = regular if len(cells) == width else wider
                if len(rows) < _LEARNED_ROWS:
                    rows.append(cells)
        self._shapes = learn(regular if len(regular) >= MIN_REGULAR else wider, width)
        self._is_habit = short > max(MIN_REGULAR, count * _HABIT)
        is_habit = self._is_habit or not (self._shapes and self._shapes.is_known)
        if self._shapes and short <= _MAX_HELD:
            self._cut = frozenset(
                itertools.chain.from_iterable(cut_by_line_breaks(run, self._shapes, is_habit) for run in runs)
            )


def missing_at_the_end(row: int, count: int) -> Mended:
    """A row that counts as if so many empty cells stood at its end."""
    return Mended(row, "missing_trailing_cells", f"{count:,} {_cells(count)} missing at the end")


_NOTES = {
    "missing_trailing_cells": (
        "row has fewer cells than the header; the missing ones at the end count as empty.",
        "rows have fewer cells than the header; the missing ones at the end count as empty.",
    ),
    "superfluous_empty_cell": (
        "row had one empty cell too many, which was taken out.",
        "rows had one empty cell too many, which was taken out.",
    ),
    "unquoted_delimiter": (
        "row had a delimiter inside a text without quotation marks; the text was put together again.",
        "rows had a delimiter inside a text without quotation marks; the texts were put together again.",
    ),
}


def mending_notes(mended_by_rule: Mapping[str, int], where: str) -> list[str]:
    """A sentence for each rule that mended rows, with their number."""
    return [f"{where}: {count:,} {_NOTES[rule][count > 1]}" for rule, count in sorted(mended_by_rule.items())]


def _cells(count: int) -> str:
    return "cell" if count == 1 else "cells"
