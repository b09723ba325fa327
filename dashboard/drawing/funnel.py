"""A funnel plot: groups by size, within what chance explains or not."""

from __future__ import annotations

from typing import Any

from dashboard.charts import palette
from dashboard.charts.palette import INK, SIZE_NOTE, SOFT_INK, text_width, wrap
from dashboard.charts.spec import ChartSpec, Series
from dashboard.drawing.parts import Figure, annotation, apart, escape, hover_text, layout_of, legend_above
from dashboard.drawing.values import drawn_size, is_band, nice_end, value_axis


def draw(spec: ChartSpec) -> Figure:
    """Rates against sizes, the limits of chance around the rate of all; names only for what lies outside."""
    shown = [size for size in spec.sizes if size is not None]
    widest, tick_x = nice_end(max(shown, default=1.0) * 1.06, "students")
    widest = max((limits.sizes[-1] for limits in spec.limits), default=widest)
    drawn = [v for s in spec.series for v in (*s.values, *s.low, *s.high) if v is not None]
    near = [limits.high[-1] for limits in spec.limits]
    end, tick = nice_end(
        max([*drawn, *near, *(r.value for r in spec.references)], default=1.0) * 1.1, spec.unit
    )
    traces: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for limits, look in zip(spec.limits, ("4px,3px", "1px,3px"), strict=False):
        for ends in (limits.low, limits.high):
            traces.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "x": list(limits.sizes),
                    "y": list(ends),
                    "line": {"color": SOFT_INK, "width": 1.2, "dash": look},
                    "hoverinfo": "skip",
                    "showlegend": False,
                }
            )
    heights = apart([limits.high[-1] for limits in spec.limits], end * 0.06, 0.0, end)
    for limits, height in zip(spec.limits, heights, strict=True):
        place = {"xref": "paper", "xanchor": "left", "xshift": 4}
        notes.append(annotation(escape(limits.text), 1, height, **place))
    middle = min((r.value for r in spec.references), default=0.0)
    shapes = []
    for line in spec.references:
        across = {"xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": line.value, "y1": line.value}
        shapes.append(
            {"type": "line", **across, "line": {"color": palette.BORDER, "width": 2}, "layer": "below"}
        )
        notes.append(annotation(escape(line.text), 1, line.value, xref="paper", xanchor="left", xshift=4))
    colors = (palette.PRIMARY, palette.SERIES[1])
    for series, color, is_named in zip(spec.series, colors, (False, True), strict=True):
        traces += _funnel_marks(spec, series, color, is_named, (widest, middle))
    texts = [*(limits.text for limits in spec.limits), *(line.text for line in spec.references)]
    room = max((text_width(text, SIZE_NOTE) for text in texts), default=0.0)
    axis = value_axis(spec, widest, tick_x)
    return {
        "data": traces,
        "layout": layout_of(
            spec,
            360,
            xaxis={
                **axis,
                "tickformat": ",d",
                "showgrid": False,
                "title": {"text": escape(spec.category_title), "standoff": 6, "font": {"size": SIZE_NOTE}},
            },
            yaxis=value_axis(spec, end, tick),
            shapes=shapes,
            annotations=notes,
            showlegend=True,
            legend=legend_above(),
            margin={"l": 8, "r": room + 12, "t": 34, "b": 8},
        ),
    }


def _funnel_marks(
    spec: ChartSpec, series: Series, color: str, is_named: bool, room: tuple[float, float]
) -> list[dict[str, Any]]:
    """One series' dots, and upright ranges where only a band was released."""
    widest, middle = room
    dots = [i for i, v in enumerate(series.values) if v is not None and spec.sizes[i] is not None]
    bands = [i for i in range(len(series.values)) if is_band(series, i) and spec.sizes[i] is not None]
    heights = [series.values[i] or 0.0 for i in dots]
    sizes = [spec.sizes[i] or 0.0 for i in dots]
    sides = ["left" if size > widest * 0.6 else "right" for size in sizes]
    levels = ["top" if height >= middle else "bottom" for height in heights]
    made: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "markers+text" if is_named else "markers",
            "name": escape(series.name),
            "x": sizes,
            "y": heights,
            "text": [escape(wrap(spec.categories[i], 150, SIZE_NOTE, lines=1)[0]) for i in dots],
            "textposition": [f"{level} {side}" for level, side in zip(levels, sides, strict=True)],
            "textfont": {"size": SIZE_NOTE, "color": INK},
            "marker": {
                "color": color,
                "size": 10,
                "symbol": "diamond" if is_named else "circle",
                "line": {"color": palette.SURFACE, "width": 1},
            },
            "hovertext": [hover_text(spec, series, i) for i in dots],
            "hoverinfo": "text",
            "customdata": [spec.categories[i] for i in dots],
            "cliponaxis": False,
        }
    ]
    if bands:
        made.append(
            {
                "type": "bar",
                "x": [spec.sizes[i] for i in bands],
                "y": [drawn_size(series, i) for i in bands],
                "base": [series.low[i] for i in bands],
                "width": widest * 0.012,
                "marker": {"color": palette.tint(color, 0.6), "line": {"color": palette.SURFACE, "width": 1}},
                "hovertext": [hover_text(spec, series, i) for i in bands],
                "hoverinfo": "text",
                "customdata": [spec.categories[i] for i in bands],
                "showlegend": False,
            }
        )
    return made
