"""ChartSpec -> a plain-dict Plotly figure: our colors, our type, no template.

A figure is built to be read at any width: room for labels is measured before drawing, long labels wrap,
margins grow by themselves. Outside text is escaped: Plotly reads `<a href>` and `<b>` in labels and
hover as markup.
"""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, cast

from plotly.basedatatypes import BaseFigure

from dashboard import palette
from dashboard.charts import ChartSpec, Mark, Reference, Series, number
from dashboard.palette import INK, SIZE_LABEL, SIZE_NOTE, SOFT_INK, text_width, wrap
from dashboard.plotly_margins import with_room

Figure = dict[str, Any]

# plotly.js would otherwise offer to upload the chart's data; cards carry their own export menu.
CONFIG: dict[str, Any] = {"showSendToCloud": False, "displaylogo": False, "displayModeBar": False}

_ROW_LABEL_WIDTH = 150.0  # pixels a row's name may take before it wraps
_TIME_WIDTH = 290.0  # pixels a time axis has for its labels on a phone
_LABELED_COLUMNS = 12  # above this, columns carry no numbers (hover and table do)

# Streamlit hands every new chart to Plotly twice: before it has measured its place, and again, a copy, with the width.
# Plotly finds nothing to draw the second time if it finds no template (it never compares those), `autosize` as it was,
# and a revision that says that the data are the same.
_LOOKS: dict[str, Any] = {
    "autosize": True,
    "datarevision": 1,
    "font": {"family": palette.FONT_FAMILY, "size": SIZE_LABEL, "color": SOFT_INK},
    "paper_bgcolor": palette.SURFACE,
    "plot_bgcolor": palette.SURFACE,
    "colorway": list(palette.SERIES),
    "hoverlabel": {
        "bgcolor": INK,
        "bordercolor": INK,
        "font": {"family": palette.FONT_FAMILY, "size": SIZE_LABEL, "color": palette.SURFACE},
        "align": "left",
    },
    "separators": ".,",
}
_BARE_AXIS: dict[str, Any] = {
    "showgrid": False,
    "zeroline": False,
    "showline": False,
    "ticks": "",
    "fixedrange": True,
}


def escape(text: str) -> str:
    """Outside text as Plotly will print it, letter by letter: no markup, no links, one line."""
    return html.escape(" ".join(text.split()), quote=False)


class AsItStands(BaseFigure):
    """A figure that Streamlit sends as it stands. Given a dict, it has Plotly build every property anew, 5 ms a
    chart; the tests have it check one of each kind instead."""

    def __init__(self, figure: Figure) -> None:
        object.__setattr__(self, "_as_it_stands", figure)

    def to_dict(self) -> Figure:
        return cast(Figure, object.__getattribute__(self, "_as_it_stands"))


def figure(spec: ChartSpec) -> Figure:
    """The chart as a dict `plotly.graph_objects.Figure` accepts unchanged. No title: the card has one."""
    return with_room(_DRAW[spec.kind](spec))


# --- shared pieces -----------------------------------------------------------------------------------------


def _layout(spec: ChartSpec, height: int, **more: Any) -> dict[str, Any]:
    return {
        **_LOOKS,
        "height": height,
        "margin": {"l": 8, "r": 16, "t": 12, "b": 8, "pad": 0},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "bargap": 0.28,
        "barcornerradius": 2,
        **more,
    }


def _legend() -> dict[str, Any]:
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


def _keys(names: Sequence[str]) -> list[str]:
    """Category keys: escaped, and apart even where two names read the same."""
    made: list[str] = []
    for name in names:
        key = escape(name)
        while key in made:
            key += "\u200b"
        made.append(key)
    return made


def _colors(spec: ChartSpec) -> list[str]:
    return palette.series_colors(
        [s.is_muted for s in spec.series], [s.name for s in spec.series], spec.is_ordered
    )


def _at(values: Sequence[Any], i: int, missing: Any = None) -> Any:
    return values[i] if i < len(values) else missing


def _is_band(series: Series, i: int) -> bool:
    return series.values[i] is None and _at(series.low, i) is not None and _at(series.high, i) is not None


def _range_size(series: Series, i: int) -> float:
    """How long the interval or band of a mark is; 0 where it has none."""
    low, high = _at(series.low, i), _at(series.high, i)
    return 0.0 if low is None or high is None else float(high - low)


def _drawn_from(series: Series, i: int) -> float:
    """Where a mark's bar begins: a band floats from its lower end, everything else stands on zero."""
    return float(series.low[i] or 0.0) if _is_band(series, i) else 0.0


def _drawn_size(series: Series, i: int) -> float | None:
    return _range_size(series, i) if _is_band(series, i) else series.values[i]


def _drawn_to(series: Series, i: int) -> float | None:
    """Where a mark's bar ends; None = nothing is drawn."""
    size = _drawn_size(series, i)
    return None if size is None else _drawn_from(series, i) + size


def _top(spec: ChartSpec) -> float:
    """The largest thing drawn; withheld marks have no part in it."""
    drawn = [
        v
        for s in spec.series
        for v in (*s.values, *s.high, *(-x for x in (*s.values, *s.low) if x is not None and x < 0))
        if v is not None
    ]
    return max([*drawn, *(r.value for r in spec.references)], default=0.0)


def _bottom(spec: ChartSpec) -> float:
    drawn = [v for s in spec.series for v in (*s.values, *s.low) if v is not None]
    return min([*drawn, 0.0])


