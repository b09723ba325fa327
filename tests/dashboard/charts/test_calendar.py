"""The calendar: which days are drawn, which are empty, and what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dashboard.charts import calendar
from dashboard.charts.marks import marks_of
from dashboard.drawing import plotly_figure
from dashboard.exports.native import Native, drawing
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.charts.chart_samples import DAYS, by_day
from tests.dashboard.charts.reading_specs import plain, spec_text


def test_days_outside_the_dates_and_the_log_are_empty_and_days_with_nobody_are_none() -> None:
    spec = samples.all_specs()[
        "calendar"
    ]  # since Tuesday, November 3; the newest entry is of Thursday, November 12
    monday, friday = spec.series[0], spec.series[4]
    assert spec.categories == ("Nov 2", "Nov 9")
    assert monday.values == (None, 30)  # November 2 was not asked about
    assert friday.values == (0, None)  # nobody wrote on November 6; November 13 is not over yet
    assert [series.name for series in spec.series][-2:] == ["Saturday", "Sunday"]


def test_the_sentence_names_the_busiest_weekdays_and_the_quietest() -> None:
    assert samples.all_specs()["calendar"].reading == (
        "New contacts: most on Mondays (42) and Wednesdays (7), fewest on Fridays (4). 4 of 7 have no data in this period."
    )


def test_a_calendar_without_anything_says_so() -> None:
    spec = calendar.calendar(*map(marks_of, by_day("2026-11-02 Monday 0\nMonday 0")))
    assert spec.reading == "New contacts: nothing recorded on any weekday."


def test_a_withheld_day_is_drawn_apart_and_says_why() -> None:
    shown, hidden = plotly_figure.figure(samples.all_specs()["calendar_hidden"])["data"]
    assert shown["z"][0] == [None]
    assert shown["z"][4] == [20]
    assert hidden["z"][0] == [0]
    assert hidden["z"][4] == [None]
    assert hidden["text"][0] == ["&lt;10"]
    assert "&lt;10" in hidden["hovertext"][0][0]
    assert hidden["colorscale"] != shown["colorscale"]


def test_many_weeks_bear_no_numbers() -> None:
    mondays = [date(2026, 1, 5) + timedelta(weeks=i) for i in range(30)]
    spec = calendar.calendar(*map(marks_of, by_day("\n".join(f"{day} Monday 3" for day in mondays))))
    (drawn,) = plotly_figure.figure(spec)["data"]
    assert drawn["texttemplate"] == ""
    (few,) = plotly_figure.figure(calendar.calendar(*map(marks_of, by_day(DAYS))))["data"]
    assert few["texttemplate"]


def test_an_export_has_the_same_numbers_as_columns_a_part_a_weekday() -> None:
    (drawn,) = drawing(samples.all_specs()["calendar"])
    assert isinstance(drawn, Native)
    assert (drawn.form, drawn.grouping) == ("column", "stacked")
    assert [run.name for run in drawn.runs][:2] == ["Monday", "Tuesday"]
    assert drawn.runs[0].values == (None, 30)
    assert len({run.color for run in drawn.runs}) == 7


SAYS = {
    "calendar": """
    calendar outreach_volume_calendar: New contacts, day by day
    New contacts: most on Mondays (42) and Wednesdays (7), fewest on Fridays (4). 4 of 7 have no data in this period.
    Calendar: New contacts, day by day. Mondays are the busiest, with 42 contacts. New contacts: most on Mondays (42) and Wednesdays (7), fewest on Fridays (4). 4 of 7 have no data in this period. Monday: 42; Wednesday: 7; Friday: 4.
    unit contacts; values “Contacts”; categories “”
    segments of week: 2026-11-02, 2026-11-09
    periods: 2026-11-02 to 2026-11-08, 2026-11-09 to 2026-11-15
    series: Monday / Tuesday / Wednesday / Thursday / Friday / Saturday / Sunday
    Nov 2: - / - / - / - / 0 “0” / - / -
    Nov 9: 30 “30” / - / - / - / - / - / -
    """,
    "calendar_hidden": """
    calendar outreach_volume_calendar: New contacts, day by day
    New contacts: most on Fridays (20). 6 of 7 have no data in this period.
    Calendar: New contacts, day by day. Fridays are the busiest, with 20 contacts. New contacts: most on Fridays (20). 6 of 7 have no data in this period. Friday: 20.
    unit contacts; values “Contacts”; categories “”
    segments of week: 2026-11-02
    periods: 2026-11-02 to 2026-11-08
    series: Monday / Tuesday / Wednesday / Thursday / Friday / Saturday / Sunday
    Nov 2: - “<10” / - / - / - / 20 “20” / - / -
    """,
}


@pytest.mark.parametrize("name", SAYS)
def test_what_the_chart_says(name: str) -> None:
    assert plain(spec_text(samples.all_specs()[name])) == plain(SAYS[name].replace("{LONG}", samples.LONG))


@pytest.mark.parametrize(
    ("days", "finding", "reading"),
    [
        ("Monday 42\nFriday 42", "Mondays and Fridays are the busiest, with 42 contacts each",
         "most on Fridays (42) and Mondays (42). 5 of 7 have no data in this period."),
        ("Monday 42", "Mondays are the busiest, with 42 contacts",
         "most on Mondays (42). 6 of 7 have no data in this period."),
        ("Monday 3\nTuesday 5\nFriday 4", "Tuesdays are the busiest, with 5 contacts",
         "most on Tuesdays (5) and Fridays (4), fewest on Mondays (3). 4 of 7 have no data in this period."),
        ("Monday hidden\nFriday 7", "Fridays are the busiest, with 7 contacts",
         "most on Fridays (7). 5 of 7 have no data in this period and 1 is hidden."),
        ("Monday 0\nFriday 0", "New contacts: nothing recorded on any weekday", "nothing recorded on any weekday."),
        ("", "New contacts: no data in this period", "every weekday has no data in this period."),
    ],
)  # fmt: skip
def test_weekdays_are_told_by_the_busiest_and_the_quietest(days: str, finding: str, reading: str) -> None:
    spec = calendar.calendar(*map(marks_of, by_day(f"2026-11-02 Monday 12\n{days}")))
    assert spec.finding == finding
    assert spec.reading == f"New contacts: {reading}"


def test_the_order_of_the_breakdowns_is_not_that_of_the_chart() -> None:
    weeks, days = by_day(DAYS)
    turned = replace(weeks, question=replace(weeks.question, by=("weekday", "week")))
    assert calendar.calendar(marks_of(turned), marks_of(days)) == calendar.calendar(
        marks_of(weeks), marks_of(days)
    )
