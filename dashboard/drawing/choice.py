"""Rows a filter chose, among the others: those stay and are pale."""

from __future__ import annotations

from typing import Any, Final

from dashboard.charts.palette import INK
from dashboard.charts.spec import ChartSpec
from dashboard.drawing.parts import Figure

PALE: Final = 0.3  # of a mark's color


def is_beside(spec: ChartSpec, i: int) -> bool:
    """Whether a row is one of the others."""
    return bool(spec.chosen) and spec.categories[i] not in spec.chosen


def with_choice(figure: Figure, spec: ChartSpec) -> Figure:
    """The drawing with the marks of the others pale. Marks say their row in `customdata`."""
    if not spec.chosen:
        return figure
    return {**figure, "data": [_trace(trace, spec) for trace in figure["data"]]}


def _trace(trace: dict[str, Any], spec: ChartSpec) -> dict[str, Any]:
    rows = trace.get("customdata")
    if rows is None:
        return trace
    is_chosen = [row in spec.chosen for row in rows]
    opacity = [1 if chosen else PALE for chosen in is_chosen]
    made = {**trace, "marker": {**trace["marker"], "opacity": opacity}}
    if "textfont" in trace:  # words inside a mark: white on a pale one could not be read
        color = trace["textfont"]["color"]
        made["textfont"] = {
            **trace["textfont"],
            "color": [color if chosen else INK for chosen in is_chosen],
        }
    return made
