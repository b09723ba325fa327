"""What a chart says, before anybody draws it: Released -> ChartSpec, Table, Exhibit.

Pure: no streamlit, no plotly, no database. Everything is decided from what was released: order, color, axis and
words never depend on a hidden number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dashboard.charts.marks import (
    dimensions_of,
    is_ordered,
    number,
    own_category,
    sentence_of,
    values_of,
)
from dashboard.charts.references import takes_line, with_references
from dashboard.charts.segment_charts import (
    by_category,
    by_segment,
    composition,
    distribution,
    outcomes_by_class,
    ranges,
    steps,
    wait_curve,
)
from dashboard.charts.spec import ChartSpec, Exhibit, Reference, Table
from dashboard.charts.table import beside_in_words, definition, filters_in_words, n_in_words, table_for
from dashboard.charts.time import cumulative, over_time, period_holding, pinned
from pipelines.figures import wording
from pipelines.figures.results import Metric, Released
from pipelines.release import disclosure
from pipelines.release.segments import TIME


def chart_for(released: Released, comparison: Released | None = None) -> ChartSpec:
    """The chart a figure asks for, for the breakdown it was asked with: any figure can be drawn."""
    metric, own, dimensions = released.metric, own_category(released), dimensions_of(released)
    is_parts = metric.aggregate == "share" and metric.categories_are in ("", "parts")
    if any(d in TIME for d in (*dimensions, own)):
        is_running = metric.chart == "lines" and metric.aggregate == "rate" and len(dimensions) == 1
        # a rate drawn as a line is one that is reached little by little: first interviews held so far
        return (
            cumulative(released, comparison, is_cumulated=True)
            if is_running
            else over_time(released, comparison)
        )
    if own in ("outcome", "nace_group") and is_parts:
        return outcomes_by_class(released)
    if own and is_parts and dimensions:
        return composition(released)
    if own and is_parts:
        return distribution(released) if is_ordered(own, values_of(released, own)) else by_category(released)
    rates = [r for r in (released, *released.beside) if r.metric.unit == "percent"]
    if metric.chart == "steps" and not dimensions and len(rates) > 1:
        return steps([(r.metric.title, r) for r in rates], title=metric.title)
    if metric.aggregate == "wait" and len(dimensions) < 2:
        return wait_curve(released)
    if metric.aggregate in ("wait", "median") or metric.interval == "census":
        return ranges(released)
    return by_segment(released)


def planned(
    made: Exhibit, metric: Metric, target: float | None, notes: Sequence[tuple[date, str]]
) -> Exhibit:
    """The exhibit with what the office wants and what happened: drawn where the chart can, always in words.

    target: in the metric's unit. A count's target is the whole year's, so it is no line over weeks or segments.
    """
    spec = made.spec
    words = f"{metric.title}: {number(target, metric.unit)}" if target is not None else ""
    if target is not None and metric.aggregate != "count" and takes_line(spec, metric):
        line = Reference(target, f"target {number(target, metric.unit)}")
        spec = replace(spec, references=(*spec.references, line))
    here = [(day, text) for day, text in notes if spec.is_time and period_holding(spec, day)]
    said = tuple(f"{wording.day(day)}: {text}" for day, text in here)
    if here:
        spec = replace(spec, marks=(*spec.marks, *pinned(spec, here)))
    told = [f"Target: {words}." if words else "", f"Notes: {'; '.join(said)}." if said else ""]
    alt_text = " ".join(filter(None, [spec.alt_text, *told]))
    return replace(made, spec=replace(spec, alt_text=alt_text), target=words, pinned=said)


def exhibit_for(
    released: Released,
    comparison: Released | None = None,
    *,
    spec: ChartSpec | None = None,
    table: Table | None = None,
    is_synthetic: bool = False,
    view_notice: str = "",
    goals: bool = False,
) -> Exhibit:
    """A chart with its face, ready for any export. spec and table default to the figure's own.

    goals: whether practice goals are drawn, as published numbers about the same people always are.
    """
    question, metric = released.question, released.metric
    said = tuple(dict.fromkeys(sentence_of(text) for text in (*released.notes, *released.pooled) if text))
    made = Exhibit(
        spec=replace(spec or chart_for(released, comparison), notes=said),
        table=table or table_for(released, comparison),
        filters_in_words=filters_in_words(released),
        period=wording.period(question.since, question.until),
        as_of=wording.day(released.as_of) if released.as_of else "not known",
        build=released.build,
        n=n_in_words(released),
        definition=definition(metric),
        caveats=tuple(dict.fromkeys([*(sentence_of(c) for c in metric.caveats), *said])),
        view=released.view,
        view_notice=view_notice or disclosure.notice(released.view),
        is_synthetic=is_synthetic,
        beside=beside_in_words(released),
    )
    return with_references(made, released, goals=goals)
