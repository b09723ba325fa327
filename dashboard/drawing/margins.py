"""Room for the labels of a Plotly figure's axes, measured before drawing.

Plotly can find that room by itself (`automargin`), but draws each chart two or three times to do so, which is a third
of what a click costs. The text is ours and its type is bundled, so its size is known beforehand.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Mapping
from typing import Any

from dashboard.charts.palette import SIZE_LABEL, text_width

LINE_HEIGHT = 1.3  # of Plotly's text, in its size
TICK_GAP = 5.0  # pixels between an axis and its labels
SAFETY = 1.04  # another type in place of ours, or a rounding of the browser's

AT_EDGE = "at the edge"  # the name of an annotation that begins there

_TAG = re.compile(r"<[^>]+>")
_OWN_SIZE = re.compile(r"font-size:(\d+)px")


def with_room(figure: dict[str, Any]) -> dict[str, Any]:
    """The figure with left and bottom margins wide enough for its axes' labels, which Plotly then leaves alone."""
    layout = dict(figure["layout"])
    margin = dict(layout["margin"])
    left = bottom = 0.0
    for name, axis in figure["layout"].items():
        if not name.startswith(("xaxis", "yaxis")):
            continue
        layout[name] = {**axis, "automargin": False}
        if axis.get("showticklabels", True) and name.startswith("yaxis"):
            left = max(left, _widest(axis) * SAFETY + TICK_GAP + axis.get("ticklabelstandoff", 0))
        elif axis.get("showticklabels", True):
            bottom = max(bottom, _tallest(axis) + TICK_GAP + _title_height(axis))
    margin["l"] += math.ceil(left)
    margin["b"] += math.ceil(bottom)
    if notes := layout.get("annotations"):
        layout["annotations"] = [_from_the_edge(note, margin["l"]) for note in notes]
    return {**figure, "layout": {**layout, "margin": margin}}


def _from_the_edge(note: dict[str, Any], left: float) -> dict[str, Any]:
    """Words that begin at the card's edge and not at the plot's, whose place is known only now."""
    return {**note, "xshift": note.get("xshift", 0) - left + 4} if note.get("name") == AT_EDGE else note


def _lines(axis: Mapping[str, Any]) -> list[list[tuple[str, float]]]:
    """Each label's lines: (text, size in pixels)."""
    size = axis.get("tickfont", {}).get("size", SIZE_LABEL)
    texts = axis.get("ticktext") if axis.get("tickmode") == "array" else _numbers(axis)
    return [[_line(part, size) for part in text.split("<br>")] for text in texts or []]


def _line(part: str, size: float) -> tuple[str, float]:
    own = _OWN_SIZE.search(part)
    return html.unescape(_TAG.sub("", part)), float(own[1]) if own else size


def _numbers(axis: Mapping[str, Any]) -> list[str]:
    """The labels of a value axis, as its tick format writes them."""
    low, high = axis["range"]
    step = axis["dtick"]
    values = [step * n for n in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]
    written = axis.get("tickformat", "")
    if written == ".0%":
        return [f"{value:.0%}" for value in values]
    if written.startswith("$"):
        return [f"${value:,.0f}" for value in values]
    return [f"{value:,.6g}" for value in values]


def _widest(axis: Mapping[str, Any]) -> float:
    return max((text_width(text, size) for label in _lines(axis) for text, size in label), default=0.0)


def _tallest(axis: Mapping[str, Any]) -> float:
    return max((sum(size * LINE_HEIGHT for _, size in label) for label in _lines(axis)), default=0.0)


def _title_height(axis: Mapping[str, Any]) -> float:
    title = axis.get("title")
    return (title["font"]["size"] * LINE_HEIGHT + title.get("standoff", 0)) if title else 0.0
