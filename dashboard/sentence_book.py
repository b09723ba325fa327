"""Every kind of sentence a chart can print, from small tables one can check by hand: docs/sentences.md.

A chart's finding is the title of its card; its reading says the same in full, with who is left out and why. The figures
are those of the catalog, the numbers are made up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from dashboard.charts.bars import by_segment
from dashboard.charts.calendar import calendar
from dashboard.charts.compositions import composition, distribution, outcomes_by_class
from dashboard.charts.cumulative import cumulative
from dashboard.charts.exhibit import chart_for
from dashboard.charts.funnel import funnel
from dashboard.charts.gaps import gaps
from dashboard.charts.marks import Marks, marks_of
from dashboard.charts.ranges import ranges
from dashboard.charts.spec import ChartSpec
from dashboard.charts.steps import steps
from dashboard.charts.time import over_time
from pipelines.figures import wording
from pipelines.figures.blanks import Blank
from pipelines.figures.definitions import catalog
from pipelines.figures.intervals import wilson
from pipelines.figures.periods import AcademicCalendar
from pipelines.figures.results import Cell, Metric, Question, Released, View

INTRO = """# Sentences

Printed from the program, from small made-up tables; `make docs` writes it anew. The first line of each is the title of
the chart's card, the second what “How sure?” says. How a table reads: `30/40` is thirty of forty, `20–40%/15` a
published range of fifteen, `hidden`, `early`, `blank` and `none` are a figure that is hidden, too early, not recorded
and without data; anything else is a value, with its interval behind `±` and how many are behind it behind `/`.
"""
CALENDAR = AcademicCalendar((("Spring", 1), ("Summer", 6), ("Fall", 8)), (8, 1))
AS_OF = date(2026, 11, 18)
_BLANKS = {
    "hidden": (Blank.HIDDEN, "Fewer than 10 students"),
    "early": (Blank.TOO_EARLY, Blank.TOO_EARLY.word),
    "blank": (Blank.NOT_RECORDED, Blank.NOT_RECORDED.word),
    "none": (Blank.NO_DATA, Blank.NO_DATA.word),
}


@dataclass(frozen=True)
class Example:
    """A chart of made-up numbers. table: "Arts 30/40; Law 10/40", a row a segment, the segment's values first."""

    about: str
    figure: str
    by: tuple[str, ...]
    table: str
    draw: Callable[[Marks], ChartSpec] = chart_for
    view: View = "working"

    @property
    def spec(self) -> ChartSpec:
        return self.draw(released(self.figure, self.by, self.table, self.view))


def released(figure: str, by: tuple[str, ...], table: str, view: View = "working") -> Marks:
    """A figure of the catalog with the cells of a table. Names are written with _ for a blank."""
    metric = catalog()[figure]
    cells = []
    for row in filter(None, (line.strip() for line in table.split(";"))):
        *names, value = row.split()
        segment = dict(
            zip(
                by,
                (
                    name.replace("_", " ") if not _is_code(n, name) else name
                    for n, name in zip(by, names, strict=True)
                ),
                strict=True,
            )
        )
        cells.append(_cell(metric, segment, value))
    asked = tuple(name for name in by if name != metric.category)
    made = Released(metric, Question(by=asked), tuple(cells), "", AS_OF, view, calendar=CALENDAR)
    return marks_of(made)


def _is_code(dimension: str, value: str) -> bool:
    return wording.is_coded(dimension) or wording.spelled(dimension, value) is not None


def _cell(metric: Metric, segment: dict[str, str], text: str) -> Cell:
    """One cell of an example's table."""
    if text in _BLANKS:
        blank, label = _BLANKS[text]
        return Cell(segment, None, None, None, None, blank=blank, label=label)
    value, _, behind = text.partition("/")
    low: float | None
    high: float | None
    n = int(behind) if behind else None
    if "–" in value:
        first, last = (float(end) / 100 for end in value.removesuffix("%").split("–"))
        label = wording.percent_band(first, last)
        return Cell(
            segment, None, None, n, n, low=first, high=last, band=(first, last), label=label, written=label
        )
    number, _, half = value.partition("±")
    is_share = metric.unit == "percent" and not half and "." not in number
    if is_share and n is not None and n < wording.LEAST_FOR_A_RATE:
        label = wording.of_few(int(number), n)
        return Cell(segment, None, int(number), n, n, is_few=True, label=label, written=label)
    if is_share and n is not None:
        low_high = wilson(int(number), n) if metric.interval != "none" else None
        low, high = low_high or (None, None)
        label = wording.percent(int(number) / n)
        return Cell(
            segment, int(number) / n, int(number), n, n, low=low, high=high, label=label, written=label
        )
    found, spread = float(number), float(half) if half else None
    low, high = (found - spread, found + spread) if spread is not None else (None, None)
    label = wording.value(metric, found)
    return Cell(segment, found, None, n, n, low=low, high=high, label=label, written=label)


