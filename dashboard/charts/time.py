"""Charts over weeks, months and terms: columns and lines, last year, terms, periods that are not whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.charts.academic_year import days_of, in_order, place_in_year
from dashboard.charts.marks import (
    NOTHING,
    Drawn,
    cell_at,
    count_behind,
    dimensions_of,
    drawn_of,
    in_rank,
    middle,
    own_category,
    sits_last,
    values_of,
)
from dashboard.charts.names import number, segment_name, unique_names, value_title
from dashboard.charts.palette import MAX_SERIES
from dashboard.charts.readings import alt_text, extremes, figure_name, sentence_of, telling
from dashboard.charts.spec import ChartSpec, Kind, Mark, Series
from pipelines.figures import wording
from pipelines.figures.periods import Terms
from pipelines.figures.results import Metric, Released
from pipelines.release.segments import TIME


def _partial(released: Released, dimension: str, values: Sequence[str]) -> tuple[bool, ...]:
    """Which periods are not whole: cut by the question's dates, or not over at the newest event."""
    since, until, as_of = released.question.since, released.question.until, released.as_of

    def is_cut(value: str) -> bool:
        days = days_of(dimension, value, released.calendar)
        if days is None:
            return False
        first, last = days
        begins_late = since is not None and first < since <= last
        return begins_late or any(end is not None and end < last for end in (until, as_of))

    return tuple(is_cut(v) for v in values)


def on_axis(released: Released, dimension: str, values: Sequence[str]) -> dict[str, Any]:
    """What every time chart says of its axis: the names of the periods, their values, their days."""
    return {
        "categories": unique_names([segment_name(dimension, v) for v in values], values, dimension),
        "is_time": True,
        "dimension": dimension,
        "segments": tuple(values),
        "periods": tuple(days_of(dimension, v, released.calendar) for v in values),
    }


def term_marks(axis: Mapping[str, Any], terms: Terms) -> tuple[Mark, ...]:
    """A mark at the first period of each term inside the axis (not at its very first)."""
    if axis["dimension"] == "term":
        return ()
    marks: list[Mark] = []
    for name, period in list(zip(axis["categories"], axis["periods"], strict=True))[1:]:
        for term, month in terms if period else ():
            opening = date(period[1].year, month, 1)
            if period[0] <= opening <= period[1]:
                marks.append(Mark(name, f"{term} {opening.year}"))
    return tuple(marks)


def period_holding(spec: ChartSpec, day: date) -> str | None:
    """The category of a time chart that a day lies in, None where its axis does not reach it."""
    for name, period in zip(spec.categories, spec.periods, strict=True):
        if period and period[0] <= day <= period[1]:
            return name
    return None


def pinned(spec: ChartSpec, notes: Sequence[tuple[date, str]]) -> tuple[Mark, ...]:
    """Marks for what happened on a day, where the chart's time reaches it."""
    placed = ((period_holding(spec, day), text) for day, text in notes)
    return tuple(Mark(name, text, is_note=True) for name, text in placed if name is not None)


def _spans(
    values: Sequence[str], names: Sequence[str], flagged: Collection[str], text: str
) -> tuple[Mark, ...]:
    """Runs of flagged periods as shaded spans."""
    runs: list[list[int]] = []
    for i, value in enumerate(values):
        if value not in flagged:
            continue
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return tuple(Mark(names[run[0]], text, until=names[run[-1]]) for run in runs)


