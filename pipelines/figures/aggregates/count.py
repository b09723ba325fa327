"""Count: how many things there are, or how many students have any."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.figures.aggregates.aggregate import Aggregate, Summing
from pipelines.figures.aggregates.sums import Row, Rows, number, part_of, whole
from pipelines.figures.results import Cell, Metric


class Count(Aggregate):
    name = "count"
    summing = Summing("count")
    rows_sums = "null as denominator, coalesce(sum(value), 0) as numerator, 0 as unknown_count"
    counts = "value > 0"
    published = "count"
    decimals = 0
    has_denominator = False
    row_of_example = "number"
    sum_of_example = "total"

    def cell(self, metric: Metric, segment: Mapping[str, str], rows: Rows) -> Cell:
        row: Row = rows[0] if rows else {}
        numerator, givers = number(row.get("numerator")), whole(row.get("people_in_numerator"))
        value = float(givers) if metric.unit == "students" else numerator
        return Cell(
            segment,
            value,
            value,
            None,
            givers,
            largest_share=part_of(row.get("largest"), numerator),
            people_in_numerator=givers,
        )
