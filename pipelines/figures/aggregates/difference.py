"""Difference: one rate less another: a metric's two sides, or a group and all others together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipelines.figures import intervals
from pipelines.figures.aggregates.aggregate import Aggregate, Grouped, Key, Summing
from pipelines.figures.aggregates.rate import Rate
from pipelines.figures.aggregates.sums import Row, number, sums_of, whole
from pipelines.figures.impact import impact
from pipelines.figures.results import UNKNOWN, Cell, Metric, Side

_ADDED = ("denominator", "numerator", "unknown_count", "people", "people_in_numerator", "m", "xx", "xy", "yy")


class Difference(Aggregate):
    name = "difference"
    summing = Rate.summing  # of two rates, of people too: with the sums their errors need
    rows_sums = ""
    published = "difference"
    is_signed = True
    sum_of_example = "gap"

    def summing_for(self, metric: Metric) -> Summing:
        """Groups share nobody; the same students may be on both sides."""
        if self.is_over_groups(metric):
            return self.summing
        return Summing("sides", by_student="rate", people="by_student")

    def is_over_groups(self, metric: Metric) -> bool:
        return metric.categories_are != "sides"

    def cells(self, metric: Metric, grouped: Grouped, key: Key, segment: Mapping[str, str]) -> Iterable[Cell]:
        if self.is_over_groups(metric):
            cell = _difference(metric, segment, *_against_others(grouped, key), None)
            if cell.sides:
                cell = replace(cell, impact=impact(*cell.sides, _groups(grouped, key)))
            yield cell
        else:
            first, second = (grouped.of(key, side) for side in metric.categories)
            yield _difference(metric, segment, first, second, _shared(first, second))


def _against_others(grouped: Grouped, key: Key) -> tuple[Row, Row]:
    """The sums of a group of the first breakdown, and of all other known ones together; {} where there are none."""
    if not key or key[0] == UNKNOWN:
        return {}, {}
    others = [
        grouped.of((value, *key[1:]))
        for value in grouped.values[grouped.by[0]]
        if value not in (key[0], UNKNOWN)
    ]
    return grouped.of(key), _together(others)


def _groups(grouped: Grouped, key: Key) -> list[Side]:
    """All known groups of the first breakdown, each by itself."""
    values = grouped.values[grouped.by[0]]
    return [_side(grouped.of((value, *key[1:]))) for value in values if value != UNKNOWN]


def _together(rows: Iterable[Row]) -> dict[str, float]:
    """The sums of groups that share nobody, as of one; and how many people the smallest has."""
    groups = list(rows)
    sums = {name: sum(number(row.get(name)) for row in groups) for name in _ADDED}
    return {**sums, "fewest": min((whole(row.get("people")) for row in groups), default=0)}


def _shared(first: Row, second: Row) -> intervals.Shared:
    return intervals.Shared(
        m=whole(first.get("m")) + whole(second.get("m")) - whole(first.get("m_shared")),
        xx=number(first.get("xx_shared")),
        xy=number(first.get("xy_shared")),
        yx=number(second.get("xy_shared")),
        yy=number(first.get("yy_shared")),
    )


def _side(row: Row) -> Side:
    return Side(
        number(row.get("numerator")),
        number(row.get("denominator")),
        whole(row.get("people")),
        whole(row.get("fewest", row.get("people"))),
    )


def _difference(
    metric: Metric, segment: Mapping[str, str], first: Row, second: Row, shared: intervals.Shared | None
) -> Cell:
    """People are those of the smaller group, so that no rule is kept for the larger only."""
    sides = (_side(first), _side(second))
    unknown = whole(first.get("unknown_count")) + whole(second.get("unknown_count"))
    people = min(side.people for side in sides)
    if not all(side.denominator for side in sides):
        return Cell(segment, None, None, None, people, unknown_count=unknown)
    rates = [side.numerator / side.denominator for side in sides]
    found = None
    if metric.interval != "none":
        found = intervals.difference(sums_of(first), sums_of(second), shared)
    low, high = found or (None, None)
    return Cell(
        segment,
        rates[0] - rates[1],
        None,
        None,
        people,
        low=low,
        high=high,
        unknown_count=unknown,
        sides=sides,
    )
