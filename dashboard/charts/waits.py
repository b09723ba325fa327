"""Waiting: the share that is there by each day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.charts.findings import Finding, Group, between, said, who_of, with_finding
from dashboard.charts.marks import Mark, Marks, sits_last
from dashboard.charts.names import number, segment_name
from dashboard.charts.palette import MAX_SERIES
from dashboard.charts.ranges import ranges
from dashboard.charts.readings import alt_text, figure_name
from dashboard.charts.spec import ChartSpec, Reference, Series
from dashboard.charts.whose import group_words, of_those
from pipelines.figures import wording
from pipelines.figures.results import CURVE_DAYS, Cell
from pipelines.release.differences import are_apart, estimate

HORIZONS = (30, 60, 90)  # days an axis of waiting may run; a curve is measured that far


def _horizon(cells: Sequence[Cell]) -> int:
    """The shortest axis on which every line has done nine tenths of its rise, from what is released."""

    def mostly_there(cell: Cell) -> int:
        points = [(day, (low + high) / 2) for day, low, high in cell.curve_bands] or list(cell.curve)
        top = max(share for _, share in points)
        return min(day for day, share in points if share >= 0.9 * top)

    needed = max(mostly_there(cell) for cell in cells)
    return next((days for days in HORIZONS if days >= needed), HORIZONS[-1])


def _is_told_by_few_days(cell: Cell) -> bool:
    """Whether a published curve has only the days every figure tells, its people being few."""
    return bool(cell.curve_bands) and all(day in CURVE_DAYS for day, _, _ in cell.curve_bands)


def _reached(name: str, cell: Cell, days: Sequence[int]) -> Series:
    """The share there by each day: a step function; a released curve has bands instead, and ends where it does."""

    def by_day(points: Sequence[tuple[Any, ...]], day: int) -> tuple[Any, ...] | None:
        return next((p for p in sorted(points, reverse=True) if p[0] <= day), None)

    if cell.curve_bands:
        last = cell.curve_bands[-1][0]
        ends = [by_day(cell.curve_bands, d) if d <= last else None for d in days]
        return Series(
            name=name,
            values=tuple(None for _ in days),
            labels=tuple(wording.percent_band(e[1], e[2]) if e else "" for e in ends),
            low=tuple(e[1] if e else None for e in ends),
            high=tuple(e[2] if e else None for e in ends),
        )
    shares = [point[1] if (point := by_day(cell.curve, d)) else 0.0 for d in days]
    return Series(name=name, values=tuple(shares), labels=tuple(number(share, "percent") for share in shares))


def _told(series: Sequence[Series], place: int) -> int:
    """The last place up to this one at which all lines say something, else the first line does; else this one."""
    for lines in (series, series[:1]):
        for at in range(place, -1, -1):
            if all(line.labels[at] for line in lines):
                return at
    return place


def wait_curve(marks: Marks) -> ChartSpec:
    """The share there by each day, a line a segment (six at most); a month of days, or of longer steps."""
    metric = marks.metric

    def name(mark: Mark) -> str:
        return " · ".join(segment_name(d, mark.segment[d]) for d in marks.dimensions if d in mark.segment)

    curves = [
        (name(mark) or metric.title, mark, mark.cell)
        for mark in marks.rows
        if mark.cell is not None and (mark.cell.curve or mark.cell.curve_bands) and not mark.is_withheld
    ]
    if not curves:
        return ranges(marks)
    curves = sorted(curves, key=lambda curve: (sits_last(curve[0]), -(curve[1].n or 0.0), curve[0]))
    left = max(len(curves) - MAX_SERIES, 0)
    drawn = [cell for _, _, cell in curves[:MAX_SERIES]]
    if any(_is_told_by_few_days(cell) for cell in drawn):  # nothing is known of the days between
        days, early, later = CURVE_DAYS, 0, CURVE_DAYS.index(14)
    else:
        until_day = _horizon(drawn)
        days = tuple(range(0, until_day + 1, until_day // 30))
        places = [days.index(day) for day in CURVE_DAYS if day in days]  # every figure tells these
        early = places[0]
        later = next((place for place in places[1:] if days[place] in (14, 30)), early)

    series = tuple(_reached(name, cell, days) for name, _, cell in curves[:MAX_SERIES])
    early, later = (_told(series, place) for place in (early, later))
    spoken = [(s.name, f"{s.labels[later]} by day {days[later]}") for s in series]
    if len(series) == 1:
        median = curves[0][1].value
        half = f"half by day {median:,.0f}" if median is not None else "fewer than half in all"
        there = ", ".join(f"{series[0].labels[at]} by day {days[at]}" for at in dict.fromkeys((early, later)))
        reading = f"{figure_name(metric)}: {there}; {half}."
        told = series[0].labels[later]
        ends_in = f"half by day {median:,.0f}" if median is not None else "fewer than half so far"
        when = f"By day {days[later]}"
        found = (
            f"{when}, {said(metric, told)}"
            if metric.says
            else f"{figure_name(metric)}: {told} by day {days[later]}"
        )
        found = f"{found}; {ends_in}"
    else:
        ranked = sorted(series, key=lambda s: -(s.middle(later) or 0.0))
        about = f"{figure_name(metric)}: there by day {days[later]}"
        dimension = marks.dimensions[0] if len(marks.dimensions) == 1 else ""
        values = {name: mark.segment.get(dimension, "") for name, mark, _ in curves}
        who = {
            s.name: who_of(metric, dimension, Group(values[s.name], s.name, curves[0][1]))
            for s in (ranked[0], ranked[-1])
        }
        most, least = (s.labels[later] for s in (ranked[0], ranked[-1]))
        # of their medians: no day has an interval of its own
        if are_apart([estimate(metric, cell) for cell in drawn]):
            ends = [(s, group_words(dimension, values[s.name], s.name)) for s in (ranked[0], ranked[-1])]
            reading = f"{about}: {', '.join(f'{s.labels[later]} {words}' for s, words in ends)}."
            first = (
                said(metric, most, who[ranked[0].name])
                if metric.says
                else f"{figure_name(metric)}: {most} {who[ranked[0].name]}"
            )
            found = f"By day {days[later]}, {first}, {least} {of_those(metric, who[ranked[-1].name])}"
        else:
            reading = f"{about}: {f'from {least} to {most}' if least != most else f'{most} in every group'}."
            span = between(least, most)
            found = (
                f"By day {days[later]}, {said(metric, span)}"
                if metric.says
                else f"{figure_name(metric)}: {span} by day {days[later]}"
            )
    if left:
        reading += f" {left} more in the table."
    spec = ChartSpec(
        id=metric.id,
        kind="lines",
        title=metric.title,
        reading=reading,
        categories=tuple(str(d) for d in days),
        series=series,
        unit="percent",
        left_out=left,
        alt_text=alt_text("Line chart", metric.title, reading, spoken),
        category_title="Days",
        references=(Reference(0.5, "half"),),
    )
    return with_finding(spec, Finding(found))
