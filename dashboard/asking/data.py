"""Where pages get figures and facts from: the only module that touches both Streamlit and the pipelines' stores.

Figures are asked once of a build: Streamlit's own cache would hash its keys and unpickle its values on every hit, which
is a tenth of a click. `current` is read on every rerun, so a new build shows on the next one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial, reduce
from pathlib import Path
from typing import Any, cast

import streamlit as st

from dashboard.asking import ahead
from dashboard.office.office import Office
from dashboard.office.plans import Plans, Standing
from pipelines.errors import UserError
from pipelines.figures import measure, wording
from pipelines.figures.definitions import dimensions
from pipelines.figures.periods import academic_year_start, same_academic_day
from pipelines.figures.results import Metric, Population, Question, Released, View
from pipelines.identity.decisions import Decision
from pipelines.identity.gathering import suggestions
from pipelines.identity.suggestion import Suggestion
from pipelines.release import disclosure
from pipelines.release.ask import ask
from pipelines.release.release_ledger import Leaving
from pipelines.release.segments import PERSONS
from pipelines.release.standing_out import StandingOut, is_compared, standing_out
from pipelines.settings import Settings, read_settings
from pipelines.sources.catalog import Source, sources
from pipelines.store.answers import once
from pipelines.store.warehouse import Published, StoreFault, Warehouse

ROOT = Path(__file__).resolve().parents[2]
WAREHOUSE_VARIABLE = "CAREER_CONVERSATIONS_WAREHOUSE"
UPLOAD_LIMIT_MB = 25


def folder() -> Path:
    """The warehouse folder this dashboard serves."""
    return Path(os.environ.get(WAREHOUSE_VARIABLE, "warehouse")).expanduser().absolute()


def current() -> Published | None:
    """The build in use, None before the first one. Raises WarehouseError when it cannot be read."""
    warehouse = Warehouse(folder())
    return warehouse.published() if warehouse.current_build() else None


# -- what the office has ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Facts:
    """What a build knows about itself: its settings row, the filters' values, the sources it holds."""

    build: str
    is_synthetic: bool
    as_of: Mapping[str, date | None]
    options: Mapping[str, tuple[str, ...]]
    sources: frozenset[str]
    is_anybody_expected: bool

    @property
    def newest(self) -> date | None:
        """The newest date of what students do; the presets of the date filter are counted from it."""
        days = [
            self.as_of[source]
            for source in ("outreach", "interviews", "referrals", "survey")
            if self.as_of.get(source)
        ]
        return max((day for day in days if day), default=self.as_of.get("outcomes"))


_OPTIONS = {
    "program": "select distinct program as value from marts.student_programs order by 1",
    "college": "select distinct college as value from marts.students order by 1",
    "class_year": "select distinct class_year as value from marts.students order by 1 desc",
}


def _facts(published: Published) -> Facts:
    settings = published.query("select * from marts.settings")[0]
    held = published.query("select distinct source from ledger.imports where status = 'live'")
    marked = published.query(
        "select count(*) as n from marts.column_fill"
        " where source = 'roster' and column_name = 'is_expected_to_log' and filled > 0"
    )
    return Facts(
        build=published.build,
        is_synthetic=bool(settings.get("is_synthetic")),
        as_of={
            name.removeprefix("as_of_"): value
            for name, value in settings.items()
            if name.startswith("as_of_")
        },
        options={name: tuple(row["value"] for row in published.query(sql)) for name, sql in _OPTIONS.items()},
        sources=frozenset(row["source"] for row in held),
        is_anybody_expected=bool(marked[0]["n"]),
    )


def facts_of(published: Published) -> Facts:
    """What this build knows about itself, read once."""
    return once(published, ("facts",), lambda: _facts(published))


@st.cache_data(ttl=5, max_entries=8, show_spinner=False)
def _settings(path: str) -> Settings:
    return read_settings(Path(path))


def settings() -> Settings:
    """The office's settings. Raises DefinitionError when its file cannot be read."""
    return _settings(str(folder()))


# -- periods ---------------------------------------------------------------------------------------

PRESETS: dict[str, str] = {
    "year": "This academic year",
    "term": "This term",
    "12m": "Last 12 months",
    "all": "All dates",
    "own": "Own dates",
}


