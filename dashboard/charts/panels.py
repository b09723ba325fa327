"""Two breakdowns: the first gives the rows, the second a panel of dots a segment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.charts.findings import by_group, groups_of, with_finding
from dashboard.charts.marks import Mark, Marks, axis_names, by_name, series_of, sits_last
from dashboard.charts.names import segment_name, value_title
from dashboard.charts.palette import MAX_SERIES
from dashboard.charts.readings import alt_text, extremes
from dashboard.charts.spec import ChartSpec
from pipelines.figures import wording


def panels(marks: Marks, rows_by: str, panels_by: str) -> ChartSpec:
    """A dot with its range a row and panel, both by name; of many panels the six with the most behind them."""
    metric = marks.metric
    rows = by_name(marks.values(rows_by))
    every_panel = {
        p: [marks.at({rows_by: r, panels_by: p}) for r in rows] for p in by_name(marks.values(panels_by))
    }
    kept = _largest(every_panel)
    left = len(every_panel) - len(kept)
    grid = {p: column for p, column in every_panel.items() if p in kept}
    names = axis_names(rows_by, rows)
    every = [
        (f"{n}, {segment_name(panels_by, p)}", d)
        for p, column in grid.items()
        for n, d in zip(names, column, strict=True)
    ]
    reading = extremes(metric, every) + (f" {left} more in the table." if left else "")
    title = f"{metric.title} by {wording.title(rows_by).lower()} and {wording.title(panels_by).lower()}"
    found = by_group(
        metric, "", groups_of([n for n, _ in every], [n for n, _ in every], [d for _, d in every])
    )
    spec = ChartSpec(
        id=metric.id,
        kind="dots",
        title=title,
        reading=reading,
        categories=names,
        series=tuple(
            series_of(segment_name(panels_by, p), column, is_muted=bool(sits_last(p)))
            for p, column in grid.items()
        ),
        unit=metric.unit,
        left_out=left,
        alt_text=alt_text("Dot chart", title, reading, [(n, d.label) for n, d in every]),
        category_title=wording.title(rows_by),
        value_title=value_title(metric),
        dimension=rows_by,
        segments=tuple(rows),
        weights=tuple(
            max((column[i].n or 0.0 for column in grid.values()), default=0.0) for i in range(len(rows))
        ),
    )
    return with_finding(spec, replace(found, named=()))


def _largest(panels: Mapping[str, Sequence[Mark]]) -> set[str]:
    """The six with the most behind them, as far as that was released; of equal ones the first by name."""
    size = {name: sum(mark.n or 0.0 for mark in column) for name, column in panels.items()}
    return set(sorted(panels, key=lambda name: -size[name])[:MAX_SERIES])