def _nice(top: float, unit: str) -> tuple[float, float]:
    """(axis end, tick step): round steps, four or five of them; a share never runs past 100 %."""
    if top <= 0:
        return (1.0, 0.25) if unit == "percent" else (5.0, 1.0)
    if unit == "percent" and top > 0.8:
        return 1.0, 0.25
    rough = top / 4
    size = 10 ** math.floor(math.log10(rough))
    step = next(size * m for m in (1, 2, 2.5, 5, 10) if rough <= size * m * 1.0001)
    if unit in ("people", "count", "interviews", "contacts", "students"):
        step = max(1.0, math.ceil(step))
    end = math.ceil(top / step - 1e-9) * step
    return (min(end, 1.0) if unit == "percent" else end), step


def _headroom(spec: ChartSpec) -> float:
    """What is left free above the largest mark: a line of text where something is pinned."""
    return 1.2 if any(mark.is_note for mark in spec.marks) else 1.04


def _tick_format(unit: str) -> dict[str, Any]:
    if unit in ("percent", "share"):
        return {"tickformat": ".0%"}
    if unit == "usd":
        return {"tickformat": "$~s"}  # $20k: level also where a card is narrow
    return {"tickformat": ",~g" if unit else ",d"}


def _tick_text(value: float, unit: str) -> str:
    """A value at an axis, where it has no room for a long unit."""
    return number(value, unit).replace(" percentage points", " pts")


def _value_axis(spec: ChartSpec, end: float, step: float, low: float = 0.0) -> dict[str, Any]:
    ticks: dict[str, Any] = {}
    if spec.unit == "percentage points":  # no tick format can write them
        places = [i * step for i in range(math.ceil(low / step), math.floor(end / step) + 1)]
        places = sorted({places[0], 0.0, places[-1]}) if places else []  # no room for more on a narrow card
        texts = [escape(_tick_text(place, spec.unit)) for place in places]
        ticks = {"tickmode": "array", "tickvals": places, "ticktext": texts}
    return {
        **_BARE_AXIS,
        **_tick_format(spec.unit),
        "range": [low, end],
        "dtick": step,
        "tick0": 0,
        "tickangle": 0,
        "showgrid": True,
        "gridcolor": palette.GRID,
        "gridwidth": 1,
        "zeroline": True,
        "zerolinecolor": palette.BORDER,
        "zerolinewidth": 1,
        "tickfont": {"size": SIZE_NOTE, "color": SOFT_INK},
        **ticks,
    }


def _hover(spec: ChartSpec, series: Series, i: int) -> str:
    """Name, mark, label and range: only what was released, and escaped."""
    head = escape(spec.categories[i])
    if len(spec.series) > 1:
        head += f" · {escape(series.name)}"
    label = escape(_at(series.labels, i, "") or "no data")
    low, high = _at(series.low, i), _at(series.high, i)
    spread = ""
    if series.values[i] is not None and low is not None and high is not None:
        spread = f"<br>Range {number(low, spec.unit)} to {number(high, spec.unit)}"
    note = escape(_at(spec.category_notes, i, ""))
    partial = "<br>This period is not whole" if _at(series.partial, i, False) else ""
    hint = f"<br><i>{escape(spec.hint)}</i>" if spec.hint else ""
    return f"<b>{head}</b><br>{label}{spread}{'<br>' + note if note else ''}{partial}{hint}"


def _annotation(text: str, x: Any, y: Any, **more: Any) -> dict[str, Any]:
    return {
        "text": text,
        "x": x,
        "y": y,
        "showarrow": False,
        "font": {"size": SIZE_NOTE, "color": SOFT_INK},
        **more,
    }


# --- columns and lines -------------------------------------------------------------------------------------


