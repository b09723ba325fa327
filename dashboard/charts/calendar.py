"""The calendar: a column a week (or month), a row a weekday, the darker the more: when students are at it."""

from __future__ import annotations

from datetime import date, timedelta

from dashboard.charts.academic_year import in_order
from dashboard.charts.marks import NOTHING, Drawn, cell_at, drawn_of, in_rank, values_of
from dashboard.charts.names import as_date, value_title
from dashboard.charts.readings import alt_text, figure_name
from dashboard.charts.spec import ChartSpec, Series
from dashboard.charts.time import on_axis, term_marks
from pipelines.figures import wording
from pipelines.figures.results import Released

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def calendar(released: Released, by_weekday: Released) -> ChartSpec:
    """released: a count cut by week (or month) and weekday. by_weekday: the same cut by weekday only, for the sentence.

    Days before the first or after the last the question and the data reach are left empty; a day with nobody is a 0.
    """
    metric = released.metric
    time = next(name for name in released.question.by if name != "weekday")
    values = in_order(time, values_of(released, time), released.calendar)
    axis = on_axis(released, time, values)

    def drawn(value: str, weekday: int) -> Drawn:
        if time == "week" and (monday := as_date(value)) and not _is_reached(released, monday, weekday):
            return NOTHING
        return drawn_of(cell_at(released, **{time: value, "weekday": WEEKDAYS[weekday]}), metric)

    rows = []
    for weekday, name in enumerate(WEEKDAYS):
        cells = [drawn(value, weekday) for value in values]
        rows.append(Series(name, tuple(c.value for c in cells), tuple(c.label for c in cells)))
    reading = _reading(by_weekday)
    title = f"{metric.title}, day by day" if time == "week" else f"{metric.title} by weekday and month"
    told = [(weekday, drawn_of(cell_at(by_weekday, weekday=weekday), metric).label) for weekday in WEEKDAYS]
    return ChartSpec(
        id=f"{metric.id}_calendar",
        kind="calendar",
        title=title,
        reading=reading,
        series=tuple(rows),
        unit=metric.unit,
        alt_text=alt_text("Calendar", title, reading, told),
        value_title=value_title(metric),
        marks=term_marks(axis, released.calendar.terms),
        **axis,
    )


def _is_reached(released: Released, monday: date, weekday: int) -> bool:
    day = monday + timedelta(days=weekday)
    since, until, as_of = released.question.since, released.question.until, released.as_of
    return (since is None or since <= day) and all(end is None or day <= end for end in (until, as_of))


def _reading(by_weekday: Released) -> str:
    """New contacts: most on Mondays (231) and Tuesdays (218), fewest on Saturdays (40)."""
    metric = by_weekday.metric
    days = [(day, drawn_of(cell_at(by_weekday, weekday=day), metric)) for day in WEEKDAYS]
    ranked = in_rank([(day, d) for day, d in days if d.rank is not None])
    if not ranked or not ranked[0][1].rank:
        return f"{figure_name(metric)}: no weekday has enough to show."
    named = [f"{day}s ({d.label})" for day, d in ranked]
    few = f", fewest on {named[-1]}" if len(named) > 2 else ""
    hidden = len(days) - len(ranked)
    tail = f" {wording.plural(hidden, 'weekday is', 'weekdays are')} too small to show." if hidden else ""
    return f"{figure_name(metric)}: most on {wording.listed(named[:2])}{few}.{tail}"
