"""The axis below columns and lines, and what is marked on it: unfinished periods, the same week a year ago, notes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from dashboard.charts import palette
from dashboard.charts.palette import SIZE_LABEL, SIZE_NOTE, SOFT_INK, text_width, wrap
from dashboard.charts.spec import ChartSpec, Moment
from dashboard.drawing.parts import BARE_AXIS, annotation, escape

TIME_WIDTH = 290.0  # pixels a time axis has for its labels on a phone

LABELED_COLUMNS = 12  # above this, the axis of classes has few labels
MOST_TERMS = 9  # that a chart can bear
_MOST_LINES = 2  # of words above the plot that are terms
_LINE = 16  # pixels of a line of words above the plot


def category_axis(spec: ChartSpec, keys: Sequence[str], width: float = TIME_WIDTH) -> dict[str, Any]:
    """Time: sparse labels on one line. Classes: every label, wrapped. width: pixels the labels of time have."""
    count = len(keys)
    if spec.is_time or count > LABELED_COLUMNS:
        widest = max((text_width(name) for name in spec.categories), default=40.0)
        every = max(1, math.ceil(count * (widest + 16) / width))
        shown = list(range(0, count, every))
        text = [keys[i].replace(" ", "\u00a0") for i in shown]
    else:
        shown = list(range(count))
        room = min(380 / max(count, 1), 120.0)
        text = ["<br>".join(escape(line) for line in wrap(spec.categories[i], room)) for i in shown]
    return {
        **BARE_AXIS,
        "type": "category",
        "categoryorder": "array",
        "categoryarray": list(keys),
        "range": [-0.5, count - 0.5],
        "tickmode": "array",
        "tickvals": [keys[i] for i in shown],  # by name: 12 would be taken for day 12
        "ticktext": text,
        "tickangle": 0,
        "showline": True,
        "linecolor": palette.BORDER,
        "tickfont": {"size": SIZE_LABEL, "color": SOFT_INK},
        **(
            {"title": {"text": escape(spec.category_title), "standoff": 6, "font": {"size": SIZE_NOTE}}}
            if spec.category_title and not spec.is_time
            else {}
        ),
    }


def moments_of(spec: ChartSpec) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    """Terms as hairlines, late logging as a shaded span; their words above the plot, higher where they would meet.

    Returns (shapes, notes, pixels the words need above the plot).
    """
    place = {name: i for i, name in enumerate(spec.categories)}
    count = max(len(spec.categories), 1)
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    taken: list[float] = []  # right end of the last name on each line of text, in categories
    for moment in _thinned(sorted((m for m in spec.moments if m.at in place), key=lambda m: place[m.at])):
        left = place[moment.at] - 0.5
        right = place.get(moment.until, place[moment.at]) + 0.5 if moment.until is not None else left
        base = {"xref": "x", "yref": "paper", "x0": left, "x1": right, "y0": 0, "y1": 1, "layer": "below"}
        is_span = moment.until is not None
        look = {"type": "rect", "fillcolor": palette.SHADE, "line": {"width": 0}}
        hairline = {"type": "line", "line": {"color": "#B4BECA", "width": 1, "dash": "2px,3px"}}
        if moment.is_note:
            # it happened inside its period, not at its beginning; and is seen through its column
            left = right = place[moment.at]
            base |= {"x0": left, "x1": left, "layer": "above"}
            hairline = {"type": "line", "line": {"color": palette.NOTE, "width": 1.5}}
        shapes.append({**base, **(look if is_span else hairline)})
        long = text_width(moment.text, SIZE_NOTE) * count / TIME_WIDTH
        is_right = left + long > count - 0.5
        begins = right - long if is_right else left
        level = next((k for k, end in enumerate(taken) if end <= begins), len(taken))
        if level >= _MOST_LINES and not moment.is_note and not is_span:
            continue  # over many years the hairlines of terms say enough
        taken[level : level + 1] = [begins + long + 0.2]
        notes.append(
            annotation(
                escape(moment.text),
                right if is_right else left,
                1,
                yref="paper",
                yanchor="bottom",
                yshift=3 + _LINE * level,
                xanchor="right" if is_right else "left",
                xshift=0,
                font={"size": SIZE_NOTE, "color": _moment_ink(moment)},
            )
        )
    for line in spec.references:
        shapes.append(
            {
                "type": "line",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "yref": "y",
                "y0": line.value,
                "y1": line.value,
                "line": {"color": palette.OTHER, "width": 1, "dash": "4px,4px"},
            }
        )
        notes.append(
            annotation(
                escape(line.text),
                0,
                line.value,
                xref="paper",
                yref="y",
                xanchor="left",
                yanchor="bottom",
                bgcolor="rgba(255,255,255,0.85)",
                borderpad=1,
            )
        )
    return shapes, notes, _LINE * len(taken)


def _moment_ink(moment: Moment) -> str:
    if moment.is_note:
        return palette.NOTE
    return palette.SHADE_INK if moment.until is not None else SOFT_INK


def _thinned(moments: Sequence[Moment]) -> list[Moment]:
    """Over many years a line a year: of terms only those with the newest one's name."""
    terms = [moment for moment in moments if not moment.is_note and moment.until is None]
    if len(terms) <= MOST_TERMS:
        return list(moments)
    newest = terms[-1].text.rpartition(" ")[0]
    return [moment for moment in moments if moment not in terms or moment.text.rpartition(" ")[0] == newest]