def _trend(before: str = "", change: str = "") -> Callable[[Marks], ChartSpec]:
    def draw(marks: Marks) -> ChartSpec:
        by = marks.breakdowns
        earlier = released(marks.metric.id, by, before) if before else None
        return over_time(marks, earlier, change=change)

    return draw


def _so_far(before: str) -> Callable[[Marks], ChartSpec]:
    return lambda marks: cumulative(marks, released(marks.metric.id, ("week",), before) if before else None)


def _funnel(whole: str) -> Callable[[Marks], ChartSpec]:
    return lambda marks: funnel(marks, released(marks.metric.id, (), whole))


def _weekdays(marks: Marks) -> ChartSpec:
    days = "; ".join(f"{mark.segment['weekday']} {mark.label}" for mark in marks.rows)
    return calendar(marks, released(marks.metric.id, ("weekday",), days))


def _steps(second: str) -> Callable[[Marks], ChartSpec]:
    return lambda marks: steps(
        [("Asked for a name", marks), ("Name contacted", released("referral_activation_rate", (), second))]
    )


def _curve(*curves: tuple[tuple[int, float], ...]) -> Callable[[Marks], ChartSpec]:
    """The waits of a table with their curves, in its order."""

    def draw(marks: Marks) -> ChartSpec:
        cells = tuple(
            replace(cell, curve=curve) for cell, curve in zip(marks.released.cells, curves, strict=True)
        )
        return chart_for(marks_of(replace(marks.released, cells=cells)))

    return draw


GROUPS = "A rate by group"
PARTS = "Parts of a whole and counts"
TIME = "Over time"
WAITS = "Waits, steps, gaps and funnels"
NOTHING = "Nothing to tell"
_FAST, _SLOW = ((0, 0.1), (3, 0.4), (7, 0.6), (14, 0.7)), ((0, 0.0), (3, 0.1), (7, 0.2), (14, 0.3))

