"""What each page draws: for an ask, the exhibit. Pure but for the asking; no drawing, no widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from dashboard.asking import comparison, facts, logs, targets
from dashboard.asking.facts import catalog, locked
from dashboard.asking.question import Ask, policy
from dashboard.asking.served import settings
from dashboard.charts import (
    bars,
    calendar,
    compositions,
    funnel,
    gaps,
    led_to,
    nace,
    ranges,
    steps,
    time,
)
from dashboard.charts import nace_report as nace_report_table
from dashboard.charts.cumulative import cumulative
from dashboard.charts.exhibit import chart_for, exhibit_for, planned
from dashboard.charts.findings import Finding, with_finding
from dashboard.charts.marks import Marks, marks_of
from dashboard.charts.names import segment_name
from dashboard.charts.readings import left_out
from dashboard.charts.spec import ChartSpec, ChartTable, Exhibit, Reference
from pipelines.errors import UserError
from pipelines.figures import wording
from pipelines.figures.blanks import Blank
from pipelines.figures.results import Cell, Released
from pipelines.release.changes import in_words


class NothingYet(UserError):
    """There is nothing to draw until a file says more; not a mistake of anybody's."""


FEW = 30  # below this many new contacts a week says little: months
MOST_WEEKS = 60  # above this many weeks an axis cannot be read: months


def exhibit(
    asked: Ask,
    released: Released,
    before: Released | None = None,
    spec: ChartSpec | None = None,
    table: ChartTable | None = None,
) -> Exhibit:
    """The face of a chart: definition, filters, period, as_of, n, caveats, view, synthetic or not."""
    face = exhibit_for(
        released,
        before,
        spec=spec,
        table=table,
        is_synthetic=asked.facts.is_synthetic,
        policy=policy(),
        goals=settings().practice_goals,
    )
    target = targets.target_of(asked, released.metric)
    notes = [(note.day, note.text) for note in asked.standing.notes]
    return planned(face, released.metric, target.value if target else None, notes)


def _marks(released: Released | None) -> Marks | None:
    return marks_of(released) if released else None


def brief(released: Released) -> Released:
    """Cells labeled for a mark on a chart: "47%", not "47% (n = 214)"; the table has the numbers behind it."""
    cells = tuple(replace(cell, label=cell.written or cell.label) for cell in released.cells)
    return replace(released, cells=cells, beside=tuple(brief(other) for other in released.beside))


def figure(asked: Ask, metric_id: str, by: Sequence[str] | str = ()) -> Released:
    return brief(asked.figure(metric_id, by))


def present(released: Released) -> Released:
    """Without the segments that have nothing in them, which only exact counts tell; other blanks stay and say why."""
    return replace(released, cells=tuple(cell for cell in released.cells if cell.blank is not Blank.NO_DATA))


def a_year_before(asked: Ask, metric_id: str, step: str) -> tuple[Released | None, str]:
    """What a trend is laid over: weeks over the same academic weeks of the year before, months over the same dates.

    And, where it is laid over nothing, why.
    """
    earlier = comparison.a_year_before(asked, metric_id, step)
    return (figure(earlier.asked.alone(), metric_id, step) if earlier.asked else None), earlier.reason


def counted_over_time(asked: Ask, metric_id: str, *, is_total_said: bool = False) -> Exhibit:
    """A count week by week, last year behind it, terms marked, weeks of late logging shaded.

    The sentence compares the same dates, as the page's cards do. is_total_said: it names the busiest week instead.
    """
    whole = asked.figure(metric_id)
    total = whole.cells[0] if whole.cells else None
    step = step_of_time(asked, total.value if total else None)
    now, (before, why_not) = figure(asked, metric_id, step), a_year_before(asked, metric_id, step)
    then = comparison.a_year_before(asked, metric_id).figure(metric_id)
    changed = comparison.changed(asked, whole.metric, total, then.cells[0] if then and then.cells else None)
    late = logs.late_weeks(asked) if step == "week" else ()
    spec = time.over_time(
        marks_of(now), _marks(before), late=late, change="" if is_total_said else in_words(changed)
    )
    return exhibit(asked, now, before, _adding(spec, why_not))


