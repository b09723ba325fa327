"""How rows become one figure: a module an aggregate, with its SQL in sql/aggregates."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.figures.aggregates.adjusted import Adjusted
from pipelines.figures.aggregates.aggregate import Aggregate
from pipelines.figures.aggregates.change import Change
from pipelines.figures.aggregates.count import Count
from pipelines.figures.aggregates.difference import Difference
from pipelines.figures.aggregates.load import Concentration, Load
from pipelines.figures.aggregates.mean import Mean
from pipelines.figures.aggregates.median import Median
from pipelines.figures.aggregates.rate import Rate
from pipelines.figures.aggregates.ratio import Ratio
from pipelines.figures.aggregates.share import Kinds, Share
from pipelines.figures.aggregates.wait import Wait
from pipelines.figures.results import AggregateName, Metric

BY_NAME: Mapping[AggregateName, Aggregate] = {
    one.name: one
    for one in (
        Count(),
        Rate(),
        Mean(),
        Ratio(),
        Median(),
        Share(),
        Change(),
        Wait(),
        Difference(),
        Load(),
        Concentration(),
        Adjusted(),
    )
}
_KINDS = Kinds()


def aggregate_of(metric: Metric) -> Aggregate:
    """How a figure is summed up, measured and told."""
    return _KINDS if metric.categories_are == "kinds" else BY_NAME[metric.aggregate]
