"""What the tables checked by hand have in common: how a figure is asked for, and how its cells are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipelines.results import Cell, Result

Measure = Callable[..., Result]  # figure(metric, question=None, settings={}, <mart>=table, ...)


def only(result: Result) -> Cell:
    (cell,) = result.cells
    return cell


def said(cell: Cell) -> tuple[Any, ...]:
    """numerator, denominator, people, unknown."""
    return cell.numerator, cell.denominator, cell.people, cell.unknown_count


def parts(result: Result) -> dict[str, float | None]:
    """{category: numerator} of those that anything falls into."""
    return {cell.segment[result.metric.category]: cell.numerator for cell in result.cells if cell.numerator}


def by_category(result: Result) -> dict[str, Cell]:
    return {cell.segment[result.metric.category]: cell for cell in result.cells}
