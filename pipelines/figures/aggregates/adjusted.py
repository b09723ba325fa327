"""Adjusted: a category's rate as it would be if all categories held the same mix of people (logistic regression)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipelines.figures import adjustment
from pipelines.figures.aggregates.aggregate import Aggregate, Grouped, Key, Summing
from pipelines.figures.aggregates.sums import whole
from pipelines.figures.results import Cell, Metric


class Adjusted(Aggregate):
    name = "adjusted"
    summing = Summing("adjusted")
    rows_sums = ""
    published = "band"
    without_value = "Too few to adjust"
    sum_of_example = "adjusted"
    is_modeled = True

    def cells(self, metric: Metric, grouped: Grouped, key: Key, segment: Mapping[str, str]) -> Iterable[Cell]:
        by_category = grouped.rows.get(key, {})
        places = range(len(metric.adjust_for))
        estimates = adjustment.standardized(
            adjustment.Pattern(
                category or "",
                tuple(str(row[f"adjust_{place}"]) for place in places),
                whole(row["known"]),
                whole(row["numerator"]),
            )
            for category, rows in by_category.items()
            for row in rows
        )
        for category in grouped.categories:
            rows, estimate = by_category.get(category, []), estimates.get(category)
            people = sum(whole(row["known"]) for row in rows)
            yield Cell(
                {**segment, metric.category: category},
                estimate.value if estimate else None,
                None,
                float(people),
                people,
                low=estimate.low if estimate else None,
                high=estimate.high if estimate else None,
                unknown_count=sum(whole(row["unknown_count"]) for row in rows),
            )
