"""The calendar: a column a week (or month), a row a weekday, the darker the more: when students are at it."""

from __future__ import annotations

from datetime import date, timedelta

from dashboard.charts.findings import Finding, nothing, with_finding
from dashboard.charts.marks import NOTHING, Mark, Marks, in_rank, series_of
from dashboard.charts.names import as_date, value_title
from dashboard.charts.readings import alt_text, figure_name, left_out, nothing_told
from dashboard.charts.spec import ChartSpec
from dashboard.charts.time_axis import time_axis
from pipelines.figures import wording
from pipelines.figures.results import Released

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def calendar(marks: Marks, by_weekday: Marks) -> ChartSpec:
    """marks: a count cut by week (or month) and weekday. by_weekday: the same cut by weekday only, for the sentence.

    Days before the first or after the last the question and the data reach are left empty; a day with nobody is a 0.
    """
    metric = marks.metric
    time = next(name for name in marks.dimensions if name != "weekday")
    axis = time_axis(marks, time)

    def drawn(value: str, weekday: int) -> Mark:
        if time == "week" and (monday := as_date(value)) and not _is_reached(marks.released, monday, weekday):
            return NOTHING
        return marks.at({time: value, "weekday": WEEKDAYS[weekday]})

    rows = []
    for weekday, name in enumerate(WEEKDAYS):
        rows.append(series_of(name, [drawn(value, weekday) for value in axis.values], "none"))
    reading = _reading(by_weekday)
    title = f"{metric.title}, day by day" if time == "week" else f"{metric.title} by weekday and month"
    spoken = [(weekday, by_weekday.at({"weekday": weekday}).label) for weekday in WEEKDAYS]
    spec = ChartSpec(
        id=f"{metric.id}_calendar",
        kind="calendar",
        title=title,
        reading=reading,
        series=tuple(rows),
        unit=metric.unit,
        alt_text=alt_text("Calendar", title, reading, spoken),
        value_title=value_title(metric),
        **axis.of_spec(),
    )
    return with_finding(spec, Finding(_finding(by_weekday)))


def _is_reached(released: Released, monday: date, weekday: int) -> bool:
    day = monday + timedelta(days=weekday)
    since, until, as_of = released.question.since, released.question.until, released.as_of
    return (since is None or since <= day) and all(end is None or day <= end for end in (until, as_of))


def _finding(by_weekday: Marks) -> str:
    """The busiest weekday, those that share the highest count, or why none is told."""
    metric = by_weekday.metric
    days = [(day, by_weekday.at({"weekday": day})) for day in WEEKDAYS]
    told = [(day, mark) for day, mark in days if mark.rank is not None]
    if not told:
        return nothing(metric, [mark for _, mark in days], "weekday")
    most = max(mark.rank or 0.0 for _, mark in told)
    if not most:
        return f"{figure_name(metric)}: nothing recorded on any weekday"
    busiest = [(day, mark) for day, mark in told if mark.rank == most]
    if len(busiest) == len(WEEKDAYS):
        return f"No weekday is busier than another, with {busiest[0][1].label} {metric.unit} each"
    names = wording.listed(f"{day}s" for day, _ in busiest)
    each = "" if len(busiest) == 1 else " each"
    return f"{names} are the busiest, with {busiest[0][1].label} {metric.unit}{each}"


def _reading(by_weekday: Marks) -> str:
    """New contacts: most on Mondays (231) and Tuesdays (218), fewest on Saturdays (40)."""
    metric = by_weekday.metric
    days = [(day, by_weekday.at({"weekday": day})) for day in WEEKDAYS]
    ranked = in_rank([(day, d) for day, d in days if d.rank is not None])
    if ranked and not ranked[0][1].rank:
        return f"{figure_name(metric)}: nothing recorded on any weekday."
    if not ranked:
        return f"{figure_name(metric)}: {nothing_told([d for _, d in days], 'weekday')}"
    named = [f"{day}s ({d.label})" for day, d in ranked]
    few = f", fewest on {named[-1]}" if len(named) > 2 else ""
    return f"{figure_name(metric)}: most on {wording.listed(named[:2])}{few}.{left_out([d for _, d in days])}"
