"""What the groups of one total tell about each other in the publishable view, and what is withheld against it.

Whoever has the total and all groups but one can subtract. Rounding keeps the answer wide where several groups are
shown, and not where it is one or two: 23 people of whom 20 are women are told as 25 and 20, so there is a man. So the
smallest group shown is withheld too where the rest would be known too well. What is withheld depends on the groups that
are shown and on how many are not, never on how many people are in those: else it would tell of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING

from pipelines.figures.results import Segment

if TYPE_CHECKING:
    from pipelines.release.disclosure import Policy


def nearest(number: float, base: int) -> int:
    """The nearest multiple of `base`; halves go up (they cannot occur for whole numbers and base 5)."""
    return floor(Fraction(number) / base + Fraction(1, 2)) * base


def told_alike(people: int, policy: Policy) -> tuple[int, int]:
    """The fewest and the most people a group may have that is published as this one is.

    How wide the band of a rate is says on which side of a threshold they are.
    """
    if people < policy.k:
        return 0, policy.k - 1
    steps = [band.people for before, band in pairwise(policy.bands) if band.width != before.width]
    around = nearest(people, policy.rounding)
    reach = policy.rounding // 2
    least = max([around - reach, policy.k, *(step for step in steps if step <= people)])
    most = min([around + reach, *(step - 1 for step in steps if step > people)])
    return least, most


@lru_cache(maxsize=10_000)
def tells_too_much(
    shown: tuple[int, ...], how_many_hidden: int, policy: Policy, *, is_personal: bool
) -> bool:
    """Whether the total beside these groups may tell too much of those too small to be shown, however many they have.

    Too much: that somebody is in one of them, and how many to fewer than `least_sizes` numbers; or, where people are
    told apart by gender, race and the like, that somebody is in one of fewer than `internal_minimum`.
    """
    if not 0 < how_many_hidden < policy.enough_hidden:
        return False
    highest, others = policy.k - 1, how_many_hidden - 1
    told = [told_alike(people, policy) for people in shown]
    least_shown, most_shown = sum(least for least, _ in told), sum(most for _, most in told)
    is_close = not others or len(told) < 2  # else all not shown would have to be as large as can be
    for hidden in range(how_many_hidden * highest + 1):
        least_total, most_total = told_alike(sum(shown) + hidden, policy)
        least = least_total - most_shown - others * highest
        most = min(highest, most_total - least_shown)
        is_narrow = is_close and most - least + 1 < policy.least_sizes
        may_be_few = is_personal and hidden - others * highest < policy.internal_minimum
        if least > 0 and (is_narrow or may_be_few):
            return True
    return False


def given_away(
    groups: Mapping[Segment, int | None], axes: Iterable[str], policy: Policy, *, is_personal: bool
) -> set[Segment]:
    """Which groups of a table are withheld beside those too small, so that no total along an axis tells of these.

    groups: everybody's number in each combination of the table, nobody's included.
    """
    return {
        segment
        for axis in axes
        for line in lines(groups, axis)
        for segment in _withheld_of(line, groups, policy, is_personal=is_personal)
    }


def given_away_by_filter(
    groups: Mapping[Segment, int | None],
    dimension: str,
    values: Collection[str],
    table: Mapping[Segment, int | None],
    policy: Policy,
    *,
    is_personal: bool,
) -> set[Segment]:
    """Which groups of a table filtered to `values` are withheld as the table over that filter would withhold them.

    table: everybody's number in each combination of the same table with the filter as one more breakdown.
    """
    away = set()
    others: dict[Segment, dict[Segment, int | None]] = {}
    for segment, people in table.items():
        if dict(segment)[dimension] not in values:
            others.setdefault(without(segment, dimension), {})[segment] = people
    for segment, people in groups.items():
        rest = without(segment, dimension)
        own = rest | {(dimension, min(values))}  # one value, or a pool's
        line = {own: people, **others.get(rest, {})}
        if own in _withheld_of(list(line), line, policy, is_personal=is_personal):
            away.add(segment)
    return away


def without(segment: Segment, axis: str) -> Segment:
    return frozenset(pair for pair in segment if pair[0] != axis)


def lines(groups: Iterable[Segment], axis: str) -> Iterator[list[Segment]]:
    """Groups that differ along the axis only: together they are a total that is told elsewhere."""
    found: dict[Segment, list[Segment]] = {}
    for segment in groups:
        rest = without(segment, axis)
        if rest != segment:
            found.setdefault(rest, []).append(segment)
    yield from found.values()


def _withheld_of(
    line: Sequence[Segment], groups: Mapping[Segment, int | None], policy: Policy, *, is_personal: bool
) -> list[Segment]:
    people = {segment: count for segment in line if (count := groups[segment]) is not None}
    if len(people) < len(line):
        return []  # how many there are is not known of all: nothing of them is told
    shown = {segment: count for segment, count in people.items() if count >= policy.k}
    sizes = tuple(sorted(shown.values()))
    if not tells_too_much(sizes, len(line) - len(shown), policy, is_personal=is_personal):
        return []
    if not shown:
        return list(line)  # which of them are "fewer than ten" is not said
    smallest = min(shown, key=lambda segment: (shown[segment], sorted(segment)))
    return [smallest]
