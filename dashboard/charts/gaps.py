"""Gaps between groups: how far each is from all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.charts.findings import Finding, by_group, groups_of, nothing, with_finding
from dashboard.charts.marks import Mark, Marks, series_of, sits_last
from dashboard.charts.names import segment_name
from dashboard.charts.palette import MAX_SERIES
from dashboard.charts.readings import alt_text, extremes, inside, left_out, nothing_told, sentence_of
from dashboard.charts.spec import ChartSpec, Reference
from pipelines.figures import wording
from pipelines.figures.results import Metric
from pipelines.release import differences


def gaps(marks: Marks) -> ChartSpec:
    """Gaps between groups: a row a figure, a dot how far a group is from all others; no gap is the upright line.

    marks: a gap by one dimension, the other gaps beside it. Of two groups one mirrors the other: one is shown.
    """
    metric, dimension = marks.metric, marks.dimensions[0]
    figures = (marks, *(other for other in marks.beside if other.metric.unit == metric.unit))
    groups = [v for v in dict.fromkeys(v for f in figures for v in f.values(dimension)) if sits_last(v) < 2]
    if len(groups) == 2:
        groups = ["yes" if "yes" in groups else groups[0]]
    left = max(len(groups) - MAX_SERIES, 0)
    grid = {segment_name(dimension, v): [f.at({dimension: v}) for f in figures] for v in groups[:MAX_SERIES]}
    names = tuple(sentence_of(f.metric.title.partition(": ")[2] or f.metric.title)[:-1] for f in figures)
    labels = {
        group: [d.label.replace(" percentage points", " pts") for d in column]
        for group, column in grid.items()
    }
    title = f"Gaps between groups by {wording.title(dimension).lower()}"
    reading = _gaps_reading(metric, names, grid, labels) + (f" {left} more in the table." if left else "")
    spoken = [
        (f"{name}, {group}", column[i]) for group, column in labels.items() for i, name in enumerate(names)
    ]
    spec = ChartSpec(
        id=f"{metric.id}_by_figure",
        kind="dots",
        title=title,
        reading=reading,
        categories=names if grid else (),
        series=tuple(
            replace(series_of(group, column), labels=tuple(labels[group])) for group, column in grid.items()
        ),
        unit=metric.unit,
        left_out=left,
        alt_text=alt_text("Dot chart", title, reading, spoken),
        category_notes=tuple(f.at({dimension: groups[0]}).n_words for f in figures)
        if len(groups) == 1
        else (),
        references=(Reference(0.0, "no gap"),) if len(groups) == 1 else (),
    )
    if len(grid) == 1:
        ((group, column),) = grid.items()
        return with_finding(spec, Finding(_one_group(metric, names, group, column, labels[group])))
    firsts = [replace(column[0], label=labels[group][0]) for group, column in grid.items()]
    shown = groups[:MAX_SERIES]
    found = by_group(metric, dimension, groups_of(shown, list(grid), firsts))
    return with_finding(spec, replace(found, named=()))


def _one_group(
    metric: Metric, names: Sequence[str], group: str, column: Sequence[Mark], labels: Sequence[str]
) -> str:
    """The gaps of one group that chance does not explain; where none is, that; of released ranges, the ranges."""
    told = [(n, d, w) for n, d, w in zip(names, column, labels, strict=True) if d.rank is not None]
    if not told:
        return nothing(metric, column)
    exact = [
        (n, w, (d.value, d.low, d.high))
        for n, d, w in told
        if d.value is not None and d.low is not None and d.high is not None
    ]
    if not exact:
        name, _, words = told[0]
        return f"{group} against all others: {inside(name)} {words.replace(' pts', ' points')}"
    # as many gaps as are looked at may be found by chance: each is held to its share of one in twenty
    apart = [
        f"{inside(n)} {w.replace(' pts', ' points')}"
        for n, w, ends in exact
        if differences.is_from_zero(*ends, looked_at=len(exact))
    ]
    if not apart:
        return f"{group}: no gap to all others is more than chance"
    return f"{group} against all others: {wording.listed(apart)}"


def _gaps_reading(
    metric: Metric,
    names: Sequence[str],
    grid: Mapping[str, Sequence[Mark]],
    labels: Mapping[str, Sequence[str]],
) -> str:
    if len(grid) != 1:
        rows = [(group, replace(column[0], label=labels[group][0])) for group, column in grid.items()]
        return extremes(metric, rows)
    ((group, column),) = grid.items()
    shown = [
        f"{inside(n)} {w}" for n, d, w in zip(names, column, labels[group], strict=True) if d.rank is not None
    ]
    if not shown:
        return f"{group} against all others: {nothing_told(column, 'gap')}"
    has_lines = any(d.value is not None and d.low is not None for d in column)
    chance = " A gap whose line reaches zero may be chance." if has_lines else ""
    return f"{group} against all others: {wording.listed(shown)}.{left_out(column)}{chance}"