def step_of_time(asked: Ask, how_many: float | None) -> str:
    """Weeks where there is enough to see and not too much to read, else months."""
    if asked.since is None or asked.until is None:
        return "month"
    weeks = (asked.until - asked.since).days / 7
    return "month" if weeks > MOST_WEEKS or (how_many or 0) < FEW else "week"


# -- outreach --------------------------------------------------------------------------------------


def new_contacts(asked: Ask) -> Exhibit:
    """New contacts week by week."""
    return counted_over_time(asked, "outreach_volume")


def outreach_calendar(asked: Ask) -> Exhibit:
    """New contacts day by day; by weekday and month where exact days may not be seen, or are too many."""
    step = step_of_time(asked, FEW) if asked.view == "working" else "month"
    days = figure(asked, "outreach_volume", (step, "weekday"))
    spec = calendar.calendar(marks_of(days), marks_of(figure(asked, "outreach_volume", "weekday")))
    return exhibit(asked, days, spec=spec)


def how_found(asked: Ask) -> Exhibit:
    """Bars by how contacts were found, the share that replied as label."""
    mix, replied = figure(asked, "channel_mix"), figure(asked, "response_rate", "channel")
    return exhibit(asked, mix, spec=bars.by_category(marks_of(mix), marks_of(replied)))


# -- any figure ------------------------------------------------------------------------------------


def among_the_others(asked: Ask, dimension: str, draw: Callable[[Ask], Exhibit]) -> Exhibit:
    """A chart of groups, where a filter chooses some of them: those are marked and the others stay to compare.

    What is chosen and has nothing to show on it leaves the chart as the filter has it.
    """
    chosen = {value for name, value in asked.where if name == dimension}
    if not chosen:
        return draw(asked)
    made = draw(asked.beyond(dimension))
    spec = made.spec
    names = tuple(
        category
        for category, value in zip(spec.categories, spec.segments, strict=False)
        if value in chosen and spec.dimension == dimension
    )
    if not names or spec.is_blank:
        return draw(asked)
    said = f"Chosen: {wording.listed(names)}; the others are shown to compare."
    return replace(made, spec=_adding(replace(spec, chosen=names, notes=(*spec.notes, said)), said))


CUTS = (
    "college",
    "program",
    "class_year",
    "degree_level",
    "is_first_generation",
    "is_transfer",
    "interviews_held",
)


def cut_words(dimension: str) -> str:
    """A cut as a reader chooses it and as an address names it."""
    return f"By {wording.title(dimension).lower()}"


@dataclass(frozen=True)
class BySegment:
    """A figure cut by one dimension; a panel that holds one lets a reader choose another."""

    metric_id: str
    dimension: str

    def __call__(self, asked: Ask) -> Exhibit:
        return among_the_others(asked, self.dimension, self.of)

    def of(self, asked: Ask) -> Exhibit:
        """The chart of whom the filters choose."""
        dimension = self.dimension
        released = present(figure(asked, self.metric_id, dimension))
        if released.cells and all(cell.segment[dimension] == "Unknown" for cell in released.cells):
            raise NothingYet(
                f"{wording.title(dimension)} is not known for anybody counted here."
                " A roster that fills it unlocks this."
            )
        return exhibit(asked, released, spec=_with_whole(asked, self.metric_id, self.drawn(asked, released)))

    def drawn(self, asked: Ask, released: Released) -> ChartSpec:
        """Bars; a median with its quartiles, a rate with the range unknowns allow."""
        return chart_for(marks_of(released))

    @property
    def title(self) -> str:
        """ "Students reached by college"."""
        return f"{catalog()[self.metric_id].title} {cut_words(self.dimension).lower()}"

    def by(self, dimension: str) -> BySegment:
        return replace(self, dimension=dimension)

    @property
    def cuts(self) -> tuple[str, ...]:
        """What it can be cut by: its own first."""
        applies = facts.dimensions_of(self.metric_id)
        return (self.dimension, *(name for name in CUTS if name in applies and name != self.dimension))


