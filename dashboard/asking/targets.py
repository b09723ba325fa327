"""What a figure is to reach in an academic year, and where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dashboard.asking.facts import catalog
from dashboard.asking.question import Ask
from dashboard.asking.served import settings
from dashboard.office.plans import Target, year_asked
from pipelines.figures.results import Metric, Released


def can_have_target(metric: Metric) -> bool:
    """One number a year, for everybody: counts, rates, means and the like; not parts, waits or kinds."""
    return metric.aggregate in ("count", "rate", "mean", "ratio", "median") and not metric.category


def year_dates(year: int) -> tuple[date, date]:
    """First and last day of the academic year that begins in a year."""
    start = settings().year_start
    return date(year, *start), date(year + 1, *start) - timedelta(days=1)


def toward(asked: Ask, target: Target) -> Released:
    """The figure of a target in its academic year, for everybody. Raises QuestionError as any figure does."""
    metric = catalog()[target.metric]
    everybody = replace(asked, where=())
    if metric.of == "graduate":
        return everybody.without_dates().only(class_year=str(target.year + 1)).figure(metric.id)
    since, last = year_dates(target.year)
    return replace(everybody, since=since, until=min(last, asked.facts.newest or last)).figure(metric.id)


def target_of(asked: Ask, metric: Metric) -> Target | None:
    """What this figure is to reach in the academic year asked about, None where nobody said.

    A count's target is everybody's: where a filter leaves some, it says nothing.
    """
    if not asked.standing.targets or not can_have_target(metric):
        return None
    is_everybody = all(name == "class_year" and metric.of == "graduate" for name, _ in asked.where)
    if metric.aggregate == "count" and not is_everybody:
        return None
    year = year_asked(metric.of, asked.where, asked.since, asked.until, settings().year_start)
    return asked.standing.target(metric.id, year) if year is not None else None
