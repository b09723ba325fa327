"""How far apart two figures are, and how sure that is, from what was released of them. Pure functions, no database.

A difference stands on √(se₁² + se₂²). The standard error of a side is the half of its 95 % interval that faces the
other side, over 1.96: so the intervals that were shown are the ones that are used, lopsided near 0 and 100 % as they
are. Two sides that share people are more alike than that supposes; the interval then errs on the wide side.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.figures.aggregates import aggregate_of
from pipelines.figures.intervals import Z, wilson
from pipelines.figures.results import Cell, Metric

CHANCE = 0.05
HALF_A_PERCENT = 0.005  # how far a published whole per cent may be from the rate it stands for


@dataclass(frozen=True)
class Estimate:
    """A figure and its 95 % interval, in the metric's unit; weight: what it is an average over."""

    value: float
    low: float
    high: float
    weight: float


@dataclass(frozen=True)
class Difference:
    """first − second with its 95 % interval, in the metric's unit. p: two-sided, if there were none."""

    value: float
    low: float
    high: float
    p: float

    @property
    def is_outside_the_noise(self) -> bool:
        return self.low > 0 or self.high < 0


def estimate(metric: Metric, cell: Cell | None) -> Estimate | None:
    """A cell as an estimate; None where there is none, or it was told as a band, withheld, or has no interval of
    sampling.

    The range of an outcomes rate is what the unknown allow, not an interval. A published rate of people carries none,
    but what is released of it (a whole per cent and n) gives one, the rounding added.
    """
    if cell is None or cell.is_withheld or cell.value is None or metric.interval in ("census", "none"):
        return None
    weight = cell.denominator or 0.0
    if cell.low is not None and cell.high is not None:
        # a mean's interval is as wide below as above, though it is told from 0 on
        is_mean = aggregate_of(metric).published == "average"
        low = 2 * cell.value - cell.high if is_mean else cell.low
        return Estimate(cell.value, low, cell.high, weight)
    if metric.unit == "percent" and metric.is_of_persons:
        found = wilson(cell.value * weight, weight)
        if found is not None:
            low, high = found
            return Estimate(
                cell.value, max(0.0, low - HALF_A_PERCENT), min(1.0, high + HALF_A_PERCENT), weight
            )
    return None


def are_apart(estimates: Sequence[Estimate | None]) -> bool:
    """Do the highest and the lowest of some groups differ by more than chance?

    They were picked for being farthest apart, so their difference is held to the number of pairs there are to pick from
    (Bonferroni). Where any group has no interval, nothing is known of chance, and they are not.
    """
    found = [one for one in estimates if one is not None]
    if len(found) < 2 or len(found) < len(estimates):
        return False
    highest, lowest = max(found, key=lambda one: one.value), min(found, key=lambda one: one.value)
    if lowest.value == highest.value:
        return False
    pairs = len(found) * (len(found) - 1) / 2
    return between(highest, lowest).p * pairs <= CHANCE


def together(parts: Sequence[Estimate]) -> Estimate | None:
    """Groups that share nobody as one: the average by weight. None where nothing weighs anything."""
    whole = math.fsum(part.weight for part in parts)
    if whole <= 0:
        return None
    value = math.fsum(part.value * part.weight for part in parts) / whole
    below = math.hypot(*((part.value - part.low) * part.weight / whole for part in parts))
    above = math.hypot(*((part.high - part.value) * part.weight / whole for part in parts))
    return Estimate(value, value - below, value + above, whole)


def between(first: Estimate, second: Estimate) -> Difference:
    """first − second, with the interval that theirs allow."""
    step = first.value - second.value
    below = math.hypot(first.value - first.low, second.high - second.value)
    above = math.hypot(first.high - first.value, second.value - second.low)
    error = (below if step > 0 else above) / Z
    p = math.erfc(abs(step) / error / math.sqrt(2)) if error > 0 else float(step == 0)
    return Difference(step, step - below, step + above, p)
