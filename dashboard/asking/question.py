"""The question a page asks: a build, filters, dates, a view; and the figures it is answered with.

Figures are asked once of a build: Streamlit's own cache would hash its keys and unpickle its values on every hit, which
is a tenth of a click.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from dashboard.asking.facts import Facts, catalog, facts_of
from dashboard.asking.presets import year_before
from dashboard.asking.served import settings
from dashboard.office.plans import Standing
from pipelines.figures import measure
from pipelines.figures.definitions import dimensions
from pipelines.figures.periods import same_academic_day
from pipelines.figures.results import Question, Released, View
from pipelines.release.ask import ask, policy_of
from pipelines.release.disclosure import Policy
from pipelines.store.answers import once
from pipelines.store.warehouse import Published

Dates = Literal["as chosen", "all", "a year before", "same weeks a year before"]


@dataclass(frozen=True)
class Wanted:
    """One figure of a question: which one, cut by what.

    with_pools: false for the rows of one table, which must all be of the same classes.
    """

    metric_id: str
    by: tuple[str, ...] = ()
    with_pools: bool = True


def from_the_build(asked: Ask, wanted: Wanted) -> Released:
    """The figure as the build has it and the view may see it, remembered."""
    return figure(
        asked.published,
        wanted.metric_id,
        question_of(asked, wanted),
        asked.view,
        with_pools=wanted.with_pools,
        with_beside=not asked.is_alone,
    )


@dataclass(frozen=True)
class Ask:
    """One person's question: the build they look at, their filters, dates and view. Pages ask through it.

    known_within_days: of graduates only what was known so many days after June 30 of their class.
    dates: what since and until are of the dates chosen. is_alone: without the figures beside those asked for.
    period_words, standing: how its dates begin a sentence; targets and notes, to be drawn with the figures.
    answer: who answers it. Nothing of what was asked is kept here.
    """

    published: Published = field(compare=False)
    where: tuple[tuple[str, str], ...] = ()
    since: date | None = None
    until: date | None = None
    view: View = "working"
    is_alone: bool = False
    known_within_days: int | None = None
    dates: Dates = field(default="as chosen", compare=False)
    period_words: str = ""
    standing: Standing = field(default=Standing(), compare=False)
    answer: Callable[[Ask, Wanted], Released] = field(default=from_the_build, compare=False, repr=False)

    @property
    def facts(self) -> Facts:
        return facts_of(self.published)

    @property
    def has_year_before(self) -> bool:
        """Whether "the same dates a year before" means anything."""
        return self.since is not None and self.until is not None

    def dated(self, dates: Dates) -> Ask:
        """The same of other dates than these; "a year before" needs both of them."""
        move = DATES[dates]
        words = (
            self.period_words if dates == "as chosen" else ""
        )  # how other dates begin a sentence nobody said
        return replace(self, since=move(self.since), until=move(self.until), dates=dates, period_words=words)

    def without_dates(self) -> Ask:
        return self.dated("all")

    def alone(self) -> Ask:
        """For what another figure is compared with: asked without the figures beside it, which are not shown."""
        return replace(self, is_alone=True)

    def everybody(self) -> Ask:
        """Without the filters."""
        return replace(self, where=())

    def beyond(self, dimension: str) -> Ask:
        """Without the filter on one dimension: those it chose and the others."""
        return replace(self, where=tuple(pair for pair in self.where if pair[0] != dimension))

    def only(self, **chosen: str) -> Ask:
        """Narrowed further, e.g. `ask.only(class_year="2026")`; replaces what was chosen for it."""
        return self.narrowed(tuple(chosen.items()))

    def narrowed(self, where: Sequence[tuple[str, str]]) -> Ask:
        """The same with pairs, of which several may be of one dimension; they replace what was chosen for it."""
        renamed = {dimension for dimension, _ in where}
        return replace(self, where=(*(pair for pair in self.where if pair[0] not in renamed), *where))

    def figure(self, metric_id: str, by: Sequence[str] | str = (), *, with_pools: bool = True) -> Released:
        """A figure as this view may see it. Raises QuestionError where the question makes no sense."""
        cuts = ((by,) if by else ()) if isinstance(by, str) else tuple(by)
        return self.answer(self, Wanted(metric_id, cuts, with_pools))


def _a_year_before(day: date | None) -> date:
    assert day is not None
    return year_before(day)


def _same_week_a_year_before(day: date | None) -> date:
    """The same date where it is in the same academic week, as pages compare it; else that week's same weekday."""
    assert day is not None
    same, then = same_academic_day(day, settings().year_start), _a_year_before(day)
    return then if then - timedelta(then.weekday()) == same - timedelta(same.weekday()) else same


DATES: Mapping[Dates, Callable[[date | None], date | None]] = {
    "as chosen": lambda day: day,
    "all": lambda _: None,
    "a year before": _a_year_before,
    "same weeks a year before": _same_week_a_year_before,
}
OF_THE_YEAR_BEFORE: tuple[Dates, ...] = ("a year before", "same weeks a year before")


def question_of(asked: Ask, wanted: Wanted) -> Question:
    """The question as the figure takes it: without the filters that mean nothing for it."""
    whole = Question(
        by=wanted.by,
        where=asked.where,
        since=asked.since,
        until=asked.until,
        known_within_days=asked.known_within_days,
    )
    return fitting(wanted.metric_id, whole)


def fitting(metric_id: str, question: Question) -> Question:
    """The question without the filters that mean nothing for this figure; pages say which they leave out."""
    applies = measure.dimensions_for(metric_id)
    where = tuple(pair for pair in question.where if pair[0] in applies)
    if catalog()[metric_id].of in dimensions().undated:
        return replace(question, where=where, since=None, until=None)
    return replace(question, where=where)


def figure(
    published: Published,
    metric_id: str,
    question: Question,
    view: View,
    *,
    with_pools: bool = True,
    with_beside: bool = True,
) -> Released:
    """One figure, measured and released for a view; the same question of the same build is asked once."""
    rules = policy()
    return once(
        published,
        ("figure", metric_id, question, view, rules.k, with_pools, with_beside),
        lambda: ask(
            published, metric_id, question, view, rules, with_pools=with_pools, with_beside=with_beside
        ),
    )


def policy() -> Policy:
    """What this office lets out, by its settings."""
    return policy_of(settings())


def whole_of(ask: Ask, cut: Released) -> Released:
    """The same figure, not cut."""
    return figure(ask.published, cut.metric.id, replace(cut.question, by=()), ask.view)


def does_not_apply(metric_id: str, where: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The dimensions among these filters that mean nothing for a figure."""
    applies = measure.dimensions_for(metric_id)
    return tuple(dict.fromkeys(dimension for dimension, _ in where if dimension not in applies))
