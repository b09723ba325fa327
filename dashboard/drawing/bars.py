"""Counts, or parts of one whole: a bar from zero a row, without intervals; value and number at the right."""

from __future__ import annotations

from dashboard.charts import palette
from dashboard.charts.spec import ChartSpec
from dashboard.drawing.parts import BARE_AXIS, Figure, hover_text, layout_of
from dashboard.drawing.table_rows import HEAD, line_above_few, rows_of, upright_lines, words_beside
from dashboard.drawing.values import bottom_of, drawn_from, drawn_size, is_band, top_of

BAR = 14  # pixels


def draw(spec: ChartSpec) -> Figure:
    """Bars that begin at zero; a released range floats between its ends, in a lighter tone."""
    rows, series = rows_of(spec), spec.series[0]
    places = range(len(spec.categories))
    low, high = bottom_of(spec), max(top_of(spec), 1e-9)
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": list(rows.centers),
        "x": [drawn_size(series, i) for i in places],
        "base": [drawn_from(series, i) for i in places],
        "width": BAR,
        "marker": {
            "color": [_color(spec, i) for i in places],
            "cornerradius": 2,
            "line": {"width": 0},
        },
        "hovertext": [hover_text(spec, series, i) for i in places],
        "hoverinfo": "text",
        "customdata": list(spec.categories),
        "showlegend": False,
    }
    lines, words, above = upright_lines(spec, rows, low, high)
    head = HEAD if spec.column_title or words else 8
    return {
        "data": [bars],
        "layout": layout_of(
            spec,
            round(head + above + rows.height + 4),
            xaxis={**BARE_AXIS, "range": [low, high], "showticklabels": False},
            yaxis=rows.axis,
            annotations=[*words_beside(spec, rows), *words],
            shapes=[*line_above_few(rows), *lines],
            barmode="overlay",
            margin={"l": rows.left, "r": rows.right, "t": head + above, "b": 4},
        ),
    }


def _color(spec: ChartSpec, i: int) -> str:
    if palette.is_grey(spec.categories[i]):
        return palette.UNKNOWN
    is_pale = is_band(spec.series[0], i) or (spec.named and spec.categories[i] not in spec.named)
    return palette.BAND if is_pale else palette.PRIMARY
