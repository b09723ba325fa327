"""Bars, one a category or segment, with the range each may lie in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.charts.findings import Finding, alone, by_group, groups_of, leading, with_finding
from dashboard.charts.marks import (
    NOTHING,
    Mark,
    Marks,
    axis_names,
    in_rank,
    is_ordered,
    series_of,
    sits_last,
    told_as_few,
    with_ranges,
)
from dashboard.charts.names import number, segment_name, value_title
from dashboard.charts.panels import panels
from dashboard.charts.readings import (
    about_even,
    alt_text,
    are_apart,
    extremes,
    figure_name,
    inside,
    left_out,
    nothing_told,
)
from dashboard.charts.spec import ChartSpec
from pipelines.figures import wording
from pipelines.figures.blanks import Blank
from pipelines.figures.results import Metric

AMOUNTS = ("count", "share")  # told as bars from zero; anything else is a dot with its interval


def by_category(marks: Marks, rate: Marks | None = None) -> ChartSpec:
    """Horizontal bars, one a category, largest first, Unknown last.

    rate: the same breakdown's rate, printed at each bar ("61% replied"): the second thing one wants to know.
    """
    metric = marks.metric
    dimension = marks.own or marks.dimensions[0]
    values = marks.values(dimension)
    pairs = [(v, told_as_few(metric, marks.at({dimension: v}))) for v in values]
    rows = sorted(pairs, key=lambda p: p[1].is_few) if is_ordered(dimension, values) else in_rank(pairs)
    rates = {v: rate.at({dimension: v}) for v in values} if rate else {}
    drawn = [mark for _, mark in rows]
    names = axis_names(dimension, [v for v, _ in rows])
    reading = _answered(rate.metric, rates, dimension) if rate else ""
    reading = reading or _most(metric, dimension, rows)
    is_amount = metric.aggregate in AMOUNTS
    series = series_of(metric.title, drawn, with_ranges(drawn, "all"))
    column, column_title = _replied(rates, rows) if rate else second_column(metric, drawn)
    title = metric.title if marks.own else f"{metric.title} by {wording.title(dimension).lower()}"
    groups = groups_of([v for v, _ in rows], names, drawn)
    found = Finding(leading(metric, dimension, groups)) if is_amount else by_group(metric, dimension, groups)
    spec = ChartSpec(
        id=metric.id,
        kind="bars" if is_amount else "dots",
        title=title,
        reading=reading,
        categories=names,
        series=(series,),
        unit=metric.unit,
        alt_text=alt_text(
            "Bar chart" if is_amount else "Dot chart",
            title,
            reading,
            list(zip(names, series.labels, strict=True)),
        ),
        category_title=wording.title(dimension),
        value_title=value_title(metric),
        category_notes=_notes(metric, drawn, column if rate else ()),
        dimension=dimension,
        segments=tuple(v for v, _ in rows),
        greyed=tuple(mark.is_few for mark in drawn),
        weights=tuple(mark.rank if is_amount else mark.n for mark in drawn),
        column=column,
        column_title=column_title,
        items=wording.noun(metric),
    )
    return with_finding(spec, found)


def second_column(metric: Metric, marks: Sequence[Mark]) -> tuple[tuple[str, ...], str]:
    """What stands at the right of a row after its value, and its heading: of a share how many, else of how many.

    A count is its value; where no row may say it there is no column.
    """
    if metric.aggregate == "count":
        return (), ""
    is_share = metric.aggregate == "share"
    numbers = [mark.numerator if is_share else mark.n for mark in marks]
    words = tuple(
        wording.count(number) if number is not None and mark.blank is None else ""
        for number, mark in zip(numbers, marks, strict=True)
    )
    return (words, wording.noun(metric) if is_share else "n") if any(words) else ((), "")


def _replied(rates: Mapping[str, Mark], rows: Sequence[tuple[str, Mark]]) -> tuple[tuple[str, ...], str]:
    """The rate beside each row, where both are told."""
    beside = ((rates.get(value, NOTHING), mark) for value, mark in rows)
    words = tuple(
        rate.label if rate.rank is not None and mark.rank is not None else "" for rate, mark in beside
    )
    return words, "replied"


def _notes(metric: Metric, marks: Sequence[Mark], replied: Sequence[str]) -> tuple[str, ...]:
    if replied:
        return tuple(f"{words} replied" if words else "" for words in replied)
    return () if metric.aggregate in AMOUNTS else tuple(mark.n_words for mark in marks)


def _answered(rate: Metric, rates: Mapping[str, Mark], dimension: str) -> str:
    """Referral and alumni network are answered most: 61% and 54% replied within 14 days."""
    ranked = [
        (segment_name(dimension, v), d)
        for v, d in in_rank(list(rates.items()))
        if d.rank is not None and not sits_last(v)
    ]
    if len(ranked) < 2:
        return ""
    if not are_apart(rate, [d for _, d in ranked]):
        return f"{figure_name(rate)} by {wording.title(dimension).lower()}: {about_even(rate, [d for _, d in ranked])}."
    top = ranked[:2]
    within = f" within {rate.within}" if rate.within else ""
    names = wording.listed([top[0][0], inside(top[1][0])])
    return f"{names} are answered most: {wording.listed([d.label for _, d in top])} replied{within}."


def _most(metric: Metric, dimension: str, rows: Sequence[tuple[str, Mark]]) -> str:
    named = [(segment_name(dimension, v), d) for v, d in rows]
    if metric.aggregate not in ("share", "count") and metric.categories_are != "kinds":
        return extremes(metric, named)
    real = in_rank([(n, d) for n, d in named if not sits_last(n) and d.rank is not None])
    every = [d for _, d in named]
    if not real:
        return f"{figure_name(metric)}: {nothing_told(every)}"
    first = wording.listed(f"{inside(n)} {d.label}" for n, d in real[:3])
    return f"{figure_name(metric)}: {first}.{left_out(every)}"


def by_segment(marks: Marks) -> ChartSpec:
    """A rate, mean or ratio by segment: horizontal bars with their intervals, n under each name.

    Two breakdowns: the first gives the rows, the second a panel a segment (kind "dots").
    """
    if not marks.breakdowns:
        return _single(marks)
    return by_category(marks) if len(marks.breakdowns) == 1 else panels(marks, *marks.breakdowns[:2])


def _single(marks: Marks) -> ChartSpec:
    """One number as one bar, with its range."""
    metric, mark = marks.metric, marks.only
    told = wording.blank_clause(mark.cell) if mark.cell else Blank.NO_DATA.clause
    reading = (
        f"{figure_name(metric)} {told}"
        if mark.rank is None and told
        else f"{figure_name(metric)}: {mark.label}"
    )
    if mark.n is not None and mark.rank is not None and metric.aggregate != "count":
        reading += (
            f" of {mark.n:,.0f} {wording.noun(metric, mark.n)}"
            if metric.unit == "percent"
            else f" (n = {mark.n:,.0f})"
        )
    if mark.value is not None and mark.low is not None and mark.high is not None:
        reading += f"; the range is {number(mark.low, metric.unit)} to {number(mark.high, metric.unit)}"
    reading += "."
    column, column_title = second_column(metric, [mark])
    spec = ChartSpec(
        id=metric.id,
        kind="bars" if metric.aggregate in AMOUNTS else "dots",
        title=metric.title,
        reading=reading,
        categories=("All",),
        series=(series_of(metric.title, [mark], with_ranges([mark], "all")),),
        unit=metric.unit,
        alt_text=alt_text(
            "Bar chart" if metric.aggregate in AMOUNTS else "Dot chart",
            metric.title,
            reading,
            [("All", mark.label)],
        ),
        value_title=value_title(metric),
        category_notes=(mark.n_words,) if metric.aggregate != "count" else (),
        greyed=(mark.is_few,),
        weights=(mark.n,),
        column=column,
        column_title=column_title,
        items=wording.noun(metric),
    )
    return with_finding(spec, Finding(_alone(marks, mark)))


def _alone(marks: Marks, mark: Mark) -> str:
    """One number; an outcomes rate never without how many outcomes are known."""
    told = alone(marks.metric, mark)
    known = [
        other for other in marks.beside if other.metric.id == "knowledge_rate" and other.only.rank is not None
    ]
    if mark.rank is None or not known:
        return told
    return f"{told.replace(': ', ' ')}, {inside(known[0].metric.title)} {known[0].only.label}"
