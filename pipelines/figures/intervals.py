"""How sure a figure is: 95 % intervals from the sums the aggregates return. Pure functions, no database.

Which figure takes which interval:

- rates, means and ratios over threads, interviews or referrals: students are clusters (`ratio`);
- rates and shares over people: Wilson (`wilson`); means and changes over people: `ratio` with x = 1 each;
- medians: binomial order statistics (`median_ranks`); waits: log-log bands, each wait by itself (`kaplan_meier`);
- differences: `difference`, paired where both sides may share students;
- NACE rates are a census with non-response: no interval but the range the unknown allow (`census`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipelines import data_files
from pipelines.figures.results import CURVE_DAYS

Interval = tuple[float, float]

Z = 1.959963984540054  # the normal distribution's 97.5 % point
TAIL = 0.025


@dataclass(frozen=True)
class Sums:
    """Over the m students with anything in the denominator (x) or the numerator (y)."""

    m: int
    x: float
    y: float
    xx: float
    xy: float
    yy: float


@dataclass(frozen=True)
class Shared:
    """Two groups side by side, over the m students in either: Σx₁x₂, Σx₁y₂, Σy₁x₂, Σy₁y₂."""

    m: int
    xx: float
    xy: float
    yx: float
    yy: float


def wilson(successes: float, n: float) -> Interval | None:
    """Wilson's score interval of a proportion; None without trials."""
    if n <= 0:
        return None
    share = successes / n
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    low = 0.0 if successes <= 0 else max(0.0, middle - half)
    high = 1.0 if successes >= n else min(1.0, middle + half)
    return low, high


def standard_error(sums: Sums) -> float | None:
    """Of R = Σy/Σx with students as clusters: m/(m−1)·Σ(y − R·x)²/(Σx)². None for fewer than two students."""
    if sums.m < 2 or sums.x == 0:
        return None
    ratio_ = sums.y / sums.x
    residual = max(0.0, sums.yy - 2 * ratio_ * sums.xy + ratio_ * ratio_ * sums.xx)
    return math.sqrt(sums.m / (sums.m - 1) * residual) / abs(sums.x)


def ratio(sums: Sums, *, is_rate: bool) -> Interval | None:
    """R ± t·se with m − 1 degrees; a rate on the logit scale, Wilson with n = m at 0 or 1; None for m < 2."""
    error = standard_error(sums)
    if error is None:
        return None
    value = sums.y / sums.x
    if not is_rate:
        half = student_t(sums.m - 1) * error
        return value - half, value + half
    if value <= 0 or value >= 1:
        return wilson(sums.m if value >= 1 else 0, sums.m)
    half = student_t(sums.m - 1) * error / (value * (1 - value))
    logit = math.log(value / (1 - value))
    return _expit(logit - half), _expit(logit + half)


def difference(first: Sums, second: Sums, shared: Shared | None = None) -> Interval | None:
    """R₁ − R₂ ± t·se with the smaller group's m − 1 degrees; None where a group has fewer than two students.

    se is √(se₁² + se₂²) for groups that share nobody. Where students are in both, se² = m/(m−1)·Σu² with
    uᵢ = (y₁ᵢ − R₁x₁ᵢ)/X₁ − (y₂ᵢ − R₂x₂ᵢ)/X₂ over the m students in either.
    """
    one, other = standard_error(first), standard_error(second)
    if one is None or other is None:
        return None
    if shared is None or shared.m == first.m + second.m:  # nobody is in both
        error = math.hypot(one, other)
    else:
        error = _paired_error(first, second, shared)
    step = first.y / first.x - second.y / second.x
    half = student_t(min(first.m, second.m) - 1) * error
    return step - half, step + half


def _paired_error(first: Sums, second: Sums, shared: Shared) -> float:
    ratios = first.y / first.x, second.y / second.x
    squares = [
        (one.yy - 2 * ratio_ * one.xy + ratio_ * ratio_ * one.xx) / (one.x * one.x)
        for one, ratio_ in zip((first, second), ratios, strict=True)
    ]
    # Σ (y₁ − R₁x₁)(y₂ − R₂x₂)
    product = (
        shared.yy - ratios[0] * shared.xy - ratios[1] * shared.yx + ratios[0] * ratios[1] * shared.xx
    ) / (first.x * second.x)
    return math.sqrt(shared.m / (shared.m - 1) * max(0.0, squares[0] + squares[1] - 2 * product))


