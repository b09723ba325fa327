"""Lines over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dashboard.charts import palette
from dashboard.charts.palette import SIZE_NOTE, SOFT_INK, text_width, wrap
from dashboard.charts.spec import ChartSpec, Series
from dashboard.drawing.parts import (
    Figure,
    annotation,
    apart,
    axis_keys,
    colors_of,
    escape,
    hover_text,
    item_at,
    layout_of,
)
from dashboard.drawing.periods import LABELED_COLUMNS, TIME_WIDTH, category_axis, moments_of
from dashboard.drawing.values import (
    drawn_from,
    drawn_size,
    headroom,
    is_band,
    nice_end,
    nice_start,
    range_size,
    top_of,
    value_axis,
)


def line_traces(
    spec: ChartSpec, series: Series, color: str, keys: Sequence[str], is_step: bool = False
) -> list[dict[str, Any]]:
    """A solid line over whole periods; the way to a partial one is dashed. Bands are vertical ranges."""
    count = len(keys)
    partial = [bool(item_at(series.partial, i, False)) for i in range(count)]
    hover = [hover_text(spec, series, i) for i in range(count)]
    is_sparse = count <= 40 and not is_step
    base = {
        "type": "scatter",
        "name": escape(series.name),
        "x": list(keys),
        "hovertext": hover,
        "hoverinfo": "text",
        "customdata": list(spec.categories),
        "connectgaps": False,
        "cliponaxis": False,
    }
    width = 2 if series.is_muted else 2.5
    solid = [v if not cut else None for v, cut in zip(series.values, partial, strict=True)]
    made = [
        {
            **base,
            "y": solid,
            "mode": "lines+markers" if is_sparse and not series.is_muted else "lines",
            "line": {"color": color, "width": width, "shape": "hv" if is_step else "linear"},
            "marker": {"color": color, "size": 5},
        }
    ]
    if any(partial):
        near = [
            v if cut or item_at(partial, i + 1, False) or (i > 0 and partial[i - 1]) else None
            for i, (v, cut) in enumerate(zip(series.values, partial, strict=True))
        ]
        made.append(
            {
                **base,
                "y": near,
                "mode": "lines",
                "line": {"color": color, "width": width, "dash": "3px,3px"},
                "showlegend": False,
                "hoverinfo": "text",
            }
        )
        made.append(
            {
                **base,
                "y": [v if cut else None for v, cut in zip(series.values, partial, strict=True)],
                "mode": "markers",
                "marker": {"color": palette.SURFACE, "size": 6, "line": {"color": color, "width": 1.5}},
                "showlegend": False,
            }
        )
    bands = [i for i in range(count) if is_band(series, i)]
    if bands:
        made.append(
            {
                **base,
                "type": "bar",
                "x": [keys[i] for i in bands],
                "y": [drawn_size(series, i) for i in bands],
                "base": [series.low[i] for i in bands],
                "hovertext": [hover[i] for i in bands],
                "customdata": [spec.categories[i] for i in bands],
                "width": 0.4,
                "marker": {"color": palette.tint(color, 0.5), "line": {"width": 0}},
                "showlegend": False,
            }
        )
        made[-1].pop("connectgaps")
    return made


def draw(spec: ChartSpec) -> Figure:
    """Lines with their names at their ends, pushed apart where they would overlap."""
    keys = axis_keys(spec.categories)
    colors = [
        palette.LAST_YEAR if s.is_muted else c for s, c in zip(spec.series, colors_of(spec), strict=True)
    ]
    drawn = replace(spec, series=tuple(map(_without_intervals, spec.series)))
    end, step = nice_end(top_of(drawn) * headroom(spec), spec.unit)
    low = nice_start(drawn, step)
    is_curve = not spec.is_time and len(keys) > LABELED_COLUMNS
    shapes, notes = moments_of(spec)
    traces = [
        trace
        for series, color in zip(spec.series, colors, strict=True)
        for trace in line_traces(spec, series, color, keys, is_step=is_curve)
    ]
    ends = [
        (point, series.name, color)
        for series, color in zip(spec.series, colors, strict=True)
        if (point := _last_point(series)) is not None
    ]
    right = 16.0
    if len(ends) > 1:
        texts = [wrap(name, 110.0, SIZE_NOTE, lines=2) for _, name, _ in ends]
        tallest = max(len(lines) for lines in texts)
        # the name's height, in the axis' unit, on a card 320 high
        gap = (end - low) * (2 + 14 * tallest) / 250
        right = max(text_width(line, SIZE_NOTE) for lines in texts for line in lines) + 14
        heights = apart([at for at, _, _ in ends], gap, low, end)
        for (_, _, color), lines, y in zip(ends, texts, heights, strict=True):
            notes.append(
                annotation(
                    "<br>".join(escape(line) for line in lines),
                    1,
                    y,
                    xref="paper",
                    xanchor="left",
                    xshift=4,
                    align="left",
                    font={"size": SIZE_NOTE, "color": _readable(color)},
                )
            )
    return {
        "data": traces,
        "layout": layout_of(
            spec,
            320,
            xaxis=category_axis(spec, keys, TIME_WIDTH - right),
            yaxis=value_axis(spec, end, step, low),
            shapes=shapes,
            annotations=notes,
            margin={"l": 8, "r": right, "t": 14, "b": 8},
            barmode="overlay",
        ),
    }


def _without_intervals(series: Series) -> Series:
    """As a line draws it: of a value nothing but the value, of a band its ends."""
    rows = range(len(series.values))
    return replace(
        series,
        low=tuple(item_at(series.low, i) if series.values[i] is None else None for i in rows),
        high=tuple(item_at(series.high, i) if series.values[i] is None else None for i in rows),
    )


def _readable(color: str) -> str:
    """Series colors too light for small text, darkened a step (4.5:1 on white)."""
    return {
        "#E46E1D": "#B4500A",
        "#2DA596": "#16776B",
        "#9D76F2": "#7346D6",
        palette.LAST_YEAR: SOFT_INK,
        palette.OTHER: SOFT_INK,
        palette.UNKNOWN: SOFT_INK,
    }.get(color, color)


def _last_point(series: Series) -> float | None:
    """The height a line ends at; a band's middle."""
    for i in range(len(series.values) - 1, -1, -1):
        if is_band(series, i):
            return drawn_from(series, i) + range_size(series, i) / 2
        value = series.values[i]
        if value is not None:
            return value
    return None
