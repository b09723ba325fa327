"""The table beside a chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.charts.academic_year import in_order, place_in_year
from dashboard.charts.marks import (
    dimensions_of,
    drawn_of,
    own_category,
    sits_last,
    values_of,
)
from dashboard.charts.names import segment_name
from dashboard.charts.spec import Table
from pipelines.figures import wording
from pipelines.figures.results import Cell, Metric, Released
from pipelines.release.segments import TIME


def table_for(released: Released, comparison: Released | None = None) -> Table:
    """Every released cell: its segment, how it reads, then the numbers; figures never shown alone beside it.

    Columns nobody has a number for are left out (decided from released numbers only).
    """
    metric, own = released.metric, own_category(released)
    dimensions = (*dimensions_of(released), *filter(None, [own]))
    beside = [b for b in released.beside if all(_same_segment(b, c) is not None for c in released.cells)]

    def row(cell: Cell, before: Cell | None) -> dict[str, str | float | int | None]:
        is_open = not cell.is_withheld
        low, high = cell.band or wording.interval(metric, cell)
        named: dict[str, str | float | int | None] = {
            wording.title(d): _table_name(d, cell.segment.get(d, "")) for d in dimensions
        }
        named[metric.title] = _said(cell, metric)
        if comparison:
            named["Year before"] = _said(before, metric)
        for other in beside:
            named[other.metric.title] = _said(_same_segment(other, cell), other.metric)
        numbers = {
            "Value": cell.value,
            "Low": low,
            "High": high,
            "Lower quartile": cell.quartiles[0] if cell.quartiles else None,
            "Upper quartile": cell.quartiles[1] if cell.quartiles else None,
            "Numerator": cell.numerator,
            "Denominator": cell.denominator,
            "People": cell.people,
            "Unknown": cell.unknown_count,
        }
        return {**named, **{k: (_plain(v) if is_open else None) for k, v in numbers.items()}}

    earlier = _before(released, comparison)
    rows = [row(c, earlier(c)) for c in _table_order(released, dimensions)]
    names = list(rows[0]) if rows else [*(wording.title(d) for d in dimensions), metric.title]
    kept = [n for n in names if not rows or any(r[n] not in (None, "") for r in rows) or n == metric.title]
    return Table(tuple(kept), tuple(tuple(r[n] for n in kept) for r in rows))


def _said(cell: Cell | None, metric: Metric) -> str:
    """A cell's full words: what a withheld one says is why."""
    return (cell.label if cell is not None else "") or drawn_of(cell, metric).label


def _plain(value: float | int | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if float(value).is_integer() else round(float(value), 6)


def _table_name(dimension: str, value: str) -> str:
    """In tables weeks and months stay sortable: 2026-09-07."""
    return value if dimension in ("week", "month", "term", "class_year") else segment_name(dimension, value)


def _table_order(released: Released, dimensions: Sequence[str]) -> list[Cell]:
    """By segment, never by a hidden value: periods and fixed categories in order, others by name, Unknown last."""

    def in_its_order(dimension: str) -> Sequence[str]:
        values = values_of(released, dimension)
        if dimension in TIME:
            return in_order(dimension, values, released.calendar)
        return values if dimension == released.metric.category and released.metric.categories else ()

    places = {d: {v: i for i, v in enumerate(in_its_order(d))} for d in dimensions}

    def key(cell: Cell) -> tuple[tuple[int, int, str], ...]:
        parts = []
        for d in dimensions:
            value, fixed = cell.segment.get(d, ""), places[d]
            parts.append((0 if fixed else sits_last(value), fixed[value] if fixed else 0, value.casefold()))
        return tuple(parts)

    return sorted(released.cells, key=key)


def _same_segment(other: Released, cell: Cell) -> Cell | None:
    return next((c for c in other.cells if dict(c.segment) == dict(cell.segment)), None)


def _before(released: Released, comparison: Released | None) -> Callable[[Cell], Cell | None]:
    """Finds the cell of the year before that belongs beside a cell: same segment, time shifted by a year."""
    if comparison is None:
        return lambda cell: None

    def shifted(cell: Cell, years: int) -> tuple[tuple[str, str], ...]:
        made = []
        for d, v in sorted(cell.segment.items()):
            if d in TIME:
                year, place = place_in_year(d, v, released.calendar.year_start)
                v = f"{year + years}|{place}"
            made.append((d, v))
        return tuple(made)

    earlier = {shifted(c, 1): c for c in comparison.cells}
    return lambda cell: earlier.get(shifted(cell, 0))
