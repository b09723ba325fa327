"""Two breakdowns: a row a segment of the one, a panel of dots a segment of the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.charts import palette
from dashboard.charts.palette import INK, SIZE_NOTE, SOFT_INK, text_width, wrap
from dashboard.charts.spec import ChartSpec, Series
from dashboard.drawing.parts import Figure, annotation, colors_of, escape, hover_text, item_at, layout_of
from dashboard.drawing.scale import Scale, scale_axis, scale_of
from dashboard.drawing.table_rows import Rows, line_above_few, rows_of, words_beside
from dashboard.drawing.values import drawn_size, has_range, range_size

_GAP = 0.04  # between panels, of all the width they have
_ABOVE, _BELOW = 9, 9  # pixels a label stands above its row's middle, and its mark below
_WIDE = 200.0  # pixels all panels have on a narrow card
_LINE = 16  # pixels of a heading's line


def draw(spec: ChartSpec) -> Figure:
    """A panel a series, side by side on the same scale; in each row its label above its mark."""
    rows = rows_of(spec, gap=14)
    scale = scale_of(spec)
    middle = 0.0 if scale.low < 0 < scale.high else scale.ticks[len(scale.ticks) // 2]
    others = tuple(tick for tick in (*scale.ticks, *scale.hairlines) if tick != middle)
    told = Scale(scale.low, scale.high, (middle,), others)  # words at the ends would meet those of the next
    count = len(spec.series)
    wide = (1 - _GAP * (count - 1)) / count
    headings = [wrap(series.name, max(_WIDE / count, 44.0), SIZE_NOTE) for series in spec.series]
    colors = [palette.OTHER if s.is_muted else c for s, c in zip(spec.series, _colors(spec), strict=True)]
    traces: list[dict[str, Any]] = []
    axes: dict[str, Any] = {}
    notes = [
        note for note in words_beside(spec, rows) if note["x"] == 0
    ]  # names; values stand at their marks
    for place, (series, color) in enumerate(zip(spec.series, colors, strict=True)):
        axis = "x" if place == 0 else f"x{place + 1}"
        left = place * (wide + _GAP)
        axes["xaxis" if place == 0 else f"xaxis{place + 1}"] = {
            **scale_axis(spec, told),
            "domain": [left, left + wide],
            "anchor": "y",
        }
        traces += _marks(spec, series, rows, color, axis, scale)
        notes.append(
            annotation(
                "<br>".join(map(escape, headings[place])),
                left,
                1,
                xref="paper",
                yref="paper",
                xanchor="left",
                yanchor="bottom",
                yshift=4,
                align="left",
                font={"size": SIZE_NOTE, "color": INK},
            )
        )
    top = 12 + _LINE * max(map(len, headings), default=1)
    return {
        "data": traces,
        "layout": layout_of(
            spec,
            round(top + rows.height + 26),
            yaxis=rows.axis,
            annotations=notes,
            shapes=line_above_few(rows),
            barmode="overlay",
            margin={"l": rows.left, "r": 16, "t": top, "b": 4},
            **axes,
        ),
    }


def _colors(spec: ChartSpec) -> list[str]:
    """Ordered classes in the primary alone: a ramp's lightest steps would vanish as dots."""
    return [palette.PRIMARY] * len(spec.series) if spec.is_ordered else colors_of(spec)


def _marks(
    spec: ChartSpec, series: Series, rows: Rows, color: str, axis: str, scale: Scale
) -> Sequence[dict[str, Any]]:
    """A panel's intervals, dots and labels."""
    places = range(len(spec.categories))
    hover = [hover_text(spec, series, i) for i in places]
    spread = [i for i in places if has_range(series, i)]
    dotted = [i for i in places if series.values[i] is not None]
    common = {"xaxis": axis, "hoverinfo": "text", "showlegend": False}
    made: list[dict[str, Any]] = []
    if spread:
        made.append(
            {
                **common,
                "type": "bar",
                "orientation": "h",
                "y": [rows.centers[i] + _BELOW for i in spread],
                "base": [series.low[i] for i in spread],
                "x": [range_size(series, i) for i in spread],
                "width": 8,
                "marker": {
                    "color": [
                        palette.tint(color, 0.28 if series.values[i] is not None else 0.5) for i in spread
                    ],
                    "cornerradius": 4,
                    "line": {"width": 0},
                },
                "hovertext": [hover[i] for i in spread],
                "customdata": [spec.categories[i] for i in spread],
            }
        )
    made.append(
        {
            **common,
            "type": "scatter",
            "mode": "markers",
            "x": [series.values[i] for i in dotted],
            "y": [rows.centers[i] + _BELOW for i in dotted],
            "marker": {
                "color": color,
                "size": 10,
                "opacity": 1,
                "line": {"color": palette.SURFACE, "width": 1.5},
            },
            "hovertext": [hover[i] for i in dotted],
            "customdata": [spec.categories[i] for i in dotted],
            "cliponaxis": False,
        }
    )
    is_drawn = [drawn_size(series, i) is not None for i in places]
    widest = max((text_width(label, SIZE_NOTE) for label in series.labels), default=0.0)
    is_tight = widest > _WIDE / len(spec.series)
    made.append(
        {
            **common,
            "type": "scatter",
            "mode": "text",
            "x": [scale.low for _ in places],
            "y": [rows.centers[i] - _ABOVE for i in places],
            "text": [escape(item_at(series.labels, i, "")) for i in places],
            "textposition": "middle right",
            "textfont": {
                "size": SIZE_NOTE - (2 if is_tight else 0),
                "color": [INK if drawn else SOFT_INK for drawn in is_drawn],
            },
            "cliponaxis": False,
            "hoverinfo": "skip",
        }
    )
    return made