REACH, BY_COLLEGE = "participation_rate", ("college",)
EXAMPLES: dict[str, tuple[Example, ...]] = {
    GROUPS: (
        Example("Nearly alike", REACH, BY_COLLEGE, "Arts 66/100; Law 60/100; Music 56/100"),
        Example("Far apart, and still chance", REACH, ("major",), "History 12/15; Physics 8/15"),
        Example(
            "One far behind", REACH, ("program",), "CAR_1 70/100; CAR_2 66/100; CAR_3 68/100; CAR_4 20/100"
        ),
        Example("One well ahead", REACH, ("program",), "CAR_1 95/100; CAR_2 40/100; CAR_3 44/100"),
        Example(
            "Farther apart than chance", REACH, BY_COLLEGE, "College_of_Arts 90/100; Law 60/100; Music 30/100"
        ),
        Example("The same in both", REACH, BY_COLLEGE, "Arts 50/100; Law 50/100"),
        Example("One has enough", REACH, BY_COLLEGE, "Arts 50/100; Law 1/4"),
        Example(
            "Ranges, in what is published",
            REACH,
            BY_COLLEGE,
            "Arts 55–60%/60; Law 20–40%/15; Music hidden",
            view="publishable",
        ),
        Example("Who they are", REACH, ("is_first_generation",), "yes 90/100; no 40/100"),
        Example(
            "How contacts were found",
            "response_rate",
            ("channel",),
            "family_or_friend 72/100; linkedin 40/100; cold 23/100",
        ),
        Example("A class", "show_rate", ("class_year",), "2026 90/100; 2025 40/100"),
        Example("A mean", "referral_yield", ("channel",), "referral 1.5±0.1/60; cold 0.9±0.1/60"),
        Example(
            "A figure without a sentence of its own",
            "preparation_rate",
            BY_COLLEGE,
            "Arts 90/100; Law 40/100",
        ),
        Example(
            "What the unknown allow, alike",
            "career_outcomes_rate",
            BY_COLLEGE,
            "Arts 0.87±0.1/80; Law 0.8±0.1/80",
            ranges,
        ),
        Example(
            "What the unknown allow, apart",
            "career_outcomes_rate",
            BY_COLLEGE,
            "Arts 0.9±0.02/80; Law 0.7±0.02/80",
            ranges,
        ),
        Example("Pay", "median_salary_usd", BY_COLLEGE, "Law 71000±3000/40; Arts 44000±3000/40", ranges),
        Example(
            "Interviews and outcomes",
            "outcome_by_interviews",
            ("interviews",),
            "0 0.87±0.1/346; 1-2 0.79±0.1/34",
            ranges,
        ),
        Example("A column of the log", "log_health", ("column",), "contact 100/100; referrals_count 60/100"),
        Example("One number", REACH, (), "64/100", by_segment),
        Example("One number of very few", REACH, (), "1/4", by_segment),
        Example(
            "Two breakdowns",
            REACH,
            ("college", "is_first_generation"),
            "Arts yes 60/100; Arts no 64/100; Law yes 58/100; Law no 61/100",
        ),
    ),
    PARTS: (
        Example(
            "How contacts are found",
            "channel_mix",
            ("channel",),
            "linkedin 60/100; cold 30/100; unknown 10/100",
        ),
        Example(
            "How jobs were found",
            "found_through_share",
            ("found_through",),
            "job_board 40/100; referral 11/100",
        ),
        Example("Counts", "outreach_volume", ("program",), "CAR_1 205; CAR_2 182", by_segment),
        Example(
            "Ordered classes",
            "names_given",
            ("names",),
            "0 37/100; 1 28/100; 2 15/100; not_recorded 20/100",
            distribution,
        ),
        Example(
            "Of each program, alike",
            "interview_bands",
            ("program", "interviews"),
            "CAR_1 0 40/100; CAR_1 1 60/100; CAR_2 0 46/100; CAR_2 1 54/100",
            composition,
        ),
        Example(
            "Of each program, apart",
            "interview_bands",
            ("program", "interviews"),
            "CAR_1 0 20/100; CAR_1 1 80/100; CAR_2 0 80/100; CAR_2 1 20/100",
            composition,
        ),
        Example(
            "Each class",
            "outcome_mix",
            ("class_year", "outcome"),
            "2026 employed 44/100; 2026 continuing_education 12/100; 2026 unknown 44/100",
            outcomes_by_class,
        ),
        Example(
            "Outcomes of each college",
            "outcome_mix",
            ("college", "outcome"),
            "Arts employed 40/100; Arts unknown 60/100; Law employed 70/100; Law unknown 30/100",
            composition,
        ),
    ),
    TIME: (
        Example(
            "A count and last year",
            "interview_volume",
            ("week",),
            "2026-09-07 20; 2026-09-14 90; 2026-09-21 40",
            _trend("2025-09-08 30; 2025-09-15 50", "41% more"),
        ),
        Example(
            "A count alone",
            "interview_volume",
            ("week",),
            "2026-09-07 20; 2026-09-14 90; 2026-09-21 40",
            _trend(),
        ),
        Example(
            "Weeks that share the highest count",
            "interview_volume",
            ("week",),
            "2026-09-07 20; 2026-09-14 20",
            _trend(),
        ),
        Example("A rate, alike", "show_rate", ("month",), "2026-08 80/100; 2026-09 84/100", _trend()),
        Example("A rate, apart", "show_rate", ("month",), "2026-08 40/100; 2026-09 90/100", _trend()),
        Example(
            "A share so far",
            "first_interview",
            ("week",),
            "2026-09-07 20/100; 2026-09-14 64/100",
            _so_far("2025-09-08 10/100; 2025-09-15 52/100"),
        ),
        Example(
            "A share so far, without last year",
            "first_interview",
            ("week",),
            "2026-09-07 20/100; 2026-09-14 64/100",
            _so_far(""),
        ),
        Example(
            "A line a group, alike",
            "first_interview",
            ("week", "is_first_generation"),
            "2026-09-07 yes 60/100; 2026-09-07 no 64/100",
        ),
        Example(
            "A line a group, apart",
            "first_interview",
            ("week", "is_first_generation"),
            "2026-09-07 yes 20/100; 2026-09-07 no 64/100",
        ),
        Example(
            "Days of the week",
            "outreach_volume",
            ("week", "weekday"),
            "2026-09-07 Monday 12; 2026-09-07 Friday 30",
            _weekdays,
        ),
    ),
    WAITS: (
        Example("A wait", "days_to_reply", (), "7/200", _curve(_FAST)),
        Example("A wait of which fewer than half are there", "days_to_interview", (), "none", _curve(_SLOW)),
        Example(
            "A wait by group, alike",
            "days_to_reply",
            ("channel",),
            "referral 7±6/200; cold 12±8/200",
            _curve(_FAST, _SLOW),
        ),
        Example(
            "A wait by group, apart",
            "days_to_reply",
            ("channel",),
            "referral 5±1/200; cold 30±2/200",
            _curve(_FAST, _SLOW),
        ),
        Example("Steps, alike", "referral_ask_rate", (), "50/100", _steps("52/100")),
        Example("Steps, apart", "referral_ask_rate", (), "80/100", _steps("30/100")),
        Example(
            "A gap that may be chance", "equity_gap", ("is_transfer",), "yes 0.1±0.2/90; no -0.1±0.2/90", gaps
        ),
        Example(
            "A gap beyond chance", "equity_gap", ("is_transfer",), "yes 0.2±0.1/90; no -0.2±0.1/90", gaps
        ),
        Example(
            "Gaps of several groups",
            "equity_gap",
            BY_COLLEGE,
            "Arts -0.1±0.2/90; Law 0.05±0.2/90; Music 0.02±0.2/90",
            gaps,
        ),
        Example(
            "A funnel with nobody outside",
            REACH,
            ("program",),
            "CAR_1 60/100; CAR_2 62/100",
            _funnel("122/200"),
        ),
        Example(
            "A funnel with one at its edge",
            REACH,
            ("program",),
            "CAR_1 74/100; CAR_2 62/100",
            _funnel("126/200"),
        ),
        Example(
            "A funnel with one beyond chance",
            REACH,
            ("program",),
            "CAR_1 20/100; CAR_2 62/100",
            _funnel("126/200"),
        ),
    ),
    NOTHING: (
        Example("Hidden", REACH, (), "hidden", by_segment, "publishable"),
        Example("All hidden", REACH, BY_COLLEGE, "Arts hidden; Law hidden", view="publishable"),
        Example("Too few in each", REACH, BY_COLLEGE, "Arts 1/4; Law 2/5"),
        Example("Too few and hidden", REACH, BY_COLLEGE, "Arts 1/4; Law hidden"),
        Example("Too early", "response_rate", BY_COLLEGE, "Arts early; Law early"),
        Example("Not recorded", "response_rate", BY_COLLEGE, "Arts blank; Law blank"),
        Example("No data", "response_rate", BY_COLLEGE, "Arts none; Law none"),
        Example("No group", "response_rate", BY_COLLEGE, ""),
        Example(
            "Weeks that are hidden",
            "interview_volume",
            ("week",),
            "2026-09-07 hidden; 2026-09-14 hidden",
            _trend(),
        ),
    ),
}


def page() -> str:
    """docs/sentences.md: every example's finding and reading below each other."""
    parts = [INTRO]
    for heading, examples in EXAMPLES.items():
        parts.append(f"## {heading}\n")
        for example in examples:
            spec = example.spec
            cut = (
                f" by {wording.listed(wording.title(name).lower() for name in example.by)}"
                if example.by
                else ""
            )
            parts.append(
                f"**{spec.finding}**  \n{spec.reading}  \n"
                f"<sub>{example.about}: {catalog()[example.figure].title}{cut}, `{example.table or 'nothing'}`</sub>\n"
            )
    return "\n".join(parts)
