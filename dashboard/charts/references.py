"""Published numbers on a chart and on its face, where they are about the people it shows."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.names import number
from dashboard.charts.spec import ChartSpec, Exhibit, Reference
from pipelines.figures.references import ReferenceLine, references_for
from pipelines.figures.results import Metric, Released

DRAWN_WITH_LINE = ("lines", "bars", "dots")


def takes_line(spec: ChartSpec, metric: Metric) -> bool:
    """Can a number in the metric's unit be drawn across it?"""
    is_one_run = spec.is_time or len(spec.series) == 1
    return spec.kind in DRAWN_WITH_LINE and spec.unit == metric.unit and is_one_run


def with_references(made: Exhibit, released: Released, *, goals: bool) -> Exhibit:
    """The exhibit with the lines it may be held against, each with population, date and source in words."""
    lines = references_for(released.metric.id, released.question, goals=goals)
    if not lines or not takes_line(made.spec, released.metric):
        return made
    unit = made.spec.unit
    drawn = tuple(Reference(line.value, f"{line.text}, {number(line.value, unit)}") for line in lines)
    words = tuple(_words(line, unit) for line in lines)
    spec = replace(
        made.spec,
        references=(*made.spec.references, *drawn),
        alt_text=f"{made.spec.alt_text} Reference: {'; '.join(words)}.",
    )
    return replace(made, spec=spec, references=words)


def _words(line: ReferenceLine, unit: str) -> str:
    """ "NACE recommended minimum 65% (all graduates of a class; …, 2014)"."""
    population = line.population[0].lower() + line.population[1:]
    dated = line.published if line.published.casefold() not in line.text.casefold() else ""
    about = "; ".join(part for part in (population, dated, line.source) if part)
    return f"{line.text}, {number(line.value, unit)} ({about})"
