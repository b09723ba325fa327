"""A report with its figures: what its plan asks for, as one view may see it. Pure but for the asking; no files.

What cannot be shown is a sentence in its part and in `left_out`; nothing of a plan vanishes without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.asking.facts import catalog, locked
from dashboard.asking.leaving import leaving_as
from dashboard.asking.presets import PRESETS, preset_dates
from dashboard.asking.question import Ask, does_not_apply
from dashboard.asking.served import handed_out, settings
from dashboard.charts.face import definition
from dashboard.charts.spec import Exhibit
from dashboard.figures import exhibits, sentences
from dashboard.figures.card_words import NOTHING_MATCHES, beside_words, certainty, reason, why_hidden
from dashboard.figures.declared import Panel
from dashboard.figures.mark_names import NEWEST_CLASS, core_of, core_of_number, core_of_subject
from dashboard.figures.sentences import Answer
from dashboard.figures.values import first, value_words
from dashboard.reports import student_lists
from dashboard.reports.plan import OF_A_CLASS, Plan, Section, Supplied, panel_of
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.figures.results import Metric, Question, View
from pipelines.release.ask import policy_of
from pipelines.release.disclosure import check_question, notice

# What begins a part, and of whom each is asked.
ANSWERS: Mapping[str, Callable[[Ask], Answer]] = {
    "home": sentences.home,
    "outreach": sentences.outreach,
    "interviews": sentences.interviews,
    "referrals": sentences.referrals,
    "outcomes": lambda asked: sentences.outcomes(exhibits.of_newest_class(asked)),
    "growth": lambda asked: sentences.growth(asked if sentences.has_growth(asked) else asked.without_dates()),
}


@dataclass(frozen=True)
class Number:
    """One figure as a number: its value as people write it, then n, interval and what stands beside it."""

    metric_id: str
    title: str
    value: str
    below: str
    mark: str = ""  # what asks for it again


@dataclass(frozen=True)
class Chart:
    """One chart: its finding as a title, below it which figure, of which time, of whom, of how many."""

    key: str
    title: str
    below: str
    exhibit: Exhibit
    is_table: bool

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands below it in every format; whom the dates leave out, the report says once."""
        return wording.but_left_out(self.exhibit.spec.notes)


@dataclass(frozen=True)
class LeftOut:
    """One thing of a plan that cannot be shown, and why."""

    title: str
    why: str


