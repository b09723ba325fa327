"""Charts that set two sides beside each other: a row a figure, a mark a side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.findings import Finding, with_finding
from dashboard.charts.marks import Marks, series_of
from dashboard.charts.names import value_title
from dashboard.charts.readings import alt_text
from dashboard.charts.spec import ChartSpec
from pipelines.figures.results import Metric


@dataclass(frozen=True)
class PairRow:
    """One figure on both sides; note: what may be said of their difference."""

    first: Marks
    second: Marks
    note: str = ""

    @property
    def metric(self) -> Metric:
        return self.first.metric


def pairs(rows: Sequence[PairRow], names: tuple[str, str], title: str, reading: str) -> ChartSpec:
    """Figures of one unit, two marks a row. Withheld sides say so; bands are drawn as ranges."""
    metric = rows[0].metric
    columns = [[row.first.only for row in rows], [row.second.only for row in rows]]
    spoken = [
        (row.metric.title, f"{names[0]} {one.label}, {names[1]} {other.label}")
        for row, one, other in zip(rows, *columns, strict=True)
    ]
    spec = ChartSpec(
        id="compare",
        kind="pairs",
        title=title,
        reading=reading,
        categories=tuple(row.metric.title for row in rows),
        series=tuple(series_of(name, drawn) for name, drawn in zip(names, columns, strict=True)),
        unit=metric.unit,
        alt_text=alt_text("Dot chart of two sides", title, reading, spoken),
        value_title=value_title(metric),
        category_notes=tuple(row.note for row in rows),
    )
    return with_finding(spec, Finding(reading.partition(". ")[0].removesuffix(".")))
