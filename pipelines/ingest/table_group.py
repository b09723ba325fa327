"""Which tables of a file are taken together: those of one kind whose columns are the same, or nearly. Pure.

    looks at its tables -> tables_taken() -> TableGroup, and what its rows are

Sheets of one kind come in together although one has a column more, or calls one otherwise: a column that a sheet has
not is blank in its rows, one of another name is read under that of the first sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.ingest.file_look import TableLook
from pipelines.mapping.cell_values.reading import shown
from pipelines.mapping.matching import match, padded
from pipelines.mapping.source_guess import RECOGNISED, Guess, choose
from pipelines.readers import RawTable
from pipelines.sources.catalog import normalise
from pipelines.sources.catalog import source as source_named


@dataclass(frozen=True)
class TableGroup:
    """Tables taken together, in the file's order. columns: of the first, then what others have besides; labels: their
    question texts. guesses: what the first may be. notes: which headers were read under another name."""

    tables: tuple[RawTable, ...]
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    guesses: tuple[Guess, ...]
    notes: tuple[str, ...] = ()


def tables_taken(looks: Sequence[TableLook], source: str) -> tuple[TableGroup, Guess]:
    """The tables that are taken together, and what they are taken for: what is said, else the best guess.

    Raises FileRefused where none of them is ours, FileUnclear where that is a question.
    """
    groups: dict[frozenset[str], list[TableLook]] = {}
    for look in looks:
        groups.setdefault(frozenset(map(normalise, look.table.columns)), []).append(look)
    known = [group for group in groups.values() if group[0].refusal is None]
    if not known:
        raise next(look.refusal for look in looks if look.refusal)

    def rank(group: Sequence[TableLook]) -> tuple[float, int]:
        guess = next(one for one in group[0].guesses if not source or one.source == source)
        return guess.score - bool(guess.missing), sum(look.table.row_count for look in group)

    best = max(known, key=rank)
    first = best[0]
    guess = (
        next(one for one in first.guesses if one.source == source)
        if source
        else choose(first.table.columns, first.guesses)
    )
    return _joined(first, looks, best, guess), guess


def _joined(
    first: TableLook, looks: Sequence[TableLook], alike: Sequence[TableLook], guess: Guess
) -> TableGroup:
    """The tables of `alike`, and of the others those that are of the same kind."""
    tables: list[RawTable] = []
    columns, labels = list(first.table.columns), list(padded(first.table.labels, first.table.columns))
    notes: list[str] = []
    for look in looks:
        if look in alike:
            tables.append(look.table)
        elif _is_of_kind(look, guess.source):
            renamed = _under_names_of(first.table, look.table, guess.source)
            tables.append(replace(look.table, columns=tuple(renamed)))
            notes += _said_of_names(first.table, look.table, renamed)
            there = {normalise(header) for header in columns}
            for header, label in zip(renamed, padded(look.table.labels, renamed), strict=True):
                if normalise(header) not in there:
                    columns.append(header)
                    labels.append(label)
    return TableGroup(tuple(tables), tuple(columns), tuple(labels), first.guesses, tuple(notes))


def _said_of_names(first: RawTable, other: RawTable, renamed: Sequence[str]) -> list[str]:
    """Which headers of a sheet were read under those of the first."""
    pairs = [
        f"{shown(own)} as {shown(name)}"
        for own, name in zip(other.columns, renamed, strict=True)
        if normalise(own) != normalise(name)
    ]
    as_there = f"to go with sheet {shown(first.sheet)}"
    return [f"Sheet {shown(other.sheet)} was read with {', '.join(pairs)}, {as_there}."] if pairs else []


def _is_of_kind(look: TableLook, source: str) -> bool:
    """Whether a table is recognized as that kind, with everything it needs."""
    best = look.guesses[0] if look.guesses else None
    return best is not None and best.source == source and best.score >= RECOGNISED and not best.missing


def _under_names_of(first: RawTable, other: RawTable, source: str) -> list[str]:
    """The other table's headers, those that mean what a differently named one of the first means under its name."""
    of = source_named(source)
    mine = {one.column: one.header for one in match(first.columns, first.labels, of, "") if one.column}
    theirs = {one.header: one.column or "" for one in match(other.columns, other.labels, of, "")}
    there = {normalise(header) for header in other.columns}
    return [
        name if (name := mine.get(theirs[header], "")) and normalise(name) not in there else header
        for header in other.columns
    ]
