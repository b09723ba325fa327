"""Parts of a whole, one whole a row."""

from __future__ import annotations

from dashboard.charts import palette
from dashboard.charts.palette import SIZE_NOTE, text_width
from dashboard.charts.spec import ChartSpec
from dashboard.drawing.parts import (
    BARE_AXIS,
    Figure,
    annotation,
    axis_keys,
    colors_of,
    escape,
    hover_text,
    item_at,
    layout_of,
    legend_above,
    legend_lines,
)
from dashboard.drawing.rows import row_axis, row_labels, rows_height


def draw(spec: ChartSpec) -> Figure:
    """100 % bars, numbers inside where they fit, n at the right."""
    keys = axis_keys(spec.categories)
    colors = colors_of(spec)
    texts, _, heights = row_labels(spec, notes_below=False)
    rows = range(len(keys))
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": escape(series.name),
            "y": keys,
            "x": list(series.values),
            "marker": {"color": color, "line": {"color": palette.SURFACE, "width": 1}},
            "text": [
                escape(item_at(series.labels, i, "")) if (series.values[i] or 0) >= 0.09 else "" for i in rows
            ],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "textfont": {"size": SIZE_NOTE, "color": palette.ink_on(color)},
            "hovertext": [hover_text(spec, series, i) for i in rows],
            "hoverinfo": "text",
            "customdata": list(spec.categories),
            "width": 0.68 if len(keys) > 1 else 0.5,
        }
        for series, color in zip(spec.series, colors, strict=True)
    ]
    room = max((text_width(note, SIZE_NOTE) for note in spec.category_notes), default=0.0) + 16
    lines = legend_lines([s.name for s in spec.series], 300)  # on a card 480 wide
    return {
        "data": traces,
        "layout": layout_of(
            spec,
            rows_height(heights, 24 + 20 * lines),
            xaxis={**BARE_AXIS, "range": [0, 1], "showticklabels": False},
            yaxis=row_axis(spec, keys, texts),
            annotations=[
                annotation(escape(note), 1, i, xref="paper", xanchor="left", xshift=8, yref="y")
                for i, note in enumerate(spec.category_notes)
                if note
            ],
            barmode="stack",
            barcornerradius=0,
            # a number that does not fit its part is left out
            uniformtext={"minsize": SIZE_NOTE, "mode": "hide"},
            showlegend=True,
            legend=legend_above(),
            margin={"l": 8, "r": room, "t": 10, "b": 8},
        ),
    }
