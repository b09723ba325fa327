"""Small released figures for the chart and export tests, written as tables one can check by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from dashboard.charts import bars, calendar, compositions, funnel, gaps, pairs, ranges, steps, time, waits
from dashboard.charts.exhibit import exhibit_for
from dashboard.charts.marks import marks_of
from dashboard.charts.pairs import PairRow
from dashboard.charts.spec import ChartSpec, Exhibit
from pipelines.figures.blanks import Blank
from pipelines.figures.periods import AcademicCalendar
from pipelines.figures.results import Cell, Metric, Question, Released

AS_OF = date(2026, 11, 12)
CALENDAR = AcademicCalendar((("Spring", 1), ("Summer", 6), ("Fall", 8)), (8, 1))


def metric(id: str = "response_rate", **more: Any) -> Metric:
    """A rate over threads unless told otherwise."""
    made: dict[str, Any] = {
        "title": id.replace("_", " ").capitalize(),
        "question": "Who?",
        "aggregate": "rate",
        "unit": "percent",
        "of": "thread",
        "numerator": "Threads replied to within 14 days",
        "denominator": "mature threads, reply known",
        "tier": "core",
        "chart": "bars",
        "sql": "select 1",
        **more,
    }
    return Metric(id=id, **made)


def cell(segment: dict[str, str], value: float | None, n: int | None = None, **more: Any) -> Cell:
    written = more.get("label", "").partition(" (n = ")[0]
    return Cell(segment, value, None, n, n, written=written, **more)


def withheld(segment: dict[str, str], label: str = "Fewer than 10 students") -> Cell:
    return Cell(segment, None, None, None, None, blank=Blank.HIDDEN, label=label)


def band(segment: dict[str, str], low: float, high: float, n: int) -> Cell:
    label = f"{low * 100:.0f}–{high * 100:.0f}%"
    return Cell(segment, None, None, n, n, low=low, high=high, band=(low, high), label=label)


def released(figure: Metric, cells: list[Cell], by: tuple[str, ...] = (), **more: Any) -> Released:
    view = more.pop("view", "working")
    as_of = more.pop("as_of", AS_OF)
    asked = {name: more.pop(name) for name in ("where", "since", "until") if name in more}
    more = {"calendar": CALENDAR, **more}
    return Released(figure, Question(by=by, **asked), tuple(cells), "build-7", as_of, view, **more)


VOLUME = metric(
    "outreach_volume",
    title="New contacts",
    aggregate="count",
    unit="contacts",
    chart="columns",
    denominator="",
)
MIX = metric("channel_mix", title="How contacts are found", aggregate="share", category="channel")
RATE = metric(
    title="Response rate", within="14 days", caveats=("Threads without a recorded reply are left out",)
)
BANDS = metric(
    "interview_bands",
    title="How many hold how many",
    aggregate="share",
    of="student",
    category="interviews",
    categories=("0", "1", "2", "3-5", "6+"),
    categories_are="parts",
    chart="stacked_bars",
)
OUTCOMES = metric(
    "outcome_mix",
    aggregate="share",
    of="graduate",
    category="outcome",
    categories=(
        "employed",
        "continuing_education",
        "service_and_military",
        "seeking",
        "not_seeking",
        "unknown",
    ),
    categories_are="parts",
    chart="stacked_bars",
)
LONG = "College of Arts, Humanities and Interdisciplinary Communication Studies"


def weeks(table: str, **more: Any) -> Released:
    """'2026-08-03 12' a line: a week and its new contacts; 'hidden' = withheld."""
    cells = []
    for line in table.split("\n"):
        if line.strip():
            week, count = line.split()
            is_hidden = count == "hidden"
            cells.append(
                withheld({"week": week}) if is_hidden else cell({"week": week}, float(count), int(count))
            )
    return released(VOLUME, cells, ("week",), **more)


def this_fall(**more: Any) -> Released:
    return weeks("2026-08-31 20\n2026-09-07 40\n2026-09-14 90\n2026-11-09 10", since=date(2026, 9, 2), **more)


def by_day(table: str, **more: Any) -> tuple[Released, Released]:
    """'2026-09-07 Monday 12' a line, and a number for each weekday alone below: 'Monday 12'."""
    lines = [line.split() for line in table.split("\n") if line.strip()]
    cells = [
        withheld({"week": week, "weekday": day})
        if n == "hidden"
        else cell({"week": week, "weekday": day}, float(n), int(n))
        for week, day, n in (line for line in lines if len(line) == 3)
    ]
    alone = [
        withheld({"weekday": day}) if n == "hidden" else cell({"weekday": day}, float(n), int(n))
        for day, n in (line for line in lines if len(line) == 2)
    ]
    return released(VOLUME, cells, ("week", "weekday"), **more), released(VOLUME, alone, ("weekday",), **more)


DAYS = """
    2026-11-02 Monday 12
    2026-11-02 Friday 0
    2026-11-09 Monday 30
    2026-11-09 Friday 4
    Monday 42
    Wednesday 7
    Friday 4
