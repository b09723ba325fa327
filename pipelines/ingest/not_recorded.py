"""Cells that could not be read and cost no row: the row comes in, the cell is blank and stands in a list. Pure.

    unread cells of a column, with counts -> listed() -> one entry a text;  in_words(): for a terminal

What one means is decided once, as a spelling of its column (`[values.<column>]` in a mapping file, "" = blank).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.figures import wording
from pipelines.mapping.cell_values.reading import shown

SHOWN_OF_A_COLUMN = 200
PRINTED_OF_A_COLUMN = 5
ASKED_TOGETHER = frozenset({"no_unit", "no_currency"})  # codes of what unit_question.py asks once a column


@dataclass(frozen=True)
class NotRecorded:
    """One text of one column that is not recorded. column: canonical; count: cells; row: the first that has it.

    found: what stood there, "" for what is left of a column beyond those that are listed. code, why, expected: as of
    a Problem. is_all: no cell of the column could be read, so it is as good as not taken.
    """

    column: str
    header: str
    found: str
    count: int
    row: int | None
    code: str
    why: str
    expected: str
    is_all: bool = False

    @property
    def may_be_said(self) -> bool:
        """Whether it is asked what this text means: not of a column that as a whole is not taken, nor of a number that
        is asked about together with the others of its column."""
        return bool(self.found) and not self.is_all and self.code not in ASKED_TOGETHER


def listed(
    column: str, header: str, cells: Sequence[Mapping[str, Any]], is_all: bool = False
) -> Iterator[NotRecorded]:
    """The entries of one column, the commonest text first; cells: found, code, why, expected, count, row."""
    for cell in cells[:SHOWN_OF_A_COLUMN]:
        yield NotRecorded(column, header, **cell, is_all=is_all)
    rest = cells[SHOWN_OF_A_COLUMN:]
    if rest:
        count = sum(cell["count"] for cell in rest)
        why = f"{wording.plural(count, 'more cell')} of this column could not be read."
        yield NotRecorded(column, header, "", count, rest[0]["row"], "more", why, rest[0]["expected"], is_all)


def in_words(cells: Sequence[NotRecorded]) -> list[str]:
    """Lines for a terminal: how many cells, then each column with what stood there and why; none, no lines."""
    if not cells:
        return []
    count = sum(cell.count for cell in cells)
    verb, they = ("is", "its row comes") if count == 1 else ("are", "their rows come")
    lines = [f"{wording.plural(count, 'cell')} {verb} not recorded; {they} in:"]
    for column in dict.fromkeys(cell.column for cell in cells):
        its = [cell for cell in cells if cell.column == column]
        if its[0].is_all:
            lines.append(f"  {shown(its[0].header)} is not taken: none of its cells can be read.")
        for reason in dict.fromkeys(map(_reason, its)):
            lines.append(f"  {_of_one_reason([cell for cell in its if _reason(cell) == reason])}")
    first = next((cell for cell in cells if cell.found and cell.code not in ASKED_TOGETHER), None)
    if first:
        lines.append(
            f"Say once what they mean with --ask, or in a mapping file, such as [values.{first.column}]"
            f' {shown(first.found)} = … ("" leaves it blank).'
        )
    return lines


def _reason(cell: NotRecorded) -> str:
    return cell.why.replace(shown(cell.found), "")


def _of_one_reason(alike: Sequence[NotRecorded]) -> str:
    """What stood in the cells of a column that share a reason, the reason said once."""
    first, *others = alike
    said = f"In {shown(first.header)}, {_where(first)}: {first.why}"
    if others:
        named = [f"{shown(one.found)} ({_where(one)})" for one in others[: PRINTED_OF_A_COLUMN - 1]]
        more = others[PRINTED_OF_A_COLUMN - 1 :]
        named += [wording.plural(sum(one.count for one in more), "more cell")] if more else []
        said += f" Likewise {wording.listed(named)}."
    return f"{said} Expected: {first.expected}."


def _where(cell: NotRecorded) -> str:
    return f"row {cell.row}" if cell.count == 1 else f"{cell.count:,} cells, first in row {cell.row}"