def _with_whole(asked: Ask, metric_id: str, spec: ChartSpec) -> ChartSpec:
    """Dots with the same figure of all rows together, as a dotted line; only to those who see exact figures.

    A gap has no whole; a figure with kinds of its own has one a kind.
    """
    metric = catalog()[metric_id]
    is_whole = spec.kind == "dots" and len(spec.series) == 1 and spec.unit == metric.unit
    if asked.view != "working" or metric.category or metric.aggregate == "difference" or not is_whole:
        return spec
    mark = marks_of(figure(asked, metric_id)).only
    if mark.value is None:
        return spec
    return replace(spec, whole=Reference(mark.value, f"All {mark.label}"))


MANY_GROUPS = ("program", "major")


@dataclass(frozen=True)
class Funnel(BySegment):
    """A rate by program or major against the students behind it: who differs by more than chance, no ranking.

    Cut by anything else it is bars: a few groups make no funnel.
    """

    def drawn(self, asked: Ask, released: Released) -> ChartSpec:
        if self.dimension not in MANY_GROUPS or not released.cells:
            return super().drawn(asked, released)
        return funnel.funnel(marks_of(released), marks_of(figure(asked, self.metric_id)))

    @property
    def cuts(self) -> tuple[str, ...]:
        applies = [name for name in MANY_GROUPS if name in facts.dimensions_of(self.metric_id)]
        return tuple(dict.fromkeys((self.dimension, *applies, *super().cuts)))


@dataclass(frozen=True)
class Gaps(BySegment):
    """A gap between groups and those never shown without it, each group against all others, in one chart."""

    def drawn(self, asked: Ask, released: Released) -> ChartSpec:
        return gaps.gaps(marks_of(released))

    @property
    def cuts(self) -> tuple[str, ...]:
        """Not by class: a page asks for one of them."""
        return tuple(name for name in super().cuts if name in facts.gaps_over() and name != "class_year")


def as_it_comes(metric_id: str, by: Sequence[str] | str = (), dates: bool = True) -> Callable[[Ask], Exhibit]:
    """A figure in the chart its definition names."""

    def draw(asked: Ask) -> Exhibit:
        return exhibit(asked, figure(asked if dates else asked.without_dates(), metric_id, by))

    return draw


def over_time(metric_id: str, dates: bool = True) -> Callable[[Ask], Exhibit]:
    """A figure month by month, against last year; without the dates, over all there are."""

    def draw(asked: Ask) -> Exhibit:
        asked = asked if dates else asked.without_dates()
        now = figure(asked, metric_id, "month")
        before, why_not = a_year_before(asked, metric_id, "month")
        return exhibit(asked, now, before, _adding(time.over_time(marks_of(now), _marks(before)), why_not))

    return draw


# -- research --------------------------------------------------------------------------------------


def research(metric_id: str) -> Callable[[Ask], Exhibit]:
    """A figure to be read with its caveats first: what of it cannot be shown is told in a sentence, not drawn empty.

    Graduates are counted by class, so dates are not used for them. Raises NothingYet where nothing can be shown.
    """
    metric = catalog()[metric_id]
    by = "college" if metric.of == "graduate" and metric.aggregate == "count" else ()

    def draw(asked: Ask) -> Exhibit:
        released = present(figure(asked.without_dates() if metric.of == "graduate" else asked, metric_id, by))
        reasons = not_shown(released)
        if len(reasons) == len(released.cells) and not any(cell.is_few for cell in released.cells):
            raise NothingYet(_nothing_of(released, tuple(reasons.values())))
        marks = marks_of(released)
        return exhibit(asked, released, spec=_saying_why(chart_for(marks), left_out(marks.rows), reasons))

    return draw