def _category_axis(spec: ChartSpec, keys: Sequence[str], width: float = _TIME_WIDTH) -> dict[str, Any]:
    """Time: sparse labels on one line. Classes: every label, wrapped. width: pixels the labels of time have."""
    count = len(keys)
    if spec.is_time or count > _LABELED_COLUMNS:
        widest = max((text_width(name) for name in spec.categories), default=40.0)
        every = max(1, math.ceil(count * (widest + 16) / width))
        shown = list(range(0, count, every))
        text = [keys[i].replace(" ", "\u00a0") for i in shown]
    else:
        shown = list(range(count))
        room = min(380 / max(count, 1), 120.0)
        text = ["<br>".join(escape(line) for line in wrap(spec.categories[i], room)) for i in shown]
    return {
        **_BARE_AXIS,
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


def _marks(spec: ChartSpec) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Terms as hairlines, late logging as a shaded span; names at the top, lower where they would meet."""
    place = {name: i for i, name in enumerate(spec.categories)}
    count = max(len(spec.categories), 1)
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    taken: list[float] = []  # right end of the last name on each line of text, in categories
    for mark in sorted((m for m in spec.marks if m.at in place), key=lambda m: place[m.at]):
        left = place[mark.at] - 0.5
        right = place.get(mark.until, place[mark.at]) + 0.5 if mark.until is not None else left
        base = {"xref": "x", "yref": "paper", "x0": left, "x1": right, "y0": 0, "y1": 1, "layer": "below"}
        is_span = mark.until is not None
        look = {"type": "rect", "fillcolor": palette.SHADE, "line": {"width": 0}}
        hairline = {"type": "line", "line": {"color": "#B4BECA", "width": 1, "dash": "2px,3px"}}
        if (
            mark.is_note
        ):  # it happened inside its period, not at its beginning; and is seen through its column
            left = right = place[mark.at]
            base |= {"x0": left, "x1": left, "layer": "above"}
            hairline = {"type": "line", "line": {"color": palette.NOTE, "width": 1.5}}
        shapes.append({**base, **(look if is_span else hairline)})
        long = text_width(mark.text, SIZE_NOTE) * count / 400  # a card 480 wide has 400 for its plot
        is_right = left + long > count - 0.5
        begins = right - long if is_right else left
        level = next((k for k, end in enumerate(taken) if end <= begins), len(taken))
        taken[level : level + 1] = [begins + long + 0.2]
        notes.append(
            _annotation(
                escape(mark.text),
                right if is_right else left,
                1,
                yref="paper",
                yanchor="top",
                yshift=-16 * level,
                xanchor="right" if is_right else "left",
                xshift=-3 if is_right else 3,
                bgcolor="rgba(255,255,255,0.75)" if not is_span else "rgba(255,255,255,0)",
                borderpad=1,
                font={"size": SIZE_NOTE, "color": _mark_ink(mark)},
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
                "line": {"color": SOFT_INK, "width": 1, "dash": "4px,4px"},
            }
        )
        notes.append(
            _annotation(
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
    return shapes, notes


def _mark_ink(mark: Mark) -> str:
    if mark.is_note:
        return palette.NOTE
    return palette.SHADE_INK if mark.until is not None else SOFT_INK


def _columns(spec: ChartSpec) -> Figure:
    keys = _keys(spec.categories)
    colors = _colors(spec)
    end, step = _nice(_top(spec) * _headroom(spec), spec.unit)
    low = _bottom(spec)
    if low < 0:
        low = -math.ceil(-low / step) * step
    is_labeled = len(keys) <= _LABELED_COLUMNS and sum(s.kind == "same" for s in spec.series) == 1
    shapes, notes = _marks(spec)
    traces: list[dict[str, Any]] = []
    has_lines = any(s.kind == "line" for s in spec.series)
    pinned = {mark.at for mark in spec.marks if mark.is_note}  # their lines stop behind the column's number
    for series, color in zip(spec.series, colors, strict=True):
        if series.kind == "line":
            line = _line_traces(spec, series, palette.LAST_YEAR if series.is_muted else color, keys)
            # a white edge keeps the line apart from the columns it crosses
            halo = {"color": palette.SURFACE, "width": 5}
            traces += [{**line[0], "line": halo, "hoverinfo": "skip", "showlegend": False}, *line]
            continue
        # a band floats between its ends, in a lighter tint: it is a range, not a value
        bases = [_drawn_from(series, i) for i in range(len(keys))]
        sizes = [_drawn_size(series, i) for i in range(len(keys))]
        tops = [_drawn_to(series, i) for i in range(len(keys))]
        tones = [palette.UNKNOWN if palette.is_grey(name) else color for name in spec.categories]
        hatched = [bool(_at(series.partial, i, False)) for i in range(len(keys))]
        traces.append(
            {
                "type": "bar",
                "name": escape(series.name),
                "x": keys,
                "y": sizes,
                "base": bases,
                "hovertext": [_hover(spec, series, i) for i in range(len(keys))],
                "hoverinfo": "text",
                "customdata": list(spec.categories),
                "marker": {
                    "color": [
                        palette.tint(tone, 0.45) if _is_band(series, i) else tone
                        for i, tone in enumerate(tones)
                    ],
                    "line": {"width": 0},
                    "pattern": {
                        "shape": ["/" if h else "" for h in hatched],
                        "fgcolor": color,
                        "bgcolor": palette.tint(color, 0.18),
                        "size": 5,
                        "solidity": 0.35,
                    },
                },
                "showlegend": has_lines,
            }
        )
        for i in range(len(keys)):
            label = _at(series.labels, i, "")
            is_hidden = tops[i] is None
            if not label or not (is_labeled or is_hidden):
                continue
            if is_hidden and not label.startswith("<"):
                continue  # "no data" in a time axis would shout; hover and table say it
            turned = is_hidden and len(keys) > _LABELED_COLUMNS
            notes.append(
                _annotation(
                    escape(label),
                    i,
                    max(tops[i] or 0.0, 0.0),
                    yanchor="bottom",
                    textangle=-90 if turned else 0,
                    bgcolor=palette.SURFACE if spec.categories[i] in pinned else "rgba(255,255,255,0)",
                    font={
                        "size": SIZE_NOTE - 2 if turned else SIZE_LABEL,
                        "color": SOFT_INK if is_hidden else INK,
                    },
                )
            )
    top_margin = 14 + (22 if has_lines else 0)
    return {
        "data": traces,
        "layout": _layout(
            spec,
            320,
            xaxis=_category_axis(spec, keys),
            yaxis=_value_axis(spec, end, step, low),
            shapes=shapes,
            annotations=notes,
            showlegend=has_lines,
            legend=_legend(),
            margin={"l": 8, "r": 16, "t": top_margin + (10 if is_labeled else 0), "b": 8},
            **({"hovermode": "x"} if has_lines else {}),
        ),
    }


def _line_traces(
    spec: ChartSpec, series: Series, color: str, keys: Sequence[str], is_step: bool = False
) -> list[dict[str, Any]]:
    """A solid line over whole periods; the way to a partial one is dashed. Bands are vertical ranges."""
    count = len(keys)
    partial = [bool(_at(series.partial, i, False)) for i in range(count)]
    hover = [_hover(spec, series, i) for i in range(count)]
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
            v if cut or _at(partial, i + 1, False) or (i > 0 and partial[i - 1]) else None
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
    bands = [i for i in range(count) if _is_band(series, i)]
    if bands:
        made.append(
            {
                **base,
                "type": "bar",
                "x": [keys[i] for i in bands],
                "y": [_drawn_size(series, i) for i in bands],
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


def _lines(spec: ChartSpec) -> Figure:
    """Lines with their names at their ends, pushed apart where they would overlap."""
    keys = _keys(spec.categories)
    colors = [palette.LAST_YEAR if s.is_muted else c for s, c in zip(spec.series, _colors(spec), strict=True)]
    drawn = replace(spec, series=tuple(map(_without_intervals, spec.series)))
    end, step = _nice(_top(drawn) * _headroom(spec), spec.unit)
    low = _bottom(drawn)
    if low < 0:
        low = -math.ceil(-low / step) * step
    is_curve = not spec.is_time and len(keys) > _LABELED_COLUMNS
    shapes, notes = _marks(spec)
    traces = [
        trace
        for series, color in zip(spec.series, colors, strict=True)
        for trace in _line_traces(spec, series, color, keys, is_step=is_curve)
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
        gap = (
            (end - low) * (2 + 14 * tallest) / 250
        )  # the name's height, in the axis' unit, on a card 320 high
        right = max(text_width(line, SIZE_NOTE) for lines in texts for line in lines) + 14
        heights = _apart([at for at, _, _ in ends], gap, low, end)
        for (_, _, color), lines, y in zip(ends, texts, heights, strict=True):
            notes.append(
                _annotation(
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
        "layout": _layout(
            spec,
            320,
            xaxis=_category_axis(spec, keys, _TIME_WIDTH - right),
            yaxis=_value_axis(spec, end, step, low),
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
        low=tuple(_at(series.low, i) if series.values[i] is None else None for i in rows),
        high=tuple(_at(series.high, i) if series.values[i] is None else None for i in rows),
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
        if _is_band(series, i):
            return _drawn_from(series, i) + _range_size(series, i) / 2
        value = series.values[i]
        if value is not None:
            return value
    return None


def _apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
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


_NUMBERED_DAYS = 20  # above this many periods, a day's number has no room in its square


def _calendar(spec: ChartSpec) -> Figure:
    """Squares, a column a period and a row a weekday; a withheld one is paler than none, and says so."""
    keys = _keys(spec.categories)
    days = [escape(series.name[:3]) for series in spec.series]
    rows = range(len(spec.categories))
    is_numbered = len(keys) <= _NUMBERED_DAYS
    top = max((v for s in spec.series for v in s.values if v is not None), default=0.0)
    squares: dict[str, Any] = {
        "type": "heatmap",
        "x": keys,
        "y": days,
        "xgap": 2,
        "ygap": 2,
        "hoverongaps": False,
        "hoverinfo": "text",
        "hovertext": [[_hover(spec, series, i) for i in rows] for series in spec.series],
        "texttemplate": "%{text}" if is_numbered else "",
        "textfont": {"size": SIZE_NOTE},
    }
    shown = {
        **squares,
        "z": [list(series.values) for series in spec.series],
        "zmin": 0,
        "zmax": max(top, 1.0),
        "colorscale": [
            [0, palette.TRACK],
            [0.001, palette.tint(palette.PRIMARY, 0.22)],
            [1, palette.PRIMARY],
        ],
        "text": [[escape(_at(s.labels, i, "")) if s.values[i] else "" for i in rows] for s in spec.series],
        "colorbar": {
            "thickness": 8,
            "outlinewidth": 0,
            "len": 1,
            "x": 1.01,
            "xpad": 4,
            "nticks": 4,
            "tickformat": ",d",
            "tickfont": {"size": SIZE_NOTE, "color": SOFT_INK},
        },
    }
    is_hidden = [[s.values[i] is None and bool(_at(s.labels, i, "")) for i in rows] for s in spec.series]
    traces = [shown]
    if any(any(row) for row in is_hidden):
        traces.append(
            {
                **squares,
                "z": [[0 if hidden else None for hidden in row] for row in is_hidden],
                "colorscale": [[0, palette.WASH], [1, palette.WASH]],
                "showscale": False,
                "text": [
                    [escape(_at(s.labels, i, "")) if hidden else "" for i, hidden in enumerate(row)]
                    for s, row in zip(spec.series, is_hidden, strict=True)
                ],
            }
        )
    shapes, notes = _marks(spec)
    above = [{**note, "yanchor": "bottom", "yshift": 2 - note["yshift"]} for note in notes]
    return {
        "data": traces,
        "layout": _layout(
            spec,
            64 + 30 * len(days),
            xaxis={**_category_axis(spec, keys, _TIME_WIDTH - 56), "showline": False},
            yaxis={**_row_axis(spec, days, days), "ticklabelstandoff": 4},
            shapes=shapes,
            annotations=above,
            margin={"l": 8, "r": 56, "t": 24 if above else 8, "b": 8},
        ),
    }


# --- rows --------------------------------------------------------------------------------------------------


def _row_labels(spec: ChartSpec, notes_below: bool) -> tuple[list[str], float, list[int]]:
    """(tick texts, width in pixels, lines of each): names wrapped, the n in a smaller line below."""
    texts, widest, heights = [], 0.0, []
    for i, name in enumerate(spec.categories):
        lines = wrap(name, _ROW_LABEL_WIDTH)
        note = _at(spec.category_notes, i, "") if notes_below else ""
        widest = max([widest, *(text_width(line) for line in lines), text_width(note, SIZE_NOTE)])
        text = "<br>".join(f'<span style="color:{INK}">{escape(line)}</span>' for line in lines)
        if note:
            text += f'<br><span style="font-size:{SIZE_NOTE}px">{escape(note)}</span>'
        texts.append(text)
        heights.append(len(lines) + bool(note))
    return texts, widest, heights


def _row_axis(spec: ChartSpec, keys: Sequence[str], texts: Sequence[str]) -> dict[str, Any]:
    return {
        **_BARE_AXIS,
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


def _rows_height(heights: Sequence[int], extra: int) -> int:
    tallest = max(heights, default=1)
    return max(150, extra + len(heights) * max(34, 14 * tallest + 10))


def _ends_labels(spec: ChartSpec, keys: Sequence[str], series: Series) -> tuple[dict[str, Any], float]:
    """The words after each bar: text that starts where the bar (or its range) ends. Returns (trace, room)."""
    ends = []
    for i, value in enumerate(series.values):
        drawn = [v for v in (value, _at(series.high, i)) if v is not None]
        ends.append(max([0.0, *drawn]))
    labels = [_at(series.labels, i, "") for i in range(len(keys))]
    hidden = [series.values[i] is None and not _is_band(series, i) for i in range(len(keys))]
    trace = {
        "type": "scatter",
        "mode": "text",
        "x": ends,
        "y": list(keys),
        "text": [f"\u00a0{escape(label)}" if label else "" for label in labels],
        "textposition": "middle right",
        "textfont": {"size": SIZE_LABEL, "color": [SOFT_INK if h else INK for h in hidden]},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }
    return trace, max((text_width(label) for label in labels), default=0.0) + 16


def _bars(spec: ChartSpec) -> Figure:
    """Horizontal bars, their numbers at their ends; intervals as thin whiskers, bands as floating ranges."""
    keys = _keys(spec.categories)
    color = _colors(spec)[0]
    series = spec.series[0]
    texts, _, heights = _row_labels(spec, notes_below=True)
    end = max(_top(spec), 1e-9)
    low = min(_bottom(spec), 0.0)
    if spec.unit == "percent" and len(keys) == 1:
        end = 1.0
    rows = range(len(keys))
    bar = {
        "type": "bar",
        "orientation": "h",
        "name": escape(series.name),
        "y": keys,
        "x": [_drawn_size(series, i) for i in rows],
        "base": [_drawn_from(series, i) for i in rows],
        "marker": {
            "color": [
                palette.tint(base, 0.5) if _is_band(series, i) else base
                for i in rows
                for base in [palette.UNKNOWN if palette.is_grey(spec.categories[i]) else color]
            ],
            "line": {"width": 0},
        },
        "hovertext": [_hover(spec, series, i) for i in rows],
        "hoverinfo": "text",
        "customdata": list(spec.categories),
        "width": 0.62 if len(keys) > 1 else 0.4,
    }
    labels, room = _ends_labels(spec, keys, series)
    traces = [bar, *_whiskers(spec, keys, series), labels]
    return {
        "data": traces,
        "layout": _layout(
            spec,
            _rows_height(heights, 24),
            xaxis={**_BARE_AXIS, "range": [low, end], "showticklabels": False},
            yaxis=_row_axis(spec, keys, texts),
            margin={"l": 8, "r": room, "t": 24 if spec.references else 8, "b": 8},
            annotations=[
                _annotation(escape(line.text), line.value, 1, yref="paper", yanchor="bottom")
                for line in spec.references
            ],
            shapes=[
                {
                    "type": "line",
                    "xref": "x",
                    "yref": "paper",
                    "x0": 0,
                    "x1": 0,
                    "y0": 0,
                    "y1": 1,
                    "line": {"color": palette.BORDER, "width": 1},
                },
                *(_upright(line) for line in spec.references),
            ],
            barmode="overlay",
        ),
    }


def _upright(line: Reference) -> dict[str, Any]:
    """A target over rows: an upright line through all of them."""
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


def _whiskers(spec: ChartSpec, keys: Sequence[str], series: Series) -> list[dict[str, Any]]:
    """Intervals as one thin line each; only where a value has one."""
    rows = [
        i
        for i, value in enumerate(series.values)
        if value is not None and _at(series.low, i) is not None and _at(series.high, i) is not None
    ]
    if not rows:
        return []
    xs: list[float | None] = []
    ys: list[str | None] = []
    for i in rows:
        xs += [series.low[i], series.high[i], None]
        ys += [keys[i], keys[i], None]
    line = {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "hoverinfo": "skip", "showlegend": False}
    # a white edge, then ink: seen on the bar and beyond it
    looks = ({"color": palette.SURFACE, "width": 4}, {"color": INK, "width": 1.5})
    return [{**line, "line": look} for look in looks]


def _stacked(spec: ChartSpec) -> Figure:
    """100 % bars, numbers inside where they fit, n at the right."""
    keys = _keys(spec.categories)
    colors = _colors(spec)
    texts, _, heights = _row_labels(spec, notes_below=False)
    rows = range(len(keys))
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": escape(series.name),
            "y": keys,
            "x": list(series.values),
            "marker": {"color": color, "line": {"color": palette.SURFACE, "width": 1}},
            "text": [
                escape(_at(series.labels, i, "")) if (series.values[i] or 0) >= 0.09 else "" for i in rows
            ],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "textfont": {"size": SIZE_NOTE, "color": palette.ink_on(color)},
            "hovertext": [_hover(spec, series, i) for i in rows],
            "hoverinfo": "text",
            "customdata": list(spec.categories),
            "width": 0.68 if len(keys) > 1 else 0.5,
        }
        for series, color in zip(spec.series, colors, strict=True)
    ]
    room = max((text_width(note, SIZE_NOTE) for note in spec.category_notes), default=0.0) + 16
    lines = legend_lines([s.name for s in spec.series], 300)  # on a card 480 wide
    return {
        "data": traces,
        "layout": _layout(
            spec,
            _rows_height(heights, 24 + 20 * lines),
            xaxis={**_BARE_AXIS, "range": [0, 1], "showticklabels": False},
            yaxis=_row_axis(spec, keys, texts),
            annotations=[
                _annotation(escape(note), 1, i, xref="paper", xanchor="left", xshift=8, yref="y")
                for i, note in enumerate(spec.category_notes)
                if note
            ],
            barmode="stack",
            barcornerradius=0,
            # a number that does not fit its part is left out
            uniformtext={"minsize": SIZE_NOTE, "mode": "hide"},
            showlegend=True,
            legend=_legend(),
            margin={"l": 8, "r": room, "t": 10, "b": 8},
        ),
    }


def legend_lines(names: Sequence[str], width: float) -> int:
    """How many lines a horizontal legend takes: one if all fit, else columns as wide as the widest."""
    entries = [text_width(name) + 50 for name in names]
    if sum(entries) <= width:
        return 1
    return math.ceil(len(names) / max(1, int(width // max(entries))))


def _dots(spec: ChartSpec) -> Figure:
    """A dot with the range it may lie in, a row a segment; several series are panels side by side."""
    keys = _keys(spec.categories)
    texts, _, heights = _row_labels(spec, notes_below=True)
    panels = len(spec.series)
    is_single = panels == 1
    is_dense = panels > 3  # labels stand above the ranges instead of behind them
    colors = [palette.OTHER if s.is_muted else c for s, c in zip(spec.series, _dot_colors(spec), strict=True)]
    top_value = max(_top(spec), 1e-9)
    end = 1.0 if spec.unit == "percent" and is_single and top_value > 0.5 else top_value
    low = min(_bottom(spec), 0.0)
    gap = 0.0 if is_single else 0.03
    wide = (1 - gap * (panels - 1)) / panels
    reach = end if is_single or is_dense else low + (end - low) * 2.1
    traces: list[dict[str, Any]] = []
    axes: dict[str, Any] = {}
    notes: list[dict[str, Any]] = []
    room = 0.0
    for p, (series, color) in enumerate(zip(spec.series, colors, strict=True)):
        axis = "x" if p == 0 else f"x{p + 1}"
        left = p * (wide + gap)
        labels, room = _ends_labels(spec, keys, series)
        if is_dense:
            labels = {**labels, "x": [low] * len(keys), "textposition": "top right"}
        ticks = [end] if is_dense else [low, end]
        ends = {
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": [escape(_tick_text(v, spec.unit)) for v in ticks],
        }
        axes["xaxis" if p == 0 else f"xaxis{p + 1}"] = {
            **_value_axis(spec, reach, _nice(end, spec.unit)[1], low),
            "domain": [left, left + wide],
            "anchor": "y",
            **({} if is_single else ends),
        }
        marks = (
            _low_traces(spec, series, keys, color, axis, end - low)
            if is_dense
            else _dot_traces(spec, series, keys, color, axis)
        )
        traces += [*marks, {**labels, "xaxis": axis}]
        if not is_single:
            notes.append(
                _annotation(
                    "<br>".join(
                        escape(line) for line in wrap(series.name, 90 if panels < 4 else 58, SIZE_NOTE)
                    ),
                    left,
                    1,
                    xref="paper",
                    yref="paper",
                    xanchor="left",
                    yanchor="bottom",
                    align="left",
                    font={"size": SIZE_NOTE, "color": INK},
                )
            )
    shapes = [_row_line(i) for i in range(len(keys))] if not is_dense else []
    for line in spec.references:
        shapes.append(_upright(line))
        notes.append(_annotation(escape(line.text), line.value, 1, yref="paper", yanchor="bottom"))
    top = 48 if not is_single else (24 if spec.references else 8)
    return {
        "data": traces,
        "layout": _layout(
            spec,
            _rows_height([max(h, 3 if is_dense else 1) for h in heights], top + 28),
            yaxis=_row_axis(spec, keys, texts),
            annotations=notes,
            shapes=shapes,
            barmode="overlay",
            margin={"l": 8, "r": room if is_single else 16, "t": top, "b": 8},
            **axes,
        ),
    }


def _dot_colors(spec: ChartSpec) -> list[str]:
    """One panel, or ordered classes: the primary alone (a ramp's lightest steps would vanish as dots)."""
    if len(spec.series) == 1 or spec.is_ordered:
        return [palette.PRIMARY] * len(spec.series)
    return _colors(spec)


def _row_line(row: int) -> dict[str, Any]:
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


def _low_traces(
    spec: ChartSpec, series: Series, keys: Sequence[str], color: str, axis: str, span: float
) -> list[dict[str, Any]]:
    """Ranges in the lower half of their row, under their labels; a value is a tick on them."""
    rows = range(len(keys))
    base = {
        "type": "bar",
        "orientation": "h",
        "xaxis": axis,
        "y": list(keys),
        "width": 0.24,
        "offset": 0.08,
        "hovertext": [_hover(spec, series, i) for i in rows],
        "hoverinfo": "text",
        "customdata": list(spec.categories),
        "showlegend": False,
    }
    tick = span * 0.03
    values = [series.values[i] for i in rows]
    return [
        {
            **base,
            "x": [_range_size(series, i) for i in rows],
            "base": [_at(series.low, i) or 0.0 for i in rows],
            "marker": {"color": palette.tint(color, 0.45), "line": {"width": 0}},
        },
        {
            **base,
            "x": [None if v is None else tick for v in values],
            "base": [0.0 if v is None else v - tick / 2 for v in values],
            "marker": {"color": color, "line": {"width": 0}},
        },
    ]


def _dot_traces(
    spec: ChartSpec, series: Series, keys: Sequence[str], color: str, axis: str
) -> list[dict[str, Any]]:
    rows = range(len(keys))
    spread = [i for i in rows if _at(series.low, i) is not None and _at(series.high, i) is not None]
    hover = [_hover(spec, series, i) for i in rows]
    bar = {
        "type": "bar",
        "orientation": "h",
        "xaxis": axis,
        "y": [keys[i] for i in spread],
        "x": [_range_size(series, i) for i in spread],
        "base": [series.low[i] for i in spread],
        "width": 0.26,
        "marker": {"color": palette.tint(color, 0.4), "line": {"width": 0}},
        "hovertext": [hover[i] for i in spread],
        "hoverinfo": "text",
        "customdata": [spec.categories[i] for i in spread],
        "showlegend": False,
    }
    dot = {
        "type": "scatter",
        "mode": "markers",
        "xaxis": axis,
        "x": list(series.values),
        "y": list(keys),
        "marker": {"color": color, "size": 10, "line": {"color": palette.SURFACE, "width": 1.5}},
        "hovertext": hover,
        "hoverinfo": "text",
        "customdata": list(spec.categories),
        "cliponaxis": False,
        "showlegend": False,
    }
    return [bar, dot] if spread else [dot]


def _steps(spec: ChartSpec) -> Figure:
    """Each step's share of its own eligible items, on a track of 100 %."""
    keys = _keys(spec.categories)
    series = spec.series[0]
    texts, _, heights = _row_labels(spec, notes_below=True)
    rows = range(len(keys))
    hidden = [series.values[i] is None and not _is_band(series, i) for i in rows]
    track = {
        "type": "bar",
        "orientation": "h",
        "y": keys,
        "x": [1.0 for _ in rows],
        "width": 0.5,
        "marker": {"color": palette.TRACK, "line": {"width": 0}},
        "hovertext": [_hover(spec, series, i) for i in rows],
        "hoverinfo": "text",
        "customdata": list(spec.categories),
    }
    done = {
        **track,
        "x": [_drawn_size(series, i) for i in rows],
        "base": [_drawn_from(series, i) for i in rows],
        "marker": {
            "color": [
                palette.tint(palette.PRIMARY, 0.5) if _is_band(series, i) else palette.PRIMARY for i in rows
            ],
            "line": {"width": 0},
        },
    }
    labels = [_at(series.labels, i, "") for i in rows]
    room = max((text_width(label, 14) for label in labels), default=0.0) + 18
    return {
        "data": [track, done],
        "layout": _layout(
            spec,
            _rows_height(heights, 24),
            xaxis={**_BARE_AXIS, "range": [0, 1], "showticklabels": False},
            yaxis=_row_axis(spec, keys, texts),
            barmode="overlay",
            annotations=[
                _annotation(
                    escape(label),
                    1,
                    i,
                    xref="paper",
                    xanchor="left",
                    xshift=8,
                    yref="y",
                    font={"size": 14, "color": SOFT_INK if hidden[i] else INK},
                )
                for i, label in enumerate(labels)
                if label
            ],
            margin={"l": 8, "r": room, "t": 8, "b": 8},
        ),
    }


def _pairs(spec: ChartSpec) -> Figure:
    """Two marks a row, one a side, each on a line of its own with its range; a thin line joins them."""
    texts, _, heights = _row_labels(spec, notes_below=True)
    count = len(spec.categories)
    colors = _colors(spec)
    top = max(_top(spec), 1e-9)
    end, tick = _nice(top * 1.02, spec.unit)
    low = min(_bottom(spec), 0.0)
    if low < 0:
        low = -math.ceil(-low / tick) * tick
    lanes = [-0.17, 0.17]
    traces: list[dict[str, Any]] = [_joints(spec, lanes)]
    room = 0.0
    for series, color, lane in zip(spec.series, colors, lanes, strict=True):
        places = [i + lane for i in range(count)]
        spread = [i for i in range(count) if _range_size(series, i)]
        hover = [_hover(spec, series, i) for i in range(count)]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "y": [places[i] for i in spread],
                "x": [_range_size(series, i) for i in spread],
                "base": [series.low[i] for i in spread],
                "width": 0.2,
                "marker": {"color": palette.tint(color, 0.4), "line": {"width": 0}},
                "hovertext": [hover[i] for i in spread],
                "hoverinfo": "text",
                "showlegend": False,
            }
        )
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": escape(series.name),
                "x": list(series.values),
                "y": places,
                "marker": {
                    "color": color,
                    "size": 11,
                    "symbol": "circle" if lane < 0 else "diamond",
                    "line": {"color": palette.SURFACE, "width": 1.5},
                },
                "hovertext": hover,
                "hoverinfo": "text",
                "cliponaxis": False,
            }
        )
        labels, wide = _ends_labels(spec, [""] * count, series)
        traces.append({**labels, "y": places})
        room = max(room, wide)
    axis = {
        **_row_axis(spec, [], texts),
        "type": "linear",
        "range": [count - 0.5, -0.5],
        "tickvals": list(range(count)),
    }
    for name in ("categoryorder", "categoryarray"):
        axis.pop(name)
    lines = legend_lines([s.name for s in spec.series], 300)
    return {
        "data": traces,
        "layout": _layout(
            spec,
            _rows_height([max(h, 3) for h in heights], 34 + 20 * lines),
            xaxis=_value_axis(spec, end, tick, low),
            yaxis=axis,
            shapes=[{**_row_line(i), "y0": i + 0.5, "y1": i + 0.5} for i in range(count - 1)],
            barmode="overlay",
            showlegend=True,
            legend=_legend(),
            margin={"l": 8, "r": room, "t": 10 + 20 * lines, "b": 8},
        ),
    }


