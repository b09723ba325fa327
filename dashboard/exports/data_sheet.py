"""The sheet behind an Office chart: what is drawn where the chart looks for it and how far its error bars reach.

Beside that every series with its label, low and high, as it was released. Slides, documents, workbooks alike.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter

from dashboard.charts.shown_rows import shown
from dashboard.charts.spec import ChartSpec
from dashboard.exports.native import Native, Numbers, Run, at, word
from pipelines.formula_guard import line

Cells = dict[tuple[int, int], str | float | None]


@dataclass(frozen=True)
class RunCells:
    """Where a run stands, rows and columns from 0. places: of categories or of a scatter's x; minus, plus: of its error
    bars, -1 where it has none."""

    name: tuple[int, int]
    first: int
    last: int
    places: int
    values: int
    minus: int = -1
    plus: int = -1


@dataclass(frozen=True)
class DataSheet:
    cells: Cells
    runs: tuple[RunCells, ...]
    height: int  # rows, from the first


def sheet_of(spec: ChartSpec, drawn: Native, top: int = 0) -> DataSheet:
    """The sheet of one chart of a spec, from row `top` on."""
    made = _below_each_other(drawn, top) if drawn.form == "scatter" else _side_by_side(drawn, top)
    heads, rows = released_rows(spec, drawn.title)
    left = 1 + max((column for _, column in made.cells), default=0) + 1
    cells = dict(made.cells)
    for c, head in enumerate(heads, start=left):
        cells[top, c] = head
        cells |= {(r, c): row[c - left] for r, row in enumerate(rows, start=top + 1)}
    return DataSheet(cells, made.runs, max(made.height, len(rows) + 1))


def reach(run: Run) -> tuple[Numbers, Numbers]:
    """How far each error bar reaches below and above its number."""

    def far(side: Numbers, sign: int) -> Numbers:
        return tuple(
            None if value is None or (end := at(side, i)) is None else round(sign * (end - value), 9)
            for i, value in enumerate(run.values)
        )

    return far(run.low, -1), far(run.high, 1)


def _reach_heads(run: Run) -> tuple[str, str]:
    if run.is_range:
        return f"{run.name}: below it", f"{run.name}: up to the range's end"
    return f"{run.name}: down to the interval's end", f"{run.name}: up to the interval's end"


def _side_by_side(drawn: Native, top: int) -> DataSheet:
    cells: Cells = {(r, 0): name for r, name in enumerate(drawn.categories, start=top + 1)}
    if drawn.title:
        cells[top, 0] = drawn.title
    last = top + len(drawn.categories)
    runs = []
    column = len(drawn.runs) + 1
    for c, run in enumerate(drawn.runs, start=1):
        cells[top, c] = run.name
        cells |= {(r, c): value for r, value in enumerate(run.values, start=top + 1)}
        minus = plus = -1
        if run.has_ends:
            minus, plus = column, column + 1
            for at_column, head, numbers in zip((minus, plus), _reach_heads(run), reach(run), strict=True):
                cells[top, at_column] = head
                cells |= {(r, at_column): value for r, value in enumerate(numbers, start=top + 1)}
            column += 2
        runs.append(RunCells((top, c), top + 1, last, 0, c, minus, plus))
    return DataSheet(cells, tuple(runs), len(drawn.categories) + 1)


def _below_each_other(drawn: Native, top: int) -> DataSheet:
    """Of a scatter a table a run, its name above: places in A, values in B, the reach of its error bars in C and D."""
    cells: Cells = {}
    runs = []
    row = top
    for run in drawn.runs:
        cells[row, 0], cells[row, 1] = drawn.size_title, run.name
        first = row + 1
        for r, (x, y) in enumerate(zip(run.xs, run.values, strict=True), start=first):
            cells |= {(r, 0): x, (r, 1): y}
        minus, plus = (2, 3) if run.has_ends else (-1, -1)
        if run.has_ends:
            for column, head, numbers in zip((2, 3), _reach_heads(run), reach(run), strict=True):
                cells[row, column] = head
                cells |= {(r, column): value for r, value in enumerate(numbers, start=first)}
        runs.append(RunCells((row, 1), first, row + len(run.values), 0, 1, minus, plus))
        row += len(run.values) + 2
    return DataSheet(cells, tuple(runs), row - top)


def released_rows(
    spec: ChartSpec, panel: str = ""
) -> tuple[tuple[str, ...], tuple[tuple[str | float | None, ...], ...]]:
    """(headings, rows): per category each series' value, label, low and high; of a panel its own series alone."""
    spec = shown(spec)
    chosen = [s for s in spec.series if not panel or s.name == panel] or list(spec.series)
    with_ends = [any(v is not None for v in (*s.low, *s.high)) for s in chosen]
    heads = ["Category", *([spec.category_title] if spec.sizes else [])]
    for series, has_ends in zip(chosen, with_ends, strict=True):
        name = series.name
        heads += [name, f"{name}, as it reads", *([f"{name}, low", f"{name}, high"] if has_ends else [])]
    rows = []
    for i, category in enumerate(spec.categories):
        row: list[str | float | None] = [category, *([spec.sizes[i]] if spec.sizes else [])]
        for series, has_ends in zip(chosen, with_ends, strict=True):
            row += [series.values[i], word(series, i)]
            row += [at(series.low, i), at(series.high, i)] if has_ends else []
        rows.append(tuple(row))
    return tuple(heads), tuple(rows)


def put(sheet: Any, row: int, column: int, value: str | float | None, look: Any = None) -> None:
    """Text as text, guarded; numbers as numbers; nothing as nothing: no guessing by the library."""
    if isinstance(value, str):
        sheet.write_string(row, column, line(value), look)
    elif value is not None:
        sheet.write_number(row, column, value, look)


def embedded(spec: ChartSpec, drawn: Native, made_at: datetime) -> bytes:
    """The workbook inside a chart of a slide or a document."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": made_at})
    sheet = book.add_worksheet("Sheet1")
    number = book.add_format({"num_format": drawn.number_format})
    for (row, column), value in sheet_of(spec, drawn).cells.items():
        put(sheet, row, column, value, None if isinstance(value, str) else number)
    sheet.set_column(0, 0, 36)
    book.close()
    return out.getvalue()
