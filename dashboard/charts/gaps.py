"""Gaps between groups: how far each is from all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.charts.findings import (
    Finding,
    by_group,
    gap_words,
    groups_of,
    nothing,
    rate_of_gap,
    with_finding,
)
from dashboard.charts.marks import Mark, Marks, series_of, sits_last
from dashboard.charts.names import segment_name
from dashboard.charts.palette import MAX_SERIES
from dashboard.charts.readings import alt_text, extremes, inside, left_out, nothing_told, sentence_of
from dashboard.charts.spec import ChartSpec, Reference
from dashboard.charts.whose import group_words
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
    rates = [rate_of_gap(f.metric) if f.metric.says else name for f, name in zip(figures, names, strict=True)]
    whom = _whom(dimension, groups[0]) if len(grid) == 1 else ""
    reading = _gaps_reading(metric, whom, rates, grid, labels) + (
        f" {left} more in the table." if left else ""
    )
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
        return with_finding(spec, Finding(_one_group(metric, whom, rates, column, labels[group])))
    firsts = [replace(column[0], label=labels[group][0]) for group, column in grid.items()]
    shown = groups[:MAX_SERIES]
    found = by_group(metric, dimension, groups_of(shown, list(grid), firsts))
    return with_finding(spec, replace(found, named=()))


def _whom(dimension: str, group: str) -> str:
    """The one group as a sentence begins: "Students who transferred"."""
    return f"Students {group_words(dimension, group, segment_name(dimension, group))}"


def _one_group(
    metric: Metric, whom: str, rates: Sequence[str], column: Sequence[Mark], labels: Sequence[str]
) -> str:
    """The gaps of one group that chance does not explain; where none is, that; of released ranges, the ranges."""
    told = [(rate, d, w) for rate, d, w in zip(rates, column, labels, strict=True) if d.rank is not None]
    if not told:
        return nothing(metric, column)
    exact = [
        (rate, w, (d.value, d.low, d.high))
        for rate, d, w in told
        if d.value is not None and d.low is not None and d.high is not None
    ]
    if not exact:
        rate, _, words = told[0]
        return _against(whom, [f"{inside(rate)} {gap_words(words)}"])
    # as many gaps as are looked at may be found by chance: each is held to its share of one in twenty
    apart = [
        f"{inside(rate)} {gap_words(w)}"
        for rate, w, ends in exact
        if differences.is_from_zero(*ends, looked_at=len(exact))
    ]
    return _against(whom, apart) if apart else f"{whom}: no gap to all others is more than chance"


def _against(whom: str, gaps: Sequence[str]) -> str:
    """ "Students who transferred, against all others: share of students reached 20 points higher"."""
    return f"{whom}, against all others: {wording.listed(gaps)}"


def _gaps_reading(
    metric: Metric,
    whom: str,
    rates: Sequence[str],
    grid: Mapping[str, Sequence[Mark]],
    labels: Mapping[str, Sequence[str]],
) -> str:
    if len(grid) != 1:
        rows = [(group, replace(column[0], label=labels[group][0])) for group, column in grid.items()]
        return extremes(metric, rows)
    ((group, column),) = grid.items()
    shown = [
        f"{inside(rate)} {gap_words(w)}"
        for rate, d, w in zip(rates, column, labels[group], strict=True)
        if d.rank is not None
    ]
    if not shown:
        return _against(whom, [nothing_told(column, "gap")])
    has_lines = any(d.value is not None and d.low is not None for d in column)
    chance = " A gap whose line reaches zero may be chance." if has_lines else ""
    return f"{_against(whom, shown)}.{left_out(column)}{chance}"
