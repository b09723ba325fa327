"""What is marked on an axis of time: terms, late logging, what the office pinned to a day."""

from __future__ import annotations

from datetime import date

from dashboard.charts import (
    time,
)
from dashboard.charts.marks import marks_of
from tests.dashboard.charts import chart_samples as samples


def test_late_weeks_become_one_shaded_span_and_terms_are_marked() -> None:
    figure = samples.weeks("2026-12-21 5\n2026-12-28 5\n2027-01-04 5\n2027-01-11 5", as_of=date(2027, 2, 1))
    spec = time.over_time(marks_of(figure), late=("2027-01-04", "2027-01-11"))
    assert [(m.at, m.until, m.text) for m in spec.moments] == [
        ("Jan 4", "Jan 11", "logs come in late"),
        ("Dec 28", None, "Spring 2027"),
    ]
