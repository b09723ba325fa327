"""Lines over time, and curves of waiting: their names and last values at their ends instead of a legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboard.charts import palette
from dashboard.charts.palette import INK, SIZE_NOTE, SOFT_INK, text_width, wrap
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
    is_band,
    nice_end,
    nice_start,
    range_size,
    top_of,
    value_axis,
)
from pipelines.figures.results import CURVE_DAYS

_PLOT = 208  # pixels
_END_ROOM = 96.0  # pixels a name may take at a line's end before it wraps


@dataclass(frozen=True)
class _End:
    """Where a line ends: the place of its last point, its height, the words there."""

    at: int
    height: float
    lines: tuple[str, ...]
    label: str
    color: str


def draw(spec: ChartSpec) -> Figure:
    """Lines with names and values at their ends, pushed apart where they would overlap."""
    keys = axis_keys(spec.categories)
    colors = [
        palette.LAST_YEAR if s.is_muted else c for s, c in zip(spec.series, colors_of(spec), strict=True)
    ]
    drawn = replace(spec, series=tuple(map(_without_intervals, spec.series)))
    end, step = nice_end(top_of(drawn) * 1.04, spec.unit)
    low = nice_start(drawn, step)
    is_curve = not spec.is_time and len(keys) > LABELED_COLUMNS
    shapes, notes, above = moments_of(spec)
    traces = [
        trace
        for series, color in zip(spec.series, colors, strict=True)
        for trace in _traces(spec, series, color, keys, is_step=is_curve)
    ]
    ends = [
        one
        for series, color in zip(spec.series, colors, strict=True)
        if (one := _end(spec, series, color)) is not None
    ]
    right = max((_end_width(one) for one in ends), default=8.0) + 12
    # the name's height, in the axis' unit
    tallest = max((len(one.lines) for one in ends), default=1)
    gap = (end - low) * (2 + 15 * tallest) / _PLOT
    for one, y in zip(ends, apart([one.height for one in ends], gap, low, end), strict=True):
        notes.append(_end_words(one, y))
    if spec.category_title == "Days":
        notes += _told_days(spec)
    top = 12 + above
    axis = category_axis(spec, keys, TIME_WIDTH - right)
    if is_curve:
        told = [key for key in keys if key in {str(day) for day in (0, *CURVE_DAYS)} or key == keys[-1]]
        axis |= {"tickvals": told, "ticktext": told}
    return {
        "data": traces,
        "layout": layout_of(
            spec,
            _PLOT + top + (30 if spec.is_time else 48),
            xaxis=axis,
            yaxis=value_axis(spec, end, step, low),
            shapes=shapes,
            annotations=notes,
            margin={"l": 4, "r": right, "t": top, "b": 8},
            barmode="overlay",
        ),
    }


def _traces(
    spec: ChartSpec, series: Series, color: str, keys: Sequence[str], *, is_step: bool
) -> list[dict[str, Any]]:
    """A solid line over whole periods; the way to one that is not over dotted, to a hollow point. Bands are upright
    ranges."""
    places = range(len(keys))
    partial = [bool(item_at(series.partial, i, False)) for i in places]
    hover = [hover_text(spec, series, i) for i in places]
    base = {
        "type": "scatter",
        "name": escape(series.name),
        "x": list(keys),
        "hovertext": hover,
        "hoverinfo": "text",
        "customdata": list(spec.categories),
        "connectgaps": False,
        "cliponaxis": False,
        "showlegend": False,
    }
    width = 1.5 if series.is_muted else 2.5
    solid = [v if not cut else None for v, cut in zip(series.values, partial, strict=True)]
    made = [
        {
            **base,
            "y": solid,
            "mode": "lines+markers",
            "line": {"color": color, "width": width, "shape": "hv" if is_step else "linear"},
            # a point with nothing on either side is no line
            "marker": {"color": color, "size": [6 if _is_alone(solid, i) else 0 for i in places]},
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
                "line": {"color": color, "width": width, "dash": "2px,3px"},
            }
        )
        made.append(
            {
                **base,
                "y": [v if cut else None for v, cut in zip(series.values, partial, strict=True)],
                "mode": "markers",
                "marker": {"color": palette.SURFACE, "size": 8, "line": {"color": color, "width": 1.5}},
            }
        )
    bands = [i for i in places if is_band(series, i)]
    if bands:
        made.append(
            {
                "type": "bar",
                "name": escape(series.name),
                "x": [keys[i] for i in bands],
                "y": [drawn_size(series, i) for i in bands],
                "base": [series.low[i] for i in bands],
                "hovertext": [hover[i] for i in bands],
                "hoverinfo": "text",
                "customdata": [spec.categories[i] for i in bands],
                "width": 0.4,
                "marker": {"color": palette.tint(color, 0.5), "line": {"width": 0}},
                "showlegend": False,
            }
        )
    return made


def _is_alone(values: Sequence[float | None], i: int) -> bool:
    before = values[i - 1] if i else None
    return values[i] is not None and before is None and item_at(values, i + 1) is None


def _end(spec: ChartSpec, series: Series, color: str) -> _End | None:
    """The last point of a line; a band's middle. Its name only where there are several."""
    for i in range(len(series.values) - 1, -1, -1):
        middle = drawn_from(series, i) + range_size(series, i) / 2 if is_band(series, i) else series.values[i]
        if middle is None:
            continue
        name = wrap(series.name, _END_ROOM, SIZE_NOTE, lines=2) if len(spec.series) > 1 else [""]
        return _End(i, middle, tuple(name), item_at(series.labels, i, ""), _readable(color))
    return None


def _end_width(one: _End) -> float:
    *first, last = one.lines
    told = text_width(f"{last} {one.label}".strip(), SIZE_NOTE) * 1.05
    return max([told, *(text_width(line, SIZE_NOTE) for line in first)])


def _end_words(one: _End, y: float) -> dict[str, Any]:
    name = "<br>".join(map(escape, one.lines))
    words = f"{name} <b>{escape(one.label)}</b>" if one.label else name
    return annotation(
        words.strip(),
        one.at,
        y,
        xref="x",
        xanchor="left",
        yanchor="middle",
        xshift=7,
        align="left",
        font={"size": SIZE_NOTE, "color": one.color},
    )


def _told_days(spec: ChartSpec) -> list[dict[str, Any]]:
    """On a single curve of waiting: the share there by each of the days every figure tells."""
    if len(spec.series) != 1:
        return []
    (series,) = spec.series
    notes = []
    for day in CURVE_DAYS:
        place = next((i for i, name in enumerate(spec.categories) if name == str(day)), None)
        if place is None or place == len(spec.categories) - 1:  # the last stands at the line's end
            continue
        height = series.middle(place)
        if height is None or not series.labels[place]:
            continue
        notes.append(
            annotation(
                f"<b>{escape(series.labels[place])}</b>",
                place,
                height,
                yanchor="bottom",
                xanchor="right",
                xshift=-2,
                yshift=2,
                font={"size": SIZE_NOTE, "color": INK},
            )
        )
    return notes


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
