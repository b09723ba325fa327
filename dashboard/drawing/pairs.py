"""Two sides a row: the group and what it is compared with, each a dot on the interval it may lie in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from dashboard.charts import palette
from dashboard.charts.palette import FAINT_INK, INK, SIZE_LABEL, SIZE_NOTE, SOFT_INK, text_width, wrap
from dashboard.charts.spec import ChartSpec, Series
from dashboard.drawing.parts import Figure, annotation, colors_of, escape, hover_text, item_at, layout_of
from dashboard.drawing.scale import scale_axis, scale_of
from dashboard.drawing.table_rows import VALUE_ROOM, Rows, rows_of, short, words_beside
from dashboard.drawing.values import drawn_size, has_range, range_size

_LANE = 10  # pixels a side stands above or below its row's middle
_SYMBOLS, _GLYPHS = ("circle", "diamond"), ("●", "◆")
_LEGEND = 280.0  # pixels a side's name may take on a phone
_LINE = 18  # pixels of a line of the legend


def draw(spec: ChartSpec) -> Figure:
    """Two marks a row, one a side, each on a line of its own; a thin line joins them; values at the right."""
    rows = rows_of(spec, gap=12, below=spec.category_notes)
    colors = colors_of(spec)
    scale = scale_of(spec)
    right = max(
        [
            VALUE_ROOM,
            *(text_width(short(label)) * 1.06 + 14 for series in spec.series for label in series.labels),
        ]
    )
    legend = [wrap(series.name, _LEGEND, SIZE_NOTE, lines=2) for series in spec.series]
    names = [note for note in words_beside(spec, rows) if note["x"] == 0]
    traces: list[dict[str, Any]] = [_joints(spec, rows)]
    values: list[dict[str, Any]] = []
    for place, (series, color) in enumerate(zip(spec.series, colors, strict=True)):
        lane = -_LANE if place == 0 else _LANE
        traces += _side(spec, series, color, [y + lane for y in rows.centers], _SYMBOLS[place])
        values += _values(series, rows, lane, right)
    top = 10 + _LINE * sum(map(len, legend))
    return {
        "data": traces,
        "layout": layout_of(
            spec,
            round(top + rows.height + 26),
            xaxis=scale_axis(spec, scale),
            yaxis=rows.axis,
            annotations=[*names, *values, *_legend(legend, colors, rows)],
            shapes=[_between(edge) for edge in _edges(rows)],
            barmode="overlay",
            margin={"l": rows.left, "r": right, "t": top, "b": 4},
        ),
    }


def _side(
    spec: ChartSpec, series: Series, color: str, ys: Sequence[float], symbol: str
) -> list[dict[str, Any]]:
    """One side's intervals and marks."""
    hover = [hover_text(spec, series, i) for i in range(len(ys))]
    spread = [i for i in range(len(ys)) if has_range(series, i)]
    return [
        {
            "type": "bar",
            "orientation": "h",
            "y": [ys[i] for i in spread],
            "x": [range_size(series, i) for i in spread],
            "base": [series.low[i] for i in spread],
            "width": 8,
            "marker": {
                "color": [palette.tint(color, 0.28 if series.values[i] is not None else 0.5) for i in spread],
                "cornerradius": 4,
                "line": {"width": 0},
            },
            "hovertext": [hover[i] for i in spread],
            "hoverinfo": "text",
            "showlegend": False,
        },
        {
            "type": "scatter",
            "mode": "markers",
            "name": escape(series.name),
            "x": list(series.values),
            "y": list(ys),
            "marker": {
                "color": color,
                "size": 12,
                "opacity": 1,
                "symbol": symbol,
                "line": {"color": palette.SURFACE, "width": 1.5},
            },
            "hovertext": hover,
            "hoverinfo": "text",
            "cliponaxis": False,
            "showlegend": False,
        },
    ]


def _values(series: Series, rows: Rows, lane: float, right: float) -> list[dict[str, Any]]:
    """One side's numbers, level with its marks."""
    notes = []
    for i, y in enumerate(rows.centers):
        is_drawn = drawn_size(series, i) is not None
        if label := short(item_at(series.labels, i, "")):
            notes.append(
                annotation(
                    escape(label),
                    1,
                    y + lane,
                    xref="paper",
                    yref="y",
                    xanchor="right",
                    yanchor="middle",
                    xshift=right,
                    font={
                        "size": SIZE_LABEL,
                        "color": INK if is_drawn else FAINT_INK,
                        "weight": 600 if is_drawn else 400,
                    },
                )
            )
    return notes


def _legend(names: Sequence[Sequence[str]], colors: Sequence[str], rows: Rows) -> list[dict[str, Any]]:
    """The sides, one below the other: their names may be long."""
    notes, below = [], sum(map(len, names))
    for lines, color, glyph in zip(names, colors, _GLYPHS, strict=True):
        below -= len(lines)
        words = "<br>\u00a0\u00a0\u00a0".join(map(escape, lines))
        notes.append(
            annotation(
                f'<span style="color:{color}">{glyph}</span>\u00a0{words}',
                0,
                1,
                xref="paper",
                yref="paper",
                xanchor="left",
                yanchor="bottom",
                align="left",
                xshift=-rows.left,
                yshift=6 + _LINE * below,
                font={"size": SIZE_NOTE, "color": SOFT_INK},
            )
        )
    return notes


def _edges(rows: Rows) -> list[float]:
    """Where one row ends and the next begins."""
    centers = rows.centers
    return [(one + other) / 2 for one, other in pairwise(centers)]


def _between(y: float) -> dict[str, Any]:
    place = {"xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": y, "y1": y}
    return {"type": "line", **place, "line": {"color": palette.GRID, "width": 1}, "layer": "below"}


def _joints(spec: ChartSpec, rows: Rows) -> dict[str, Any]:
    """The line between the two values of a row, where both have one."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    one, other = spec.series
    for i, y in enumerate(rows.centers):
        if one.values[i] is not None and other.values[i] is not None:
            xs += [one.values[i], other.values[i], None]
            ys += [y - _LANE, y + _LANE, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "line": {"color": "#B4BECA", "width": 1.5},
        "hoverinfo": "skip",
        "showlegend": False,
    }