@dataclass(frozen=True)
class Part:
    """A section with its figures. left_out: what of its plan cannot be shown."""

    heading: str
    says: str = ""
    lede: str = ""
    numbers: tuple[Number, ...] = ()
    charts: tuple[Chart, ...] = ()
    words: str = ""
    supplied: tuple[Supplied, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    mark: str = ""  # what asks again for what it says
    code: str = ""  # by which what left can be looked up; "" until it leaves

    @property
    def told(self) -> tuple[Number, ...]:
        """Its numbers, then those the office typed, marked as such."""
        typed = (
            Number("", one.label, one.value, f"Supplied by the office: {one.source}") for one in self.supplied
        )
        return (*self.numbers, *typed)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The office's own words."""
        return tuple(line for line in self.words.split("\n") if line)

    @property
    def reasons(self) -> tuple[str, ...]:
        """A sentence for each reason, with all that is left out for it."""
        whys = dict.fromkeys(one.why for one in self.left_out)
        return tuple(
            f"{wording.listed(one.title for one in self.left_out if one.why == why)}. {why}" for why in whys
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing but reasons is left of it."""
        return not (self.says or self.numbers or self.charts or self.words or self.supplied)


@dataclass(frozen=True)
class Method:
    """What one figure counts: a line of the appendix."""

    metric_id: str
    title: str
    definition: str
    caveats: tuple[str, ...]

    @property
    def words(self) -> str:
        """The definition and all that must be known beside it."""
        return " ".join((self.definition, *self.caveats))


@dataclass(frozen=True)
class Report:
    """A report ready to be written in any format. filters, period, as_of: in words; view_notice: on every page."""

    name: str
    title: str
    says: str
    office: str
    period: str
    filters: str
    as_of: str
    build: str
    view: View
    view_notice: str
    is_synthetic: bool
    parts: tuple[Part, ...]
    methods: tuple[Method, ...]
    warnings: tuple[str, ...] = ()  # for whoever releases it, on no page
    mark: str = ""  # what asks again for the line about it
    code: str = ""  # by which all of it can be looked up; "" until it leaves

    @property
    def exhibits(self) -> Iterator[Chart]:
        return (chart for part in self.parts for chart in part.charts)

    @property
    def left_out(self) -> tuple[str, ...]:
        """What could not be shown, with the part it was to stand in."""
        return tuple(f"{part.heading}: {why}" for part in self.parts for why in part.reasons)


Days = tuple[date | None, date | None]


def dates_of(plan: Plan, asked: Ask) -> tuple[date | None, date | None, str]:
    """What a plan's dates mean now: the first and the last day, and the newest class."""
    of_a_class = plan.dates == OF_A_CLASS
    days = (None, None) if of_a_class else preset_dates(plan.dates, asked.facts.newest, settings())
    return *days, exhibits.newest_class(asked.narrowed(plan.where))


def _time(plan: Plan, asked: Ask, days: Days | None = None) -> tuple[Ask, str]:
    """Whom a plan's dates choose, and the time in words."""
    if plan.dates == OF_A_CLASS:
        newest = exhibits.newest_class(asked)
        return asked.without_dates(), f"Class of {newest}" if newest.isdigit() else "All classes"
    since, until = days or preset_dates(plan.dates, asked.facts.newest, settings())
    said = PRESETS[plan.dates] if since else ""
    return replace(asked, since=since, until=until, period_words=said), wording.period(since, until)


def asked_by(plan: Plan, asked: Ask, view: View) -> Ask:
    """What a plan asks of whom `asked` chooses: with its filters and dates, in a view."""
    of_plan, _ = _time(plan, asked.narrowed(plan.where))
    return replace(of_plan, view=view)


def assembled(
    plan: Plan, asked: Ask, view: View, *, is_trial: bool = False, days: Days | None = None
) -> Report:
    """The report of a plan, of whom `asked` chooses, as a view may see it.

    asked: filters alone; the plan says the dates. is_trial: to look at it; what leaves is not remembered, as it is
    when a file is made of it. days: those its dates meant once, where they are to mean them still. Raises
    QuestionError where the view forbids the filters.
    """
    office = settings()
    of_plan, period = _time(plan, asked.narrowed(plan.where), days)
    # once for all: a filter the view forbids would else be a reason beside each chart
    check_question(Question(where=of_plan.where), view, policy_of(office))
    leaving, ledger = leaving_as(of_plan, view, is_trial=is_trial)
    dates = NEWEST_CLASS if plan.dates == OF_A_CLASS else PRESETS[plan.dates].casefold()
    parts = tuple(_part(leaving, section, dates) for section in plan.sections)
    if view != "publishable" and not is_trial:
        handed_out().note(
            f"Report: {plan.title}",
            view,
            f"{wording.filters(of_plan.where)}; {period}",
            asked.published.build,
        )
    return Report(
        plan.name,
        plan.title,
        plan.says,
        office.office_name,
        period,
        wording.filters(of_plan.where),
        wording.day(asked.facts.newest) if asked.facts.newest else "not known",
        asked.published.build,
        view,
        notice(view, policy_of(office)),
        asked.facts.is_synthetic,
        parts,
        tuple(_methods(plan)),
        tuple(ledger.warnings),
        core_of_subject("report", of_plan, dates),
    )


def _part(asked: Ask, section: Section, dates: str) -> Part:
    asked = asked.narrowed(section.where)
    made = Part(section.heading, words=section.words, supplied=section.supplied)
    left_out: list[LeftOut] = []
    if section.answer:
        try:
            says, lede = ANSWERS[section.answer](asked)
            made = replace(
                made, says=f"{says}.", lede=lede, mark=core_of_subject(section.answer, asked, dates)
            )
        except UserError as error:
            left_out.append(LeftOut(section.heading, error.message))
    numbers, charts = [], []
    for metric_id in section.figures:
        metric = catalog()[metric_id]
        told = locked(asked.published, metric_id) or number_of(asked, metric, dates)
        if isinstance(told, Number):
            numbers.append(told)
        else:
            left_out.append(LeftOut(metric.title, told))
    for name in section.charts:
        panel = panel_of(name)
        shown = locked(asked.published, panel.metrics[0]) or chart_of(asked, panel, dates)
        if isinstance(shown, Chart):
            charts.append(shown)
        else:
            left_out.append(LeftOut(panel.title, shown))
    for name in section.students:
        listed = _students(asked, name)
        if isinstance(listed, Chart):
            charts.append(listed)
        else:
            left_out.append(LeftOut(student_lists.LISTS[name].title, listed))
    return replace(made, numbers=tuple(numbers), charts=tuple(charts), left_out=tuple(left_out))


def number_of(asked: Ask, metric: Metric, dates: str = "") -> Number | str:
    """The figure as a number; a sentence where it cannot be one. dates: of its mark, where they move with time."""
    of_whom = exhibits.of_newest_class(asked) if metric.of == "graduate" else asked
    try:
        released = of_whom.figure(metric.id)
    except UserError as error:
        return error.message
    cell = first(released.cells)
    if why := reason(cell):
        return f"{why}."
    beside = [beside_words(other) for other in released.beside if len(other.cells) == 1]
    below = [*_of_class(of_whom, metric, released.pooled), certainty(metric, cell), *beside, *released.pooled]
    mark = core_of_number(metric.id, asked, dates)
    return Number(metric.id, metric.title, value_words(metric, cell), " · ".join(filter(None, below)), mark)


def _of_class(asked: Ask, metric: Metric, pooled: Sequence[str] = ()) -> list[str]:
    """pooled: what is counted together; where that names the class, it is not of that class alone."""
    chosen = [value for dimension, value in asked.where if dimension == "class_year"]
    if metric.of != "graduate" or len(chosen) != 1 or any(chosen[0] in words for words in pooled):
        return []
    return [f"class of {chosen[0]}"]


def chart_of(page: Ask, panel: Panel, dates: str = "") -> Chart | str:
    """The chart of a panel; a sentence where nothing of it can be shown. dates: as of `number_of`."""
    asked = panel.of(page)
    try:
        exhibit = panel.draw(asked)
    except UserError as error:
        return error.message
    exhibit = replace(_without_way_out(exhibit), mark=core_of(panel, page, dates))
    spec = exhibit.spec
    if asked.view != "working" and spec.is_blank:
        return why_hidden(spec.notes)
    if not spec.categories:
        return NOTHING_MATCHES
    metric = catalog()[panel.metrics[0]]
    finding = spec.finding or panel.title
    time = [] if metric.of == "graduate" else [exhibit.period]
    whom = [*_of_class(asked, metric), *_not_narrowed(asked, metric)]
    named = panel.title if finding != panel.title else ""
    below = [named, *time, *whom, f"n = {exhibit.n}" if exhibit.n[:1].isdigit() else ""]
    return Chart(panel.key, finding, " · ".join(filter(None, below)), exhibit, panel.opens_as == "Table")


def _students(asked: Ask, name: str) -> Chart | str:
    """A list of names as a chart that stands as its table; a sentence where it may not be told, or nobody is on it."""
    try:
        exhibit = student_lists.exhibit(asked, name)
    except UserError as error:
        return error.message
    below = " · ".join((exhibit.spec.title, exhibit.period))
    return Chart(name, exhibit.spec.finding, below, exhibit, is_table=True)


def _without_way_out(exhibit: Exhibit) -> Exhibit:
    """Without what would show what is hidden: of use where one can try it, on a page."""
    if exhibit.way_out is None:
        return exhibit
    words = exhibit.way_out.words
    notes = tuple(note.removesuffix(words).strip() for note in exhibit.spec.notes)
    caveats = tuple(line.removesuffix(words).strip() for line in exhibit.caveats)
    return replace(exhibit, spec=replace(exhibit.spec, notes=notes), caveats=caveats, way_out=None)


def _not_narrowed(asked: Ask, metric: Metric) -> list[str]:
    """Filters that mean nothing for a figure, so that nobody takes it for narrower than it is."""
    left = does_not_apply(metric.id, asked.where)
    return [f"not narrowed by {wording.listed(wording.title(name).lower() for name in left)}"] if left else []


def _methods(plan: Plan) -> Iterator[Method]:
    used: dict[str, None] = {}
    for section in plan.sections:
        used |= dict.fromkeys(section.figures)
        for chart in section.charts:
            used |= dict.fromkeys(panel_of(chart).metrics)
    for metric_id in used:
        metric = catalog()[metric_id]
        yield Method(metric_id, metric.title, definition(metric), metric.caveats)
