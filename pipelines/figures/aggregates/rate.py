"""Rate: of the known ones, how many are so. 0 to 1."""

from __future__ import annotations

from pipelines.figures.aggregates.aggregate import Aggregate, Summing


class Rate(Aggregate):
    name = "rate"
    summing = Summing("clusters", by_student="rate", people="by_student")
    summing_of_people = Summing("rate_of_people", people="selection")
    published = "band"
    compares_groups = True