def over_time(
    released: Released,
    comparison: Released | None = None,
    *,
    late: Collection[str] = (),
    total_before: float | None = None,
) -> ChartSpec:
    """A figure by week, month or term; last year is a grey line in the same place of the year.

    Counts are columns, rates and means a line with points; a figure with released bands is floating columns.
    A second breakdown gives a line a segment (six at most, the largest; the rest stays in the table).
    late: the raw weeks in which logs come in late, shaded. total_before: the count over the same dates a year before,
    where the comparison is of other days (the same academic weeks); by default the comparison's own.
    """
    metric = released.metric
    dimensions = (*dimensions_of(released), *filter(None, [own_category(released)]))
    time = next(d for d in dimensions if d in TIME)
    other = next((d for d in dimensions if d not in TIME), "")
    values = in_order(time, values_of(released, time), released.calendar)
    partial = _partial(released, time, values)
    axis = on_axis(released, time, values)
    names = axis["categories"]
    common: dict[str, Any] = {
        "id": metric.id,
        "title": f"{metric.title} by {time}",
        "unit": metric.unit,
        "value_title": value_title(metric),
        "marks": (
            *_spans(values, names, late, "logs come in late"),
            *term_marks(axis, released.calendar.terms),
        ),
        **axis,
    }
    if other:
        return _several_over_time(released, time, other, values, partial, common)
    cells = [drawn_of(cell_at(released, **{time: v}), metric) for v in values]
    is_count = metric.aggregate == "count"
    kind: Kind = "columns" if is_count or any(c.is_band for c in cells) else "lines"
    now = Series(
        name="This year" if comparison else metric.title,
        values=tuple(c.value for c in cells),
        labels=tuple(c.label for c in cells),
        low=() if is_count and not any(c.is_band for c in cells) else tuple(c.low for c in cells),
        high=() if is_count and not any(c.is_band for c in cells) else tuple(c.high for c in cells),
        partial=partial,
    )
    series: tuple[Series, ...] = (now,)
    if comparison:
        series += (_last_year(comparison, time, values, released.calendar.year_start),)
    before = total_before if total_before is not None else _exact_total(comparison) if comparison else None
    reading = _time_reading(released, before, time, names, cells, partial)
    return ChartSpec(
        kind=kind,
        series=series,
        reading=reading,
        alt_text=alt_text(
            "Column chart" if kind == "columns" else "Line chart",
            common["title"],
            reading,
            [(n, c.label) for n, c in zip(names, cells, strict=True)],
        ),
        **common,
    )


def _last_year(comparison: Released, time: str, values: Sequence[str], year_start: tuple[int, int]) -> Series:
    """The year before, laid over this one's periods by their place in the academic year."""
    metric = comparison.metric
    earlier = {place_in_year(time, v, year_start): v for v in values_of(comparison, time)}

    def before(value: str) -> Drawn:
        year, place = place_in_year(time, value, year_start)
        match = earlier.get((year - 1, place))
        return drawn_of(cell_at(comparison, **{time: match}), metric) if match else NOTHING

    cells = [before(v) for v in values]
    return Series(
        name="Last year",
        values=tuple(c.value for c in cells),
        labels=tuple(c.label for c in cells),
        low=tuple(c.low if c.is_band else None for c in cells) if any(c.is_band for c in cells) else (),
        high=tuple(c.high if c.is_band else None for c in cells) if any(c.is_band for c in cells) else (),
        is_muted=True,
        kind="line",
    )


def _several_over_time(
    released: Released,
    time: str,
    other: str,
    values: Sequence[str],
    partial: tuple[bool, ...],
    common: dict[str, Any],
) -> ChartSpec:
    metric = released.metric
    grid = {
        s: [drawn_of(cell_at(released, **{time: v, other: s}), metric) for v in values]
        for s in values_of(released, other)
    }
    size = {s: sum(_count_or_value(released, time, other, v, s) for v in values) for s in grid}
    kept = sorted(grid, key=lambda s: (sits_last(s), -size[s], s.casefold()))[:MAX_SERIES]
    dropped = len(grid) - len(kept)
    series = tuple(
        Series(
            name=segment_name(other, s),
            values=tuple(c.rank for c in grid[s])
            if metric.aggregate == "count"
            else tuple(c.value for c in grid[s]),
            labels=tuple(c.label for c in grid[s]),
            low=tuple(c.low for c in grid[s]) if any(c.is_band for c in grid[s]) else (),
            high=tuple(c.high for c in grid[s]) if any(c.is_band for c in grid[s]) else (),
            partial=partial,
            is_muted=bool(sits_last(s)),
        )
        for s in kept
    )
    whole = [i for i, cut in enumerate(partial) if not cut]
    at = whole[-1] if whole else len(values) - 1
    newest = [(segment_name(other, s), grid[s][at]) for s in kept]
    if values:
        period = common["categories"][at]
        reading = extremes(metric, newest).replace(":", f", {period}:", 1)
    else:
        reading = f"{figure_name(metric)}: nothing recorded yet."
    if dropped:
        reading += f" {dropped} more in the table."
    is_own = other == metric.category
    title = common["title"] if is_own else f"{common['title']} and {wording.title(other).lower()}"
    rows = [(s.name, f"{s.labels[at]} in the {time} of {common['categories'][at]}") for s in series]
    return ChartSpec(
        kind="lines",
        series=series,
        reading=reading,
        alt_text=alt_text("Line chart", title, reading, rows),
        **{**common, "title": title},
    )


