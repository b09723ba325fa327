"""What stands at an axis and at a mark."""

from __future__ import annotations

import pytest

from dashboard.charts.names import as_date, number, segment_name, unique_names, value_title
from tests.dashboard.charts.chart_samples import metric


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (0.474, "percent", "47%"),
        (52_000.4, "usd", "$52,000"),
        (1, "days", "1 day"),
        (5.5, "days", "5.5 days"),
        (0.11, "percentage points", "+11 percentage points"),
        (-0.4, "points", "−0.4 points"),
        (1234, "contacts", "1,234"),
        (12.5, "interviews", "12.5"),
        (2, "people per interview", "2.0"),
    ],
)
def test_a_drawn_number_is_written_in_its_unit(value: float, unit: str, written: str) -> None:
    assert number(value, unit) == written


@pytest.mark.parametrize(
    ("dimension", "value", "name"),
    [
        ("channel", "linkedin", "LinkedIn"),
        ("channel", "alumni_network", "Alumni network"),
        ("week", "2026-09-07", "Sep 7"),
        ("week", "Unknown", "Unknown"),
        ("month", "2026-03", "Mar 2026"),
        ("class_year", "2026", "Class of 2026"),
        ("class_year", "Unknown", "Unknown"),
        ("interviews", "3-5", "3–5"),
        ("room", "10-99", "10–99"),
        ("room", "100-200", "100-200"),
        ("college", "arts_and_law", "Arts and law"),
        ("college", "Arts_and_Law", "Arts_and_Law"),
        ("college", "  School of \n Law ", "School of Law"),
        ("college", "", "Unknown"),
        ("is_transfer", "no", "Not transfer"),
    ],
)
def test_a_segment_is_named_short(dimension: str, value: str, name: str) -> None:
    assert segment_name(dimension, value) == name


def test_names_that_would_be_the_same_are_told_apart() -> None:
    assert unique_names(["A", "B"], ["a", "b"], "college") == ("A", "B")
    assert unique_names(["A", "B", "A", "A"], ["a", "b", "c", "d"], "college") == ("A", "B", "A (2)", "A (3)")
    weeks = unique_names(["Sep 2", "Sep 2", "Unknown"], ["2024-09-02", "2030-09-02", "Unknown"], "week")
    assert weeks == ("Sep 2, 2024", "Sep 2, 2030", "Unknown")


@pytest.mark.parametrize(
    ("unit", "title"),
    [
        ("percent", ""),
        ("share", ""),
        ("usd", "US dollars"),
        ("people", "People"),
        ("count", "Contacts"),
        ("people per interview", "People per interview"),
    ],
)
def test_the_value_axis_is_named_where_its_numbers_do_not_say_what_they_are(unit: str, title: str) -> None:
    assert value_title(metric(unit=unit)) == title


def test_what_is_no_day_is_none() -> None:
    assert as_date("Unknown") is None
    assert str(as_date("2026-09-07")) == "2026-09-07"