def year_before(day: date) -> date:
    """The same date a year earlier; February 29 becomes February 28."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def preset_dates(
    preset: str, newest: date | None, office: Settings, own: Sequence[date] = ()
) -> tuple[date | None, date | None]:
    """(since, until) of a preset, both inclusive, counted from the newest date in the data, never today."""
    if preset == "own":
        return (own[0], own[1]) if len(own) == 2 else (None, None)
    if newest is None or preset == "all":
        return None, None
    if preset == "year":
        return academic_year_start(newest, office.academic_year_start), newest
    if preset == "term":
        term = next(t for t in office.terms if t.first_month <= newest.month <= t.last_month)
        return date(newest.year, term.first_month, 1), newest
    return year_before(newest) + timedelta(days=1), newest


# -- questions -------------------------------------------------------------------------------------


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
    def facts_of(self) -> Facts:
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
            policy = replace(disclosure.Policy(), k=settings().k)
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
    k = settings().k
    policy = replace(disclosure.Policy(), k=k)
    return once(
        published,
        ("figure", metric_id, question, view, k, with_pools, with_beside),
        lambda: ask(
            published, metric_id, question, view, policy, with_pools=with_pools, with_beside=with_beside
        ),
    )


PAINTING_SECONDS = 0.15  # a browser on the same machine draws a page's charts in less
FIGURES_AT_ONCE = 8


def what_stands_out(ask: Ask, between: Callable[[], object] = lambda: None) -> StandingOut:
    """Groups whose core figures differ from the other groups' outside the noise; found once a build and filter.

    It stands below the charts and takes as long as they do, so it first leaves the processor to the browser that draws
    them. between: called now and then, so that whoever waits can be told to stop.
    """

    def found() -> StandingOut:
        time.sleep(PAINTING_SECONDS)
        return standing_out(_each(_core_by_group(ask), between))

    key = ("what_stands_out", ask.where, ask.since, ask.until, ask.view, settings().k)
    return once(ask.published, key, found)


def _each(figures: Iterable[Released], between: Callable[[], object]) -> Iterable[Released]:
    for place, released in enumerate(figures):
        yield released
        if place % FIGURES_AT_ONCE == 0:
            between()


def _core_by_group(ask: Ask) -> Iterable[Released]:
    """Every figure that groups are compared by, cut by each breakdown with at least two known groups."""
    for metric in filter(is_compared, catalog().values()):
        is_told_as_bands = ask.view == "publishable" and not (
            metric.unit == "percent" and metric.of in PERSONS  # all else is published without an interval
        )
        if is_told_as_bands or locked(ask.published, metric.id):
            continue
        for released in _by_group(ask, metric):
            yield _still_here(released) if metric.of == "student" else released


def _by_group(ask: Ask, metric: Metric) -> Iterable[Released]:
    """The figure by each breakdown in which the filters leave two known groups of what it counts, or more."""
    question = fitting(metric.id, ask.question())
    applies = measure.dimensions_for(metric)
    names = [
        name for name in dimensions().compared if name in applies and len(_groups_left(ask, metric, name)) > 1
    ]
    if ask.view == "publishable":  # made of more than one query: bands, and classes pooled
        return (figure(ask.published, metric.id, replace(question, by=(name,)), ask.view) for name in names)
    policy = replace(disclosure.Policy(), k=settings().k)
    results = measure.measure_by_group(ask.published, metric.id, question) if names else {}
    return [disclosure.release(results[name], ask.view, policy) for name in names]


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


def whole_of(ask: Ask, cut: Released) -> Released:
    """The same figure, not cut."""
    return figure(ask.published, cut.metric.id, replace(cut.question, by=()), ask.view)


def people_talked_to(ask: Ask) -> int | None:
    """Contacts with a held interview in the dates; None where it may not or cannot be said."""
    if ask.view != "working" or ask.where:
        return None
    key = ("people_talked_to", ask.since, ask.until)
    return once(ask.published, key, lambda: _people_talked_to(ask.published, ask.since, ask.until))


def _people_talked_to(published: Published, since: date | None, until: date | None) -> int:
    rows = published.query(
        """
