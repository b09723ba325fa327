"""Bars, one a category or segment, with the range each may lie in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.charts.marks import (
    MAX_ROWS,
    NOTHING,
    Drawn,
    cell_at,
    count_behind,
    dimensions_of,
    drawn_of,
    in_rank,
    is_ordered,
    n_words,
    own_category,
    sits_last,
    values_of,
)
from dashboard.charts.names import number, segment_name, unique_names, value_title
from dashboard.charts.panels import panels
from dashboard.charts.readings import alt_text, extremes, figure_name, hidden_words, inside, more_rows
from dashboard.charts.spec import ChartSpec, Series
from pipelines.figures import wording
from pipelines.figures.results import Metric, Released


def by_category(released: Released, rate: Released | None = None) -> ChartSpec:
    """Horizontal bars, one a category, largest first, Unknown last.

    rate: the same breakdown's rate, printed at each bar ("61% replied"): the second thing one wants to know.
    """
    metric = released.metric
    dimension = own_category(released) or dimensions_of(released)[0]
    values = values_of(released, dimension)
    cells = {v: cell_at(released, **{dimension: v}) for v in values}
    pairs = [(v, drawn_of(cells[v], metric)) for v in values]
    rows = pairs if is_ordered(dimension, values) else in_rank(pairs)
    rates = {v: drawn_of(cell_at(rate, **{dimension: v}), rate.metric) for v in values} if rate else {}
    shown = rows[:MAX_ROWS]

    def label(value: str, drawn: Drawn) -> str:
        beside = rates.get(value, NOTHING).label if rates.get(value, NOTHING).rank is not None else ""
        return f"{drawn.label} · {beside} replied" if beside and drawn.rank is not None else drawn.label

    names = unique_names([segment_name(dimension, v) for v, _ in shown], [v for v, _ in shown], dimension)
    reading = _answered(rate, rates, dimension) if rate else ""
    reading = (reading or _most(metric, dimension, rows)) + more_rows(len(rows))
    series = Series(
        name=metric.title,
        values=tuple(d.value for _, d in shown),
        labels=tuple(label(v, d) for v, d in shown),
        low=tuple(d.low for _, d in shown) if any(d.low is not None for _, d in shown) else (),
        high=tuple(d.high for _, d in shown) if any(d.high is not None for _, d in shown) else (),
    )
    has_items = metric.aggregate not in ("count", "share")
    title = (
        metric.title if own_category(released) else f"{metric.title} by {wording.title(dimension).lower()}"
    )
    return ChartSpec(
        id=metric.id,
        kind="bars",
        title=title,
        reading=reading,
        categories=names,
        series=(series,),
        unit=metric.unit,
        alt_text=alt_text("Bar chart", title, reading, list(zip(names, series.labels, strict=True))),
        category_title=wording.title(dimension),
        value_title=value_title(metric),
        category_notes=tuple(n_words(cells[v]) for v, _ in shown) if has_items else (),
        dimension=dimension,
        segments=tuple(v for v, _ in shown),
    )


def _answered(rate: Released, rates: Mapping[str, Drawn], dimension: str) -> str:
    """Referral and alumni network are answered most: 61% and 54% replied within 14 days."""
    ranked = [
        (segment_name(dimension, v), d)
        for v, d in in_rank(list(rates.items()))
        if d.rank is not None and not sits_last(v)
    ]
    if len(ranked) < 2:
        return ""
    top = ranked[:2]
    within = " within 14 days" if rate.metric.id == "response_rate" else ""
    names = wording.listed([top[0][0], inside(top[1][0])])
    return f"{names} are answered most: {wording.listed([d.label for _, d in top])} replied{within}."


def _most(metric: Metric, dimension: str, rows: Sequence[tuple[str, Drawn]]) -> str:
    named = [(segment_name(dimension, v), d) for v, d in rows]
    if metric.aggregate not in ("share", "count") and metric.categories_are != "kinds":
        return extremes(metric, named)
    real = in_rank([(n, d) for n, d in named if not sits_last(n) and d.rank is not None])
    if not real:
        return f"{figure_name(metric)}: every group is too small to show, or there is no data."
    first = f"{figure_name(metric)}: {inside(real[0][0])} comes first with {real[0][1].label}"
    following = [f"{inside(n)} with {d.label}" for n, d in real[1:3]]
    hidden = sum(1 for n, d in named if d.rank is None)
    tail = f" {hidden_words(hidden, len(named))}" if hidden else ""
    return f"{first}{', then ' + wording.listed(following) if following else ''}.{tail}"


def by_segment(released: Released) -> ChartSpec:
    """A rate, mean or ratio by segment: horizontal bars with their intervals, n under each name.

    Two breakdowns: the first gives the rows, the second a panel a segment (kind "dots").
    """
    own = own_category(released)
    dimensions = (*dimensions_of(released), *([own] if own else []))
    if not dimensions:
        return _single(released)
    return by_category(released) if len(dimensions) == 1 else panels(released, dimensions[0], dimensions[1])


def _single(released: Released) -> ChartSpec:
    """One number as one bar, with its range."""
    metric = released.metric
    cell = released.cells[0] if released.cells else None
    drawn = drawn_of(cell, metric)
    reading = f"{figure_name(metric)}: {drawn.label or 'no data'}"
    count = count_behind(cell)
    if count is not None and metric.aggregate != "count":
        reading += (
            f" of {count:,.0f} {wording.noun(metric, count)}"
            if metric.unit == "percent"
            else f" (n = {count:,.0f})"
        )
    if drawn.value is not None and drawn.low is not None and drawn.high is not None:
        reading += f"; the range is {number(drawn.low, metric.unit)} to {number(drawn.high, metric.unit)}"
    reading += "."
    return ChartSpec(
        id=metric.id,
        kind="bars",
        title=metric.title,
        reading=reading,
        categories=("All",),
        series=(
            Series(
                name=metric.title,
                values=(drawn.value,),
                labels=(drawn.label,),
                low=() if drawn.low is None else (drawn.low,),
                high=() if drawn.high is None else (drawn.high,),
            ),
        ),
        unit=metric.unit,
        alt_text=alt_text("Bar chart", metric.title, reading, [("All", drawn.label)]),
        value_title=value_title(metric),
        category_notes=(n_words(cell),) if metric.aggregate != "count" else (),
    )
