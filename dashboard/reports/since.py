"""What changed since something left: the same asked of today's data, in the view it left in, figure by figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from dashboard.asking.leaving import leaving_as
from dashboard.asking.question import Ask, policy
from dashboard.asking.served import releases, settings
from dashboard.charts.exhibit import exhibit_for
from dashboard.charts.spec import Exhibit
from dashboard.figures.exhibits import newest_class
from dashboard.reports.assembled import Report, assembled
from dashboard.reports.codes import before_code, printed_in
from dashboard.reports.kept import AskedAs, Kept
from dashboard.reports.page import cell_words
from dashboard.reports.plan import panel_of, read_plan
from pipelines.errors import UserError
from pipelines.figures.results import Question, View
from pipelines.release.ask import ask
from pipelines.release.release_ledger import Leaving
from pipelines.store.warehouse import Published

Figure = tuple[str, ...]  # how a figure reads, a line each thing it says


@dataclass(frozen=True)
class Superseded:
    """A figure that reads otherwise today. was, now: its lines that differ; no now where it is no longer shown."""

    code: str
    title: str
    was: Figure
    now: Figure


@dataclass(frozen=True)
class Since:
    """superseded: in the order they stand in. why_not: why today's cannot be asked, "" where it was."""

    superseded: tuple[Superseded, ...] = ()
    why_not: str = ""


def since_then(kept: Kept, published: Published) -> Since:
    """What of a report or a chart reads otherwise today. Asking is a trial: nothing of it counts as released."""
    try:
        if kept.report is not None:
            then, now = _of_report(kept.report), _of_report(_report_today(kept, published))
        else:
            assert kept.exhibit is not None
            then = {("", kept.title, 0): (kept.code, _of_chart(kept.exhibit))}
            now = {("", kept.title, 0): ("", _of_chart(_chart_today(kept, published)))}
    except (UserError, KeyError) as problem:
        why = problem.message if isinstance(problem, UserError) else "What it is made of is no longer there."
        return Since(why_not=f"Today's figures cannot be set beside it. {why}")
    return Since(tuple(_differing(kept.names, then, now)))


Named = Mapping[tuple[str, str, int], tuple[str, Figure]]


def _differing(names: Mapping[str, str], then: Named, now: Named) -> Iterator[Superseded]:
    for place, (code, was) in then.items():
        _, today = now.get(place, ("", ()))
        if was != today:
            gone = tuple((Counter(was) - Counter(today)).elements())
            new = tuple((Counter(today) - Counter(was)).elements())
            yield Superseded(code, names.get(code, place[1]), gone or was, new or today)


def _of_report(report: Report) -> Named:
    """{(part, figure, its place among those of that name): (code, how it reads)}."""
    found: dict[tuple[str, str, int], tuple[str, Figure]] = {}

    def put(part: str, name: str, code: str, says: Iterable[str]) -> None:
        place = sum(key[:2] == (part, name) for key in found)
        found[part, name, place] = (code, tuple(filter(None, says)))

    for part in report.parts:
        if part.says:
            put(part.heading, "", part.code, (part.says, part.lede))
        for number in part.numbers:
            code = next(iter(printed_in(number.below)), "")
            put(part.heading, number.metric_id, code, (number.value, before_code(number.below)))
        for chart in part.charts:
            put(part.heading, chart.key, chart.exhibit.code, _of_chart(chart.exhibit))
    return found


def _of_chart(exhibit: Exhibit) -> Figure:
    """Its finding and every row of its table, and how many it is of."""
    rows = (" | ".join(filter(None, map(cell_words, row))) for row in exhibit.table.rows)
    return (exhibit.spec.finding, f"n = {exhibit.n}", *exhibit.beside, *rows)


def _days(asked_as: AskedAs) -> tuple[date | None, date | None]:
    first, last = (date.fromisoformat(day) if day else None for day in (asked_as.since, asked_as.until))
    return first, last


def _where(asked_as: AskedAs) -> tuple[tuple[str, str], ...]:
    return tuple((pair[0], pair[1]) for pair in asked_as.where)


def _report_today(kept: Kept, published: Published) -> Report:
    asked_as = kept.asked_as
    plan = read_plan(asked_as.plan, asked_as.plan_name, "The plan that was kept")
    asked = Ask(published, where=_where(asked_as))
    newest = newest_class(asked.narrowed(plan.where))
    if asked_as.newest_class and asked_as.newest_class != newest:  # it was of the newest class there was
        asked = asked.only(class_year=asked_as.newest_class)
        plan = replace(plan, where=tuple(pair for pair in plan.where if pair[0] != "class_year"))
    return assembled(plan, asked, cast(View, kept.view), is_trial=True, days=_days(asked_as))


def _chart_today(kept: Kept, published: Published) -> Exhibit:
    asked_as, view = kept.asked_as, cast(View, kept.view)
    since, until = _days(asked_as)
    if asked_as.chart:
        asked = Ask(
            published,
            where=_where(asked_as),
            since=since,
            until=until,
            known_within_days=asked_as.known_within_days,
        )
        trial, _ = leaving_as(asked, view, is_trial=True, is_official=asked_as.is_official)
        return panel_of(asked_as.chart).draw(trial)
    question = Question(
        asked_as.by,
        _where(asked_as),
        since,
        until,
        "roster" if asked_as.population == "roster" else "expected",
        asked_as.known_within_days,
    )
    ledger = Leaving(releases(), True, asked_as.is_official) if view == "publishable" else None
    released = ask(published, asked_as.metric, question, view, policy(), ledger)
    office = settings()
    return exhibit_for(
        released, is_synthetic=office.is_synthetic, policy=policy(), goals=office.practice_goals
    )
