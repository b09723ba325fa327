"""A rate, mean or median a row: a dot on the interval it may lie in, all on one scale."""

from __future__ import annotations

from typing import Any

from dashboard.charts import palette
from dashboard.charts.spec import ChartSpec
from dashboard.drawing import panels
from dashboard.drawing.parts import Figure, hover_text, layout_of
from dashboard.drawing.scale import scale_axis, scale_of
from dashboard.drawing.table_rows import HEAD, line_above_few, rows_of, upright_lines, words_beside
from dashboard.drawing.values import has_range, is_band, range_size

DOT = 12  # pixels
INTERVAL = 8


def draw(spec: ChartSpec) -> Figure:
    """Dots on pale intervals, a released range alone where there is no value; several series are panels."""
    if len(spec.series) > 1:
        return panels.draw(spec)
    rows, series = rows_of(spec), spec.series[0]
    places = range(len(spec.categories))
    scale = scale_of(spec)
    hover = [hover_text(spec, series, i) for i in places]
    spread = [i for i in places if has_range(series, i)]
    dotted = [i for i in places if series.values[i] is not None]
    common: dict[str, Any] = {"hoverinfo": "text", "showlegend": False}
    intervals = {
        **common,
        "type": "bar",
        "orientation": "h",
        "y": [rows.centers[i] for i in spread],
        "base": [series.low[i] for i in spread],
        "x": [range_size(series, i) for i in spread],
        "width": INTERVAL,
        "marker": {
            "color": [_pale(spec, i) for i in spread],
            "cornerradius": INTERVAL / 2,
            "line": {"width": 0},
        },
        "hovertext": [hover[i] for i in spread],
        "customdata": [spec.categories[i] for i in spread],
    }
    dots = {
        **common,
        "type": "scatter",
        "mode": "markers",
        "x": [series.values[i] for i in dotted],
        "y": [rows.centers[i] for i in dotted],
        "marker": {
            "color": [_strong(spec, i) for i in dotted],
            "size": DOT,
            "opacity": 1,
            "line": {"color": palette.SURFACE, "width": 1.5},
        },
        "hovertext": [hover[i] for i in dotted],
        "customdata": [spec.categories[i] for i in dotted],
        "cliponaxis": False,
    }
    lines, words, above = upright_lines(spec, rows, scale.low, scale.high)
    top = HEAD + above
    return {
        "data": [intervals, dots] if spread else [dots],
        "layout": layout_of(
            spec,
            round(top + rows.height + 26),
            xaxis=scale_axis(spec, scale),
            yaxis=rows.axis,
            annotations=[*words_beside(spec, rows), *words],
            shapes=[*line_above_few(rows), *lines],
            barmode="overlay",
            margin={"l": rows.left, "r": rows.right, "t": top, "b": 4},
        ),
    }


def _strong(spec: ChartSpec, i: int) -> str:
    """A dot's color: the problem's where the finding names the row, grey where it is nobody's."""
    if spec.categories[i] in spec.named:
        return palette.HOT
    return palette.OTHER if palette.is_grey(spec.categories[i]) else palette.PRIMARY


def _pale(spec: ChartSpec, i: int) -> str:
    """An interval's color; a released range is stronger, since it stands for itself."""
    if palette.is_grey(spec.categories[i]):
        return palette.UNKNOWN
    if is_band(spec.series[0], i):
        return palette.BAND
    return palette.HOT_PALE if spec.categories[i] in spec.named else palette.PALE
