"""A figure over weeks, months and terms: columns and lines, last year, what is not whole, what is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.charts import (
    time,
)
from dashboard.charts.marks import marks_of
from pipelines.figures.results import Cell
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import RATE, cell, metric, released, withheld
from tests.dashboard.charts.reading_specs import plain, spec_text

SAYS = {
    "weekly": """
    columns outreach_volume: New contacts by week
    New contacts: 160 in all, 60% more than over the same dates last year; the busiest week was Sep 14 with 90.
    Column chart: New contacts by week. 160 contacts, 60% more than over the same dates last year. New contacts: 160 in all, 60% more than over the same dates last year; the busiest week was Sep 14 with 90. Aug 31: 20; Sep 7: 40; Sep 14: 90; Nov 9: 10.
    unit contacts; values “Contacts”; categories “”
    segments of week: 2026-08-31, 2026-09-07, 2026-09-14, 2026-11-09
    periods: 2026-08-31 to 2026-09-06, 2026-09-07 to 2026-09-13, 2026-09-14 to 2026-09-20, 2026-11-09 to 2026-11-15
    moment Nov 9: logs come in late until Nov 9
    series: This year / Last year (grey, behind)
    Aug 31: 20 “20” cut / 30 “30”
    Sep 7: 40 “40” / 50 “50”
    Sep 14: 90 “90” / 20 “20”
    Nov 9: 10 “10” cut / -
    """,
    "weekly_hidden": """
    columns outreach_volume: New contacts by week
    The busiest week was Sep 7 with 20. 1 of 2 is hidden.
    Column chart: New contacts by week. The week of Sep 7 was the busiest, with 20 contacts. The busiest week was Sep 7 with 20. 1 of 2 is hidden. Sep 7: 20; Sep 14: <10.
    unit contacts; values “Contacts”; categories “”
    segments of week: 2026-09-07, 2026-09-14
    periods: 2026-09-07 to 2026-09-13, 2026-09-14 to 2026-09-20
    series: New contacts
    Sep 7: 20 “20”
    Sep 14: - “<10”
    """,
    "trend": """
    columns response_rate: Response rate by month
    Response rate: from 40% to 30–50%.
    Column chart: Response rate by month. Response rate by month: 40% to 30–50%. Response rate: from 40% to 30–50%. Sep 2026: 40%; Oct 2026: 30–50%; Nov 2026: 50%.
    unit percent; values “”; categories “”
    segments of month: 2026-09, 2026-10, 2026-11
    periods: 2026-09-01 to 2026-09-30, 2026-10-01 to 2026-10-31, 2026-11-01 to 2026-11-30
    series: Response rate
    Sep 2026: 0.4 “40%”
    Oct 2026: - [0.3–0.5] “30–50%”
    Nov 2026: 0.5 “50%” cut
    """,
    "trends": """
    lines response_rate: Response rate by month and college
    Response rate, Oct 2026: Law, 45%.
    Line chart: Response rate by month and college. By Oct 2026: 45% in Law. Response rate, Oct 2026: Law, 45%. Law: 45% in the month of Oct 2026; Other: 30% in the month of Oct 2026.
    unit percent; values “”; categories “”
    segments of month: 2026-09, 2026-10
    periods: 2026-09-01 to 2026-09-30, 2026-10-01 to 2026-10-31
    series: Law / Other (grey)
    Sep 2026: 0.4 “40%” / 0.2 “20%”
    Oct 2026: 0.45 “45%” / 0.3 “30%”
    """,
}


@pytest.mark.parametrize("name", SAYS)
def test_what_the_chart_says(name: str) -> None:
    assert plain(spec_text(samples.all_specs()[name])) == plain(SAYS[name].replace("{LONG}", samples.LONG))


def test_last_year_lies_on_the_same_academic_week() -> None:
    spec = time.over_time(marks_of(samples.this_fall()), marks_of(samples.last_fall()))
    now, before = spec.series
    assert spec.categories == ("Aug 31", "Sep 7", "Sep 14", "Nov 9")
    assert now.values == (20, 40, 90, 10)
    # both years' weeks are counted from the Monday on or before August 1: Jul 27, 2026 and Jul 28, 2025
    assert before.values == (30, 50, 20, None)
    assert before.is_muted
    assert before.kind == "behind"


def test_the_sentence_compares_the_same_dates_where_the_line_is_of_other_days() -> None:
    spec = time.over_time(marks_of(samples.this_fall()), marks_of(samples.last_fall()), change="20% fewer")
    assert "20% fewer than over the same dates last year" in spec.reading
    assert spec.series[1].values == (30, 50, 20, None)


def test_a_term_that_is_not_over_is_partial() -> None:
    cells = [cell({"term": "2026 Spring"}, 40, None), cell({"term": "2026 Fall"}, 20, None)]
    spec = time.over_time(marks_of(released(samples.VOLUME, cells, ("term",))))
    assert spec.series[0].partial == (False, True)


def test_periods_cut_by_the_dates_asked_for_or_not_over_are_partial() -> None:
    spec = time.over_time(marks_of(samples.this_fall()))
    # Aug 31 begins before "since" (Sep 2); the week of Nov 9 runs past the newest event (Nov 12)
    assert spec.series[0].partial == (True, False, False, True)


def test_the_sentence_names_total_change_and_the_busiest_whole_week() -> None:
    spec = time.over_time(marks_of(samples.this_fall()), marks_of(samples.last_fall()), change="60% more")
    assert spec.reading == (
        "New contacts: 160 in all, 60% more than over the same dates last year; "
        "the busiest week was Sep 14 with 90."
    )


def test_rounded_counts_are_never_added_up() -> None:
    spec = time.over_time(marks_of(samples.this_fall(view="publishable")))
    assert "160" not in spec.reading
    assert spec.reading == "The busiest week was Sep 14 with 90."


def test_weeks_of_several_years_carry_their_year() -> None:
    spec = time.over_time(marks_of(samples.weeks("2024-09-02 5\n2030-09-02 5", as_of=date(2031, 1, 1))))
    assert spec.categories == ("Sep 2, 2024", "Sep 2, 2030")


def test_months_and_terms_read_like_people_write_them() -> None:
    months = released(
        samples.VOLUME, [cell({"month": "2026-03"}, 4), cell({"month": "2026-02"}, 3)], ("month",)
    )
    assert time.over_time(marks_of(months)).categories == ("Feb 2026", "Mar 2026")
    names = ("2026 Fall", "2026 Spring", "2025 Fall")
    terms = released(samples.VOLUME, [cell({"term": t}, 4) for t in names], ("term",))
    assert time.over_time(marks_of(terms)).categories == ("2025 Fall", "2026 Spring", "2026 Fall")


def test_at_most_six_lines_and_the_reader_is_told_of_the_rest() -> None:
    cells = [
        cell({"month": m, "college": f"College {c}"}, 10.0 * c, 10 * c)
        for m in ("2026-01", "2026-02")
        for c in range(1, 10)
    ]
    spec = time.over_time(marks_of(released(samples.VOLUME, cells, ("month", "college"))))
    assert [s.name for s in spec.series] == [f"College {c}" for c in (9, 8, 7, 6, 5, 4)]
    assert "3 more in the table" in spec.reading


def test_people_are_not_added_up_over_months() -> None:
    figure = metric("students_reaching_out", aggregate="count", unit="students", chart="columns")
    months = [cell({"month": m}, n, 40) for m, n in (("2026-02", 40), ("2026-03", 30))]
    reading = time.over_time(marks_of(released(figure, months, ("month",)))).reading
    assert reading == "The busiest month was Feb 2026 with 40."


def test_rounding_makes_ties_and_ties_are_said() -> None:
    counts = samples.weeks("2026-09-07 90\n2026-09-14 90\n2026-09-21 40", view="publishable")
    assert time.over_time(marks_of(counts)).reading == "The busiest weeks were Sep 7 and Sep 14 with 90 each."


# -- sentences about rates, and lines by segment ------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (
            "2026-08 0.4 40\n2026-09 0.6 40\n2026-10 0.5 40",
            "from 40% to 60%.",  # without intervals chance is not known
        ),
        ("2026-08 0.4 40\n2026-09 0.4 40", "40% in both months."),
        ("2026-09 0.4 40", "40% in Sep 2026."),
        ("2026-09 0.4 40\n2026-11 0.9 40", "40% in Sep 2026."),
        ("2026-11 0.9 40", "nothing recorded in a whole month yet."),
    ],
)
def test_of_a_rate_the_highest_and_the_lowest_whole_month_are_told(table: str, says: str) -> None:
    assert time.over_time(marks_of(samples.months(RATE, table))).reading == f"Response rate: {says}"


def test_months_too_small_to_show_are_counted() -> None:
    cells = [
        cell({"month": "2026-08"}, 0.4, 40, low=0.35, high=0.45),
        cell({"month": "2026-09"}, 0.6, 40, low=0.55, high=0.65),
        withheld({"month": "2026-10"}),
    ]
    assert time.over_time(marks_of(released(RATE, cells, ("month",)))).reading == (
        "Response rate: 60% in Sep 2026, 40% in Aug 2026. 1 of 3 is hidden."
    )
    hidden = time.over_time(marks_of(released(RATE, [withheld({"month": "2026-10"})], ("month",))))
    assert hidden.reading == "Response rate, of whole months: the only month is hidden."


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("25% more", ", 25% more than"),
        ("20% fewer", ", 20% fewer than"),
        ("about as many", ", about as many as"),
    ],
)
def test_a_total_is_set_against_the_same_dates_of_last_year(change: str, says: str) -> None:
    now = samples.weeks("2026-09-07 60\n2026-09-14 40")
    spec = time.over_time(marks_of(now), marks_of(samples.last_fall()), change=change)
    assert spec.reading == (
        f"New contacts: 100 in all{says} over the same dates last year; the busiest week was Sep 7 with 60."
    )


def test_four_weeks_that_share_the_highest_count_are_only_counted() -> None:
    table = "\n".join(f"2026-09-{day:02d} 9" for day in (7, 14, 21, 28))
    reading = time.over_time(marks_of(samples.weeks(table, view="publishable"))).reading
    assert reading == "4 weeks share the highest count, 9."


def test_the_largest_segments_have_a_line_and_the_newest_whole_period_is_told() -> None:
    rows = [
        Cell({"month": month, "college": college}, value, None, None, people)
        for month in ("2026-09", "2026-10", "2026-11")
        for college, value, people in (("Law", 5.0, 90), ("Arts", 40.0, 3))
    ]
    spec = time.over_time(marks_of(released(samples.VOLUME, rows, ("month", "college"))))
    assert [s.name for s in spec.series] == ["Arts", "Law"]  # by contacts, not by people
    assert spec.reading == "New contacts, Oct 2026: 40 for Arts, 5 for Law."
    assert [s.partial for s in spec.series] == [(False, False, True)] * 2
    only_cut = [replace(row) for row in rows if row.segment["month"] == "2026-11"]
    cut = time.over_time(marks_of(released(samples.VOLUME, only_cut, ("month", "college"))))
    assert cut.reading == "New contacts, Nov 2026: 40 for Arts, 5 for Law."
    rates = [replace(row, value=row.value / 100 if row.value else None) for row in rows]
    by_people = time.over_time(marks_of(released(RATE, rates, ("month", "college"))))
    assert [s.name for s in by_people.series] == ["Law", "Arts"]


def test_a_count_in_a_band_is_a_point_at_its_middle_and_a_rate_a_range() -> None:
    counted = replace(samples.VOLUME, unit="contacts")
    rows = [
        Cell({"month": "2026-09", "college": "Law"}, None, None, None, 20, band=(10.0, 20.0), label="10–20"),
        Cell({"month": "2026-10", "college": "Law"}, 30.0, None, None, 20, label="30"),
    ]
    (line,) = time.over_time(marks_of(released(counted, rows, ("month", "college")))).series
    assert (line.values, line.low, line.high) == ((15.0, 30.0), (10.0, None), (20.0, None))
    rate = [replace(rows[0], band=(0.1, 0.2)), replace(rows[1], value=0.3, low=0.2, high=0.4)]
    (line,) = time.over_time(marks_of(released(RATE, rate, ("month", "college")))).series
    assert (line.values, line.low, line.high) == ((None, 0.3), (0.1, 0.2), (0.2, 0.4))


def test_a_figure_by_segment_without_any_period_says_so() -> None:
    figure = released(RATE, [], ("month", "college"))
    assert time.over_time(marks_of(figure)).reading == "Response rate: nothing recorded yet."


def test_one_of_a_period_that_is_not_over_is_one() -> None:
    spec = time.over_time(marks_of(samples.weeks("2026-11-09 1")))
    assert spec.finding == "1 contact, none in a whole week yet"


# -- the title of the card -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "change", "finding"),
    [
        ("2026-09-07 20\n2026-09-14 30\n2026-11-09 50", "", "The week of Sep 14 was the busiest, with 30 contacts"),
        ("2026-09-07 30\n2026-09-14 30\n2026-09-21 30", "",
         "The week of Sep 7, the week of Sep 14 and the week of Sep 21 were the busiest, with 30 contacts each"),
        ("2026-09-07 9\n2026-09-14 9\n2026-09-21 9\n2026-09-28 9", "",
         "4 weeks share the highest count, 9 contacts"),
        ("2026-11-09 5", "", "5 contacts, none in a whole week yet"),
        ("2026-11-09 1", "", "1 contact, none in a whole week yet"),
        ("2026-11-09 0", "", "New contacts: nothing recorded in a whole week yet"),
        ("2026-09-07 0", "as many", "New contacts: nothing recorded in a whole week yet"),
        ("2026-09-07 hidden", "", "New contacts: hidden here, fewer than 10 students"),
        ("2026-09-07 20\n2026-09-14 hidden", "5 more", "The week of Sep 7 was the busiest, with 20 contacts"),
        ("2026-09-07 20\n2026-09-14 10", "5 more", "30 contacts, 5 more than by this date last year"),
        ("2026-09-07 20\n2026-09-14 10", "as many", "30 contacts, as many as by this date last year"),
        ("2026-09-07 20\n2026-09-14 10", "about as many", "30 contacts, about as many as by this date last year"),
    ],
)  # fmt: skip
def test_a_count_is_told_in_all_or_by_its_busiest_weeks(table: str, change: str, finding: str) -> None:
    assert time.over_time(marks_of(samples.weeks(table)), change=change).finding == finding


@pytest.mark.parametrize(
    ("table", "half", "finding"),
    [
        ("2026-09 0.4 40", 0.02, "40% in Sep 2026"),
        ("2026-09 0.4 40\n2026-10 0.6 40", 0.02, "60% in Oct 2026, 40% in Sep 2026"),
        ("2026-09 0.4 40\n2026-10 0.6 40\n2026-11 0.9 40", 0.02, "60% in Oct 2026, 40% in Sep 2026"),
        ("2026-09 0.4 40\n2026-10 0.6 40", 0.2, "no change beyond chance by month, 40–60%"),
        ("2026-09 0.4 4\n2026-10 0.6 40", 0.2, "60% in Oct 2026"),
        ("2026-11 0.4 40", 0.2, "nothing recorded in a whole month yet"),
    ],
)
def test_of_a_rate_the_ends_are_told_or_that_chance_explains_them(
    table: str, half: float, finding: str
) -> None:
    made = samples.months(RATE, table)
    cells = tuple(replace(c, low=(c.value or 0) - half, high=(c.value or 0) + half) for c in made.cells)
    spec = time.over_time(marks_of(replace(made, cells=cells)))
    assert spec.finding.replace(" by month:", ":") == f"Response rate: {finding}"


def test_of_months_without_intervals_only_the_span_is_told() -> None:
    spec = time.over_time(marks_of(samples.months(RATE, "2026-09 0.4 40\n2026-10 0.6 40")))
    assert spec.finding == "Response rate by month: 40–60%"


def test_where_one_month_has_no_interval_nothing_is_known_of_chance() -> None:
    made = samples.months(RATE, "2026-09 0.4 40\n2026-10 0.6 40")
    cells = (replace(made.cells[0], low=0.2, high=0.6), made.cells[1])
    assert time.over_time(marks_of(replace(made, cells=cells))).finding == "Response rate by month: 40–60%"


def test_a_rate_over_time_has_its_intervals_and_a_count_has_none() -> None:
    made = samples.months(RATE, "2026-09 0.4 40\n2026-10 0.6 40")
    cells = tuple(replace(c, low=0.2, high=0.9) for c in made.cells)
    (rate,) = time.over_time(marks_of(replace(made, cells=cells))).series
    assert (rate.low, rate.high) == ((0.2, 0.2), (0.9, 0.9))
    (count,) = time.over_time(marks_of(samples.weeks("2026-09-07 20\n2026-09-14 30"))).series
    assert (count.low, count.high) == ((), ())
    hidden = samples.months(RATE, "2026-09 0.3–0.5 40\n2026-10 0.6 40")
    (banded,) = time.over_time(marks_of(hidden)).series
    assert (banded.low, banded.high) == ((0.3, None), (0.5, None))
