"""Dots with the range a value may lie in."""

from __future__ import annotations

import pytest

from dashboard.charts.exhibit import chart_for
from dashboard.charts.marks import marks_of
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import cell, metric, released
from tests.dashboard.charts.reading_specs import plain, spec_text

SAYS = {
    "ranges": """
    dots career_outcomes_rate: Career outcomes rate by college
    Career outcomes rate: from 78% to 86%. The lines show how far unknown outcomes could move each rate.
    Dot chart: Career outcomes rate by college. Colleges differ less than unknown outcomes could move them: 78–86%. Career outcomes rate: from 78% to 86%. The lines show how far unknown outcomes could move each rate. Business: 86%; Arts: 78%.
    unit percent; values “”; categories “College”
    segments of college: Business, Arts
    series: Career outcomes rate
    Business (n = 214): 0.86 [0.64–0.9] “86%”
    Arts (n = 122): 0.78 [0.55–0.86] “78%”
    """,
    "gap": """
    dots equity_gap: Gap between groups by transfer
    Gap between groups: +10 percentage points for Transfer, −20 percentage points for Not transfer. The lines run from the lower to the upper quartile.
    Dot chart: Gap between groups by transfer. Gap between groups: +10 points for students who transferred, −20 points for students who did not transfer. Gap between groups: +10 percentage points for Transfer, −20 percentage points for Not transfer. The lines run from the lower to the upper quartile. Transfer: +10 percentage points; Not transfer: −20 percentage points; Unknown: +15 percentage points.
    unit percentage points; values “Percentage points”; categories “Transfer”
    segments of is_transfer: yes, no, Unknown
    series: Gap between groups
    Transfer (n = 90): 0.1 [-0.1–0.3] “+10 percentage points”
    Not transfer (n = 90): -0.2 [-0.3–-0.1] “−20 percentage points”
    Unknown (n = 90): 0.15 [0.1–0.2] “+15 percentage points”
    """,
    "dots": """
    dots equity_gap: Gap between groups by college
    Gap between groups: from +10 percentage points to +20 percentage points.
    Dot chart: Gap between groups by college. Gap between groups by college: +10 points to +20 points. Gap between groups: from +10 percentage points to +20 percentage points. Arts: +20 percentage points; Law: +10 percentage points.
    unit percentage points; values “Percentage points”; categories “College”
    segments of college: Arts, Law
    series: Gap between groups
    Arts (n = 90): 0.2 “+20 percentage points”
    Law (n = 90): 0.1 “+10 percentage points”
    """,
}


@pytest.mark.parametrize("name", SAYS)
def test_what_the_chart_says(name: str) -> None:
    assert plain(spec_text(samples.all_specs()[name])) == plain(SAYS[name].replace("{LONG}", samples.LONG))


def test_a_median_shows_its_quartiles() -> None:
    figure = metric(
        "median_salary_usd", title="Starting salary", aggregate="median", unit="usd", of="graduate"
    )
    cells = [cell({"college": "Law"}, 52000.0, 40, quartiles=(45000.0, 61000.0))]
    spec = chart_for(marks_of(released(figure, cells, ("college",))))
    assert spec.kind == "dots"
    assert (spec.series[0].low, spec.series[0].high) == ((45000.0,), (61000.0,))
    assert spec.series[0].labels == ("$52,000",)


def test_a_median_of_all_is_told_with_the_half_that_lies_around_it() -> None:
    figure = metric("salary", title="Starting salary", aggregate="median", unit="usd", of="graduate")
    spec = chart_for(marks_of(released(figure, [cell({}, 52000.0, 40, quartiles=(45000.0, 61000.0))])))
    assert spec.reading == "Starting salary: $52,000 (n = 40); half lie between $45,000 and $61,000."
    bare = chart_for(marks_of(released(figure, [cell({}, 52000.0, 40)])))
    assert bare.reading == "Starting salary: $52,000 (n = 40)."


def test_quartiles_without_a_median_draw_nothing() -> None:
    figure = metric("salary", title="Starting salary", aggregate="median", unit="usd", of="graduate")
    known = cell({"college": "Law"}, 52000.0, 40, quartiles=(45000.0, 61000.0))
    without = cell({"college": "Arts"}, None, 40, quartiles=(45000.0, None))
    spec = chart_for(marks_of(released(figure, [known, without], ("college",))))
    assert (spec.series[0].low, spec.series[0].high) == ((45000.0, None), (61000.0, None))
    assert spec.reading == (
        "Starting salary: Law, $52,000. 1 of 2 has no data in this period."
        " The lines run from the lower to the upper quartile."
    )
