"""Rows, one below the other, each with its name: what bars, parts, dots, steps and pairs share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.charts import palette
from dashboard.charts.palette import INK, SIZE_LABEL, SIZE_NOTE, SOFT_INK, text_width, wrap
from dashboard.charts.spec import ChartSpec, Reference, Series
from dashboard.drawing.parts import BARE_AXIS, annotation, escape, item_at
from dashboard.drawing.values import drawn_size

_ROW_LABEL_WIDTH = 150.0  # pixels a row's name may take before it wraps


def row_labels(spec: ChartSpec, notes_below: bool) -> tuple[list[str], float, list[int]]:
    """(tick texts, width in pixels, lines of each): names wrapped, the n in a smaller line below."""
    texts, widest, heights = [], 0.0, []
    for i, name in enumerate(spec.categories):
        lines = wrap(name, _ROW_LABEL_WIDTH)
        note = item_at(spec.category_notes, i, "") if notes_below else ""
        widest = max([widest, *(text_width(line) for line in lines), text_width(note, SIZE_NOTE)])
        ink = SOFT_INK if item_at(spec.greyed, i, False) else INK
        text = "<br>".join(f'<span style="color:{ink}">{escape(line)}</span>' for line in lines)
        if note:
            text += f'<br><span style="font-size:{SIZE_NOTE}px">{escape(note)}</span>'
        texts.append(text)
        heights.append(len(lines) + bool(note))
    return texts, widest, heights


def row_axis(spec: ChartSpec, keys: Sequence[str], texts: Sequence[str]) -> dict[str, Any]:
    """The axis of rows: the first on top, each with its text."""
    return {
        **BARE_AXIS,
        "type": "category",
        "categoryorder": "array",
        "categoryarray": list(keys),
        "range": [len(keys) - 0.5, -0.5],  # the first row on top
        "tickmode": "array",
        "tickvals": list(range(len(keys))),
        "ticktext": list(texts),
        "tickfont": {"size": SIZE_LABEL, "color": SOFT_INK},
        "ticklabelstandoff": 8,
    }


def rows_height(heights: Sequence[int], extra: int) -> int:
    """Pixels a chart of rows needs. heights: lines of each row's text; extra: pixels for axis and legend."""
    tallest = max(heights, default=1)
    return max(150, extra + len(heights) * max(34, 14 * tallest + 10))


def ends_labels(
    spec: ChartSpec, keys: Sequence[str], series: Series, *, has_dots: bool = False
) -> tuple[dict[str, Any], float]:
    """The words after each bar: text that starts where the bar (or its range) ends. Returns (trace, room).

    has_dots: marks are dots, half of which lies beyond their value; words keep clear of one that nothing reaches past.
    """
    ends, gaps = [], []
    for i, value in enumerate(series.values):
        drawn = [v for v in (value, item_at(series.high, i)) if v is not None]
        ends.append(max([0.0, *drawn]))
        gaps.append("\u00a0" * (3 if has_dots and value == ends[-1] else 1))
    labels = [item_at(series.labels, i, "") for i in range(len(keys))]
    hidden = [drawn_size(series, i) is None for i in range(len(keys))]
    trace = {
        "type": "scatter",
        "mode": "text",
        "x": ends,
        "y": list(keys),
        "text": [f"{gap}{escape(label)}" if label else "" for gap, label in zip(gaps, labels, strict=True)],
        "textposition": "middle right",
        "textfont": {"size": SIZE_LABEL, "color": [SOFT_INK if h else INK for h in hidden]},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }
    return trace, max((text_width(label) for label in labels), default=0.0) + (22 if has_dots else 16)


def upright_lines(spec: ChartSpec) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Targets over rows, each an upright line through all of them with its words on top. Returns (shapes, notes)."""
    words = [
        annotation(escape(line.text), line.value, 1, yref="paper", yanchor="bottom")
        for line in spec.references
    ]
    return [_upright(line) for line in spec.references], words


def _upright(line: Reference) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": line.value,
        "x1": line.value,
        "y0": 0,
        "y1": 1,
        "line": {"color": SOFT_INK, "width": 1, "dash": "4px,4px"},
    }


def row_line(row: int) -> dict[str, Any]:
    """A hairline along a row, behind its marks."""
    return {
        "type": "line",
        "xref": "paper",
        "yref": "y",
        "x0": 0,
        "x1": 1,
        "y0": row,
        "y1": row,
        "line": {"color": palette.GRID, "width": 1},
        "layer": "below",
    }
