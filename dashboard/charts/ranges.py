"""Dots with the range a value may lie in: quartiles of a median, what unknown outcomes allow."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from dashboard.charts.bars import by_segment
from dashboard.charts.marks import Mark, Marks
from dashboard.charts.names import segment_name
from dashboard.charts.panels import panels
from dashboard.charts.readings import extremes
from dashboard.charts.spec import ChartSpec


def ranges(marks: Marks) -> ChartSpec:
    """Dots with ranges: a value by segment and the range it may lie in.

    For the outcomes rate the range is what the unknown graduates allow; for a median it runs from quartile to
    quartile.
    """
    if len(marks.breakdowns) > 1:
        return panels(marks, *marks.breakdowns[:2])
    spec = by_segment(replace(marks, rows=tuple(_between_quartiles(mark) for mark in marks.rows)))
    reading = _range_reading(marks, spec)
    return replace(
        spec,
        kind="dots",
        reading=reading,
        alt_text=spec.alt_text.replace(spec.reading, reading).replace("Bar chart", "Dot chart", 1),
        ranges_are=_meaning(marks),
    )


def _meaning(marks: Marks) -> Literal["chance", "unknown", "quartiles"]:
    if marks.metric.interval == "census":
        return "unknown"
    has_quartiles = any(mark.cell is not None and mark.cell.quartiles is not None for mark in marks.rows)
    return "quartiles" if has_quartiles else "chance"


def _between_quartiles(mark: Mark) -> Mark:
    quartiles = mark.cell.quartiles if mark.cell is not None else None
    if quartiles is None or mark.value is None:
        return mark
    return replace(mark, low=quartiles[0], high=quartiles[1])


def _range_reading(marks: Marks, spec: ChartSpec) -> str:
    """The segments' sentence, then what the lines mean, where there are any."""
    metric, reading = marks.metric, spec.reading
    drawn = spec.series[0]
    has_lines = any(
        v is not None and low is not None for v, low in zip(drawn.values, drawn.low, strict=False)
    )
    if metric.interval == "census":
        return reading + (
            " The lines show how far unknown outcomes could move each rate." if has_lines else ""
        )
    if marks.breakdowns:
        (dimension,) = marks.breakdowns
        rows = [(segment_name(dimension, mark.segment[dimension]), mark) for mark in marks.rows]
        lines = " The lines run from the lower to the upper quartile." if has_lines else ""
        return extremes(metric, rows) + lines
    return (
        reading.replace("; the range is ", "; half lie between ").replace(" to ", " and ")
        if has_lines
        else reading
    )
