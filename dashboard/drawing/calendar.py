"""A calendar: weeks or months by weekday."""

from __future__ import annotations

from typing import Any

from dashboard.charts import palette
from dashboard.charts.palette import SIZE_NOTE, SOFT_INK
from dashboard.charts.spec import ChartSpec
from dashboard.drawing.parts import BARE_AXIS, Figure, axis_keys, escape, hover_text, item_at, layout_of
from dashboard.drawing.periods import TIME_WIDTH, category_axis, moments_of

_NUMBERED_DAYS = 20  # above this many periods, a day's number has no room in its square


def draw(spec: ChartSpec) -> Figure:
    """Squares, a column a period and a row a weekday; a withheld one is paler than none, and says so."""
    keys = axis_keys(spec.categories)
    days = [escape(series.name[:3]) for series in spec.series]
    rows = range(len(spec.categories))
    is_numbered = len(keys) <= _NUMBERED_DAYS
    top = max((v for s in spec.series for v in s.values if v is not None), default=0.0)
    squares: dict[str, Any] = {
        "type": "heatmap",
        "x": keys,
        "y": days,
        "xgap": 2,
        "ygap": 2,
        "hoverongaps": False,
        "hoverinfo": "text",
        "hovertext": [[hover_text(spec, series, i) for i in rows] for series in spec.series],
        "texttemplate": "%{text}" if is_numbered else "",
        "textfont": {"size": SIZE_NOTE},
    }
    shown = {
        **squares,
        "z": [list(series.values) for series in spec.series],
        "zmin": 0,
        "zmax": max(top, 1.0),
        "colorscale": [
            [0, palette.TRACK],
            [0.001, palette.tint(palette.PRIMARY, 0.22)],
            [1, palette.PRIMARY],
        ],
        "text": [
            [escape(item_at(s.labels, i, "")) if s.values[i] else "" for i in rows] for s in spec.series
        ],
        "colorbar": {
            "thickness": 8,
            "outlinewidth": 0,
            "len": 1,
            "x": 1.01,
            "xpad": 4,
            "nticks": 4,
            "tickformat": ",d",
            "tickfont": {"size": SIZE_NOTE, "color": SOFT_INK},
        },
    }
    is_hidden = [[s.values[i] is None and bool(item_at(s.labels, i, "")) for i in rows] for s in spec.series]
    traces = [shown]
    if any(any(row) for row in is_hidden):
        traces.append(
            {
                **squares,
                "z": [[0 if hidden else None for hidden in row] for row in is_hidden],
                "colorscale": [[0, palette.WASH], [1, palette.WASH]],
                "showscale": False,
                "text": [
                    [escape(item_at(s.labels, i, "")) if hidden else "" for i, hidden in enumerate(row)]
                    for s, row in zip(spec.series, is_hidden, strict=True)
                ],
            }
        )
    shapes, above, room = moments_of(spec)
    return {
        "data": traces,
        "layout": layout_of(
            spec,
            64 + room + 30 * len(days),
            xaxis={**category_axis(spec, keys, TIME_WIDTH - 56), "showline": False},
            yaxis={
                **BARE_AXIS,
                "type": "category",
                "categoryorder": "array",
                "categoryarray": days,
                "range": [len(days) - 0.5, -0.5],  # the first on top
                "tickmode": "array",
                "tickvals": list(range(len(days))),
                "ticktext": days,
                "tickfont": {"size": SIZE_NOTE, "color": SOFT_INK},
                "ticklabelstandoff": 4,
            },
            shapes=shapes,
            annotations=above,
            margin={"l": 8, "r": 56, "t": 8 + room, "b": 8},
        ),
    }
