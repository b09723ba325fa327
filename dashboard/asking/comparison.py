"""What a figure is compared with, or why with nothing: the one place where an earlier time is chosen.

Every comparison of the product, with its reason to exist, stands in docs/comparisons.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dashboard.asking.facts import catalog
from dashboard.asking.question import Ask, policy
from dashboard.charts.year_before import last_year
from pipelines.figures import wording
from pipelines.figures.coverage import has_rows, source_of
from pipelines.figures.definitions import dimensions
from pipelines.figures.results import Cell, Metric, Released
from pipelines.figures.statement import is_of_reports
from pipelines.release.changes import Change, change

NO_DATA_LAST_YEAR = "No data for last year."
COLLECTED_UNTIL = (12, 31)  # of the year a class graduates in: NACE collects to December 31


@dataclass(frozen=True)
class Earlier:
    """The question an earlier time answers. asked: None where nothing is compared.

    against: as a chip says it. reason: why nothing is compared, or how, in a sentence.
    """

    asked: Ask | None = None
    against: str = ""
    reason: str = ""

    def figure(self, metric_id: str) -> Released | None:
        return self.asked.alone().figure(metric_id) if self.asked else None


NOTHING = Earlier()


def earlier(asked: Ask, metric_id: str) -> Earlier:
    """What a figure's card is compared with: graduates with the class before, all else with a year before.

    Of graduates what does not follow from their reports alone cannot be asked as it was known then: with nothing.
    """
    metric = catalog()[metric_id]
    if metric.of != "graduate":
        return a_year_before(asked, metric_id)
    return the_class_before(asked) if is_of_reports(metric) else NOTHING


def a_year_before(asked: Ask, metric_id: str, step: str = "") -> Earlier:
    """The same dates a year before, where the office has any row of the figure's source in them.

    step: of a trend; weeks are laid over the same academic weeks.
    """
    metric = catalog()[metric_id]
    if not asked.has_year_before or metric.of in (*dimensions().undated, "graduate"):
        return NOTHING
    then = asked.dated("same weeks a year before" if step == "week" else "a year before")
    if no_data(then, metric):
        return Earlier(reason=NO_DATA_LAST_YEAR)
    return Earlier(then, f"vs. same dates {last_year(asked.until, asked.facts.newest)}")


def no_data(asked: Ask, metric: Metric) -> str:
    """That the whole office has nothing of a figure's source in these dates; "" where it has, or where none apply."""
    since, until = asked.since, asked.until
    if metric.of in (*dimensions().undated, "graduate") or since is None or until is None:
        return ""
    if has_rows(asked.published, source_of(metric), since, until):
        return ""
    return f"There is no data from {wording.period(since, until)}."


def the_class_before(asked: Ask) -> Earlier:
    """The class before, as it was known the same number of days after June 30; asked: of one class.

    A class that had a year longer to report would always look better known.
    """
    newest = _one_class(asked)
    as_of = asked.facts.as_of.get("outcomes")
    if newest is None or as_of is None or str(newest - 1) not in asked.facts.options["class_year"]:
        return NOTHING
    days = (as_of - date(newest, 6, 30)).days
    if days < 0:
        return NOTHING
    then = replace(asked.only(class_year=str(newest - 1)), known_within_days=days)
    reason = (
        f"Compared with the class of {newest - 1} as it was known {wording.days(days)} after June 30 too."
    )
    return Earlier(then, f"vs. {newest - 1}", reason)


def _one_class(asked: Ask) -> int | None:
    classes = [int(value) for name, value in asked.where if name == "class_year" and value.isdigit()]
    return classes[0] if len(classes) == 1 else None


def collected_until(asked: Ask) -> date | None:
    """The day until which a class's outcomes are collected; None where a later outcome is on record."""
    newest, as_of = _one_class(asked), asked.facts.as_of.get("outcomes")
    if newest is None or as_of is None:
        return None
    end = date(newest, *COLLECTED_UNTIL)
    return end if as_of <= end else None


def still_collecting(asked: Ask) -> str:
    """That a class's outcomes were still being collected at the newest outcome on record; "" where they were not."""
    end = collected_until(asked)
    return f"Outcomes of this class are still being collected, until {wording.day(end)}." if end else ""


def changed(asked: Ask, metric: Metric, now: Cell | None, before: Cell | None) -> Change | None:
    """How far a figure is from what it was, as this view may say it."""
    return change(metric, asked.view, now, before, policy())
