"""A figure's value as pages print it: in its unit, n left to the line below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipelines.figures import wording
from pipelines.figures.results import Cell, Metric


def the(category: str, value: str) -> Callable[[Sequence[Cell]], Cell | None]:
    """Chooses the cell of one category."""
    return lambda cells: next((cell for cell in cells if cell.segment.get(category) == value), None)


def first(cells: Sequence[Cell]) -> Cell | None:
    return cells[0] if cells else None


def value_words(metric: Metric, cell: Cell | None) -> str:
    """A cell as people read it, its n left to the line below; of one without a number the mark that says why.

    A missing one is a dash, never a zero.
    """
    if cell is None:
        return "–"
    if cell.value is not None:
        return number_words(metric, cell.value)
    return wording.blank_mark(cell) or cell.written or cell.label or "–"


def number_words(metric: Metric, value: float) -> str:
    """A value in its unit; "per student" is left to the title."""
    if " per " not in metric.unit:
        return wording.value(metric, value)
    if metric.unit.startswith("dollars"):
        return wording.usd(value)
    if metric.aggregate == "median" and value.is_integer():
        return wording.number(value)
    return wording.small(value)
