"""How a figure changed between two times, as far as what was released of it tells. Pure functions, no database.

What is published was rounded, so a change of it lies between two ends and is told as both: one number worked out from
rounded ones would contradict the exact one. A change is colored in one place and by one rule, here: only where its
95 % interval excludes zero and both times have 30 people, in the direction the figure's own file declares.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from pipelines.figures import wording
from pipelines.figures.results import Cell, Metric, View
from pipelines.release.differences import HALF_A_PERCENT, between, estimate
from pipelines.release.disclosure import USUAL, Policy

Tone = Literal["", "better", "worse"]

LEAST_FOR_A_COLOR = 30  # people, on each side
LEAST_FOR_A_SHARE = 10  # of a count: from one to five is four more, not "400 % more"
_WIDEST_SAME = 0.1  # "about as many" may hide a change by this part


@dataclass(frozen=True)
class Change:
    """now − before: it lies from low to high, which are the same where both were released exactly.

    In the metric's unit, or, is_share, as a part of what it was before. tone: good news, bad news or neither. An exact
    one is the difference of both values as they are written: a reader who subtracts them finds it. is_none: it did not
    change at all.
    """

    metric: Metric
    low: float
    high: float
    is_share: bool
    tone: Tone = ""
    is_none: bool = False


def change(
    metric: Metric, view: View, now: Cell | None, before: Cell | None, policy: Policy = USUAL
) -> Change | None:
    """The change of a figure; None where either time was not told as a number, or the two say too little of it."""
    if now is None or before is None or now.value is None or before.value is None:
        return None
    half = _rounded_by(metric, policy) if view == "publishable" else 0.0
    low, high = now.value - before.value - 2 * half, now.value - before.value + 2 * half
    tone = _tone(metric, now, before)
    is_none = low == high == 0
    if metric.aggregate != "count" or before.value - half < LEAST_FOR_A_SHARE:
        if not half:
            low = high = as_written(metric, now.value) - as_written(metric, before.value)
        return Change(metric, low, high, False, tone, is_none)
    least = (now.value - half) / (before.value + half) - 1
    most = (now.value + half) / (before.value - half) - 1
    return Change(metric, least, most, True, tone, is_none)


def as_written(metric: Metric, value: float) -> float:
    """A value as it stands on a page: whole per cents and dollars, a mean with one decimal."""
    scale = 100 if metric.unit == "percent" else 1
    decimals = 0 if metric.unit in ("percent", "usd") or metric.aggregate == "count" else 1
    return float(wording.rounded(value * scale, decimals)) / scale


def _rounded_by(metric: Metric, policy: Policy) -> float:
    """How far a published value may be from the exact one."""
    if metric.aggregate == "count":
        return policy.rounding / 2
    match metric.unit:
        case "percent":
            return HALF_A_PERCENT
        case "usd" if metric.aggregate == "median":
            return policy.usd_rounding / 2
        case "days":
            return 0.5
    return 0.05


def _tone(metric: Metric, now: Cell, before: Cell) -> Tone:
    people = [cell.people or 0 for cell in (now, before)]
    ends = estimate(metric, now), estimate(metric, before)
    if not metric.better or min(people) < LEAST_FOR_A_COLOR or ends[0] is None or ends[1] is None:
        return ""
    difference = between(ends[0], ends[1])
    if not difference.is_outside_the_noise:
        return ""
    return "better" if (difference.value > 0) == (metric.better == "more") else "worse"


def in_words(found: Change | None) -> str:
    """ "12% more", "3 fewer", "5 to 7 points higher", "at most 2 points lower"; "" where it says too little."""
    if found is None:
        return ""
    more, fewer, same = _ways(found)
    if (ends := _ends(found)) is None:
        return ""
    if ends == ():
        return same
    at_most, ends = _from_nothing(found, ends)
    return f"{'at most ' if at_most else ''}{_span(found, ends)} {more if found.high > 0 else fewer}"


def in_short(found: Change | None) -> str:
    """ "+12%", "−3", "+5 to +7 pts", "up to +2 pts", with a true minus sign; "" where it says too little."""
    if found is None or (ends := _ends(found)) is None:
        return ""
    if ends == ():
        return "no change" if found.is_none else "about the same"
    sign = "+" if found.high > 0 else wording.MINUS
    at_most, ends = _from_nothing(found, ends)
    words = ("up to " if at_most else "") + _span(found, tuple(f"{sign}{end}" for end in ends))
    return words.replace(" points", " pts").replace(" point", " pt")


def _from_nothing(found: Change, ends: tuple[str, ...]) -> tuple[bool, tuple[str, ...]]:
    """Whether the nearer of two ends reads as none, and the ends that are then said: the farther alone."""
    is_from_nothing = len(ends) == 2 and ends[0] == _written(found, 0.0)
    return is_from_nothing, ends[1:] if is_from_nothing else ends


def _ways(found: Change) -> tuple[str, str, str]:
    if found.metric.aggregate == "count":
        return "more", "fewer", "as many" if found.is_none else "about as many"
    if found.metric.unit == "days":
        return "longer", "shorter", "the same" if found.is_none else "about the same"
    return "higher", "lower", "the same" if found.is_none else "about the same"


def _ends(found: Change) -> tuple[str, ...] | None:
    """The size of the change, both ends of it where they read differently; () = none to speak of, None = untold."""
    low, high = sorted((abs(found.low), abs(found.high)))
    if found.low < 0 < found.high:
        is_small = high < _WIDEST_SAME if found.is_share else found.metric.aggregate != "count"
        return () if is_small else None
    if found.low == found.high:
        written = _written(found, low)
        return () if written == _written(found, 0.0) else (written,)
    scale = 100 if found.is_share or found.metric.unit == "percent" else 1
    step = 0.1 if _decimals(found) else 1
    down, up = (
        math.floor(round(low * scale / step, 6)) * step,
        math.ceil(round(high * scale / step, 6)) * step,
    )
    return tuple(dict.fromkeys(_written(found, end / scale) for end in (down, up)))


def _decimals(found: Change) -> int:
    is_whole = (
        found.is_share or found.metric.aggregate == "count" or found.metric.unit in ("percent", "usd", "days")
    )
    return 0 if is_whole else 1


def _decimals_of(found: Change, size: float) -> int:
    """Half a day is written where there is one."""
    return 1 if found.metric.unit == "days" and wording.rounded(size, 1) % 1 else _decimals(found)


def _written(found: Change, size: float) -> str:
    if found.is_share:
        return f"{wording.number(size * 100)}%"
    if found.metric.unit == "percent":
        return wording.number(size * 100)
    return (
        wording.usd(size) if found.metric.unit == "usd" else wording.number(size, _decimals_of(found, size))
    )


def _span(found: Change, ends: tuple[str, ...]) -> str:
    unit = {"percent": "points", "days": "days"}.get(found.metric.unit, "")
    if not unit:
        return " to ".join(ends)
    one = unit.removesuffix("s") if ends[-1].lstrip(f"+{wording.MINUS}") == "1" and len(ends) == 1 else unit
    return f"{' to '.join(ends)} {one}"
