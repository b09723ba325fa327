"""Which cells of an exact table to hide so that its small groups cannot be worked out from the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.figures.results import Result
from pipelines.release.tables import chosen, without

Counted = tuple[Mapping[str, str], int | None]  # a cell's segment and its people


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
    lines = _lines([segment for segment, _ in cells])
    while (more := _unprotected(hide, lines, people, least)) is not None:
        hide.add(more)
    return {i for i in hide if people[i]}


def _lines(segments: Sequence[Mapping[str, str]]) -> list[list[int]]:
    """Runs of cells that differ in one axis only: their sum is a total somebody may know."""
    lines: dict[tuple[str, tuple[tuple[str, str], ...]], list[int]] = {}
    for i, segment in enumerate(segments):
        for axis in segment:
            others = tuple(sorted((name, value) for name, value in segment.items() if name != axis))
            lines.setdefault((axis, others), []).append(i)
    return list(lines.values())


def _unprotected(hide: set[int], lines: list[list[int]], people: list[int], least: int) -> int | None:
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
    told = _determined(sorted(hide), lines)  # looked for last: it is the costly question
    for line, inside in touched:
        if told & set(inside):
            more = next_smallest(line)
            if more is not None:
                return more
    return None


def _determined(hide: list[int], lines: list[list[int]]) -> set[int]:
    """Hidden cells that follow from the totals: those no solution of the totals' equations can vary."""
    if not hide:
        return set()
    import numpy as np  # heavy to import, as is scipy: only where something was hidden
    from scipy.linalg import null_space

    equations = np.array([[float(i in line) for i in hide] for line in lines if set(line) & set(hide)])
    if not equations.size:
        return set()
    free = null_space(equations)
    return {i for i, row in zip(hide, free, strict=True) if np.allclose(row, 0)}
