"""A share that is reached little by little: this year's line over last year's."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.academic_year import place_in_year
from dashboard.charts.findings import Finding, nothing, points, points_between, said, with_finding
from dashboard.charts.marks import NOTHING, Mark, Marks, series_of, with_ranges
from dashboard.charts.readings import alt_text, figure_name, nothing_told
from dashboard.charts.spec import ChartSpec, Series
from dashboard.charts.time import period_inside
from dashboard.charts.time_axis import TimeAxis, time_axis
from pipelines.figures import wording
from pipelines.figures.results import Metric
from pipelines.release.segments import TIME


def cumulative(marks: Marks, comparison: Marks | None = None) -> ChartSpec:
    """The share reached by the end of each week (or month, or term), this year and last.

    Of this year nothing is drawn that begins after the newest event.
    """
    metric = marks.metric
    axis = time_axis(marks, next(d for d in marks.dimensions if d in TIME))
    drawn = _this_year(marks, axis)
    # a share so far is whole at the end of its period, also where the period was begun late
    is_open = tuple(cut and i == _last_told(drawn) for i, cut in enumerate(axis.partial))
    series: tuple[Series, ...] = (
        series_of("This year", drawn, with_ranges(drawn, "bands"), partial=is_open),
    )
    if comparison:
        series += (_last_year(comparison, axis, marks.released.calendar.year_start),)
    reading = _reading(metric, axis, drawn, series)
    title = f"{metric.title}, so far"
    spec = ChartSpec(
        id=f"{metric.id}_so_far",
        kind="lines",
        title=title,
        reading=reading,
        series=series,
        unit=metric.unit,
        alt_text=alt_text("Line chart", title, reading, []),
        value_title=f"Share of {wording.noun(metric)}",
        **axis.of_spec(),
    )
    return with_finding(spec, Finding(_finding(metric, axis, drawn, series)))


def _last_told(drawn: Sequence[Mark]) -> int:
    return max((i for i, mark in enumerate(drawn) if mark.rank is not None), default=-1)


def _this_year(marks: Marks, axis: TimeAxis) -> list[Mark]:
    as_of = marks.released.as_of
    return [
        marks.at({axis.dimension: value}) if days is None or as_of is None or days[0] <= as_of else NOTHING
        for value, days in zip(axis.values, axis.days, strict=True)
    ]


def _last_year(comparison: Marks, axis: TimeAxis, year_start: tuple[int, int]) -> Series:
    """The year before, by its place in the academic year."""
    time = axis.dimension
    earlier = {place_in_year(time, value, year_start)[1]: value for value in comparison.values(time)}
    places = [place_in_year(time, value, year_start)[1] for value in axis.values]
    drawn = [comparison.at({time: earlier[place]}) if place in earlier else NOTHING for place in places]
    return series_of("Last year", drawn, with_ranges(drawn, "bands"), is_muted=True, kind="behind")


def _finding(metric: Metric, axis: TimeAxis, drawn: Sequence[Mark], series: Sequence[Series]) -> str:
    """How many so far, and by how many points more or fewer than at this point last year."""
    this_year, *last_year = series
    at = max(
        (i for i, label in enumerate(this_year.labels) if label and this_year.middle(i) is not None),
        default=-1,
    )
    if at < 0:
        return nothing(metric, [mark for mark in drawn if mark is not NOTHING], axis.dimension)
    now = this_year.labels[at]
    told = said(metric, now) if metric.says else f"{figure_name(metric)}: {now} so far"
    before = last_year[0].labels[at] if last_year and last_year[0].middle(at) is not None else ""
    if not before:
        return told
    when = f"by this {axis.dimension} last year"
    if before == now:
        return f"{told}, the same as {when}"
    step = points_between(now, before)
    if step is None:
        return f"{told}; {before} {when}"
    return f"{told}, {points(abs(step))} {'more' if step > 0 else 'fewer'} than {when}"


def _reading(metric: Metric, axis: TimeAxis, drawn: Sequence[Mark], series: Sequence[Series]) -> str:
    this_year, *last_year = series
    told = [i for i, label in enumerate(this_year.labels) if label and this_year.middle(i) is not None]
    if not told:
        begun = [mark for mark in drawn if mark is not NOTHING]
        return f"{figure_name(metric)}: {nothing_told(begun, axis.dimension)}"
    at = told[-1]
    sentence = f"by {period_inside(axis.dimension, axis.names[at])}, {this_year.labels[at]}"
    before = last_year[0].labels[at] if last_year and last_year[0].middle(at) is not None else ""
    if before:
        then = "by the same academic week a year before" if axis.dimension == "week" else "a year before"
        is_same = before == this_year.labels[at]
        sentence += f", the same as {then}" if is_same else f", against {before} {then}"
    return f"{figure_name(metric)}: {sentence}."
