"""Charts over weeks, months and terms: columns and lines, last year, periods that are not whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from dashboard.charts.academic_year import place_in_year
from dashboard.charts.findings import Finding, between, groups_of, nothing, over_segments, with_finding
from dashboard.charts.marks import NOTHING, Mark, Marks, in_rank, series_of, sits_last, with_ranges
from dashboard.charts.names import segment_name, value_title
from dashboard.charts.palette import MAX_SERIES
from dashboard.charts.readings import (
    about_even,
    alt_text,
    are_apart,
    extremes,
    figure_name,
    left_out,
    nothing_told,
    sentence_of,
    telling,
)
from dashboard.charts.spec import ChartSpec, Kind, Series
from dashboard.charts.time_axis import TimeAxis, time_axis
from dashboard.charts.year_before import by_then, last_year
from pipelines.figures import wording
from pipelines.figures.results import Metric
from pipelines.release import differences
from pipelines.release.segments import TIME


def over_time(
    marks: Marks,
    comparison: Marks | None = None,
    *,
    late: Collection[str] = (),
    change: str = "",
) -> ChartSpec:
    """A figure by week, month or term; last year stands behind it, in the same place of the year.

    Counts are columns, rates and means a line with points; a figure with released bands is floating columns.
    A second breakdown gives a line a segment (six at most, the largest; the rest stays in the table).
    late: the raw weeks in which logs come in late, shaded. change: how a count differs from that over the same dates a
    year before, in words ("12% more").
    """
    metric = marks.metric
    time = next(d for d in marks.breakdowns if d in TIME)
    other = next((d for d in marks.breakdowns if d not in TIME), "")
    axis = time_axis(marks, time)
    common: dict[str, Any] = {
        "id": metric.id,
        "title": f"{metric.title} by {time}",
        "unit": metric.unit,
        "value_title": value_title(metric),
        **axis.of_spec(late),
    }
    if other:
        return _several_over_time(marks, axis, other, common)
    drawn = [marks.at({time: v}) for v in axis.values]
    is_count, has_bands = metric.aggregate == "count", any(mark.is_band for mark in drawn)
    kind: Kind = "columns" if is_count or has_bands else "lines"
    name = "This year" if comparison else metric.title
    has_ranges = has_bands or not is_count
    series: tuple[Series, ...] = (
        series_of(name, drawn, "all" if has_ranges else "none", partial=axis.partial),
    )
    if comparison:
        series += (_last_year(comparison, axis, marks.released.calendar.year_start),)
    reading = _time_reading(marks, change, axis, drawn)
    spec = ChartSpec(
        kind=kind,
        series=series,
        reading=reading,
        alt_text=alt_text(
            "Column chart" if kind == "columns" else "Line chart",
            common["title"],
            reading,
            [(n, mark.label) for n, mark in zip(axis.names, drawn, strict=True)],
        ),
        **common,
    )
    return with_finding(spec, Finding(_time_finding(marks, change, axis, drawn)))


def _last_year(comparison: Marks, axis: TimeAxis, year_start: tuple[int, int]) -> Series:
    """The year before, laid over this one's periods by their place in the academic year."""
    time = axis.dimension
    earlier = {place_in_year(time, v, year_start): v for v in comparison.values(time)}

    def before(value: str) -> Mark:
        year, place = place_in_year(time, value, year_start)
        match = earlier.get((year - 1, place))
        return comparison.at({time: match}) if match else NOTHING

    drawn = [before(v) for v in axis.values]
    return series_of("Last year", drawn, with_ranges(drawn, "bands"), is_muted=True, kind="behind")


def _several_over_time(marks: Marks, axis: TimeAxis, other: str, common: dict[str, Any]) -> ChartSpec:
    """A line a segment, the largest six; of counts a band is drawn at its middle."""
    metric, time = marks.metric, axis.dimension
    is_count = metric.aggregate == "count"
    grid = {s: [marks.at({time: v, other: s}) for v in axis.values] for s in marks.values(other)}
    size = {s: sum((m.value if is_count else m.n) or 0.0 for m in column) for s, column in grid.items()}
    kept = sorted(grid, key=lambda s: (sits_last(s), -size[s], s.casefold()))[:MAX_SERIES]
    dropped = len(grid) - len(kept)
    series = tuple(
        series_of(
            segment_name(other, s),
            [replace(mark, value=mark.rank) if is_count else mark for mark in grid[s]],
            "all" if any(mark.is_band for mark in grid[s]) else "none",
            partial=axis.partial,
            is_muted=bool(sits_last(s)),
        )
        for s in kept
    )
    whole = [i for i, cut in enumerate(axis.partial) if not cut]
    at = whole[-1] if whole else len(axis.values) - 1
    newest = [(segment_name(other, s), grid[s][at]) for s in kept]
    if axis.values:
        reading = extremes(metric, newest).replace(":", f", {axis.names[at]}:", 1)
    else:
        reading = f"{figure_name(metric)}: nothing recorded yet."
    if dropped:
        reading += f" {dropped} more in the table."
    is_own = other == metric.category
    title = common["title"] if is_own else f"{common['title']} and {wording.title(other).lower()}"
    rows = [(s.name, f"{s.labels[at]} in the {time} of {axis.names[at]}") for s in series]
    spec = ChartSpec(
        kind="lines",
        series=series,
        left_out=dropped,
        reading=reading,
        alt_text=alt_text("Line chart", title, reading, rows),
        **{**common, "title": title},
    )
    if not axis.values:
        return with_finding(spec, Finding(reading.removesuffix(".")))
    period = period_inside(time, axis.names[at])
    groups = groups_of(kept, [name for name, _ in newest], [mark for _, mark in newest])
    return with_finding(spec, Finding(over_segments(metric, other, period, groups)))