def _joints(spec: ChartSpec, lanes: Sequence[float]) -> dict[str, Any]:
    """The line between the two values of a row, where both have one."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    one, other = spec.series
    for i in range(len(spec.categories)):
        if one.values[i] is not None and other.values[i] is not None:
            xs += [one.values[i], other.values[i], None]
            ys += [i + lanes[0], i + lanes[1], None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "line": {"color": "#B4BECA", "width": 1.5},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _funnel(spec: ChartSpec) -> Figure:
    """Rates against sizes, the limits of chance around the rate of all; names only for what lies outside."""
    shown = [size for size in spec.sizes if size is not None]
    widest, tick_x = _nice(max(shown, default=1.0) * 1.06, "students")
    widest = max((limits.sizes[-1] for limits in spec.limits), default=widest)
    drawn = [v for s in spec.series for v in (*s.values, *s.low, *s.high) if v is not None]
    near = [limits.high[-1] for limits in spec.limits]
    end, tick = _nice(max([*drawn, *near, *(r.value for r in spec.references)], default=1.0) * 1.1, spec.unit)
    traces: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for limits, look in zip(spec.limits, ("4px,3px", "1px,3px"), strict=False):
        for ends in (limits.low, limits.high):
            traces.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "x": list(limits.sizes),
                    "y": list(ends),
                    "line": {"color": SOFT_INK, "width": 1.2, "dash": look},
                    "hoverinfo": "skip",
                    "showlegend": False,
                }
            )
    heights = _apart([limits.high[-1] for limits in spec.limits], end * 0.06, 0.0, end)
    for limits, height in zip(spec.limits, heights, strict=True):
        place = {"xref": "paper", "xanchor": "left", "xshift": 4}
        notes.append(_annotation(escape(limits.text), 1, height, **place))
    middle = min((r.value for r in spec.references), default=0.0)
    shapes = []
    for line in spec.references:
        across = {"xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": line.value, "y1": line.value}
        shapes.append(
            {"type": "line", **across, "line": {"color": palette.BORDER, "width": 2}, "layer": "below"}
        )
        notes.append(_annotation(escape(line.text), 1, line.value, xref="paper", xanchor="left", xshift=4))
    colors = (palette.PRIMARY, palette.SERIES[1])
    for series, color, is_named in zip(spec.series, colors, (False, True), strict=True):
        traces += _funnel_marks(spec, series, color, is_named, (widest, middle))
    texts = [*(limits.text for limits in spec.limits), *(line.text for line in spec.references)]
    room = max((text_width(text, SIZE_NOTE) for text in texts), default=0.0)
    axis = _value_axis(spec, widest, tick_x)
    return {
        "data": traces,
        "layout": _layout(
            spec,
            360,
            xaxis={
                **axis,
                "tickformat": ",d",
                "showgrid": False,
                "title": {"text": escape(spec.category_title), "standoff": 6, "font": {"size": SIZE_NOTE}},
            },
            yaxis=_value_axis(spec, end, tick),
            shapes=shapes,
            annotations=notes,
            showlegend=True,
            legend=_legend(),
            margin={"l": 8, "r": room + 12, "t": 34, "b": 8},
        ),
    }


def _funnel_marks(
    spec: ChartSpec, series: Series, color: str, is_named: bool, room: tuple[float, float]
) -> list[dict[str, Any]]:
    """One series' dots, and upright ranges where only a band was released."""
    widest, middle = room
    dots = [i for i, v in enumerate(series.values) if v is not None and spec.sizes[i] is not None]
    bands = [i for i in range(len(series.values)) if _is_band(series, i) and spec.sizes[i] is not None]
    heights = [series.values[i] or 0.0 for i in dots]
    sizes = [spec.sizes[i] or 0.0 for i in dots]
    sides = ["left" if size > widest * 0.6 else "right" for size in sizes]
    levels = ["top" if height >= middle else "bottom" for height in heights]
    made: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "markers+text" if is_named else "markers",
            "name": escape(series.name),
            "x": sizes,
            "y": heights,
            "text": [escape(wrap(spec.categories[i], 150, SIZE_NOTE, lines=1)[0]) for i in dots],
            "textposition": [f"{level} {side}" for level, side in zip(levels, sides, strict=True)],
            "textfont": {"size": SIZE_NOTE, "color": INK},
            "marker": {
                "color": color,
                "size": 10,
                "symbol": "diamond" if is_named else "circle",
                "line": {"color": palette.SURFACE, "width": 1},
            },
            "hovertext": [_hover(spec, series, i) for i in dots],
            "hoverinfo": "text",
            "customdata": [spec.categories[i] for i in dots],
            "cliponaxis": False,
        }
    ]
    if bands:
        made.append(
            {
                "type": "bar",
                "x": [spec.sizes[i] for i in bands],
                "y": [_drawn_size(series, i) for i in bands],
                "base": [series.low[i] for i in bands],
                "width": widest * 0.012,
                "marker": {"color": palette.tint(color, 0.6), "line": {"color": palette.SURFACE, "width": 1}},
                "hovertext": [_hover(spec, series, i) for i in bands],
                "hoverinfo": "text",
                "customdata": [spec.categories[i] for i in bands],
                "showlegend": False,
            }
        )
    return made


_DRAW: dict[str, Callable[[ChartSpec], Figure]] = {
    "columns": _columns,
    "bars": _bars,
    "stacked_bars": _stacked,
    "lines": _lines,
    "dots": _dots,
    "steps": _steps,
    "pairs": _pairs,
    "funnel": _funnel,
    "calendar": _calendar,
}
