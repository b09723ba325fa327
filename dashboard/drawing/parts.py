"""What every chart is made of: looks, legend, keys, colors, hover, labels beside the data."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

from dashboard.charts import palette
from dashboard.charts.names import number
from dashboard.charts.palette import INK, SIZE_LABEL, SIZE_NOTE, SOFT_INK
from dashboard.charts.spec import ChartSpec, Series
from pipelines.figures.blanks import Blank

Figure = dict[str, Any]

# Streamlit hands every new chart to Plotly twice: before it has measured its place, and again, a copy, with the width.
# Plotly finds nothing to draw the second time if it finds no template (it never compares those), `autosize` as it was,
# and a revision that says that the data are the same.
LOOKS: dict[str, Any] = {
    "autosize": True,
    "datarevision": 1,
    "font": {"family": palette.FONT_FAMILY, "size": SIZE_LABEL, "color": SOFT_INK},
    "paper_bgcolor": palette.SURFACE,
    "plot_bgcolor": palette.SURFACE,
    "colorway": list(palette.SERIES),
    "hoverlabel": {
        "bgcolor": palette.SURFACE,
        "bordercolor": palette.BORDER,
        "font": {"family": palette.FONT_FAMILY, "size": SIZE_LABEL, "color": INK},
        "align": "left",
    },
    "separators": ".,",
}

BARE_AXIS: dict[str, Any] = {
    "showgrid": False,
    "zeroline": False,
    "showline": False,
    "ticks": "",
    "fixedrange": True,
}


def escape(text: str) -> str:
    """Outside text as Plotly will print it, letter by letter: no markup, no links, one line."""
    return html.escape(" ".join(text.split()), quote=False)


def layout_of(spec: ChartSpec, height: int, **more: Any) -> dict[str, Any]:
    """The layout every chart begins with; height in pixels, `more` goes before what all have."""
    return {
        **LOOKS,
        "height": height,
        "margin": {"l": 8, "r": 16, "t": 12, "b": 8, "pad": 0},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "bargap": 0.28,
        "barcornerradius": 2,
        **more,
    }


def legend_above() -> dict[str, Any]:
    """Above the plot, from the left edge, wrapping by itself."""
    return {
        "orientation": "h",
        "x": 0,
        "xanchor": "left",
        "maxheight": 1,  # as high as the plot on a phone, before Plotly cuts it and adds a scroll bar
        "y": 1.0,
        "yanchor": "bottom",
        "font": {"size": SIZE_LABEL, "color": INK},
        "itemclick": False,
        "itemdoubleclick": False,
        "traceorder": "normal",
        "itemsizing": "constant",
    }


def axis_keys(names: Sequence[str]) -> list[str]:
    """Category keys: escaped, and apart even where two names read the same."""
    made: list[str] = []
    for name in names:
        key = escape(name)
        while key in made:
            key += "\u200b"
        made.append(key)
    return made


def colors_of(spec: ChartSpec) -> list[str]:
    """A color a series, in their order."""
    return palette.series_colors(
        [s.is_muted for s in spec.series],
        [s.name for s in spec.series],
        spec.is_ordered,
        [s.color for s in spec.series],
    )


def item_at(values: Sequence[Any], i: int, missing: Any = None) -> Any:
    """One of a series' optional values, which may have fewer than it has marks."""
    return values[i] if i < len(values) else missing


def annotation(text: str, x: Any, y: Any, **more: Any) -> dict[str, Any]:
    """Small text beside the data; `more` is Plotly's."""
    return {
        "text": text,
        "x": x,
        "y": y,
        "showarrow": False,
        "font": {"size": SIZE_NOTE, "color": SOFT_INK},
        **more,
    }


_RANGES = {
    "chance": "likely between {} and {}",
    "unknown": "{} to {} if none or all of the unknown had",
    "quartiles": "middle half {} to {}",
}


def hover_text(spec: ChartSpec, series: Series, i: int) -> str:
    """Name; value and of how many; what its range means: only what was released, and escaped."""
    head = escape(spec.categories[i])
    if len(spec.series) > 1:
        head += f" · {escape(series.name)}"
    label = escape(item_at(series.labels, i, "") or Blank.NO_DATA.mark)
    low, high = item_at(series.low, i), item_at(series.high, i)
    spread = ""
    if series.values[i] is not None and low is not None and high is not None:
        words = _RANGES[spec.ranges_are]
        spread = f"<br>{words.format(number(low, spec.unit), number(high, spec.unit))}"
    note = escape(item_at(spec.category_notes, i, ""))
    if behind := _of_how_many(spec, series, i):
        label += f" {escape(behind)}"
        note = "" if note.startswith("n = ") else note
    partial = "<br>not over yet" if item_at(series.partial, i, False) else ""
    hint = f"<br><i>{escape(spec.hint)}</i>" if spec.hint else ""
    return f"<b>{head}</b><br>{label}{spread}{'<br>' + note if note else ''}{partial}{hint}"


def _of_how_many(spec: ChartSpec, series: Series, i: int) -> str:
    """What a value is a share or an average of: "of 214 contacts", "· 64 graduates"; "" where that is not said."""
    if spec.kind == "bars":
        many = item_at(spec.column, i, "") if spec.column_title == spec.items else ""
        return f"· {many} {spec.items}" if many else ""
    is_shared = spec.kind == "stacked_bars" or len(spec.series) == 1
    behind = item_at(spec.weights, i) if is_shared and series.middle(i) is not None else None
    if not behind or not spec.items:
        return ""
    link = "of" if spec.unit == "percent" else "·"
    return f"{link} {number(behind, '')} {spec.items}"


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions at least `gap` apart, as near as may be to those wanted, inside low..high."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = [0.0] * len(wanted)
    floor = low
    for i in order:
        placed[i] = max(wanted[i], floor)
        floor = placed[i] + gap
    ceiling = high
    for i in reversed(order):
        placed[i] = min(placed[i], ceiling)
        ceiling = placed[i] - gap
    return placed
