"""The words on the face of every export: filters, n, definition, figures never shown alone."""

from __future__ import annotations

from dashboard.charts.marks import (
    MAX_ROWS,
    count_behind,
    drawn_of,
)
from dashboard.charts.names import segment_name
from dashboard.charts.readings import sentence_of
from pipelines.figures import wording
from pipelines.figures.results import Cell, Metric, Released


def filters_in_words(released: Released) -> str:
    """Every filter value spelled out, never "4 selections"; for figures about students, which students."""
    who = {"expected": "students expected to log", "roster": "the whole roster"}
    population = f"Population: {who[released.question.population]}" if released.metric.of == "student" else ""
    return "; ".join(filter(None, [wording.filters(released.question.where), population]))


def n_in_words(released: Released) -> str:
    counts = [count for c in released.cells if (count := count_behind(c)) is not None]
    if not counts:
        return "too small to show, or none"
    things = wording.noun(released.metric)
    if released.metric.aggregate == "count":
        # counts have no denominator: their n is the people behind them
        things = wording.people_of(released.metric)
    low, high = min(counts), max(counts)
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


def beside_in_words(released: Released) -> tuple[str, ...]:
    """Figures never shown without this one, as they read: in all, or for each row of the chart."""

    def row(other: Released, cell: Cell) -> str:
        name = ", ".join(segment_name(d, v) for d, v in cell.segment.items())
        return f"{name} {drawn_of(cell, other.metric).label}".strip()

    return tuple(
        f"{other.metric.title}: {', '.join(row(other, c) for c in other.cells)}"
        for other in released.beside
        if 0 < len(other.cells) <= MAX_ROWS
    )
