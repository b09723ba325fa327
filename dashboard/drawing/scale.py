"""The scale dots are read on: as narrow as their intervals allow, its ends round; it need not begin at zero."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.palette import GRID, SIZE_NOTE, SOFT_INK
from dashboard.charts.spec import ChartSpec
from dashboard.drawing.parts import BARE_AXIS, escape
from dashboard.drawing.values import tick_text
from pipelines.figures import wording

_MOST_TICKS = 3  # with words, on a narrow card


@dataclass(frozen=True)
class Scale:
    """ticks: with words; hairlines: without."""

    low: float
    high: float
    ticks: tuple[float, ...]
    hairlines: tuple[float, ...] = ()


# per cent: the first of these that holds all that is drawn
_SHARES = (
    Scale(0.5, 1.0, (0.5, 0.75, 1.0)),
    Scale(0.0, 0.1, (0.0, 0.05, 0.1)),
    Scale(0.0, 0.2, (0.0, 0.1, 0.2)),
    Scale(0.0, 0.5, (0.0, 0.25, 0.5)),
    Scale(0.0, 1.0, (0.0, 0.5, 1.0), (0.25, 0.75)),
)


def scale_of(spec: ChartSpec) -> Scale:
    """The scale of all that is drawn: values, intervals, released ranges, lines; withheld marks have no part in it."""
    lines = (*spec.references, *([spec.whole] if spec.whole else []))
    drawn = [
        *(v for s in spec.series for v in (*s.values, *s.low, *s.high) if v is not None),
        *(line.value for line in lines),
    ]
    if spec.unit == "percent":
        low, high = min(drawn, default=0.0), max(drawn, default=1.0)
        return next((one for one in _SHARES if one.low <= low and high <= one.high), _SHARES[-1])
    low, high = min(drawn, default=0.0), max(drawn, default=1.0)
    if 0 <= low < 0.5 * high:
        low = 0.0
    if spec.unit in ("points", "percentage points"):  # a change: none is part of the scale
        low, high = min(low, 0.0), max(high, 0.0)
    step = _round_step((high - low) / 3 or abs(high) / 3 or 1.0)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    last = max(last, first + 1)
    places = [_exact(n * step) for n in range(first, last + 1)]
    every = math.ceil((len(places) - 1) / (_MOST_TICKS - 1))
    told = places[::every]
    if places[0] < 0 < places[-1]:
        told = [places[0], 0.0, places[-1]]
    return Scale(places[0], places[-1], tuple(told), tuple(p for p in places if p not in told))


def _exact(value: float) -> float:
    return float(f"{value:.10g}")


def _round_step(rough: float) -> float:
    size = 10 ** math.floor(math.log10(rough))
    return next(size * m for m in (1, 2, 5, 10) if rough <= size * m * 1.0001)


def scale_axis(spec: ChartSpec, scale: Scale) -> dict[str, Any]:
    """The axis: hairlines at every tick, words at few."""
    has_values = any(v is not None for s in spec.series for v in (*s.values, *s.low, *s.high))
    texts = [escape(words) for words in _words(scale.ticks, spec.unit)]
    is_change = scale.low < 0 < scale.high
    return {
        **BARE_AXIS,
        "range": [scale.low, scale.high],
        "tickmode": "array",
        "tickvals": [*scale.ticks, *scale.hairlines],
        "ticktext": [*texts, *("" for _ in scale.hairlines)],
        "tickangle": 0,
        "showgrid": True,
        "gridcolor": GRID,
        "gridwidth": 1,
        "zeroline": is_change,
        "zerolinecolor": SOFT_INK,
        "zerolinewidth": 1,
        "tickfont": {"size": SIZE_NOTE, "color": SOFT_INK},
        # beside nothing its numbers would be taken for figures
        "showticklabels": has_values,
    }


def _words(ticks: Sequence[float], unit: str) -> list[str]:
    """The ticks' words, as short as they can be and no two alike: $40k, 0.05."""
    if unit == "usd" and max(map(abs, ticks)) >= 1000:
        return [f"{'−' if tick < 0 else ''}${abs(tick) / 1000:,g}k" if tick else "$0" for tick in ticks]
    words = [tick_text(tick, unit) for tick in ticks]
    if len(set(words)) == len(words):
        return words
    decimals = next((d for d in (2, 3) if all(_exact(round(tick, d)) == tick for tick in ticks)), 4)
    return [wording.number(tick, decimals) for tick in ticks]
