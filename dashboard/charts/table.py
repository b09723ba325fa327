"""The table beside a chart."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.charts.academic_year import place_in_year
from dashboard.charts.marks import Mark, Marks, sits_last
from dashboard.charts.names import segment_name
from dashboard.charts.spec import ChartTable, Value, table_of
from pipelines.figures import wording
from pipelines.figures.results import CURVE_DAYS, Metric, there_by
from pipelines.release.segments import TIME


def table_for(marks: Marks, comparison: Marks | None = None) -> ChartTable:
    """Every released cell: its segment, how it reads, then the numbers, last the code of why there is none.

    Figures never shown alone stand beside it. Columns nobody has a number for are left out, as far as was released.
    """
    metric = marks.metric
    beside = [
        other for other in marks.beside if all(other.of(m.segment).cell is not None for m in marks.rows)
    ]
    earlier = _a_year_before(marks, comparison) if comparison else None

    def row(mark: Mark) -> dict[str, Value]:
        segment: dict[str, Value] = {
            wording.title(d): _sortable_name(d, mark.segment.get(d, "")) for d in marks.breakdowns
        }
        before = {"Year before": earlier(mark).words} if earlier else {}
        others = {other.metric.title: other.of(mark.segment).words for other in beside}
        numbers = {**_numbers(metric, mark), **_there_by(metric, mark), **_impact(mark)}
        for other in beside:
            told = _impact(other.of(mark.segment))
            numbers |= {f"{other.metric.title}, {name}": value for name, value in told.items()}
        why = {"Blank": mark.blank.code if mark.blank else ""}
        return {**segment, metric.title: mark.words, **before, **others, **numbers, **why}

    ordered = sorted(marks.rows, key=_order(marks))
    # those too few for a rate at the end; time keeps its order
    if not any(d in TIME for d in marks.breakdowns):
        ordered.sort(key=lambda mark: mark.is_few)
    rows = [row(mark) for mark in ordered]
    if not rows:
        return ChartTable((*map(wording.title, marks.breakdowns), metric.title), ())
    return table_of(rows, always=metric.title)


def _numbers(metric: Metric, mark: Mark) -> dict[str, Value]:
    """The numbers of a mark, none of a withheld one; a median that is not reached has one end of its interval."""
    cell = mark.cell
    if cell is None or mark.is_withheld:
        return dict.fromkeys(_NUMBERS)
    numbers = (
        *(cell.value, *(cell.band or (cell.low, cell.high)), *(cell.quartiles or (None, None))),
        *(cell.numerator, cell.denominator, cell.people, cell.unknown_count),
    )
    return dict(zip(_NUMBERS, map(_plain, numbers), strict=True))


_NUMBERS = (
    *("Value", "Low", "High", "Lower quartile", "Upper quartile"),
    *("Numerator", "Denominator", "People", "Unknown"),
)


def _there_by(metric: Metric, mark: Mark) -> dict[str, Value]:
    """Of a wait: the share there by each day every figure tells, a band where one was released."""
    if metric.aggregate != "wait":
        return {}
    found = there_by(mark.cell) if mark.cell else {}
    ends = {day: found.get(day) for day in CURVE_DAYS}
    return {f"There by day {day}": _share(*pair) if pair else None for day, pair in ends.items()}


def _share(low: float, high: float) -> Value:
    return _plain(low) if low == high else wording.percent_band(low, high)


def _impact(mark: Mark) -> dict[str, Value]:
    """Of a group against all others: the official methods, as far as they were released."""
    found = mark.cell.impact if mark.cell else None
    if found is None:
        return dict.fromkeys(_IMPACT)
    is_told = found.margin is not None
    flagged = ("yes" if found.is_flagged else "no") if is_told else "insufficient"
    return dict(zip(_IMPACT, (_plain(found.margin), flagged, _plain(found.index)), strict=True))


_IMPACT = ("PPG-1 margin", "PPG-1 flagged", "80% index")


def _plain(value: float | int | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if float(value).is_integer() else round(float(value), 6)


def _sortable_name(dimension: str, value: str) -> str:
    """In tables weeks and months stay sortable: 2026-09-07."""
    return value if dimension in (*TIME, "class_year") else segment_name(dimension, value)


def _order(marks: Marks) -> Callable[[Mark], tuple[tuple[int, int, str], ...]]:
    """By segment, never by a hidden value: periods and fixed categories in order, others by name, Unknown last."""

    def places(dimension: str) -> Mapping[str, int]:
        is_fixed = dimension == marks.metric.category and bool(marks.metric.categories)
        values = marks.values(dimension) if is_fixed or dimension in TIME else ()
        return {value: place for place, value in enumerate(values)}

    fixed = {dimension: places(dimension) for dimension in marks.breakdowns}

    def key(mark: Mark) -> tuple[tuple[int, int, str], ...]:
        segment = [(d, mark.segment.get(d, "")) for d in marks.breakdowns]
        return tuple(
            (0, fixed[d].get(value, -1), value) if fixed[d] else (sits_last(value), 0, value.casefold())
            for d, value in segment
        )

    return key


def _a_year_before(marks: Marks, comparison: Marks) -> Callable[[Mark], Mark]:
    """Finds the mark of the year before that belongs beside a mark: same segment, time shifted by a year."""
    year_start = marks.released.calendar.year_start

    def shifted(mark: Mark, years: int) -> frozenset[tuple[str, object]]:
        def placed(dimension: str, value: str) -> object:
            if dimension not in TIME:
                return value
            year, place = place_in_year(dimension, value, year_start)
            return year + years, place

        return frozenset((d, placed(d, value)) for d, value in mark.segment.items())

    earlier = {shifted(mark, 1): mark for mark in comparison.rows}
    return lambda mark: earlier.get(shifted(mark, 0), Mark(None, None, None, ""))
