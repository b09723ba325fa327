"""Parts of a whole, one whole a row: its name and n above its bar, the parts' names on the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts import palette
from dashboard.charts.palette import FAINT_INK, INK, SIZE_LABEL, SIZE_NOTE, SOFT_INK, text_width
from dashboard.charts.spec import ChartSpec, Series
from dashboard.drawing.choice import is_beside
from dashboard.drawing.parts import (
    BARE_AXIS,
    Figure,
    annotation,
    colors_of,
    escape,
    hover_text,
    item_at,
    layout_of,
)

_NAME, _BAR, _GAP = 20, 24, 14  # pixels of a row: its name's line, its bar, what is free below
_TIER = 15  # pixels of a line of the parts' names
_WIDE = 310.0  # pixels a bar has on a phone: there the names must keep clear of each other


@dataclass(frozen=True)
class _PartName:
    """Where a part's name stands: start and end of its text as shares of the bar, tiers above it."""

    text: str
    part_begins: float
    begins: float
    tier: int


def draw(spec: ChartSpec) -> Figure:
    """100 % bars; a per cent inside only where it has room, what is unknown hatched, those too few below in grey."""
    colors = colors_of(spec)
    names = _part_names(spec)
    room = _TIER * (1 + max((name.tier for name in names), default=-1))
    tops: list[float] = []
    reached, line = 0.0, None
    for i in range(len(spec.categories)):
        is_told = _is_told(spec, i)
        if i and item_at(spec.greyed, i, False) and not spec.greyed[i - 1]:
            line = reached
            reached += 8
        tops.append(reached)
        reached += _NAME + ((_BAR + _GAP) if is_told else 4)
        if is_told and names:
            reached += room
            room = 0
    first = next((i for i in range(len(tops)) if _is_told(spec, i)), None)
    above = _TIER * (1 + max((name.tier for name in names), default=-1))
    bars = [top + _NAME + (above if i == first and names else 0) + _BAR / 2 for i, top in enumerate(tops)]
    height = max(reached, 40.0)
    words = [note for i, top in enumerate(tops) for note in _row_words(spec, i, top)]
    shapes: list[dict[str, Any]] = []
    if first is not None:
        words += [_name_note(name, bars[first]) for name in names]
        shapes += [_leader(name, bars[first]) for name in names if name.tier]
    if line is not None:
        place = {"xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": line, "y1": line}
        shapes.append({"type": "line", **place, "line": {"color": palette.BORDER, "width": 1}})
    return {
        "data": [_part(spec, series, color, bars) for series, color in zip(spec.series, colors, strict=True)],
        "layout": layout_of(
            spec,
            round(height + 8),
            xaxis={**BARE_AXIS, "range": [0, 1], "showticklabels": False},
            yaxis={**BARE_AXIS, "range": [height, 0], "showticklabels": False},
            annotations=words,
            shapes=shapes,
            barmode="stack",
            barcornerradius=0,
            # a number that does not fit its part is left out
            uniformtext={"minsize": SIZE_NOTE, "mode": "hide"},
            margin={"l": 2, "r": 2, "t": 4, "b": 4},
        ),
    }


def _is_told(spec: ChartSpec, i: int) -> bool:
    return any(series.values[i] is not None for series in spec.series)


def _part(spec: ChartSpec, series: Series, color: str, bars: Sequence[float]) -> dict[str, Any]:
    """One part over all rows."""
    rows = range(len(spec.categories))
    is_unknown = series.is_muted and color == palette.UNKNOWN
    look: dict[str, Any] = {"color": color, "line": {"color": palette.SURFACE, "width": 1}}
    if is_unknown:
        look["pattern"] = {
            "shape": "/",
            "fgcolor": palette.UNKNOWN_HATCH,
            "bgcolor": palette.UNKNOWN_WASH,
            "size": 5,
            "solidity": 0.35,
        }
    return {
        "type": "bar",
        "orientation": "h",
        "name": escape(series.name),
        "y": list(bars),
        "x": list(series.values),
        "width": _BAR,
        "marker": look,
        "text": [escape(item_at(series.labels, i, "")) for i in rows],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"size": SIZE_NOTE, "color": INK if is_unknown else palette.ink_on(color)},
        "hovertext": [hover_text(spec, series, i) for i in rows],
        "hoverinfo": "text",
        "customdata": list(spec.categories),
        "showlegend": False,
    }


def _row_words(spec: ChartSpec, i: int, top: float) -> list[dict[str, Any]]:
    """A row's name, its n behind it."""
    is_grey = item_at(spec.greyed, i, False) or not _is_told(spec, i) or is_beside(spec, i)
    name = escape(spec.categories[i])
    note = escape(item_at(spec.category_notes, i, ""))
    if note:
        note = f'<span style="color:{FAINT_INK}">\u00a0\u00a0{note}</span>'
    head = f"{name}{note}" if is_grey else f"<b>{name}</b>{note}"
    return [
        annotation(
            head,
            0,
            top + _NAME / 2,
            xref="paper",
            yref="y",
            xanchor="left",
            yanchor="middle",
            align="left",
            font={"size": SIZE_LABEL, "color": FAINT_INK if is_grey else INK},
        )
    ]


def _part_names(spec: ChartSpec) -> list[_PartName]:
    """The parts' names over the first bar that is told; one that would meet another stands a tier higher.

    Names end at the bar's right end; a part that has nothing in the first bar is named where it would begin.
    """
    first = next((i for i in range(len(spec.categories)) if _is_told(spec, i)), None)
    if first is None:
        return []
    taken: list[float] = []  # where the last name on each tier ends
    made, reached = [], 0.0
    for series in spec.series:
        share = series.values[first] or 0.0
        if any(series.values):
            wide = text_width(series.name, SIZE_NOTE) / _WIDE
            begins = max(min(reached, 1 - wide), 0.0)
            tier = next((k for k, end in enumerate(taken) if end <= begins), len(taken))
            if begins < reached - 0.005 and tier == 0 and taken and taken[0] > begins:
                tier = 1
            taken[tier : tier + 1] = [begins + wide + 8 / _WIDE]
            made.append(_PartName(series.name, reached, begins, tier))
        reached += share
    return made


def _name_note(name: _PartName, bar: float) -> dict[str, Any]:
    is_at_end = name.begins < name.part_begins
    return annotation(
        escape(name.text),
        1 if is_at_end else name.part_begins,
        bar - _BAR / 2 - _TIER * name.tier - 1,
        xref="x",
        yref="y",
        xanchor="right" if is_at_end else "left",
        yanchor="bottom",
        xshift=0 if is_at_end else (3 if name.tier else 0),
        font={"size": SIZE_NOTE, "color": SOFT_INK},
    )


def _leader(name: _PartName, bar: float) -> dict[str, Any]:
    """The line from a part to its name above the other names."""
    foot = bar - _BAR / 2
    return {
        "type": "line",
        "xref": "x",
        "yref": "y",
        "x0": name.part_begins,
        "x1": name.part_begins,
        "y0": foot,
        "y1": foot - _TIER * name.tier - _TIER + 2,
        "line": {"color": palette.UNKNOWN, "width": 1},
    }