def _count_or_value(released: Released, time: str, other: str, period: str, segment: str) -> float:
    """How large a segment is in a period, from what is released."""
    cell = cell_at(released, **{time: period, other: segment})
    if cell is None or cell.is_withheld:
        return 0.0
    if released.metric.aggregate == "count":
        return cell.value or 0.0
    return count_behind(cell) or 0.0


def _time_reading(
    released: Released,
    before: float | None,
    time: str,
    names: Sequence[str],
    cells: Sequence[Drawn],
    partial: Sequence[bool],
) -> str:
    """The total against last year, and the highest whole period. Rounded figures are never added up."""
    metric = released.metric
    whole = [(n, c) for n, c, cut in zip(names, cells, partial, strict=True) if not cut]
    told, where = telling(metric, whole)
    shown = in_rank(told)
    if not shown or (metric.aggregate == "count" and not shown[0][1].rank):
        cause = "or too small to show" if any(c.label.startswith("<") for c in cells) else "yet"
        return f"{figure_name(metric)}: nothing recorded in a whole {time} {cause}."
    hidden = sum(1 for _, c in whole if c.rank is None)
    tail = f" {hidden} of {len(whole)} {time}s are too small to show or without data." if hidden else ""
    if metric.aggregate != "count":
        (top, best), (bottom, least) = shown[0], shown[-1]
        about = f"{figure_name(metric)}{where}"
        if any(d.is_band for _, d in shown):  # a band's middle does not make it the highest
            spread = f"{about}: from {least.label} ({_spoken(time, bottom)}) to {best.label} ({_spoken(time, top)})"
            return f"{spread}.{tail}"
        if len(shown) > 1 and least.label == best.label:
            return f"{about}: {best.label} in every {time} shown.{tail}"
        spread = f"{about}: highest in {_spoken(time, top)} ({best.label})"
        if len(shown) > 1:
            spread += f", lowest in {_spoken(time, bottom)} ({least.label})"
        return f"{spread}.{tail}"
    total = _exact_total(released)
    busiest = _busiest(time, told)
    if total is None:
        return sentence_of(busiest) + tail
    against = ""
    if before:
        change = total / before - 1
        against = (
            ", as many as over the same dates last year"
            if round(change * 100) == 0
            else f", {abs(change):.0%} {'more' if change > 0 else 'fewer'} than over the same dates last year"
        )
    return f"{figure_name(metric)}: {total:,.0f} in all{against}; {busiest}.{tail}"


def _spoken(time: str, name: str) -> str:
    """A period inside a sentence: "the week of Sep 14", "Sep 2026"."""
    return f"the week of {name}" if time == "week" else name


def _exact_total(released: Released) -> float | None:
    """The sum of counts, only where it is true.

    Rounded or withheld cells make a false total, and so do people: one may be counted in several periods.
    """
    is_rounded = released.view == "publishable"
    if is_rounded or released.metric.unit in ("students", "people", "graduates"):
        return None
    if any(c.is_withheld or c.value is None for c in released.cells):
        return None
    return sum(c.value or 0.0 for c in released.cells)


def _busiest(time: str, told: Sequence[tuple[str, Drawn]]) -> str:
    """The highest period, or those that share the highest count: rounding makes ties."""
    best = in_rank(told)[0][1]
    ties = [name for name, d in told if d.rank == best.rank]
    if len(ties) == 1:
        return f"the busiest {time} was {ties[0]} with {best.label}"
    if len(ties) <= 3:
        return f"the busiest {time}s were {wording.listed(ties)} with {best.label} each"
    return f"{len(ties)} {time}s share the highest count, {best.label}"


