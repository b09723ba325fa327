"""What a chart says, before anybody draws it: Released -> ChartSpec, ChartTable, Exhibit.

Pure: no streamlit, no plotly, no database. Everything is decided from what was released: order, color, axis and
words never depend on a hidden number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dashboard.charts.bars import by_category, by_segment
from dashboard.charts.compositions import composition, distribution, outcomes_by_class
from dashboard.charts.cumulative import cumulative
from dashboard.charts.face import beside_in_words, definition, filters_in_words, n_in_words
from dashboard.charts.marks import Marks, is_ordered, marks_of
from dashboard.charts.names import number
from dashboard.charts.ranges import ranges
from dashboard.charts.readings import sentence_of
from dashboard.charts.references import takes_line, with_references
from dashboard.charts.spec import ChartSpec, ChartTable, Exhibit, Reference
from dashboard.charts.steps import steps
from dashboard.charts.table import table_for
from dashboard.charts.time import over_time
from dashboard.charts.time_axis import period_holding, pinned
from dashboard.charts.waits import wait_curve
from pipelines.figures import wording
from pipelines.figures.results import Metric, Released
from pipelines.release.disclosure import USUAL, Policy, notice
from pipelines.release.segments import TIME


def chart_for(marks: Marks, comparison: Marks | None = None) -> ChartSpec:
    """The chart a figure asks for, for the breakdown it was asked with: any figure can be drawn."""
    metric, own, dimensions = marks.metric, marks.own, marks.dimensions
    is_parts = metric.aggregate == "share" and metric.categories_are in ("", "parts")
    if any(d in TIME for d in (*dimensions, own)):
        is_running = metric.chart == "lines" and metric.aggregate == "rate" and len(dimensions) == 1
        # a rate drawn as a line is one that is reached little by little: first interviews held so far
        return cumulative(marks, comparison) if is_running else over_time(marks, comparison)
    if own in ("outcome", "nace_group") and is_parts:
        return outcomes_by_class(marks)
    if own and is_parts and dimensions:
        return composition(marks)
    if own and is_parts:
        return distribution(marks) if is_ordered(own, marks.values(own)) else by_category(marks)
    rates = [figure for figure in (marks, *marks.beside) if figure.metric.unit == "percent"]
    if metric.chart == "steps" and not dimensions and len(rates) > 1:
        return steps([(rate.metric.title, rate) for rate in rates], title=metric.title)
    if metric.aggregate == "wait" and len(dimensions) < 2:
        return wait_curve(marks)
    if metric.aggregate in ("wait", "median") or metric.interval == "census":
        return ranges(marks)
    return by_segment(marks)


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
        spec = replace(spec, moments=(*spec.moments, *pinned(spec, here)))
    told = [f"Target: {words}." if words else "", f"Notes: {'; '.join(said)}." if said else ""]
    alt_text = " ".join(filter(None, [spec.alt_text, *told]))
    return replace(made, spec=replace(spec, alt_text=alt_text), target=words, pinned=said)


def exhibit_for(
    released: Released,
    comparison: Released | None = None,
    *,
    spec: ChartSpec | None = None,
    table: ChartTable | None = None,
    is_synthetic: bool = False,
    policy: Policy = USUAL,
    goals: bool = False,
) -> Exhibit:
    """A chart with its face, ready for any export. spec and table default to the figure's own.

    policy: the rules the office publishes by, which the face names.
    goals: whether practice goals are drawn, as published numbers about the same people always are.
    """
    question, metric = released.question, released.metric
    marks, before = marks_of(released), marks_of(comparison) if comparison else None
    said = tuple(dict.fromkeys(sentence_of(text) for text in (*released.notes, *released.pooled) if text))
    made = Exhibit(
        spec=replace(spec or chart_for(marks, before), notes=said),
        table=table or table_for(marks, before),
        filters_in_words=filters_in_words(question, metric),
        period=wording.period(question.since, question.until),
        as_of=wording.day(released.as_of) if released.as_of else "not known",
        build=released.build,
        n=n_in_words(marks),
        definition=definition(metric),
        caveats=tuple(dict.fromkeys([*(sentence_of(c) for c in metric.caveats), *said])),
        view=released.view,
        view_notice=notice(released.view, policy, is_official=released.is_official),
        is_synthetic=is_synthetic,
        beside=beside_in_words(marks),
        way_out=released.way_out,
    )
    return with_references(made, released, goals=goals)
