"""Median: the middle of what is known, met halfway between two, with the quartiles."""

from __future__ import annotations

import math
from collections.abc import Mapping

from pipelines.figures import intervals
from pipelines.figures.aggregates.aggregate import Aggregate, Summing
from pipelines.figures.aggregates.sums import Row, Rows, whole
from pipelines.figures.results import Cell, Metric


class Median(Aggregate):
    name = "median"
    summing = Summing("median")
    summing_of_people = Summing("median_of_people")
    rows_sums = "count(value) as denominator, null as numerator, count(*) - count(value) as unknown_count"
    published = "middle"
    has_numerator = False
    row_of_example = "number"
    sum_of_example = "middle"

    def cell(self, metric: Metric, segment: Mapping[str, str], rows: Rows) -> Cell:
        row: Row = rows[0] if rows else {}
        n, unknown = whole(row.get("denominator")), whole(row.get("unknown_count"))
        if not n:
            return Cell(segment, None, 0.0, 0.0, 0, unknown_count=unknown)
        quartiles = [
            float(below) + (float(above) - float(below)) * math.fmod((n - 1) * q, 1)
            for q, below, above in zip((0.25, 0.5, 0.75), row["below"], row["above"], strict=True)
        ]
        ranks, first = intervals.median_ranks(n), whole(row["first_rank"])
        low, high = (float(row["middle_values"][rank - first]) for rank in ranks) if ranks else (None, None)
        return Cell(
            segment,
            quartiles[1],
            None,
            float(n),
            whole(row.get("people")),
            low=low,
            high=high,
            unknown_count=unknown,
            quartiles=(quartiles[0], quartiles[2]),
        )
