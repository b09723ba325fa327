"""A sample of a file's rows, and the spellings that occur in it: the one place that looks into cells early.

Reads the reader's own file of rows; nothing is kept, nothing is logged.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from pipelines.mapping.addresses import borne
from pipelines.mapping.evidence import UNLIKELY, Evidence, look
from pipelines.readers import RawTable
from pipelines.sources.catalog import normalise

FIRST_ROWS = 500
GLANCE = 200  # rows; enough to tell what a file is
LATER_ROWS = 1_500  # drawn at random from the rest
LOOKED_THROUGH = 100_000  # rows; further ones are not drawn from, so that a million rows do not wait for it


def evidence_of(
    tables: Sequence[RawTable], roster: Collection[str] = (), columns: Sequence[str] = ()
) -> dict[str, Evidence]:
    """Header -> what its values say, from the first 500 rows and as many as 1,500 later ones.

    tables: those taken together; their columns may stand in another order. columns: of all of them, where one has
    more than another; else those of the first. The draw is the same every time.
    """
    columns = columns or tables[0].columns
    rows = [row for table in tables for row in _sample(table, columns)]
    folded = frozenset(one.casefold() for one in roster)
    apart = {normalise(header) for table in tables for header in table.unsure_columns}
    return {
        header: replace(its, is_apart=normalise(header) in apart)
        for header, its in seen_in(rows, columns, folded).items()
    }


def seen_in(
    rows: Sequence[Sequence[str]], columns: Sequence[str], roster: Collection[str] = ()
) -> dict[str, Evidence]:
    """Header -> what the values of these rows say; of addresses, whose names and firms they bear as well."""
    seen = {header: look([row[place] for row in rows], roster) for place, header in enumerate(columns)}
    return {
        header: replace(its, bears=borne(rows, columns, place)) if its.share("email") >= UNLIKELY else its
        for place, (header, its) in enumerate(seen.items())
    }


def places(table: RawTable, columns: Sequence[str]) -> list[int | None]:
    """Where a table has each of the columns that are taken together; None where it has not."""
    place = {normalise(header): number for number, header in enumerate(table.columns)}
    if len(place) < len(table.columns):  # headers that differ in punctuation only stand in the same order
        return [number if number < len(table.columns) else None for number in range(len(columns))]
    return [place.get(normalise(header)) for header in columns]


def first_rows(table: RawTable) -> list[list[str]]:
    """A glance at a table: the cells of its first rows."""
    return [cells for _, cells in itertools.islice(table.rows(), GLANCE)]


def _sample(table: RawTable, columns: Sequence[str]) -> list[list[str]]:
    order = places(table, columns)
    chance = random.Random(0)  # noqa: S311 - a sample, no secret
    rows = (cells for _, cells in table.rows())
    taken = list(itertools.islice(rows, FIRST_ROWS))
    later: list[list[str]] = []
    for seen, cells in enumerate(itertools.islice(rows, LOOKED_THROUGH)):
        if len(later) < LATER_ROWS:
            later.append(cells)
        elif (slot := chance.randrange(seen + 1)) < LATER_ROWS:
            later[slot] = cells
    return [["" if number is None else cells[number] for number in order] for cells in (*taken, *later)]


def occurring(
    tables: Sequence[RawTable], headers: Mapping[str, str], spellings: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """Of remembered spellings those that a file holds: canonical column -> {spelling as in the file: value}.

    headers: canonical column -> header. spellings: canonical column -> {folded spelling: value}. Reads every
    row, and only where something is remembered for one of the file's columns.
    """
    wanted = {column: header for column, header in headers.items() if spellings.get(column)}
    kept_by_column: dict[str, dict[str, str]] = {column: {} for column in wanted}
    if not wanted:
        return {}
    for table in tables:
        place = {normalise(header): number for number, header in enumerate(table.columns)}
        at = [
            (place[normalise(header)], kept_by_column[column], spellings[column])
            for column, header in wanted.items()
            if normalise(header) in place
        ]
        known: set[tuple[int, str]] = set()
        for _, cells in table.rows():
            for number, kept, remembered in at:
                cell = cells[number]
                if cell and (number, cell) not in known:
                    known.add((number, cell))
                    _keep(cell, kept, remembered)
    return {column: kept for column, kept in kept_by_column.items() if kept}


def _keep(cell: str, kept: dict[str, str], remembered: Mapping[str, str]) -> None:
    """A remembered spelling, alone in its cell or one of several there."""
    whole = normalise(cell)
    if whole in remembered:
        kept[cell.strip()] = remembered[whole]
        return
    for spelling, value in remembered.items():
        if f" {spelling} " in f" {whole} " and any(mark in cell for mark in ";,|\n"):
            kept[spelling] = value


def distinct(tables: Sequence[RawTable], headers: Collection[str]) -> dict[str, set[str]]:
    """Header -> the distinct cells of its column, from as many rows as are looked through."""
    wanted = {normalise(header): header for header in headers}
    cells_by_header: dict[str, set[str]] = {header: set() for header in headers}
    for table in tables:
        at = [
            (number, cells_by_header[wanted[folded]])
            for number, header in enumerate(table.columns)
            if (folded := normalise(header)) in wanted
        ]
        for _, cells in itertools.islice(table.rows() if at else (), LOOKED_THROUGH):
            for number, seen in at:
                seen.add(cells[number])
    return cells_by_header