select count(distinct contact_key) as contacts
from marts.interviews
where status = 'held'
  and ($since::date is null or held_on >= $since::date)
  and ($until::date is null or held_on <= $until::date)
""",
        {"since": since, "until": until},
    )
    return int(rows[0]["contacts"])


def newest_class(published: Published, chosen: tuple[str, ...] = ()) -> str:
    """The newest class of graduates (among those chosen), "" where there is none."""
    known = once(published, ("classes",), lambda: _classes(published))
    return next((name for name in known if not chosen or name in chosen), "")


def _classes(published: Published) -> tuple[str, ...]:
    rows = published.query(
        """
select class_year
from marts.graduates
where class_year <> 'Unknown'
group by class_year
order by class_year desc
"""
    )
    return tuple(row["class_year"] for row in rows)


# -- comparing -------------------------------------------------------------------------------------

# Who can be put on a side, in the order offered; never by advisor.
GROUPED_BY = (
    "college",
    "program",
    "class_year",
    "campus",
    "degree_level",
    "is_first_generation",
    "is_transfer",
    "is_international",
    "gender",
    "race_ethnicity",
    "channel",
    "mode",
    "major",
)


def groups(published: Published) -> Mapping[str, tuple[str, str]]:
    """Every known group by its name: {"College: School of Business": ("college", "School of Business")}."""
    return once(published, ("group_names",), lambda: _groups(published))


def _groups(published: Published) -> dict[str, tuple[str, str]]:
    return {
        f"{wording.title(dimension)}: {wording.segment_value(dimension, value)}": (dimension, value)
        for dimension in GROUPED_BY
        for value in measure.segment_domain(published, dimension)
        if value.lower() != "unknown"
    }


def does_not_apply(metric_id: str, where: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The dimensions among these filters that mean nothing for a figure."""
    applies = measure.dimensions_for(metric_id)
    return tuple(dict.fromkeys(dimension for dimension, _ in where if dimension not in applies))


# -- what the last import changed -------------------------------------------------------------------


@dataclass(frozen=True)
class Update:
    """What lies between the build before and this one. came_in, went: rows of the ledger, oldest first.

    before: None where no earlier build is kept; came_in is then the newest import alone.
    """

    came_in: tuple[Mapping[str, Any], ...]
    went: tuple[Mapping[str, Any], ...]
    before: Published | None


def last_update(published: Published) -> Update:
    """What came in, and what was undone, since the build before."""
    return once(published, ("last_update",), lambda: _last_update(published, Warehouse(folder())))


_LIVE = "select * from ledger.imports where status = 'live' order by import_id"


def _last_update(published: Published, warehouse: Warehouse) -> Update:
    now = {row["import_id"]: row for row in published.query(_LIVE)}
    try:
        before = warehouse.published_before()
    except UserError:  # damaged, or written by another version of the engine: as good as gone
        before = None
    if before is None:
        return Update(tuple(now.values())[-1:], (), None)
    then = {row["import_id"]: row for row in before.query(_LIVE)}
    return Update(
        came_in=tuple(row for number, row in now.items() if number not in then),
        went=tuple(row for number, row in then.items() if number not in now),
        before=before,
    )


def to_the_newest_of_both(ask: Ask) -> Ask:
    """The question up to the newest day either build knows, where it ends at the newest day of this one."""
    before = last_update(ask.published).before
    newest = facts_of(before).newest if before else None
    if ask.until is None or newest is None or ask.until != ask.facts.newest:
        return ask
    return replace(ask, until=max(ask.until, newest))


def figure_before(ask: Ask, metric_id: str) -> Released | None:
    """The figure as the build before would have told it, to the very same question; None where it cannot."""
    before = last_update(ask.published).before
    if before is None:
        return None
    try:
        return replace(ask, published=before, leaving=None).figure(metric_id)
    except (UserError, StoreFault):  # a group or class it did not know; a column this version has added
        return None


def catalog() -> dict[str, Metric]:
    """Every figure's definition by id."""
    return measure.catalog()


def dimensions_of(metric_id: str) -> tuple[str, ...]:
    """What a figure can be cut and filtered by."""
    return measure.dimensions_for(metric_id)


