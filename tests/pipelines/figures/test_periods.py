"""Weeks of the academic year, and the same day a year before."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pipelines.figures.periods import academic_week, same_academic_day


def test_academic_weeks_are_counted_from_the_monday_on_or_before_august_1() -> None:
    assert academic_week(date(2026, 7, 27)) == (2026, 1)
    assert academic_week(date(2026, 8, 31)) == (2026, 6)
    assert academic_week(date(2026, 7, 20)) == (2025, 52)
    assert academic_week(date(2025, 9, 1)) == (2025, 6)


def test_the_same_day_a_year_before_is_the_same_weekday_of_the_same_academic_week() -> None:
    assert same_academic_day(date(2026, 11, 18)) == date(2025, 11, 19)  # both Wednesdays of week 17
    assert same_academic_day(date(2026, 8, 1)) == date(2025, 8, 2)  # the Saturday of week 1
    assert same_academic_day(date(2024, 2, 29)) == date(2023, 3, 2)


def test_a_fifty_third_week_runs_into_the_next_year() -> None:
    assert academic_week(date(2028, 7, 24)) == (2027, 53)
    assert academic_week(same_academic_day(date(2028, 7, 24))) == (2027, 1)


def test_an_office_may_start_its_year_elsewhere() -> None:
    assert academic_week(date(2026, 9, 1), (9, 1)) == (2026, 1)
    assert same_academic_day(date(2026, 9, 1), (9, 1)) == date(2025, 9, 2)


@given(st.dates(date(2001, 1, 1), date(2090, 12, 31)))
def test_it_is_the_same_weekday_fifty_two_weeks_before_or_fifty_three(day: date) -> None:
    before = same_academic_day(day)
    assert day - before in (timedelta(weeks=52), timedelta(weeks=53))
    year, week = academic_week(day)
    assert academic_week(before) == ((year - 1, week) if week < 53 else (year, 1))