def census(positive: float, seeking: float, unknown: float) -> Interval | None:
    """What the outcomes rate would be if none, or all, of the unknown had an outcome; None without graduates."""
    everybody = positive + seeking + unknown
    if everybody <= 0:
        return None
    return positive / everybody, (positive + unknown) / everybody


def median_ranks(n: int) -> tuple[int, int] | None:
    """1-based ranks of the two order statistics that hold the median in at least 95 %; None for n < 6.

    The lower rank is the largest r with P(Binomial(n, ½) ≤ r − 1) ≤ 2.5 %; the upper is its mirror.
    """
    from scipy.special import bdtr  # heavy to import: only when a median is asked for

    rank = max(0, math.floor(n / 2 - Z * math.sqrt(n) / 2) - 2)
    while rank < n and bdtr(rank, n, 0.5) <= TAIL:
        rank += 1
    while rank > 0 and bdtr(rank - 1, n, 0.5) > TAIL:
        rank -= 1
    return (rank, n + 1 - rank) if rank >= 1 else None


@dataclass(frozen=True)
class Wait:
    """A waiting time. Days; None where not reached. curve: (day, share there by then) while anybody is seen."""

    median: int | None
    quartiles: tuple[int | None, int | None]
    low: int | None
    high: int | None
    curve: tuple[tuple[int, float], ...]


CURVE_END = 90
TOLERANCE = 1e-12  # a product that is exactly one half need not be so in binary fractions


def kaplan_meier(counts: Iterable[tuple[int, int, int]], people: int) -> Wait:
    """From (day, reached, still waiting) counts, one a day, of so many people: the product-limit estimate.

    Median = the smallest t with S(t) ≤ 0.5; its interval is where the log-log bands of S (Greenwood) cross 0.5. There
    are no bands where the waits are of fewer than two people, nor where everybody got there on one day.
    """
    days = sorted(counts)
    at_risk = sum(reached + waiting for _, reached, waiting in days)
    last_day = days[-1][0] if days else -1
    survival, greenwood = 1.0, 0.0
    steps: list[tuple[int, float, float, float]] = []  # day, S, lower band, upper band
    for day, reached, waiting in days:
        if reached:
            survival = survival * (at_risk - reached) / at_risk
            if at_risk > reached:
                greenwood += reached / (at_risk * (at_risk - reached))
            steps.append((day, survival, *_log_log(survival, greenwood)))
        at_risk -= reached + waiting

    def first(place: int, level: float) -> int | None:
        return next((step[0] for step in steps if step[place] <= level + TOLERANCE), None)

    def there_by(day: int) -> float:
        return 1.0 - next((step[1] for step in reversed(steps) if step[0] <= day), 1.0)

    has_bands = people > 1 and not (steps and steps[0][1] <= 0)
    shown = sorted({*CURVE_DAYS, *(step[0] for step in steps if step[0] <= CURVE_END)})
    return Wait(
        median=first(1, 0.5),
        quartiles=(first(1, 0.75), first(1, 0.25)),
        low=first(2, 0.5) if has_bands else None,
        high=first(3, 0.5) if has_bands else None,
        curve=tuple((day, there_by(day)) for day in shown if day <= last_day or (steps and survival <= 0)),
    )


def _log_log(survival: float, greenwood: float) -> Interval:
    """Lower and upper band of S. Where S is 0 the band is not defined: the upper never crosses there."""
    if survival <= 0:
        return 0.0, math.inf
    log_survival = math.log(survival)
    half = Z * math.sqrt(greenwood) / log_survival
    middle = math.log(-log_survival)
    return math.exp(-math.exp(middle - half)), math.exp(-math.exp(middle + half))


def _expit(value: float) -> float:
    return 1 / (1 + math.exp(-value)) if value >= 0 else math.exp(value) / (1 + math.exp(value))


@cache
def _points() -> tuple[float, ...]:
    """The 97.5 % points of Student's t by degrees of freedom, from 1 on.

    A table, because SciPy takes longer to import than a figure to be measured. It holds SciPy's own numbers.
    """
    return tuple(float(row["point"]) for row in data_files.table("figures/student_t.csv"))


def student_t(degrees: int) -> float:
    """The 97.5 % point of Student's t: by 2.5 % each side an interval of 95 % is cut off."""
    if degrees <= len(_points()):
        return _points()[degrees - 1]
    from scipy.special import stdtrit

    return float(stdtrit(degrees, 1 - TAIL))
