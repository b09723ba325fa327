"""Two breakdowns: the first gives the rows, the second a panel of dots a segment."""

from __future__ import annotations

from dashboard.charts.marks import MAX_ROWS, cell_at, drawn_of, sits_last, values_of
from dashboard.charts.names import segment_name, unique_names, value_title
from dashboard.charts.palette import MAX_SERIES
from dashboard.charts.readings import alt_text, extremes
from dashboard.charts.spec import ChartSpec, Series
from pipelines.figures import wording
from pipelines.figures.results import Released


def panels(released: Released, rows_by: str, panels_by: str) -> ChartSpec:
    metric = released.metric
    rows = sorted(values_of(released, rows_by), key=lambda v: (sits_last(v), v.casefold()))[:MAX_ROWS]
    panels = sorted(values_of(released, panels_by), key=lambda v: (sits_last(v), v.casefold()))
    left = max(len(panels) - MAX_SERIES, 0)
    grid = {
        p: [drawn_of(cell_at(released, **{rows_by: r, panels_by: p}), metric) for r in rows]
        for p in panels[:MAX_SERIES]
    }
    names = unique_names([segment_name(rows_by, r) for r in rows], rows, rows_by)
    every = [
        (f"{n}, {segment_name(panels_by, p)}", d)
        for p, column in grid.items()
        for n, d in zip(names, column, strict=True)
    ]
    reading = extremes(metric, every) + (f" {left} more in the table." if left else "")
    title = f"{metric.title} by {wording.title(rows_by).lower()} and {wording.title(panels_by).lower()}"
    return ChartSpec(
        id=metric.id,
        kind="dots",
        title=title,
        reading=reading,
        categories=names,
        series=tuple(
            Series(
                name=segment_name(panels_by, p),
                values=tuple(d.value for d in column),
                labels=tuple(d.label for d in column),
                low=tuple(d.low for d in column),
                high=tuple(d.high for d in column),
                is_muted=bool(sits_last(p)),
            )
            for p, column in grid.items()
        ),
        unit=metric.unit,
        alt_text=alt_text("Dot chart", title, reading, [(n, d.label) for n, d in every]),
        category_title=wording.title(rows_by),
        value_title=value_title(metric),
        dimension=rows_by,
        segments=tuple(rows),
    )
