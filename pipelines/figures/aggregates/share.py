"""Share: which part of a whole each category is. Kinds: how many have each of several, which may all hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipelines.figures.aggregates.aggregate import Aggregate, Grouped, Key, Summing
from pipelines.figures.aggregates.sums import interval_of, number, part_of, whole
from pipelines.figures.results import Cell, Metric


class _ByCategory(Aggregate):
    """A cell a category, over what all of them have in common."""

    columns = "category"
    summing = Summing("share", is_wide=True)
    rows_sums = "null as denominator, count(*) as numerator, 0 as unknown_count"
    counts = "category is not null"
    published = "band"

    def cells(self, metric: Metric, grouped: Grouped, key: Key, segment: Mapping[str, str]) -> Iterable[Cell]:
        total = grouped.of(key)
        denominator = number(total.get("denominator"))
        students = whole(total.get("denominator") if metric.is_of_persons else total.get("m"))
        for category in grouped.categories:
            part = grouped.of(key, category)
            numerator, givers = number(part.get("numerator")), whole(part.get("people_in_numerator"))
            known = {**total, **{name: sum_ for name, sum_ in part.items() if sum_ is not None}}
            low, high = interval_of(metric, known) or (None, None)
            yield Cell(
                {**segment, metric.category: category},
                numerator / denominator if denominator else None,
                numerator,
                denominator,
                givers if self.people_are_the_whole else students,
                low=low,
                high=high,
                unknown_count=whole(total.get("unknown_count")),
                largest_share=part_of(part.get("largest"), numerator),
                people_in_numerator=givers,
                people_in_denominator=students,
            )


class Share(_ByCategory):
    """Parts of one whole: the people of a cell are those who have its category."""

    name = "share"
    summing_of_people = Summing("share_of_people")
    people_are_the_whole = True


class Kinds(_ByCategory):
    """A rate a kind, of the same items: several may hold of one, so each is told as a rate of them all."""

    name = "rate"
