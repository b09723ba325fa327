"""Bars, one a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.charts import palette
from dashboard.charts.palette import INK
from dashboard.charts.spec import ChartSpec, Series
from dashboard.drawing.parts import (
    BARE_AXIS,
    Figure,
    axis_keys,
    colors_of,
    escape,
    hover_text,
    layout_of,
)
from dashboard.drawing.rows import ends_labels, row_axis, row_labels, rows_height, upright_lines
from dashboard.drawing.values import bottom_of, drawn_from, drawn_size, has_range, is_band, top_of


def draw(spec: ChartSpec) -> Figure:
    """Horizontal bars, their numbers at their ends; intervals as thin whiskers, bands as floating ranges."""
    keys = axis_keys(spec.categories)
    color = colors_of(spec)[0]
    series = spec.series[0]
    texts, _, heights = row_labels(spec, notes_below=True)
    end = max(top_of(spec), 1e-9)
    low = bottom_of(spec)
    if spec.unit == "percent" and len(keys) == 1:
        end = 1.0
    rows = range(len(keys))
    bar = {
        "type": "bar",
        "orientation": "h",
        "name": escape(series.name),
        "y": keys,
        "x": [drawn_size(series, i) for i in rows],
        "base": [drawn_from(series, i) for i in rows],
        "marker": {
            "color": [
                palette.tint(base, 0.5) if is_band(series, i) else base
                for i in rows
                for base in [palette.UNKNOWN if palette.is_grey(spec.categories[i]) else color]
            ],
            "line": {"width": 0},
        },
        "hovertext": [hover_text(spec, series, i) for i in rows],
        "hoverinfo": "text",
        "customdata": list(spec.categories),
        "width": 0.62 if len(keys) > 1 else 0.4,
    }
    labels, room = ends_labels(spec, keys, series)
    traces = [bar, *_whiskers(spec, keys, series), labels]
    lines, notes = upright_lines(spec)
    return {
        "data": traces,
        "layout": layout_of(
            spec,
            rows_height(heights, 24),
            xaxis={**BARE_AXIS, "range": [low, end], "showticklabels": False},
            yaxis=row_axis(spec, keys, texts),
            margin={"l": 8, "r": room, "t": 24 if spec.references else 8, "b": 8},
            annotations=notes,
            shapes=[
                {
                    "type": "line",
                    "xref": "x",
                    "yref": "paper",
                    "x0": 0,
                    "x1": 0,
                    "y0": 0,
                    "y1": 1,
                    "line": {"color": palette.BORDER, "width": 1},
                },
                *lines,
            ],
            barmode="overlay",
        ),
    }


def _whiskers(spec: ChartSpec, keys: Sequence[str], series: Series) -> list[dict[str, Any]]:
    """Intervals as one thin line each; only where a value has one."""
    rows = [i for i, value in enumerate(series.values) if value is not None and has_range(series, i)]
    if not rows:
        return []
    xs: list[float | None] = []
    ys: list[str | None] = []
    for i in rows:
        xs += [series.low[i], series.high[i], None]
        ys += [keys[i], keys[i], None]
    line = {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "hoverinfo": "skip", "showlegend": False}
    # a white edge, then ink: seen on the bar and beyond it
    looks = ({"color": palette.SURFACE, "width": 4}, {"color": INK, "width": 1.5})
    return [{**line, "line": look} for look in looks]