def not_shown(released: Released) -> dict[str, str]:
    """{group: why nothing of it is shown}: {"6+": "too few to adjust"}, from what was released."""
    return {
        ", ".join(segment_name(name, value) for name, value in cell.segment.items()): _reason(cell)
        for cell in released.cells
        if cell.value is None and cell.band is None
    }


def _reason(cell: Cell) -> str:
    if cell.is_few:
        return f"too few for a rate, {cell.written}"
    why = cell.label.removeprefix(f"{Blank.HIDDEN.word}: ")
    return why[:1].lower() + why[1:]


def _nothing_of(released: Released, reasons: Sequence[str]) -> str:
    why = wording.listed(dict.fromkeys(reasons)) or "nobody it could count"
    asked = released.question
    wider = [
        "fewer filters" if asked.where else "",
        "longer dates" if asked.since or asked.until else "",
    ]
    way_out = wording.listed(filter(None, wider), "or")
    return f"This chart can't be shown: {why}." + (f" Try {way_out}." if way_out else "")


def _saying_why(spec: ChartSpec, counted: str, reasons: Mapping[str, str]) -> ChartSpec:
    """The chart, whose reading names the groups it does not show, instead of counting them."""
    if not reasons:
        return spec
    named = wording.listed(f"{group} ({why})" for group, why in reasons.items())
    told = spec.reading.replace(counted, "") if counted else spec.reading
    return _reading(spec, f"{told} Not shown: {named}.")


# -- interviews ------------------------------------------------------------------------------------


def bands(asked: Ask) -> Exhibit:
    """0 / 1 / 2 / 3-5 / 6+ interviews: a row per program, or per college where there are no programs."""
    programs = [name for name in asked.facts.options["program"] if name != "Unknown"]
    by = "program" if programs else "college"

    def of(asked: Ask) -> Exhibit:
        released = present(figure(asked, "interview_bands", by))
        return exhibit(asked, released, spec=compositions.composition(marks_of(released)))

    return among_the_others(asked, by, of)


def reached_so_far(asked: Ask) -> Exhibit:
    """Share with a first interview by the end of each week, this year and last."""
    step = step_of_time(asked, FEW)
    now = figure(asked, "first_interview", step)
    before, why_not = a_year_before(asked, "first_interview", step)
    return exhibit(asked, now, before, _adding(cumulative(marks_of(now), _marks(before)), why_not))


def first_interview_by(dimension: str) -> Callable[[Ask], Exhibit]:
    """Who has started by when: the share with a first interview, a line a group."""

    def draw(asked: Ask) -> Exhibit:
        return exhibit(asked, figure(asked, "first_interview", (step_of_time(asked, FEW), dimension)))

    return draw


def held_over_time(asked: Ask) -> Exhibit:
    """Interviews held week by week."""
    return counted_over_time(asked, "interview_volume")


def busiest_weeks(metric_id: str) -> Callable[[Ask], Exhibit]:
    """A count week by week where how many there were in all is said elsewhere on the page."""
    return partial(counted_over_time, metric_id=metric_id, is_total_said=True)


# -- referrals -------------------------------------------------------------------------------------

STEPS = (
    ("Asked for a name", "referral_ask_rate"),
    ("Left with a name", "referral_any_rate"),
    ("With permission", "permission_rate"),
    ("Name contacted", "referral_activation_rate"),
    ("Name interviewed", "referral_conversion_rate"),
)


def names_given(asked: Ask) -> Exhibit:
    """Interviews by names given: 0 / 1 / 2 / 3-4 / 5+ / not recorded."""
    released = figure(asked, "names_given")
    return exhibit(asked, released, spec=compositions.distribution(marks_of(released)))


def referral_steps(asked: Ask) -> Exhibit:
    """Asked, named, permitted, contacted, interviewed: each step of its own eligible n."""
    stages = [
        (name, figure(asked, metric_id))
        for name, metric_id in STEPS
        if not locked(asked.published, metric_id)
    ]
    if not stages:
        raise UserError(
            "No step has what it needs yet: each needs a column of the interview or referral log."
        )
    face = next(
        (released for name, released in stages if released.metric.id == "referral_any_rate"), stages[0][1]
    )
    return exhibit(asked, face, spec=steps.steps([(name, marks_of(released)) for name, released in stages]))


