"""Where a table's header is, below title rows and preambles, and what its columns are called.

`find` says which row it is; `decide` looks around it: further header rows above or below, or none at all
because the row is data. Both prefer the ordinary: one row of names with the data under it. Anything else
needs evidence in the cells themselves.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.readers.layout import cell_kinds
from pipelines.readers.layout.cell_kinds import DATE, EMAIL, NUMBER, TEXT
from pipelines.readers.records import FileRecord, Merge

Row = Sequence[str]

_LOOK_BELOW = 100  # rows under the header that count as evidence
_MAX_ROWS_ABOVE = 2
_TITLES = 5  # rows that may stand above the header of a table most of whose rows are nearly empty
_FIELD_SHARE = 0.7  # of a header's cells must read like the names of fields
_CODE = re.compile(r"[A-Za-z]{1,4}[-_. ]?\d+(?:[-_.]\d+)*")  # Q1, V12, Q3_2
_MOST = 0.8  # of the rows
# Soft hyphens, marks of the direction of writing, joins without width: inside a word they part nothing.
_UNSEEN = re.compile("[\\u00ad\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069]")
_BETWEEN = " - "  # between a group and a name below it


def fold(text: str) -> str:
    """One line, single blanks: header cells hold line breaks, tabs and no-break blanks."""
    return re.sub(r"[\s\u00a0\u200b\ufeff]+", " ", _UNSEEN.sub("", text)).strip()


def filled(row: Row) -> int:
    """How many cells hold something."""
    return sum(1 for cell in row if cell and not cell.isspace())


def reach(row: Row) -> int:
    """The position after the last cell that holds something."""
    return max((at for at, cell in enumerate(row, start=1) if cell and not cell.isspace()), default=0)


def find(rows: Sequence[Row]) -> int | None:
    """The index of the header among a file's first rows; None when all of them are blank.

    A header is filled about as widely as the fuller rows of its table; a title, a note or a "Term: Fall" line
    above it is not. So: the first row filled at least to six tenths of what the fullest fifth of the rows is
    (wholly, where that is three cells or fewer). A row with nothing under it is not the header of a wider row than
    the others, where one of those has a table's width: it is ragged.

    Where most rows of a table are nearly empty, that measure falls to a title's. So a wider row near the top which
    is a header for certain sets the measure itself.
    """
    counts = sorted(count for row in rows if (count := filled(row)))
    if not counts:
        return None
    usual = counts[max(0, math.ceil(len(counts) * 0.8) - 1)]
    at = next(index for index, row in enumerate(rows) if filled(row) >= _needed(usual))
    has_rows = any(filled(row) for row in rows[at + 1 :])
    if not has_rows and sum(filled(row) > 1 for row in rows[:at]) > 1:
        return find(rows[:at])
    if at and _names_a_wider_row(rows, at):
        return at - 1
    return _below_codes(rows, _below_wide_title(rows, _below_narrow_table(rows, _below_titles(rows, at))))


def _needed(usual: int) -> int:
    """How many cells a header has at least, where the fuller rows have `usual` ones."""
    return usual if usual <= 3 else math.ceil(usual * 0.6)


def _below_titles(rows: Sequence[Row], start: int) -> int:
    """The row found, or one under it which is a header for certain and beside which all above are titles."""
    widest = filled(rows[start])
    titles = 0
    for at in range(start + 1, len(rows)):
        count = filled(rows[at])
        titles += bool(filled(rows[at - 1]))
        if titles > _TITLES:
            break
        if widest < _needed(count) and is_certain(rows[at], rows[at + 1 : at + 1 + _LOOK_BELOW]):
            return at
        widest = max(widest, count)
    return start


def _names_a_wider_row(rows: Sequence[Row], at: int) -> bool:
    """The row above a row of data has one name fewer than that has cells, as R leaves out that of the row's name."""
    names = [fold(cell) for cell in rows[at - 1]]
    return (
        len(names) > 1
        and reach(rows[at - 1]) == len(names) == reach(rows[at]) - 1
        and all(name and cell_kinds.kind_of(name) == TEXT and not name.endswith(":") for name in names)
        and any(cell_kinds.kind_of(cell) not in ("", TEXT) for cell in rows[at])
        and lacks_first_name(names, rows[at:])
    )


