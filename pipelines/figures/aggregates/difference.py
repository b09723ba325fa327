"""Difference: one rate less another: a metric's two sides, or a group and all others together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipelines.figures import intervals
from pipelines.figures.aggregates.aggregate import Aggregate, Grouped, Key
from pipelines.figures.aggregates.rate import Rate
from pipelines.figures.aggregates.sums import Row, number, sums_of, whole
from pipelines.figures.results import UNKNOWN, Cell, Metric, Side

_ADDED = ("denominator", "numerator", "unknown_count", "people", "people_in_numerator", "m", "xx", "xy", "yy")


class Difference(Aggregate):
    name = "difference"
    summing = Rate.summing  # of two rates, of people too: with the sums their errors need
    rows_sums = ""
    published = "difference"
    is_signed = True
    sum_of_example = "gap"

    def is_over_groups(self, metric: Metric) -> bool:
        return metric.categories_are != "sides"

    def cells(self, metric: Metric, grouped: Grouped, key: Key, segment: Mapping[str, str]) -> Iterable[Cell]:
        if self.is_over_groups(metric):
            first, second = _against_others(grouped, key)
        else:
            first, second = (grouped.of(key, side) for side in metric.categories)
        yield _difference(metric, segment, first, second)


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


def _together(rows: Iterable[Row]) -> dict[str, float]:
    """The sums of groups that share nobody, as of one; and how many people the smallest has."""
    groups = list(rows)
    sums = {name: sum(number(row.get(name)) for row in groups) for name in _ADDED}
    return {**sums, "fewest": min((whole(row.get("people")) for row in groups), default=0)}


def _side(row: Row) -> Side:
    return Side(
        number(row.get("numerator")),
        number(row.get("denominator")),
        whole(row.get("people")),
        whole(row.get("fewest", row.get("people"))),
    )


def _difference(metric: Metric, segment: Mapping[str, str], first: Row, second: Row) -> Cell:
    """People are those of the smaller group, so that no rule is kept for the larger only."""
    sides = (_side(first), _side(second))
    unknown = whole(first.get("unknown_count")) + whole(second.get("unknown_count"))
    people = min(side.people for side in sides)
    if not all(side.denominator for side in sides):
        return Cell(segment, None, None, None, people, unknown_count=unknown)
    rates = [side.numerator / side.denominator for side in sides]
    errors = [intervals.standard_error(sums_of(row)) for row in (first, second)]
    low, high = None, None
    if metric.interval != "none" and errors[0] is not None and errors[1] is not None:
        low, high = intervals.difference(rates[0], errors[0], rates[1], errors[1])
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
