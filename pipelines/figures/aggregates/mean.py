"""Mean: the sum of what is known over how many are known."""

from __future__ import annotations

from pipelines.figures.aggregates.aggregate import Aggregate, Summing


class Mean(Aggregate):
    name = "mean"
    summing = Summing("clusters", by_student="mean", people="by_student")
    summing_of_people = Summing("mean_of_people", people="selection")
    published = "average"
    gives_total = True
    compares_groups = True
    row_of_example = "number"
    sum_of_example = "divided"