def _below_wide_title(rows: Sequence[Row], start: int) -> int:
    """The row found, or one under it which is a header for certain and as wide as the table, where the row found is
    wider than that, a title that was split at its commas, or says something itself, as “Term:” does."""
    below = rows[start + 1 :]
    usual = usual_reach(below, at_least=0)
    speaks = any(fold(cell).endswith(":") for cell in rows[start])
    if not usual or (reach(rows[start]) <= usual and not speaks) or is_certain(rows[start], below):
        return start
    candidates = range(start + 1, min(start + 1 + _TITLES, len(rows)))
    return next(
        (at for at in candidates if reach(rows[at]) == usual and is_certain(rows[at], rows[at + 1 :])), start
    )


def _below_narrow_table(rows: Sequence[Row], start: int) -> int:
    """The row found, or the first wider one under it where that is a header for certain and as wide as most rows."""
    usual, narrow = usual_reach(rows, at_least=0), reach(rows[start])
    if narrow >= usual:
        return start
    at = next(at for at in range(start + 1, len(rows)) if reach(rows[at]) > narrow)
    is_header = reach(rows[at]) == usual == filled(rows[at]) and is_certain(
        rows[at], rows[at + 1 :][:_LOOK_BELOW]
    )
    return at if is_header else start


def _below_codes(rows: Sequence[Row], start: int) -> int:
    """The row found, or the next one where that is a header for certain and the row found numbers its columns."""
    if not are_codes(rows[start]):
        return start
    at = next((at for at in range(start + 1, len(rows)) if filled(rows[at])), start)
    is_as_wide = reach(rows[at]) >= reach(rows[start])
    return at if at > start and is_as_wide and is_certain(rows[at], rows[at + 1 :][:_LOOK_BELOW]) else start


def are_codes(row: Row) -> bool:
    """Nothing but Q1, Q2_1 …, or A, B, C …, or 1, 2, 3 …: numbers of columns, where names stand in the next row."""
    cells = [fold(cell) for cell in row if fold(cell)]
    if len(cells) < 2 or len(set(cells)) < len(cells):
        return False
    letters = [ord(cell.upper()) if len(cell) == 1 and cell.isalpha() else 0 for cell in cells]
    numbers = [int(cell) if cell.isdigit() and len(cell) < 5 else -2 for cell in cells]
    return (
        all(map(_CODE.fullmatch, cells))
        or (letters[0] == ord("A") and _count_up(letters))
        or (numbers[0] in (0, 1) and _count_up(numbers))
    )


def _count_up(values: Sequence[int]) -> bool:
    return all(after - before == 1 for before, after in itertools.pairwise(values))


def is_certain(row: Row, below: Sequence[Row]) -> bool:
    """The row is a header whatever stands around it: words only, no two the same, which read like the names of
    fields, above at least one row that they plainly name."""
    cells = [cell for cell in row if fold(cell)]
    words = [fold(cell) for cell in cells]
    if (
        len(cells) < 2
        or any(cell_kinds.kind_of(cell) != TEXT for cell in cells)
        or len({word.lower() for word in words}) < len(words)
        or any(word.endswith(":") for word in words)
        or max(map(filled, below), default=0) < 2
        or any(_goes_on_as(cell, at, below) for at, cell in enumerate(row))
    ):
        return False
    share = cell_kinds.field_share(words)
    named = named_columns(row, below)
    if len(cells) == 2:  # “Term | Fall 2025” above a table looks much like a header of two columns
        return share == 1 and bool(named)
    return share == 1 or (share >= _FIELD_SHARE and bool(named))


def _goes_on_as(cell: str, at: int, below: Iterable[Row]) -> bool:
    """The cell is one of the ids below it: s3 above s4."""
    pattern = cell_kinds.shape(cell)
    return bool(pattern) and any(at < len(row) and cell_kinds.shape(row[at]) == pattern for row in below)


@dataclass(frozen=True)
class Header:
    """What `decide` found. Indexes count from the first record given.

    rows: the header's, () where the table has none. first_data: where the data begin. names: one a column,
    blank where there is none, not yet unique. originals: the header cells as the file has them, one a column;
    those of several rows joined with line breaks.
    """

    rows: tuple[int, ...]
    first_data: int
    names: tuple[str, ...]
    originals: tuple[str, ...]