# -- outcomes --------------------------------------------------------------------------------------


def newest_class(asked: Ask) -> str:
    """The newest class the filters leave that has graduates; "" where there is none."""
    chosen = [value for dimension, value in asked.where if dimension == "class_year"]
    return facts.newest_class(asked.published, tuple(chosen))


def of_newest_class(asked: Ask) -> Ask:
    """The same of the newest class, whatever the dates: graduates are counted by their class."""
    newest = newest_class(asked)
    return asked.without_dates().only(class_year=newest) if newest else asked.without_dates()


def of_all_classes(asked: Ask) -> str:
    """What a heading adds where the same figures stand elsewhere of one class: "" where a filter chooses some."""
    return "" if any(name == "class_year" for name, _ in asked.where) else " (all classes)"


def outcomes_by_class(asked: Ask) -> Exhibit:
    """One stacked bar a class, of all graduates, unknown included."""

    def of(graduates: Ask) -> Exhibit:
        released = present(figure(graduates, "outcome_mix", "class_year"))
        return exhibit(graduates, released, spec=compositions.outcomes_by_class(marks_of(released)))

    return among_the_others(asked.without_dates(), "class_year", of)


def outcome_parts(graduates: Ask) -> ChartSpec:
    """What became of one class, as one bar."""
    released = present(figure(graduates.alone(), "outcome_mix", "class_year"))
    return compositions.composition(marks_of(released), groups=compositions.OUTCOME_GROUPS)


def outcomes_by_college(asked: Ask) -> Exhibit:
    """Dots: the outcomes rate of the newest class by college, with the range unknowns allow."""
    graduates = of_newest_class(asked)

    def of(graduates: Ask) -> Exhibit:
        released = present(figure(graduates, "career_outcomes_rate", "college"))
        spec = ranges.ranges(marks_of(released))
        return exhibit(graduates, released, spec=_with_whole(graduates, "career_outcomes_rate", spec))

    return among_the_others(graduates, "college", of)


def nace_table(asked: Ask) -> Exhibit:
    """100 % bars by degree level, by college where there is one level; the table has both, every outcome apart."""
    graduates = asked.without_dates()
    has_kinds = not locked(asked.published, "employment_type_mix")
    cuts = [
        nace.Cut(
            by,
            marks_of(graduates.figure("outcome_status_mix", by, with_pools=False)),
            marks_of(graduates.figure("career_outcomes_rate", by, with_pools=False)),
            marks_of(graduates.figure("employment_type_mix", by, with_pools=False)) if has_kinds else None,
        )
        for by in nace.CUTS
    ]
    table = nace.table(cuts)
    by = "degree_level" if nace.how_many(cuts, "degree_level") > 1 else "college"
    spec = compositions.composition(
        marks_of(present(brief(graduates.figure("outcome_mix", by, with_pools=False)))),
        groups=compositions.OUTCOME_GROUPS,
        title=f"Outcomes by {wording.title(by).lower()}",
    )
    return exhibit(asked, cuts[0].outcomes.released, spec=_reading(spec, nace.reading(cuts)), table=table)


NACE_PARTS = ("outcome_status_mix", "employed_as_mix")
NACE_OTHERS = {
    "Mean salary": "mean_salary_usd",
    "Median salary": "median_salary_usd",
    "Knowledge rate": "knowledge_rate",
    "Career outcomes rate": "career_outcomes_rate",
    "Survey response rate": "survey_response_rate",
}


