"""Steps of a way, each with how many got there."""

from __future__ import annotations

from dashboard.charts import palette
from dashboard.charts.spec import ChartSpec
from dashboard.drawing.parts import BARE_AXIS, Figure, hover_text, layout_of
from dashboard.drawing.table_rows import line_above_few, rows_of, words_beside
from dashboard.drawing.values import drawn_from, drawn_size, is_band

BAR = 14  # pixels


def draw(spec: ChartSpec) -> Figure:
    """Each step's share of its own eligible items, on a track of 100 %; of how many stands under its name."""
    series = spec.series[0]
    steps = range(len(spec.categories))
    rows = rows_of(spec, below=spec.category_notes)
    track = {
        "type": "bar",
        "orientation": "h",
        "y": list(rows.centers),
        "x": [1.0 for _ in steps],
        "width": BAR,
        "marker": {"color": palette.TRACK, "cornerradius": 2, "line": {"width": 0}},
        "hovertext": [hover_text(spec, series, i) for i in steps],
        "hoverinfo": "text",
        "customdata": list(spec.categories),
        "showlegend": False,
    }
    done = {
        **track,
        "x": [drawn_size(series, i) for i in steps],
        "base": [drawn_from(series, i) for i in steps],
        "marker": {
            "color": [palette.BAND if is_band(series, i) else palette.PRIMARY for i in steps],
            "cornerradius": 2,
            "line": {"width": 0},
        },
    }
    return {
        "data": [track, done],
        "layout": layout_of(
            spec,
            round(rows.height + 16),
            xaxis={**BARE_AXIS, "range": [0, 1], "showticklabels": False},
            yaxis=rows.axis,
            barmode="overlay",
            annotations=words_beside(spec, rows),
            shapes=line_above_few(rows),
            margin={"l": rows.left, "r": rows.right, "t": 8, "b": 8},
        ),
    }
