"""The words on the face of every export: filters, n, definition, figures never shown alone."""

from __future__ import annotations

from dashboard.charts.marks import (
    Mark,
    Marks,
)
from dashboard.charts.names import segment_name
from dashboard.charts.readings import sentence_of
from pipelines.figures import wording
from pipelines.figures.blanks import Blank
from pipelines.figures.results import Metric, Question
from pipelines.figures.statement import population_read

MOST_BESIDE = 12  # rows of a figure beside that are read out


def filters_in_words(question: Question, metric: Metric) -> str:
    """Every filter value spelled out, never "4 selections"; for figures about students, which students."""
    who = {
        "expected": "students enrolled and expected to log in the period",
        "roster": "the roster, as enrolled in the period",
    }
    counted = population_read(metric, question.population) if metric.of == "student" else None
    population = f"Population: {who[counted]}" if counted else ""
    return "; ".join(
        filter(None, [wording.filters(question.where), population, wording.known_within(question)])
    )


def n_in_words(marks: Marks) -> str:
    counts = [mark.n for mark in marks.rows if mark.n is not None]
    if not counts:
        return Blank.HIDDEN.mark if any(mark.is_withheld for mark in marks.rows) else "none"
    low, high = min(counts), max(counts)
    things = wording.noun(marks.metric, high)
    if marks.metric.aggregate == "count":
        # counts have no denominator: their n is the people behind them
        things = wording.people_of(marks.metric, high)
    if low == high:
        return f"{high:,.0f} {things}"
    return f"{low:,.0f} to {high:,.0f} {things} in each group"


def definition(metric: Metric) -> str:
    is_divided = metric.aggregate != "count" and metric.denominator
    parts = [f"{metric.numerator} ÷ {metric.denominator}" if is_divided else metric.numerator]
    if metric.leaves_out:
        parts.append(f"Leaves out: {metric.leaves_out}")
    if metric.source:
        parts.append(f"Source of the rule: {metric.source}")
    return " ".join(sentence_of(p) for p in parts)


def beside_in_words(marks: Marks) -> tuple[str, ...]:
    """Figures never shown without this one, as they read: in all, or for each row of the chart."""

    def row(mark: Mark) -> str:
        name = ", ".join(segment_name(d, v) for d, v in mark.segment.items())
        return f"{name} {mark.label}".strip()

    return tuple(
        f"{other.metric.title}: {', '.join(row(mark) for mark in other.rows)}"
        for other in marks.beside
        if 0 < len(other.rows) <= MOST_BESIDE
    )
