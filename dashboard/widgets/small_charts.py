"""Charts small enough for a tile or a finding: an image of lines or columns, dots on a line. No outside text in them.

An image, because Streamlit drops inline drawings; it stretches with its tile. What it shows is said beside it, and in
its alternative text.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from dashboard.charts import palette
from dashboard.figures.stand_out_words import PointerRow
from dashboard.figures.tiles import Toward, Trend

WIDE, HIGH, EDGE = 264.0, 40.0, 3.0


def trend(of: Trend) -> str:
    """The image of a tile."""
    draw = {"columns": _columns, "line": _line, "parts": _parts}[of.kind]
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE:g} {HIGH:g}" preserveAspectRatio="none">'
        f"{draw(of)}</svg>"
    )
    return f'<img alt="{escape(of.words)}" src="data:image/svg+xml,{quote(picture)}">'


def _columns(of: Trend) -> str:
    top = max([*of.values, *(value or 0.0 for value in of.last)]) or 1.0
    step = WIDE / len(of.values)

    def column(place: int, value: float, part: float, color: str) -> str:
        high = max((HIGH - 1) * value / top, 0.0)
        left, wide = step * (place + (1 - part) / 2), step * part
        size = f'width="{wide:.1f}" height="{high:.1f}"'
        return f'<rect x="{left:.1f}" y="{HIGH - high:.1f}" {size} fill="{color}"/>'

    behind = [
        column(place, value, 0.92, palette.LAST_YEAR_PALE)
        for place, value in enumerate(of.last)
        if value is not None
    ]
    colors = [palette.PRIMARY] * len(of.values)
    if of.is_open:
        colors[-1] = palette.tint(palette.PRIMARY, 0.55)
    front = [column(place, value, 0.58, colors[place]) for place, value in enumerate(of.values)]
    return "".join(behind + front)


def _line(of: Trend) -> str:
    top = max(of.values) or 1.0
    step = (WIDE - 2 * EDGE) / (len(of.values) - 1)
    points = [
        f"{EDGE + place * step:.1f},{HIGH - EDGE - (HIGH - 2 * EDGE) * value / top:.1f}"
        for place, value in enumerate(of.values)
    ]
    unstretched = 'vector-effect="non-scaling-stroke"'
    return (
        f'<polyline points="{" ".join(points)}" fill="none" stroke="{palette.PRIMARY}" stroke-width="2" {unstretched}/>'
        f'<path d="M{points[-1]}h0" stroke="{palette.PRIMARY}" stroke-width="6" stroke-linecap="round" {unstretched}/>'
    )


def _parts(of: Trend) -> str:
    hatch = (
        '<pattern id="h" width="6" height="6" patternTransform="rotate(45)" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="{palette.UNKNOWN_WASH}"/>'
        f'<rect width="2.5" height="6" fill="{palette.UNKNOWN_HATCH}"/></pattern>'
    )
    drawn, left = [], 0.0
    whole = sum(of.values) or 1.0
    for color, value in zip(of.colors, of.values, strict=True):
        wide = WIDE * value / whole
        fill = color or "url(#h)"
        drawn.append(
            f'<rect x="{left:.1f}" y="13" width="{max(wide - 1.5, 0):.1f}" height="14" rx="1" fill="{fill}"/>'
        )
        left += wide
    return f"<defs>{hatch}</defs>{''.join(drawn)}"


def toward(of: Toward) -> str:
    """A target's track: filled as far as it is reached, a mark where it should be today."""
    mark = f'<b style="left:{of.pace:.1%}"></b>' if of.pace is not None else ""
    return (
        f'<div class="toward"><span>{escape(of.left)}</span><span>{escape(of.right)}</span></div>'
        f'<div class="track"><i style="width:{of.done:.1%}"></i>{mark}</div>'
    )


def sides(rows: Sequence[PointerRow]) -> str:
    """A finding's sides: name, a dot on its pale interval, value. The first is the one it is about."""
    return "".join(
        f'<div class="side{" about" if place == 0 else ""}"><span class="name">{escape(row.name)}</span>'
        f'<span class="plot"><i style="left:{row.low:.1%};width:{max(row.high - row.low, 0):.1%}"></i>'
        f'<b style="left:{row.value:.1%}"></b></span><span class="value">{escape(row.words)}</span></div>'
        for place, row in enumerate(rows)
    )
