"""A report to look at, kept while nothing it was made of changes: a page is drawn anew at every click.

What it was made of is its key: the build, the plan, whom it is of, the view, the office's settings, and what left the
office before, which decides what a publishable report withholds. So nothing of one view is handed to another.
"""

from __future__ import annotations

from collections.abc import Hashable
from threading import Lock

from cachetools import LRUCache

from dashboard.asking.question import Ask
from dashboard.asking.served import folder, releases, settings
from dashboard.reports.assembled import Report, assembled
from dashboard.reports.plan import Plan
from pipelines.figures.results import View

MOST = 12  # reports; each holds its charts and tables
_kept: LRUCache[Hashable, Report] = LRUCache(MOST)
_guard = Lock()


def looked_at(plan: Plan, asked: Ask, view: View) -> Report:
    """`assembled` as a trial. Everybody is handed the same, so it must not be changed. Raises what that raises."""
    key = _made_of(plan, asked, view)
    with _guard:
        kept = _kept.get(key)
    if kept is not None:
        return kept
    report = assembled(plan, asked, view, is_trial=True)
    with _guard:
        _kept[key] = report
    return report


def _made_of(plan: Plan, asked: Ask, view: View) -> Hashable:
    whom = (
        asked.where,
        asked.since,
        asked.until,
        asked.view,
        asked.is_alone,
        asked.known_within_days,
        asked.period_words,
        asked.standing,
    )
    return folder(), asked.published.build, plan, whom, view, repr(settings()), releases().state()
