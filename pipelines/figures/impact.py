"""Disproportionate impact, as California's community colleges reckon it. Pure functions, no database.

The percentage-point gap (PPG-1): a group's rate less that of all others; the group is flagged where the gap is −E or
less, E = max(1.96·√(p(1 − p)/n), 2 points), p and n the group's own; 10 people or fewer are too few to say. The 80 %
index: a group's rate over that of the highest group; below 0.8 is the usual mark. Source: California Community Colleges
Chancellor's Office, Percentage Point Gap Method (2017); 80 % index: EEOC Uniform Guidelines (1978).
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from pipelines.figures.results import Impact, Side

TOO_FEW = 10
LEAST_MARGIN = 0.02
ROUNDING = 1e-12  # a gap of exactly −E need not be so in binary fractions


def impact(group: Side, others: Side, every_group: Iterable[Side]) -> Impact | None:
    """Of a group against all others; None where either has nobody. every_group: the group itself included."""
    if not group.denominator or not others.denominator:
        return None
    rate = group.numerator / group.denominator
    gap = rate - others.numerator / others.denominator
    highest = max(side.numerator / side.denominator for side in every_group if side.denominator)
    margin = None
    if group.denominator > TOO_FEW:
        margin = max(1.96 * math.sqrt(rate * (1 - rate) / group.denominator), LEAST_MARGIN)
    is_flagged = margin is not None and gap <= ROUNDING - margin
    return Impact(margin, is_flagged, rate / highest if highest else None)