def decide(records: Sequence[FileRecord], at: int, merges: Sequence[Merge] = ()) -> Header:
    """The whole header of which `find` found one row, `at`; blank rows must not be between its rows."""
    if not _is_header(records, at):
        width = max((reach(record.cells) for record in records[at:]), default=0)
        return Header((), at, ("",) * width, ("",) * width)
    first = last = at
    if _goes_on_below(records, at, merges):
        last = at + 1
    while at - first < _MAX_ROWS_ABOVE and _has_groups_above(records, first, last, merges):
        first -= 1
    rows = tuple(range(first, last + 1))
    width = max(len(records[index].cells) for index in rows)
    levels = [_padded(records[index].cells, width) for index in rows]
    originals = tuple(
        "\n".join(cell for cell in column if fold(cell)) if len(rows) > 1 else column[0]
        for column in zip(*levels, strict=True)
    )
    return Header(rows, last + 1, tuple(_joined_names(records, rows, merges)), originals)


# --- none at all ---


def _is_header(records: Sequence[FileRecord], at: int) -> bool:
    """False where the row is one more row of data: something in it is what the rows below it hold.

    Names of fields, and words above a column of dates or numbers, outweigh everything.
    """
    row = records[at].cells
    below = [
        record.cells for record in records[at + 1 : at + 1 + _LOOK_BELOW] if list(record.cells) != list(row)
    ]
    kinds = [cell_kinds.kind_of(cell) for cell in row]
    if not any(filled(cells) for cells in below):
        return filled(row) < 2 or TEXT in kinds
    strong = recurring = 0
    numbers: list[str] = []
    for column, kind in enumerate(kinds):
        under = [cells[column] for cells in below if column < len(cells) and cells[column].strip()]
        if not kind or not under:
            continue
        kinds_under = Counter(map(cell_kinds.kind_of, under))
        same = kinds_under[kind] / len(under)
        if kind == TEXT and not same:
            return True
        if kind == TEXT:
            pattern = cell_kinds.shape(row[column])
            alike = sum(1 for cell in under if cell_kinds.shape(cell) == pattern)
            strong += bool(pattern) and len(under) > 1 and alike >= 0.8 * len(under)
            recurring += len(row[column].strip()) > 1 and row[column].strip() in map(str.strip, under)
        elif same < 0.6:
            return True
        elif kind == NUMBER:
            numbers.append(row[column].strip())
        else:
            strong += 1
    names = cell_kinds.field_share(row)
    if strong:
        return names >= 0.5
    if names:
        return True
    is_counted = _are_labels(numbers, all_numeric=len(numbers) == filled(row))
    return recurring < 2 and (not numbers or is_counted)


def _are_labels(numbers: Sequence[str], all_numeric: bool) -> bool:
    """Numbers that name columns: years, or 1, 2, 3 beside words; or 0, 1, 2 as programs number columns."""
    if not numbers or not all(number.isdigit() and len(number) < 5 for number in numbers):
        return False
    values = [int(number) for number in numbers]
    if all(1900 <= value <= 2100 for value in values):
        return True
    return _count_up(values) and len(values) > 1 and (values[0] == 0 or not all_numeric)


# --- several rows ---


def _padded(row: Row, width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]


def _spans(record: FileRecord, merges: Sequence[Merge]) -> list[tuple[int, int]]:
    """Positions (first, last) of the record's cells that are merged to the right."""
    return [
        (merge.first_column - 1, merge.last_column - 1)
        for merge in merges
        if merge.first_row <= record.number <= merge.last_row and merge.last_column > merge.first_column
    ]


def _carried(record: FileRecord, width: int, merges: Sequence[Merge]) -> list[str]:
    """A row of groups with each group over all its columns: as far as its merge, else up to the next one."""
    cells = [fold(cell) for cell in _padded(record.cells, width)]
    spans = dict(_spans(record, merges))
    until = width - 1
    group = ""
    for at, cell in enumerate(cells):
        if cell:
            group, until = cell, spans.get(at, at if spans else width - 1)
        cells[at] = group if at <= until else ""
    return cells


