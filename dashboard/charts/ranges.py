"""Dots with the range a value may lie in: quartiles of a median, what unknown outcomes allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.charts.bars import by_segment
from dashboard.charts.marks import dimensions_of, drawn_of, own_category
from dashboard.charts.names import segment_name
from dashboard.charts.panels import panels
from dashboard.charts.readings import extremes, more_rows
from dashboard.charts.spec import ChartSpec
from pipelines.figures.results import Released


def ranges(released: Released) -> ChartSpec:
    """Dots with ranges: a value by segment and the range it may lie in.

    For the outcomes rate the range is what the unknown graduates allow; for a median it runs from quartile to
    quartile.
    """
    own = own_category(released)
    dimensions = (*dimensions_of(released), *([own] if own else []))
    if len(dimensions) > 1:
        return panels(released, dimensions[0], dimensions[1])
    with_quartiles = replace(
        released,
        cells=tuple(
            replace(c, low=c.quartiles[0], high=c.quartiles[1])
            if c.quartiles and c.value is not None and not c.is_withheld
            else c
            for c in released.cells
        ),
    )
    spec = by_segment(with_quartiles)
    reading = _range_reading(released, dimensions, spec)
    return replace(spec, kind="dots", reading=reading, alt_text=spec.alt_text.replace(spec.reading, reading))


def _range_reading(released: Released, dimensions: Sequence[str], spec: ChartSpec) -> str:
    """The segments' sentence, then what the lines mean, where there are any."""
    metric, reading = released.metric, spec.reading
    drawn = spec.series[0]
    has_lines = any(
        v is not None and low is not None for v, low in zip(drawn.values, drawn.low, strict=False)
    )
    if metric.interval == "census":
        reading = reading.replace("; their ranges overlap", "; what is unknown could make up the difference")
        return reading + (
            " The lines show how far unknown outcomes could move each rate." if has_lines else ""
        )
    if dimensions:
        rows = [
            (segment_name(dimensions[0], c.segment[dimensions[0]]), drawn_of(c, metric))
            for c in released.cells
        ]
        lines = " The lines run from the lower to the upper quartile." if has_lines else ""
        return extremes(metric, rows, with_overlap=False) + more_rows(len(rows)) + lines
    return (
        reading.replace("; the range is ", "; half lie between ").replace(" to ", " and ")
        if has_lines
        else reading
    )
