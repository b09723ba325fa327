"""A share that is reached little by little, over last year's line."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.charts.cumulative import cumulative
from dashboard.charts.marks import marks_of
from pipelines.figures.results import Released
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import cell, metric, released, withheld
from tests.dashboard.charts.reading_specs import plain, spec_text

REACHED = metric("first_interview", title="First interview", of="student", chart="lines")


def months(table: str, **more: object) -> Released:
    return samples.months(REACHED, table, **more)  # type: ignore[arg-type]


def test_what_the_chart_says_of_this_year_and_last() -> None:
    now = months("2026-09 0.1 40\n2026-10 0.4 40\n2026-12 0.6 40")
    before = months("2025-09 0.2–0.3 40\n2025-10 0.4 40")
    assert plain(spec_text(cumulative(marks_of(now), marks_of(before)))) == plain("""
        lines first_interview_so_far: First interview, so far
        First interview: by Oct 2026, 40%, the same as a year before.
        Line chart: First interview, so far. First interview: 40% so far, the same as by this month last year. First interview: by Oct 2026, 40%, the same as a year before.
        unit percent; values “Share of students”; categories “”
        segments of month: 2026-09, 2026-10, 2026-12
        periods: 2026-09-01 to 2026-09-30, 2026-10-01 to 2026-10-31, 2026-12-01 to 2026-12-31
        series: This year / Last year (grey, behind)
        Sep 2026: 0.1 “10%” / - [0.2–0.3] “20–30%”
        Oct 2026: 0.4 “40%” / 0.4 “40%”
        Dec 2026: - / -
    """)


def test_nothing_is_drawn_of_what_begins_after_the_newest_entry() -> None:
    spec = cumulative(
        marks_of(months("2026-10 0.4 40\n2026-11 0.6 40\n2026-12 0.7 40", as_of=date(2026, 11, 1)))
    )
    assert spec.series[0].values == (0.4, 0.6, None)
    unknown = cumulative(marks_of(months("2026-12 0.7 40", as_of=None)))
    assert unknown.series[0].values == (0.7,)


@pytest.mark.parametrize(
    ("before", "says"),
    [("2025-09-14 0.3", ", against 30% by the same academic week a year before"), ("2025-06-01 0.3", "")],
)
def test_weeks_are_compared_with_the_same_academic_week(before: str, says: str) -> None:
    def week(text: str) -> Released:
        monday, share = text.split()
        return released(REACHED, [cell({"week": monday}, float(share), 40)], ("week",))

    spec = cumulative(marks_of(week("2026-09-14 0.5")), marks_of(week(before.replace("09-14", "09-15"))))
    assert spec.reading == f"First interview: by the week of Sep 14, 50%{says}."


def test_where_no_share_may_be_shown_the_sentence_says_so() -> None:
    hidden = released(REACHED, [withheld({"month": "2026-09"})], ("month",))
    assert cumulative(marks_of(hidden)).reading == "First interview: the only month is hidden."


def test_what_is_hidden_of_last_year_is_no_number_to_be_against() -> None:
    now, then = (
        released(REACHED, [found], ("month",))
        for found in (cell({"month": "2026-09"}, 0.5, 40), withheld({"month": "2025-09"}))
    )
    assert cumulative(marks_of(now), marks_of(then)).reading == "First interview: by Sep 2026, 50%."


def test_a_released_band_is_a_point_of_the_sentence_too() -> None:
    assert (
        cumulative(marks_of(months("2026-09 0.2–0.3 20"))).reading == "First interview: by Sep 2026, 20–30%."
    )


@pytest.mark.parametrize(
    ("before", "says"),
    [
        ("2025-10 0.5 40", "40% so far, 10 points fewer than by this month last year"),
        ("2025-10 0.41 40", "40% so far, 1 point fewer than by this month last year"),
        ("2025-10 0.3 40", "40% so far, 10 points more than by this month last year"),
        ("2025-10 0.4 40", "40% so far, the same as by this month last year"),
        ("2025-10 0.3–0.5 40", "40% so far; 30–50% by this month last year"),
        ("2025-11 0.4 40", "40% so far"),
    ],
)
def test_how_far_it_is_from_last_year_is_told_in_points(before: str, says: str) -> None:
    spec = cumulative(marks_of(months("2026-10 0.4 40")), marks_of(months(before)))
    assert spec.finding == f"First interview: {says}"
