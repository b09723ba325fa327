"""Which groups stand out from the others of their kind, under a page's filters."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from dashboard.asking.facts import catalog, locked
from dashboard.asking.question import Ask, figure, fitting, policy
from dashboard.asking.served import settings
from pipelines.figures import measure
from pipelines.figures.definitions import dimensions
from pipelines.figures.results import Metric, Question, Released
from pipelines.release import disclosure
from pipelines.release.standing_out import StandingOut, is_compared, standing_out
from pipelines.store.answers import once

PAINTING_SECONDS = 0.15  # a browser on the same machine draws a page's charts in less
FIGURES_AT_ONCE = 8


def what_stands_out(ask: Ask, between: Callable[[], object] = lambda: None) -> StandingOut:
    """Groups whose core figures differ from the other groups' outside the noise; found once a build and filter.

    It stands below the charts and takes as long as they do, so it first leaves the processor to the browser that draws
    them. between: called now and then, so that whoever waits can be told to stop.
    """

    def after_painting() -> StandingOut:
        time.sleep(PAINTING_SECONDS)
        return standing_out(_each(_core_by_group(ask), between))

    key = ("what_stands_out", ask.where, ask.since, ask.until, ask.view, settings().k)
    return once(ask.published, key, after_painting)


def _each(figures: Iterable[Released], between: Callable[[], object]) -> Iterable[Released]:
    for place, released in enumerate(figures):
        yield released
        if place % FIGURES_AT_ONCE == 0:
            between()


def _core_by_group(ask: Ask) -> Iterable[Released]:
    """Every figure that groups are compared by, cut by each breakdown with at least two known groups."""
    for metric in filter(is_compared, catalog().values()):
        is_told_as_bands = ask.view == "publishable" and not (
            metric.unit == "percent" and metric.is_of_persons  # all else is published without an interval
        )
        if is_told_as_bands or locked(ask.published, metric.id):
            continue
        for released in _by_group(ask, metric):
            yield _still_here(released) if metric.of == "student" else released


def _by_group(ask: Ask, metric: Metric) -> Iterable[Released]:
    """The figure by each breakdown in which the filters leave two known groups of what it counts, or more."""
    question = fitting(metric.id, Question(where=ask.where, since=ask.since, until=ask.until))
    applies = measure.dimensions_for(metric)
    names = [
        name for name in dimensions().compared if name in applies and len(_groups_left(ask, metric, name)) > 1
    ]
    if ask.view == "publishable":  # made of more than one query: bands, and classes pooled
        return (figure(ask.published, metric.id, replace(question, by=(name,)), ask.view) for name in names)
    rules = policy()
    results = measure.measure_by_group(ask.published, metric.id, question) if names else {}
    return [disclosure.release(results[name], ask.view, rules) for name in names]


def _groups_left(ask: Ask, metric: Metric, name: str) -> set[str]:
    known = set(measure.segment_domain(ask.published, name, metric.of)) - {"Unknown"}
    return known & ({value for other, value in ask.where if other == name} or known)


def _still_here(released: Released) -> Released:
    """Without the classes that had graduated before the period began: their zero says nothing."""
    since = released.question.since
    if since is None or released.question.by != ("class_year",):
        return released

    def is_here(name: str) -> bool:
        last = name[-4:]  # of a class, or of classes counted together
        return not last.isdigit() or date(int(last), 6, 30) >= since

    return replace(
        released, cells=tuple(cell for cell in released.cells if is_here(cell.segment["class_year"]))
    )
