"""Ratio: one sum over another of the same items."""

from __future__ import annotations

from pipelines.figures.aggregates.aggregate import Aggregate, Summing


class Ratio(Aggregate):
    name = "ratio"
    columns = "value, per"
    summing = Summing("clusters", by_student="ratio", people="by_student")
    rows_sums = (
        "coalesce(sum(per) filter (where value is not null), 0) as denominator,"
        " coalesce(sum(value) filter (where per is not null), 0) as numerator,"
        " count(*) filter (where value is null or per is null) as unknown_count"
    )
    counts = "value is not null and per > 0"
    published = "average"
    gives_total = True
    needs_givers = True
    has_people_below = False
    without_value = "Nothing to divide by"
    compares_groups = True
    row_of_example = "pair"
    sum_of_example = "pair"
