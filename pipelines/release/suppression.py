"""Which cells of an exact table to hide so that its small groups cannot be worked out from the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.figures.results import Result
from pipelines.release.tables import chosen, without

Counted = tuple[Mapping[str, str], int | None]  # a cell's segment and its people

TINY = 1e-9  # what rounding leaves of nothing


def hidden_in_table(result: Result, least: int) -> set[int]:
    """Positions of the cells to hide so that nothing of the small ones follows from the rest of the table."""
    return hidden([(cell.segment, cell.people) for cell in result.cells], least)


def hidden_by_filters(result: Result, filters: Sequence[str], table: Result, least: int) -> set[int]:
    """Positions of the cells that the table over these filters hides, or, of several values, a part of.

    What is left follows from what that table shows, so filters tell nothing that it does not.
    """
    inside = {name: chosen(result.question, name) for name in filters}
    apart = [name for name in filters if name not in result.question.by]
    segments = [table.cells[i].segment for i in hidden_in_table(table, least)]
    hidden_there = [
        without(segment, *apart)
        for segment in segments
        if all(segment[name] in values for name, values in inside.items())
    ]
    return {i for i, cell in enumerate(result.cells) if cell.segment in hidden_there}


def hidden(cells: Sequence[Counted], least: int) -> set[int]:
    """Positions of the cells to hide: those of 1 to `least` - 1 people, and as many others as protect them.

    The readers are taken to know every total along every axis of the table (of one breakdown: the grand
    total). Therefore, along each line of cells that share all but one axis, hidden cells together have at
    least `least` people and no hidden cell follows from the totals and the cells shown. The next smallest
    cell of the line is hidden until that holds. Nobody (0) is never hidden: nothing is told about anyone.
    """
    people = [count or 0 for _, count in cells]
    hide = {i for i, count in enumerate(people) if 0 < count < least}
    if not hide:
        return hide
    lines = _lines([segment for segment, _ in cells])
    totals = Totals(len(cells), lines)
    for i in sorted(hide):
        totals.hide(i)
    while (more := _unprotected(hide, lines, people, least, totals)) is not None:
        hide.add(more)
        totals.hide(more)
    return hide


def _lines(segments: Sequence[Mapping[str, str]]) -> list[list[int]]:
    """Runs of cells that differ in one axis only: their sum is a total somebody may know."""
    lines: dict[tuple[str, tuple[tuple[str, str], ...]], list[int]] = {}
    for i, segment in enumerate(segments):
        for axis in segment:
            others = tuple(sorted((name, value) for name, value in segment.items() if name != axis))
            lines.setdefault((axis, others), []).append(i)
    return list(lines.values())


def _unprotected(
    hide: set[int], lines: list[list[int]], people: list[int], least: int, totals: Totals
) -> int | None:
    """The next cell to hide, or None when every hidden cell is safe (or no cell is left to hide)."""

    def next_smallest(line: list[int]) -> int | None:
        return min(
            (i for i in line if i not in hide and people[i]), key=lambda i: (people[i], i), default=None
        )

    touched = [(line, [i for i in line if i in hide]) for line in lines]
    for line, inside in touched:
        if inside and (len(inside) == 1 or sum(people[i] for i in inside) < least):
            more = next_smallest(line)
            if more is not None:
                return more
    for line, inside in touched:  # looked at last: a line of its own is the plainer reason
        if not totals.determined.isdisjoint(inside):
            more = next_smallest(line)
            if more is not None:
                return more
    return None


class Totals:
    """Which hidden cells follow from the totals of the lines: those that no solution of their equations can vary.

    Gauss and Jordan's elimination, a column (a cell) at a time as cells are hidden: one more cell costs a step, where
    solving all equations anew for each made a table of some hundred cells take half a minute.
    """

    def __init__(self, cells: int, lines: list[list[int]]) -> None:
        import numpy as np  # heavy to import: only where something is hidden

        self.determined: set[int] = set()
        self._lines_of: list[list[int]] = [[] for _ in range(cells)]
        for number, line in enumerate(lines):
            for i in line:
                self._lines_of[i].append(number)
        self._steps = np.eye(len(lines))  # what was done to the equations so far
        self._solved_for: dict[int, int] = {}  # equation -> the cell it gives, with the free ones
        self._is_open = np.ones(len(lines), dtype=bool)  # equations that give no cell yet

    def hide(self, i: int) -> None:
        """One more cell is hidden."""
        import numpy as np

        if not self._lines_of[i]:
            return  # in no total at all
        column = self._steps[:, self._lines_of[i]].sum(axis=1)
        best = int(np.argmax(np.abs(column) * self._is_open))
        if self._is_open[best] and abs(column[best]) > TINY:
            self._steps[best] /= column[best]
            column[best] = 0
            self._steps -= np.outer(column, self._steps[best])
            self._solved_for[best], self._is_open[best] = i, False
            self.determined.add(i)
        else:  # it may be anything, and so may the cells that are given with it
            self.determined -= {
                self._solved_for[int(number)] for number in np.flatnonzero(np.abs(column) > TINY)
            }
