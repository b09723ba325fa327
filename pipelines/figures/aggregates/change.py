"""Change: what people say after, less what they said before; the mean over people."""

from __future__ import annotations

from pipelines.figures.aggregates.aggregate import Aggregate, Summing


class Change(Aggregate):
    name = "change"
    summing = Summing("change")
    published = "average"
    is_signed = True
    row_of_example = "number"
    sum_of_example = "divided"
