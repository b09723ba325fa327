"""Columns, with lines laid over them."""

from __future__ import annotations

from typing import Any

from dashboard.charts import palette
from dashboard.charts.palette import INK, SIZE_LABEL, SIZE_NOTE, SOFT_INK
from dashboard.charts.spec import ChartSpec
from dashboard.drawing.lines import line_traces
from dashboard.drawing.parts import (
    Figure,
    annotation,
    axis_keys,
    colors_of,
    escape,
    hover_text,
    item_at,
    layout_of,
    legend_above,
)
from dashboard.drawing.periods import LABELED_COLUMNS, category_axis, moments_of
from dashboard.drawing.values import (
    drawn_from,
    drawn_size,
    drawn_to,
    headroom,
    is_band,
    nice_end,
    nice_start,
    top_of,
    value_axis,
)
from pipelines.figures.blanks import Blank


def draw(spec: ChartSpec) -> Figure:
    """Columns a period or class, values on top where few; lines lie over them, unfinished periods are hatched."""
    keys = axis_keys(spec.categories)
    colors = colors_of(spec)
    end, step = nice_end(top_of(spec) * headroom(spec), spec.unit)
    low = nice_start(spec, step)
    is_labeled = len(keys) <= LABELED_COLUMNS and sum(s.kind == "same" for s in spec.series) == 1
    shapes, notes = moments_of(spec)
    traces: list[dict[str, Any]] = []
    has_lines = any(s.kind == "line" for s in spec.series)
    pinned = {moment.at for moment in spec.moments if moment.is_note}
    for series, color in zip(spec.series, colors, strict=True):
        if series.kind == "line":
            line = line_traces(spec, series, palette.LAST_YEAR if series.is_muted else color, keys)
            # a white edge keeps the line apart from the columns it crosses
            halo = {"color": palette.SURFACE, "width": 5}
            traces += [{**line[0], "line": halo, "hoverinfo": "skip", "showlegend": False}, *line]
            continue
        # a band floats between its ends, in a lighter tint: it is a range, not a value
        bases = [drawn_from(series, i) for i in range(len(keys))]
        sizes = [drawn_size(series, i) for i in range(len(keys))]
        tops = [drawn_to(series, i) for i in range(len(keys))]
        tones = [palette.UNKNOWN if palette.is_grey(name) else color for name in spec.categories]
        hatched = [bool(item_at(series.partial, i, False)) for i in range(len(keys))]
        traces.append(
            {
                "type": "bar",
                "name": escape(series.name),
                "x": keys,
                "y": sizes,
                "base": bases,
                "hovertext": [hover_text(spec, series, i) for i in range(len(keys))],
                "hoverinfo": "text",
                "customdata": list(spec.categories),
                "marker": {
                    "color": [
                        palette.tint(tone, 0.45) if is_band(series, i) else tone
                        for i, tone in enumerate(tones)
                    ],
                    "line": {"width": 0},
                    "pattern": {
                        "shape": ["/" if h else "" for h in hatched],
                        "fgcolor": color,
                        "bgcolor": palette.tint(color, 0.18),
                        "size": 5,
                        "solidity": 0.35,
                    },
                },
                "showlegend": has_lines,
            }
        )
        for i, name in enumerate(spec.categories):
            label = item_at(series.labels, i, "")
            is_hidden = tops[i] is None
            if not label or not (is_labeled or is_hidden):
                continue
            if is_hidden and label == Blank.NO_DATA.mark:
                continue  # said at every empty period it would shout; hover and table say it
            turned = is_hidden and len(keys) > LABELED_COLUMNS
            notes.append(
                annotation(
                    escape(label),
                    i,
                    max(tops[i] or 0.0, 0.0),
                    yanchor="bottom",
                    textangle=-90 if turned else 0,
                    # a line stops behind the number it would cross
                    bgcolor=palette.SURFACE if has_lines or name in pinned else "rgba(255,255,255,0)",
                    font={
                        "size": SIZE_NOTE - 2 if turned else SIZE_LABEL,
                        "color": SOFT_INK if is_hidden else INK,
                    },
                )
            )
    top_margin = 14 + (22 if has_lines else 0)
    return {
        "data": traces,
        "layout": layout_of(
            spec,
            320,
            xaxis=category_axis(spec, keys),
            yaxis=value_axis(spec, end, step, low),
            shapes=shapes,
            annotations=notes,
            showlegend=has_lines,
            legend=legend_above(),
            margin={"l": 8, "r": 16, "t": top_margin + (10 if is_labeled else 0), "b": 8},
            **({"hovermode": "x"} if has_lines else {}),
        ),
    }
