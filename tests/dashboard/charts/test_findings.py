"""What a chart shows in one sentence: true, as one would say it, and saying why where nothing is told."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.charts import bars, compositions, gaps, steps, time, waits
from dashboard.charts.cumulative import cumulative
from dashboard.charts.findings import between
from dashboard.charts.marks import marks_of
from dashboard.charts.spec import ChartSpec
from pipelines.figures.intervals import wilson
from pipelines.figures.results import Cell, Metric, Released
from pipelines.release import differences
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import (
    BANDS,
    MIX,
    RATE,
    VOLUME,
    cell,
    metric,
    one,
    released,
    withheld,
)

REACHED = replace(samples.REACHED, says="<value> of students <who> were reached", better="more")


def counted(table: str, by: str = "college", figure: Metric = REACHED) -> Released:
    """'Law 30 40' a group: thirty of forty, with the interval of the program; '1 4' is told as "1 of 4"; 'hidden'."""
    cells = []
    for line in table.split(";"):
        name, *numbers = line.split()
        if numbers == ["hidden"]:
            cells.append(withheld({by: name}))
            continue
        k, n = map(int, numbers)
        if n < 10:
            words = f"{k} of {n}"
            cells.append(Cell({by: name}, None, k, n, n, is_few=True, written=words, label=words))
            continue
        low, high = wilson(k, n) or (0.0, 1.0)
        cells.append(cell({by: name}, k / n, n, low=low, high=high))
    return released(figure, cells, (by,))


def drawn(table: str, by: str = "college", figure: Metric = REACHED) -> ChartSpec:
    return bars.by_segment(marks_of(counted(table, by, figure)))


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("Arts 66 100; Law 60 100; Music 56 100", "Colleges are about even: 56–66% of students were reached"),
        ("Arts 12 15; Law 8 15", "Colleges differ by no more than chance: 53–80% of students were reached"),
        ("Arts 90 100; Law 40 100", "90% of students in Arts were reached, 40% in Law"),
        (
            "Arts 70 100; Law 66 100; Music 68 100; Nursing 20 100",
            "Nursing is far behind at 20%; the other colleges are about even",
        ),
        (
            "Arts 95 100; Law 40 100; Music 44 100; Nursing 42 100",
            "Arts is well ahead at 95%; the other colleges are about even",
        ),
        ("Arts 90 100; Law 60 100; Music 30 100", "90% of students in Arts were reached, 30% in Music"),
        ("Arts 50 100; Law 50 100", "50% of students were reached in both colleges"),
        (
            "Arts 50 100; Law 1 4; Music 2 5",
            "50% of students in Arts were reached; the others are too few for a rate",
        ),
        ("Arts 50 100; Law hidden", "50% of students in Arts were reached; the others are hidden"),
        ("Law hidden", "Students reached: hidden here, fewer than 10 students"),
        ("Law hidden; Arts hidden", "Students reached: hidden here, fewer than 10 students in each group"),
        ("Law 1 4; Arts 2 5", "Students reached: too few to compare, fewer than 10 in each group"),
        (
            "Law 1 4; Arts hidden",
            "Students reached: not told here, groups are too small or not recorded",
        ),
    ],
)
def test_a_rate_by_group_in_one_sentence(table: str, says: str) -> None:
    assert drawn(table).finding == says


def test_only_a_group_that_is_worse_is_shown_in_the_color_of_a_problem() -> None:
    behind, ahead = "Arts 70 100; Law 66 100; Nursing 20 100", "Arts 95 100; Law 40 100; Music 44 100"
    assert drawn(behind).named == ("Nursing",)
    assert drawn(ahead).named == ()
    less = replace(REACHED, better="less")
    assert drawn(ahead, figure=less).named == ("Arts",)
    assert drawn(ahead, figure=less).finding.startswith("Arts is higher than the others at 95%; ")


def test_whose_figure_it_is_is_said_as_people_say_it() -> None:
    far = "{} 90 100; {} 30 100"
    assert drawn(far.format("yes", "no"), "is_first_generation").finding == (
        "90% of students who are first generation were reached, 30% of those who are not first generation"
    )
    assert drawn(far.format("2026", "2025"), "class_year").finding == (
        "90% of students in the class of 2026 were reached, 30% in the class of 2025"
    )
    replies = replace(RATE, says="<value> of contacts <who> replied")
    assert drawn(far.format("linkedin", "cold"), "channel", replies).finding == (
        "90% of contacts found on LinkedIn replied, 30% of those contacted cold"
    )
    names = replace(RATE, says="<value> of interviews <who> ended with a name")
    assert drawn(far.format("event", "cold"), "channel", names).finding == (
        "90% of interviews with contacts found at events ended with a name, 30% with cold contacts"
    )
    assert drawn(far.format("an_app", "faculty"), "channel", replies).finding == (
        "90% of contacts found through an app replied, 30% of those found through faculty"
    )
    assert drawn(far.format("Arts", "Law"), figure=RATE).finding == "Response rate: 90% in Arts, 30% in Law"


def test_neither_unknown_nor_other_is_called_anything() -> None:
    for last in ("Unknown", "Other_majors"):
        spec = drawn(f"Arts 60 100; Law 64 100; {last} 5 100")
        assert spec.finding == "Colleges are about even: 60–64% of students were reached"


def test_a_published_range_is_told_whole_and_its_group_is_called_nothing() -> None:
    spec = bars.by_segment(marks_of(samples.by_college_publishable()))
    assert spec.finding == "Response rate by college: 20–40% to 45–50%"
    assert spec.named == ()


def test_parts_of_a_whole_and_counts_are_told_as_they_are() -> None:
    found = replace(MIX, says="<value> of contacts were <part>")
    cells = [
        cell({"channel": name}, share, 100)
        for name, share in (("linkedin", 0.6), ("cold", 0.3), ("unknown", 0.1))
    ]
    assert bars.by_category(marks_of(released(found, cells))).finding == (
        "60% of contacts were found on LinkedIn, 30% contacted cold"
    )
    assert (
        bars.by_category(marks_of(released(MIX, cells))).finding
        == "How contacts are found: LinkedIn 60%, cold 30%"
    )
    counts = [cell({"college": name}, n, 50) for name, n in (("Law", 30.0), ("Arts", 12.0))]
    assert bars.by_segment(marks_of(released(VOLUME, counts, ("college",)))).finding == (
        "New contacts: 30 in Law, 12 in Arts"
    )


def test_a_part_of_each_row_and_one_number_and_none() -> None:
    none = replace(BANDS, says="<value> of students <who> have <part> interviews")
    rows = {"BUS": (0.2, 0.3, 0.2, 0.2, 0.1), "ENG": (0.5, 0.2, 0.1, 0.1, 0.1)}
    spec = compositions.composition(marks_of(samples.shares(none, rows, "program")))
    assert spec.finding == "20% of students in BUS have no interviews, 50% in ENG"
    singular = replace(none, categories=("one", "2"))
    alone = samples.shares(singular, {"BUS": (0.4, 0.6)}, "program")
    assert compositions.composition(marks_of(alone)).finding == "60% of students have 2 interviews, 40% one"


def test_counts_over_time_say_the_change_or_the_busiest_week() -> None:
    this, last = marks_of(samples.this_fall()), marks_of(samples.last_fall())
    assert time.over_time(this, last, change="60% more").finding == (
        "160 contacts, 60% more than over the same dates last year"
    )
    closed = replace(
        samples.this_fall(), question=replace(samples.this_fall().question, until=samples.date(2026, 10, 1))
    )
    assert time.over_time(marks_of(closed), last, change="as many").finding == (
        "160 contacts, as many as over the same dates a year before"
    )
    assert time.over_time(this).finding == "The week of Sep 14 was the busiest, with 90 contacts"
    ties = samples.weeks("2026-09-07 20\n2026-09-14 20")
    assert time.over_time(marks_of(ties)).finding == (
        "The week of Sep 7 and the week of Sep 14 were the busiest, with 20 contacts each"
    )
    hidden = samples.weeks("2026-09-07 hidden\n2026-09-14 hidden")
    assert time.over_time(marks_of(hidden)).finding == (
        "New contacts: hidden here, fewer than 10 students in each week"
    )


def test_a_share_so_far_says_how_many_points_it_is_from_last_year() -> None:
    started = metric(
        "first_interview", of="student", chart="lines", says="<value> of students <who> have started"
    )
    now = samples.months(started, "2026-09 0.1 40\n2026-10 0.64 40")
    before = samples.months(started, "2025-09 0.1 40\n2025-10 0.63 40")
    assert cumulative(marks_of(now), marks_of(before)).finding == (
        "64% of students have started, 1 point more than by this month last year"
    )
    assert cumulative(marks_of(now)).finding == "64% of students have started"
    ranges = samples.months(started, "2025-09 0.1 40\n2025-10 0.3–0.5 40")
    assert cumulative(marks_of(now), marks_of(ranges)).finding == (
        "64% of students have started; 30–50% by this month last year"
    )


def test_a_wait_says_a_day_and_whether_half_are_there() -> None:
    replies = replace(samples.wait().metric, says="<value> of contacts <who> had replied")
    assert waits.wait_curve(marks_of(replace(samples.wait(), metric=replies))).finding == (
        "By day 14, 60% of contacts had replied; half by day 7"
    )


def test_the_lowest_step_is_named_only_beyond_chance() -> None:
    def stages(*rates: float) -> ChartSpec:
        made = []
        for place, rate in enumerate(rates):
            found = one(f"Step {'abc'[place]}", rate, 200)
            low, high = wilson(rate * 200, 200) or (0.0, 1.0)
            cells = tuple(replace(c, low=low, high=high) for c in found.cells)
            made.append((f"Step {'abc'[place]}", marks_of(replace(found, cells=cells))))
        return steps.steps(made)

    assert stages(0.8, 0.3).finding == "“Step b” is the step that fewest get through: 30%"
    assert stages(0.5, 0.52).finding == "No step stands out beyond chance: 50–52% get through each"


def test_a_gap_is_told_only_where_it_is_farther_from_none_than_chance_goes() -> None:
    assert gaps.gaps(marks_of(samples.gap({"yes": (-0.1, 0.3), "no": (-0.3, 0.1)}))).finding == (
        "Students who transferred: no gap to all others is more than chance"
    )
    assert gaps.gaps(marks_of(samples.gap({"yes": (0.1, 0.3), "no": (-0.3, -0.1)}))).finding == (
        "Students who transferred, against all others: gap between groups 20 points higher"
    )


@pytest.mark.parametrize(
    ("low", "high", "span"),
    [
        ("57%", "69%", "57–69%"),
        ("$44,000", "$71,000", "$44,000–$71,000"),
        ("0.9", "1.2", "0.9–1.2"),
        ("20–40%", "60–80%", "20–40% to 60–80%"),
        ("≤10%", "40%", "≤10% to 40%"),
        ("under 1%", "5%", "under 1% to 5%"),
        ("−16 pts", "+19 pts", "−16 pts to +19 pts"),
        ("3 days", "5 days", "3 days to 5 days"),
        ("5%", "5%", "5%"),
    ],
)
def test_two_numbers_as_a_span(low: str, high: str, span: str) -> None:
    assert between(low, high) == span


NAMES = ("Arts", "Law", "Music", "Nursing", "Design", "Unknown")
offices = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), min_size=1, max_size=6).map(
    lambda rows: [(name, min(k, n), n) for name, (k, n) in zip(NAMES, rows, strict=False)]
)


@settings(max_examples=150)
@given(offices, st.sampled_from(["more", "less", ""]))
def test_over_any_office_a_finding_names_nobody_whom_chance_may_have_put_there(
    rows: list[tuple[str, int, int]], better: str
) -> None:
    spec = drawn("; ".join(f"{name} {k} {n}" for name, k, n in rows), figure=replace(REACHED, better=better))  # type: ignore[arg-type]
    told = {name: (k, n) for name, k, n in rows if n >= 10 and name != "Unknown"}
    cells = counted("; ".join(f"{name} {k} {n}" for name, (k, n) in told.items())).cells if told else ()
    estimates = [differences.estimate(REACHED, one_cell) for one_cell in cells]
    named = [name for name in NAMES if re.search(rf"\b{name}\b", spec.finding)]
    if len(told) > 1 and not differences.are_apart(estimates):
        assert named == []
    assert "Unknown" not in named or not told
    if "behind" in spec.finding or "lower than" in spec.finding:
        assert told[named[0]][0] / told[named[0]][1] == min(k / n for k, n in told.values())
    if "ahead" in spec.finding or "higher than" in spec.finding:
        assert told[named[0]][0] / told[named[0]][1] == max(k / n for k, n in told.values())
    assert set(spec.named) <= set(named)


@settings(max_examples=150)
@given(offices)
def test_over_any_office_a_finding_says_no_number_that_its_chart_lacks(
    rows: list[tuple[str, int, int]],
) -> None:
    spec = drawn("; ".join(f"{name} {k} {n}" for name, k, n in rows))
    written = {number for label in spec.series[0].labels for number in re.findall(r"\d[\d,.]*", label)}
    written |= {
        str(len(spec.categories)),
        str(len(rows)),
        "10",
        *(str(n) for n in range(2, 7) if f"all {n} " in spec.finding),
    }
    assert set(re.findall(r"\d[\d,.]*", spec.finding)) <= written


SPECS = samples.all_specs()


@pytest.mark.parametrize("name", SPECS)
def test_every_kind_of_chart_has_a_finding_that_a_title_can_be(name: str) -> None:
    finding = SPECS[name].finding
    assert finding
    assert not finding.endswith(".")
    assert finding.count(";") <= 1
    assert not re.search(r"\(|\)|comes first|highest for|lowest for| she | her ", finding)
    assert finding in SPECS[name].alt_text
