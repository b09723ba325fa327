"""ChartSpec -> a plain-dict Plotly figure: our colors, our type, no template.

A figure is built to be read at any width: room for labels is measured before drawing (margins.py), long labels wrap.
Outside text is escaped: Plotly reads `<a href>` and `<b>` in labels and hover as markup.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from plotly.basedatatypes import BaseFigure

from dashboard.charts.shown_rows import shown
from dashboard.charts.spec import ChartSpec
from dashboard.drawing import bars, calendar, columns, dots, funnel, lines, pairs, stacked, steps
from dashboard.drawing.choice import with_choice
from dashboard.drawing.margins import with_room
from dashboard.drawing.parts import Figure

# plotly.js would otherwise offer to upload the chart's data; cards carry their own export menu.
CONFIG: dict[str, Any] = {"showSendToCloud": False, "displaylogo": False, "displayModeBar": False}

_DRAW: dict[str, Callable[[ChartSpec], Figure]] = {
    "columns": columns.draw,
    "bars": bars.draw,
    "stacked_bars": stacked.draw,
    "lines": lines.draw,
    "dots": dots.draw,
    "steps": steps.draw,
    "pairs": pairs.draw,
    "funnel": funnel.draw,
    "calendar": calendar.draw,
}


class AsItStands(BaseFigure):
    """A figure that Streamlit sends as it stands. Given a dict, it has Plotly build every property anew, 5 ms a
    chart; the tests have it check one of each kind instead."""

    def __init__(self, figure: Figure) -> None:
        object.__setattr__(self, "_as_it_stands", figure)

    def to_dict(self) -> Figure:
        return cast(Figure, object.__getattribute__(self, "_as_it_stands"))


def figure(spec: ChartSpec) -> Figure:
    """The chart as a dict `plotly.graph_objects.Figure` accepts unchanged. No title: the card has one."""
    spec = shown(spec)
    return with_room(with_choice(_DRAW[spec.kind](spec), spec))