def _time_reading(marks: Marks, change: str, axis: TimeAxis, drawn: Sequence[Mark]) -> str:
    """The total against last year, and the highest whole period. Rounded figures are never added up."""
    metric, time = marks.metric, axis.dimension
    whole = [(n, mark) for n, mark, cut in zip(axis.names, drawn, axis.partial, strict=True) if not cut]
    large, where = telling(metric, whole)
    shown = in_rank(large)
    if not shown or (metric.aggregate == "count" and not shown[0][1].rank):
        if shown or not whole:
            return f"{figure_name(metric)}: nothing recorded in a whole {time} yet."
        return f"{figure_name(metric)}, of whole {time}s: {nothing_told([mark for _, mark in whole], time)}"
    tail = left_out([mark for _, mark in whole])
    if metric.aggregate != "count":
        (top, best), (bottom, least) = shown[0], shown[-1]
        about = f"{figure_name(metric)}{where}"
        if len(shown) == 1:
            return f"{about}: {best.label} in {period_inside(time, top)}.{tail}"
        if not are_apart(metric, [mark for _, mark in shown]):
            return f"{about}: {about_even(metric, [mark for _, mark in shown], time)}.{tail}"
        ends = f"{best.label} in {period_inside(time, top)}, {least.label} in {period_inside(time, bottom)}"
        return f"{about}: {ends}.{tail}"
    total = _exact_total(marks)
    busiest = _busiest(time, large)
    if total is None:
        return sentence_of(busiest) + tail
    against = ""
    if change:
        than = "as" if change.endswith("as many") else "than"
        year = last_year(marks.released.question.until, marks.released.as_of)
        against = f", {change} {than} over the same dates {year}"
    return f"{figure_name(metric)}: {total:,.0f} in all{against}; {busiest}.{tail}"


def _time_finding(marks: Marks, change: str, axis: TimeAxis, drawn: Sequence[Mark]) -> str:
    """A count in all against last year, or its busiest period; of a rate its highest and lowest, where they differ."""
    metric, time = marks.metric, axis.dimension
    whole = [(n, mark) for n, mark, cut in zip(axis.names, drawn, axis.partial, strict=True) if not cut]
    large, _ = telling(metric, whole)
    shown = in_rank(large)
    if metric.aggregate == "count":
        total = _exact_total(marks)
        if total is not None and change and total:
            than = "as" if change.endswith("as many") else "than"
            return f"{total:,.0f} {metric.unit}, {change} {than} {_last_year_words(marks)}"
        if shown and shown[0][1].rank:
            return _capital(_busiest_finding(metric, time, large))
        if total:
            return f"{wording.plural(total, metric.unit.removesuffix('s'))}, none in a whole {time} yet"
        if shown or not whole:
            return f"{figure_name(metric)}: nothing recorded in a whole {time} yet"
        return nothing(metric, [mark for _, mark in whole], time)
    if not shown and not whole and any(mark.rank is not None for mark in drawn):
        return f"{figure_name(metric)}: nothing recorded in a whole {time} yet"
    if not shown:
        return nothing(metric, [mark for _, mark in whole] or drawn, time)
    (top, best), (bottom, least) = shown[0], shown[-1]
    if len(shown) == 1:
        return f"{figure_name(metric)}: {best.label} in {period_inside(time, top)}"
    if are_apart(metric, [mark for _, mark in shown]):
        ends = f"{best.label} in {period_inside(time, top)}, {least.label} in {period_inside(time, bottom)}"
        return f"{figure_name(metric)}: {ends}"
    span = between(least.label, best.label)
    if any(differences.estimate(metric, mark.cell) is None for _, mark in shown):
        return f"{figure_name(metric)} by {time}: {span}"
    return f"{figure_name(metric)}: no change beyond chance by {time}, {span}"


def _last_year_words(marks: Marks) -> str:
    released = marks.released
    asked = released.question
    return by_then(asked.since, asked.until, released.as_of, released.calendar.year_start)


def _busiest_finding(metric: Metric, time: str, rows: Sequence[tuple[str, Mark]]) -> str:
    """The week of Nov 9 was the busiest, with 91 interviews; rounding makes ties."""
    best = in_rank(rows)[0][1]
    ties = [period_inside(time, name) for name, mark in rows if mark.rank == best.rank]
    if len(ties) == 1:
        return f"{ties[0]} was the busiest, with {best.label} {metric.unit}"
    if len(ties) <= 3:
        return f"{wording.listed(ties)} were the busiest, with {best.label} {metric.unit} each"
    return f"{len(ties)} {time}s share the highest count, {best.label} {metric.unit}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def period_inside(time: str, name: str) -> str:
    """A period inside a sentence: "the week of Sep 14", "Sep 2026"."""
    return f"the week of {name}" if time == "week" else name


def _exact_total(marks: Marks) -> float | None:
    """The sum of counts, only where it is true.

    Rounded or withheld cells make a false total, and so do people: one may be counted in several periods.
    """
    is_rounded = marks.released.view == "publishable"
    if is_rounded or marks.metric.unit in ("students", "people", "graduates"):
        return None
    if any(mark.value is None for mark in marks.rows):
        return None
    return sum(mark.value or 0.0 for mark in marks.rows)


def _busiest(time: str, rows: Sequence[tuple[str, Mark]]) -> str:
    """The highest period, or those that share the highest count: rounding makes ties."""
    best = in_rank(rows)[0][1]
    ties = [name for name, mark in rows if mark.rank == best.rank]
    if len(ties) == 1:
        return f"the busiest {time} was {ties[0]} with {best.label}"
    if len(ties) <= 3:
        return f"the busiest {time}s were {wording.listed(ties)} with {best.label} each"
    return f"{len(ties)} {time}s share the highest count, {best.label}"