def _joined_names(records: Sequence[FileRecord], rows: Sequence[int], merges: Sequence[Merge]) -> list[str]:
    width = max(len(records[index].cells) for index in rows)
    if len(rows) == 1:
        return list(records[rows[0]].cells)
    levels = [_carried(records[index], width, merges) for index in rows[:-1]]
    levels.append([fold(cell) for cell in _padded(records[rows[-1]].cells, width)])
    named = [at for at, cell in enumerate(levels[-1]) if cell]
    result = []
    for at, parts in enumerate(zip(*levels, strict=True)):
        own = any(at < len(records[index].cells) and fold(records[index].cells[at]) for index in rows)
        # Right of the last name, a carried group stands over nothing.
        result.append(_BETWEEN.join(dict.fromkeys(filter(None, parts))) if own or at in named else "")
    return result


def _duplicates(names: Iterable[str]) -> int:
    counts = Counter(fold(name).lower() for name in names if fold(name))
    return sum(count - 1 for count in counts.values())


def _are_words(row: Row) -> bool:
    return all(cell_kinds.kind_of(cell) in ("", TEXT) for cell in row)


def _follows(records: Sequence[FileRecord], upper: int, lower: int) -> bool:
    return (
        upper >= 0
        and lower < len(records)
        and records[lower].number - records[upper].number == 1
        and filled(records[upper].cells) > 0
        and filled(records[lower].cells) > 0
    )


def _has_groups_above(records: Sequence[FileRecord], first: int, last: int, merges: Sequence[Merge]) -> bool:
    """The row above the header names groups of its columns, and is no title.

    A title stands at the left, alone or with a remark. Groups are merged over several columns, or leave the
    first column out, or tell apart columns of one name.
    """
    above = first - 1
    if not _follows(records, above, first):
        return False
    groups, names = records[above], records[first]
    cells = [fold(cell) for cell in groups.cells]
    positions = [at for at, cell in enumerate(cells) if cell]
    named = {at for at, cell in enumerate(names.cells) if fold(cell)}
    if (
        not _are_words(cells)
        or (are_codes(cells) and len(positions) >= len(named) - 1)  # they number the columns
        or any(cells[at].endswith(":") for at in positions)
        or max(positions) > max(named)
        or len({cells[at] for at in positions}) < 2 <= len(positions)
    ):
        return False
    spans = [span for span in _spans(groups, merges) if span[0] in positions]
    wide = [span for span in spans if len(named & set(range(span[0], span[1] + 1))) > 1]
    if wide:
        covered = {at for span in spans for at in range(span[0], span[1] + 1)} | set(positions)
        return named <= covered and len(positions) > 1 if min(positions) <= min(named) else True
    if len(positions) < 2:
        return False
    now = _joined_names(records, range(first, last + 1), merges)
    then = _joined_names(records, range(above, last + 1), merges)
    if _duplicates(now) and not _duplicates(then):
        return True
    return min(positions) > min(named)


def _goes_on_below(records: Sequence[FileRecord], at: int, merges: Sequence[Merge]) -> bool:
    """The row found holds groups only; the names themselves are in the next one.

    Needs three things: a row that repeats, merges or leaves out cells; words throughout in the next row; and
    data below which the next row's words plainly name.
    """
    if not _follows(records, at, at + 1) or at + 2 >= len(records):
        return False
    groups, names = records[at], records[at + 1]
    width = max(reach(groups.cells), reach(names.cells))
    over, under = _padded(groups.cells, width)[:width], _padded(names.cells, width)[:width]
    if not _are_words(over) or not _are_words(under) or filled(under) < 2:
        return False
    folded = [fold(cell) for cell in over]
    merged = any(
        len({fold(cell) for cell in under[first : last + 1] if fold(cell)}) > 1
        for first, last in _spans(groups, merges)
    )
    repeats = any(one and one == other for one, other in itertools.pairwise(folded))
    filled_in = any(not fold(one) and fold(other) for one, other in zip(over, under, strict=True))
    if not (merged or repeats or filled_in):
        return False
    if _fills_gaps(over, under, [record.cells for record in records[at + 2 : at + 2 + _LOOK_BELOW]]):
        return True
    if _duplicates(_joined_names(records, (at, at + 1), merges)):
        return False
    below = [record.cells for record in records[at + 2 : at + 2 + _LOOK_BELOW]]
    names_data = cell_kinds.field_share(under) >= 0.5
    return (names_data and named_columns(under, below) > 0) or (
        merged and (names_data or named_columns(under, below) > 0)
    )


