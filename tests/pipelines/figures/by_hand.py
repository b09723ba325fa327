"""What the tables checked by hand have in common: how a figure is asked for, and how its cells are read."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipelines.figures import measure
from pipelines.figures.results import Cell, Question, Result
from pipelines.store.warehouse import Published
from tests.pipelines.figures.office import office, rows_of

Measure = Callable[..., Result]  # figure(metric, question=None, settings={}, <mart>=table, ...)


class Offices:
    """Figures of offices made from tables; each office is made once, however often it is asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, Published] = {}
        self.longest: dict[
            str, list[int]
        ] = {}  # figure -> rows of the longest table of each office it was asked of

    def figure(self, metric: str, question: Question | None = None, **tables: Any) -> Result:
        marts = [table for name, table in tables.items() if name != "settings"]
        rows = [rows_of(table) if isinstance(table, str) else list(table) for table in marts]
        self.longest.setdefault(metric, []).append(max(map(len, rows), default=0))
        key = repr(sorted(tables.items()))
        if key not in self._made:
            folder = self._folder / str(len(self._made))
            folder.mkdir()
            self._made[key] = office(folder, **copy.deepcopy(tables))
        return measure.measure(self._made[key], metric, question)


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
