"""A report or a chart on its way out: it gets its codes, becomes a file, and is kept before anybody has it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.asking.question import Ask
from dashboard.charts.spec import Exhibit
from dashboard.exports import formats as export_formats
from dashboard.exports.brand import HOUSE_BRAND, Brand
from dashboard.reports import codes, formats
from dashboard.reports.assembled import Report, dates_of
from dashboard.reports.kept import AskedAs, Kept, KeptReports, kept_chart, kept_report
from dashboard.reports.plan import Plan, written
from pipelines.figures.results import Question

if TYPE_CHECKING:
    from dashboard.exports.image import Look


def report_leaves(
    warehouse: Path, report: Report, asked_as: AskedAs, ending: str, brand: Brand = HOUSE_BRAND
) -> bytes:
    """The report as a file of one of `formats.FORMATS`, kept. Raises UserError where it cannot be made or kept.

    One that names students leaves without codes and is not kept: nothing that is kept says who anybody is.
    """
    if any(chart.exhibit.spec.is_list for chart in report.exhibits):
        return formats.rendered(report, ending, brand)
    store = KeptReports(warehouse)
    coded = codes.coded(report, store.key())
    content = formats.rendered(coded, ending, brand)
    store.keep(kept_report(coded, asked_as), content, ending)
    return content


def chart_leaves(
    warehouse: Path,
    exhibit: Exhibit,
    asked_as: AskedAs,
    ending: str,
    brand: Brand = HOUSE_BRAND,
    look: Look | None = None,
) -> bytes:
    """The chart as a file of one of `export_formats.FORMATS`, kept. Raises UserError as `report_leaves` does."""
    store = KeptReports(warehouse)
    coded = codes.as_it_leaves(exhibit, store.key())
    content = export_formats.render(coded, ending, brand, look)
    store.keep(kept_chart(coded, asked_as), content, ending.lower().lstrip("."))
    return content


def made_again(kept: Kept, ending: str, brand: Brand = HOUSE_BRAND) -> bytes:
    """What left, in any format, with the figures it left with. Raises UserError for a format there is not."""
    if kept.report is not None:
        return formats.rendered(kept.report, ending, brand)
    assert kept.exhibit is not None
    return export_formats.render(kept.exhibit, ending, brand)


def left_again(store: KeptReports, kept: Kept, ending: str, brand: Brand = HOUSE_BRAND) -> bytes:
    """What left, in a format: the file itself where it left so, else made again, and kept."""
    same = [file for file in kept.files if file.ending == ending]
    if same:
        return store.content(kept, same[-1])
    content = made_again(kept, ending, brand)
    store.keep(kept, content, ending)
    return content


def asked_of_plan(plan: Plan, asked: Ask) -> AskedAs:
    """How a report is asked, with the days its dates mean now."""
    since, until, newest = dates_of(plan, asked)
    return replace(
        asked_of(asked),
        plan=written(plan),
        plan_name=plan.name,
        since=since.isoformat() if since else "",
        until=until.isoformat() if until else "",
        newest_class=newest,
    )


def asked_by_command(metric: str, question: Question, *, is_official: bool) -> AskedAs:
    """How a chart of the command line is asked."""
    return AskedAs(
        metric=metric,
        by=question.by,
        where=question.where,
        since=question.since.isoformat() if question.since else "",
        until=question.until.isoformat() if question.until else "",
        population=question.population,
        known_within_days=question.known_within_days,
        is_official=is_official,
    )


def asked_of(asked: Ask, chart: str = "", *, is_official: bool = False) -> AskedAs:
    """How a chart of a page is asked. chart: as a plan names it."""
    return AskedAs(
        chart=chart,
        where=asked.where,
        since=asked.since.isoformat() if asked.since else "",
        until=asked.until.isoformat() if asked.until else "",
        known_within_days=asked.known_within_days,
        is_official=is_official,
    )
