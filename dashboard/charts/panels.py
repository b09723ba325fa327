"""Two breakdowns: the first gives the rows, the second a panel of dots a segment."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.findings import by_group, groups_of, with_finding
from dashboard.charts.marks import Marks, axis_names, by_name, series_of, sits_last
from dashboard.charts.names import segment_name, value_title
from dashboard.charts.palette import MAX_SERIES
from dashboard.charts.readings import alt_text, extremes
from dashboard.charts.spec import ChartSpec
from pipelines.figures import wording


def panels(marks: Marks, rows_by: str, panels_by: str) -> ChartSpec:
    """A dot with its range a row and panel; rows and panels by name, six panels at most."""
    metric = marks.metric
    rows = by_name(marks.values(rows_by))
    panel_values = by_name(marks.values(panels_by))
    left = max(len(panel_values) - MAX_SERIES, 0)
    grid = {p: [marks.at({rows_by: r, panels_by: p}) for r in rows] for p in panel_values[:MAX_SERIES]}
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
