"""The question a page asks: a build, filters, dates, a view; and the figures it is answered with.

Figures are asked once of a build: Streamlit's own cache would hash its keys and unpickle its values on every hit, which
is a tenth of a click.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial, reduce
from typing import Any, cast

from dashboard.asking import ahead
from dashboard.asking.facts import Facts, catalog, facts_of
from dashboard.asking.presets import year_before
from dashboard.asking.served import office_calendar, office_store, settings
from dashboard.office.plans import Standing
from pipelines.figures import measure
from pipelines.figures.definitions import dimensions
from pipelines.figures.periods import same_academic_day
from pipelines.figures.results import Population, Question, Released, View
from pipelines.release.ask import ask, policy_of
from pipelines.release.release_ledger import Leaving
from pipelines.store.answers import once
from pipelines.store.warehouse import Published


@dataclass(frozen=True)
class Put:
    """A question as a page puts it, whatever the filters. turns: the methods of Ask that lead to it from the page's."""

    metric_id: str
    by: tuple[str, ...]
    population: Population
    with_pools: bool
    turns: tuple[str, ...]

    def of(self, page: Ask) -> Ask | None:
        """The frame it is put to where this is the page's; None where that has no year before."""
        if any(turn in OF_THE_YEAR_BEFORE for turn in self.turns) and not page.has_year_before:
            return None
        return reduce(lambda frame, turn: cast(Ask, getattr(frame, turn)()), self.turns, page)


OF_THE_YEAR_BEFORE = ("a_year_before", "same_weeks_a_year_before")


@dataclass(frozen=True)
class Ask:
    """One person's question frame: the build she looks at, her filters, her view. Pages ask through it."""

    published: Published = field(compare=False)
    where: tuple[tuple[str, str], ...] = ()
    since: date | None = None
    until: date | None = None
    view: View = "working"
    period_words: str = ""
    leaving: Leaving | None = field(default=None, compare=False)
    standing: Standing = field(default=Standing(), compare=False)  # targets and notes
    heard: list[Released] | None = field(default=None, compare=False)
    is_alone: bool = False
    turns: tuple[str, ...] = field(default=(), compare=False)  # the methods that made it of the page's
    put: dict[tuple[Put, Ask], None] | None = field(default=None, compare=False)  # asked, in order

    def listening(self) -> Ask:
        """The same frame, which notes in `heard` every figure asked through it: what a chart is drawn from."""
        return replace(self, heard=[])

    @property
    def facts(self) -> Facts:
        return facts_of(self.published)

    @property
    def has_year_before(self) -> bool:
        """Whether "the same dates a year before" means anything."""
        return self.since is not None and self.until is not None

    def leaving_as(self, view: View, *, is_trial: bool = False) -> Ask:
        """For an export: what is too close to an earlier release is withheld, the rest is remembered unless this is
        a trial. Warnings are in `leaving` once figures have been asked for."""
        return replace(self, view=view, leaving=Leaving(office_store(), is_trial))

    def a_year_before(self) -> Ask:
        assert self.since is not None
        assert self.until is not None
        return self._turned("a_year_before", since=year_before(self.since), until=year_before(self.until))

    def same_weeks_a_year_before(self) -> Ask:
        """The same weekdays of the same academic weeks a year before: what weeks are laid over."""
        assert self.since is not None
        assert self.until is not None
        start = office_calendar()["year_start"]
        return self._turned(
            "same_weeks_a_year_before",
            since=same_academic_day(self.since, start),
            until=same_academic_day(self.until, start),
        )

    def without_dates(self) -> Ask:
        return self._turned("without_dates", since=None, until=None)

    def alone(self) -> Ask:
        """For what another figure is compared with: asked without the figures beside it, which are not shown."""
        return self._turned("alone", is_alone=True)

    def _turned(self, turn: str, **changes: Any) -> Ask:
        return replace(self, turns=(*self.turns, turn), **changes)

    def everybody(self) -> Ask:
        """Without the filters."""
        return replace(self, where=())

    def only(self, **chosen: str) -> Ask:
        """Narrowed further, e.g. `ask.only(class_year="2026")`; replaces what was chosen for it."""
        kept = tuple(pair for pair in self.where if pair[0] not in chosen)
        return replace(self, where=kept + tuple(chosen.items()))

    def question(self, by: Sequence[str] = (), population: Population = "expected") -> Question:
        return Question(
            by=tuple(by), where=self.where, since=self.since, until=self.until, population=population
        )

    def figure(
        self,
        metric_id: str,
        by: Sequence[str] | str = (),
        population: Population = "expected",
        *,
        with_pools: bool = True,
    ) -> Released:
        """A figure as this view may see it. Raises QuestionError where the question makes no sense.

        with_pools: false for the rows of one table, which must all be of the same classes.
        """
        cuts = ((by,) if by else ()) if isinstance(by, str) else tuple(by)
        question = fitting(metric_id, self.question(cuts, population))
        if self.leaving and self.view == "publishable":
            policy = policy_of(settings())
            return ask(
                self.published, metric_id, question, self.view, policy, self.leaving, with_pools=with_pools
            )
        if self.put is not None:
            self.put[Put(metric_id, cuts, population, with_pools, self.turns), self] = None
        released = figure(
            self.published,
            metric_id,
            question,
            self.view,
            with_pools=with_pools,
            with_beside=not self.is_alone,
        )
        if self.heard is not None:
            self.heard.append(released)
        return released

    def to_ask_again(self) -> tuple[Put, ...]:
        """What was asked of this frame, and of those that its filters alone lead to."""
        return tuple(put for put, frame in self.put or () if put.of(self) == frame)

    def ask_ahead(self, put: Iterable[Put]) -> None:
        """Ask all that a page has put before, at once, so that it finds the answers when it asks."""
        ahead.ask(
            partial(frame.figure, one.metric_id, one.by, one.population, with_pools=one.with_pools)
            for one in put
            if (frame := one.of(self))
        )


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
    policy = policy_of(settings())
    return once(
        published,
        ("figure", metric_id, question, view, policy.k, with_pools, with_beside),
        lambda: ask(
            published, metric_id, question, view, policy, with_pools=with_pools, with_beside=with_beside
        ),
    )


def whole_of(ask: Ask, cut: Released) -> Released:
    """The same figure, not cut."""
    return figure(ask.published, cut.metric.id, replace(cut.question, by=()), ask.view)


def does_not_apply(metric_id: str, where: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The dimensions among these filters that mean nothing for a figure."""
    applies = measure.dimensions_for(metric_id)
    return tuple(dict.fromkeys(dimension for dimension, _ in where if dimension not in applies))