def gaps_over() -> tuple[str, ...]:
    """What a gap between groups can be taken over: everybody is in one group, and the groups are of people."""
    return tuple(dimensions().groups)


def every_dimension() -> tuple[str, ...]:
    """Everything some figure can be cut by."""
    return tuple(dict.fromkeys(name for names in dimensions().applies.values() for name in names))


def source_catalog() -> Mapping[str, Source]:
    """Every source that can be uploaded, by id."""
    return sources()


# -- what the office keeps --------------------------------------------------------------------------


def plans() -> Plans:
    """Targets, notes and saved views of this office."""
    return Plans(folder())


def office_store() -> Office:
    """The office's own small store, beside the warehouse."""
    return Office(folder())


# -- who is who -------------------------------------------------------------------------------------


def is_there_who_is_who() -> bool:
    """Whether anything waits for a decision, or was decided: else the page is not offered."""
    try:
        published = current()
    except UserError:  # the page itself says so
        return False
    return published is not None and _is_there_who_is_who(published, str(published.path))


@st.cache_data(max_entries=16, show_spinner=False)
def _is_there_who_is_who(_published: Published, build: str) -> bool:
    made = _published.query(
        "select count(*) as n from duckdb_tables() where schema_name = 'marts' and table_name = 'suggestions'"
    )
    if not made[0]["n"]:  # a build of an earlier version
        return False
    held = _published.query(
        "select (select count(*) from marts.suggestions) + (select count(*) from ledger.decisions) as n"
    )
    return bool(held[0]["n"])


@st.cache_data(max_entries=16, show_spinner=False)
def _suggestions(_published: Published, build: str) -> list[Suggestion]:
    return suggestions(_published)


def who_is_who(published: Published) -> list[Suggestion]:
    """Suggestions that wait for a yes or a no, by kind, the most certain first."""
    return _suggestions(published, str(published.path))


def decisions_made(published: Published) -> list[Decision]:
    """Decisions that stand, newest first."""
    rows = published.query("select * from ledger.decisions where undone_at is null order by decision_id desc")
    return [Decision(**row) for row in rows]


def history(published: Published) -> list[dict[str, Any]]:
    """Every import, newest first."""
    return published.query("select * from ledger.imports order by import_id desc")


# -- the logs themselves ----------------------------------------------------------------------------


def locked(published: Published, metric_id: str) -> str:
    """Why a figure has nothing to stand on yet and which file unlocks it; "" where it is open."""
    return once(published, ("locked", metric_id), lambda: measure.is_locked(published, metric_id) or "")


def _stopped_programs(published: Published) -> tuple[str, ...]:
    rows = published.query("select program from marts.program_logs where is_stopped order by program")
    return tuple(row["program"] for row in rows)


def stopped_programs(ask: Ask) -> tuple[str, ...]:
    """Programs whose log stopped a while before the newest entry; not for publication."""
    if ask.view == "publishable":
        return ()
    return once(ask.published, ("stopped_programs",), lambda: _stopped_programs(ask.published))


def office_calendar() -> dict[str, Any]:
    """The office's terms and the first day of its year, as the time charts take them."""
    office = settings()
    month, day = (int(part) for part in office.academic_year_start.split("-"))
    return {
        "terms": tuple((term.name, term.first_month) for term in office.terms),
        "year_start": (month, day),
    }


def late_weeks(ask: Ask) -> tuple[str, ...]:
    """Weeks of which a third of the log rows came in late; only where exact counts may be seen."""
    if ask.view == "publishable" or ask.since is None or ask.until is None:
        return ()
    since, until = ask.since, ask.until
    return once(ask.published, ("late_weeks", since, until), lambda: _late_weeks(ask.published, since, until))


def _late_weeks(published: Published, since: date, until: date) -> tuple[str, ...]:
    rows = published.query(
        """
select date_trunc('week', held_on)::date as week
from marts.log_rows cross join marts.settings
where held_on between $since and $until and logged_days is not null
group by all
having count(*) >= 10 and avg((logged_days > late_log_days)::integer) > 1 / 3
order by week
""",
        {"since": since, "until": until},
    )
    return tuple(row["week"].isoformat() for row in rows)


def build_name() -> str:
    """The build in use, "" before the first one."""
    return Warehouse(folder()).current_build() or ""
