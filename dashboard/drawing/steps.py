"""Steps of a way, each with how many got there."""

from __future__ import annotations

from dashboard.charts import palette
from dashboard.charts.palette import INK, SOFT_INK, text_width
from dashboard.charts.spec import ChartSpec
from dashboard.drawing.parts import (
    BARE_AXIS,
    Figure,
    annotation,
    axis_keys,
    escape,
    hover_text,
    item_at,
    layout_of,
)
from dashboard.drawing.rows import row_axis, row_labels, rows_height
from dashboard.drawing.values import drawn_from, drawn_size, is_band


def draw(spec: ChartSpec) -> Figure:
    """Each step's share of its own eligible items, on a track of 100 %."""
    keys = axis_keys(spec.categories)
    series = spec.series[0]
    texts, _, heights = row_labels(spec, notes_below=True)
    rows = range(len(keys))
    sizes = [drawn_size(series, i) for i in rows]
    track = {
        "type": "bar",
        "orientation": "h",
        "y": keys,
        "x": [1.0 for _ in rows],
        "width": 0.5,
        "marker": {"color": palette.TRACK, "line": {"width": 0}},
        "hovertext": [hover_text(spec, series, i) for i in rows],
        "hoverinfo": "text",
        "customdata": list(spec.categories),
    }
    done = {
        **track,
        "x": sizes,
        "base": [drawn_from(series, i) for i in rows],
        "marker": {
            "color": [
                palette.tint(palette.PRIMARY, 0.5) if is_band(series, i) else palette.PRIMARY for i in rows
            ],
            "line": {"width": 0},
        },
    }
    labels = [item_at(series.labels, i, "") for i in rows]
    room = max((text_width(label, 14) for label in labels), default=0.0) + 18
    return {
        "data": [track, done],
        "layout": layout_of(
            spec,
            rows_height(heights, 24),
            xaxis={**BARE_AXIS, "range": [0, 1], "showticklabels": False},
            yaxis=row_axis(spec, keys, texts),
            barmode="overlay",
            annotations=[
                annotation(
                    escape(label),
                    1,
                    i,
                    xref="paper",
                    xanchor="left",
                    xshift=8,
                    yref="y",
                    font={"size": 14, "color": SOFT_INK if sizes[i] is None else INK},
                )
                for i, label in enumerate(labels)
                if label
            ],
            margin={"l": 8, "r": room, "t": 8, "b": 8},
        ),
    }
