"""Dots with intervals, several series a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.charts import palette
from dashboard.charts.palette import INK, SIZE_NOTE, wrap
from dashboard.charts.spec import ChartSpec, Series
from dashboard.drawing.parts import (
    Figure,
    annotation,
    axis_keys,
    colors_of,
    escape,
    hover_text,
    item_at,
    layout_of,
)
from dashboard.drawing.rows import ends_labels, row_axis, row_labels, row_line, rows_height, upright_lines
from dashboard.drawing.values import bottom_of, has_range, nice_end, range_size, tick_text, top_of, value_axis


def draw(spec: ChartSpec) -> Figure:
    """A dot with the range it may lie in, a row a segment; several series are panels side by side."""
    keys = axis_keys(spec.categories)
    texts, _, heights = row_labels(spec, notes_below=True)
    panels = len(spec.series)
    is_single = panels == 1
    is_dense = panels > 3  # labels stand above the ranges instead of behind them
    colors = [palette.OTHER if s.is_muted else c for s, c in zip(spec.series, _dot_colors(spec), strict=True)]
    top_value = top_of(spec) or nice_end(0.0, spec.unit)[0]
    end = 1.0 if spec.unit == "percent" and is_single and top_value > 0.5 else top_value
    low = bottom_of(spec)
    gap = 0.0 if is_single else 0.03
    wide = (1 - gap * (panels - 1)) / panels
    reach = end if is_single or is_dense else low + (end - low) * 2.1
    traces: list[dict[str, Any]] = []
    axes: dict[str, Any] = {}
    notes: list[dict[str, Any]] = []
    room = 0.0
    for p, (series, color) in enumerate(zip(spec.series, colors, strict=True)):
        axis = "x" if p == 0 else f"x{p + 1}"
        left = p * (wide + gap)
        labels, room = ends_labels(spec, keys, series, has_dots=not is_dense)
        if is_dense:
            labels = {**labels, "x": [low] * len(keys), "textposition": "top right"}
        ticks = [end] if is_dense else [low, end]
        ends = {
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": [escape(tick_text(v, spec.unit)) for v in ticks],
        }
        axes["xaxis" if p == 0 else f"xaxis{p + 1}"] = {
            **value_axis(spec, reach, nice_end(end, spec.unit)[1], low),
            "domain": [left, left + wide],
            "anchor": "y",
            **({} if is_single else ends),
        }
        marks = (
            _low_traces(spec, series, keys, color, axis, end - low)
            if is_dense
            else _dot_traces(spec, series, keys, color, axis)
        )
        traces += [*marks, {**labels, "xaxis": axis}]
        if not is_single:
            notes.append(
                annotation(
                    "<br>".join(
                        escape(line) for line in wrap(series.name, 90 if panels < 4 else 58, SIZE_NOTE)
                    ),
                    left,
                    1,
                    xref="paper",
                    yref="paper",
                    xanchor="left",
                    yanchor="bottom",
                    align="left",
                    font={"size": SIZE_NOTE, "color": INK},
                )
            )
    lines, words = upright_lines(spec)
    shapes = [*(row_line(i) for i in range(len(keys)) if not is_dense), *lines]
    top = 48 if not is_single else (24 if spec.references else 8)
    return {
        "data": traces,
        "layout": layout_of(
            spec,
            rows_height([max(h, 3 if is_dense else 1) for h in heights], top + 28),
            yaxis=row_axis(spec, keys, texts),
            annotations=[*notes, *words],
            shapes=shapes,
            barmode="overlay",
            margin={"l": 8, "r": room if is_single else 16, "t": top, "b": 8},
            **axes,
        ),
    }


def _dot_colors(spec: ChartSpec) -> list[str]:
    """One panel, or ordered classes: the primary alone (a ramp's lightest steps would vanish as dots)."""
    if len(spec.series) == 1 or spec.is_ordered:
        return [palette.PRIMARY] * len(spec.series)
    return colors_of(spec)


def _low_traces(
    spec: ChartSpec, series: Series, keys: Sequence[str], color: str, axis: str, span: float
) -> list[dict[str, Any]]:
    """Ranges in the lower half of their row, under their labels; a value is a tick on them."""
    rows = range(len(keys))
    base = {
        "type": "bar",
        "orientation": "h",
        "xaxis": axis,
        "y": list(keys),
        "width": 0.24,
        "offset": 0.08,
        "hovertext": [hover_text(spec, series, i) for i in rows],
        "hoverinfo": "text",
        "customdata": list(spec.categories),
        "showlegend": False,
    }
    tick = span * 0.03
    values = [series.values[i] for i in rows]
    return [
        {
            **base,
            "x": [range_size(series, i) for i in rows],
            "base": [item_at(series.low, i) or 0.0 for i in rows],
            "marker": {"color": palette.tint(color, 0.45), "line": {"width": 0}},
        },
        {
            **base,
            "x": [None if v is None else tick for v in values],
            "base": [0.0 if v is None else v - tick / 2 for v in values],
            "marker": {"color": color, "line": {"width": 0}},
        },
    ]


def _dot_traces(
    spec: ChartSpec, series: Series, keys: Sequence[str], color: str, axis: str
) -> list[dict[str, Any]]:
    rows = range(len(keys))
    spread = [i for i in rows if has_range(series, i)]
    hover = [hover_text(spec, series, i) for i in rows]
    bar = {
        "type": "bar",
        "orientation": "h",
        "xaxis": axis,
        "y": [keys[i] for i in spread],
        "x": [range_size(series, i) for i in spread],
        "base": [series.low[i] for i in spread],
        "width": 0.26,
        "marker": {"color": palette.tint(color, 0.4), "line": {"width": 0}},
        "hovertext": [hover[i] for i in spread],
        "hoverinfo": "text",
        "customdata": [spec.categories[i] for i in spread],
        "showlegend": False,
    }
    dot = {
        "type": "scatter",
        "mode": "markers",
        "xaxis": axis,
        "x": list(series.values),
        "y": list(keys),
        "marker": {"color": color, "size": 10, "line": {"color": palette.SURFACE, "width": 1.5}},
        "hovertext": hover,
        "hoverinfo": "text",
        "customdata": list(spec.categories),
        "cliponaxis": False,
        "showlegend": False,
    }
    return [bar, dot] if spread else [dot]