"""


def last_fall() -> Released:
    return weeks("2025-09-01 30\n2025-09-08 50\n2025-09-15 20", as_of=date(2025, 11, 10))


def shares(figure: Metric, rows: dict[str, tuple[float, ...]], by: str, n: int = 100) -> Released:
    cells = [
        cell({by: row, figure.category: part}, share, n)
        for row, parts in rows.items()
        for part, share in zip(figure.categories, parts, strict=True)
    ]
    return released(figure, cells, (by,))


def by_college() -> Released:
    return released(
        RATE,
        [
            cell({"college": "Business"}, 0.47, 214, low=0.42, high=0.52),
            cell({"college": LONG}, 0.38, 122, low=0.30, high=0.46),
            cell({"college": "Unknown"}, 0.9, 12, low=0.6, high=0.99),
        ],
        ("college",),
    )


def by_college_publishable() -> Released:
    return released(
        RATE,
        [
            band({"college": "Business"}, 0.45, 0.5, 85),
            withheld({"college": "Arts"}),
            band({"college": "Engineering"}, 0.2, 0.4, 15),
        ],
        ("college",),
        view="publishable",
    )


def programs() -> Released:
    return shares(
        BANDS, {"BUS 301": (0.2, 0.3, 0.2, 0.2, 0.1), "ENG 210": (0.5, 0.2, 0.1, 0.1, 0.1)}, "program"
    )


def programs_publishable() -> Released:
    cells = [band({"program": "BUS 301", "interviews": part}, 0.1, 0.2, 30) for part in BANDS.categories[:4]]
    cells.append(withheld({"program": "BUS 301", "interviews": "6+"}))
    cells += [withheld({"program": "ENG 210", "interviews": part}) for part in BANDS.categories]
    return released(BANDS, cells, ("program",), view="publishable")


def classes() -> Released:
    rows = {"2026": (0.47, 0.13, 0.03, 0.12, 0.02, 0.23), "2025": (0.51, 0.14, 0.03, 0.09, 0.02, 0.21)}
    return shares(OUTCOMES, rows, "class_year", 512)


def wait() -> Released:
    figure = metric("days_to_reply", title="Days to a reply", aggregate="wait", unit="days", chart="lines")
    curve = ((0, 0.1), (3, 0.3), (7, 0.5), (14, 0.6))
    return released(figure, [cell({}, 7.0, 200, quartiles=(2.0, None), curve=curve)])


def one(title: str, rate: float, n: int, of: str = "interview") -> Released:
    return released(metric(title.lower(), title=title, of=of, chart="steps"), [cell({}, rate, n)])


def outcome_ranges() -> Released:
    figure = metric("career_outcomes_rate", of="graduate", interval="census", chart="dots")
    cells = [
        cell({"college": "Business"}, 0.86, 214, low=0.64, high=0.9),
        cell({"college": "Arts"}, 0.78, 122, low=0.55, high=0.86),
    ]
    return released(figure, cells, ("college",))


REACHED = metric(
    "participation_rate",
    title="Students reached",
    of="student",
    numerator="Students with a held interview",
    denominator="Students expected to log",
)


def reached(program: str, value: float, n: int) -> Cell:
    return cell({"program": program} if program else {}, value, n)


def reached_by_program() -> tuple[Released, Released]:
    """Sixty per cent in all; Small has none of four, which chance explains; Large 40% of 100, which it does not."""
    groups = [reached("Small", 0.0, 4), reached("Middle", 0.65, 60), reached(LONG, 0.4, 100)]
    return released(REACHED, groups, ("program",)), released(REACHED, [reached("", 0.6, 400)])


def reached_by_program_publishable() -> tuple[Released, Released]:
    groups = [
        band({"program": "Low"}, 0.2, 0.25, 60),
        band({"program": "Near"}, 0.55, 0.6, 60),
        withheld({"program": "Small"}),
    ]
    return (
        released(REACHED, groups, ("program",), view="publishable"),
        released(REACHED, [reached("", 0.6, 400)], view="publishable"),
    )


def two_sides() -> ChartSpec:
    rows = [
        PairRow(
            marks_of(one("Reached", 0.6, 80, "student")),
            marks_of(one("Reached", 0.4, 90, "student")),
            "20 points higher",
        ),
        PairRow(marks_of(one("Replied", 0.3, 80)), marks_of(one("Replied", 0.35, 90)), "may be chance"),
    ]
    return pairs.pairs(rows, ("Business", LONG), "Shares", "Reached differs by more than chance explains.")


GAP = metric(
    "equity_gap", title="Gap between groups", aggregate="difference", unit="percentage points", of="student"
)


def gap(low_and_high: dict[str, tuple[float, float]], by: str = "is_transfer") -> Released:
    """{group: (low, high)}: a gap in the middle of its interval."""
    cells = [
        cell({by: g}, (low + high) / 2, 90, low=low, high=high) for g, (low, high) in low_and_high.items()
    ]
    return released(GAP, cells, (by,))


def months(figure: Metric, table: str, by: tuple[str, ...] = ("month",), **more: Any) -> Released:
    """'2026-02 Law 0.4 40' a line: a month, a college where it is cut by one, a rate and its n; 0.3–0.5 is a band."""
    cells = []
    for line in table.strip().split("\n"):
        *names, value, n = line.split()
        segment = dict(zip(by, names, strict=True))
        low, _, high = value.partition("–")
        cells.append(
            band(segment, float(low), float(high), int(n)) if high else cell(segment, float(low), int(n))
        )
    return released(figure, cells, by, **more)


def names_given() -> Released:
    figure = metric(
        "names_given",
        aggregate="share",
        of="interview",
        category="names",
        categories=("not_recorded", "0", "1", "3-4", "5+"),
    )
    values = (0.1, 0.4, 0.3, 0.15, 0.05)
    return released(
        figure, [cell({"names": n}, v, 600) for n, v in zip(figure.categories, values, strict=True)]
    )


def all_specs() -> dict[str, ChartSpec]:
    """One chart of every builder, exact and publishable."""
    stages = [
        ("Asked", marks_of(one("Asked", 0.61, 540))),
        ("Contacted", marks_of(one("Acted on", 0.38, 377, "referral"))),
    ]
    found = released(MIX, [cell({"channel": c}, s, 100) for c, s in (("linkedin", 0.6), ("unknown", 0.4))])
    two = [
        cell({"college": c, "gender": g}, 0.4, 50, low=0.3, high=0.5)
        for c in ("Arts", "Law")
        for g in ("a", "b")
    ]
    return {
        "weekly": time.over_time(
            marks_of(this_fall()), marks_of(last_fall()), late=("2026-11-09",), change="60% more"
        ),
        "weekly_hidden": time.over_time(
            marks_of(weeks("2026-09-07 20\n2026-09-14 hidden", view="publishable"))
        ),
        "bars": bars.by_category(marks_of(found)),
        "rates": bars.by_segment(marks_of(by_college())),
        "rates_publishable": bars.by_segment(marks_of(by_college_publishable())),
        "bands": compositions.composition(marks_of(programs())),
        "bands_publishable": compositions.composition(marks_of(programs_publishable())),
        "classes": compositions.outcomes_by_class(marks_of(classes())),
        "steps": steps.steps(stages),
        "ranges": ranges.ranges(marks_of(outcome_ranges())),
        "curve": waits.wait_curve(marks_of(wait())),
        "panels": bars.by_segment(marks_of(released(RATE, two, ("college", "gender")))),
        "single": bars.by_segment(marks_of(released(RATE, [cell({}, 0.41, 890, low=0.37, high=0.45)]))),
        "two_sides": two_sides(),
        "calendar": calendar.calendar(*map(marks_of, by_day(DAYS, since=date(2026, 11, 3)))),
        "calendar_hidden": calendar.calendar(
            *map(marks_of, by_day("2026-11-02 Monday hidden\n2026-11-02 Friday 20\nFriday 20"))
        ),
        "funnel": funnel.funnel(*map(marks_of, reached_by_program())),
        "funnel_publishable": funnel.funnel(*map(marks_of, reached_by_program_publishable())),
        "gap": ranges.ranges(marks_of(gap({"yes": (-0.1, 0.3), "no": (-0.3, -0.1), "Unknown": (0.1, 0.2)}))),
        "gaps": gaps.gaps(
            marks_of(gap({"Arts": (-0.2, 0.1), "Law": (0.0, 0.2), "Music": (-0.3, -0.1)}, "college"))
        ),
        "trend": time.over_time(marks_of(months(RATE, "2026-09 0.4 40\n2026-10 0.3–0.5 20\n2026-11 0.5 30"))),
        "trends": time.over_time(
            marks_of(
                months(
                    RATE,
                    "2026-09 Law 0.4 40\n2026-10 Law 0.45 40\n2026-09 Other 0.2 30\n2026-10 Other 0.3 30",
                    ("month", "college"),
                )
            )
        ),
        "distribution": compositions.distribution(marks_of(names_given())),
        "dots": ranges.ranges(
            marks_of(
                released(
                    GAP, [cell({"college": "Law"}, 0.1, 90), cell({"college": "Arts"}, 0.2, 90)], ("college",)
                )
            )
        ),
        "empty": bars.by_segment(marks_of(released(RATE, [], ("college",)))),
    }


def exhibit(figure: Released, spec: ChartSpec | None = None, **more: Any) -> Exhibit:
    return exhibit_for(figure, spec=spec, **more)
