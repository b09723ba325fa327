"""The value axis: what stands where a figure, its interval or its published band is drawn."""

from __future__ import annotations

import math
from typing import Any

from dashboard.charts import palette
from dashboard.charts.names import number
from dashboard.charts.palette import SIZE_NOTE, SOFT_INK
from dashboard.charts.spec import ChartSpec, Series
from dashboard.drawing.parts import BARE_AXIS, escape, item_at


def is_band(series: Series, i: int) -> bool:
    """Is the mark a published range in place of a value?"""
    return series.values[i] is None and has_range(series, i)


def has_range(series: Series, i: int) -> bool:
    """Has the mark both ends of an interval or a band?"""
    return item_at(series.low, i) is not None and item_at(series.high, i) is not None


def range_size(series: Series, i: int) -> float:
    """How long the interval or band of a mark is; 0 where it has none."""
    low, high = item_at(series.low, i), item_at(series.high, i)
    return 0.0 if low is None or high is None else float(high - low)


def drawn_from(series: Series, i: int) -> float:
    """Where a mark's bar begins: a band floats from its lower end, everything else stands on zero."""
    return float(series.low[i] or 0.0) if is_band(series, i) else 0.0


def drawn_size(series: Series, i: int) -> float | None:
    """How long a mark's bar is; None = nothing is drawn."""
    return range_size(series, i) if is_band(series, i) else series.values[i]


def drawn_to(series: Series, i: int) -> float | None:
    """Where a mark's bar ends; None = nothing is drawn."""
    size = drawn_size(series, i)
    return None if size is None else drawn_from(series, i) + size


def top_of(spec: ChartSpec) -> float:
    """The largest thing drawn; withheld marks have no part in it."""
    drawn = [
        v
        for s in spec.series
        for v in (*s.values, *s.high, *(-x for x in (*s.values, *s.low) if x is not None and x < 0))
        if v is not None
    ]
    return max([*drawn, *(r.value for r in spec.references)], default=0.0)


def bottom_of(spec: ChartSpec) -> float:
    """The lowest thing drawn, 0 where nothing is below it."""
    drawn = [v for s in spec.series for v in (*s.values, *s.low) if v is not None]
    return min([*drawn, 0.0])


def has_values(spec: ChartSpec) -> bool:
    """Is anything drawn that is read on the value axis? Beside nothing its numbers would be taken for figures."""
    drawn = (v for s in spec.series for v in (*s.values, *s.low, *s.high))
    return any(v is not None for v in drawn)


def nice_start(spec: ChartSpec, step: float) -> float:
    """Where the value axis begins: at 0, or the tick below what is drawn under it."""
    low = bottom_of(spec)
    return -math.ceil(-low / step) * step if low < 0 else low


_FINEST = {"percent": 0.01, "percentage points": 0.01, "days": 1.0}  # finer ticks would all be written alike


def nice_end(top: float, unit: str) -> tuple[float, float]:
    """(axis end, tick step): round steps, four or five of them; a share never runs past 100 %."""
    if top <= 0:
        return (1.0, 0.25) if unit == "percent" else (5.0, 1.0)
    if unit == "percent" and top > 0.8:
        return 1.0, 0.25
    rough = max(top / 4, _FINEST.get(unit, 0.0))
    size = 10 ** math.floor(math.log10(rough))
    step = next(size * m for m in (1, 2, 2.5, 5, 10) if rough <= size * m * 1.0001)
    if unit in ("people", "count", "interviews", "contacts", "students"):
        step = max(1.0, math.ceil(step))
    end = math.ceil(top / step - 1e-9) * step
    return (min(end, 1.0) if unit == "percent" else end), step


def _tick_format(unit: str) -> dict[str, Any]:
    if unit in ("percent", "share"):
        return {"tickformat": ".0%"}
    if unit == "usd":
        return {"tickformat": "$~s"}  # $20k: level also where a card is narrow
    return {"tickformat": ",~g" if unit else ",d"}


def tick_text(value: float, unit: str) -> str:
    """A value at an axis, where it has no room for a long unit."""
    return number(value, unit).replace(" percentage points", " pts")


def value_axis(spec: ChartSpec, end: float, step: float, low: float = 0.0) -> dict[str, Any]:
    """The axis values are read on, from low to end with a tick every step, in the chart's unit."""
    ticks: dict[str, Any] = {} if has_values(spec) else {"showticklabels": False}
    if spec.unit == "percentage points":  # no tick format can write them
        places = [i * step for i in range(math.ceil(low / step), math.floor(end / step) + 1)]
        places = sorted({places[0], 0.0, places[-1]}) if places else []  # no room for more on a narrow card
        texts = [escape(tick_text(place, spec.unit)) for place in places]
        ticks = {"tickmode": "array", "tickvals": places, "ticktext": texts}
    return {
        **BARE_AXIS,
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