def nace_report(asked: Ask) -> Exhibit:
    """The table NACE asks for, by CIP code and degree level; its chart is that of the degree levels."""
    graduates = asked.without_dates()

    def of(by: tuple[str, ...], metric_id: str) -> Marks:
        return marks_of(graduates.figure(metric_id, by, with_pools=False))

    shown = [name for name in (*NACE_PARTS, *NACE_OTHERS.values()) if not locked(asked.published, name)]
    cuts = [
        nace_report_table.Cut(
            by,
            of(by, "knowledge_rate"),
            tuple(of(by, name) for name in NACE_PARTS if name in shown),
            {heading: of(by, name) for heading, name in NACE_OTHERS.items() if name in shown},
            of(by, "median_salary_usd") if "median_salary_usd" in shown else None,
        )
        for by in nace_report_table.CUTS
    ]
    table = nace_report_table.table(cuts)
    face = cuts[0].parts[0].released
    spec = compositions.composition(
        marks_of(present(brief(graduates.figure("outcome_mix", "degree_level", with_pools=False)))),
        groups=compositions.OUTCOME_GROUPS,
        title="Outcomes as NACE asks for them",
    )
    made = exhibit(asked, face, spec=spec, table=table)
    return replace(made, sheets=nace_report_table.sheets(table, [catalog()[name] for name in shown]))


CONVERSATIONS = ("informational_interview", "referral")  # ways to a job that are one


def how_jobs_were_found(asked: Ask) -> Exhibit:
    """Bars by how jobs were found; ways nobody named are left to the table; conversations together in words."""
    released = figure(asked.without_dates(), "found_through_share")
    named = replace(released, cells=tuple(cell for cell in released.cells if cell.numerator != 0))
    spec = chart_for(marks_of(named if named.cells else released))
    together = next((other.cells[0] for other in released.beside if len(other.cells) == 1), None)
    if together is not None and together.blank is None and not together.is_few:
        share = together.written or together.label
        both_ways = f"Informational interviews and referrals together: {share}."
        spec = _reading(spec, f"{spec.reading} {both_ways}")
        if spec.series[0].labels and spec.series[0].middle(0) is not None:
            first = (
                spec.finding.rpartition(", ")[0] or spec.finding
            )  # the second gives way to all conversations
            is_one = spec.segments[:1] and spec.segments[0] in CONVERSATIONS
            found = f"{share} of jobs were found through conversations"
            spec = with_finding(spec, Finding(found if is_one else f"{first}; {share} through conversations"))
    return exhibit(asked, released, spec=spec)


@dataclass(frozen=True)
class Salaries(BySegment):
    """Median and quartiles by segment; where fewer than half report what they earn, that is said first."""

    def drawn(self, asked: Ask, released: Released) -> ChartSpec:
        spec = super().drawn(asked, released)
        reporting = asked.figure("salary_reporting_rate").cells[0]
        most = reporting.value if reporting.value is not None else reporting.high
        if reporting.is_withheld or most is None or most > 0.5 or reporting.value == 0.5:
            return spec
        share = reporting.written or reporting.label
        few = f"Fewer than half of those employed full-time report what they earn ({share})."
        return _reading(spec, f"{few} {spec.reading}")


def _reading(spec: ChartSpec, reading: str) -> ChartSpec:
    """The chart with another sentence about it, on its face and in its alternative text."""
    if not reading:
        return spec
    return replace(spec, reading=reading, alt_text=spec.alt_text.replace(spec.reading, reading))


def _adding(spec: ChartSpec, sentence: str) -> ChartSpec:
    """The chart with one sentence more about it."""
    return _reading(spec, f"{spec.reading} {sentence}") if sentence else spec


def led_to_names(metric_id: str) -> Callable[[Ask], Exhibit]:
    """Graduates hired where they had talked, by employer or industry, the most first."""

    def draw(asked: Ask) -> Exhibit:
        released = asked.without_dates().figure(metric_id)
        if released.cells and all(cell.is_withheld for cell in released.cells):
            raise NothingYet(_nothing_of(released, [_reason(cell) for cell in released.cells]))
        marks = marks_of(released)
        spec = chart_for(marks_of(brief(released)))
        return exhibit(asked, released, spec=_reading(spec, led_to.reading(marks)), table=led_to.table(marks))

    return draw