def _fills_gaps(over: Row, under: Row, below: Sequence[Row]) -> bool:
    """The lower row has names where the upper one is blank, and under the group at the left of those, and nowhere else,
    though the rows below are filled there."""
    gaps = {at for at, cell in enumerate(over) if not fold(cell)}
    named = {at for at, cell in enumerate(under) if fold(cell)}
    groups = {at for at in named if at + 1 in gaps}
    alone = set(range(len(over))) - named
    if not gaps or not alone or gaps - named or named - gaps - groups or cell_kinds.field_share(under) <= 0.5:
        return False
    full = [sum(1 for row in below if at < len(row) and fold(row[at])) for at in alone]
    return all(count * 2 > len(below) for count in full)


def named_columns(row: Row, below: Iterable[Row]) -> int:
    """How many columns have words in this row and nothing but numbers, dates or addresses below it."""
    rows = list(below)
    count = 0
    for at, cell in enumerate(row):
        if cell_kinds.kind_of(cell) != TEXT:
            continue
        under = [cells[at] for cells in rows if at < len(cells) and cells[at].strip()]
        count += bool(under) and all(cell_kinds.kind_of(one) != TEXT for one in under)
    return count


# --- a name too few ---

_EXPECTED: dict[str, frozenset[str]] = {
    DATE: frozenset(["date", "day", "on", "timestamp", "dob"]),
    EMAIL: frozenset(["email", "e-mail", "mail"]),
    NUMBER: frozenset(
        ["minutes", "count", "age", "gpa", "score", "rating", "salary", "hours", "amount", "n", "usd"]
    ),
    TEXT: frozenset(
        ["name", "first", "last", "employer", "company", "title", "city", "notes", "comments", "channel"]
    ),
}
"""What stands below a name that ends in such a word."""

_COUNTERS = frozenset(["id", "no", "nr", "number", "n", "row", "index", "key", "#", "line"])


def lacks_first_name(names: Sequence[str], below: Iterable[Row]) -> bool:
    """Every row has one cell more than the header, and that is the first one: the name of the row, as R writes it
    without a name of its own. Told by what stands below the names; else by rows that are numbered."""
    every = [row for row in below if filled(row)]
    rows = [row for row in every if len(row) == len(names) + 1 and row[0].strip() and row[-1].strip()]
    if not rows or len(rows) < _MOST * len(every):
        return False
    as_it_stands, shifted = _contradictions(names, rows, 0), _contradictions(names, rows, 1)
    if as_it_stands != shifted:
        return shifted < as_it_stands
    numbers = [int(row[0]) if row[0].strip().isdigit() and len(row[0]) < 10 else -2 for row in rows]
    is_counter = fold(names[0]).lower() in _COUNTERS
    return numbers[0] in (0, 1) and len(numbers) > 1 and _count_up(numbers) and not is_counter


def _contradictions(names: Sequence[str], rows: Sequence[Row], by: int) -> int:
    """How many names have below them, so many places further right, what they are no names of."""
    count = 0
    for at, name in enumerate(names):
        words = re.findall(r"[a-z#-]+", name.lower())
        expected = next((kind for kind, ends in _EXPECTED.items() if words and words[-1] in ends), "")
        kinds = [kind for row in rows if (kind := cell_kinds.kind_of(row[at + by]))]
        count += bool(expected and kinds) and sum(kind == expected for kind in kinds) * 2 < len(kinds)
    return count


# --- names ---


def usual_reach(rows: Iterable[Row], at_least: int) -> int:
    """How far right most rows reach: a header shorter than most of its rows lacks names, not columns."""
    reaches = Counter(reach(row) for row in rows)
    total = sum(count for width, count in reaches.items() if width)
    return next(
        (width for width, count in reaches.items() if width > at_least and count * 2 > total), at_least
    )


def names(header: Row) -> list[str]:
    """Unique, non-empty names: blanks become "Column 5", a second "Q1" becomes "Q1 (2)"."""
    wanted = [fold(cell) or f"Column {at}" for at, cell in enumerate(header, start=1)]
    taken = set(wanted)
    seen: set[str] = set()
    result = []
    for name in wanted:
        unique, number = name, 1
        while unique in seen or (number > 1 and unique in taken):
            number += 1
            unique = f"{name} ({number})"
        seen.add(unique)
        result.append(unique)
    return result
