"""Two figures a row, joined: the group and what it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.charts import palette
from dashboard.charts.spec import ChartSpec
from dashboard.drawing.parts import (
    Figure,
    colors_of,
    escape,
    hover_text,
    layout_of,
    legend_above,
    legend_lines,
)
from dashboard.drawing.rows import ends_labels, row_axis, row_labels, row_line, rows_height
from dashboard.drawing.values import nice_end, nice_start, range_size, top_of, value_axis


def draw(spec: ChartSpec) -> Figure:
    """Two marks a row, one a side, each on a line of its own with its range; a thin line joins them."""
    texts, _, heights = row_labels(spec, notes_below=True)
    count = len(spec.categories)
    colors = colors_of(spec)
    end, tick = nice_end(top_of(spec) * 1.02, spec.unit)
    low = nice_start(spec, tick)
    lanes = [-0.17, 0.17]
    traces: list[dict[str, Any]] = [_joints(spec, lanes)]
    room = 0.0
    for series, color, lane in zip(spec.series, colors, lanes, strict=True):
        places = [i + lane for i in range(count)]
        spread = [i for i in range(count) if range_size(series, i)]
        hover = [hover_text(spec, series, i) for i in range(count)]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "y": [places[i] for i in spread],
                "x": [range_size(series, i) for i in spread],
                "base": [series.low[i] for i in spread],
                "width": 0.2,
                "marker": {"color": palette.tint(color, 0.4), "line": {"width": 0}},
                "hovertext": [hover[i] for i in spread],
                "hoverinfo": "text",
                "showlegend": False,
            }
        )
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": escape(series.name),
                "x": list(series.values),
                "y": places,
                "marker": {
                    "color": color,
                    "size": 11,
                    "symbol": "circle" if lane < 0 else "diamond",
                    "line": {"color": palette.SURFACE, "width": 1.5},
                },
                "hovertext": hover,
                "hoverinfo": "text",
                "cliponaxis": False,
            }
        )
        labels, wide = ends_labels(spec, [""] * count, series, has_dots=True)
        traces.append({**labels, "y": places})
        room = max(room, wide)
    axis = {
        **row_axis(spec, [], texts),
        "type": "linear",
        "range": [count - 0.5, -0.5],
        "tickvals": list(range(count)),
    }
    for name in ("categoryorder", "categoryarray"):
        axis.pop(name)
    lines = legend_lines([s.name for s in spec.series], 300)
    return {
        "data": traces,
        "layout": layout_of(
            spec,
            rows_height([max(h, 3) for h in heights], 34 + 20 * lines),
            xaxis=value_axis(spec, end, tick, low),
            yaxis=axis,
            shapes=[{**row_line(i), "y0": i + 0.5, "y1": i + 0.5} for i in range(count - 1)],
            barmode="overlay",
            showlegend=True,
            legend=legend_above(),
            margin={"l": 8, "r": room, "t": 10 + 20 * lines, "b": 8},
        ),
    }


def _joints(spec: ChartSpec, lanes: Sequence[float]) -> dict[str, Any]:
    """The line between the two values of a row, where both have one."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    one, other = spec.series
    for i in range(len(spec.categories)):
        if one.values[i] is not None and other.values[i] is not None:
            xs += [one.values[i], other.values[i], None]
            ys += [i + lanes[0], i + lanes[1], None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "line": {"color": "#B4BECA", "width": 1.5},
        "hoverinfo": "skip",
        "showlegend": False,
    }