def cumulative(
    released: Released,
    comparison: Released | None = None,
    *,
    is_cumulated: bool = False,
) -> ChartSpec:
    """The share reached so far, week by week, this year and last.

    Cells are weeks (or months) with numerator = how many were new then and denominator = the population; the
    builder adds them up. is_cumulated = their values are cumulated already. Only exact cells are added up: a
    sum of rounded or withheld cells would be a false number, so such a line stops there.
    """
    metric = released.metric
    time = next(d for d in dimensions_of(released) if d in TIME)
    values = in_order(time, values_of(released, time), released.calendar)
    axis, year_start = on_axis(released, time, values), released.calendar.year_start
    names = axis["categories"]
    places = [place_in_year(time, v, year_start)[1] for v in values]

    def line(source: Released, name: str, is_muted: bool) -> Series:
        ordered = in_order(time, values_of(source, time), released.calendar)
        reached = _running(source, time, ordered, is_cumulated)
        by_place = {place_in_year(time, v, year_start)[1]: r for v, r in zip(ordered, reached, strict=True)}
        points = [by_place.get(place, NOTHING) for place in places]
        if not is_muted and source.as_of is not None:
            as_of = source.as_of
            points = [
                p if days is None or days[0] <= as_of else NOTHING
                for p, days in zip(points, axis["periods"], strict=True)
            ]
        return Series(
            name=name,
            values=tuple(p.value for p in points),
            labels=tuple(p.label for p in points),
            low=tuple(p.low for p in points) if any(p.is_band for p in points) else (),
            high=tuple(p.high for p in points) if any(p.is_band for p in points) else (),
            partial=() if is_muted else _partial(source, time, values),
            is_muted=is_muted,
            kind="line",
        )

    series: tuple[Series, ...] = (line(released, "This year", False),)
    if comparison:
        series += (line(comparison, "Last year", True),)
    reading = _cumulative_reading(metric, time, names, series)
    title = f"{metric.title}, so far"
    return ChartSpec(
        id=f"{metric.id}_so_far",
        kind="lines",
        title=title,
        reading=reading,
        series=series,
        unit="percent" if not is_cumulated else metric.unit,
        alt_text=alt_text("Line chart", title, reading, []),
        value_title=f"Share of {wording.noun(metric)}",
        marks=term_marks(axis, released.calendar.terms),
        **axis,
    )


def _running(released: Released, time: str, values: Sequence[str], is_cumulated: bool) -> list[Drawn]:
    metric = released.metric
    cells = [cell_at(released, **{time: v}) for v in values]
    if is_cumulated:
        return [drawn_of(c, metric) for c in cells]
    so_far: float | None = 0.0
    made = []
    for cell in cells:
        is_exact = cell is not None and not cell.is_withheld and released.view != "publishable"
        if cell is None or not is_exact or so_far is None or not cell.denominator or cell.numerator is None:
            so_far = None
            made.append(NOTHING)
            continue
        so_far += cell.numerator
        share = so_far / cell.denominator
        made.append(Drawn(share, None, None, number(share, "percent")))
    return made


def _cumulative_reading(metric: Metric, time: str, names: Sequence[str], series: Sequence[Series]) -> str:
    now = [i for i, label in enumerate(series[0].labels) if label and middle(series[0], i) is not None]
    if not now:
        return (
            f"{figure_name(metric)}: this view shows rounded counts, which cannot be added up week by week."
        )
    at = now[-1]
    sentence = f"By {_spoken(time, names[at])}, {series[0].labels[at]}"
    if len(series) > 1 and series[1].labels[at]:
        same = series[1].labels[at] == series[0].labels[at]
        then = "by the same academic week a year before" if time == "week" else "a year before"
        sentence += f", the same as {then}" if same else f", against {series[1].labels[at]} {then}"
    return f"{figure_name(metric)}: {sentence[0].lower()}{sentence[1:]}."
