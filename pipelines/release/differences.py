"""How far apart two figures are, and how sure that is, from what was released of them. Pure functions, no database.

A difference stands on √(se₁² + se₂²), with t of the smaller side's people less one. The standard error of a side is
the half of its 95 % interval that faces the other side, over as many as that interval spans (t where students are
clusters, else 1.96): so the intervals that were shown are the ones that are used, lopsided near 0 and 100 % as they
are. Two sides that share people are more alike than that supposes; the interval then errs on the wide side.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.figures.aggregates import aggregate_of
from pipelines.figures.intervals import Z, student_t, wilson
from pipelines.figures.results import Cell, Metric

CHANCE = 0.05
MOST_DEGREES = 2000  # beyond, t is the normal distribution
HALF_A_PERCENT = 0.005  # how far a published whole per cent may be from the rate it stands for


@dataclass(frozen=True)
class Estimate:
    """A figure and its 95 % interval, in the metric's unit; weight: what it is an average over.

    people: the students behind it. spans: how many standard errors the interval reaches to each side.
    """

    value: float
    low: float
    high: float
    weight: float
    people: float = math.inf
    spans: float = Z

    @property
    def below(self) -> float:
        """Its standard error toward smaller values."""
        return (self.value - self.low) / self.spans

    @property
    def above(self) -> float:
        return (self.high - self.value) / self.spans


@dataclass(frozen=True)
class Difference:
    """first − second with its 95 % interval, in the metric's unit. error: its standard error toward none.

    degrees: of the t it is held to; infinite = the normal distribution.
    """

    value: float
    low: float
    high: float
    error: float
    degrees: float = math.inf

    @property
    def p(self) -> float:
        """How often chance alone gives as large a difference, to either side."""
        if self.error <= 0:
            return float(self.value == 0)
        size = abs(self.value) / self.error
        if math.isinf(self.degrees):
            return math.erfc(size / math.sqrt(2))
        from scipy.special import stdtr  # heavy to import: only where groups are ranked

        return 2 * float(stdtr(self.degrees, -size))

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
    weight, behind = cell.denominator or 0.0, cell.people_in_denominator or cell.people
    people = float(behind) if behind else math.inf
    if cell.low is not None and cell.high is not None:
        # a mean's interval is as wide below as above, though it is told from 0 on
        is_mean = aggregate_of(metric).published == "average"
        low = 2 * cell.value - cell.high if is_mean else cell.low
        return Estimate(cell.value, low, cell.high, weight, people, _spans(metric, cell.value, people))
    if metric.unit == "percent" and metric.is_of_persons:
        found = wilson(cell.value * weight, weight)
        if found is not None:
            low, high = found
            return Estimate(
                cell.value, max(0.0, low - HALF_A_PERCENT), min(1.0, high + HALF_A_PERCENT), weight, people
            )
    return None


def _spans(metric: Metric, value: float, people: float) -> float:
    """How many standard errors the interval of an exact figure spans (intervals.py)."""
    is_rate = metric.unit == "percent"
    is_by_t = aggregate_of(metric).published in ("band", "average", "difference")
    if not is_by_t or (is_rate and (metric.is_of_persons or not 0 < value < 1)):
        return Z  # Wilson's, of ranks, or of a curve
    return _point(_degrees(people))


def _degrees(people: float) -> float:
    return max(people - 1, 1.0) if people <= MOST_DEGREES else math.inf


def _point(degrees: float) -> float:
    """By so many standard errors each side an interval of 95 % is cut off."""
    return Z if math.isinf(degrees) else student_t(int(degrees))


def are_apart(estimates: Sequence[Estimate | None]) -> bool:
    """Do the highest and the lowest of some groups differ by more than chance?

    They were picked for being farthest apart, so their difference is held to the number of pairs there are to pick from
    (Bonferroni). Where any group has no interval, nothing is known of chance, and they are not.
    """
    found = [one for one in estimates if one is not None]
    if len(found) < 2 or len(found) < len(estimates):
        return False
    # of groups that share an end the one known least well, so that their order decides nothing
    highest = max(found, key=lambda one: (one.value, one.below, -one.people))
    lowest = min(found, key=lambda one: (one.value, -one.above, one.people))
    if lowest.value == highest.value:
        return False
    pairs = len(found) * (len(found) - 1) / 2
    found_apart = between(highest, lowest)
    # the interval first: it is cheaper to know than p, and where it holds zero p is more than chance's part
    return found_apart.is_outside_the_noise and found_apart.p * pairs <= CHANCE


def is_from_zero(value: float, low: float, high: float, looked_at: int) -> bool:
    """Is a difference with its 95 % interval farther from none than chance goes, of so many that are looked at?

    Its interval is widened to hold them all (Bonferroni), by the normal distribution.
    """
    from scipy.special import ndtri  # heavy to import: only where gaps are told

    wider = float(ndtri(1 - CHANCE / (2 * max(looked_at, 1)))) / Z
    return value - (value - low) * wider > 0 or value + (high - value) * wider < 0


def together(parts: Sequence[Estimate]) -> Estimate | None:
    """Groups that share nobody as one: the average by weight. None where nothing weighs anything."""
    whole = math.fsum(part.weight for part in parts)
    if whole <= 0:
        return None
    value = math.fsum(part.value * part.weight for part in parts) / whole
    below = Z * math.hypot(*(part.below * part.weight / whole for part in parts))
    above = Z * math.hypot(*(part.above * part.weight / whole for part in parts))
    return Estimate(value, value - below, value + above, whole, math.fsum(part.people for part in parts))


def between(first: Estimate, second: Estimate) -> Difference:
    """first − second, with the interval that theirs allow."""
    step = first.value - second.value
    below, above = math.hypot(first.below, second.above), math.hypot(first.above, second.below)
    degrees = _degrees(min(first.people, second.people))
    point = _point(degrees)
    error = below if step > 0 else above
    return Difference(step, step - point * below, step + point * above, error, degrees)
