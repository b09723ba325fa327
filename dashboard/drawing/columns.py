"""Columns over time or of ordered classes; last year's stand pale and wide behind this year's."""

from __future__ import annotations

from typing import Any

from dashboard.charts import palette
from dashboard.charts.palette import INK, SIZE_LABEL, SIZE_NOTE, SOFT_INK
from dashboard.charts.spec import ChartSpec, Series
from dashboard.drawing.margins import AT_EDGE
from dashboard.drawing.parts import (
    Figure,
    annotation,
    axis_keys,
    colors_of,
    escape,
    hover_text,
    item_at,
    layout_of,
)
from dashboard.drawing.periods import LABELED_COLUMNS, category_axis, moments_of
from dashboard.drawing.values import (
    drawn_from,
    drawn_size,
    drawn_to,
    is_band,
    nice_end,
    nice_start,
    top_of,
    value_axis,
)
from pipelines.figures.blanks import Blank

_PLOT = 208  # pixels
_LABEL = 18  # above the plot, for the number on a column as high as it
_HEADROOM = 1.02
WIDE, NARROW = 0.86, 0.54  # of a period


def draw(spec: ChartSpec) -> Figure:
    """Columns a period or class; numbers on the peak and the last, or on all classes; unfinished periods hatched."""
    keys = axis_keys(spec.categories)
    end, step = nice_end(top_of(spec) * _HEADROOM, spec.unit)
    low = nice_start(spec, step)
    shapes, notes, above = moments_of(spec)
    traces: list[dict[str, Any]] = []
    behind_first = sorted(zip(spec.series, colors_of(spec), strict=True), key=lambda p: p[0].kind == "same")
    for series, color in behind_first:
        if series.kind == "behind":
            traces.append(_columns(spec, series, keys, palette.LAST_YEAR_PALE, WIDE))
        else:
            traces.append(_columns(spec, series, keys, color, NARROW if spec.is_time else 0.62))
            notes += _numbers(spec, series)
    legend = _legend(spec)
    if legend:
        notes.append(
            annotation(
                legend,
                0,
                1,
                xref="paper",
                yref="paper",
                xanchor="left",
                yanchor="bottom",
                yshift=above + _LABEL,
                name=AT_EDGE,
                align="left",
                font={"size": SIZE_NOTE, "color": SOFT_INK},
            )
        )
    top = _LABEL + above + (22 if legend else 0)
    return {
        "data": traces,
        "layout": layout_of(
            spec,
            _PLOT + top + (48 if spec.category_title and not spec.is_time else 30),
            xaxis=category_axis(spec, keys),
            yaxis=value_axis(spec, end, step, low),
            shapes=shapes,
            annotations=notes,
            barmode="overlay",
            margin={"l": 4, "r": 20, "t": top, "b": 8},  # the last label is wider than its column
        ),
    }


def _columns(spec: ChartSpec, series: Series, keys: list[str], color: str, width: float) -> dict[str, Any]:
    """One run of columns; a released range floats between its ends in a lighter tone; one not over is hatched."""
    places = range(len(keys))
    tones = [palette.UNKNOWN if palette.is_grey(name) else color for name in spec.categories]
    is_open = [bool(item_at(series.partial, i, False)) for i in places]
    return {
        "type": "bar",
        "name": escape(series.name),
        "x": keys,
        "y": [drawn_size(series, i) for i in places],
        "base": [drawn_from(series, i) for i in places],
        "width": width,
        "hovertext": [hover_text(spec, series, i) for i in places],
        "hoverinfo": "text",
        "customdata": list(spec.categories),
        "marker": {
            "color": [
                palette.SURFACE if is_open[i] else palette.tint(tone, 0.5) if is_band(series, i) else tone
                for i, tone in enumerate(tones)
            ],
            "line": {"color": color, "width": [1.2 if cut else 0 for cut in is_open]},
            "pattern": {
                "shape": ["/" if cut else "" for cut in is_open],
                "fgcolor": color,
                "bgcolor": palette.SURFACE,
                "size": 5,
                "solidity": 0.35,
            },
        },
        "showlegend": False,
    }


def _numbers(spec: ChartSpec, series: Series) -> list[dict[str, Any]]:
    """The numbers on columns, and the words where there is none."""
    told = [i for i in range(len(spec.categories)) if drawn_to(series, i) is not None]
    shown = set(told)
    if spec.is_time and told:
        shown = {max(told, key=lambda i: series.middle(i) or 0.0), told[-1]}
    many = len(spec.categories) > LABELED_COLUMNS
    notes = []
    for i, label in enumerate(series.labels):
        top = drawn_to(series, i)
        is_hidden = top is None
        if not label or (not is_hidden and i not in shown):
            continue
        if is_hidden and label == Blank.NO_DATA.mark:
            continue  # said at every empty period it would shout; hover and table say it
        turned = is_hidden and many
        notes.append(
            annotation(
                escape(label),
                i,
                max(top or 0.0, 0.0),
                yanchor="bottom",
                textangle=-90 if turned else 0,
                font={
                    "size": SIZE_NOTE - 2 if turned else SIZE_LABEL,
                    "color": SOFT_INK if is_hidden else INK,
                    "weight": 400 if is_hidden else 600,
                },
            )
        )
    return notes


def _legend(spec: ChartSpec) -> str:
    """What the tones mean, in one line; "" where there is but one."""
    now = next((series for series in spec.series if series.kind == "same"), None)
    behind = [series for series in spec.series if series.kind == "behind" and has_columns(series)]
    if now is None:
        return ""
    entries = [(palette.PRIMARY, "■", now.name)] if behind else []
    entries += [(palette.LAST_YEAR_PALE, "■", series.name) for series in behind]
    if any(cut and drawn_to(now, i) is not None for i, cut in enumerate(now.partial)):
        entries.append((palette.PRIMARY, "▨", f"{spec.dimension or 'period'} not over"))
    return "\u00a0\u00a0\u00a0".join(
        f'<span style="color:{color}">{glyph}</span>\u00a0{escape(words).replace(" ", chr(160))}'
        for color, glyph, words in entries
    )


def has_columns(series: Series) -> bool:
    """Is anything of it drawn?"""
    return any(drawn_to(series, i) is not None for i in range(len(series.values)))
